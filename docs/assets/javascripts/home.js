// The home page: what to read next, the map's filters, what a lesson needs.
(function () {
  "use strict";
  const { store, lessons, lessonOf, all, one, make, words, recordOf, stepOf, propose } = roadmap;
  const stations = new Map(all(".station").map((station) => [station.dataset.lesson, station]));

  // ── next ─────────────────────────────────────────────────────────────────

  let started = false;

  function nextItem({ lesson, begun }) {
    const station = stations.get(lesson.id);
    const link = one(".station__link", station);
    const { place } = recordOf(store.state(), lesson);
    let why = lesson.needs.length ? "이제 읽을 수 있는 글" : "여기서 시작";
    if (begun) why = ["이어서 읽기", place?.title].filter(Boolean).join(" · ");
    const facts = make("span", { className: "next__facts" });
    facts.append(one(".stage", station).cloneNode(true), ` ${one(".station__time", station).textContent}`);
    const href = link.href + (begun && place ? `#${encodeURIComponent(place.anchor)}` : "");
    const inside = make("a", { className: "next__link", href });
    inside.append(
      make("span", { className: "next__why", textContent: why }), " ",
      make("span", { className: "next__title", textContent: one(".station__title", station).textContent }), " ",
      facts
    );
    return make("li", { className: "next__item" }, inside);
  }

  function showNext() {
    const state = store.state();
    const found = propose(state, lessons, 3);
    const list = one(".next");
    for (const [id, station] of stations) station.classList.toggle("station--next", id === found[0]?.lesson.id);
    // Without progress the page says it already.
    if (!started && !Object.keys(state.lessons).length) return;
    started = true;
    const items = found.map(nextItem);
    list.replaceChildren(...(items.length ? items : [make("li", { className: "next__item next__item--all", textContent: "모든 글을 마쳤습니다. 축하합니다." })]));
  }

  // ── filters ──────────────────────────────────────────────────────────────
  // The address keeps them: #stage=theory,practice&exam=cka&max=45&left=1

  const box = one(".filters");
  const controls = all("input, select", box);

  function wanted() {
    const found = new URLSearchParams();
    const stages = controls.filter((each) => each.name === "stage" && each.checked).map((each) => each.value);
    if (stages.length) found.set("stage", stages.join(","));
    for (const each of controls.filter((control) => control.name !== "stage")) {
      const value = each.type === "checkbox" ? each.checked && each.value : each.value;
      if (value) found.set(each.name, value);
    }
    return found;
  }

  function fits(state, station, filter) {
    const lesson = lessonOf(station);
    const stages = filter.get("stage")?.split(",");
    return (
      (!stages || stages.includes(lesson.stage)) &&
      (!filter.has("exam") || words(station.dataset.exams).includes(filter.get("exam"))) &&
      (!filter.has("max") || lesson.minutes <= Number(filter.get("max"))) &&
      (!filter.has("left") || stepOf(state, lesson) !== "done")
    );
  }

  function showFiltered() {
    const filter = wanted();
    const on = [...filter].length > 0;
    const state = store.state();
    let count = 0;
    for (const station of stations.values()) {
      station.hidden = !fits(state, station, filter);
      count += !station.hidden;
    }
    one(".roadmap").classList.toggle("roadmap--filtered", on);
    for (const part of all(".track, .lane")) part.hidden = on && !one(".station:not([hidden])", part);
    one(".filters__count").value = on ? `글 ${stations.size}편 가운데 ${count}편` : `글 ${stations.size}편`;
    one(".filters__reset").hidden = !on;
  }

  function set(filter) {
    const stages = (filter.get("stage") ?? "").split(",");
    for (const each of controls) {
      if (each.type !== "checkbox") {
        each.value = filter.get(each.name) ?? "";
        if (each.selectedIndex < 0) each.value = "";
      } else each.checked = each.name === "stage" ? stages.includes(each.value) : filter.has(each.name);
    }
  }

  function fromAddress() {
    const hash = location.hash.slice(1);
    // Other names are places in the page.
    set(new URLSearchParams(hash.includes("=") ? hash : ""));
    showFiltered();
  }

  function toAddress() {
    const text = decodeURIComponent(wanted().toString());
    history.replaceState(history.state, "", text ? `#${text}` : location.href.split("#")[0]);
    showFiltered();
  }

  box.onchange = toAddress;
  one(".filters__reset").onclick = () => {
    set(new URLSearchParams());
    toAddress();
    controls[0].focus();
  };

  // ── what a lesson needs ──────────────────────────────────────────────────

  function showNeeds(station, on) {
    const { id, needs } = lessonOf(station);
    const follows = [...stations.values()].filter((other) => lessonOf(other).needs.includes(id));
    needs.forEach((need) => stations.get(need)?.classList.toggle("station--needed", on));
    follows.forEach((other) => other.classList.toggle("station--follows", on));
  }

  for (const station of stations.values()) {
    station.onpointerenter = () => showNeeds(station, true);
    station.onpointerleave = () => showNeeds(station, false);
    station.addEventListener("focusin", () => showNeeds(station, true));
    station.addEventListener("focusout", () => showNeeds(station, false));
  }

  addEventListener("hashchange", fromAddress);
  store.watch(() => {
    showNext();
    showFiltered();
  });
  showNext();
  fromAddress();
})();
