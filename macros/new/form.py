"""What a contributor answers about a new lesson, judged answer by answer."""

from __future__ import annotations

import re
import statistics
import unicodedata
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from markdown import Markdown

from macros.checks import CHECKS, Project
from macros.checks.tree import WINDOWS_NAME
from macros.known import Known
from macros.load import value_fault
from macros.model import SLUG, Lesson
from macros.pages import read_page
from macros.problems import RefusedError, nearest, short

if TYPE_CHECKING:
    from pathlib import Path

    from macros.load import Catalog, LessonNode, TopicNode
    from macros.model import Stage

MAX_SLUG = 60
MAX_NUMBER = 6
_MINUTES = 45
# Names with a meaning of their own.
_RESERVED = {
    "index": "index.md는 주제를 소개하는 쪽입니다",
    "manifests": "manifests는 글이 보여 주는 파일의 폴더입니다",
}
_ON_WINDOWS = "Windows에서 이 이름의 파일을 만들 수 없습니다"


@dataclass(frozen=True)
class Draft:
    """A lesson that is not written yet. ``after`` is the slug of the lesson before it, or ""."""

    topic: str
    folder: str
    slug: str
    title: str
    stage: Stage
    minutes: int
    after: str = ""

    @property
    def id(self) -> str:
        """The id that the lesson will have."""
        return f"{self.topic}/{self.slug}"

    @property
    def page(self) -> str:
        """Its page, below docs/."""
        return f"{self.folder}/{self.slug}.md"


class Form:
    """The answers so far. Each is judged when it is given, in the order of ``FIELDS``."""

    FIELDS = ("topic", "slug", "title", "stage", "minutes", "after")

    def __init__(self, root: Path, catalog: Catalog) -> None:
        self._root = root
        self._catalog = catalog
        self._topic: TopicNode | None = None
        self._stage: Stage | None = None
        self._answers: dict[str, str] = {}
        self._minutes = 0

    def answer(self, field: str, text: str) -> None:
        """Take the answer to a field.

        Raises:
            RefusedError: it cannot be used.
        """
        getattr(self, f"_take_{field}")(unicodedata.normalize("NFC", text).strip())

    def choices(self, field: str) -> dict[str, str]:
        """What can be answered, with a title each; nothing where anything can."""
        if field == "topic":
            return {node.id: node.topic.title for node in self._catalog.topics.values()}
        if field == "stage":
            return {stage.id: stage.title for stage in self._catalog.roadmap.stages}
        return {}

    def default(self, field: str) -> str | None:
        """What no answer means; None where there must be one."""
        if field == "minutes":
            stage = self._stage.id if self._stage else ""
            known = [one.lesson.minutes for one in self._lessons() if one.lesson.stage == stage]
            return str(statistics.median_low(known or [_MINUTES]))
        if field == "stage":
            stages = {one.lesson.stage for one in self._siblings()}
            return stages.pop() if stages == {"case"} else None
        return "" if field == "after" else None

    def draft(self) -> Draft:
        """The lesson; every field but ``after`` has been answered."""
        if self._topic is None or self._stage is None:
            raise RefusedError("주제와 단계를 먼저 정해 주십시오.")
        slug, title = self._answers["slug"], self._answers["title"]
        after = self._answers.get("after", "")
        folder = self._topic.folder
        return Draft(self._topic.id, folder, slug, title, self._stage, self._minutes, after)

    def _lessons(self) -> list[LessonNode]:
        return list(self._catalog.lessons.values())

    def _siblings(self) -> list[LessonNode]:
        return [one for one in self._lessons() if one.topic is self._topic]

    # ── one answer each ───────────────────────────────────────────────────────

    def _take_topic(self, text: str) -> None:
        known = self._catalog.topics
        name = text.strip("/")
        if name not in known:
            raise RefusedError(f"없는 주제입니다: ‘{short(name)}’ — {nearest(name, known)}")
        self._topic = known[name]

    def _take_stage(self, text: str) -> None:
        stages = self._catalog.roadmap.stages
        named = {name: stage for stage in stages for name in (stage.id, stage.short, stage.title)}
        if text.lower() not in named:
            raise RefusedError(
                f"없는 단계입니다: ‘{short(text)}’ — {nearest(text, [one.short for one in stages])}"
            )
        self._stage = named[text.lower()]

    def _take_minutes(self, text: str) -> None:
        digits = text.removesuffix("분").strip()
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= MAX_NUMBER):
            raise RefusedError(f"분은 숫자로 씁니다: ‘{short(text)}’ — 5부터 240까지, 5의 배수(예: 45)")
        self._minutes = int(digits)
        _as_the_model_says("minutes", self._minutes)

    def _take_slug(self, text: str) -> None:
        if not SLUG.fullmatch(text):
            raise RefusedError(f"파일 이름에 쓸 수 없습니다: ‘{short(text)}’ — {_proposal(text)}")
        why = _RESERVED.get(text) or (_ON_WINDOWS if WINDOWS_NAME.fullmatch(text) else "")
        if why:
            raise RefusedError(f"쓸 수 없는 이름입니다: ‘{text}’ — {why}. 다른 이름을 고르십시오")
        if len(text) > MAX_SLUG:
            raise RefusedError(f"이름이 너무 깁니다({len(text)}자) — {MAX_SLUG}자 안으로 줄이십시오")
        if self._topic is not None:
            self._refuse_taken_slug(self._topic, text)
        self._answers["slug"] = text

    def _refuse_taken_slug(self, topic: TopicNode, slug: str) -> None:
        name = f"{topic.id}/{slug}"
        for node in self._lessons():
            if name in (node.id, *node.lesson.aliases):
                place = self._catalog.document.place(node.at)
                raise RefusedError(
                    f"{place.path}:{place.line}:{place.column}: 이미 있는 글 id입니다: ‘{short(name)}’"
                    f"({node.lesson.title}) — 다른 이름을 고르십시오"
                )
        folder = f"{topic.folder}/{slug}"
        if folder in {node.folder for node in self._catalog.topics.values()}:
            raise RefusedError(f"docs/{folder}: 같은 이름의 주제가 있습니다 — 다른 이름을 고르십시오")
        if (self._root / "docs" / f"{folder}.md").exists():
            raise RefusedError(
                f"docs/{folder}.md:1:1: 글이 이미 있습니다 — 다른 이름을 고르거나, "
                f"docs/roadmap.yml의 주제 {topic.id}에 항목만 더하십시오"
            )

    def _take_title(self, text: str) -> None:
        title = " ".join(text.split())
        if not title:
            raise RefusedError("제목이 비어 있습니다 — 무엇을 배우는 글인지 한 줄로 쓰십시오")
        if not title.isprintable():
            raise RefusedError("제목에 보이지 않는 글자가 있습니다 — 지우고 다시 쓰십시오")
        _as_the_model_says("title", title)
        _as_the_checks_say(self._root, title)
        if not _is_plain(title):
            raise RefusedError(
                f"제목에 마크다운으로 읽히는 글자가 있습니다: ‘{short(title)}’ — "
                "`*`, `` ` ``, `[…](…)`, `{#…}`, `\\`와 끝의 #을 빼고 쓰십시오"
            )
        self._refuse_taken_title(title)
        self._answers["title"] = title

    def _refuse_taken_title(self, title: str) -> None:
        for page, known in self._catalog.pages.items():
            if _key(known) == _key(title):
                place = self._catalog.places.get(page)
                where = f"{place.path}:{place.line}:{place.column}" if place else f"docs/{page}:1:1"
                raise RefusedError(f"{where}: 같은 제목의 쪽이 있습니다: ‘{known}’ — 다르게 쓰십시오")

    def _take_after(self, text: str) -> None:
        if self._topic is None or not text:
            return
        known = {one.lesson.slug for one in self._siblings()}
        slug = text.removeprefix(f"{self._topic.id}/")
        if slug not in known:
            raise RefusedError(
                f"주제 {self._topic.id}에 없는 글입니다: ‘{short(text)}’ — {nearest(slug, known)}"
            )
        self._answers["after"] = slug


def _as_the_model_says(key: str, value: object) -> None:
    fault = value_fault(Lesson, key, value)
    if fault is not None:
        raise RefusedError(f"{fault.message} — {fault.hint}")


def _proposal(text: str) -> str:
    """How to write a file name, with the one that was probably meant."""
    words = re.findall(r"[a-z0-9]+", text.lower().removesuffix(".md").rsplit("/", 1)[-1])
    meant = "-".join(words)
    rule = "영어 소문자, 숫자, 붙임표만 쓰십시오"
    return f"{rule}. 혹시 ‘{meant}’입니까?" if meant else f"{rule}(예: network-policies)"


def _key(title: str) -> str:
    return unicodedata.normalize("NFC", title).casefold().replace(" ", "")


def _as_the_checks_say(root: Path, title: str) -> None:
    """No check finds anything in a page of this title."""
    page = read_page("docs/new.md", f"# {title}\n")
    project = Project(root, None, {"new.md": page}, frozenset(), Known(root))
    for module in CHECKS:
        for fault in module.check(project):
            raise RefusedError(f"제목: {fault.message} — {fault.hint}")


def _is_plain(title: str) -> bool:
    """Whether a heading shows exactly this text, in the checks and in the build."""
    headings = read_page("docs/new.md", f"# {title}\n").headings
    built = Markdown(extensions=["attr_list"]).convert(f"# {title}\n")
    return [one.text for one in headings] == [title] and unescape(built) == f"<h1>{title}</h1>"
