// The list of charts finds as one types: the page that the form would lead to is
// asked for and its results are put in place. Without this script the form's
// button does the same.

const form = document.querySelector("form[data-find]");
const place = document.getElementById("found");
const status = document.querySelector("[data-found-status]");
const wait = 140; // ms after the last key

/** The short address of what the form says. */
function address() {
  const q = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value.trim() !== "") q.set(name, value.trim());
  }
  const s = q.toString();
  return form.getAttribute("action") + (s ? "?" + s : "");
}

let asking; // the controller of the answer that is under way
let timer;
let shown = address();

async function find(write) {
  const to = address();
  if (to === shown) return;
  asking?.abort();
  const mine = asking = new AbortController();
  place.setAttribute("aria-busy", "true");
  try {
    const res = await fetch(to, { signal: mine.signal });
    const page = new DOMParser().parseFromString(await res.text(), "text/html");
    const found = page.getElementById("found");
    if (!found) { // an answer that is no list, such as a sentence about the filter
      location.assign(to);
      return;
    }
    place.replaceChildren(...found.childNodes);
    document.title = page.title;
    shown = to;
    if (write) history.replaceState(null, "", to);
    const said = place.querySelector("[data-found-said]")?.textContent ?? "All charts";
    status.textContent = said;
  } catch (e) {
    if (e.name !== "AbortError") form.submit();
  } finally {
    if (asking === mine) place.removeAttribute("aria-busy");
  }
}

if (form && place) {
  form.addEventListener("input", (e) => {
    clearTimeout(timer);
    timer = setTimeout(find, e.target.type === "search" ? wait : 0, true);
  });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    clearTimeout(timer);
    find(true);
  });
}
