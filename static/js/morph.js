// Makes one piece of a page equal to another of the same page in another state,
// touching only what differs, so that focus, open details and what scripts hold
// on to stay.

const own = new Set(['style', 'open']); // what the reader or a script set
/** @param {Element} el @param {string} name */
const kept = (el, name) => own.has(name) || name === 'hidden' && el.hasAttribute('data-script');

/** @param {Node} a @param {Node} b */
const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName &&
  (a.nodeType !== 1 || (/** @type {Element} */ (a)).getAttribute('data-key') === (/** @type {Element} */ (b)).getAttribute('data-key'));

/** @param {Element} from in the page @param {Element} to of the other state */
function attributes(from, to) {
  for (const {name} of [...from.attributes]) {
    if (!to.hasAttribute(name) && !kept(from, name)) from.removeAttribute(name);
  }
  for (const {name, value} of to.attributes) {
    if (from.getAttribute(name) !== value && !kept(from, name)) from.setAttribute(name, value);
  }
  if (from instanceof HTMLInputElement) {
    from.checked = to.hasAttribute('checked');
    from.value = to.getAttribute('value') ?? '';
  }
}

/** @param {Element} from @param {Element} to */
export function children(from, to) {
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    // One that went or came in between: look a little ahead for its like.
    let found = at;
    for (let i = 0; found && !alike(found, next) && i < 4; i++) found = found.nextSibling;
    if (found && alike(found, next)) {
      while (at !== found) {
        const gone = at;
        at = at.nextSibling;
        gone.remove();
      }
      at = at.nextSibling;
      morph(found, next);
    } else {
      from.insertBefore(document.importNode(next, true), at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
  if (from instanceof HTMLSelectElement) {
    const i = [...to.querySelectorAll('option')].findIndex(o => o.hasAttribute('selected'));
    from.selectedIndex = Math.max(i, 0);
  }
}

/** @param {Node} from in the page @param {Node} to of the other state, of the same kind */
export function morph(from, to) {
  if (from.nodeType !== 1) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (from.isEqualNode(to) && !from.querySelector?.('input, select')) return;
  attributes(/** @type {Element} */ (from), /** @type {Element} */ (to));
  children(/** @type {Element} */ (from), /** @type {Element} */ (to));
}
