"""The first text of a page: every required part, with a comment that says what belongs there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros.load import TopicNode
    from macros.model import Section
    from macros.new.form import Draft

_OPENING = "읽는 사람이 실제로 겪는 문제로 시작하는 한두 문단. 이 글을 마치면 무엇을 할 수 있는지로 맺습니다."
_QUIZ = """

### 물음표로 끝나는 물음을 한 문장으로 씁니다

- [x] 맞는 보기

    왜 맞는지 씁니다.

- [ ] 틀린 보기

    왜 틀리는지 씁니다.

### 스스로 떠올리게 하는 물음에는 보기 대신 모범 답을 씁니다

> 모범 답
"""


def lesson_page(draft: Draft) -> str:
    """The page of a new lesson. Comments are not shown to readers."""
    parts = [f"# {draft.title}", "{{= lesson_header() =}}", _comment(_OPENING)]
    for section in draft.stage.sections:
        parts += [f"## {section.title}", *_section(section)]
    return "\n\n".join(parts) + "\n"


def topic_page(topic: TopicNode) -> str:
    """The page that introduces a topic that had none."""
    opening = _comment("이 주제가 다루는 것과 다루지 않는 것을 한두 문단으로 씁니다.")
    heading = "## 이 주제에서 배우는 것 { #lessons }"
    parts = [f"# {topic.topic.title}", topic.topic.summary, opening, heading, "{{= topic_lessons() =}}"]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> list[str]:
    about = section.about or "이 부분에 맞는 글을 씁니다"
    if section.id == "sources":
        return ["{{= lesson_resources() =}}", _comment(f"{about}.")]
    return [_comment(f"{about}.{_QUIZ if section.id == 'quiz' else ''}")]


def _comment(text: str) -> str:
    # A comment would end at the first of these.
    text = text.replace("--", "—")
    return f"<!-- {text}-->" if text.endswith("\n") else f"<!-- {text} -->"
