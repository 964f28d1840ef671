"""Terms in lessons: which words are marked, and which are left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from macros.terms import mark_terms
from tests.minimal import DATA, FILES, edit, site

if TYPE_CHECKING:
    from pathlib import Path

    from macros.site import Site

PODS, SERVICES, ACME = "kubernetes/basic/pods", "kubernetes/basic/services", "case-studies/acme"
_TERMS = """\
  - id: node
    ko: 노드
    en: Node
    text: 파드가 도는 기계입니다.
  - id: node-pool
    ko: 노드 풀
    en: node pool
    text: 같은 노드의 묶음입니다.
  - id: mesh-node
    ko: 노드
    en: mesh node
    text: 메쉬의 한 점입니다.
  - id: control-plane
    ko: 컨트롤 플레인
    en: control plane
    text: 클러스터의 `두뇌`입니다.
  - id: watch
    ko: watch
    en: watch
    text: 변화를 지켜보는 요청입니다.
  - id: linux-namespace
    ko: 네임스페이스(리눅스)
    en: Linux namespace
    text: 커널의 기능입니다.
  - id: job
    ko: 잡
    en: Job
    text: 끝나는 일입니다.
"""


@pytest.fixture
def here(tmp_path: Path) -> Site:
    """Pods teach the pod, services (which need pods) the service and the node."""
    text = edit(FILES[DATA], "  - id: pod\n", f"{_TERMS}  - id: pod\n")
    text = edit(text, "terms: [service]", "terms: [service, node, job, linux-namespace]")
    return site(tmp_path, {DATA: text})


def marked(where: Site, html: str, lesson: str = SERVICES) -> list[tuple[str, str]]:
    """The marked words of a lesson with the terms they lead to."""
    made = mark_terms(where, where.catalog.lessons[lesson], html)
    assert re.sub(r'<a class="term-link"[^>]*>([^<]*)</a>', r"\1", made) == html
    return re.findall(r'<a class="term-link" href="[^"]*#([^"]*)"[^>]*>([^<]*)</a>', made)


@pytest.mark.parametrize(
    "word",
    ["파드", "파드는", "파드에서도", "파드들의", "파드이며,", "파드입니다.", "파드(Pod)를", "‘파드’", "Pod가", "Pod/서비스"],
)  # fmt: skip
def test_word_is_found_with_its_particles(word: str, here: Site) -> None:
    found = marked(here, f"<p>그 {word} 봅니다.</p>", PODS)
    assert [term for term, _ in found] == ["pod"]


@pytest.mark.parametrize(
    "word", ["파드너", "새파드", "Podman", "MyPod", "Pod.js", "pod-1", "my-Pod", "노드포트", "Node.js"]
)
def test_part_of_another_word_is_none(word: str, here: Site) -> None:
    assert marked(here, f"<p>{word} 있습니다.</p>") == []


def test_only_the_first_use_is_marked(here: Site) -> None:
    assert marked(here, "<p>파드와 파드</p><p>Pod</p><p>서비스</p>") == [
        ("pod", "파드"),
        ("service", "서비스"),
    ]


def test_longest_word_wins_even_if_it_is_not_marked(here: Site) -> None:
    """A node pool is no node."""
    assert marked(here, "<p>노드 풀과 컨트롤 플레인</p>") == [
        ("node-pool", "노드 풀"),
        ("control-plane", "컨트롤 플레인"),
    ]
    assert marked(here, "<p>노드 풀의 노드</p>") == [("node-pool", "노드 풀"), ("node", "노드")]


@pytest.mark.parametrize(
    ("lesson", "text", "terms"),
    [
        (SERVICES, "파드, 서비스, 노드", ["pod", "service", "node"]),  # its own and those it builds on
        (PODS, "서비스는 노드", []),  # not yet taught, and the words mean much else
        (PODS, "컨트롤 플레인", ["control-plane"]),  # can mean nothing else
        (SERVICES, "watch 요청", []),
        (SERVICES, "손을 잡을 때", []),  # one syllable says nothing
        (ACME, "파드", ["pod"]),  # through two lessons
        (SERVICES, "네임스페이스", ["linux-namespace"]),
        (ACME, "네임스페이스", []),  # elsewhere the word means something else
        (ACME, "네임스페이스(리눅스)", ["linux-namespace"]),
    ],
)
def test_word_means_what_the_lesson_builds_on(lesson: str, text: str, terms: list[str], here: Site) -> None:
    assert [term for term, _ in marked(here, f"<p>{text}</p>", lesson)] == terms


@pytest.mark.parametrize(
    "html",
    [
        "<h2 id='a'>파드</h2>",
        "<p><code>파드</code></p>",
        "<pre><span>파드</span> <span>파드</span></pre>",
        "<p><a href='x'>파드 <em>파드</em></a></p>",
        "<figure class='diagram'><svg><text>파드</text></svg></figure>",
        '<section class="quiz"><div>파드</div></section>',
        '<div class="resources"><div><p>파드</p></div></div>',
        "<details><summary>파드</summary></details>",
        "<!-- <p>파드</p> -->",
        '<p title="파드 > 파드"></p>',
    ],
)
def test_names_code_and_questions_are_left_alone(html: str, here: Site) -> None:
    assert marked(here, html) == []
    assert marked(here, f"{html}<p>파드<br>파드</p>") == [("pod", "파드")]


def test_mark_says_what_the_word_means_and_leads_to_the_glossary(here: Site) -> None:
    made = mark_terms(here, here.catalog.lessons[PODS], "<p>컨트롤 플레인</p>")
    assert 'href="../../../../glossary/#control-plane"' in made
    assert 'data-term="컨트롤 플레인 control plane"' in made
    assert 'data-text="클러스터의 두뇌입니다."' in made


def test_a_page_without_terms_is_as_it_was(here: Site) -> None:
    html = FILES["docs/index.md"]
    assert mark_terms(here, here.catalog.lessons[PODS], html) == html
