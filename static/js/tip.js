// The light tooltip: what the drawing shows at one period, read by pointer,
// finger or keyboard from the page's own data. It needs no ECharts. Text goes in
// as text nodes only.
//
// The figure is told with two events: "slot" when another period is read (or
// none), and "pick" when the reader asks where a point comes from.

/**
 * @typedef {{key: string, name: string, colour: string, role: string, panel: number,
 *   text: string[], change: string[], value: (number|null)[],
 *   stack?: string, from?: string|string[], about?: string[], at?: string[]}} Mark
 * @typedef {{name: string, slots: string[], periods?: string[], marks: Mark[]}} Points
 * @typedef {{x0: number, x1: number, from: number, to: number, band: boolean, scale: number, top: number, bottom: number}} Geometry
 */

const plain = new Set(['ink', 'ink-2', 'ink-3', 'zero', 'accent']);

/** @param {string} colour @returns {string} the CSS value of a mark's colour */
export const css = colour => `var(--${plain.has(colour) ? colour : 'co-' + colour})`;

/** @param {string} tag @param {string} name @param {string} [text] */
export function make(tag, name, text) {
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

/** @param {Mark|undefined} mark @param {number} slot @returns {string} the series whose figure stands there; "" for none */
export const origin = (mark, slot) => (Array.isArray(mark?.from) ? mark.from[slot] : mark?.from) || '';

export class Tip {
  /** @param {HTMLElement} figure @param {HTMLElement} plot @param {Points} points */
  constructor(figure, plot, points) {
    this.figure = figure;
    this.plot = plot;
    this.slot = -1;
    /** @type {string} key of the mark that the cursor keys walk along; "" for all */
    this.mark = '';
    /** @type {Set<string>} keys of the marks that are switched off */
    this.hidden = new Set();
    this.line = plot.appendChild(make('div', 'tip-line'));
    this.spot = plot.appendChild(make('div', 'tip-spot'));
    this.box = plot.appendChild(make('div', 'tip'));
    this.line.hidden = this.spot.hidden = this.box.hidden = true;
    for (const el of [this.line, this.spot, this.box]) el.setAttribute('aria-hidden', 'true');
    this.live = figure.appendChild(make('p', 'vh'));
    this.live.setAttribute('role', 'status');
    plot.tabIndex = 0;
    plot.setAttribute('role', 'group');
    plot.setAttribute('aria-roledescription', 'interactive chart');
    this.read(points);
    plot.style.touchAction = 'pan-y pinch-zoom';
    plot.addEventListener('pointermove', e => this.point(e));
    plot.addEventListener('pointerdown', e => { if (e.pointerType !== 'mouse') this.point(e); });
    plot.addEventListener('pointerleave', e => { if (e.pointerType === 'mouse') this.hide(); });
    plot.addEventListener('blur', () => { if (!this.pinned) this.hide(); });
    plot.addEventListener('keydown', e => this.key(e));
    plot.addEventListener('click', e => this.click(e));
    document.addEventListener('pointerdown', e => { if (!plot.contains(/** @type {Node} */ (e.target))) this.hide(); });
  }

  /** Takes the data of another state. @param {Points} points */
  read(points) {
    this.points = points;
    /** @type {[number, number]} first and last slot shown */
    this.window = [0, points.slots.length - 1];
    const many = points.marks.length > 1 ? ', up and down the series' : '';
    this.plot.setAttribute('aria-label', `${points.name}: left and right arrow keys read the values${many}${points.periods ? ', Enter says where one comes from' : ''}`);
    this.hide();
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
    if (this.busy || this.box.contains(/** @type {Node} */ (e.target))) return;
    const slot = this.slotAt(e.clientX);
    if (slot < 0) {
      if (!this.pinned) this.hide();
      return;
    }
    this.mark = '';
    this.touched = e.pointerType !== 'mouse';
    this.show(slot, false);
  }

  /** A click asks for the point that is nearest to it; a tap opens the sheet first. @param {MouseEvent} e */
  click(e) {
    if (this.dragged || this.touched || !this.points.periods) return;
    if (/** @type {Element} */ (e.target).closest('button, a')) return;
    const slot = this.slotAt(e.clientX);
    if (slot < 0) return;
    const key = this.nearest?.(slot, e.clientY);
    const rows = this.rows(slot);
    this.pick(rows.find(m => m.key === key) ?? rows[0], slot);
  }

  /** @param {Mark|undefined} mark @param {number} slot */
  pick(mark, slot) {
    const period = mark?.at?.[slot] || this.points.periods?.[slot], series = origin(mark, slot);
    if (!series || !period) return;
    this.figure.dispatchEvent(new CustomEvent('pick', {bubbles: true, detail: {series, period}}));
  }

  /** The marks that have something at a slot: panel by panel, the largest first. @param {number} slot */
  rows(slot) {
    return this.points.marks.filter(m => !this.hidden.has(m.key) && m.text[slot])
      .sort((a, b) => a.panel - b.panel || (b.value[slot] ?? 0) - (a.value[slot] ?? 0));
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target !== this.plot) return;
    const [from, to] = this.window;
    const at = this.slot < 0 ? to + 1 : this.slot;
    const next = {ArrowLeft: at - 1, ArrowRight: this.slot < 0 ? to : at + 1, Home: from, End: to}[e.key];
    if (e.key === 'Escape') {
      if (this.slot < 0) return;
      this.hide();
    } else if (e.key === 'Enter' && this.points.periods) {
      const rows = this.rows(this.slot < 0 ? to : this.slot);
      this.pick(rows.find(m => m.key === this.mark) ?? rows[0], this.slot < 0 ? to : this.slot);
    } else if (e.key === 'ArrowUp' || e.key === 'ArrowDown') {
      const slot = this.slot < 0 ? to : this.slot;
      const keys = this.rows(slot).map(m => m.key);
      if (!keys.length) return;
      const i = keys.indexOf(this.mark), by = e.key === 'ArrowDown' ? 1 : -1;
      this.mark = keys[i < 0 ? (by > 0 ? 0 : keys.length - 1) : Math.min(Math.max(i + by, 0), keys.length - 1)];
      this.show(slot, true, true);
    } else if (next === undefined) {
      return;
    } else {
      this.show(Math.min(Math.max(next, from), to), true);
    }
    e.preventDefault();
  }

  /** @param {number} slot @param {boolean} spoken @param {boolean} [anew] the same period, read otherwise */
  show(slot, spoken, anew) {
    const g = this.geometry();
    if (!g) return;
    const same = slot === this.slot && !this.box.hidden && !anew;
    this.slot = slot;
    if (same) return;
    const rows = this.rows(slot);
    const on = rows.find(m => m.key === this.mark);
    const about = new Set(rows.map(m => m.about?.[slot]).filter(Boolean));
    this.box.replaceChildren(make('strong', 'tip-head', this.points.slots[slot]));
    if (about.size === 1) this.box.append(make('div', 'tip-about', [...about][0]));
    for (const m of rows) {
      const row = this.box.appendChild(make('div', m === on ? 'tip-row on' : 'tip-row'));
      const dot = row.appendChild(make('span', m.role === 'actual' ? 'tip-dot' : 'tip-dot open'));
      dot.style.color = css(m.colour);
      row.append(make('span', 'tip-name', m.name), make('span', 'tip-value', m.text[slot]));
      const more = [m.change[slot], about.size > 1 ? m.about?.[slot] : ''].filter(Boolean).join('; ');
      if (more) this.box.append(make('div', 'tip-change', more));
    }
    if (!rows.length) this.box.append(make('div', 'tip-change', 'No figure'));
    this.line.hidden = this.box.hidden = false;
    const x = this.x(g, slot);
    this.line.style.left = `${x}px`;
    this.line.style.top = `${g.top * g.scale}px`;
    this.line.style.height = `${(g.bottom - g.top) * g.scale}px`;
    this.place(g, x, rows);
    const spot = on && this.where?.(on.key, slot);
    this.spot.hidden = !spot;
    if (spot) {
      this.spot.style.transform = `translate(${spot[0]}px, ${spot[1]}px)`;
      this.spot.style.color = css(on.colour);
    }
    this.figure.dispatchEvent(new CustomEvent('slot', {bubbles: true, detail: {slot, period: this.points.periods?.[slot]}}));
    if (spoken) {
      const say = m => [m.name, m.text[slot], m.change[slot]].filter(Boolean).join(', ');
      this.live.textContent = on ? `${say(on)}; ${this.points.slots[slot]}`
        : this.points.slots[slot] + ': ' + (rows.map(say).join('; ') || 'no figure');
    }
  }

  /** Stands beside the line, or as a sheet at the foot of a small screen. @param {Geometry} g @param {number} x @param {Mark[]} rows */
  place(g, x, rows) {
    this.pinned = this.touched && matchMedia('(max-width: 560px)').matches;
    this.box.classList.toggle('pinned', this.pinned);
    if (this.pinned) {
      this.box.removeAttribute('aria-hidden');
      const acts = this.box.appendChild(make('div', 'tip-acts'));
      if (this.points.periods && rows.some(m => origin(m, this.slot))) {
        const card = acts.appendChild(make('button', 'btn', 'Where it comes from'));
        card.addEventListener('click', () => {
          const slot = this.slot;
          this.hide();
          this.pick(rows.find(m => origin(m, slot)), slot);
        });
      }
      acts.appendChild(make('button', 'btn', 'Close')).addEventListener('click', () => this.hide());
      for (const b of acts.children) b.setAttribute('type', 'button');
      this.box.style.left = this.box.style.top = '';
      return;
    }
    const wide = this.plot.clientWidth, own = this.box.offsetWidth;
    const right = x + 14 + own <= wide, left = x - 14 - own >= 0;
    this.box.style.left = `${right && (x < wide / 2 || !left) ? x + 14 : left ? x - 14 - own : Math.max(0, wide - own)}px`;
    this.box.style.top = `${Math.max(g.top * g.scale - 4, 0)}px`;
  }

  hide() {
    const shown = this.slot >= 0;
    this.slot = -1;
    this.pinned = false;
    this.mark = '';
    this.line.hidden = this.spot.hidden = this.box.hidden = true;
    this.box.setAttribute('aria-hidden', 'true');
    if (shown) this.figure.dispatchEvent(new CustomEvent('slot', {bubbles: true, detail: {slot: -1}}));
  }
}
