"""Anchors of headings: the checks and the build must name the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
import pytest

from macros.checks.project import read_project
from macros.slugs import slugger, unique
from tests.minimal import GLOSSARY, catalog, write_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("왜 필요한가", "why"),
        (" 왜 필요한가 ", "why"),
        ("점검 문제", "quiz"),
        ("파드의 상태", "파드의-상태"),
        ("Pod Lifecycle", "pod-lifecycle"),
        ("1. 준비!", "1-준비"),
        ("kubectl apply -f", "kubectl-apply--f"),
    ],
)
def test_section_keeps_its_fixed_anchor_and_others_their_letters(
    text: str, anchor: str, tmp_path: Path
) -> None:
    assert slugger(catalog(tmp_path).roadmap.stages)(text, "-") == anchor


def test_second_heading_of_a_name_gets_a_number() -> None:
    taken: set[str] = set()
    assert [unique("a", taken) for _ in range(3)] == ["a", "a_1", "a_2"]
    assert unique("", taken) == "_1"


HEADINGS = [
    "## 파드의 상태",
    "## `kubectl get`과 출력",
    "## **굵은** 글",
    "## _기운_ 글",
    "## snake_case와 `a_b`",
    "## [링크](https://example.com/)가 있는 글",
    "## 정해진 이름 { #fixed }",
    "## 정해진 이름 {: #other .class }",
    "## 같은 이름\n\n## 같은 이름\n\n## 같은 이름",
    "## 처음\n\n## 다른 글 { #처음 }",
    "## A & B < C",
    "## 닫는 표 ##",
    "## 이모지 🚀와 기호!",
    "## 1\n\n## 2",
    "### 셋째\n\n#### 넷째",
    "##빈칸 없는 제목",
    "밑줄 제목\n---------",
]


@pytest.mark.parametrize("text", HEADINGS)
def test_checks_know_the_anchors_that_the_build_makes(text: str, tmp_path: Path) -> None:
    write_project(tmp_path, {GLOSSARY: f"# 용어집\n\n{text}\n"})
    project, problems = read_project(tmp_path)
    assert problems == []
    assert project.catalog is not None
    settings = {"toc": {"slugify": slugger(project.catalog.roadmap.stages), "toc_depth": "1-6"}}
    engine = markdown.Markdown(extensions=["toc", "attr_list"], extension_configs=settings)
    made = engine.convert(f"# 용어집\n\n{text}\n")
    anchors = {part.partition('"')[0] for part in made.split(' id="')[1:]}
    assert anchors == project.anchors("glossary.md")
