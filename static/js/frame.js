// Inside an embed, with whatever the page around allows: the height for whoever
// listens, newer figures for an embed that is live, and the rest when the reader
// reaches for the chart. Nothing is stored, nothing runs on a timer, and ECharts
// is fetched only by the button.
const TOUCH = '/static/touch.js'; // the site puts the hashed address here
const fresh = 10_000; // ms; a younger page is not asked about
const secret = /secret=(\w{10})/.exec(location.hash)?.[1]; // WordPress
const pym = new URLSearchParams(location.search).get('childId');

/** @type {HTMLElement} */
let figure;
/** @type {Promise<Touch>|undefined} */
let hand;

/** @typedef {import('./touch.js').Touch} Touch */

// What is said here is no secret and the host's origin is not known: any may read it.
const say = message => { if (parent !== window) parent.postMessage(message, '*'); };
const tell = (type, more) => say({type: 'megacycle:' + type, chart: figure.dataset.chart ?? '', ...more});

let sent = 0;
function measure() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (!height || height === sent) return;
  sent = height;
  tell('height', {height});
  say({'datawrapper-height': {[figure.dataset.chart ?? '']: height}});
  say({sentinel: 'amp', type: 'embed-size', height});
  say(JSON.stringify({src: location.href, context: 'iframe.resize', height})); // Embedly, Medium
  if (pym) say(`pymxPYMx${pym}xPYMxheightxPYMx${height}`);
  if (secret) say({secret, message: 'height', value: height});
}

/** @returns {Promise<Touch>} the figure, ready to be read */
function touch() {
  return hand ??= import(TOUCH).then(m => new m.Touch(figure, tell));
}

/** Takes a figure into use. @param {HTMLElement} el */
function use(el) {
  figure = el;
  hand = undefined;
  const plot = /** @type {HTMLElement} */ (figure.querySelector('[data-plot]'));
  if (!plot || !figure.querySelector('[data-points]')) return;
  plot.tabIndex = 0;
  const key = figure.querySelector('.legend');
  if (key?.children.length > 1) {
    key.setAttribute('role', 'group');
    for (const li of /** @type {HTMLCollectionOf<HTMLElement>} */ (key.children)) {
      li.tabIndex = 0;
      li.setAttribute('role', 'button');
      li.setAttribute('aria-pressed', 'false');
    }
  }
  // What moved while the rest was on its way is read when it is here.
  let last;
  const reach = e => {
    if (e.type.startsWith('pointer')) last = e;
    if (hand) return;
    touch().then(t => {
      if (last && last.target.closest?.('[data-plot]')) t.tip?.point(last);
      for (const type of kinds) figure.removeEventListener(type, reach);
    }).catch(() => { hand = undefined; });
  };
  const kinds = ['pointerdown', 'pointermove', 'focusin'];
  for (const type of kinds) figure.addEventListener(type, reach);
  const more = /** @type {HTMLButtonElement} */ (figure.querySelector('button.more'));
  if (!more) return;
  more.disabled = false;
  more.addEventListener('click', () => {
    more.disabled = true;
    touch().then(t => t.interact()).then(() => plot.focus()).catch(() => { more.disabled = false; });
  });
}

document.addEventListener('click', e => {
  const link = secret && /** @type {HTMLAnchorElement|null} */ (/** @type {Element} */ (e.target).closest('a[href]'));
  if (!link) return;
  e.preventDefault(); // a frame of WordPress opens no windows; its page follows links to this site
  say({secret, message: 'link', value: link.href});
});

/** Replaces the figure when a newer release is out. */
let asked = 0, asking = false;
async function renew() {
  const live = Number(figure.dataset.live), now = performance.now();
  if (!live || asking || now - asked < fresh || document.hidden) return;
  asking = true;
  try {
    asked = now;
    const {release} = await (await fetch('/current.json', {cache: 'no-cache'})).json();
    if (!(release > live)) return;
    const answer = await fetch(location.pathname + location.search, {cache: 'reload'});
    if (!answer.ok) return;
    const next = /** @type {HTMLElement|null} */ (new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('figure[data-live]'));
    if (!next || !(Number(next.dataset.live) > live)) return;
    const was = await hand;
    was?.end();
    figure.replaceWith(document.adoptNode(next));
    use(next);
    if (was?.graph) touch().then(t => t.interact()).catch(() => {});
    const state = next.querySelector('[data-state]');
    state?.setAttribute('role', 'status');
    state?.append(', updated just now');
    tell('release', {release: Number(next.dataset.live)});
    measure();
  } catch {
    // Without the network the figures of before stand.
  } finally {
    asking = false;
  }
}

const first = /** @type {HTMLElement|null} */ (document.querySelector('figure.fig'));
if (first) {
  use(first);
  new ResizeObserver(measure).observe(document.body);
  addEventListener('load', measure);
  addEventListener('message', e => {
    if (e.source !== parent || e.data !== 'megacycle:measure') return;
    sent = 0;
    measure();
  });
  tell('ready', {release: Number(first.dataset.live) || undefined});
  document.addEventListener('visibilitychange', renew);
  new IntersectionObserver(list => { if (list.some(e => e.isIntersecting)) renew(); }).observe(document.body);
}
