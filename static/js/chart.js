// Chart pages: the drawn chart stands; the light tooltip works at once; when the
// reader reaches for a chart, the ECharts bundle and the option of this very
// state are fetched, and the same picture is laid over the drawing, with keys
// that switch marks off and a window on the time axis. If anything fails, the
// drawing with its light tooltip simply stays.
import {Tip, readPoints, shownDrawing} from './tip.js';

const BUNDLE = '/static/echarts.js'; // the site puts the hashed address here

class Interactive {
  /** @param {HTMLElement} figure @param {HTMLElement} plot @param {Tip} tip */
  constructor(figure, plot, tip) {
    this.figure = figure;
    this.plot = plot;
    this.tip = tip;
    this.width = 0; // of the drawing that was taken over
    const reach = () => {
      for (const t of ['pointerenter', 'touchstart', 'focusin']) figure.removeEventListener(t, reach);
      this.load().catch(() => {});
    };
    figure.addEventListener('pointerenter', reach);
    figure.addEventListener('touchstart', reach, {passive: true});
    figure.addEventListener('focusin', reach);
  }

  async load() {
    this.echarts = await import(BUNDLE);
    await this.take();
    new ResizeObserver(() => this.fit()).observe(this.plot);
    this.keys();
    this.zooming();
  }

  /** Lays the graph over the drawing that is shown now. */
  async take() {
    const svg = shownDrawing(this.plot);
    if (!svg) return;
    const width = svg.viewBox.baseVal.width;
    const address = this.figure.dataset.option;
    const answer = await fetch(address + (address.includes('?') ? '&' : '?') + 'width=' + width);
    if (!answer.ok) throw new Error(`option: ${answer.status}`);
    const {option, height} = await answer.json();
    const over = document.createElement('div');
    over.className = 'full';
    over.setAttribute('aria-hidden', 'true'); // the drawing below keeps its title and description
    Object.assign(over.style, {position: 'absolute', left: '0', top: '0', width: width + 'px', height: height + 'px', transformOrigin: '0 0'});
    svg.parentElement.append(over);
    const chart = this.echarts.init(over, null, {renderer: 'svg', width, height});
    chart.setOption(option);
    this.chart?.dispose();
    this.over?.remove();
    if (this.drawn) this.drawn.style.opacity = '';
    Object.assign(this, {chart, over, width, drawn: svg});
    this.fit();
    svg.style.opacity = '0';
    for (const key of this.tip.hidden) chart.dispatchAction({type: 'legendUnSelect', name: key});
    this.zoom(...this.tip.window);
  }

  /** Keeps the graph as large as the drawing; another width class is drawn anew. */
  fit() {
    const svg = shownDrawing(this.plot);
    if (!svg || !this.chart) return;
    if (svg !== this.drawn) {
      this.taking ??= this.take().catch(() => {}).finally(() => { this.taking = undefined; });
      return;
    }
    const box = svg.getBoundingClientRect();
    this.over.style.transform = `scale(${box.width / this.width})`;
    this.tip.hide();
  }

  /** Makes entries of the page's key switches for the marks that they name. */
  keys() {
    for (const entry of this.figure.querySelectorAll('.legend li')) {
      const name = entry.textContent.trim();
      const keys = this.tip.points.marks.filter(m => m.name === name).map(m => m.key);
      if (!keys.length || this.tip.points.marks.length < 2) continue;
      entry.setAttribute('role', 'button');
      entry.setAttribute('aria-pressed', 'true');
      entry.tabIndex = 0;
      entry.classList.add('switch');
      const flip = () => {
        const on = entry.getAttribute('aria-pressed') !== 'true';
        entry.setAttribute('aria-pressed', String(on));
        for (const key of keys) {
          if (on) this.tip.hidden.delete(key);
          else this.tip.hidden.add(key);
          this.chart.dispatchAction({type: on ? 'legendSelect' : 'legendUnSelect', name: key});
        }
        this.tip.hide();
      };
      entry.addEventListener('click', flip);
      entry.addEventListener('keydown', e => {
        if (e.key !== 'Enter' && e.key !== ' ') return;
        e.preventDefault();
        flip();
      });
    }
    this.figure.querySelector('.legend li[role=button]')?.parentElement.setAttribute('role', 'group');
  }

  /** @param {number} from @param {number} to slots */
  zoom(from, to) {
    const last = this.tip.points.slots.length - 1;
    if (last < 3) return;
    let [a, b] = [Math.max(Math.min(from, to), 0), Math.min(Math.max(from, to), last)];
    if (b - a < 2) [a, b] = a + 2 <= last ? [a, a + 2] : [last - 2, last];
    this.tip.window = [a, b];
    this.chart.dispatchAction({type: 'dataZoom', startValue: a, endValue: b});
    if (this.reset) this.reset.hidden = a === 0 && b === last;
  }

  zooming() {
    const {plot, tip} = this, last = tip.points.slots.length - 1;
    if (last < 3 || !tip.geometry()) return;
    const all = () => { this.zoom(0, last); tip.hide(); };
    this.reset = plot.appendChild(document.createElement('button'));
    Object.assign(this.reset, {type: 'button', className: 'zoom-reset', textContent: 'Show all', hidden: true});
    this.reset.addEventListener('click', all);
    const brush = plot.appendChild(document.createElement('div'));
    brush.className = 'brush';
    brush.hidden = true;
    let start = null;
    plot.addEventListener('pointerdown', e => {
      if (e.pointerType !== 'mouse' || e.button !== 0 || e.target === this.reset) return;
      const slot = tip.slotAt(e.clientX);
      if (slot >= 0) start = {slot, x: e.clientX};
    });
    plot.addEventListener('pointermove', e => {
      if (!start || Math.abs(e.clientX - start.x) < 8) return;
      if (!tip.busy) plot.setPointerCapture(e.pointerId);
      tip.busy = true;
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
      if (e.ctrlKey || e.metaKey || e.altKey) return;
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

for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('figure[data-chart]'))) {
  const plot = /** @type {HTMLElement} */ (figure.querySelector('[data-plot]'));
  const points = readPoints(figure);
  if (!plot || !points) continue;
  const tip = new Tip(figure, plot, points);
  if (figure.dataset.option && !navigator.connection?.saveData) new Interactive(figure, plot, tip);
}
