// Marks the words that were found, in the section that was opened.
(() => {
  "use strict";
  const HEADINGS = "h1, h2, h3";
  const WORD = /[가-힣]+|v?[0-9]+(?:\.[0-9]+)+|[A-Za-z][A-Za-z0-9]*|[0-9]{3,}/g;

  // The text below the heading that the address names, up to the next one.
  function textsOfSection() {
    const article = document.querySelector("article");
    const heading = document.querySelector("article :target") || article.querySelector("h1");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const found = [];
    walker.currentNode = heading;
    for (let node = heading; node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE && node !== heading && node.matches(HEADINGS)) break;
      const isText = node.nodeType === Node.TEXT_NODE && node.data.trim();
      if (isText && !node.parentElement.closest("svg, button, .headerlink, [data-search-exclude]")) found.push(node);
    }
    return found;
  }

  function mark(words) {
    document.querySelectorAll("mark.search-mark").forEach((old) => old.replaceWith(...old.childNodes));
    const wanted = new Set(words);
    for (const text of textsOfSection())
      for (const match of [...text.data.matchAll(WORD)].reverse())
        if (wanted.has(match[0].toLowerCase())) {
          const rest = text.splitText(match.index);
          rest.splitText(match[0].length);
          const box = document.createElement("mark");
          box.className = "search-mark";
          rest.replaceWith(box);
          box.append(rest);
        }
  }

  self.roadmapSearch.mark = mark;
})();
