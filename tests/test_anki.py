"""The file of cards: what Anki reads from it, and that cards keep their names."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import markdown
import pytest

from macros.anki import FILE, file_of, question_cards, questions_of, term_cards
from macros.pages import read_page
from macros.quiz import questions
from tests.minimal import catalog
from tests.test_quiz import EXTENSIONS, QUIZ

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Built

LESSON = "kubernetes/basic/pods"


def page(text: str = QUIZ) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def rows(text: str) -> tuple[list[str], list[list[str]]]:
    """The head of the file and its rows, as Anki reads them."""
    lines = text.splitlines(keepends=True)
    head = [line.strip() for line in lines if line.startswith("#")]
    return head, list(csv.reader(lines[len(head) :]))


def test_questions_are_read_from_the_page_as_the_author_wrote_them() -> None:
    single, multiple, free = questions_of(page())
    assert single.text == "<code>Pod</code>는 <strong>무엇</strong>입니까?"
    assert [(one.right, one.text.strip()) for one in single.choices] == [
        (False, "<code>노드</code>입니다."),
        (True, "컨테이너 <code>묶음</code>입니다."),
    ]
    assert "<p>노드는 <code>kubelet</code>이 도는 자리입니다.</p>" in single.choices[0].why
    assert "<pre><code>출력" in single.choices[1].why
    assert [one.right for one in multiple.choices] == [True, True]
    assert (free.choices, "<p>그리고 둘입니다.</p>" in free.answer) == ([], True)


def test_card_asks_without_the_answer_and_answers_with_the_reasons() -> None:
    card = question_cards(LESSON, page())[0]
    assert card.front == (
        "<code>Pod</code>는 <strong>무엇</strong>입니까?"
        "<ol><li><code>노드</code>입니다.</li><li>컨테이너 <code>묶음</code>입니다.</li></ol>"
    )
    assert "정답" not in card.front
    assert "kubelet" in card.back
    assert card.back.count("<strong>정답</strong>") == 1
    assert card.tags == "문제 kubernetes::basic::pods"


def test_links_and_marks_of_the_page_are_left_out() -> None:
    text = "## 점검 문제\n\n### [글](a.md){ .x }은 무엇입니까?\n\n> <b onclick='x()'>답</b> &lt;b&gt; [곳](b.md)\n"
    (card,) = question_cards(LESSON, page(text))
    assert card.front == "글은 무엇입니까?"
    assert card.back == "<p>답 &lt;b&gt; 곳</p>"


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (lambda text: text.replace("무엇**입니까?", "무엇**  입니까"), True),
        (lambda text: text.replace("## 점검 문제", "## 점검 문제\n\n### 새 물음\n\n> 답\n"), True),
        (lambda text: text.replace("`노드`입니다.", "다른 보기"), True),
        (lambda text: text.replace("무엇**입니까?", "왜** 있습니까?"), False),
    ],
)
def test_card_keeps_its_name_when_other_things_change(change: Callable[[str], str], kept: bool) -> None:
    name = question_cards(LESSON, page())[0].guid
    assert (name in [card.guid for card in question_cards(LESSON, page(change(QUIZ)))]) == kept


def test_author_may_name_a_question() -> None:
    text = QUIZ.replace("### `Pod`는 **무엇**입니까?", "### 아주 다른 물음 { #what-is-a-pod }")
    assert question_cards(LESSON, page(text))[0].guid == f"roadmap:{LESSON}:what-is-a-pod"


def test_term_has_both_names_and_its_meaning(tmp_path: Path) -> None:
    card = next(one for one in term_cards(catalog(tmp_path)) if one.guid == "roadmap:term:pod")
    assert card.front == "<strong>파드</strong><br>Pod"
    assert card.back == "가장 작은 단위입니다.<br><em>같은 말: 포드, pods</em>"


def test_file_tells_anki_what_it_is() -> None:
    head, cards = rows(file_of(question_cards(LESSON, page())))
    assert head == [
        "#separator:Comma",
        "#html:true",
        "#deck:Orchestration 로드맵",
        "#columns:GUID,Front,Back,Tags",
        "#guid column:1",
        "#tags column:4",
    ]
    assert [len(card) for card in cards] == [4, 4, 4]
    assert "출력\n" in cards[0][2]  # lines of code stay lines


@pytest.mark.parametrize("where", ["site", "bundle"])
def test_every_question_and_term_is_a_card(where: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(where)
    _, cards = rows((built.folder / FILE).read_text(encoding="utf-8"))
    asked = 0
    for node in built.catalog.lessons.values():
        source = (built.project / "docs" / node.page).read_text(encoding="utf-8")
        asked += len(questions(read_page(node.page, source)))
    kinds = Counter(tags.partition(" ")[0] for *_, tags in cards)
    assert kinds == {"문제": asked, "용어": len(built.catalog.roadmap.terms)}
    assert len({guid for guid, *_ in cards}) == len(cards)
    assert all(front and back and "<a " not in front + back for _, front, back, _ in cards)
