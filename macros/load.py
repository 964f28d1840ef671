"""The one loader of the data file: text → checked, frozen catalogue, or problems.

Build, checks, tests and the command line all come through ``load``.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from macros.model import Lesson, Roadmap, Topic, model_of
from macros.problems import Place, Problem, nearest, problem
from macros.source import Document, Path_, read_text, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

DATA_FILE = "docs/roadmap.yml"
# Entries of one kind; the glossary, the longest list, has 200.
MAX_ENTRIES = 2_000
# Nobody mends more mistakes of one kind at a time.
MOST = 100


@dataclass(frozen=True)
class TopicNode:
    """A topic with its id (slugs joined by /), its folder below docs/ and its parents."""

    id: str
    folder: str
    topic: Topic
    parents: tuple[TopicNode, ...]
    at: Path_ = field(compare=False)

    @property
    def page(self) -> str:
        """The topic's own page, below docs/."""
        return f"{self.folder}/index.md"


@dataclass(frozen=True)
class LessonNode:
    """A lesson with its id, its page below docs/ and the topic it belongs to."""

    id: str
    page: str
    lesson: Lesson
    topic: TopicNode
    at: Path_ = field(compare=False)


@dataclass(frozen=True)
class Catalog:
    """The data file with everything that can be looked up in it."""

    roadmap: Roadmap
    document: Document = field(compare=False, repr=False)

    @cached_property
    def topics(self) -> dict[str, TopicNode]:
        """All topics by id, parents before children, in the order of the file."""
        return {node.id: node for node in _topic_nodes(self.roadmap)}

    @cached_property
    def lessons(self) -> dict[str, LessonNode]:
        """All lessons by id, in reading order."""
        return {node.id: node for node in _lesson_nodes(self.topics.values())}

    @cached_property
    def pages(self) -> dict[str, str]:
        """Title of every page that has an entry, by its path below docs/."""
        titles = {"index.md": "로드맵"}
        titles |= {node.page: node.topic.title for node in self.topics.values()}
        titles |= {node.page: node.lesson.title for node in self.lessons.values()}
        titles |= {page.path: page.title for group in self.roadmap.groups for page in group.pages}
        return titles

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where in the data file the entry of each page begins."""
        found: dict[str, Path_] = {node.page: node.at for node in self.topics.values()}
        found |= {node.page: node.at for node in self.lessons.values()}
        for number, group in enumerate(self.roadmap.groups):
            for index, page in enumerate(group.pages):
                found[page.path] = ("groups", number, "pages", index)
        return {page: self.document.place(path) for page, path in found.items()}

    @cached_property
    def lesson_of_page(self) -> dict[str, LessonNode]:
        """Lessons by page."""
        return {node.page: node for node in self.lessons.values()}

    @cached_property
    def topic_of_page(self) -> dict[str, TopicNode]:
        """Topics by the page that introduces them."""
        return {node.page: node for node in self.topics.values()}

    def below(self, topic_id: str) -> list[LessonNode]:
        """Lessons of a topic and of all topics below it, in reading order."""
        return [
            node
            for node in self.lessons.values()
            if node.topic.id == topic_id or node.topic.id.startswith(f"{topic_id}/")
        ]


def load(root: Path) -> tuple[Catalog | None, list[Problem]]:
    """Read and check the data file of the project at ``root``.

    Returns the catalogue and no problems, or None and everything that is wrong.
    The same text gives the same catalogue.
    """
    problems: list[Problem] = []
    text = read_text(root, DATA_FILE, problems)
    return (None, problems) if text is None else load_text(text)


def load_text(text: str) -> tuple[Catalog | None, list[Problem]]:
    """Check the text of a data file; the same answer as ``load``."""
    catalog, problems = _read(text)
    return catalog, list(problems)


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Catalog | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    document = read_yaml(DATA_FILE, text, problems)
    if document is None:
        return None, tuple(problems)
    problems = [*_crowded(document)]
    if problems:
        return None, tuple(problems)
    for found in (_duplicates(document), _dangling(document), _cycles(document)):
        problems += islice(found, MOST)
    try:
        roadmap = Roadmap.model_validate({} if document.data is None else document.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)[:MOST]
        problems += [_model_problem(document, one) for one in errors if not _follows(one, errors)]
    return (None, tuple(problems)) if problems else (Catalog(roadmap, document), ())


# ── nodes ─────────────────────────────────────────────────────────────────────


def _topic_nodes(roadmap: Roadmap) -> Iterator[TopicNode]:
    for index, top in enumerate(roadmap.topics):
        node = TopicNode(top.slug, top.folder, top, (), ("topics", index))
        yield node
        yield from _nodes_below(node)


def _nodes_below(parent: TopicNode) -> Iterator[TopicNode]:
    for index, topic in enumerate(parent.topic.topics):
        node = TopicNode(
            f"{parent.id}/{topic.slug}",
            f"{parent.folder}/{topic.slug}",
            topic,
            (*parent.parents, parent),
            (*parent.at, "topics", index),
        )
        yield node
        yield from _nodes_below(node)


def _lesson_nodes(topics: Iterable[TopicNode]) -> Iterator[LessonNode]:
    for node in topics:
        for index, lesson in enumerate(node.topic.lessons):
            yield LessonNode(
                f"{node.id}/{lesson.slug}",
                f"{node.folder}/{lesson.slug}.md",
                lesson,
                node,
                (*node.at, "lessons", index),
            )


# ── shape ─────────────────────────────────────────────────────────────────────

_TYPES = {
    "string_type": ("글", "숫자나 날짜로 읽히는 값이라면 따옴표로 감싸십시오"),
    "int_type": ("정수", "따옴표와 단위를 빼고 숫자만 쓰십시오"),
    "int_from_float": ("정수", "소수점을 빼십시오"),
    "bool_type": ("true나 false", "true 또는 false로 쓰십시오"),
    "date_type": ("날짜", "2026-11-23처럼 쓰십시오"),
    "tuple_type": ("목록", "한 줄에 하나씩 `- 값`으로, 또는 [값, 값]으로 쓰십시오"),
    "model_type": ("키와 값의 묶음", "`키: 값`을 들여 써서 쓰십시오"),
}

_ACTUAL = {
    str: "글",
    int: "정수",
    float: "소수",
    bool: "true/false",
    datetime.date: "날짜",
    tuple: "목록",
    dict: "키와 값의 묶음",
    type(None): "비어 있음",
}


def _follows(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """A list is not too short: pydantic has left out its wrong items."""
    at = error["loc"]
    return error["type"] == "too_short" and any(
        one["loc"][: len(at)] == at and len(one["loc"]) > len(at) for one in errors
    )


def _model_problem(document: Document, error: ErrorDetails) -> Problem:
    path = tuple(error["loc"])
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "전체")
    kind = error["type"]
    value = document.place(path, value=True)
    if kind == "extra_forbidden":
        known = model_of(path[:-1]).model_fields
        place = document.place(path)
        return problem("unknown-key", place, key=key, nearest=nearest(key, known))
    if kind == "missing":
        return problem("missing-key", document.place(path[:-1]), key=key)
    if kind in _TYPES:
        expected, fix = _TYPES[kind]
        actual = _ACTUAL.get(type(error["input"]), "다른 것")
        found = problem("wrong-type", value, key=key, expected=expected, actual=actual, fix=fix)
        return _quoted_right(document, kind, found)
    return _value_problem(key, value, error)


# What pydantic and our own validators find wrong with a value, and how to mend it.
_VALUES = {
    "string_pattern_mismatch": (
        "버전이 아닙니다",
        "1.36.4처럼 숫자로 시작해 숫자, 영문자, 점, 붙임표만 쓰십시오",
    ),
    "plain": ("HTML이나 매크로로 읽힐 글자가 있습니다", "<, &, {{{{=를 빼고 쓰십시오"),
    "partial_date": ("날짜가 아닙니다", "2026, 2026-11, 2026-11-23 가운데 하나로 쓰십시오"),
    "too_short": ("개수가 모자랍니다", "적어도 {min_length}개를 쓰십시오"),
    "string_too_short": ("비어 있습니다", "내용을 쓰십시오"),
    "too_long": ("개수가 너무 많습니다", "{max_length}개 안으로 줄이십시오"),
    "string_too_long": ("너무 깁니다", "{max_length}자 안으로 줄이십시오"),
    "greater_than_equal": ("너무 작습니다", "{ge} 이상이어야 합니다"),
    "less_than_equal": ("너무 큽니다", "{le} 이하여야 합니다"),
    "multiple_of": ("단위가 맞지 않습니다", "{multiple_of}의 배수로 쓰십시오"),
}


_QUOTES = {
    # A text that YAML reads as something else, and a number that it reads as a text.
    "string_type": (re.compile(r"(?!(?i:null)\b)[\w.+:-]+"), r'"\g<0>"'),
    "int_type": (re.compile(r"([\"'])(?P<number>\d{1,6})\1"), r"\g<number>"),
}


def _quoted_right(document: Document, kind: str, found: Problem) -> Problem:
    """The problem with its mending, if quotes are all that is missing or too much."""
    place = found.place
    if kind not in _QUOTES or not document.text:
        return found
    pattern, better = _QUOTES[kind]
    line = document.text.split("\n")[place.line - 1]
    match = pattern.match(line, place.column - 1)
    if match is None or line[match.end() :].split("#")[0].strip(" ,]}"):
        return found
    return found.mended_by(match[0], match.expand(better))


def value_fault(model: type[BaseModel], key: str, value: object) -> Problem | None:
    """What is wrong with one value of an entry that is not in the data file yet."""
    try:
        model.model_validate({key: value})
    except ValidationError as error:
        for one in error.errors():
            if one["loc"] == (key,):
                return _value_problem(key, Place(DATA_FILE), one)
    return None


_GOALS = {
    "noun": ("동사로 끝나지 않습니다", "‘… 설명하기’, ‘… 고치기’처럼 ‘기’로 끝내십시오"),
    "unseen": (
        "해냈는지 확인할 수 없는 일입니다",
        "‘… 설명하기’, ‘… 고르기’, ‘… 예측하기’처럼 해 보일 수 있는 일로 쓰십시오",
    ),
}


def _value_problem(key: str, place: Place, error: ErrorDetails) -> Problem:
    actual, kind = error["input"], error["type"]
    context: Mapping[str, Any] = error.get("ctx", {})
    if kind == "slug":
        return problem("bad-slug", place, actual=actual)
    if kind == "url":
        return problem("bad-url", place, actual=actual, why=context["why"])
    if kind == "goal":
        why, fix = _GOALS[context["why"]]
        return problem("goal-verb", place, goal=actual, why=why, fix=fix)
    if kind == "literal_error":
        # pydantic names the values as "'a', 'b' or 'c'".
        known = re.findall(r"'([^']*)'", str(context["expected"]))
        why, fix = "정해진 값이 아닙니다", nearest(str(actual), known)
    else:
        why, fix = _VALUES.get(kind, (str(error["msg"]), "같은 종류의 다른 항목을 보고 고치십시오"))
    shown = f" ‘{actual}’" if isinstance(actual, str | int | float) else ""
    return problem("bad-value", place, key=key, actual=shown, why=why, fix=fix.format(**context))


# ── ids ───────────────────────────────────────────────────────────────────────
#
# Ids are read from the plain data, not from the models, so that a dangling
# reference is reported together with a mistyped key elsewhere.

_Ids = dict[str, list[tuple[str, Path_]]]


def _entries(data: Any, key: str, at: Path_ = ()) -> Iterator[tuple[dict[str, Any], Path_]]:
    """The mappings in the list ``data[key]`` with their paths; nothing if it is none."""
    items = data.get(key, ()) if isinstance(data, dict) else ()
    for index, item in enumerate(items if isinstance(items, tuple) else ()):
        if isinstance(item, dict):
            yield item, (*at, key, index)


def _raw_topics(data: Any, parent: str = "", at: Path_ = ()) -> Iterator[tuple[str, Any, Path_]]:
    for topic, path in _entries(data, "topics", at):
        if "slug" not in topic:
            continue
        name = f"{parent}{topic.get('slug')}"
        yield name, topic, path
        yield from _raw_topics(topic, f"{name}/", path)


def _raw_lessons(data: Any) -> Iterator[tuple[str, Any, Path_]]:
    for name, topic, at in _raw_topics(data):
        for lesson, path in _entries(topic, "lessons", at):
            if "slug" not in lesson:
                continue
            yield f"{name}/{lesson.get('slug')}", lesson, path


def _ids(data: Any) -> _Ids:
    """Every id of the file by kind, with the path of the value that gives it."""
    found: _Ids = {
        "주제": [(name, (*at, "slug")) for name, _, at in _raw_topics(data)],
        "글": [(name, (*at, "slug")) for name, _, at in _raw_lessons(data)],
        "시험 목표": [
            (str(objective["id"]), (*path, "id"))
            for exam, at in _entries(data, "exams")
            for domain, inside in _entries(exam, "domains", at)
            for objective, path in _entries(domain, "objectives", inside)
            if "id" in objective
        ],
        "시험 영역": [
            (str(domain["id"]), (*inside, "id"))
            for exam, at in _entries(data, "exams")
            for domain, inside in _entries(exam, "domains", at)
            if "id" in domain
        ],
        "페이지": [
            (str(page["path"]), (*inside, "path"))
            for group, at in _entries(data, "groups")
            for page, inside in _entries(group, "pages", at)
            if "path" in page
        ],
    }
    for kind, key in _SIMPLE_KINDS.items():
        found[kind] = [(str(item["id"]), (*at, "id")) for item, at in _entries(data, key) if "id" in item]
    return found


_SIMPLE_KINDS = {
    "자료": "resources",
    "용어": "terms",
    "버전": "versions",
    "사례": "cases",
    "단계": "stages",
    "시험": "exams",
}


def _crowded(document: Document) -> Iterator[Problem]:
    """More entries of a kind than the looking up of names can bear."""
    for kind, pairs in _ids(document.data).items():
        if len(pairs) > MAX_ENTRIES:
            place = document.place(pairs[MAX_ENTRIES][1], value=True)
            yield problem("yaml-size", place, what=f"{kind} id", limit=MAX_ENTRIES)


def _duplicates(document: Document) -> Iterator[Problem]:
    ids = _ids(document.data)
    # An old id must not be taken by another lesson: progress would go astray.
    ids["글"] += [
        (str(alias), (*at, "aliases", index))
        for _, lesson, at in _raw_lessons(document.data)
        for index, alias in enumerate(_tuple(lesson.get("aliases")))
    ]
    for kind, pairs in ids.items():
        first: dict[str, int] = {}
        for name, path in pairs:
            place = document.place(path, value=True)
            if name in first:
                yield problem("duplicate-id", place, kind=kind, id=name, first=first[name])
            first.setdefault(name, place.line)


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


_LESSON_REFERENCES = {
    "needs": "글",
    "exams": "시험 목표",
    "versions": "버전",
    "resources": "자료",
    "terms": "용어",
}


def _references(data: Any) -> Iterator[tuple[str, Any, Path_]]:
    """Every reference: the kind of id it names, the id, the path of its value."""
    for _, lesson, at in _raw_lessons(data):
        for key, kind in _LESSON_REFERENCES.items():
            yield from _named(kind, lesson, key, at)
    for key in ("cases", "resources"):
        for item, at in _entries(data, key):
            yield from _named("주제", item, "topics", at)
    for case, at in _entries(data, "cases"):
        if "lesson" in case:
            yield "글", case["lesson"], (*at, "lesson")


def _named(kind: str, item: dict[str, Any], key: str, at: Path_) -> Iterator[tuple[str, Any, Path_]]:
    for index, name in enumerate(_tuple(item.get(key))):
        yield kind, name, (*at, key, index)


def _dangling(document: Document) -> Iterator[Problem]:
    known = {kind: {name for name, _ in ids} for kind, ids in _ids(document.data).items()}
    for kind, name, path in _references(document.data):
        if isinstance(name, str) and name not in known[kind]:
            place = document.place(path, value=True)
            hint = nearest(name, known[kind])
            yield problem("unknown-id", place, kind=kind, id=name, nearest=hint)


def _cycles(document: Document) -> Iterator[Problem]:
    """Each cycle of prerequisites once, at the `needs` that closes it."""
    needs = {
        name: {
            need: (*at, "needs", index)
            for index, need in enumerate(_tuple(lesson.get("needs")))
            if isinstance(need, str)
        }
        for name, lesson, at in _raw_lessons(document.data)
    }
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            # The sorter names each lesson after the one that it needs.
            cycle = list(reversed(error.args[1]))
            place = document.place(needs[cycle[-2]].pop(cycle[-1]), value=True)
            yield problem("prerequisite-cycle", place, cycle=" → ".join(cycle))
        else:
            return
