"""The scanner of pages: what is text, what is code, and on which line it stands."""

from __future__ import annotations

import pytest

from macros.pages import Page, read_page


def scanned(text: str) -> Page:
    return read_page("docs/page.md", text)


def rules(page: Page) -> list[tuple[int, str]]:
    return [(found.place.line, found.rule) for found in page.problems]


def targets(text: str) -> list[str]:
    return [link.target for link in scanned(text).links]


# ── front matter ──────────────────────────────────────────────────────────────


def test_lines_are_counted_with_the_front_matter() -> None:
    page = scanned("---\ntitle: 가\nhide: [toc]\n---\n\n# 제목\n\n[글](a.md)\n")
    assert page.meta == {"title": "가", "hide": ("toc",)}
    assert [(heading.text, heading.line) for heading in page.headings] == [("제목", 6)]
    assert [(link.target, link.line, link.column) for link in page.links] == [("a.md", 8, 1)]


def test_rule_in_the_text_is_no_front_matter() -> None:
    page = scanned("# 제목\n\n---\n\n## 둘\n")
    assert page.meta == {}
    assert [heading.text for heading in page.headings] == ["제목", "둘"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\ntitle: 가\n", [(1, "front-matter")]),
        ("---\n- 가\n---\n", [(2, "front-matter")]),
        ("---\na: 1\nb: [\n---\n", [(3, "yaml-syntax")]),
        ("---\na: 1\na: 2\n---\n", [(3, "duplicate-key")]),
        ("---\na: 1\n---", []),
        ("---\n---\n", []),
        ("", []),
    ],
)
def test_front_matter_is_closed_and_made_of_keys(text: str, found: list[tuple[int, str]]) -> None:
    assert rules(scanned(text)) == found


# ── fences ────────────────────────────────────────────────────────────────────


def fences(text: str) -> list[tuple[str, int, str]]:
    return [(fence.language, fence.line, fence.text) for fence in scanned(text).fences]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```yaml\na: 1\n```\n", [("yaml", 2, "a: 1")]),
        ("~~~yaml\na: 1\n~~~\n", [("yaml", 2, "a: 1")]),
        ("````markdown\n```yaml\na: 1\n```\n````\n", [("markdown", 2, "```yaml\na: 1\n```")]),
        ("~~~text\n```\n~~~\n", [("text", 2, "```")]),
        ("- 글\n\n    ```yaml\n    a:\n      b: 1\n    ```\n", [("yaml", 4, "a:\n  b: 1")]),
        ("> ```text\n> a\n> ```\n", [("text", 2, "a")]),
        ("```yaml title='a'\na\n```\n", [("yaml", 2, "a")]),
        ("```YAML\n```\n", [("yaml", 2, "")]),
        ("```text\na\n```   \n글\n", [("text", 2, "a")]),
        ("`` ```글``` ``\n", []),
    ],
)
def test_fence_has_its_language_its_line_and_its_text(text: str, found: list[tuple[str, int, str]]) -> None:
    assert fences(text) == found
    assert scanned(text).problems == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```yaml\na\n", [(1, "fence-unclosed")]),
        ("글\n\n````yaml\na\n```\n", [(3, "fence-unclosed")]),
        ("    ~~~yaml\n    a\n~~~\n", [(1, "fence-unclosed")]),
        ("```yaml\na\n````\n", [(1, "fence-unclosed")]),
        ("```\na\n```\n", [(1, "fence-language")]),
        ("글\n\n~~~ \na\n~~~\n", [(3, "fence-language")]),
    ],
)
def test_fence_is_closed_and_names_its_language(text: str, found: list[tuple[int, str]]) -> None:
    assert rules(scanned(text)) == found


def test_nothing_inside_a_fence_is_text() -> None:
    text = "```text\n# 제목\n[글](a.md)\n<a href='b'>\n<!--\n```\n\n# 진짜\n\n[글](c.md)\n"
    page = scanned(text)
    assert [heading.text for heading in page.headings] == ["진짜"]
    assert [link.target for link in page.links] == ["c.md"]
    assert page.problems == []


# ── comments ──────────────────────────────────────────────────────────────────


def test_nothing_inside_a_comment_is_text() -> None:
    page = scanned("# 하나 <!-- [글](a.md) -->\n<!--\n## 둘\n```\n-->\n## 셋 <!-- x --> 넷\n")
    assert [heading.text.split() for heading in page.headings] == [["하나"], ["셋", "넷"]]
    assert page.links == []
    assert page.problems == []


def test_link_after_a_comment_keeps_its_column() -> None:
    (link,) = scanned("<!-- 글 --> [글](a.md)\n").links
    assert link.column == 12


def test_code_about_comments_opens_none() -> None:
    page = scanned("# 하나\n\nHTML 주석은 `<!--`로 시작합니다.\n\n## 둘\n")
    assert [heading.text for heading in page.headings] == ["하나", "둘"]


# ── headings ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# 제목", (1, "제목", "")),
        ("## 제목 ##", (2, "제목", "")),
        ("### `kubectl` **꼭** 쓰기", (3, "kubectl 꼭 쓰기", "")),
        ("## [글](a.md)의 제목", (2, "글의 제목", "")),
        ("## 제목 { #id }", (2, "제목", "id")),
        ("## 제목 {#id}", (2, "제목", "id")),
        ("## 제목 {: #id .class }", (2, "제목", "id")),
        ("## 제목 { .class #id data-x=1 }", (2, "제목", "id")),
        ("## 제목 {x}", (2, "제목 {x}", "")),
        ("#\t제목", (1, "제목", "")),
        ("## 제목 { #id }\r", (2, "제목", "id")),
    ],
)
def test_heading_has_its_level_its_text_and_its_id(text: str, found: tuple[int, str, str]) -> None:
    (heading,) = scanned(f"{text}\n").headings
    assert (heading.level, heading.text, heading.id) == found


@pytest.mark.parametrize("text", ["####### 일곱", "    # 코드", "- # 목록", "\\# 글"])
def test_other_lines_are_no_headings(text: str) -> None:
    assert scanned(f"{text}\n").headings == []


def test_section_ends_before_the_next_one() -> None:
    page = scanned("# 제목\n\n## 가\n\n### 안\n\n## 나\n\n끝\n")
    assert page.section("가") == (4, 7)
    assert page.section("나") == (8, 11)
    assert page.section("다") is None


# ── links ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[글](a.md) 그리고 [글](b.md#c)", ["a.md", "b.md#c"]),
        ('[글](a.md "제목")', ["a.md"]),
        ("[글](<a.md>)", ["a.md"]),
        ("[`코드`](a.md)", ["a.md"]),
        ("![그림](a.png)", ["a.png"]),
        ("[글][가]\n\n[가]: a.md", ["a.md"]),
        ("[^1]: 각주", []),
        ("`[글](a.md)`", []),
        ("`` `[글](a.md)` ``", []),
        ("- [ ] 할 일", []),
        ("a[0](1)", ["1"]),
        ("글 [괄호] (사이)", []),
    ],
)
def test_links_are_found_and_code_is_not(text: str, found: list[str]) -> None:
    assert targets(text) == found


def test_image_is_told_from_a_link() -> None:
    assert [(link.image, link.text) for link in scanned("![그림](a.png) [글](b.md) ![](c.png)").links] == [
        (True, "그림"),
        (False, "글"),
        (True, ""),
    ]
