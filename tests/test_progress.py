"""A reader's progress: reading, merging, counting and keeping it (``store.js``).

The script runs in a browser without any page of the site, with a storage that
the test can look into, fill and break.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

KEY = "orchestration-roadmap/progress"
# A storage of our own and a clock that goes on by one with every look.
SETTING = """
globalThis.box = {};
globalThis.full = false;
globalThis.storage = {
  getItem: (key) => box[key] ?? null,
  setItem(key, value) { if (full) throw new Error("full"); box[key] = String(value); },
  removeItem(key) { delete box[key]; },
};
globalThis.clock = 1000;
const open = roadmap.open;
globalThis.tab = () =>
  open(() => new Proxy(storage, { ownKeys: () => Object.keys(box), getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }), () => ++clock);
globalThis.mine = tab();
"""
PODS = {"id": "k/pods", "aliases": [], "minutes": 40, "needs": [], "topic": "k"}
SERVICES = {"id": "k/services", "aliases": [], "minutes": 60, "needs": ["k/pods"], "topic": "k"}
MESH = {"id": "m/why", "aliases": [], "minutes": 20, "needs": [], "topic": "m"}
LESSONS = [PODS, SERVICES, MESH]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def script(tab: Page) -> Page:
    """An empty page with the script, nothing stored."""
    tab.goto("about:blank")
    tab.add_script_tag(path=ROOT / "docs/assets/javascripts/store.js")
    tab.evaluate(SETTING)
    return tab


def run(script: Page, code: str, **given: Any) -> Any:
    """The value of an expression, with what is given under its name."""
    names = ", ".join(given)
    return script.evaluate(f"({{ {names} }}) => {code}", given)


def state(**lessons: Any) -> dict[str, Any]:
    names = {"pods": "k/pods", "services": "k/services", "mesh": "m/why"}
    return {
        "version": 1,
        "lessons": {
            names.get(name, name): {"state": one, "at": 1} if isinstance(one, str) else one
            for name, one in lessons.items()
        },
    }


# ── reading ───────────────────────────────────────────────────────────────────


def test_nothing_stored_is_an_empty_state(script: Page) -> None:
    assert run(script, "roadmap.read(null)") == {"state": state(), "broken": False}


def test_first_version_is_understood(script: Page) -> None:
    old = json.dumps({"lessons": {"k/pods": "done", "m/why": "doing"}})
    found = run(script, "roadmap.read(old)", old=old)
    assert found["broken"] is False
    assert found["state"]["version"] == 1
    assert {name: one["state"] for name, one in found["state"]["lessons"].items()} == {
        "k/pods": "done",
        "m/why": "doing",
    }


def test_what_a_newer_version_has_written_is_kept(script: Page) -> None:
    newer = state(pods={"state": "done", "at": 1, "stars": 5}) | {"version": 7, "friends": ["a"]}
    assert run(script, "roadmap.read(text).state", text=json.dumps(newer)) == newer


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "null", "7", '"x"', "{}", '{"lessons": []}', '{"version": 1, "lessons": {"a": 3}}',
     '{"version": 1, "lessons": {"a": {"state": "finished"}}}', '{"version": -4, "lessons": 1}',
     '{"version": 1, "lessons": {"a": {"questions": {"q": {"result": "maybe"}}}}}'],
)  # fmt: skip
def test_broken_state_is_set_aside_and_said(script: Page, text: str) -> None:
    """The page works on, the text can still be had, and it is said once."""
    found = run(
        script,
        "{ box[roadmap.KEY] = text; const first = mine.state(); mine.state(); mine.set(pods, 'done');"
        " return [first, mine.notes, mine.broken().map((one) => one.text), mine.state().lessons['k/pods'].state]; }",
        text=text,
        pods=PODS,
    )
    assert found == [state(), ["broken"], [text], "done"]


def test_broken_part_does_not_take_the_rest_with_it(script: Page) -> None:
    text = json.dumps(state(pods="done") | {"lessons": {"k/pods": {"state": "done", "at": 1}, "m/why": 3}})
    found = run(script, "{ box[roadmap.KEY] = text; return mine.state(); }", text=text)
    assert found == state(pods="done")
    assert run(script, "mine.broken()[0].text") == text


@pytest.mark.parametrize("name", ["__proto__", "constructor", "toString"])
def test_names_of_the_language_are_names_like_others(script: Page, name: str) -> None:
    text = f'{{"version": 1, "lessons": {{"{name}": {{"state": "done", "at": 1}}}}}}'
    made = run(script, "{ mine.take(text); mine.take(text); return mine.write(); }", text=text)
    assert json.loads(made)["lessons"] == {name: {"state": "done", "at": 1}}


# ── merging ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "merged"),
    [
        ("done", "doing", "done"),
        ("doing", "done", "done"),
        ("none", "doing", "doing"),
        ("done", "none", "done"),
    ],
)
def test_the_further_of_two_states_stays(script: Page, one: str, other: str, merged: str) -> None:
    found = run(script, "roadmap.merge(a, b)", a=state(pods=one), b=state(pods=other))
    assert found["lessons"]["k/pods"]["state"] == merged


def test_merging_loses_nothing(script: Page) -> None:
    """Neither lessons that the site does not know nor what only one side has."""
    one = state(
        pods={"state": "doing", "at": 5, "questions": {"a": {"result": "wrong", "at": 9, "tries": 3}}},
        other="done",
    )
    two = state(
        pods={
            "state": "done",
            "at": 2,
            "place": {"anchor": "lab", "at": 4},
            "questions": {"a": {"result": "right", "at": 1}, "b": {"result": "partly", "at": 1}},
        },
        mesh="doing",
    )
    for a, b in ((one, two), (two, one)):
        lessons = run(script, "roadmap.merge(a, b).lessons", a=a, b=b)
        assert {name: record["state"] for name, record in lessons.items()} == {
            "k/pods": "done",
            "other": "done",
            "m/why": "doing",
        }
        pods = lessons["k/pods"]
        assert pods["place"] == {"anchor": "lab", "at": 4}
        assert {name: (q["result"], q.get("tries")) for name, q in pods["questions"].items()} == {
            "a": ("right", 3),
            "b": ("partly", None),
        }


def test_merging_with_itself_changes_nothing(script: Page) -> None:
    one = state(pods={"state": "done", "at": 5, "questions": {"a": {"result": "right", "at": 9, "tries": 2}}})
    assert run(script, "roadmap.merge(one, one)", one=one) == one


@pytest.mark.parametrize("text", ["", "nonsense", "[1]", '{"a": 1}'])
def test_file_that_is_none_of_ours_changes_nothing(script: Page, text: str) -> None:
    found = run(
        script,
        "{ mine.set(pods, 'done'); const before = box[roadmap.KEY];"
        " return [mine.take(text), box[roadmap.KEY] === before]; }",
        text=text or "x",
        pods=PODS,
    )
    assert found == ["none", True]


def test_file_with_a_broken_part_gives_the_rest(script: Page) -> None:
    text = json.dumps({"version": 1, "lessons": {"k/pods": {"state": "done"}, "m/why": []}})
    assert run(script, "[mine.take(text), Object.keys(mine.state().lessons)]", text=text) == [
        "part",
        ["k/pods"],
    ]


def test_what_is_written_can_be_taken_again(script: Page) -> None:
    code = """{
      mine.set(pods, "done"); mine.answer(services, "q", "right", "물음"); mine.place(mesh, {anchor: "lab"});
      mine.pace(5);
      const text = mine.write(), before = mine.state();
      mine.clear();
      const between = mine.state();
      mine.take(text);
      const { saved, ...after } = mine.state();
      return [before, between, after];
    }"""
    before, between, after = run(script, code, pods=PODS, services=SERVICES, mesh=MESH)
    assert between == state()
    assert after == before


# ── renamed lessons ───────────────────────────────────────────────────────────


def test_renamed_lesson_keeps_its_progress_under_both_names(script: Page) -> None:
    """And taking the mark away takes it away, in this build of the site and in the earlier one."""
    renamed = PODS | {"id": "k/all-about-pods", "aliases": ["k/pods", "old/pod"]}
    code = "{ mine.set(old, 'done'); return roadmap.stepOf(mine.state(), renamed); }"
    assert run(script, code, old=PODS, renamed=renamed) == "done"
    code = """{
      mine.set(renamed, "none");
      return [old, renamed].map((one) => roadmap.stepOf(mine.state(), one));
    }"""
    assert run(script, code, old=PODS, renamed=renamed) == ["none", "none"]


def test_need_that_was_renamed_is_met(script: Page) -> None:
    lessons = [PODS | {"id": "k/new", "aliases": ["k/pods"]}, SERVICES | {"needs": ["k/new"]}]
    found = run(script, "roadmap.propose(state, lessons, 3)", state=state(pods="done"), lessons=lessons)
    assert [one["lesson"]["id"] for one in found] == ["k/services"]


# ── shares, pace, proposals ───────────────────────────────────────────────────


def test_shares_count_lessons_and_minutes_of_what_is_there(script: Page) -> None:
    """A lesson that this build does not have counts neither above nor below the line."""
    one = state(pods="done", services="doing", gone="done")
    found = run(script, "roadmap.share(one, lessons)", one=one, lessons=LESSONS)
    assert found == {
        "total": 3, "done": 1, "doing": 1, "minutes": 120, "minutesDone": 40, "minutesLeft": 80, "percent": 33,
    }  # fmt: skip
    assert run(script, "roadmap.share(one, [])", one=one)["percent"] == 0


def test_a_hundred_percent_is_everything(script: Page) -> None:
    almost = [PODS | {"minutes": 999}, MESH | {"minutes": 1}]
    assert run(script, "roadmap.share(one, a).percent", one=state(pods="done"), a=almost) == 99
    assert run(script, "roadmap.share(one, a).percent", one=state(pods="done", mesh="done"), a=almost) == 100


@pytest.mark.parametrize(("minutes", "hours", "weeks"), [(600, 5, 2), (601, 5, 3), (0, 5, 0), (60, 0, 0)])
def test_weeks_that_are_left(script: Page, minutes: int, hours: int, weeks: int) -> None:
    assert run(script, "roadmap.weeks(minutes, hours)", minutes=minutes, hours=hours) == weeks


@pytest.mark.parametrize(
    ("lessons", "last", "proposed"),
    [
        ({}, None, ["k/pods", "m/why"]),
        ({"pods": "done"}, None, ["k/services", "m/why"]),
        ({"mesh": "doing"}, None, ["m/why", "k/pods"]),
        # In progress comes first even where a prerequisite was left out.
        ({"services": "doing"}, None, ["k/services", "k/pods", "m/why"]),
        ({"pods": "done", "services": "done"}, None, ["m/why"]),
        ({}, "m/why", ["m/why", "k/pods"]),
        ({"pods": "done", "services": "done", "mesh": "done"}, None, []),
    ],
)
def test_what_is_next_follows_from_needs_and_progress(
    script: Page, lessons: dict[str, str], last: str | None, proposed: list[str]
) -> None:
    one = state(**lessons) | ({"last": {"lesson": last, "at": 1}} if last else {})
    found = run(script, "roadmap.propose(one, all, 3)", one=one, all=LESSONS)
    assert [entry["lesson"]["id"] for entry in found] == proposed
    assert [entry["lesson"]["id"] for entry in found if entry["begun"]] == [
        entry["id"] for entry in LESSONS if entry["id"] in proposed and "doing" in one["lessons"].get(entry["id"], {}).values()
    ]  # fmt: skip


# ── questions ─────────────────────────────────────────────────────────────────


def test_answers_count_once_for_each_question(script: Page) -> None:
    code = """{
      mine.answer(pods, "a", "wrong", "가"); mine.answer(pods, "a", "right", "가");
      mine.answer(pods, "b", "partly", "나");
      const record = roadmap.recordOf(mine.state(), pods);
      return [roadmap.score(record, 5), record.questions.a.tries, record.state];
    }"""
    assert run(script, code, pods=PODS) == [{"total": 5, "answered": 2, "right": 1}, 2, "doing"]


def test_answering_does_not_undo_that_a_lesson_is_done(script: Page) -> None:
    code = """{ mine.set(pods, "done"); mine.answer(pods, "a", "wrong", "가"); return mine.state().lessons["k/pods"].state; }"""
    assert run(script, code, pods=PODS) == "done"


OLD_TEXT = "스케줄러가 파드에 쓰는 값은 무엇입니까?"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("스케줄러가 파드에 쓰는 필드는 무엇입니까?", True),
        ("스케줄러가, 파드에 쓰는 값은 무엇입니까", True),
        ("kubelet이 보고하는 것을 모두 고르십시오", False),
    ],
)
def test_result_follows_a_question_through_small_edits(script: Page, text: str, kept: bool) -> None:
    questions = {"old": {"result": "right", "text": OLD_TEXT, "at": 1}}
    found = run(
        script, "roadmap.follow(q, [{id: 'other', text: '레이블은 어디에 씁니까?'}, {id: 'new', text}])",
        q=questions, text=text,
    )  # fmt: skip
    assert ("new" in found) == kept
    # One that is gone stays in the record, and does not count.
    assert found.get("old", {}).get("gone", False) != kept
    assert run(script, "roadmap.score({questions: found}, 2).right", found=found) == int(kept)


def test_order_of_the_questions_does_not_matter(script: Page) -> None:
    questions = {
        "a": {"result": "right", "text": "가나다", "at": 1},
        "b": {"result": "wrong", "text": "라마바", "at": 1},
    }
    current = [
        {"id": "b", "text": "라마바"},
        {"id": "c", "text": "새 물음입니다"},
        {"id": "a", "text": "가나다"},
    ]
    assert run(script, "roadmap.follow(q, current)", q=questions, current=current) == questions


def test_question_that_returns_counts_again(script: Page) -> None:
    gone = {"a": {"result": "right", "text": "가나다", "at": 1, "gone": True}}
    found = run(script, "roadmap.follow(q, [{id: 'a', text: '가나다'}])", q=gone)
    assert found == {"a": {"result": "right", "text": "가나다", "at": 1}}


# ── where it is kept ──────────────────────────────────────────────────────────


def test_full_storage_is_said_once_and_the_page_works_on(script: Page) -> None:
    code = """{
      let heard = 0;
      mine.watch(() => { heard += mine.notes.length && !heard; });
      full = true;
      mine.set(pods, "done"); mine.set(mesh, "doing");
      const full_ = [mine.notes, mine.state().lessons["k/pods"].state, box, heard];
      full = false;
      mine.set(services, "doing");
      return [...full_, Object.keys(JSON.parse(box[roadmap.KEY]).lessons)];
    }"""
    found = run(script, code, pods=PODS, services=SERVICES, mesh=MESH)
    assert found == [["unsaved"], "done", found[2], 1, ["k/pods", "m/why", "k/services"]]


def test_no_storage_is_no_reason_to_fail(script: Page) -> None:
    code = """{
      const none = open(() => { throw new Error("forbidden"); });
      const first = none.state();
      none.set(pods, "done");
      return [first, none.state().lessons["k/pods"].state, none.notes, none.broken(), JSON.parse(none.write()).lessons["k/pods"].state];
    }""".replace("open(", "roadmap.open(")
    assert run(script, code, pods=PODS) == [state(), "done", ["unsaved"], [], "done"]


def test_two_tabs_do_not_overwrite_each_other(script: Page) -> None:
    code = """{
      const other = tab();
      mine.state(); other.state();
      mine.set(pods, "done"); other.set(mesh, "doing"); mine.answer(services, "q", "right", "가");
      return Object.keys(JSON.parse(box[roadmap.KEY]).lessons);
    }"""
    assert run(script, code, pods=PODS, services=SERVICES, mesh=MESH) == ["k/pods", "m/why", "k/services"]


def test_only_names_of_our_own_are_used(script: Page) -> None:
    assert run(script, "{ mine.set(pods, 'done'); return Object.keys(box); }", pods=PODS) == [KEY]
