// What pages gain with script: copy buttons, a theme switch without reload, and
// the offer of newer figures when a release is published.

const offer = () => {
  if (navigator.clipboard) for (const b of document.querySelectorAll("[data-copy]")) b.hidden = false;
};
document.addEventListener("state", offer);
document.addEventListener("card", offer);
offer();
document.addEventListener("click", async (e) => {
  const button = e.target.closest?.("[data-copy]");
  if (!button) return;
  const label = (button.dataset.label ??= button.textContent);
  const from = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(from.textContent);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Select and copy it by hand";
    getSelection()?.selectAllChildren(from);
  }
  setTimeout(() => { button.textContent = label; }, 2500);
});

const links = [...document.querySelectorAll("[data-theme-choice]")];
const asked = new URLSearchParams(location.search).has("theme");

function mark(theme) {
  for (const a of links) {
    if (a.dataset.themeChoice === theme) a.setAttribute("aria-current", "true");
    else a.removeAttribute("aria-current");
  }
}

if (!asked) {
  mark(document.documentElement.dataset.theme ?? "auto");
  for (const a of links) {
    a.addEventListener("click", (e) => {
      const theme = a.dataset.themeChoice;
      try {
        if (theme === "auto") localStorage.removeItem("theme");
        else localStorage.setItem("theme", theme);
      } catch {
        return; // no storage: the link with the theme in the address does it
      }
      e.preventDefault();
      if (theme === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
      mark(theme);
      a.closest("details").open = false;
    });
  }
}

// Menus close on Escape and when something else is touched.
const menus = [...document.querySelectorAll(".top details, .day")];
addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  for (const m of menus) {
    if (m.open && m.contains(document.activeElement)) m.querySelector("summary").focus();
    m.open = false;
  }
});
addEventListener("pointerdown", (e) => {
  for (const m of menus) if (!m.contains(e.target)) m.open = false;
});

const bar = document.querySelector("[data-live]");
if (bar && "EventSource" in window) {
  const shown = Number(bar.dataset.live);
  let stream;
  const listen = () => {
    stream = new EventSource("/live");
    stream.addEventListener("release", (e) => {
      const { release } = JSON.parse(e.data);
      if (release <= shown) return;
      bar.querySelector("[data-live-text]").textContent = `New figures: release ${release}.`;
      bar.hidden = false;
    });
  };
  // A page in the background need not hold a connection open.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stream?.close();
    else listen();
  });
  addEventListener("pagehide", () => stream?.close());
  if (!document.hidden) listen();
  bar.querySelector("[data-live-show]").addEventListener("click", (e) => {
    e.preventDefault();
    location.reload();
  });
}
