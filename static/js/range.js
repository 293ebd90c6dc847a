// The time range by two handles, and the rewind slider over the days on which
// something was published. Both are sliders for the keyboard as well; letting go
// leads to the address of the state.

const drag = 4; // px before a press on the track is more than a tap

/** @param {import('./state.js').State} state */
export function range(state) {
  let made;
  const wire = () => {
    const el = /** @type {HTMLElement|null} */ (document.querySelector('[data-range]'));
    if (!el) made = undefined;
    else if (made?.el !== el) made = new Range(el, state);
    else made.read();
  };
  document.addEventListener('state', wire);
  wire();
  rewind(state);
}

class Range {
  /** @param {HTMLElement} el @param {import('./state.js').State} state */
  constructor(el, state) {
    this.el = el;
    this.state = state;
    this.track = /** @type {HTMLElement} */ (el.querySelector('[data-track]'));
    this.thumbs = /** @type {HTMLElement[]} */ ([...el.querySelectorAll('[role=slider]')]);
    this.chosen = /** @type {HTMLElement} */ (el.querySelector('[data-chosen]'));
    for (const [i, thumb] of this.thumbs.entries()) thumb.addEventListener('keydown', e => this.key(e, i));
    this.track.addEventListener('pointerdown', e => this.press(e));
    new ResizeObserver(() => this.place()).observe(this.track);
    this.read();
  }

  /** Takes what the server says of the state. */
  read() {
    if (this.held) return;
    this.periods = this.el.dataset.periods.split(' ');
    this.labels = this.el.dataset.labels.split('|');
    this.at = this.thumbs.map(t => Number(t.getAttribute('aria-valuenow')));
    this.was = [...this.at];
    this.place();
  }

  place() {
    const width = this.track.clientWidth, last = this.periods.length - 1;
    const x = this.at.map(i => i / last * width);
    for (const [i, thumb] of this.thumbs.entries()) {
      thumb.style.transform = `translateX(${x[i]}px)`;
      thumb.setAttribute('aria-valuenow', String(this.at[i]));
      thumb.setAttribute('aria-valuetext', this.labels[this.at[i]]);
      thumb.setAttribute(i ? 'aria-valuemin' : 'aria-valuemax', String(this.at[1 - i]));
      const label = thumb.querySelector('.at');
      label.textContent = this.labels[this.at[i]];
      // The words stay inside of the track and off each other.
      const half = label.offsetWidth / 2, off = i ? Math.max(0, x[0] + half - x[1] + half + 8) / 2 : -Math.max(0, x[0] + half - x[1] + half + 8) / 2;
      const to = Math.min(Math.max(x[i] + off, half), width - half) - x[i];
      label.style.transform = `translateX(calc(-50% + ${to}px))`;
    }
    this.chosen.style.transform = `translateX(${x[0]}px) scaleX(${Math.max(x[1] - x[0], 1) / 100})`;
    this.el.classList.add('placed');
  }

  /** @param {number} i handle @param {number} to place */
  move(i, to) {
    const last = this.periods.length - 1, gap = Math.min(1, last);
    this.at[i] = i ? Math.min(Math.max(to, this.at[0] + gap), last) : Math.max(Math.min(to, this.at[1] - gap), 0);
    this.place();
    clearTimeout(this.soon);
    this.soon = setTimeout(() => { if (this.held) this.state.preview(this.address()); }, 40);
  }

  /** @param {KeyboardEvent} e @param {number} i */
  key(e, i) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const at = this.at[i], last = this.periods.length - 1, year = this.el.dataset.year === '1' ? 1 : 4;
    const to = {ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - year, PageUp: at + year, Home: 0, End: last}[e.key];
    if (to === undefined) return;
    e.preventDefault();
    this.move(i, to);
    clearTimeout(this.later);
    this.later = setTimeout(() => this.commit(), 220); // after the last of several presses
  }

  /** @param {PointerEvent} e */
  press(e) {
    if (e.button !== 0) return;
    e.preventDefault();
    const box = this.track.getBoundingClientRect(), last = this.periods.length - 1;
    const slot = x => Math.round((x - box.left) / box.width * last);
    const own = this.thumbs.findIndex(t => t.contains(/** @type {Node} */ (e.target)));
    const begun = slot(e.clientX), span = this.at[1] - this.at[0], first = this.at[0];
    let hold = own; // 0 and 1 are the handles, 2 the part between them
    if (hold < 0) hold = begun > this.at[0] && begun < this.at[1] ? 2 : begun <= this.at[0] ? 0 : 1;
    this.held = true;
    this.track.setPointerCapture(e.pointerId);
    if (hold < 2) this.thumbs[hold].focus({preventScroll: true});
    if (own < 0 && hold < 2) this.move(hold, begun);
    const moved = m => {
      if (Math.abs(m.clientX - e.clientX) < drag && own < 0) return;
      if (hold < 2) {
        this.move(hold, slot(m.clientX));
      } else {
        const to = Math.min(Math.max(first + slot(m.clientX) - begun, 0), last - span);
        this.at = [to, to + span];
        this.move(1, to + span);
      }
    };
    const done = () => {
      this.track.removeEventListener('pointermove', moved);
      this.held = false;
      clearTimeout(this.soon);
      this.commit();
    };
    this.track.addEventListener('pointermove', moved);
    this.track.addEventListener('pointerup', done, {once: true});
    this.track.addEventListener('pointercancel', done, {once: true});
  }

  /** The default ends are left out, as the selects do. */
  address() {
    const change = {};
    if (this.at[0] !== this.was[0]) change.from = this.periods[this.at[0]];
    if (this.at[1] !== this.was[1]) change.to = this.at[1] === this.periods.length - 1 ? '' : this.periods[this.at[1]];
    return this.state.address(change);
  }

  commit() {
    if (this.at.every((v, i) => v === this.was[i])) return;
    const to = this.address();
    this.was = [...this.at];
    this.state.go(to);
  }
}

/** @param {import('./state.js').State} state */
function rewind(state) {
  /** @param {HTMLInputElement} el */
  const say = el => {
    const day = el.dataset.labels.split('|')[el.valueAsNumber];
    el.setAttribute('aria-valuetext', day);
    const out = document.querySelector('[data-rewind-day]');
    if (out) out.textContent = day;
  };
  const address = el => state.address({asof: el.dataset.days.split(' ')[el.valueAsNumber].replace('today', '')});
  let soon, later;
  document.addEventListener('input', e => {
    const el = /** @type {HTMLInputElement} */ (e.target);
    if (!el.matches?.('[data-rewind]')) return;
    say(el);
    clearTimeout(soon);
    soon = setTimeout(() => state.preview(address(el)), 40);
  });
  document.addEventListener('change', e => {
    const el = /** @type {HTMLInputElement} */ (e.target);
    if (!el.matches?.('[data-rewind]')) return;
    clearTimeout(soon);
    clearTimeout(later);
    later = setTimeout(() => state.go(address(el)), 160); // after the last of several key presses
  });
}
