"""Self-checks: Markdown becomes questions that open their answers without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
import pytest
from lxml import html

from macros.pages import read_page
from macros.quiz import faults, questions

if TYPE_CHECKING:
    from collections.abc import Callable

EXTENSIONS = ["attr_list", "toc", "pymdownx.superfences", "macros.quiz"]

QUIZ = """\
# 글

## 앞

- [ ] 할 일

    설명

## 점검 문제

풀어 보십시오.

### `Pod`는 **무엇**입니까?

- [ ] `노드`입니다.

    노드는 `kubelet`이 도는 자리입니다.

- [x] 컨테이너 `묶음`입니다.

    맞습니다.

    ```text
    출력
    ```

### 모두 고르십시오

- [x] 하나

    맞습니다.

- [X] 둘

    맞습니다.

### 왜 그렇습니까?

> 까닭은 `하나`입니다.
>
> 그리고 둘입니다.

## 출처

### 묶음

- [x] 한 일
"""


def made(text: str) -> tuple[html.HtmlElement, markdown.Markdown]:
    engine = markdown.Markdown(extensions=EXTENSIONS)
    return html.fragment_fromstring(engine.convert(text), create_parent="main"), engine


@pytest.fixture
def page() -> html.HtmlElement:
    return made(QUIZ)[0]


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_each_question_is_a_box_with_its_title(page: html.HtmlElement) -> None:
    titles = page.xpath("//*[@class='quiz']/*[1]")
    assert [said(one) for one in titles] == ["Pod는 무엇입니까?", "모두 고르십시오", "왜 그렇습니까?"]
    assert {(one.get("role"), one.get("aria-level")) for one in titles} == {("heading", "3")}
    assert [said(one) for one in titles[0]] == ["Pod", "무엇"]


def test_choice_opens_to_its_mark_and_its_reason(page: html.HtmlElement) -> None:
    wrong, right = page.xpath("(//*[@class='quiz'])[1]//details")
    assert [said(one) for one in wrong.xpath("summary")] == ["노드입니다."]
    assert [said(one) for one in wrong.xpath("div/*")] == ["오답", "노드는 kubelet이 도는 자리입니다."]
    assert [said(one) for one in right.xpath("summary")] == ["컨테이너 묶음입니다."]
    assert [said(one) for one in right.xpath("div/*")] == ["정답", "맞습니다.", "출력"]
    assert (wrong.get("data-right"), right.get("data-right")) == ("false", "true")
    assert not page.xpath("//details[@open]")


def test_code_in_a_choice_stays_code(page: html.HtmlElement) -> None:
    assert page.xpath("//summary/code/text()") == ["노드", "묶음"]


def test_marks_are_not_shown(page: html.HtmlElement) -> None:
    boxes = page.xpath("//*[@class='quiz']")
    assert not any("[x]" in said(box) or "[ ]" in said(box) for box in boxes)


def test_question_says_whether_several_choices_are_right(page: html.HtmlElement) -> None:
    assert page.xpath("//*[@class='quiz']/@data-kind") == ["single", "multiple"]


def test_free_question_opens_to_its_model_answer(page: html.HtmlElement) -> None:
    (recall,) = page.xpath("//details[@class='quiz__recall']")
    assert said(recall.xpath("summary")[0]) == "모범 답 보기"
    assert [said(one) for one in recall.xpath("div/*")] == ["까닭은 하나입니다.", "그리고 둘입니다."]
    assert page.xpath("//blockquote") == []


def test_questions_are_not_in_the_table_of_contents() -> None:
    element, engine = made(QUIZ)
    contents = str(getattr(engine, "toc", ""))
    assert "점검 문제" in contents
    assert "묶음" in contents
    assert "모두 고르십시오" not in contents
    assert "모두 고르십시오" in said(element)


def names(text: str) -> list[str]:
    return [str(name) for name in made(text)[0].xpath("//*[@class='quiz']/@data-question")]


def test_question_has_a_name_of_its_own_that_a_link_can_use(page: html.HtmlElement) -> None:
    found = names(QUIZ)
    assert len(set(found)) == 3
    assert page.xpath("//*[@class='quiz__question']/@id") == found


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda text: text.replace("### 모두 고르십시오", "### 모두  고르십시오."), True),
        (lambda text: text.replace("### 모두 고르십시오", "### **모두** 고르십시오"), True),
        (lambda text: text.replace("- [x] 하나", "- [x] 다른 보기"), True),
        (lambda text: text.replace("### 모두 고르십시오", "### 하나만 고르십시오"), False),
    ],
)
def test_question_keeps_its_name_as_long_as_its_letters(change: Callable[[str], str], same: bool) -> None:
    assert (names(change(QUIZ))[1] == names(QUIZ)[1]) == same


def test_order_of_questions_does_not_change_their_names() -> None:
    text = QUIZ.replace("풀어 보십시오.", "풀어 보십시오.\n\n### 새 물음\n\n> 답")
    assert names(text)[1:] == names(QUIZ)


def test_author_may_name_a_question() -> None:
    assert (
        names(QUIZ.replace("### 모두 고르십시오", "### 모두 고르십시오 { #all-of-them }"))[1] == "all-of-them"
    )


def test_place_of_the_button_is_kept_where_there_are_choices(page: html.HtmlElement) -> None:
    bars = [len(box.xpath("div[contains(@class, 'quiz__bar')]")) for box in page.xpath("//*[@class='quiz']")]
    assert bars == [1, 1, 0]


def test_task_lists_of_other_sections_are_left_alone(page: html.HtmlElement) -> None:
    outside = page.xpath("//li[not(ancestor::*[@class='quiz'])]")
    assert [said(one) for one in outside] == ["[ ] 할 일 설명", "[x] 한 일"]
    assert page.xpath("//h3")[0].text == "묶음"


def test_text_before_the_first_question_stays(page: html.HtmlElement) -> None:
    assert "풀어 보십시오." in [said(one) for one in page.xpath("/main/p")]


def test_title_of_the_section_may_have_an_anchor() -> None:
    element, _ = made(QUIZ.replace("## 점검 문제", "## 점검 문제 { #test }"))
    assert len(element.xpath("//*[@class='quiz']")) == 3
    assert [one.get("id") for one in element.xpath("//h2")][1] == "test"


def test_ordinary_list_and_text_in_a_question_are_kept() -> None:
    element, _ = made("## 점검 문제\n\n### 물음\n\n글\n\n- 가\n- 나\n\n> 답\n")
    (box,) = element.xpath("//*[@class='quiz']")
    assert [one.tag for one in box] == ["div", "p", "ul", "details"]


# ── reading the source ────────────────────────────────────────────────────────


def test_questions_are_read_with_their_lines() -> None:
    found = questions(read_page("docs/a.md", QUIZ))
    assert [(one.text, one.line, len(one.choices), one.answer) for one in found] == [
        ("Pod는 무엇입니까?", 13, 2, False),
        ("모두 고르십시오", 27, 2, False),
        ("왜 그렇습니까?", 37, 0, True),
    ]
    assert [(one.line, one.right, one.explained) for one in found[0].choices] == [
        (15, False, True),
        (19, True, True),
    ]
    assert [fault for one in found for fault in faults(one)] == []


def wrong_lines(text: str) -> list[int]:
    page = read_page("docs/a.md", f"## 점검 문제\n\n### 물음\n\n{text}")
    return [line for one in questions(page) for line, _, _ in faults(one)]


def test_page_without_the_section_has_no_questions() -> None:
    assert questions(read_page("docs/a.md", "# 글\n\n### 물음\n\n- [x] 예\n")) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [3]),
        ("글\n", [3]),
        ("> 답\n", []),
        ("- [x] 하나\n\n    까닭\n", [3]),
        ("- [ ] 하나\n\n    까닭\n\n- [ ] 둘\n\n    까닭\n", [3]),
        ("- [ ] 하나\n\n    까닭\n\n- [x] 둘\n", [9]),
        ("- [ ] 하나\n\n- [x] 둘\n\n    까닭\n", [5]),
        ("- [ ] 하나\n- [x] 둘\n", [5, 6]),
        ("- [ ] 하나\n    까닭\n\n- [x] 둘\n\n    까닭\n", [5]),
        ("- [ ] 하나\n\n  까닭\n\n- [x] 둘\n\n    까닭\n", [5]),
        ("```text\n- [x] 하나\n> 답\n```\n", [3]),
    ],
)
def test_wrong_questions_are_found(text: str, lines: list[int]) -> None:
    assert wrong_lines(text) == lines
