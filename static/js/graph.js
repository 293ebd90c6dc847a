// The full graph. The drawing stands; when the reader reaches for a chart, the
// ECharts bundle and the option of this very state are fetched, and the same
// picture is laid over the drawing, with a key that brings marks forward and a
// window on the time axis. If anything fails, the drawing with its light
// tooltip simply stays. A change of state moves the graph from one option to
// the next with ECharts' transitions.
import {shownDrawing} from './tip.js';

const BUNDLE = '/static/echarts.js'; // the site puts the hashed address here

/** @param {any} v */
const object = v => v !== null && typeof v === 'object' && !Array.isArray(v);

/** Says null for what an earlier option had and the next has not, as ECharts merges. @param {any} was @param {any} next */
function forget(was, next) {
  for (const k of Object.keys(was)) {
    if (!(k in next)) next[k] = null;
    else if (k !== 'itemPayload' && object(was[k]) && object(next[k])) forget(was[k], next[k]);
  }
}

/** @param {any} option of the next state @param {any} was what the graph shows */
function step(option, was) {
  const before = new Map((was?.series ?? []).map(s => [s.id, s]));
  for (const s of option.series) {
    const old = before.get(s.id);
    if (old && old.type === s.type) forget(old, s);
  }
  return option;
}

export class Graph {
  /** @param {HTMLElement} figure @param {HTMLElement} plot @param {import('./tip.js').Tip} tip */
  constructor(figure, plot, tip) {
    this.figure = figure;
    this.plot = plot;
    this.tip = tip;
    this.width = 0; // of the drawing that was taken over
    this.focused = '';
    this.wired = new AbortController();
    const until = {signal: this.wired.signal};
    const reach = () => this.load().catch(() => {});
    for (const t of ['pointerenter', 'focusin']) figure.addEventListener(t, reach, {...until, once: true});
    figure.addEventListener('touchstart', reach, {...until, once: true, passive: true});
    figure.addEventListener('click', e => this.entry(e, e.detail > 1), until);
    figure.addEventListener('dblclick', e => this.entry(e, true), until);
    figure.addEventListener('keydown', e => {
      if (e.key !== 'Enter' && e.key !== ' ' || !e.target.closest?.('.legend li')) return;
      e.preventDefault();
      this.entry(e, e.shiftKey);
    }, until);
  }

  /** Fetches the bundle and takes over, once. @returns {Promise<void>} */
  load() {
    return this.loading ??= (async () => {
      this.echarts = await import(BUNDLE);
      await this.take();
      new ResizeObserver(() => this.fit()).observe(this.plot);
      this.keys();
      this.zooming();
    })();
  }

  /** The answer for a state: the option, the place of its axes and its points. @param {string} address @param {number} width @param {AbortSignal} [signal] */
  static async ask(address, width, signal) {
    const answer = await fetch(address + (address.includes('?') ? '&' : '?') + 'width=' + width, {signal});
    if (!answer.ok) throw new Error(`option: ${answer.status}`);
    return answer.json();
  }

  /** Lays the graph over the drawing that is shown now. */
  async take() {
    const svg = shownDrawing(this.plot);
    if (!svg) return;
    const width = svg.viewBox.baseVal.width;
    const {option, height, points} = await Graph.ask(this.figure.dataset.option, width);
    if (shownDrawing(this.plot) !== svg) return this.take(); // another state or width came in between
    const over = document.createElement('div');
    over.className = 'full';
    over.setAttribute('aria-hidden', 'true'); // the drawing below keeps its title and description
    Object.assign(over.style, {width: width + 'px', height: height + 'px'});
    this.plot.append(over);
    const chart = this.echarts.init(over, null, {renderer: 'svg', width, height});
    chart.setOption(option);
    this.drop();
    Object.assign(this, {chart, over, width, drawn: svg, option});
    if (points && !this.tip.points.periods) {
      const window = this.tip.window;
      this.tip.read(points);
      this.tip.window = window;
    }
    this.fit();
    svg.style.opacity = '0';
    this.shade();
    this.zoom(...this.tip.window);
    this.tip.where = (key, slot) => this.where(key, slot);
    this.tip.nearest = (slot, y) => this.nearest(slot, y);
  }

  /** Moves the graph to another state. @param {any} answer of ask, for this graph's width */
  turn({option, height, points, place}) {
    if (!this.chart) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const next = {...step(structuredClone(option), this.option), animation: !still, animationDurationUpdate: 420, animationDuration: 420, animationEasingUpdate: 'cubicInOut'};
    this.focused = '';
    this.shade();
    this.tip.hidden.clear();
    this.over.style.height = height + 'px';
    this.chart.resize({width: this.width, height});
    this.chart.dispatchAction({type: 'legendAllSelect'});
    this.chart.setOption(next, {replaceMerge: ['grid', 'xAxis', 'yAxis', 'series', 'dataZoom', 'legend']});
    this.option = option;
    if (points?.slots.length) this.tip.read(points);
    // Until the new drawing is here, the old one keeps the place and the scale.
    const svg = this.drawn;
    svg.setAttribute('viewBox', `0 0 ${this.width} ${height}`);
    for (const [name, px] of [['width', this.width], ['height', height]]) if (svg.hasAttribute(name)) svg.setAttribute(name, String(px));
    if (place) for (const k of Object.keys(place)) svg.dataset[k] = String(place[k]);
    this.fit();
    if (this.reset) this.reset.hidden = true;
  }

  /** Stands on the drawings that have come in for the state that it shows. */
  settle() {
    const svg = shownDrawing(this.plot);
    if (!this.chart || !svg) return;
    if (svg.viewBox.baseVal.width !== this.width) {
      this.fit();
      return;
    }
    svg.style.opacity = '0';
    this.drawn = svg;
    this.keys();
    this.fit();
  }

  /** Takes the graph away; the drawing is seen again. */
  drop() {
    this.chart?.dispose();
    this.over?.remove();
    if (this.drawn) this.drawn.style.opacity = '';
    this.chart = this.over = undefined;
  }

  /** Ends it with its listeners, as its figure leaves the page. */
  end() {
    this.wired.abort();
    this.drop();
  }

  /** Keeps the graph as large as the drawing; another width class is drawn anew. */
  fit() {
    const svg = shownDrawing(this.plot);
    if (!svg || !this.chart) return;
    if (svg !== this.drawn) {
      this.taking ??= this.take().catch(() => {}).finally(() => { this.taking = undefined; });
      return;
    }
    const box = svg.getBoundingClientRect(), plot = this.plot.getBoundingClientRect();
    this.over.style.transform = `translate(${box.left - plot.left}px, ${box.top - plot.top}px) scale(${box.width / this.width})`;
    if (this.tip.slot >= 0) this.tip.show(this.tip.slot, false, true); // what is read stays
  }

  /** @param {Element} entry of the key @returns {string[]} keys of the marks that it names */
  named(entry) {
    const name = entry.textContent.trim();
    return this.tip.points.marks.filter(m => m.name === name).map(m => m.key);
  }

  /** Makes entries of the page's key bring forward the marks that they name. */
  keys() {
    const list = this.figure.querySelector('.legend');
    for (const entry of list?.children ?? []) {
      if (!this.named(entry).length || this.tip.points.marks.length < 2) continue;
      entry.setAttribute('role', 'button');
      entry.setAttribute('aria-pressed', 'false');
      entry.setAttribute('title', 'Click to bring it forward, double-click to see it alone');
      entry.tabIndex = 0;
      entry.classList.add('switch');
    }
    if (list?.querySelector('[role=button]')) list.setAttribute('role', 'group');
  }

  /** @param {Event} e @param {boolean} alone */
  entry(e, alone) {
    const entry = /** @type {Element} */ (e.target).closest?.('.legend li[role=button]');
    if (!entry || !this.chart || e.type === 'click' && alone) return; // the second click of two is the double one's
    const keys = this.named(entry);
    if (alone) this.isolate(entry, keys);
    else this.focus(this.tip.hidden.size ? '' : keys[0], keys);
    for (const other of entry.parentElement.children) {
      if (!other.hasAttribute('role')) continue;
      const all = this.named(other);
      other.setAttribute('aria-pressed', String(all.includes(this.focused) || this.tip.hidden.size > 0 && !this.tip.hidden.has(all[0])));
    }
    this.tip.hide();
  }

  /** Shows some marks alone, or all of them again. @param {Element} entry @param {string[]} keys */
  isolate(entry, keys) {
    const alone = this.tip.hidden.size > 0 && !this.tip.hidden.has(keys[0]);
    this.focused = '';
    this.tip.hidden.clear();
    this.chart.dispatchAction({type: 'legendAllSelect'});
    if (!alone) {
      // Only what the key names goes: the growth in a panel of its own stays.
      for (const other of entry.parentElement.children) {
        if (other === entry) continue;
        for (const key of this.named(other)) this.tip.hidden.add(key);
      }
      for (const key of this.tip.hidden) this.chart.dispatchAction({type: 'legendUnSelect', name: key});
    }
    this.shade();
  }

  /** Brings marks forward, or, asked again, all of them. @param {string} key @param {string[]} [keys] */
  focus(key, keys = [key]) {
    if (!this.chart) return;
    if (this.tip.hidden.size) {
      this.tip.hidden.clear();
      this.chart.dispatchAction({type: 'legendAllSelect'});
    }
    this.focused = this.focused === key ? '' : key;
    this.front = keys;
    this.shade();
  }

  /** Pales every mark but those that are brought forward. */
  shade() {
    if (!this.chart || !this.focused && !this.shaded) return;
    this.shaded = Boolean(this.focused);
    const panel = this.tip.points.marks.find(m => m.key === this.focused)?.panel;
    const marks = new Map(this.tip.points.marks.map(m => [m.key, m]));
    const series = this.option.series.flatMap(s => {
      const mark = marks.get(s.name);
      if (!mark) return [];
      const pale = this.focused && mark.panel === panel && !this.front.includes(mark.key) ? 0.22 : 1;
      if (s.type === 'custom') return [{id: s.id, itemPayload: {...s.itemPayload, alpha: pale}}];
      const part = {id: s.id, itemStyle: {opacity: pale}};
      if (s.type === 'line') part.lineStyle = {opacity: pale};
      if (s.areaStyle) part.areaStyle = {opacity: pale * (s.areaStyle.opacity ?? 1)};
      return [part];
    });
    this.chart.setOption({animation: false, series});
  }

  /** @param {string} key @param {number} slot @returns {[number, number]|null} px from the corner of the plot */
  where(key, slot) {
    const m = this.tip.points.marks.find(m => m.key === key);
    if (!m || !this.chart || typeof m.value[slot] !== 'number') return null;
    try {
      const at = this.chart.convertToPixel({xAxisIndex: m.panel, yAxisIndex: m.panel}, [slot, this.top(m, slot)]);
      const box = this.over.getBoundingClientRect(), plot = this.plot.getBoundingClientRect(), by = box.width / this.width;
      return at && at.every(Number.isFinite) ? [box.left - plot.left + at[0] * by, box.top - plot.top + at[1] * by] : null;
    } catch {
      return null;
    }
  }

  /** @param {import('./tip.js').Mark} m @param {number} slot @returns {number} where the mark ends, stacks added up */
  top(m, slot) {
    if (!m.stack) return m.value[slot];
    let sum = 0;
    for (const o of this.tip.points.marks) {
      const v = o.value[slot];
      if (o.panel === m.panel && o.stack === m.stack && !this.tip.hidden.has(o.key) && v !== null && v < 0 === m.value[slot] < 0) sum += v;
      if (o === m) break;
    }
    return sum;
  }

  /** @param {number} slot @param {number} clientY @returns {string} key of the mark that a click means */
  nearest(slot, clientY) {
    const plot = this.plot.getBoundingClientRect();
    let best = '', least = Infinity;
    for (const m of this.tip.rows(slot)) {
      const at = this.where(m.key, slot);
      if (!at) continue;
      let d = Math.abs(at[1] - (clientY - plot.top));
      if (m.stack) { // inside its part of the stack
        const below = this.tip.points.marks.slice(0, this.tip.points.marks.indexOf(m)).reverse().find(o => o.panel === m.panel && o.stack === m.stack && typeof o.value[slot] === 'number');
        const base = below && this.where(below.key, slot);
        const y = clientY - plot.top;
        if (y >= at[1] && (!base || y <= base[1])) d = 0;
      }
      if (d < least) [best, least] = [m.key, d];
    }
    return best;
  }

  /** @param {number} from @param {number} to slots */
  zoom(from, to) {
    const last = this.tip.points.slots.length - 1;
    if (last < 3 || !this.chart) return;
    let [a, b] = [Math.max(Math.min(from, to), 0), Math.min(Math.max(from, to), last)];
    if (b - a < 2) [a, b] = a + 2 <= last ? [a, a + 2] : [last - 2, last];
    this.tip.window = [a, b];
    this.chart.dispatchAction({type: 'dataZoom', startValue: a, endValue: b});
    if (this.reset) this.reset.hidden = a === 0 && b === last;
    this.figure.dispatchEvent(new CustomEvent('zoom', {bubbles: true, detail: {from: a, to: b, all: a === 0 && b === last}}));
  }

  zooming() {
    const {plot, tip} = this;
    const all = () => { this.zoom(0, tip.points.slots.length - 1); tip.hide(); };
    this.reset = plot.appendChild(document.createElement('button'));
    Object.assign(this.reset, {type: 'button', className: 'zoom-reset', textContent: 'Show all', hidden: true});
    this.reset.addEventListener('click', all);
    const brush = plot.appendChild(document.createElement('div'));
    brush.className = 'brush';
    brush.hidden = true;
    let start = null;
    plot.addEventListener('pointerdown', e => {
      tip.dragged = false;
      if (e.pointerType !== 'mouse' || e.button !== 0 || e.target === this.reset || tip.points.slots.length < 4) return;
      const slot = tip.slotAt(e.clientX);
      if (slot >= 0) start = {slot, x: e.clientX};
    });
    plot.addEventListener('pointermove', e => {
      if (!start || Math.abs(e.clientX - start.x) < 8) return;
      if (!tip.busy) plot.setPointerCapture(e.pointerId);
      tip.busy = tip.dragged = true;
      tip.hide();
      const g = tip.geometry(), box = plot.getBoundingClientRect();
      const edge = x => Math.min(Math.max(x - box.left, g.x0 * g.scale), g.x1 * g.scale);
      const a = edge(Math.min(start.x, e.clientX)), b = edge(Math.max(start.x, e.clientX));
      Object.assign(brush.style, {left: a + 'px', width: b - a + 'px', top: g.top * g.scale + 'px', height: (g.bottom - g.top) * g.scale + 'px'});
      brush.hidden = false;
    });
    const end = e => {
      if (tip.busy && start && e.type === 'pointerup') {
        const g = tip.geometry(), box = plot.getBoundingClientRect();
        const x = Math.min(Math.max(e.clientX, box.left + g.x0 * g.scale), box.left + g.x1 * g.scale);
        const slot = tip.slotAt(x);
        if (slot >= 0 && slot !== start.slot) this.zoom(start.slot, slot);
      }
      start = null;
      tip.busy = false;
      brush.hidden = true;
    };
    plot.addEventListener('pointerup', end);
    plot.addEventListener('pointercancel', end);
    plot.addEventListener('dblclick', all);
    // The wheel scrolls the page; with Ctrl or Command, or two fingers on a pad, it zooms.
    plot.addEventListener('wheel', e => {
      if (!e.ctrlKey && !e.metaKey) return;
      e.preventDefault();
      const slot = tip.slotAt(e.clientX);
      if (slot >= 0) this.around(slot, e.deltaY < 0 ? 0.8 : 1.25);
    }, {passive: false});
    plot.addEventListener('keydown', e => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.target !== plot) return;
      const at = tip.slot < 0 ? tip.window[1] : tip.slot;
      if (e.key === '+' || e.key === '=') this.around(at, 0.6);
      else if (e.key === '-') this.around(at, 1.7);
      else if (e.key === '0') all();
      else return;
      e.preventDefault();
    });
  }

  /** @param {number} slot stays where it is @param {number} by factor of the window's length */
  around(slot, by) {
    const [a, b] = this.tip.window;
    const length = (b - a) * by, part = (slot - a) / Math.max(b - a, 1);
    let from = Math.round(slot - part * length), to = Math.round(slot + (1 - part) * length);
    if (from === a && to === b) by < 1 ? to-- : (from--, to++);
    this.zoom(from, to);
    this.tip.hide();
  }
}
