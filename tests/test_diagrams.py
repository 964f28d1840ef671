"""Diagrams: Mermaid to SVG that reads aloud, carries no script and takes the site's colours."""

from __future__ import annotations

import contextlib
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from macros.diagrams import DiagramError, draw, fence

FLOW = """\
flowchart LR
  accTitle: 파드와 노드
  accDescr: 파드는 <노드>에서 실행됩니다.
  user["사용자"] --> api["API 서버"]
  api -->|감시| pod["파드"]
  class api focus
"""
SEQUENCE = """\
sequenceDiagram
  accTitle: 순서
  accDescr: 묻고 답합니다.
  participant U as 사용자
  U->>서버: 요청
"""
STATE = """\
stateDiagram-v2
  accTitle: 상태
  accDescr: 기다리다가 실행됩니다.
  [*] --> Pending
  Pending --> Running : 시작됨
"""
SOURCES = [FLOW, SEQUENCE, STATE]
ELEMENTS = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "text", "tspan",
    "marker", "defs",
}  # fmt: skip


def shown(source: str) -> html.HtmlElement:
    return html.fragment_fromstring(fence(source, "mermaid", "mermaid", {}, None))


def text_of(source: str) -> str:
    return "".join(ET.fromstring(draw(source).svg).itertext())


@pytest.mark.parametrize(
    ("source", "labels"),
    [
        (FLOW, ["사용자", "API 서버", "감시", "파드"]),
        (SEQUENCE, ["사용자", "서버", "요청"]),
        (STATE, ["Pending", "Running", "시작됨"]),
    ],
)
def test_labels_are_text_of_the_drawing(source: str, labels: list[str]) -> None:
    for label in labels:
        assert label in text_of(source)


def test_reader_gets_a_caption_and_the_diagram_in_words() -> None:
    figure = shown(FLOW)
    assert figure.tag == "figure"
    assert figure.xpath("string(figcaption)") == "파드와 노드"
    assert figure.xpath("string(details/p)") == "파드는 <노드>에서 실행됩니다."
    (scroll,) = figure.xpath("div[@tabindex='0']")
    assert "파드와 노드" in scroll.get("aria-label")
    (svg,) = figure.xpath(".//svg")
    assert svg.get("aria-hidden") == "true"
    # What is read aloud is not drawn as well.
    assert "accTitle" not in draw(FLOW).svg
    assert "파드와 노드" not in text_of(FLOW)


def test_focus_survives() -> None:
    drawing = ET.fromstring(draw(FLOW).svg)
    focused = [one for one in drawing.iter() if "focus" in (one.get("class") or "").split()]
    assert len(focused) == 1
    assert "API 서버" in "".join(focused[0].itertext())


HOSTILE = [
    "<script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<img src=x onerror=alert(1)>",
    "<foreignObject><body onload=alert(1)></foreignObject>",
    "<a href='javascript:alert(1)'>글</a>",
    "</text><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "#lt;script#gt;alert(1)#lt;/script#gt;",
    "&lt;script&gt;",
]


def assert_harmless(svg: str) -> None:
    for one in ET.fromstring(svg).iter():
        assert one.tag in ELEMENTS
        for name, value in one.attrib.items():
            assert not name.startswith("on")
            assert name not in {"style", "href", "{http://www.w3.org/1999/xlink}href", "fill", "stroke"}
            assert name == "class" or "javascript:" not in value
    assert "<script" not in svg
    assert "<style" not in svg


@pytest.mark.parametrize("source", SOURCES)
def test_drawing_has_elements_of_shape_and_text_alone(source: str) -> None:
    assert_harmless(draw(source).svg)


@pytest.mark.parametrize("label", HOSTILE)
def test_labels_bring_no_markup(label: str) -> None:
    tried = [
        FLOW.replace("API 서버", label),
        FLOW.replace("감시", label),
        FLOW.replace("class api focus", f"class api focus{label}"),
        SEQUENCE.replace("요청", label),
        SEQUENCE.replace("as 사용자", f"as {label}"),
        STATE.replace("시작됨", label),
    ]
    for source in tried:
        with contextlib.suppress(DiagramError):  # refused is as good
            assert_harmless(draw(source).svg)


@pytest.mark.parametrize("field", ["파드와 노드", "파드는 <노드>에서 실행됩니다."])
def test_words_bring_no_markup(field: str) -> None:
    evil = "\"><script>alert('1')</script>&"
    figure = shown(FLOW.replace(field, evil))
    assert figure.xpath("//script") == []
    assert evil in figure.text_content()


def test_same_source_is_drawn_the_same() -> None:
    once = draw(FLOW)
    draw.cache_clear()
    assert draw(FLOW) == once


def ids(source: str) -> set[str]:
    return {one.get("id") or "" for one in shown(source).xpath("//*[@id]")}


def test_two_diagrams_share_no_ids_and_use_their_own() -> None:
    other = FLOW.replace("감시", "요청")
    assert ids(FLOW)
    assert ids(FLOW).isdisjoint(ids(other))
    for source in (FLOW, other, SEQUENCE, STATE):
        used = set(html.fromstring(draw(source).svg).xpath("//@marker-end | //@marker-start"))
        assert used <= {f"url(#{name})" for name in ids(source)}


@pytest.mark.parametrize(
    ("source", "rule", "line"),
    [
        ("", "diagram-empty", -1),
        ("\n  \n", "diagram-empty", -1),
        ("\ngantt\n", "diagram-kind", 1),
        (FLOW.replace('["사용자"]', '["사용자"'), "diagram-syntax", 3),
        (FLOW.replace("|감시|", "|감시"), "diagram-syntax", 4),
        (SEQUENCE.replace("->>", "-"), "diagram-syntax", 4),
        (STATE.replace("-->", "->"), "diagram-syntax", 3),
        (f"{STATE}  Running -> Failed\n", "diagram-syntax", 5),
        (f"{STATE}  style Running fill:red\n", "diagram-style", 5),
    ],
)
def test_wrong_diagram_is_refused_on_its_line(source: str, rule: str, line: int) -> None:
    with pytest.raises(DiagramError) as refused:
        draw(source)
    assert (refused.value.rule, refused.value.line) == (rule, line)


@pytest.mark.parametrize("word", ["linker", "styles", "clicks", "classDefs"])
def test_name_may_begin_like_a_statement(word: str) -> None:
    assert "연결" in text_of(f'{FLOW}  {word}["연결"] --> pod\n')


def test_comment_may_stand_above_the_kind() -> None:
    assert draw(f"%% 그림의 뜻\n{FLOW}").title == "파드와 노드"
