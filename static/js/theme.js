// Applies the theme that the reader chose, before the page is painted. It is
// kept in this browser only. A theme in the address comes first.
{
  const root = document.documentElement;
  root.dataset.script = ""; // what needs script is shown, unless one of the scripts does not come
  addEventListener("error", (e) => {
    if (e.target instanceof HTMLScriptElement) delete root.dataset.script;
  }, true);
  if (!root.dataset.theme) {
    try {
      const theme = localStorage.getItem("theme");
      if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    } catch {
      // storage is switched off: the device decides
    }
  }
}
