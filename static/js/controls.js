// The controls of a chart page: segments, selects, chips and links lead to the
// address of the new state. Without this script they are a form and links.

/** @param {import('./state.js').State} state */
export function controls(state) {
  document.addEventListener('change', e => {
    const el = /** @type {HTMLInputElement|HTMLSelectElement} */ (e.target);
    if (!el.name || !el.closest('[data-controls]')) return;
    const change = {[el.name]: el.value};
    if (el.name === 'from' || el.name === 'to') Object.assign(change, apart(el));
    state.set(change);
  });
  document.addEventListener('submit', e => {
    const form = /** @type {HTMLFormElement} */ (e.target);
    if (!form.matches('[data-controls], [data-state]')) return;
    e.preventDefault();
    const change = {};
    for (const [name, value] of new FormData(form)) change[name] = String(value);
    form.closest('details')?.removeAttribute('open');
    state.set(change);
  });
  document.addEventListener('click', e => {
    if (e.defaultPrevented || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    const a = /** @type {Element} */ (e.target).closest('a[href]');
    if (!(a instanceof HTMLAnchorElement) || a.origin !== location.origin || a.pathname !== location.pathname || a.hash || a.target || a.download) return;
    e.preventDefault();
    state.go(a.href);
  });
  // A chip under the pointer brings its series forward in the graph.
  for (const [type, on] of [['pointerover', true], ['focusin', true], ['pointerout', false], ['focusout', false]]) {
    document.addEventListener(type, e => {
      const chip = /** @type {Element} */ (e.target).closest?.('.chip[data-series]'), graph = state.live?.graph;
      if (!chip || !graph?.chart) return;
      const series = chip.getAttribute('data-series');
      const keys = state.live.tip.points.marks.filter(m => m.key === series || m.key.startsWith(series + ':')).map(m => m.key);
      if (!keys.length || graph.shaded && !on === !graph.focused) return;
      if (on && graph.focused !== keys[0] && state.live.tip.points.marks.length > keys.length) graph.focus(keys[0], keys);
      else if (!on && graph.focused) graph.focus(graph.focused, keys);
    });
  }
  // Reaching for a control is reaching for the graph.
  for (const type of ['pointerover', 'focusin']) {
    document.addEventListener(type, e => {
      if (/** @type {Element} */ (e.target).closest?.('[data-region="controls"], [data-region="range"]')) state.live?.graph?.load().catch(() => {});
    });
  }
}

/** A first quarter after the last one takes the other end away. @param {HTMLInputElement|HTMLSelectElement} el */
function apart(el) {
  const form = /** @type {HTMLFormElement} */ (el.form);
  const from = form.elements.namedItem('from'), to = form.elements.namedItem('to');
  if (!(from instanceof HTMLSelectElement) || !(to instanceof HTMLSelectElement) || !from.value || !to.value) return {};
  const order = [...from.options].map(o => o.value);
  if (order.indexOf(from.value) <= order.indexOf(to.value)) return {};
  return {[el.name === 'from' ? 'to' : 'from']: ''};
}
