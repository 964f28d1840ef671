// What every page has of the search: it opens the dialog, and loads the rest then.
(() => {
  "use strict";
  const root = new URL("../../", document.currentScript.src);
  const dialog = document.getElementById("search");
  const input = dialog.querySelector("input");
  const waiting = new Map();

  // Runs a script once. Addresses are relative to the page.
  function load(path) {
    if (!waiting.has(path))
      waiting.set(
        path,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = path;
          script.onload = resolve;
          script.onerror = () => {
            waiting.delete(path);
            reject(new Error(path));
          };
          document.head.append(script);
        })
      );
    return waiting.get(path);
  }

  function open(question) {
    if (question !== undefined) input.value = question;
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    const { engine, index, dialog: rest } = dialog.dataset;
    Promise.all([engine, index, rest].map(load)).then(
      () => self.roadmapSearch.show(),
      () => {
        dialog.querySelector("[role=status]").textContent =
          "검색에 쓰는 파일을 읽지 못했습니다. 연결을 확인하고 검색을 닫았다가 다시 여십시오. 그래도 같으면 이 쪽을 새로 고치십시오.";
      }
    );
  }

  function mark(words) {
    load(dialog.dataset.mark).then(() => self.roadmapSearch.mark(words));
  }

  self.roadmapSearch = { root, load, mark };
  dialog.querySelector(".search__close").onclick = () => dialog.close();
  document.querySelector(".search-open").onclick = () => open();
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (ctrlKey || metaKey || altKey || (key !== "/" && key !== "s" && key !== "ㄴ")) return;
    if (dialog.open || target.isContentEditable || target.closest("input, select, textarea")) return;
    event.preventDefault();
    open();
  });

  const question = new URLSearchParams(location.search).get("q");
  if (question) open(question);
  try {
    // What the search has found on this page, told by the page before.
    const told = JSON.parse(sessionStorage.getItem("roadmap.search"));
    if (told && told.url === location.href) {
      sessionStorage.removeItem("roadmap.search");
      mark(told.words);
    }
  } catch {
    // Without storage there are no marks.
  }
})();
