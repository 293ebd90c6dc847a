// Copy the image, copy the link, see the chart on the whole screen.

/** @param {HTMLElement} button @param {string} text for a moment */
function say(button, text) {
  const label = button.dataset.label ??= button.textContent;
  button.textContent = text;
  setTimeout(() => { button.textContent = label; }, 2500);
}

/** @param {string} address @returns {Promise<Blob>} */
async function picture(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.blob();
}

/** @param {string} address of the file, for browsers that do not take images */
function save(address) {
  const a = document.createElement('a');
  a.href = address;
  a.download = '';
  a.click();
}

const acts = {
  /** @param {HTMLElement} b */
  async image(b) {
    const address = b.dataset.href;
    say(b, 'Drawing…');
    try {
      // The promise goes in, so that the click still counts when the image is there.
      await navigator.clipboard.write([new ClipboardItem({'image/png': picture(address)})]);
      say(b, 'Copied');
    } catch {
      save(address);
      say(b, 'Saved as a file');
    }
  },
  /** @param {HTMLElement} b */
  async link(b) {
    try {
      await navigator.clipboard.writeText(new URL(b.dataset.href, location.href).href);
      say(b, 'Copied');
    } catch {
      say(b, 'Copy it from the address bar');
    }
  },
  /** @param {HTMLElement} b */
  async screen(b) {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await b.closest('figure').requestFullscreen();
  },
};

export function share() {
  if (!document.fullscreenEnabled) document.documentElement.setAttribute('data-no-screen', '');
  document.addEventListener('click', e => {
    const b = /** @type {HTMLElement|null} */ (/** @type {Element} */ (e.target).closest('[data-act]'));
    if (b) acts[b.dataset.act]?.(b).catch(() => {});
  });
  document.addEventListener('fullscreenchange', () => {
    for (const b of document.querySelectorAll('[data-act="screen"]')) b.setAttribute('aria-pressed', String(b.closest('figure') === document.fullscreenElement));
    const figure = document.fullscreenElement, svg = figure?.querySelector('.plot svg[data-slots]');
    if (svg instanceof SVGSVGElement) /** @type {HTMLElement} */ (figure).style.setProperty('--ratio', String(svg.viewBox.baseVal.width / svg.viewBox.baseVal.height));
  });
}
