"""The catalogue: what the data file says can be looked up, in the file's order."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from macros.load import load
from macros.model import Lesson
from tests.minimal import BASIC, CASE, DATA, FILES, THEORY, catalog, edited, write_project

if TYPE_CHECKING:
    from pathlib import Path

    from macros.load import Catalog

TOPICS = ["overview", "kubernetes", "kubernetes/basic", "case-studies"]
LESSONS = [
    "kubernetes/basic/pods",
    "kubernetes/basic/services",
    "kubernetes/basic/shop",
    "case-studies/acme",
]


@pytest.fixture
def loaded(tmp_path: Path) -> Catalog:
    return catalog(tmp_path)


def below_docs(path: str) -> str:
    return path.removeprefix("docs/")


def test_good_file_is_loaded_without_problems(tmp_path: Path) -> None:
    write_project(tmp_path, edited(DATA, ("minutes: 40", "minutes: forty")))
    refused, problems = load(tmp_path)
    assert refused is None
    assert [found.rule for found in problems] == ["wrong-type"]
    assert load(write_project(tmp_path))[1] == []


def test_ids_are_the_slugs_of_the_folders_above(loaded: Catalog) -> None:
    assert list(loaded.topics) == TOPICS
    assert list(loaded.lessons) == LESSONS


def test_order_is_that_of_the_file(tmp_path: Path) -> None:
    text = FILES[DATA]
    start, middle, end = (text.index(f"          - slug: {name}\n") for name in ("pods", "services", "shop"))
    swapped = text[:start] + text[middle:end] + text[start:middle] + text[end:]
    other = catalog(tmp_path, {DATA: swapped})
    assert list(other.lessons)[:2] == LESSONS[1::-1]


def test_topic_knows_its_folder_page_and_parents(loaded: Catalog) -> None:
    basic = loaded.topics["kubernetes/basic"]
    assert basic.folder == "orchestration/kubernetes/basic"
    assert basic.page == below_docs(BASIC)
    assert [parent.id for parent in basic.parents] == ["kubernetes"]


def test_lesson_knows_its_page_and_topic(loaded: Catalog) -> None:
    pods = loaded.lessons["kubernetes/basic/pods"]
    assert pods.page == below_docs(THEORY)
    assert pods.topic is loaded.topics["kubernetes/basic"]
    assert pods.lesson.title == "파드"


def test_nodes_are_found_by_their_pages(loaded: Catalog) -> None:
    assert loaded.lesson_of_page[below_docs(CASE)].id == "case-studies/acme"
    assert loaded.topic_of_page[below_docs(BASIC)].id == "kubernetes/basic"
    assert below_docs(BASIC) not in loaded.lesson_of_page
    assert below_docs(CASE) not in loaded.topic_of_page


def test_every_page_has_a_title(loaded: Catalog) -> None:
    pages = {below_docs(path) for path in FILES if path.endswith(".md")}
    assert loaded.pages.keys() == pages
    assert loaded.pages[below_docs(THEORY)] == "파드"
    assert loaded.pages["glossary.md"] == "용어집"


@pytest.mark.parametrize(
    ("topic", "lessons"),
    [
        ("kubernetes", LESSONS[:3]),
        ("kubernetes/basic", LESSONS[:3]),
        ("case-studies", LESSONS[3:]),
        ("overview", []),
    ],
)
def test_below_has_the_lessons_of_the_whole_branch(topic: str, lessons: list[str], loaded: Catalog) -> None:
    assert [node.id for node in loaded.below(topic)] == lessons


def test_below_is_not_fooled_by_names_that_begin_alike(tmp_path: Path) -> None:
    changes = edited(
        DATA, ("slug: case-studies", "slug: kubernetes-cases"), ("    lesson: case-studies/acme\n", "")
    )
    assert [node.id for node in catalog(tmp_path, changes).below("kubernetes")] == LESSONS[:3]


def test_entries_of_pages_are_found_in_the_file(loaded: Catalog) -> None:
    lines = FILES[DATA].splitlines()
    assert "slug: pods" in lines[loaded.places[below_docs(THEORY)].line - 1]
    assert "slug: basic" in lines[loaded.places[below_docs(BASIC)].line - 1]
    assert "path: glossary.md" in lines[loaded.places["glossary.md"].line - 1]


def test_values_have_the_types_of_the_model(loaded: Catalog) -> None:
    version = loaded.roadmap.versions[0]
    assert version.version == "1.36.4"
    assert version.released == datetime.date(2026, 8, 11)
    book = loaded.roadmap.resources[1]
    assert book.correction is not None
    assert book.correction.date == "2025"
    assert loaded.roadmap.cases[0].figures[0].date == "2024-05-20"


def test_nothing_loaded_can_be_changed(loaded: Catalog) -> None:
    pods = loaded.lessons["kubernetes/basic/pods"]
    with pytest.raises(ValidationError, match="frozen"):
        pods.lesson.title = "포드"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        pods.id = "x"  # type: ignore[misc]
    assert isinstance(pods.lesson.goals, tuple)


def test_nothing_is_converted() -> None:
    good = {"slug": "a", "title": "b", "stage": "theory", "minutes": 5, "summary": "c", "goals": ("하기",)}
    assert Lesson.model_validate(good).minutes == 5
    for wrong in ({"minutes": "5"}, {"minutes": 5.0}, {"goals": ["하기"]}, {"title": 1}, {"more": 1}):
        with pytest.raises(ValidationError):
            Lesson.model_validate({**good, **wrong})
