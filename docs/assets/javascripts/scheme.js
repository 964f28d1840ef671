// Light or dark, before the page is painted: the reader's choice, else the system's.
(function () {
  "use strict";
  const home = new URL("../..", document.currentScript.src);
  const KEY = `${home.pathname}.__palette`; // offline, all pages of a browser share one storage
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return JSON.parse(localStorage.getItem(KEY)).color.scheme;
    } catch {
      return null; // nothing stored, nothing readable or no storage
    }
  }

  function show() {
    const scheme = chosen() || (dark.matches ? "slate" : "default");
    document.body.dataset.mdColorScheme = scheme;
    for (const button of document.querySelectorAll("[data-shown-in]")) button.hidden = button.dataset.shownIn !== scheme;
  }

  function choose(button) {
    try {
      localStorage.setItem(KEY, JSON.stringify({ color: { scheme: button.dataset.scheme } }));
    } catch {
      // Without storage the choice lasts for this page.
      document.body.dataset.mdColorScheme = button.dataset.scheme;
    }
    show();
    document.querySelector("[data-shown-in]:not([hidden])").focus();
  }

  document.documentElement.classList.replace("no-js", "js");
  for (const button of document.querySelectorAll("[data-scheme]")) button.onclick = () => choose(button);
  dark.addEventListener("change", show);
  addEventListener("storage", (event) => event.key === KEY && show());
  show();
})();
