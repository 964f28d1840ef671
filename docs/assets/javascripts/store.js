// A reader's progress: what it is, how two records become one, where it is kept.
//
// It stays in the reader's browser. Everything that a record can lose is guarded
// here: other versions, renamed lessons, edited questions, broken or full storage,
// a second tab. Pages see one object, `roadmap`; what it offers knows no page.
(function () {
  "use strict";
  // Hosted pages share their storage with the whole host, offline pages with every file.
  const KEY = "orchestration-roadmap/progress";
  const VERSION = 1;
  const STEPS = ["none", "doing", "done"];
  const MARKS = ["wrong", "partly", "right"];
  // Letters of a question, and questions of a lesson, that are compared; none has so many.
  const MOST = 200;
  // From version n to n + 1. Version 0 was a list of words: {lessons: {id: "done"}}.
  const MIGRATIONS = [
    (old) => ({
      ...old,
      version: 1,
      lessons: fromEntries(
        entries(old.lessons).map(([id, one]) => [id, typeof one === "string" ? { state: one } : one])
      ),
    }),
  ];

  // ── records ──────────────────────────────────────────────────────────────

  const { entries, keys, values, fromEntries, hasOwn } = Object;
  const isRecord = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
  // A file may be anyone's: nothing in it need be what it should be.
  const number = (one) => (Number.isFinite(one) ? one : 0);
  const time = (one) => number(one?.at);
  const later = (one, other) => (!one || time(other) > time(one) ? other : one);
  const empty = () => ({ version: VERSION, lessons: {} });

  // A text as a state, and whether something in it could not be read.
  // What is unknown here, a newer version may know: it is kept as it is.
  function read(text) {
    let state;
    try {
      state = text ? JSON.parse(text) : empty();
    } catch {
      return { state: empty(), broken: true };
    }
    if (!isRecord(state) || !isRecord(state.lessons)) return { state: empty(), broken: true };
    const from = Math.max(Math.trunc(number(state.version)), 0);
    for (let at = from; at < VERSION; at++) state = MIGRATIONS[at](state);
    const lessons = entries(state.lessons);
    const right = lessons.filter(([, one]) => isLesson(one));
    return { state: { ...state, version: Math.max(from, VERSION), lessons: fromEntries(right) }, broken: right.length < lessons.length };
  }

  function isLesson(one) {
    if (!isRecord(one) || !STEPS.includes(one.state ?? "none")) return false;
    const questions = one.questions ?? {};
    return isRecord(questions) && values(questions).every((q) => isRecord(q) && MARKS.includes(q.result));
  }

  // The one that got further; of two alike the later. Nothing of either is lost.
  function further(one, other, order, of) {
    const [a, b] = [order.indexOf(of(one)), order.indexOf(of(other))];
    if (a === b) return { ...one, ...other, ...later(one, other) };
    return a > b ? { ...other, ...one } : { ...one, ...other };
  }

  function both(one, other, join) {
    const of = (id) => [one, other].filter((side) => hasOwn(side, id)).map((side) => side[id]);
    return fromEntries(keys({ ...one, ...other }).map((id) => [id, of(id).reduce(join)]));
  }

  function mergeLesson(one, other) {
    const merged = further(one, other, STEPS, (a) => a.state ?? "none");
    const place = later(one.place, other.place);
    const questions = both(one.questions ?? {}, other.questions ?? {}, (a, b) => ({
      ...further(a, b, MARKS, (q) => q.result),
      tries: Math.max(number(a.tries), number(b.tries), 1),
    }));
    return { ...merged, ...(place && { place }), ...(keys(questions).length && { questions }) };
  }

  function merge(one, other) {
    const last = later(one.last, other.last);
    const pace = later(one.pace, other.pace);
    return {
      ...one,
      ...other,
      version: Math.max(one.version, other.version),
      lessons: both(one.lessons, other.lessons, mergeLesson),
      ...(last && { last }),
      ...(pace && { pace }),
    };
  }

  // ── what a state says about lessons ──────────────────────────────────────
  // A lesson is {id, aliases, minutes, needs, topic}, as the page has it.

  const namesOf = (lesson) => [lesson.id, ...(lesson.aliases ?? [])];

  // Its record, whatever it was called when it was written.
  function recordOf(state, lesson) {
    const found = namesOf(lesson).map((id) => state.lessons[id]).filter(isRecord);
    return found.reduce(mergeLesson, {});
  }

  const stepOf = (state, lesson) => recordOf(state, lesson).state ?? "none";

  function share(state, lessons) {
    const sum = (some) => some.reduce((minutes, one) => minutes + one.minutes, 0);
    const done = lessons.filter((one) => stepOf(state, one) === "done");
    const doing = lessons.filter((one) => stepOf(state, one) === "doing");
    const [all, behind] = [sum(lessons), sum(done)];
    return {
      total: lessons.length,
      done: done.length,
      doing: doing.length,
      minutes: all,
      minutesDone: behind,
      minutesLeft: all - behind,
      percent: all ? Math.floor((behind / all) * 100) : 0,
    };
  }

  const weeks = (minutes, hours) => (hours > 0 ? Math.ceil(minutes / 60 / hours) : 0);

  // What to read next: what is begun, then what is open, the topic read last before others.
  function propose(state, lessons, count) {
    const known = new Map(lessons.flatMap((one) => namesOf(one).map((id) => [id, one])));
    const isDone = (id) => !known.has(id) || stepOf(state, known.get(id)) === "done";
    const last = known.get(state.last?.lesson);
    const rank = (one) => {
      if (stepOf(state, one) === "doing") return 0;
      return last && one.topic === last.topic ? 1 : 2;
    };
    const open = lessons.filter((one) => !isDone(one.id));
    const ready = open.filter((one) => rank(one) === 0 || (one.needs ?? []).every(isDone));
    return ready
      .map((lesson) => ({ lesson, rank: rank(lesson), at: time(recordOf(state, lesson)) }))
      .sort((a, b) => a.rank - b.rank || (a.rank ? 0 : b.at - a.at))
      .slice(0, count)
      .map((each) => ({ lesson: each.lesson, begun: !each.rank }));
  }

  // ── questions ────────────────────────────────────────────────────────────

  function score(record, total) {
    const counted = values(record.questions ?? {}).filter((one) => !one.gone);
    const of = (mark) => counted.filter((one) => one.result === mark).length;
    return { total, answered: Math.min(counted.length, total), right: Math.min(of("right"), total) };
  }

  // How alike two texts are, from 0 to 1, by their pairs of letters.
  function alike(one, other) {
    const pairs = (text) => {
      const letters = JSON.stringify(text ?? "").slice(0, MOST).toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
      return Array.from({ length: Math.max(letters.length - 1, 0) }, (_, at) => letters.slice(at, at + 2));
    };
    const [a, b] = [pairs(one), pairs(other)];
    const rest = [...b];
    const shared = a.filter((pair) => rest.includes(pair) && rest.splice(rest.indexOf(pair), 1));
    return a.length + b.length ? (2 * shared.length) / (a.length + b.length) : 0;
  }

  // Results of questions that were edited go to what they have become. `current`
  // is [{id, text}]. Questions that are gone keep their result, but do not count.
  function follow(questions, current) {
    const ids = current.map((one) => one.id);
    const found = { ...questions };
    for (const { id, text } of current.filter((one) => !(one.id in found))) {
      const rest = keys(found).filter((old) => !ids.includes(old)).slice(0, MOST);
      const best = rest.sort((a, b) => alike(found[b].text, text) - alike(found[a].text, text))[0];
      if (best && alike(found[best].text, text) >= 0.6) {
        found[id] = { ...found[best], text };
        delete found[best];
      }
    }
    return fromEntries(entries(found).map(([id, { gone, ...one }]) => [id, ids.includes(id) ? one : { ...one, gone: true }]));
  }

  // ── where it is kept ─────────────────────────────────────────────────────

  // `storage` is a function, because merely asking for the storage may fail.
  function open(storage, now = Date.now) {
    const watchers = [];
    const notes = [];
    // Not null: the storage does not work, and this is all there is.
    let memory = null;

    const note = (what) => {
      if (notes.includes(what)) return;
      notes.push(what);
      watchers.forEach((one) => one());
    };

    function load() {
      if (memory) return memory;
      let text = null;
      try {
        text = storage().getItem(KEY);
      } catch {
        return (memory = empty());
      }
      const { state, broken } = read(text);
      if (broken) repair(text, state);
      return state;
    }

    // First the copy, then the repair: what cannot be read is not lost.
    function repair(text, state) {
      try {
        storage().setItem(`${KEY}/broken/${now()}`, text);
        storage().setItem(KEY, JSON.stringify(state));
        note("broken");
      } catch {
        memory = state;
        note("unsaved");
      }
    }

    function save(state) {
      try {
        storage().setItem(KEY, JSON.stringify(state));
        memory = null;
      } catch {
        memory = state;
        note("unsaved");
      }
      watchers.forEach((one) => one());
    }

    // Every change begins with what is stored now: another tab may have written.
    const change = (make) => save(make(load()));

    const changeLesson = (lesson, make) =>
      change((state) => {
        const record = { ...make(recordOf(state, lesson)), at: now() };
        // An earlier build of the site knows the lesson by its earlier name.
        const names = namesOf(lesson).filter((id) => id === lesson.id || id in state.lessons);
        const lessons = fromEntries(names.map((id) => [id, record]));
        return { ...state, lessons: { ...state.lessons, ...lessons }, last: { lesson: lesson.id, at: now() } };
      });

    return {
      notes,
      state: load,
      watch: (one) => watchers.push(one),
      changed: () => watchers.forEach((one) => one()),
      set: (lesson, step) => changeLesson(lesson, (record) => ({ ...record, state: step })),
      begin: (lesson) =>
        changeLesson(lesson, (record) => ({ ...record, state: record.state === "done" ? "done" : "doing" })),
      answer: (lesson, id, result, text) =>
        changeLesson(lesson, (record) => {
          const before = record.questions?.[id];
          const answered = { ...before, result, text, tries: number(before?.tries) + 1, at: now() };
          const state = record.state === "done" ? "done" : "doing";
          return { ...record, state, questions: { ...record.questions, [id]: answered } };
        }),
      place: (lesson, place) => changeLesson(lesson, (record) => ({ ...record, place: { ...place, at: now() } })),
      follow: (lesson, current) => {
        const { questions } = recordOf(load(), lesson);
        if (!questions) return;
        const followed = follow(questions, current);
        if (JSON.stringify(followed) === JSON.stringify(questions)) return;
        change((state) => {
          const record = { ...recordOf(state, lesson), questions: followed };
          return { ...state, lessons: { ...state.lessons, [lesson.id]: record } };
        });
      },
      pace: (hours) => change((state) => ({ ...state, pace: { hours, at: now() } })),
      write: () => JSON.stringify({ ...load(), saved: new Date(now()).toISOString() }, null, 1),
      // Merge a file; how much of it could be read.
      take: (text) => {
        const { state, broken } = read(text);
        if (broken && !keys(state.lessons).length) return "none";
        change((mine) => merge(mine, state));
        return broken ? "part" : "all";
      },
      // What could not be read, by the name it is kept under.
      broken: () => {
        try {
          const box = storage();
          const names = keys(box).filter((name) => name.startsWith(`${KEY}/broken/`));
          return names.map((name) => ({ name, text: box.getItem(name) }));
        } catch {
          return [];
        }
      },
      forget: (name) => {
        storage().removeItem(name);
        watchers.forEach((one) => one());
      },
      clear: () => save(empty()),
    };
  }

  globalThis.roadmap = { KEY, read, merge, recordOf, stepOf, share, weeks, propose, score, follow, open };
})();
