// The light tooltip: what the drawing shows at one period, read by pointer,
// finger or keyboard from the page's own data. It needs no ECharts. Text goes in
// as text nodes only.

/**
 * @typedef {{key: string, name: string, colour: string, role: string, panel: number,
 *   text: string[], change: string[], value: (number|null)[]}} Mark
 * @typedef {{name: string, slots: string[], marks: Mark[]}} Points
 * @typedef {{x0: number, x1: number, from: number, to: number, band: boolean, scale: number, top: number, bottom: number}} Geometry
 */

const plain = new Set(['ink', 'ink-2', 'ink-3', 'zero', 'accent']);

/** @param {string} colour @returns {string} the CSS value of a mark's colour */
const css = colour => `var(--${plain.has(colour) ? colour : 'co-' + colour})`;

/** @param {string} tag @param {string} name @param {string} [text] */
function make(tag, name, text) {
  const el = document.createElement(tag);
  el.className = name;
  if (text !== undefined) el.textContent = text;
  return el;
}

/** @param {Element} figure @returns {Points|null} */
export function readPoints(figure) {
  try {
    const points = JSON.parse(figure.querySelector('script[data-points]').textContent);
    return points.slots.length && points.marks.length ? points : null;
  } catch {
    return null;
  }
}

/** @param {Element} plot @returns {SVGSVGElement|undefined} the drawing that the style sheet shows */
export function shownDrawing(plot) {
  return [...plot.querySelectorAll('svg[data-slots]')].find(s => s.getClientRects().length > 0);
}

export class Tip {
  /** @param {HTMLElement} figure @param {HTMLElement} plot @param {Points} points */
  constructor(figure, plot, points) {
    this.plot = plot;
    this.points = points;
    this.slot = -1;
    /** @type {Set<string>} keys of the marks that are switched off */
    this.hidden = new Set();
    /** @type {[number, number]} first and last slot shown */
    this.window = [0, points.slots.length - 1];
    this.line = plot.appendChild(make('div', 'tip-line'));
    this.box = plot.appendChild(make('div', 'tip'));
    this.line.hidden = this.box.hidden = true;
    this.line.setAttribute('aria-hidden', 'true');
    this.box.setAttribute('aria-hidden', 'true');
    this.live = figure.appendChild(make('p', 'vh'));
    this.live.setAttribute('role', 'status');
    plot.tabIndex = 0;
    plot.setAttribute('role', 'group');
    plot.setAttribute('aria-roledescription', 'interactive chart');
    plot.setAttribute('aria-label', `${points.name}: left and right arrow keys read the values`);
    plot.style.touchAction = 'pan-y pinch-zoom';
    plot.addEventListener('pointermove', e => this.point(e));
    plot.addEventListener('pointerdown', e => { if (e.pointerType !== 'mouse') this.point(e); });
    plot.addEventListener('pointerleave', e => { if (e.pointerType === 'mouse') this.hide(); });
    plot.addEventListener('blur', () => this.hide());
    plot.addEventListener('keydown', e => this.key(e));
    document.addEventListener('pointerdown', e => { if (!plot.contains(/** @type {Node} */ (e.target))) this.hide(); });
  }

  /** @returns {Geometry|null} where the slots lie, in pixels of the drawing */
  geometry() {
    const svg = shownDrawing(this.plot);
    if (!svg || svg.dataset.slots === '0') return null;
    const d = svg.dataset, width = svg.viewBox.baseVal.width;
    return {x0: +d.x0, x1: +d.x1, top: +d.y0, bottom: +d.y1, from: this.window[0], to: this.window[1],
      band: d.band === '1', scale: svg.getBoundingClientRect().width / width};
  }

  /** @param {number} clientX @returns {number} slot, -1 outside of the plotting area */
  slotAt(clientX) {
    const g = this.geometry();
    if (!g) return -1;
    const x = (clientX - this.plot.getBoundingClientRect().left) / g.scale;
    const part = (x - g.x0) / (g.x1 - g.x0), n = g.to - g.from;
    if (part < -0.06 || part > 1.06) return -1;
    const i = g.band ? Math.floor(part * (n + 1)) : Math.round(part * n);
    return g.from + Math.min(Math.max(i, 0), n);
  }

  /** @param {Geometry} g @param {number} slot @returns {number} px from the left of the plot */
  x(g, slot) {
    const n = g.to - g.from;
    const part = g.band ? (slot - g.from + 0.5) / (n + 1) : n ? (slot - g.from) / n : 0.5;
    return (g.x0 + part * (g.x1 - g.x0)) * g.scale;
  }

  /** @param {PointerEvent} e */
  point(e) {
    if (this.busy) return;
    const slot = this.slotAt(e.clientX);
    if (slot < 0) this.hide();
    else this.show(slot, false);
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const [from, to] = this.window;
    const at = this.slot < 0 ? to + 1 : this.slot;
    const next = {ArrowLeft: at - 1, ArrowRight: this.slot < 0 ? to : at + 1, Home: from, End: to}[e.key];
    if (e.key === 'Escape') this.hide();
    else if (next === undefined) return;
    else this.show(Math.min(Math.max(next, from), to), true);
    e.preventDefault();
  }

  /** @param {number} slot @param {boolean} spoken */
  show(slot, spoken) {
    const g = this.geometry();
    if (!g) return;
    const same = slot === this.slot && !this.box.hidden;
    this.slot = slot;
    if (same) return;
    const rows = this.points.marks.filter(m => !this.hidden.has(m.key) && m.text[slot]);
    this.box.replaceChildren(make('strong', 'tip-head', this.points.slots[slot]));
    for (const m of rows) {
      const row = this.box.appendChild(make('div', 'tip-row'));
      const dot = row.appendChild(make('span', m.role === 'actual' ? 'tip-dot' : 'tip-dot open'));
      dot.style.color = css(m.colour);
      row.append(make('span', 'tip-name', m.name), make('span', 'tip-value', m.text[slot]));
      if (m.change[slot]) this.box.append(make('div', 'tip-change', m.change[slot]));
    }
    if (!rows.length) this.box.append(make('div', 'tip-change', 'No figure'));
    this.line.hidden = this.box.hidden = false;
    const x = this.x(g, slot), wide = this.plot.clientWidth, own = this.box.offsetWidth;
    this.line.style.left = `${x}px`;
    this.line.style.top = `${g.top * g.scale}px`;
    this.line.style.height = `${(g.bottom - g.top) * g.scale}px`;
    const right = x + 14 + own <= wide, left = x - 14 - own >= 0;
    this.box.style.left = `${right && (x < wide / 2 || !left) ? x + 14 : left ? x - 14 - own : Math.max(0, wide - own)}px`;
    this.box.style.top = `${Math.max(g.top * g.scale - 4, 0)}px`;
    if (spoken) {
      this.live.textContent = this.points.slots[slot] + ': ' +
        (rows.map(m => [m.name, m.text[slot], m.change[slot]].filter(Boolean).join(', ')).join('; ') || 'no figure');
    }
  }

  hide() {
    this.slot = -1;
    this.line.hidden = this.box.hidden = true;
  }
}
