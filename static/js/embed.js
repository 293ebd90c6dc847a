// For pages that show our charts. It makes
//
//   <megacycle-chart chart="aws-revenue" view="yoy"></megacycle-chart>
//   <div data-megacycle="https://site/embed/aws-revenue?view=yoy" data-title="AWS revenue"></div>
//
// into iframes, gives every iframe of this site its height, and turns its
// messages into events "megacycle:ready", "megacycle:point" and
// "megacycle:release" on it. It stores nothing and leaves the rest of the page
// alone; a second copy only looks again.
(() => {
  const script = /** @type {HTMLScriptElement|null} */ (document.currentScript);
  if (!script) return;
  const site = new URL(script.src).origin;
  const once = Symbol.for('megacycle ' + site);
  if (document[once]) {
    document[once]();
    return;
  }
  const names = ['from', 'to', 'series', 'view', 'type', 'scale', 'events', 'asof', 'compare', 'def', 'release', 'theme', 'lang', 'ui', 'bg'];
  const mine = address => {
    try {
      const u = new URL(address, document.baseURI);
      return u.origin === site && u.pathname.startsWith('/embed/');
    } catch {
      return false;
    }
  };
  /** @param {string} address @param {string} title @param {string} height */
  const make = (address, title, height) => {
    const frame = document.createElement('iframe');
    frame.title = title || 'Chart';
    frame.loading = 'lazy';
    frame.style.cssText = 'width:100%;border:0;display:block';
    frame.style.height = (parseInt(height) || 560) + 'px';
    const theme = new URL(address).searchParams.get('theme');
    frame.style.colorScheme = !theme ? 'light' : theme === 'auto' ? '' : theme;
    frame.src = address;
    return frame;
  };
  const look = () => {
    for (const frame of document.getElementsByTagName('iframe')) {
      if (mine(frame.src)) frame.contentWindow?.postMessage('megacycle:measure', '*');
    }
    for (const el of document.querySelectorAll('[data-megacycle], a.megacycle')) {
      const address = el.getAttribute('data-megacycle') || /** @type {HTMLAnchorElement} */ (el).href;
      if (mine(address)) el.replaceWith(make(new URL(address, document.baseURI).href, el.getAttribute('data-title') || el.textContent.trim(), el.getAttribute('data-height')));
    }
  };
  document[once] = look;
  addEventListener('message', e => {
    const d = e.data, kind = d && typeof d.type === 'string' && /^megacycle:(height|ready|point|release)$/.exec(d.type);
    if (!kind) return;
    // A sandboxed frame has no origin to compare: what counts is which frame speaks.
    for (const frame of document.getElementsByTagName('iframe')) {
      if (frame.contentWindow !== e.source || !mine(frame.src)) continue;
      if (kind[1] !== 'height') frame.dispatchEvent(new CustomEvent(d.type, {bubbles: true, detail: d}));
      else if (d.height > 0 && d.height < 10000) frame.style.height = Math.ceil(d.height) + 'px';
    }
  });
  if (!customElements.get('megacycle-chart')) {
    customElements.define('megacycle-chart', class extends HTMLElement {
      static get observedAttributes() { return ['chart', 'heading', ...names]; }
      connectedCallback() { this.show(); }
      attributeChangedCallback() { if (this.isConnected) this.show(); }
      show() {
        const chart = this.getAttribute('chart');
        if (!chart) return;
        const u = new URL(site + '/embed/' + encodeURIComponent(chart));
        for (const n of names) if (this.hasAttribute(n)) u.searchParams.set(n, this.getAttribute(n));
        if (this.hasAttribute('heading')) u.searchParams.set('title', this.getAttribute('heading'));
        if (this.shown === u.href && this.querySelector('iframe')) return;
        this.shown = u.href;
        this.style.display = 'block';
        this.replaceChildren(make(u.href, this.getAttribute('title') || this.textContent.trim(), this.getAttribute('height')));
      }
    });
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', look);
  look();
})();
