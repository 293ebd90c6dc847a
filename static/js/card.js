// The card of one figure, opened from its mark: where it comes from. It is the
// server's own, fetched from the figure's page. On a wide screen it stands beside
// the graph, on a narrow one it is a sheet at the foot of the screen.
import {morph} from './morph.js';

const parser = new DOMParser();

/** @param {import('./state.js').State} state */
export function card(state) {
  let asked, back;
  const shown = () => /** @type {HTMLElement|null} */ (document.querySelector('[data-region="chart"] .card'));

  /** @param {string} address of a figure's page @param {boolean} keyboard */
  const open = async (address, keyboard) => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(address, {signal: asked.signal, headers: {Accept: 'text/html'}});
      const next = answer.ok && parser.parseFromString(await answer.text(), 'text/html').querySelector('.card');
      if (!next) throw new Error(String(answer.status));
      put(/** @type {HTMLElement} */ (document.importNode(next, true)), keyboard);
    } catch (e) {
      if (e.name !== 'AbortError') location.assign(address);
    }
  };

  /** @param {HTMLElement} next @param {boolean} keyboard */
  const put = (next, keyboard) => {
    next.tabIndex = -1;
    next.setAttribute('data-picked', '');
    next.querySelector('[data-close-card]')?.removeAttribute('hidden');
    let at = shown();
    if (at) morph(at, next);
    else {
      at = next;
      document.querySelector('[data-region="chart"] .chartrow')?.append(next);
    }
    at.hidden = false;
    at.classList.toggle('sheet', matchMedia('(max-width: 1000px)').matches);
    mark();
    if (keyboard || at.classList.contains('sheet')) at.focus({preventScroll: true});
    document.dispatchEvent(new Event('card'));
  };

  const close = () => {
    const at = shown();
    if (!at) return;
    at.classList.remove('sheet');
    at.removeAttribute('data-picked');
    if (!matchMedia('(max-width: 1000px)').matches || !at.dataset.period) at.hidden = true;
    mark();
    (back && document.contains(back) ? back : state.live?.tip.plot)?.focus({preventScroll: true});
  };

  /** Shows in the graph which point the card is about. */
  const mark = () => {
    const at = shown(), live = state.live;
    const plot = live?.tip.plot;
    if (!plot) return;
    let band = /** @type {HTMLElement|null} */ (plot.querySelector('.picked'));
    const slot = at && !at.hidden ? live.tip.points.periods?.indexOf(at.dataset.period) ?? -1 : -1;
    const g = slot >= 0 && slot >= live.tip.window[0] && slot <= live.tip.window[1] ? live.tip.geometry() : null;
    if (!g || !at.hasAttribute('data-picked')) {
      band?.remove();
      return;
    }
    band ??= plot.appendChild(Object.assign(document.createElement('div'), {className: 'picked'}));
    const width = Math.max((g.x1 - g.x0) * g.scale / Math.max(g.to - g.from + 1, 1), 8);
    Object.assign(band.style, {left: live.tip.x(g, slot) - width / 2 + 'px', width: width + 'px', top: g.top * g.scale + 'px', height: (g.bottom - g.top) * g.scale + 'px'});
  };

  document.addEventListener('pick', e => {
    const {series, period} = /** @type {CustomEvent} */ (e).detail;
    const u = new URL(state.shown);
    u.pathname += `/figures/${encodeURIComponent(series)}/${encodeURIComponent(period)}`;
    back = document.activeElement;
    open(u.href, document.activeElement === state.live?.tip.plot);
  });
  document.addEventListener('click', e => {
    const el = /** @type {Element} */ (e.target);
    if (el.closest('[data-close-card]')) {
      close();
      return;
    }
    const a = el.closest('a[data-figure]');
    if (!(a instanceof HTMLAnchorElement) || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    if (!a.closest('.card')) back = a;
    open(a.href, true);
  });
  addEventListener('keydown', e => {
    if (e.key !== 'Escape' || e.defaultPrevented || document.fullscreenElement) return;
    if (shown()?.hasAttribute('data-picked') || shown()?.contains(document.activeElement)) close();
  });
  for (const type of ['state', 'drawn', 'zoom']) document.addEventListener(type, mark);
  addEventListener('resize', mark);
}
