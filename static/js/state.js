// The state of a chart page is its address. A control that is changed leads to
// the address of the new state; the graph moves at once to the option that the
// server gives for it, and the named regions of the page are exchanged for those
// of the same page at the new address. Nothing is computed here.
import {attach} from './attach.js';
import {Graph} from './graph.js';
import {children, morph} from './morph.js';
import {readPoints} from './tip.js';

const parser = new DOMParser();
const region = (doc, name) => doc.querySelector(`[data-region="${name}"]`);

/** @param {string} address @param {string} name @param {string} value @returns {string} */
export function withPart(address, name, value) {
  const u = new URL(address, location.href);
  u.hash = '';
  u.searchParams.set(name, value);
  return u.href;
}

export class State {
  constructor() {
    /** @type {ReturnType<typeof attach>} */
    this.live = this.attached();
    this.shown = location.href.replace(/#.*/, '');
    this.good = document.querySelector('main').cloneNode(true); // what a refused change goes back to
    addEventListener('popstate', () => {
      if (location.href.replace(/#.*/, '') !== this.shown) this.go(location.href, {push: false});
    });
  }

  attached() {
    const figure = /** @type {HTMLElement|null} */ (document.querySelector('[data-region="chart"] figure[data-chart]'));
    return figure ? attach(figure) : undefined;
  }

  /** @param {Record<string, string>} change parameters; "" is the default @returns {string} */
  address(change) {
    const u = new URL(this.shown);
    for (const [name, value] of Object.entries(change)) {
      if (value) u.searchParams.set(name, value);
      else u.searchParams.delete(name);
    }
    return u.href.replaceAll('%2C', ',');
  }

  /** @param {Record<string, string>} change */
  set(change) {
    return this.go(this.address(change));
  }

  /** The address of the graph of a state. @param {string} address */
  option(address) {
    const u = new URL(address);
    u.pathname += '.json';
    u.hash = '';
    u.searchParams.set('part', 'option');
    return u.href;
  }

  /** Moves the graph alone, while a handle is still held. @param {string} address */
  async preview(address) {
    const graph = this.live?.graph;
    if (!graph?.chart || this.going) return;
    this.looking?.abort();
    this.looking = new AbortController();
    try {
      graph.turn(await Graph.ask(this.option(address), graph.width, this.looking.signal));
      this.previewed = true;
    } catch {
      // the commit that follows says what is wrong
    }
  }

  /** Leads to another state of this page. @param {string} address @param {{push?: boolean}} [how] */
  async go(address, {push = true} = {}) {
    this.going?.abort();
    this.looking?.abort();
    const now = this.going = new AbortController(), begun = performance.now();
    const graph = this.live?.graph;
    const busy = setTimeout(() => document.documentElement.setAttribute('data-busy', ''), 180);
    let turned = false;
    try {
      const tabular = new URL(address, location.href).searchParams.get('type') === 'table';
      const whole = tabular || !this.live; // no graph to move: one answer brings all
      const moved = graph?.chart && !tabular ? Graph.ask(this.option(address), graph.width, now.signal).then(answer => {
        graph.turn(answer);
        turned = true;
        this.measure(begun);
      }) : Promise.resolve();
      const [page] = await Promise.all([
        this.page(whole ? address : withPart(address, 'part', 'words'), now.signal),
        moved.catch(e => { if (e.name === 'AbortError') throw e; }),
      ]);
      if (!page) return;
      const canonical = page.querySelector('link[rel=canonical]')?.getAttribute('href');
      const here = new URL(address);
      if (canonical) here.search = new URL(canonical).search;
      here.search = here.search.replaceAll('%2C', ',');
      if (push && here.href !== location.href.replace(/#.*/, '')) history.pushState(null, '', here);
      this.shown = here.href;
      this.swap(page, turned);
      if (whole) this.measure(begun);
      else await this.drawings(here.href, now.signal, turned ? 0 : begun);
    } catch (e) {
      if (e.name !== 'AbortError') location.assign(address); // the server says it better than we can
    } finally {
      clearTimeout(busy);
      if (this.going === now) {
        this.going = undefined;
        document.documentElement.removeAttribute('data-busy');
      }
    }
  }

  /** @param {string} address @param {AbortSignal} signal @returns {Promise<Document|undefined>} nothing when it was refused */
  async page(address, signal) {
    const answer = await fetch(address, {signal, headers: {Accept: 'text/html'}});
    const doc = parser.parseFromString(await answer.text(), 'text/html');
    if (answer.ok) return doc;
    if (answer.status >= 500) throw new Error(String(answer.status));
    this.refuse(doc);
    return undefined;
  }

  /** Says why a state does not exist, and puts the controls back. @param {Document} doc */
  refuse(doc) {
    const said = [...doc.querySelectorAll('main h1, main li, main p')].map(e => e.textContent.trim()).filter(Boolean).slice(0, 3).join(' ');
    for (const name of ['controls', 'range', 'rewind']) {
      const from = region(document, name), to = region(this.good, name);
      if (from && to) children(from, to);
    }
    const notice = document.querySelector('[data-notice]');
    if (notice) {
      notice.textContent = said;
      notice.hidden = false;
    }
    document.dispatchEvent(new Event('state'));
  }

  /** Exchanges the regions of the page. @param {Document} page @param {boolean} turned the graph is there already */
  swap(page, turned) {
    const held = focused();
    for (const from of document.querySelectorAll('[data-region]')) {
      const name = from.getAttribute('data-region'), to = region(page, name);
      if (!to) continue;
      if (name === 'chart') this.chart(from, to, turned);
      else children(from, to);
    }
    for (const selector of ['title', 'link[rel=canonical]', 'meta[name=description]', 'meta[property="og:title"]', 'meta[property="og:description"]', 'meta[property="og:url"]', 'meta[property="og:image"]', '[data-themes] ul']) {
      const from = document.querySelector(selector), to = page.querySelector(selector);
      if (from && to) morph(from, to);
    }
    this.bar(page);
    const theme = page.documentElement.dataset.theme;
    if (new URL(this.shown).searchParams.has('theme') && theme) document.documentElement.dataset.theme = theme;
    const notice = document.querySelector('[data-notice]');
    if (notice) notice.hidden = true;
    this.good = /** @type {Element} */ (page.querySelector('main'));
    document.dispatchEvent(new Event('state'));
    if (held && !document.contains(held.element)) document.querySelector(held.again)?.focus({preventScroll: true});
  }

  /** @param {Document} page */
  bar(page) {
    const from = document.querySelector('.statebar'), to = page.querySelector('.statebar');
    if (from && to) morph(from, to);
    else if (from) from.remove();
    else if (to) document.querySelector('.top').before(document.importNode(to, true));
  }

  /** @param {Element} from @param {Element} to @param {boolean} turned */
  chart(from, to, turned) {
    const old = /** @type {HTMLElement|null} */ (from.querySelector('figure[data-chart]')), next = /** @type {HTMLElement|null} */ (to.querySelector('figure[data-chart]'));
    const points = next && readPoints(next);
    if (!this.live || !old || !next || !points) {
      this.live?.graph?.end();
      from.replaceChildren(...[...to.childNodes].map(n => document.importNode(n, true)));
      this.live = this.attached();
      return;
    }
    old.dataset.option = next.dataset.option;
    parts(old, next, [this.live.tip.plot, this.live.tip.live]);
    const card = from.querySelector('.card'), other = to.querySelector('.card');
    if (card && other) morph(card, other);
    else if (other) old.parentElement.after(document.importNode(other, true));
    else card?.remove();
    this.live.graph?.keys();
  }

  /** Fetches the drawings of a state: what stands when there is no graph, on paper, and at other widths. @param {string} address @param {AbortSignal} signal @param {number} begun 0 when the graph has turned */
  async drawings(address, signal, begun) {
    const live = this.live;
    if (!live) return;
    const page = await this.page(address, signal);
    const from = live.tip.plot, to = page?.querySelector('[data-region="chart"] [data-plot]');
    if (!to) return;
    for (const el of [...from.children]) if (/^w\d|^empty/.test(el.className)) el.remove();
    from.prepend(...[...to.children].map(n => document.importNode(n, true)));
    const points = readPoints(page.querySelector('[data-region="chart"] figure'));
    if (live.graph?.chart && begun === 0) {
      live.graph.settle();
    } else {
      live.graph?.drop();
      if (points) live.tip.read(points);
      if (live.graph?.echarts) await live.graph.take();
      if (begun) this.measure(begun);
    }
    document.dispatchEvent(new Event('drawn'));
  }

  /** Keeps how long the reader waited, for whoever asks the browser. @param {number} begun ms */
  measure(begun) {
    requestAnimationFrame(() => performance.measure('chart-change', {start: begun, end: performance.now()}));
  }
}

/** Exchanges the children of a figure but for those that scripts hold. @param {Element} old @param {Element} next @param {Element[]} mine */
function parts(old, next, mine) {
  for (const el of [...old.children]) if (!mine.includes(el)) el.remove();
  let place = mine[0]; // the plot; what follows it goes before the last of mine
  for (const el of [...next.children]) {
    if (el.hasAttribute('data-plot')) place = mine[1];
    else old.insertBefore(document.importNode(el, true), place);
  }
}

/** What holds the focus, and how to find it again in another state. */
function focused() {
  const el = /** @type {HTMLInputElement|null} */ (document.activeElement);
  if (!el || el === document.body) return undefined;
  const key = el.getAttribute('data-key');
  if (key) return {element: el, again: `[data-key="${CSS.escape(key)}"]`};
  if (el.name) return {element: el, again: `[name="${el.name}"]` + (el.type === 'radio' ? `[value="${el.value}"]` : '')};
  return el.id ? {element: el, again: '#' + CSS.escape(el.id)} : undefined;
}
