// Inside an embed: the light tooltip, and the height for the page around it, on
// load, when it changes, and when a host script that came late asks for it. No
// ECharts, no other message.
import {Tip, readPoints} from './tip.js';

for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('figure[data-chart]'))) {
  const plot = /** @type {HTMLElement} */ (figure.querySelector('[data-plot]'));
  const points = readPoints(figure);
  if (plot && points) new Tip(figure, plot, points);
}

if (window.parent !== window) {
  const chart = document.querySelector('figure[data-chart]')?.dataset.chart ?? '';
  const pym = new URLSearchParams(location.search).get('childId');
  let sent = 0;
  const send = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (!height || height === sent) return;
    sent = height;
    // A height is no secret, and the host's origin is not known: any may read it.
    const say = message => window.parent.postMessage(message, '*');
    say({type: 'megacycle:height', chart, height});
    say({'datawrapper-height': {[chart]: height}});
    say({sentinel: 'amp', type: 'embed-size', height});
    say(JSON.stringify({context: 'iframe.resize', height, src: location.href})); // Embedly
    if (pym) say(`pymxPYMx${pym}xPYMxheightxPYMx${height}`);
  };
  new ResizeObserver(send).observe(document.body);
  addEventListener('load', send);
  addEventListener('message', e => {
    if (e.source !== window.parent || e.data !== 'megacycle:measure') return;
    sent = 0;
    send();
  });
}
