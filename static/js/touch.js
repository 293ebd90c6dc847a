// What an embed fetches when its reader first reaches for it: the light tooltip,
// the key that brings one colour forward, and the way to the full graph.
import {Tip, readPoints} from './tip.js';

const GRAPH = '/static/framed.js'; // the site puts the hashed address here

/** @param {string|null} paint @returns {string} the token that a mark or its label is painted with */
const token = paint => /--([\w-]+?)(-t)?[,)]/.exec(paint ?? '')?.[1] ?? '';
const paints = el => ['fill', 'stroke'].map(k => token(el.getAttribute(k))).filter(Boolean);
/** @param {Element} entry of the key */
const painted = entry => [...entry.querySelectorAll('path')].flatMap(paints)[0] ?? '';

export class Touch {
  /** @param {HTMLElement} figure @param {(type: string, more: object) => void} tell the page around */
  constructor(figure, tell) {
    this.figure = figure;
    this.on = ''; // token that is brought forward
    const points = readPoints(figure);
    if (!points) return;
    const tip = this.tip = new Tip(figure, /** @type {HTMLElement} */ (figure.querySelector('[data-plot]')), points);
    figure.addEventListener('slot', e => {
      const {slot} = e.detail;
      tell('point', slot < 0 ? {label: null} : {label: tip.points.slots[slot],
        values: Object.fromEntries(tip.rows(slot).map(m => [m.name, m.text[slot]]))});
    });
    figure.addEventListener('click', e => this.pick(e));
    figure.addEventListener('keydown', e => {
      if ((e.key === 'Enter' || e.key === ' ') && /** @type {Element} */ (e.target).matches('.legend li') && this.pick(e)) e.preventDefault();
    });
  }

  /** @param {Event} e on an entry of the key, or on a label in the drawing */
  pick(e) {
    const entry = /** @type {Element} */ (e.target).closest('.legend li[role], .plot svg text[fill*="--co-"]');
    if (!entry || this.graph) return false;
    const own = entry.matches('li') ? painted(entry) : paints(entry)[0];
    this.focus(own === this.on ? '' : own);
    return true;
  }

  /** Brings forward what is painted with a token; "" shows all alike. @param {string} on */
  focus(on) {
    const marks = new Set(this.tip.points.marks.map(m => (/^(ink|zero|accent)/.test(m.colour) ? '' : 'co-') + m.colour));
    this.on = on = marks.has(on) ? on : '';
    for (const el of this.figure.querySelectorAll('.plot svg [fill], .plot svg [stroke]')) {
      const own = paints(el).find(p => marks.has(p));
      el.classList.toggle('dim', Boolean(on && own && own !== on));
    }
    for (const li of this.figure.querySelectorAll('.legend li[role]')) li.setAttribute('aria-pressed', String(on !== '' && painted(li) === on));
  }

  /** Steps up to the full graph. */
  async interact() {
    const {Graph} = await import(GRAPH);
    if (!this.tip || this.graph) return;
    this.focus('');
    this.graph = new Graph(this.figure, this.tip.plot, this.tip);
    await this.graph.load();
  }

  /** Ends the graph, as the figure leaves the page. */
  end() { this.graph?.end?.(); }
}
