"""The shape of the data file, ``docs/roadmap.yml``.

Frozen, strict models: an unknown key, a missing key or a value of another type
is an error with its place (see ``load.py``). Nothing here knows about files,
pages or MkDocs. The descriptions are read by people in their editors.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise PydanticCustomError("slug", "not a slug")
    return value


def _folder(value: str) -> str:
    for part in value.split("/"):
        _slug(part)
    return value


def _page_path(value: str) -> str:
    stem, dot, extension = value.rpartition(".")
    _folder(stem)
    if dot + extension != ".md":
        raise PydanticCustomError("slug", "not a page")
    return value


def _url(value: str) -> str:
    why = url_fault(value)
    if why:
        raise PydanticCustomError("url", "{why}", {"why": why})
    return value


@lru_cache(maxsize=8192)
def url_fault(value: str) -> str:
    """Say in Korean what is wrong with an external address; empty if nothing is."""
    if any(character.isspace() or ord(character) < ord(" ") for character in value):
        return "빈칸이 들어 있습니다"
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return "주소의 형식이 아닙니다"
    if parts.scheme not in {"https", "http"}:
        return "http나 https가 아닙니다"
    if not _HOST.fullmatch(parts.hostname or ""):
        return "사이트 이름(호스트)이 없거나 틀렸습니다"
    if parts.username or parts.password:
        return "사용자 이름이나 암호가 들어 있습니다"
    return ""


def _plain(value: str) -> str:
    # Titles go through the macros plugin as well.
    if "<" in value or "&" in value.replace("& ", "") or any(mark in value for mark in ("{{=", "{%=", "{#=")):
        raise PydanticCustomError("plain", "markup")
    return value


# Nouns that only look like a verb, and verbs whose doing nobody can see.
_NOUNS = {"크기", "주기", "초기", "계기", "동기", "시기", "후기", "위기", "경기", "전기", "이야기", "분위기"}
_UNSEEN = {"이해하기", "알기", "배우기", "익히기", "공부하기", "학습하기", "파악하기", "살펴보기", "숙지하기"}


def _verb(value: str) -> str:
    words = value.rstrip("`*'\"’”) ").split()
    last = words[-1] if words else ""
    if not last.endswith("기") or last in _NOUNS:
        raise PydanticCustomError("goal", "{why}", {"why": "noun"})
    if last in _UNSEEN:
        raise PydanticCustomError("goal", "{why}", {"why": "unseen"})
    return value


def _iso(value: object) -> object:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if type(value) is int else value


def _partial_date(value: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value, re.ASCII):
        raise PydanticCustomError("partial_date", "not a date")
    try:
        datetime.date.fromisoformat(value + "-01" * (2 - value.count("-")))
    except ValueError:
        raise PydanticCustomError("partial_date", "not a date") from None
    return value


# What editors are told of a value, where the type alone says too little (``schema.py``).
def _told(name: str, pattern: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "format": name, "pattern": pattern, **more})


Slug = Annotated[
    str, Field(max_length=80), AfterValidator(_slug), _told("slug", f"^{SLUG.pattern}$", maxLength=80)
]
Url = Annotated[str, AfterValidator(_url), _told("uri", "^https?://")]
Folder = Annotated[str, AfterValidator(_folder)]
PagePath = Annotated[str, AfterValidator(_page_path)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
# Text that is printed without being escaped: titles in the navigation.
PlainText = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_plain)]
# Put into commands and addresses as it is.
VersionText = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^v?[0-9][0-9A-Za-z.+-]*$")]
Goal = Annotated[
    str,
    Field(min_length=1, max_length=200),
    AfterValidator(_verb),
    _told("goal", "기[`*'\"’”) ]*$", maxLength=200),
]
# Dates of sources are often known to the month or the year only; YAML turns the
# full ones into dates and bare years into numbers.
PartialDate = Annotated[
    str,
    BeforeValidator(_iso),
    AfterValidator(_partial_date),
    WithJsonSchema({"type": ["string", "integer"], "format": "partial-date"}),
]

StageId = Literal["theory", "practice", "project", "case"]
ResourceKind = Literal["docs", "book", "repository", "exam", "article", "talk"]
Language = Literal["ko", "en"]
Level = Literal["beginner", "intermediate", "advanced"]


class Model(BaseModel):
    """Base of all models: nothing unknown, nothing converted, nothing changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Correction(Model):
    """What the user's document says is put right, beside it, with its evidence."""

    text: Text = Field(description="사실이 무엇인지, 한두 문장")
    source: Url = Field(description="근거가 되는 글의 주소")
    date: PartialDate | None = Field(None, description="근거가 나온 날")
    checked: datetime.date = Field(description="우리가 확인한 날")


class Section(Model):
    """A part (``## title``) that every lesson of a stage has, with its stable anchor."""

    id: Slug = Field(description="주소에 쓰이는 이름(#id). 바꾸지 않습니다")
    title: Text = Field(description="글에 쓰는 `##` 제목")
    about: Text | None = Field(None, description="그 부분에 쓰는 것. 새 글의 틀에 주석으로 들어갑니다")


class Stage(Model):
    """One of the four steps of the method, with the parts its lessons must have."""

    id: StageId = Field(description="단계의 이름")
    title: Text = Field(description="단계 이름(예: 이론 학습)")
    short: Text = Field(description="짧은 이름(예: 이론)")
    summary: Text = Field(description="이 단계에서 하는 일")
    sections: tuple[Section, ...] = Field(min_length=1, description="이 단계의 글이 갖추는 부분")
    least: int = Field(0, ge=0, le=100_000, description="이 단계의 글이 갖추는 글자 수(공백 빼고, 코드 넣고)")


class Version(Model):
    """A program that the lessons are tested on."""

    id: Slug = Field(description="글의 versions에서 부르는 이름")
    title: Text = Field(description="프로그램 이름")
    version: VersionText = Field(description='버전. 따옴표로 감쌉니다(예: "1.36.4")')
    released: datetime.date | None = Field(None, description="그 버전이 나온 날")
    source: Url = Field(description="버전을 확인할 수 있는 공식 주소")
    checked: datetime.date = Field(description="그 버전이 맞는지 우리가 확인한 날")
    note: Text | None = Field(None, description="왜 이 버전인지, 무엇을 조심할지")


class Lesson(Model):
    """A lesson: one Markdown page, one entry."""

    slug: Slug = Field(description="파일 이름(.md 빼고). 한번 정하면 바꾸지 않습니다")
    title: PlainText = Field(description="글의 제목(# 제목)과 같습니다")
    stage: StageId = Field(description="글의 단계")
    minutes: int = Field(ge=5, le=240, multiple_of=5, description="읽고 해 보는 데 걸리는 분")
    summary: Text = Field(description="이 글을 마치면 무엇이 되는지 한 문장")
    needs: tuple[Text, ...] = Field((), description="먼저 읽을 글의 id")
    goals: tuple[Goal, ...] = Field(min_length=1, max_length=8, description="‘…하기’로 끝나는 목표")
    exams: tuple[Text, ...] = Field((), description="이 글이 다루는 시험 목표의 id")
    versions: tuple[Text, ...] = Field((), description="이 글을 시험한 프로그램의 id")
    resources: tuple[Text, ...] = Field((), description="더 읽을 자료의 id")
    terms: tuple[Text, ...] = Field((), description="이 글이 소개하는 용어의 id")
    aliases: tuple[Text, ...] = Field((), description="예전 id. 이름을 바꾸어도 진도를 잃지 않습니다")


class Topic(Model):
    """A folder of the tree: lessons in reading order, then the topics below it."""

    slug: Slug = Field(description="폴더 이름")
    title: PlainText = Field(description="차례에 보이는 이름. index.md의 제목과 같습니다")
    original: Text | None = Field(None, description="처음 문서에 쓰인 이름")
    summary: Text = Field(description="이 주제를 마치면 무엇을 하게 되는지 한 문장")
    contents: tuple[Text, ...] = Field((), description="처음 문서에 쓰인 학습 내용")
    lessons: tuple[Lesson, ...] = Field((), description="글, 읽는 순서대로")
    topics: tuple[Topic, ...] = Field((), description="아래 주제, 읽는 순서대로")


class TopTopic(Topic):
    """A topic of the first level; it says where its folder lies below ``docs/``."""

    folder: Folder = Field(description="docs/ 아래의 폴더(예: orchestration/kubernetes)")


class ExtraPage(Model):
    """A page that is not a lesson."""

    path: PagePath = Field(description="docs/ 아래의 파일(예: resources.md)")
    title: PlainText = Field(description="차례에 보이는 이름. 그 파일의 제목과 같습니다")


class PageGroup(Model):
    """A group of such pages in the navigation."""

    title: PlainText = Field(description="묶음의 이름")
    pages: tuple[ExtraPage, ...] = Field(min_length=1, description="글이 아닌 쪽, 보이는 순서대로")


class Said(Model):
    """How the user's document names a resource."""

    title: Text = Field(description="처음 문서에 쓰인 이름")
    by: Text | None = Field(None, description="처음 문서에 쓰인 저자")
    url: Url | None = Field(None, description="처음 문서에 쓰인 주소")


class Resource(Model):
    """Something outside the site that is worth a learner's time."""

    id: Slug = Field(description="글의 resources에서 부르는 이름")
    kind: ResourceKind = Field(description="자료의 종류")
    title: Text = Field(description="자료의 이름")
    url: Url = Field(description="지금 맞는 주소")
    language: tuple[Language, ...] = Field(min_length=1, description="자료의 언어. 둘 다면 [ko, en]")
    level: Level = Field(description="자료의 수준")
    use: Text = Field(description="무엇에 좋은 자료인지 한 문장")
    checked: datetime.date = Field(description="우리가 확인한 날")
    outdated: Text | None = Field(None, description="낡았다면 무엇이 낡았는지")
    topics: tuple[Text, ...] = Field((), description="어느 주제의 자료인지")
    said: Said | None = Field(None, description="처음 문서에 쓰인 대로")
    correction: Correction | None = Field(None, description="처음 문서와 다른 사실이 있으면")
    authors: tuple[Text, ...] = Field((), description="책의 저자 모두")
    edition: Text | None = Field(None, description="책의 판(예: 3판)")
    year: int | None = Field(None, ge=2000, le=2100, description="책이 나온 해")
    publisher: Text | None = Field(None, description="책을 낸 곳")


class Figure(Model):
    """A number in a case study. Without a source it is not printed."""

    text: Text = Field(description="수치를 담은 짧은 문장")
    source: Url = Field(description="수치가 나온 글의 주소")
    date: PartialDate | None = Field(None, description="근거가 나온 날. 달이나 해까지만 알아도 됩니다")
    secondary: bool = Field(default=False, description="1차 자료를 읽지 못했으면 true")


class Case(Model):
    """A company's case: what is claimed, what is known, how one knows it."""

    id: Slug = Field(description="표에서 이 사례를 가리키는 이름(#case-이름)")
    organisation: Text = Field(description="회사나 단체의 이름")
    topics: tuple[Text, ...] = Field(min_length=1, description="관련 주제의 id")
    claim: Text | None = Field(None, description="처음 문서에 쓰인 대로")
    correction: Correction | None = Field(None, description="처음 문서와 다른 사실이 있으면")
    decision: Text = Field(description="무엇을 결정했는지 한 문장")
    year: int = Field(ge=2000, le=2100, description="결정이나 수치의 해")
    figures: tuple[Figure, ...] = Field((), description="수치마다 하나씩. 출처가 없는 수치는 쓰지 않습니다")
    lesson: Text | None = Field(None, description="이 사례를 다루는 글의 id")


class Objective(Model):
    """One line of an exam's curriculum."""

    id: Slug = Field(description="글의 exams에서 부르는 이름")
    text: Text = Field(description="교육 과정에 쓰인 그대로의 목표")


class Domain(Model):
    """A part of an exam with its share of the marks, in percent."""

    id: Slug = Field(description="이 영역의 이름")
    title: Text = Field(description="교육 과정에 쓰인 그대로의 영역")
    weight: int = Field(ge=1, le=100, description="시험에서 차지하는 몫(퍼센트)")
    objectives: tuple[Objective, ...] = Field(min_length=1, description="이 영역의 목표")


class Exam(Model):
    """A certification exam."""

    id: Slug = Field(description="이 시험의 이름")
    code: Text = Field(description="시험의 줄임말(예: CKA)")
    title: Text = Field(description="시험의 온 이름")
    version: Text | None = Field(None, description="교육 과정의 버전")
    source: Url = Field(description="교육 과정이 실린 주소")
    checked: datetime.date = Field(description="우리가 확인한 날")
    domains: tuple[Domain, ...] = Field(min_length=1, description="시험의 영역")


class Term(Model):
    """A word of the glossary; its aliases are what people type and misspell."""

    id: Slug = Field(description="글의 terms에서 부르는 이름")
    ko: Text = Field(description="우리말 이름")
    en: Text = Field(description="영어 이름")
    aliases: tuple[Text, ...] = Field((), description="줄임말, 다른 표기처럼 사람들이 실제로 치는 말")
    avoid: tuple[Text, ...] = Field((), description="글에 쓰지 않는 표기. 검사가 `ko`로 고치라고 합니다")
    text: Text = Field(description="처음 읽는 사람이 이해할 한두 문장의 뜻")


class Roadmap(Model):
    """The whole data file."""

    stages: tuple[Stage, ...] = Field(min_length=4, max_length=4, description="네 단계")
    versions: tuple[Version, ...] = Field(min_length=1, description="글을 시험한 프로그램")
    topics: tuple[TopTopic, ...] = Field(min_length=1, description="주제와 글의 나무")
    groups: tuple[PageGroup, ...] = Field(description="글이 아닌 쪽의 묶음")
    cases: tuple[Case, ...] = Field(description="회사의 사례")
    resources: tuple[Resource, ...] = Field(description="사이트 밖의 자료")
    terms: tuple[Term, ...] = Field(description="용어집")
    exams: tuple[Exam, ...] = Field(description="시험과 그 목표")


def model_of(path: tuple[str | int, ...]) -> type[BaseModel]:
    """The model that describes the mapping at ``path`` of the data file."""
    model: type[BaseModel] = Roadmap
    for key in path:
        if isinstance(key, int):
            continue
        inner = _models_in(model.model_fields[key].annotation) if key in model.model_fields else []
        if inner:
            model = inner[0]
    return model


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _models_in(part)]
