// The page of one's own progress: scores, questions to try again, files in and out.
(function () {
  "use strict";
  const { store, lessonOf, all, one, make, button, offer, exportAll, recordOf, score } = roadmap;
  const rows = all(".record__lesson");
  const said = one(".record__said");

  function showScore(state, row) {
    const place = one(".record__score", row);
    const { total, answered, right } = score(recordOf(state, lessonOf(row)), Number(row.dataset.total));
    if (place) place.textContent = answered ? `점검 문제 ${total}개 중 ${right}개 맞힘` : `점검 문제 ${total}개`;
  }

  // The questions that were not answered right the last time, by lesson.
  function showAgain(state) {
    const groups = rows.flatMap((row) => {
      const questions = Object.entries(recordOf(state, lessonOf(row)).questions ?? {});
      const open = questions.filter(([, each]) => !each.gone && each.result !== "right");
      const { href, textContent } = one("a", row);
      const items = open.map(([id, { text }]) => make("li", {}, make("a", { href: `${href}#${encodeURIComponent(id)}`, textContent: text })));
      return items.length ? [make("h3", { textContent }), make("ul", {}, ...items)] : [];
    });
    one(".record__again").replaceChildren(...(groups.length ? groups : [make("p", { textContent: "틀린 채로 남은 문제가 없습니다." })]));
  }

  function showBroken() {
    const items = store.broken().map(({ name, text }) => {
      const date = new Date(Number(name.split("/").pop())).toLocaleString("ko");
      return make(
        "p", {}, `${date}에 읽지 못한 기록이 있습니다. `,
        button("내려받기", () => offer("orchestration-roadmap-broken.txt", text)), " ",
        button("지우기", () => store.forget(name))
      );
    });
    one(".record__broken").replaceChildren(...items);
  }

  function show() {
    const state = store.state();
    rows.forEach((row) => showScore(state, row));
    showAgain(state);
    showBroken();
  }

  const TAKEN = {
    all: "가져와서 지금 진도와 합쳤습니다.",
    part: "읽을 수 있는 것만 가져와서 합쳤습니다. 파일의 일부가 깨져 있습니다.",
    none: "이 사이트의 진도 파일이 아니거나 깨져 있습니다. 바뀐 것은 없습니다.",
  };

  one("[data-act='export']").onclick = () => {
    exportAll();
    said.textContent = "파일로 내보냈습니다.";
  };
  one(".record__file input").onchange = async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    said.textContent = TAKEN[store.take(await file.text())];
    target.value = "";
  };
  one("[data-act='clear']").onclick = () => {
    if (!confirm("이 브라우저에 저장된 진도를 모두 지웁니다. 되돌릴 수 없습니다.")) return;
    store.clear();
    said.textContent = "모두 지웠습니다.";
  };
  store.watch(show);
  show();
})();
