// What the desk gains with script: growth while typing, movement by keys, a
// pasted column, focus on what is wrong, and a question before work is lost.

document.querySelector("[data-focus]")?.focus();

const form = document.querySelector("[data-entry]");
if (form) {
  const cells = [...form.querySelectorAll("[data-value]")];
  let dirty = false;

  /** Reads a plain number; NaN for what only the server can judge. */
  const read = (text) => {
    const t = text.trim().replaceAll("−", "-").replace(/^(about|over|up to)\s+/i, "");
    const inside = /^\((.*)\)$/.exec(t);
    const body = (inside ? "-" + inside[1] : t).replace(/^(-?)\$/, "$1");
    return /^-?\d{1,3}(,\d{3})+(\.\d+)?$|^-?\d+(\.\d+)?$/.test(body) ? Number(body.replaceAll(",", "")) : NaN;
  };
  const sign = (x) => (x < 0 ? "−" : x > 0 ? "+" : "") + Math.abs(x).toLocaleString("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  /** Writes how now differs from then; gives the growth in percent. */
  const change = (cell, now, then, points) => {
    let text = "·", growth = NaN;
    if (Number.isFinite(now) && Number.isFinite(then)) {
      if (points) text = sign(now - then) + " pp";
      else if (then < 0) text = "below zero";
      else if (then > 0) {
        growth = 100 * (now / then - 1);
        text = now < 0 ? "below zero" : growth < -99 || growth > 10000 ? "×" + (now / then).toPrecision(2) : sign(growth) + "%";
      }
    }
    cell.lastChild.textContent = text;
    return growth;
  };
  const base = (text) => (text ? Number(text) : NaN);

  const update = (input) => {
    const row = input.closest("tr"), now = read(input.value), points = "points" in input.dataset;
    change(row.querySelector("[data-qoq]"), now, base(input.dataset.quarter), points);
    const cell = row.querySelector("[data-yoy]");
    const growth = change(cell, now, base(input.dataset.year), points);
    input.parentElement.classList.toggle("empty", input.value === "");
    const band = row.querySelector("[data-band]");
    if (!band) return;
    const { from, to, low, high } = band.dataset;
    const at = Math.min(97, Math.max(3, (100 * (growth - from)) / (to - from)));
    const out = Number.isFinite(growth) && (at < Number(low) || at > Number(high));
    band.querySelector("[data-mark]").setAttribute("d", Number.isFinite(growth) ? `M${at.toFixed(1)} 3l-3-3h6zm0 0v11` : "");
    band.classList.toggle("out", out);
    cell.classList.toggle("warn", out);
  };

  form.addEventListener("input", (e) => {
    dirty = true;
    if (e.target.matches("[data-value]")) update(e.target);
  });

  const go = (input, step) => {
    const next = cells[cells.indexOf(input) + step];
    if (!next) return;
    next.focus();
    next.select();
  };
  form.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      form.requestSubmit(form.querySelector("[data-default]"));
      return;
    }
    if (e.key === "Escape") {
      const open = e.target.closest("details[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      } else if (e.target.matches("[data-value]")) {
        e.target.value = e.target.defaultValue;
        update(e.target);
      }
      return;
    }
    if (!e.target.matches("[data-value]")) {
      if (e.key === "Enter" && e.target.matches("input")) e.preventDefault(); // a stray Enter must not send the form
      return;
    }
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: e.shiftKey ? -1 : 1 }[e.key];
    if (step) {
      e.preventDefault();
      go(e.target, step);
    }
  });

  // A column copied from a spreadsheet fills the rows below, one line each.
  form.addEventListener("paste", (e) => {
    if (!e.target.matches("[data-value]")) return;
    const lines = e.clipboardData.getData("text/plain").replace(/[\r\n]+$/, "").split(/\r?\n/);
    if (lines.length < 2) return;
    e.preventDefault();
    const from = cells.indexOf(e.target);
    lines.forEach((line, i) => {
      const cell = cells[from + i];
      if (!cell || line.trim() === "") return;
      cell.value = line.split("\t").at(-1).trim();
      cell.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (e) => { if (dirty) e.preventDefault(); });
}
