"""What is found, and what comes first: the engine in a browser, on a handful of made-up pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from macros.search.index import Indexed, PageText, make_index
from macros.search.sections import Section
from macros.search.words import form, parts, words
from tests.minimal import DATA, catalog, edited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    Find = Callable[..., Any]

ENGINE = Path(__file__).parents[1] / "docs/assets/javascripts/search-engine.js"
TERMS = """\
  - id: service-mesh
    ko: 서비스 메쉬
    en: service mesh
    aliases: [메시, 메쉬]
    text: 서비스 사이의 통신을 맡습니다.
  - id: autoscaling
    ko: 수평 파드 오토스케일링
    en: HorizontalPodAutoscaler
    aliases: [HPA, 오토스케일링]
    text: 파드의 수를 부하에 맞춥니다.

exams:
"""
# Title, goals and terms of the data file, then sections of text and code.
PAGES: dict[str, tuple[str, str, tuple[str, ...], list[tuple[str, str, str]]]] = {
    "pods": (
        "파드",
        "파드의 상태를 읽기",
        ("pod",),
        [
            ("파드", "파드(Pod)는 컨테이너를 묶습니다. 파드가 재시작되면 숫자가 늘어납니다.", ""),
            (
                "로그를 읽는다",
                "kubectl logs로 로그를 봅니다. CrashLoopBackOff가 보입니다.",
                "$ kubectl logs web\nhello",
            ),
        ],
    ),
    "services": (
        "서비스",
        "서비스로 파드를 찾아가기",
        ("service",),
        [
            (
                "서비스",
                "서비스는 파드 앞의 주소입니다. externalTrafficPolicy를 정합니다.",
                "$ kubectl expose web",
            )
        ],
    ),
    "nodes": (
        "노드 비우기",
        "노드를 안전하게 비우기",
        (),
        [
            (
                "노드 비우기",
                "노드를 고치려면 kubectl drain으로 비웁니다. 파드가 옮겨집니다.",
                "$ kubectl drain n1",
            ),
            ("느려질 때", "요청이 느립니다. 느린 까닭을 찾고, 느리면 늘립니다.", ""),
        ],
    ),
    "mesh": (
        "왜 서비스 메쉬인가",
        "서비스 메쉬가 하는 일을 설명하기",
        ("service-mesh",),
        [("왜 서비스 메쉬인가", "서비스 메쉬는 암호화를 맡습니다. 이스티오(Istio)는 프록시를 붙입니다.", "")],
    ),
    "scaling": (
        "늘리고 줄이기",
        "부하에 맞추어 늘리기",
        ("autoscaling",),
        [
            (
                "늘리고 줄이기",
                "부하가 늘면 파드를 늘립니다. 롤링업데이트와는 다릅니다. 쿠버네티스에서 합니다.",
                "",
            )
        ],
    ),
    "rollout": (
        "디플로이먼트",
        "새 버전을 내보내고 되돌리기",
        (),
        [
            (
                "롤링 업데이트",
                "디플로이먼트(Deployment)는 롤링 업데이트로 버전을 바꿉니다. 쿠버네티스가 맡습니다.",
                "",
            )
        ],
    ),
}


def indexed(heading: str, prose: str, code: str) -> Indexed:
    text = dict.fromkeys((*words(prose), *words(code), *parts(prose)), 1.0)
    text |= {told: 1.0 for told in ("kubectl drain", "kubectl logs", "kubectl expose") if told in code}
    return Indexed(
        Section(heading.replace(" ", "-"), heading, prose, code), text, dict.fromkeys(words(heading), 1.0)
    )


@pytest.fixture(scope="module")
def find(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Find]:
    """A function that asks the engine: the names of the pages it finds, or what `look` makes of its answer."""
    data = catalog(
        tmp_path_factory.mktemp("project"), edited(DATA, ("exams:\n  - id: cka\n", f"{TERMS}  - id: cka\n"))
    )
    pages = [
        PageText(
            name,
            title,
            "lesson",
            ("theory", "이론"),
            "기초",
            goals,
            terms,
            (),
            tuple(indexed(*one) for one in text),
        )
        for name, (title, goals, terms, text) in PAGES.items()
    ]
    index, _ = make_index(pages, data)
    page = browser.new_page()
    page.add_script_tag(path=ENGINE)
    page.evaluate("(index) => { self.engine = roadmapSearchEngine.start(index); }", index)

    def ask(
        question: str, look: str = "answer.results.map((one) => one.page.url)", *, typing: bool = False
    ) -> Any:
        return page.evaluate(
            f"([question, typing]) => {{ const answer = engine.find(question, {{ typing }}); return {look}; }}",
            [question, typing],
        )

    yield ask
    page.close()


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "???",
        "를",
        "ㅋㅋㅋ",
        "🙂",
        "<b>",
        "(((",
        "\\",
        ".*",
        "a" * 200,
        "가" * 200,
        "__proto__",
        "ㅏ",
        "\x00",
    ],
)
def test_any_question_is_answered(find: Find, question: str) -> None:
    """With nothing, mostly; never with an error."""
    assert find(question, "Array.isArray(answer.results)")
    assert find(question, "Array.isArray(answer.nearest)", typing=True)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        # particles and endings
        ("파드를", "pods"),
        ("파드들에서는", "pods"),
        ("쿠버네티스를", "scaling rollout"),
        ("재시작될 때", "pods"),
        ("재시작했어요", "pods"),
        ("느려요", "nodes"),
        ("느려졌습니다", "nodes"),
        ("비우려면", "nodes"),
        # spaces
        ("서비스메쉬", "mesh"),
        ("롤링업데이트 방법", "rollout scaling"),
        ("디플로이 먼트", "rollout"),
        # spelling, the other language, short forms
        ("서비스 메시", "mesh"),
        ("메시는", "mesh"),
        ("service mesh", "mesh"),
        ("디플로이", "rollout"),
        ("deployment", "rollout"),
        ("deployments", "rollout"),
        ("hpa", "scaling"),
        ("오토스케일링", "scaling"),
        ("포드", "pods"),
        ("istio", "mesh"),
        ("이스티오(Istio)는", "mesh"),
        ("Pod가", "pods"),
        # code
        ("kubectl drain", "nodes"),
        ("externalTrafficPolicy", "services"),
        ("traffic policy", "services"),
        ("CrashLoopBackOff", "pods"),
        # questions
        ("파드 로그 보는 법", "pods"),
        ("노드는 어떻게 비우나요?", "nodes"),
        # mistypings and sounds
        ("디플로이멘트", "rollout"),
        ("쿠버네티즈", "scaling rollout"),
        ("CrashLoopBackof", "pods"),
        ("deploymnet", "rollout"),
        ("써비스", "services"),
        # the other keyboard
        ("vkem", "pods"),
        ("vkemfmf", "pods"),
        ("shem qldnrl", "nodes"),
        ("vkem 로그", "pods"),
        ("ㅔㅐㅇ", "pods"),
    ],
)
def test_the_page_that_is_meant_comes_first(find: Find, question: str, first: str) -> None:
    assert find(question)[0] in first.split()


@pytest.mark.parametrize(
    ("part", "first"), [("팓", "pods"), ("디플ㄹ", "rollout"), ("crashl", "pods"), ("서비스 메", "mesh")]
)
def test_the_last_word_may_be_unfinished(find: Find, part: str, first: str) -> None:
    """While an input method puts a syllable together, too."""
    assert find(part, typing=True)[0] == first


def test_the_page_that_teaches_it_comes_before_those_that_mention_it(find: Find) -> None:
    found = find("파드")
    assert found[0] == "pods"
    assert {"services", "scaling"} <= set(found[1:])


def test_a_result_names_the_section(find: Find) -> None:
    look = "answer.results[0].sections.map((one) => [one.heading, one.anchor, one.number])"
    assert find("파드 로그", look)[0] == ["로그를 읽는다", "로그를-읽는다", 1]


@pytest.mark.parametrize("question", ["김치찌개", "qwrtpsdf", "김치찌개 레시피를 알려 주세요"])
def test_what_no_page_has_is_not_found(find: Find, question: str) -> None:
    assert find(question) == []


def test_what_is_near_is_offered_when_nothing_is_found(find: Find) -> None:
    assert "수평 파드 오토스케일링" in find("오토스파일님", "answer.nearest.map((one) => one.text)")


def test_words_that_were_read_differently_are_told(find: Find) -> None:
    assert find("vkem", "answer.instead") == [["vkem", "파드"]]
    assert find("디플로이멘트", "answer.instead") == [["디플로이멘트", "디플로이먼트"]]
    assert find("파드 김치찌개", "answer.missing") == ["김치찌개"]
    assert find("파드", "[answer.instead, answer.missing]") == [[], []]


def test_terms_that_were_named_are_told(find: Find) -> None:
    assert find("서비스 메쉬를 쓰는 까닭", "answer.terms.map((one) => one.id)") == ["service-mesh"]


def test_matched_words_are_known_with_their_endings(find: Find) -> None:
    look = "['로그를', '로그', '프로그램', '파드를', '파드까지', 'pod'].filter(answer.isHit)"
    assert find("로그 파드", look) == ["로그를", "파드를", "pod"]  # what the pages have, in either language


@pytest.mark.parametrize(
    "word", ["파드", "쿠버네티스", "돼", "느려져", "값", "웹", "닭", "얘기", "의존", "Pod"]
)
def test_python_and_the_browser_write_words_alike(find: Find, word: str) -> None:
    assert find(word, "roadmapSearchEngine.formOf(question)") == form(word)


@pytest.mark.parametrize(
    ("keys", "hangul"),
    [("vkem", "파드"), ("Vkem", "파드"), ("rkqt", "값"), ("Ekdlfk", "따이라"), ("pod", ""), ("x1", "")],
)
def test_keys_become_hangul_only_if_they_type_it(find: Find, keys: str, hangul: str) -> None:
    assert find(keys, "roadmapSearchEngine.hangul(question)") == hangul
