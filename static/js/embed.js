// For host pages: each placeholder becomes an iframe that fits its height.
//
//   <div data-megacycle="https://site/embed/aws-revenue?view=yoy" data-title="AWS revenue"></div>
//   <script async src="https://site/embed.js"></script>
//
// An <a class="megacycle"> that links to an embed address works too, and stays a
// link without script. Iframes that already point at an embed of this site are
// sized as well. Nothing is stored, nothing but height messages is listened to.
(() => {
  const script = document.currentScript;
  const site = script ? new URL(script.src).origin : '';
  const mine = address => {
    try {
      const u = new URL(address, document.baseURI);
      return u.origin === site && u.pathname.startsWith('/embed/');
    } catch {
      return false;
    }
  };
  const fill = () => {
    for (const frame of document.getElementsByTagName('iframe')) {
      if (mine(frame.src)) frame.contentWindow?.postMessage('megacycle:measure', '*');
    }
    for (const el of document.querySelectorAll('[data-megacycle], a.megacycle')) {
      const address = el.getAttribute('data-megacycle') || el.href;
      if (!mine(address)) continue;
      const frame = document.createElement('iframe');
      frame.src = address;
      frame.title = el.getAttribute('data-title') || el.textContent.trim() || 'Chart';
      frame.loading = 'lazy';
      frame.style.cssText = 'width:100%;border:0;display:block';
      frame.height = el.getAttribute('data-height') || '520';
      el.replaceWith(frame);
    }
  };
  addEventListener('message', e => {
    const d = e.data;
    if (e.origin !== site || !d || d.type !== 'megacycle:height' || !(d.height > 0 && d.height < 10000)) return;
    for (const frame of document.getElementsByTagName('iframe')) {
      if (frame.contentWindow === e.source && mine(frame.src)) frame.height = String(Math.ceil(d.height));
    }
  });
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', fill);
  else fill();
})();
