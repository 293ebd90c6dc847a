// What a table of figures gains with script: rows that can be sorted by any
// column, a copy that spreadsheets take, and a row and its place in the graph
// that light up together.

const digits = /[^0-9.eE+-]/g;

/** @param {string} text of a cell @returns {number} NaN when it is no number */
export function number(text) {
  const t = text.replace(/[−–]/g, '-').replace(digits, '');
  return t === '' || t === '-' || t === '+' ? NaN : Number(t);
}

/** The figure of a cell without marks and words. @param {Element} cell */
function figure(cell) {
  if (cell.querySelector('.none')) return '';
  const copy = /** @type {Element} */ (cell.cloneNode(true));
  for (const el of copy.querySelectorAll('.hol, .stat, .fy, .unit, .mk')) el.remove();
  return copy.textContent.trim().replace(/\s+/g, ' ');
}

/** @param {import('./state.js').State} state */
export function tables(state) {
  const wire = () => { for (const table of document.querySelectorAll('[data-table]')) sortable(/** @type {HTMLTableElement} */ (table)); };
  document.addEventListener('state', wire);
  wire();
  document.addEventListener('click', e => {
    const button = /** @type {Element} */ (e.target).closest('[data-tsv]');
    if (button) copy(/** @type {HTMLElement} */ (button));
  });
  link(state);
}

/** @param {HTMLTableElement} table */
function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  for (const [i, th] of heads.entries()) {
    if (th.querySelector('button')) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...th.childNodes);
    button.addEventListener('click', () => sort(table, i));
    th.append(button);
    if (!heads.some(h => h.hasAttribute('aria-sort')) && i === 0) th.setAttribute('aria-sort', 'descending'); // as it comes: the newest first
  }
}

/** @param {HTMLTableElement} table @param {number} i column */
function sort(table, i) {
  const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0];
  const down = heads[i].getAttribute('aria-sort') !== 'descending';
  for (const th of heads) th.removeAttribute('aria-sort');
  heads[i].setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const rows = [...body.rows], open = rows.filter(r => !r.classList.contains('older')).length;
  const value = r => {
    if (i === 0) return r.dataset.period ?? r.cells[0].textContent;
    const cell = r.cells[i], text = figure(cell), day = cell.dataset.day;
    const n = day ? NaN : number(text);
    return day ?? (Number.isNaN(n) ? text : n);
  };
  const keys = new Map(rows.map(r => [r, value(r)]));
  rows.sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x === '' || y === '') return x === y ? 0 : x === '' ? 1 : -1; // what has no figure comes last
    const d = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
    return down ? -d : d;
  });
  for (const [n, r] of rows.entries()) if (open < rows.length) r.classList.toggle('older', n >= open);
  body.append(...rows);
}

/** Numbers go without thousands separators and with a plain minus, so that Excel and Google Sheets read them. @param {string} text */
function plain(text) {
  const n = number(text);
  if (Number.isNaN(n) || !/^[+−-]?[$€£]?[\d.,]+\s?[%]?$/.test(text)) return text.replace(/[\t\n]/g, ' ');
  return text.replace(/[−–]/g, '-').replace(/[,$€£+]/g, '').replace(/\s?%$/, '%');
}

/** @param {HTMLElement} button */
async function copy(button) {
  const table = /** @type {HTMLTableElement} */ (document.querySelector('[data-table]'));
  const head = [...table.tHead.rows[0].cells].flatMap((th, i) => i ? [th.innerText.trim().replace(/\s*\n\s*/g, ', ')] : [th.textContent.trim(), 'Fiscal label']);
  const rows = [...table.tBodies[0].rows].sort((a, b) => (b.dataset.period ?? '').localeCompare(a.dataset.period ?? ''));
  const lines = rows.map(r => [...r.cells].flatMap((c, i) => {
    if (!i) return [r.dataset.label ?? figure(c), c.querySelector('.fy')?.textContent.trim() ?? ''];
    if (c.dataset.day) return [c.dataset.day];
    return [plain([...c.querySelectorAll('.sl')].map(s => s.textContent.trim()).join('; ') || figure(c))];
  }));
  const text = [head, ...lines].map(l => l.join('\t')).join('\n') + '\n';
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = `Copied ${rows.length} rows`;
  } catch {
    button.textContent = 'The browser did not allow it';
  }
  setTimeout(() => { button.textContent = label; }, 2500);
}

/** The row and the place in the graph that belong together. @param {import('./state.js').State} state */
function link(state) {
  let lit;
  const light = period => {
    lit?.classList.remove('lit');
    lit = period ? document.querySelector(`[data-table] tr[data-period="${CSS.escape(period)}"]`) : undefined;
    lit?.classList.add('lit');
  };
  document.addEventListener('slot', e => light(/** @type {CustomEvent} */ (e).detail.period));
  document.addEventListener('pointerover', e => {
    const row = /** @type {HTMLElement|null} */ (/** @type {Element} */ (e.target).closest?.('[data-table] tr[data-period]')), tip = state.live?.tip;
    if (!row || !tip || e.pointerType !== 'mouse') return;
    const slot = tip.points.periods?.indexOf(row.dataset.period) ?? -1;
    if (slot < tip.window[0] || slot > tip.window[1]) return;
    tip.touched = false;
    tip.show(slot, false);
  });
  document.addEventListener('pointerout', e => {
    if (/** @type {Element} */ (e.target).closest?.('[data-table]') && !/** @type {Element|null} */ (e.relatedTarget)?.closest?.('[data-table] tbody')) state.live?.tip.hide();
  });
}
