// The dialog of the search: asks the engine at every key and shows what it says.
(() => {
  "use strict";
  const { root, load } = self.roadmapSearch;
  const dialog = document.getElementById("search");
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const place = dialog.querySelector(".search__found");
  let engine = null; // once there is an index
  const texts = (self.roadmapSearchTexts ??= {});
  const LIMIT = 12;
  let shown = null; // the question whose answer is on the screen
  let timers = [];

  // ── making elements ────────────────────────────────────────────────────────

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  function link(className, address, ...children) {
    const made = element("a", className, ...children);
    made.href = new URL(address, root);
    return made;
  }

  // A text whose words are marked where they were found.
  function marked(text, isHit) {
    const found = document.createDocumentFragment();
    let end = 0;
    for (const match of text.matchAll(self.roadmapSearchEngine.WORD)) {
      if (!isHit(match[0])) continue;
      found.append(text.slice(end, match.index), element("mark", "", match[0]));
      end = match.index + match[0].length;
    }
    found.append(text.slice(end));
    return found;
  }

  // ── one result ─────────────────────────────────────────────────────────────

  const addressOf = ({ url }, { anchor }) => url + (anchor ? `#${encodeURIComponent(anchor)}` : "");

  function result({ page, sections }, answer) {
    const [best, ...more] = sections.length ? sections : [{ anchor: "", heading: "" }];
    const where = element("span", "search-hit__where");
    if (page.stage.length) where.append(element("span", `stage stage--${page.stage[0]}`, page.stage[1]), " ");
    if (page.topic) where.append(element("span", "", page.topic));
    const title = element("span", "search-hit__title", marked(page.title, answer.isHit));
    const heading = best.heading && best.heading !== page.title ? best.heading : "";
    const main = link(
      "search-hit__link",
      addressOf(page, best),
      where,
      title,
      heading ? element("span", "search-hit__heading", marked(heading, answer.isHit)) : null,
      element("span", "search-hit__text")
    );
    quote(main, page, best, answer);
    tellMarks(main, page, best, answer);
    const items = more.map((section) => {
      const one = link("search-hit__section", addressOf(page, section), marked(section.heading || page.title, answer.isHit));
      tellMarks(one, page, section, answer);
      return element("li", "", one);
    });
    return element("li", "search-hit", main, items.length ? element("ul", "search-hit__more", ...items) : null);
  }

  // Fills in the passage when the text of the page is there.
  function quote(hit, page, section, answer) {
    const box = hit.querySelector(".search-hit__text");
    const fill = () => {
      const text = passage(texts[page.url]?.[section.number], answer.isHit);
      box.replaceChildren(marked(text, answer.isHit));
    };
    if (texts[page.url]) fill();
    else timers.push(setTimeout(() => load(new URL(`search/texts/${page.text}.js`, root).href).then(fill, () => {}), 120));
  }

  const LONGEST = 150;

  // The sentences with the most words of the question, or the line of code.
  function passage([prose, code] = ["", ""], isHit) {
    const parts = prose.split(/(?<=[.?!])\s+|\n/).filter(Boolean);
    const counts = parts.map((part) => hits(part, isHit));
    let best = counts.indexOf(Math.max(...counts));
    if (!counts[best]) {
      const line = code.split("\n").find((one) => hits(one, isHit));
      if (line) return shorten(line.trim(), isHit);
      best = 0;
    }
    let text = parts[best] || "";
    for (let next = best + 1; next < parts.length && text.length + parts[next].length < LONGEST; next++) text += ` ${parts[next]}`;
    return shorten(text, isHit);
  }

  const wordsIn = (text, isHit) =>
    [...text.matchAll(self.roadmapSearchEngine.WORD)].filter((match) => isHit(match[0]));
  const hits = (text, isHit) => new Set(wordsIn(text, isHit).map((match) => match[0].slice(0, 2))).size;

  function shorten(text, isHit) {
    if (text.length <= LONGEST) return text;
    const first = wordsIn(text, isHit)[0]?.index || 0;
    const start = first > LONGEST * 0.7 ? text.lastIndexOf(" ", first - 30) + 1 : 0;
    const cut = text.slice(start, start + LONGEST);
    return `${start ? "… " : ""}${cut}${start + LONGEST < text.length ? " …" : ""}`;
  }

  // The page that opens marks the words, too; the address stays as it is.
  function tellMarks(anchor, page, section, answer) {
    anchor.addEventListener("click", (event) => {
      const [prose, code] = texts[page.url]?.[section.number] || ["", ""];
      const words = wordsIn(`${section.heading}\n${prose}\n${code}`, answer.isHit).map((match) => match[0].toLowerCase());
      const unique = [...new Set(words)].slice(0, 60);
      remember(anchor.href, unique);
      const here = location.href.replace(/[?#].*$/, "");
      if (event.ctrlKey || event.metaKey || event.shiftKey || anchor.href.replace(/#.*$/, "") !== here) return;
      // It is on this page: nothing needs to be loaded.
      event.preventDefault();
      dialog.close();
      address("");
      location.hash = anchor.hash;
      document.getElementById(section.anchor)?.scrollIntoView();
      self.roadmapSearch.mark(unique);
    });
  }

  function remember(url, words) {
    try {
      sessionStorage.setItem("roadmap.search", JSON.stringify({ url, words }));
    } catch {
      // Without storage there are no marks.
    }
  }

  // ── the whole answer ───────────────────────────────────────────────────────

  const termAddress = (term) => new URL(`${self.roadmapSearchIndex.glossary}#${term.id}`, root);

  function termCard(term) {
    const name = element("a", "search-term__name", term.ko);
    name.href = termAddress(term);
    return element(
      "li", "search-term", name, " ", Object.assign(element("span", "search-term__en", term.en), { lang: "en" }),
      element("span", "search-term__text", term.text.replaceAll("`", ""))
    );
  }

  function notes({ instead, missing }) {
    const lines = instead.map(([asked, meant]) => `‘${asked}’ 대신 이렇게 찾았습니다: ${meant}`);
    if (missing.length) lines.push(`글에 없는 말은 빼고 찾았습니다: ${missing.join(", ")}`);
    return lines.map((line) => element("p", "search__note", line));
  }

  // Where to go when there is nothing to show: the topics and the glossary.
  function ways() {
    const topics = engine.pages.filter((page) => page.kind === "topic" && page.url.split("/").length > 2);
    const list = topics.map((page) => element("li", "", link("", page.url, [page.topic, page.title].filter(Boolean).join(" "))));
    list.push(element("li", "", link("", self.roadmapSearchIndex.glossary, "용어집")));
    return [element("p", "search__label", "주제로 찾아보기"), element("ul", "search__ways", ...list)];
  }

  function nothing({ nearest }) {
    const list = nearest.map(({ term, page, text }) => {
      const one = term ? element("a", "", text) : link("", page.url, text);
      if (term) one.href = termAddress(term);
      return element("li", "", one);
    });
    const near = list.length
      ? [element("p", "search__label", "혹시 이것을 찾으셨습니까?"), element("ul", "search__ways search__ways--near", ...list)]
      : [];
    return [element("p", "search__hint", "낱말을 줄이거나, 다른 말로 써 보십시오. 영어로 써도 됩니다."), ...near, ...ways()];
  }

  function render(question, answer) {
    if (!question) return place.replaceChildren(...ways());
    const { results, terms } = answer;
    const parts = results.length ? notes(answer) : [];
    if (terms.length) parts.push(element("ul", "search__terms", ...terms.slice(0, 2).map(termCard)));
    if (results.length) parts.push(element("ol", "search__list", ...results.map((one) => result(one, answer))));
    else parts.push(...nothing(answer));
    place.replaceChildren(...parts);
  }

  function say(question, answer) {
    if (!question) return "";
    const count = answer.results.length;
    if (count === LIMIT) return `가장 가까운 글 ${count}편입니다.`;
    return count ? `글 ${count}편을 찾았습니다.` : "찾은 글이 없습니다.";
  }

  function search() {
    const question = input.value.trim();
    if (!engine || question === shown) return;
    shown = question;
    timers.forEach(clearTimeout);
    const answer = question ? engine.find(question, { typing: !input.value.endsWith(" "), limit: LIMIT }) : null;
    timers = [];
    render(question, answer);
    place.parentElement.scrollTop = 0;
    dialog.dataset.answered = question;
    // Said when the reader pauses, not at every key.
    timers.push(setTimeout(() => (status.textContent = say(question, answer)), question ? 350 : 0));
    timers.push(setTimeout(() => address(question), 400));
  }

  // The question is part of the address: it can be shared, and one can come back to it.
  function address(question) {
    const here = new URL(location.href);
    if (question) here.searchParams.set("q", question);
    else here.searchParams.delete("q");
    if (here.href === location.href) return;
    try {
      history.replaceState(history.state, "", here);
    } catch {
      // Pages opened from a file may not change their address.
    }
  }

  // ── keys ───────────────────────────────────────────────────────────────────

  function move(step) {
    const links = [...place.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement) + step;
    (links[Math.min(at, links.length - 1)] || input).focus();
  }

  dialog.addEventListener("keydown", (event) => {
    // The theme has keys of its own, for the page behind.
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.target !== input && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      input.focus();
    }
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
    place.querySelector(".search__list a, .search__ways--near a")?.click();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => address(""));
  input.addEventListener("input", search);

  self.roadmapSearch.show = () => {
    engine ??= self.roadmapSearchEngine.start(self.roadmapSearchIndex);
    shown = null;
    search();
  };
})();
