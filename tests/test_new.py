"""`roadmap new`: page and entry, both or neither, and nothing else of the data file changes."""

from __future__ import annotations

import io
import re
import shutil
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from markdown import Markdown

from macros.checks import check
from macros.checks.entries import GOAL, SUMMARY
from macros.cli import main
from macros.edits import edited, plain
from macros.load import load, load_text
from macros.new import Draft, Form, create
from macros.new.entry import entry, insertion
from macros.problems import RefusedError
from tests.conftest import ROOT, copy_project
from tests.minimal import DATA, FILES, catalog, edit, write_project

if TYPE_CHECKING:
    from macros.load import Catalog
    from macros.problems import Problem

# What is still to be written when the page and the entry are there.
TO_WRITE = {"entry-unwritten", "page-thin", "quiz-count", "section-empty"}
GOOD = {"topic": "kubernetes/basic", "slug": "jobs", "title": "잡", "stage": "실습", "minutes": "45"}
NEW = "docs/orchestration/kubernetes/basic/jobs.md"


def arguments(**options: str) -> list[str]:
    return ["new", *(f"--{name}={value}" for name, value in options.items())]


def contents(root: Path) -> dict[str, bytes]:
    """Every file but those that a check leaves for itself and for editors."""
    files = (one for one in root.rglob("*") if one.is_file() and ".build" not in one.parts)
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in files}


def draft(known: Catalog, *, after: str = "", **answers: str) -> Draft:
    """A draft that the form takes; the folder of the project does not matter."""
    form = Form(Path("nowhere"), known)
    for field in Form.FIELDS:
        form.answer(field, {**GOOD, "after": after, **answers}[field])
    return form.draft()


def entry_of(text: str, before: str) -> str:
    """What was put into ``before``: the rest must be the same, to the letter."""
    start = next(
        (i for i, (one, other) in enumerate(zip(text, before, strict=False)) if one != other), len(before)
    )
    length = len(text) - len(before)
    # The inserted text may begin like what follows it.
    while start and text[:start] + text[start + length :] != before:
        start -= 1
    assert text[:start] + text[start + length :] == before
    return text[start : start + length]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The minimal project, stood in, without a terminal."""
    monkeypatch.chdir(write_project(tmp_path, {"mkdocs.yml": ""}))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return tmp_path


def line_of(text: str) -> int:
    """The line of the minimal data file on which something stands."""
    return FILES[DATA][: FILES[DATA].index(text)].count("\n") + 1


# ── refused, then mended ──────────────────────────────────────────────────────

REFUSED = [
    ("topic", "kubernetes/basc", "‘kubernetes/basic’입니까"),
    ("topic", "basic", "‘kubernetes/basic’입니까"),
    ("topic", "", "쓸 수 있는 값"),
    ("slug", "Jobs", "‘jobs’입니까"),
    ("slug", "my_jobs.md", "‘my-jobs’입니까"),
    ("slug", "cron jobs", "‘cron-jobs’입니까"),
    ("slug", "잡", "영어 소문자"),
    ("slug", "", "영어 소문자"),
    ("slug", "../../etc/passwd", "‘passwd’입니까"),
    ("slug", "jobs/", "영어 소문자"),
    ("slug", "-jobs", "‘jobs’입니까"),
    ("slug", "\x1b[31mjobs", "\\x1b"),
    ("slug", "index", "index.md"),
    ("slug", "manifests", "manifests"),
    ("slug", "con", "Windows"),
    ("slug", "lpt9", "Windows"),
    ("slug", "a" * 61, "60자"),
    ("slug", "pods", f"{DATA}:{line_of('slug: pods')}:13: 이미 있는 글 id"),
    ("slug", "store", "이미 있는 글 id"),  # the old id of another lesson
    ("title", "", "비어 있습니다"),
    ("title", "   ", "비어 있습니다"),
    ("title", "파드", f"{DATA}:{line_of('slug: pods')}:13: 같은 제목"),
    ("title", "가 게", "같은 제목"),
    ("title", "추천 자료", "같은 제목"),
    ("title", "잡 <script>", "HTML"),
    ("title", "잡&크론잡", "HTML"),
    ("title", "가" * 201, "200자"),
    ("title", "보이지 않는\u200b글자", "보이지 않는"),
    ("title", "\x00", "보이지 않는"),
    ("title", "`kubectl`", "마크다운"),
    ("title", "{{= hero() =}}", "매크로"),
    ("title", "C#", "마크다운"),
    ("title", "잡 { #job }", "마크다운"),
    ("title", "{잡=크론잡}", "속성"),
    ("title", "![그림](a.png)", "제목"),
    ("stage", "이롬", "이론"),
    ("stage", "theroy", "쓸 수 있는 값"),
    ("stage", "", "쓸 수 있는 값"),
    ("minutes", "한 시간", "숫자"),
    ("minutes", "-5", "숫자"),
    ("minutes", "42", "5의 배수"),
    ("minutes", "500", "240"),
    ("minutes", "9" * 5000, "숫자"),
    ("minutes", "٤٥", "숫자"),
    ("after", "podz", "‘pods’입니까"),
    ("after", "case-studies/acme", "쓸 수 있는 값"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "said"), REFUSED)
def test_what_cannot_be_used_is_refused_with_a_proposal_and_nothing_is_written(
    field: str, value: str, said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(root)
    assert main(arguments(**{**GOOD, field: value})) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "\x1b" not in told.err
    assert told.out == ""
    assert contents(root) == before
    assert main(arguments(**GOOD)) == 0
    assert contents(root).keys() - before.keys() == {NEW}


def test_all_that_is_wrong_is_said_at_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(topic="kubernetes/basc", slug="A", title="", stage="x", minutes="y")) == 2
    assert len(capsys.readouterr().err.splitlines()) == 6
    assert not (root / NEW).exists()


def test_without_a_terminal_what_is_missing_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(root)
    assert main(arguments(topic="kubernetes/basic", stage="theory")) == 2
    said = capsys.readouterr().err
    assert [line.split(":")[0] for line in said.splitlines()[:-1]] == ["--slug", "--title"]
    assert contents(root) == before


def test_a_page_that_nobody_listed_is_not_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / NEW).write_text("내 글", encoding="utf-8")
    assert main(arguments(**GOOD)) == 2
    assert f"{NEW}:1:1:" in capsys.readouterr().err
    assert (root / NEW).read_text(encoding="utf-8") == "내 글"
    (root / NEW).unlink()
    assert main(arguments(**GOOD)) == 0


def test_a_lesson_does_not_take_the_place_of_a_topic(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(**{**GOOD, "topic": "kubernetes", "slug": "basic"})) == 2
    assert "docs/orchestration/kubernetes/basic" in capsys.readouterr().err
    # The folder of a topic lies in the folder of another one.
    assert main(arguments(**{**GOOD, "topic": "overview", "slug": "kubernetes"})) == 2
    assert main(arguments(**{**GOOD, "topic": "overview"})) == 0


def test_a_broken_data_file_is_mended_first(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / DATA).write_text(edit(FILES[DATA], "minutes: 40", "minutes: 41"), encoding="utf-8")
    before = contents(root)
    assert main(arguments(**GOOD)) == 1
    told = capsys.readouterr()
    assert f"{DATA}:{line_of('minutes: 40')}:22: [bad-value]" in told.out
    assert "먼저 고치십시오" in told.err
    assert contents(root) == before


def test_if_the_data_file_cannot_be_written_there_is_no_page(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, replace = contents(root), Path.replace

    def full(self: Path, target: Path) -> Path:
        if Path(target).name == "roadmap.yml":
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert main(arguments(**GOOD)) == 1
    assert "roadmap.yml: 파일을 쓸 수 없습니다" in capsys.readouterr().err
    assert contents(root) == before


# ── asked ─────────────────────────────────────────────────────────────────────


class Terminal(io.StringIO):
    """Answers that a person types, one a line."""

    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{one}\n" for one in answers)))


def test_what_is_missing_is_asked_and_a_wrong_answer_is_explained_and_asked_again(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "kubernetes/basc", "3", "pods", "jobs", "", "잡", "실습", "곧", "")
    assert main(["new"]) == 0
    said = capsys.readouterr().out
    assert [said.count(one) for one in ("어느 주제", "어느 단계", "몇 분")] == [1, 1, 1]
    for why in ("‘kubernetes/basic’입니까", "이미 있는 글 id", "비어 있습니다", "분은 숫자로"):
        assert why in said
    lesson = load(root)[0].lessons["kubernetes/basic/jobs"].lesson  # type: ignore[union-attr]
    # No answer to the minutes: as long as the other lessons of this stage.
    assert (lesson.title, lesson.stage, lesson.minutes) == ("잡", "practice", 50)


def test_only_what_is_missing_or_wrong_is_asked(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "jobs")
    assert main(arguments(**{**GOOD, "slug": "JOBS!"})) == 0
    said = capsys.readouterr().out
    assert "‘jobs’입니까" in said
    assert "어느 주제" not in said
    assert (root / NEW).is_file()


def test_a_case_study_is_proposed_where_all_are(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "case-studies", "umbrella", "우산 회사", "", "")
    assert main(["new"]) == 0
    assert load(root)[0].lessons["case-studies/umbrella"].lesson.stage == "case"  # type: ignore[union-attr]


@pytest.mark.parametrize("answers", [(), ("3", "jobs")])
def test_the_end_of_input_writes_nothing(
    answers: tuple[str, ...],
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = contents(root)
    answer(monkeypatch, *answers)
    assert main(["new"]) == 1
    assert "아무것도 쓰지 않았습니다" in capsys.readouterr().err
    assert contents(root) == before


# ── the entry ─────────────────────────────────────────────────────────────────


def test_entry_comes_before_the_closing_project_and_says_what_was_answered(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAKELEVEL", raising=False)  # of the `make test` that runs this
    assert main(arguments(**GOOD)) == 0
    text = (root / DATA).read_text(encoding="utf-8")
    assert "잡" in entry_of(text, FILES[DATA])
    known = load(root)[0]
    assert known is not None
    assert list(known.lessons)[2:] == ["kubernetes/basic/jobs", "kubernetes/basic/shop", "case-studies/acme"]
    place = known.document.place(known.lessons["kubernetes/basic/jobs"].at)
    said = capsys.readouterr().out
    assert f"{DATA}:{place.line}\n" in said
    assert NEW in said
    assert "roadmap serve" in said
    assert "roadmap check" in said


def test_entry_comes_after_the_lesson_that_is_named(root: Path) -> None:
    assert main([*arguments(**GOOD), "--after=kubernetes/basic/pods"]) == 0
    known = load(root)[0]
    assert known is not None
    assert list(known.lessons)[:3] == [f"kubernetes/basic/{slug}" for slug in ("pods", "jobs", "services")]


_BASIC_END = "            aliases: [kubernetes/basic/store]\n"
_OVERVIEW = "    summary: 무엇을 배우는지 봅니다.\n"
_NESTED = "    contents:\n      - Pod와 Service\n"
_UNINDENTED = """\
    lessons:
    - slug: one
      title: 하나
      stage: theory
      minutes: 5
      summary: 하나.
      goals: [하나를 견주기]
"""
SHAPES: dict[str, tuple[str, *tuple[tuple[str, str], ...]]] = {
    "comment of the item, then one of the next topic": (
        "kubernetes/basic",
        (_BASIC_END, f"{_BASIC_END}            # terms: [나중에]\n\n  # 사례\n"),
    ),
    "comment at the end of the line": ("kubernetes/basic", (_BASIC_END, _BASIC_END.replace("\n", "  # 옛 이름\n"))),
    "text over several lines, then empty lines": (
        "kubernetes/basic",
        (_BASIC_END, f"{_BASIC_END}\n\n"),
        ("            summary: 가게를 운영합니다.\n", ""),
        (_BASIC_END, f"{_BASIC_END}            summary: >-\n              가게를\n\n              운영합니다.\n"),
    ),
    "no list of lessons": ("overview", (_OVERVIEW, f"{_OVERVIEW}\n    # 글은 아직\n")),
    "no list of lessons, topics below": ("kubernetes", (_NESTED, f"{_NESTED}    # 아래의 주제\n")),
    "empty list": ("overview", (_OVERVIEW, f"{_OVERVIEW}    lessons: []  # 아직\n")),
    "list that is not indented": ("overview", (_OVERVIEW, _OVERVIEW + _UNINDENTED)),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_other_letter_of_the_data_file_stays(shape: str, tmp_path: Path) -> None:
    topic, *changes = SHAPES[shape]
    text = FILES[DATA]
    for old, new in changes:
        text = edit(text, old, new)
    before = catalog(tmp_path, {DATA: text})
    create(tmp_path, draft(before, topic=topic, stage="프로젝트"))
    after = (tmp_path / DATA).read_text(encoding="utf-8")
    # The brackets of an empty list are all that may go.
    put = entry_of(after, text.replace("lessons: []", "lessons:"))
    assert put.count("slug: jobs") == 1
    assert "#" not in put
    now = load_text(after)[0]
    assert now is not None
    assert [one.id for one in now.lessons.values() if one.topic.id == topic][-1] == f"{topic}/jobs"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n# 끝\n"])
def test_other_ways_to_save_the_data_file_stay(newline: str, bom: str, end: str, tmp_path: Path) -> None:
    head, mark, topics = FILES[DATA].partition("topics:\n")
    topics, groups, rest = topics.partition("\ngroups:")
    # The topics come last, so that the new entry is the end of the file.
    text = bom + (head + groups[1:] + rest + "\n" + mark + topics.rstrip("\n") + end).replace("\n", newline)
    before = catalog(tmp_path, {DATA: text})
    create(tmp_path, draft(before, topic="case-studies", slug="umbrella", stage="case"))
    after = (tmp_path / DATA).read_bytes().decode()
    assert entry_of(after, text).strip().startswith("- slug: umbrella")
    assert after.count("\n") == after.count(newline)
    assert load_text(plain(after))[1] == []


FLOW = {
    "topic on one line": (_OVERVIEW, "", "  - {slug: overview, folder: orchestration, title: 개요, summary: 봅니다.}\n"),
    "lessons on one line": (
        _OVERVIEW,
        f"{_OVERVIEW}    lessons: [{{slug: one, title: 하나, stage: theory, minutes: 5, summary: 하, goals: [하기]}}]\n",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", FLOW)
def test_what_cannot_be_put_in_as_text_is_refused_with_its_place(shape: str, tmp_path: Path) -> None:
    old, new, whole = FLOW[shape]
    text = edit(FILES[DATA], old, new)
    if whole:
        text = edit(text, "  - slug: overview\n    folder: orchestration\n    title: 개요\n", whole)
    before = catalog(tmp_path, {DATA: text})
    files = contents(tmp_path)
    with pytest.raises(RefusedError, match=rf"{DATA}:\d+:\d+: .*한 줄"):
        create(tmp_path, draft(before, topic="overview"))
    assert contents(tmp_path) == files


def test_topics_without_a_page_get_one(tmp_path: Path) -> None:
    text = edit(
        FILES[DATA],
        "      - slug: basic\n",
        "      - slug: advanced\n        title: 심화\n        summary: 운영합니다.\n      - slug: basic\n",
    )
    before = catalog(tmp_path, {DATA: text})
    assert {found.rule for found in check(tmp_path)} == {"page-missing"}
    created = create(tmp_path, draft(before, topic="kubernetes/advanced"))
    folder = "docs/orchestration/kubernetes/advanced"
    assert created.pages == (f"{folder}/jobs.md", f"{folder}/index.md")
    assert still_to_write(check(tmp_path)) == {f"{folder}/jobs.md", DATA}


# ── titles ────────────────────────────────────────────────────────────────────

ODD = [*"""!"#$%'()*+,-./:;=?@[\\]^_`{|}~""", "’", "“", "…", "é", "日", "한", "😀", "0", "y", "~", "null", "true",
       "1e3", "0x1f", "12:30", "2026-11-24", "---", "...", ": ", " #", "- ", "? ", "!!", "<<", "=", "%"]  # fmt: skip


def test_every_title_is_read_back_as_it_was_written() -> None:
    text = (ROOT / DATA).read_text(encoding="utf-8")
    known = load_text(text)[0]
    assert known is not None
    basis = draft(known, slug="brand-new", title="아주 새로운 글")
    titles = {f"{one}{two}" for one, two in product(ODD, [*ODD, "가", " 가"])}
    titles |= {f"가{one}{two}나" for one, two in product(ODD, ODD)}
    made = {
        title: entry(Draft(basis.topic, basis.folder, basis.slug, title, basis.stage, 45), 6)
        for title in (one.strip() for one in titles)
    }
    read = yaml.load("".join(made.values()), Loader=yaml.CSafeLoader)
    assert len(read) == len(made)
    wrong = [title for title, one in zip(made, read, strict=True) if one["title"] != title]
    assert wrong == []


def taken(known: Catalog, title: str) -> bool:
    form = Form(Path("nowhere"), known)
    try:
        form.answer("title", title)
    except RefusedError:
        return False
    return True


def test_a_title_is_refused_or_shown_as_it_is(tmp_path: Path) -> None:
    """Whatever the form takes, the page is right with it: for the checks and for the build."""
    known = catalog(tmp_path)
    titles = {f"{one}가 나{two}" for one, two in product(ODD, ODD)} | {f"가 {one}나{one} 다" for one in ODD}
    good = {title for title in titles if taken(known, title)}
    assert len(good) > len(titles) / 2, "titles are refused that could be used"
    for number, title in enumerate(sorted(good)[:: len(good) // 40]):
        create(tmp_path, draft(known, slug=f"odd-{number}", title=title))
    found = [one for one in check(tmp_path) if one.rule not in TO_WRITE]
    assert [str(one) for one in found] == []


# ── every topic of this project ───────────────────────────────────────────────


def still_to_write(problems: list[Problem]) -> set[str]:
    """The files with something to write; nothing else is wrong."""
    assert {found.rule for found in problems} <= TO_WRITE, [str(found) for found in problems]
    return {found.place.path for found in problems}


REAL = load(ROOT)[0]
TOPICS = list(REAL.topics) if REAL else []


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_can_receive_a_lesson_of_every_stage(topic: str) -> None:
    assert REAL is not None
    text = (ROOT / DATA).read_text(encoding="utf-8")
    siblings = [one.lesson.slug for one in REAL.lessons.values() if one.topic.id == topic]
    closed = siblings[-1:] == ["project"]
    stages = [stage.id for stage in REAL.roadmap.stages]
    for stage, after in [*((stage, "") for stage in stages), *(("theory", slug) for slug in siblings[:1])]:
        new = draft(REAL, after=after, topic=topic, slug="brand-new", title="아주 새로운 글: #1", stage=stage)
        changed, _ = edited(text, insertion(REAL, text, new))
        entry_of(changed, text)
        now = load_text(changed)[0]
        assert now is not None
        expected = [*siblings, "brand-new"]
        if after:
            expected.insert(siblings.index(after) + 1, expected.pop())
        elif closed and stage != "project":
            expected[-2:] = reversed(expected[-2:])
        assert [one.lesson.slug for one in now.lessons.values() if one.topic.id == topic] == expected


def test_new_lessons_of_this_project_have_nothing_wrong_but_what_is_to_be_written(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "roadmap")
    assert REAL is not None
    for number, topic in enumerate(TOPICS):
        stage = REAL.roadmap.stages[number % 4].id
        create(root, draft(REAL, topic=topic, slug="brand-new", title=f"새 글 {number}", stage=stage))
    pages = {f"docs/{node.folder}/brand-new.md" for node in REAL.topics.values()}
    assert still_to_write(check(root)) == {*pages, DATA}


# ── the page ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("stage", ["theory", "practice", "project", "case"])
def test_what_is_to_be_written_is_told_in_comments_that_no_reader_sees(stage: str, tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("*.md", "assets", "manifests")
    )
    assert REAL is not None
    created = create(tmp_path, draft(REAL, stage=stage, slug="brand-new", title="새 글"))
    text = (tmp_path / created.pages[0]).read_text(encoding="utf-8")
    sections = next(one.sections for one in REAL.roadmap.stages if one.id == stage)
    for section in sections:
        assert section.about, f"{stage}: {section.title}"
        assert f"{section.about.replace('--', '—')}." in text
    html = Markdown(extensions=["md_in_html", "attr_list", "tables"]).convert(text)
    shown = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    assert [line for line in shown.splitlines() if line.strip()] == [
        "<h1>새 글</h1>",
        "<p>{{= lesson_header() =}}</p>",
        *(f"<h2>{section.title}</h2>" for section in sections),
        "<p>{{= lesson_resources() =}}</p>",
    ]


def test_the_scaffold_of_questions_is_right_once_its_comment_is_taken_away(root: Path) -> None:
    """Who writes over the example has the right form."""
    assert main(arguments(**{**GOOD, "stage": "이론"})) == 0
    text = (root / NEW).read_text(encoding="utf-8")
    start = text.index("\n### 물음표로")
    example = text[start : text.index("-->", start)]
    comment = text[text.index("<!--", text.index("## 점검 문제")) : text.index("-->", start) + 3]
    (root / NEW).write_text(text.replace(comment, example), encoding="utf-8")
    problems = check(root)
    still_to_write(problems)
    assert ["2개" in found.message for found in problems if found.rule == "quiz-count"] == [True]


@pytest.mark.parametrize("stage", ["practice", "project", "case"])
def test_once_everything_is_written_nothing_is_wrong(stage: str, root: Path) -> None:
    """The list of what is to be written is the whole list."""
    assert main(arguments(**{**GOOD, "stage": stage})) == 0
    assert still_to_write(check(root)) == {NEW, DATA}
    text = (root / NEW).read_text(encoding="utf-8")
    (root / NEW).write_text(re.sub(r"<!--.*?-->", "글입니다.", text, flags=re.DOTALL), encoding="utf-8")
    assert still_to_write(check(root)) == {DATA}
    data = edit((root / DATA).read_text(encoding="utf-8"), SUMMARY, "잡을 다룹니다.")
    (root / DATA).write_text(edit(data, GOAL, "잡을 설명하기"), encoding="utf-8")
    assert check(root) == []
