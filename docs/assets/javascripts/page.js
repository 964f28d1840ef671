// The frame of every page: contents on small screens, the place in the page, copying of code.
// Pages can be read without it.
(function () {
  "use strict";
  const all = (query, inside = document) => [...inside.querySelectorAll(query)];
  const one = (query, inside = document) => inside.querySelector(query);

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  // ── contents, where there is no room beside the text ─────────────────────

  const drawer = one(".drawer-button");
  const contents = one(".md-sidebar--primary");

  function open(wanted) {
    document.documentElement.classList.toggle("drawer-open", wanted);
    drawer.setAttribute("aria-expanded", wanted);
    drawer.setAttribute("aria-label", wanted ? "차례 닫기" : "차례 열기");
    if (wanted) (one("[aria-current]", contents) || one("a", contents)).focus();
  }

  const isOpen = () => drawer.getAttribute("aria-expanded") === "true";

  if (contents) {
    drawer.onclick = () => open(!isOpen());
    one(".md-overlay").onclick = () => open(false);
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      open(false);
      drawer.focus();
    });
    // Past the last link the reader is in the page again.
    contents.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (isOpen() && next && next !== drawer && !contents.contains(next)) open(false);
    });
    // The contents of a long topic begin where the reader is.
    const here = one("[aria-current]", contents);
    const scroller = one(".md-sidebar__scrollwrap", contents);
    if (here) scroller.scrollTop = here.offsetTop - scroller.clientHeight / 2;
  }

  // ── where in the page ────────────────────────────────────────────────────

  const links = all(".parts__link");
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const title = one("[data-md-component='header-title']");
  const headline = one("article h1");
  const up = one(".md-top");
  let before = scrollY;
  let waiting = false;

  function place() {
    waiting = false;
    const edge = 100;
    const passed = headings.filter((heading) => heading && heading.getBoundingClientRect().top < edge).length;
    links.forEach((link, index) => {
      if (index === passed - 1) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
    if (headline) title.classList.toggle("md-header__title--active", headline.getBoundingClientRect().bottom < 0);
    if (up) up.hidden = scrollY > before || scrollY < innerHeight;
    before = scrollY;
  }

  function look() {
    if (!waiting) requestAnimationFrame(place);
    waiting = true;
  }

  addEventListener("scroll", look, { passive: true });
  addEventListener("resize", look, { passive: true });
  look();
  if (up) {
    up.onclick = () => {
      scrollTo({ top: 0 });
      one(".md-skip").focus({ preventScroll: true });
    };
  }

  // The place that an address names; anyone can write a wrong one.
  function named(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return "";
    }
  }

  // What a link leads to may be folded away.
  function unfold() {
    const target = document.getElementById(named(location.hash));
    const folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();
  addEventListener("beforeprint", () => all("article details").forEach((details) => (details.open = true)));

  // ── code ─────────────────────────────────────────────────────────────────

  const said = make("div", { className: "visually-hidden" });
  said.setAttribute("role", "status");
  document.body.append(said);

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages of a folder may not use the clipboard; an old way does.
      const area = make("textarea", { value: text, className: "visually-hidden" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  for (const pre of all(".highlight pre")) {
    const code = one("code", pre);
    const button = make("button", { type: "button", className: "copy", title: "복사" });
    button.setAttribute("aria-label", "복사");
    button.onclick = async () => {
      const block = pre.closest("[data-copy]");
      await copy(block ? block.dataset.copy : code.textContent);
      said.textContent = "복사했습니다";
      button.classList.add("copy--done");
      setTimeout(() => {
        said.textContent = "";
        button.classList.remove("copy--done");
      }, 2000);
    };
    pre.prepend(button);
  }

  // What scrolls sideways must scroll by keyboard too: at once, and when widths change.
  const wide = all("article :is(pre > code, table:not([class]), .table-scroll)");
  const scrolls = wide.map((element) => element.scrollWidth > element.clientWidth + 1); // one layout for all
  const allow = (element, wanted) => (wanted ? (element.tabIndex = 0) : element.removeAttribute("tabindex"));
  wide.forEach((element, index) => allow(element, scrolls[index]));
  const widths = new ResizeObserver((entries) => {
    for (const { target } of entries) allow(target, target.scrollWidth > target.clientWidth + 1);
  });
  wide.forEach((element) => widths.observe(element));
})();
