// What a reader does on a page: marks of progress, self-checks, terms.
// The pages are complete without it; what it adds has its place there already.
(function () {
  "use strict";
  const { KEY, open, recordOf, stepOf, share, weeks, score } = roadmap;
  const store = open(() => localStorage);
  const all = (query, inside = document) => [...inside.querySelectorAll(query)];
  const one = (query, inside = document) => inside.querySelector(query);
  const STEPS = { none: "", doing: "읽는 중", done: "마침" };

  // An element with properties and children; texts never become markup.
  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function duration(minutes) {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    return [hours && `${hours}시간`, (rest || !hours) && `${rest}분`].filter(Boolean).join(" ");
  }

  // ── lessons on this page ─────────────────────────────────────────────────

  const words = (text) => (text ? text.split(" ") : []);
  const lessonOf = ({ dataset }) => ({
    id: dataset.lesson,
    aliases: words(dataset.aliases),
    needs: words(dataset.needs),
    minutes: Number(dataset.minutes),
    topic: dataset.topic,
    stage: dataset.stage,
  });
  const items = all("[data-lesson]");
  const lessons = [...new Map(items.map((item) => [item.dataset.lesson, lessonOf(item)])).values()];
  const below = (topic) =>
    lessons.filter((lesson) => !topic || lesson.topic === topic || lesson.topic.startsWith(`${topic}/`));

  // ── what is said ─────────────────────────────────────────────────────────

  const NOTES = {
    unsaved: "이 브라우저에 진도를 저장할 수 없습니다. 이 쪽을 떠나기 전에 내보내 두십시오.",
    broken: "저장된 진도에 읽지 못한 것이 있습니다. 따로 두었으니 ‘내 진도’에서 내려받으십시오.",
  };
  const speaker = make("div", { className: "notice", role: "status" });
  one("main").append(speaker);

  const button = (textContent, onclick, className = "md-button") =>
    make("button", { type: "button", className, textContent, onclick });

  function offer(name, text) {
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    make("a", { download: name, href }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  const exportAll = () => offer(`orchestration-roadmap-${new Date().toISOString().slice(0, 10)}.json`, store.write());

  function say(note) {
    const close = button("닫기", () => speaker.replaceChildren(), "notice__close");
    const save = note === "unsaved" ? [button("내보내기", exportAll, "notice__close")] : [];
    speaker.replaceChildren(make("p", { textContent: NOTES[note] }), ...save, close);
  }

  const said = new Set();
  function sayNotes() {
    for (const note of store.notes.filter((note) => !said.has(note))) {
      said.add(note);
      say(note);
    }
  }

  // ── marks and shares ─────────────────────────────────────────────────────

  function showItem(state, item) {
    const step = stepOf(state, lessonOf(item));
    item.dataset.state = step;
    const place = one(".state", item);
    if (place) place.textContent = STEPS[step];
  }

  function showShare(state, element) {
    const { total, done, minutes, minutesLeft, percent } = share(state, below(element.dataset.share));
    let text = `글 ${total}편 · ${duration(minutes)}`;
    if (done) text = `글 ${total}편 가운데 ${done}편 마침 · ${duration(minutesLeft)} 남음`;
    if (done === total) text = `글 ${total}편을 모두 마쳤습니다`;
    one(".share__bar", element).value = percent;
    one(".share__text", element).textContent = text;
  }

  function showPace(state, element) {
    const input = one("input", element);
    if (document.activeElement !== input) input.value = state.pace?.hours ?? 5;
    const left = share(state, lessons).minutesLeft;
    const count = weeks(left, Number(input.value));
    one("output", element).value = left ? (count ? `약 ${count}주` : "-") : "다 마쳤습니다";
  }

  function show() {
    const state = store.state();
    items.forEach((item) => showItem(state, item));
    all("[data-share]").forEach((element) => showShare(state, element));
    all(".pace").forEach((element) => showPace(state, element));
    sayNotes();
  }

  for (const input of all(".pace input")) {
    input.oninput = () => Number(input.value) > 0 && store.pace(Number(input.value));
  }

  // ── this lesson ──────────────────────────────────────────────────────────

  const header = one(".lesson-header[data-lesson]");
  const here = header && lessonOf(header);

  function showLesson() {
    const record = recordOf(store.state(), here);
    const step = record.state ?? "none";
    for (const radio of all("input[name='lesson-state']", header)) radio.checked = radio.value === step;
    one(".lesson-end__done").setAttribute("aria-pressed", step === "done");
    const link = one(".lesson-header__quiz");
    if (!link) return;
    const { total, answered, right } = score(record, Number(link.dataset.total));
    link.textContent = answered ? `${total}개 중 ${right}개 맞힘` : `${total}개`;
  }

  function finished() {
    const link = one(".lesson-header__quiz");
    const { total, answered, right } = score(recordOf(store.state(), here), Number(link?.dataset.total ?? 0));
    let quiz = total ? " 점검 문제는 아직 풀지 않았습니다." : "";
    if (answered) quiz = ` 점검 문제는 ${total}개 중 ${right}개 맞혔습니다.`;
    return `진도에 적었습니다.${quiz}`;
  }

  function startLesson() {
    for (const radio of all("input[name='lesson-state']", header)) {
      radio.onchange = () => store.set(here, radio.value);
    }
    const end = one(".lesson-end__done");
    end.onclick = () => {
      const done = end.getAttribute("aria-pressed") !== "true";
      store.set(here, done ? "done" : "doing");
      one(".lesson-end__said").textContent = done ? finished() : "읽는 중으로 되돌렸습니다.";
    };
    const place = recordOf(store.state(), here).place;
    const target = place && document.getElementById(place.anchor);
    if (target) {
      const text = `이어서 읽기: ${place.title ?? ""}`;
      one(".lesson-state__resume").append(make("a", { href: `#${encodeURIComponent(place.anchor)}`, textContent: text }));
    }
    followReading();
    store.watch(showLesson);
    showLesson();
  }

  // Remembers the part that is being read, from the second on.
  function followReading() {
    const parts = all("article > h2[id]").slice(1);
    const watcher = new IntersectionObserver(
      (seen) => {
        const last = seen.filter((entry) => entry.isIntersecting).at(-1)?.target;
        if (!last) return;
        if (stepOf(store.state(), here) === "none") store.begin(here);
        store.place(here, { anchor: last.id, title: last.firstChild.textContent.trim() });
      },
      { rootMargin: "0px 0px -50% 0px" }
    );
    // Not before the reader does something: a page that is merely opened is not being read.
    addEventListener("scroll", () => parts.forEach((part) => watcher.observe(part)), { once: true, passive: true });
  }

  // ── self-checks ──────────────────────────────────────────────────────────

  const MARKS = { right: "맞힘", partly: "일부 맞힘", wrong: "틀림" };
  const textOf = (box) => one(".quiz__question", box).textContent;
  const before = (box) => recordOf(store.state(), here).questions?.[box.dataset.question];
  const lastTime = (box) => (before(box) ? `지난번: ${MARKS[before(box).result]}` : "");

  function keep(box, result) {
    store.answer(here, box.dataset.question, result, textOf(box));
  }

  function startQuiz() {
    const boxes = all(".quiz[data-question]");
    store.follow(here, boxes.map((box) => ({ id: box.dataset.question, text: textOf(box) })));
    for (const box of boxes) (box.dataset.kind ? startChoices : startRecall)(box);
  }

  // Each choice, so far a box that opens, becomes a radio button or a checkbox with its reason.
  function startChoices(box) {
    const name = box.dataset.question;
    const type = box.dataset.kind === "single" ? "radio" : "checkbox";
    const options = all(".quiz__choice", box).map((details, index) => {
      const why = one(".quiz__why", details);
      const input = make("input", { type, name, autocomplete: "off" });
      const label = make("label", { className: "quiz__option" }, input, make("span", {}, ...one("summary", details).childNodes));
      why.hidden = true;
      why.id = `${name}-${index}`;
      const item = details.parentElement;
      item.replaceChildren(label, why);
      return { item, input, why, right: details.dataset.right === "true" };
    });
    const list = one(".quiz__choices", box);
    const group = make("fieldset", { className: "quiz__group" });
    group.setAttribute("aria-labelledby", name);
    list.replaceWith(group);
    group.append(list);

    const check = button("확인", () => (box.dataset.result ? again : answer)(), "quiz__check");
    const result = make("span", { className: "quiz__result", role: "status", textContent: lastTime(box) });
    one(".quiz__bar", box).append(check, result);

    function answer() {
      if (!options.some(({ input }) => input.checked)) {
        result.textContent = "먼저 답을 고르십시오.";
        return;
      }
      const right = options.every((option) => option.input.checked === option.right);
      for (const { item, input, why, right: is } of options) {
        item.dataset.right = is;
        one(".quiz__mark", why).textContent = `${input.checked ? "고른 답 · " : ""}${is ? "정답" : "오답"}`;
        input.setAttribute("aria-describedby", why.id);
        why.hidden = false;
        input.disabled = true;
      }
      result.textContent = right ? "정답입니다." : "오답입니다. 보기마다 까닭을 읽어 보십시오.";
      box.dataset.result = right ? "right" : "wrong";
      check.textContent = "다시 풀기";
      keep(box, box.dataset.result);
    }

    function again() {
      for (const { item, input, why } of options) {
        delete item.dataset.right;
        input.removeAttribute("aria-describedby");
        Object.assign(input, { checked: false, disabled: false });
        why.hidden = true;
      }
      delete box.dataset.result;
      result.textContent = "";
      check.textContent = "확인";
      options[0].input.focus();
    }
  }

  // The model answer is read first; then one says how near one's own was.
  function startRecall(box) {
    const details = one(".quiz__recall", box);
    if (!details) return;
    const result = make("span", { className: "quiz__result", role: "status", textContent: lastTime(box) });
    const grades = [["right", "떠올렸다"], ["partly", "일부만"], ["wrong", "못 떠올렸다"]].map(([mark, text]) => {
      const grade = button(text, () => {
        keep(box, mark);
        grades.forEach((each) => each.setAttribute("aria-pressed", each === grade));
        result.textContent = "적었습니다.";
      }, "quiz__check");
      grade.setAttribute("aria-pressed", false);
      return grade;
    });
    const bar = make("div", { className: "quiz__bar quiz__bar--recall", role: "group" }, ...grades, result);
    bar.setAttribute("aria-label", "스스로 매기기");
    details.append(bar);
  }

  // ── terms ────────────────────────────────────────────────────────────────

  function startTerms() {
    const tip = make("div", { id: "term-tip", className: "term-tip", role: "tooltip", hidden: true });
    one("article").append(tip);
    let shown = null;
    let closing;

    function openTip(link) {
      clearTimeout(closing);
      if (shown === link) return;
      closeTip();
      shown = link;
      const more = make("a", { href: link.href, textContent: "용어집에서 보기", tabIndex: -1 });
      tip.replaceChildren(make("strong", { textContent: link.dataset.term }), make("p", { textContent: link.dataset.text }), more);
      tip.hidden = false;
      link.setAttribute("aria-describedby", tip.id);
      const [box, size] = [link.getClientRects()[0], tip.getBoundingClientRect()];
      const origin = tip.offsetParent.getBoundingClientRect();
      const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - size.width - 8));
      const under = box.bottom + size.height + 8 < innerHeight;
      tip.style.left = `${left - origin.left}px`;
      tip.style.top = `${(under ? box.bottom + 4 : box.top - size.height - 4) - origin.top}px`;
    }

    function closeTip() {
      shown?.removeAttribute("aria-describedby");
      tip.hidden = true;
      shown = null;
    }

    const closeSoon = () => {
      closing = setTimeout(closeTip, 200);
    };
    for (const element of [...all(".term-link"), tip]) {
      element.onpointerenter = ({ pointerType }) =>
        pointerType === "mouse" && (element === tip ? clearTimeout(closing) : openTip(element));
      element.onpointerleave = ({ pointerType }) => pointerType === "mouse" && closeSoon();
    }
    for (const link of all(".term-link")) {
      let touched = false;
      link.onpointerdown = ({ pointerType }) => (touched = pointerType !== "mouse" && shown !== link);
      link.onfocus = () => openTip(link);
      link.onblur = closeSoon;
      // A finger asks first what the word means, and follows the link the second time.
      link.onclick = (event) => {
        if (!touched) return;
        event.preventDefault();
        openTip(link);
      };
    }
    addEventListener("keydown", ({ key }) => key === "Escape" && closeTip());
    addEventListener("pointerdown", ({ target }) => tip.contains(target) || target === shown || closeTip());
  }

  // ── start ────────────────────────────────────────────────────────────────

  Object.assign(roadmap, { store, lessons, lessonOf, all, one, make, words, button, offer, exportAll });
  store.watch(show);
  show();
  if (here) {
    startQuiz();
    startLesson();
  }
  if (one(".term-link")) startTerms();
  // Another tab has written, or the reader has come back to a page from before.
  addEventListener("storage", ({ key }) => (key === KEY || key === null) && store.changed());
  addEventListener("pageshow", ({ persisted }) => persisted && store.changed());
})();
