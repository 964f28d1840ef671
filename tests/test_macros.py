"""Macros: what each shows, that data never becomes markup, which entries are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from lxml import html

from macros.checks import check
from macros.load import load
from macros.pagemacros import MACROS, MacroError
from macros.site import Site
from tests.minimal import DATA, FILES, MANIFEST, edited, site, write_project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.minimal import Changes

LESSON = "orchestration/kubernetes/basic/services.md"
TOPIC = "orchestration/kubernetes/basic/index.md"
HOME = "index.md"

# A call of each macro: the page it stands on, its arguments, text that it shows.
CALLS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "roadmap": (HOME, (), "파드"),
    "hero": (HOME, (), "파드"),
    "my_progress": (HOME, (), "파드"),
    "progress_record": (HOME, (), "점검 문제 3개"),
    "anki_cards": (HOME, (), "점검 문제 3개와 용어 2개"),
    "stages": (HOME, (), "이론 학습"),
    "topic_tree": (HOME, (), "kubernetes"),
    "topic_contents": (HOME, (), "Pod와 Service"),
    "topic_lessons": (TOPIC, (), "서비스를 띄웁니다."),
    "lesson_header": (LESSON, (), "서비스를 띄우기"),
    "lesson_resources": (LESSON, (), "Kubernetes 책"),
    "manifest": (LESSON, ("web.yaml",), "kind: Service"),
    "resources": (HOME, (), "아크메 발표"),
    "recommended": (HOME, (), "Kubernetes 첫 책"),
    "case_studies": (HOME, (), "조금씩 옮긴다."),
    "claimed_cases": (HOME, (), "모두 옮겼다"),
    "exam_coverage": (HOME, (), "Understand Jobs"),
    "versions": (HOME, (), "1.39.0"),
    "version": (HOME, ("kubernetes",), "1.36.4"),
    "glossary": (HOME, (), "가장 작은 단위입니다."),
    "lesson_form": (HOME, (), "왜 필요한가"),
    "lab_results": (HOME, (), "파드"),
    "data_fields": (HOME, ("lesson",), "minutes"),
    "check_rules": (HOME, (), "kubernetes/basic/pods"),
}


def call(where: Site, name: str, *args: str, here: str = HOME, **kwargs: str) -> str:
    return MACROS[name](where, here, *args, **kwargs)


def shown(where: Site, name: str, *args: str, here: str = HOME, **kwargs: str) -> html.HtmlElement:
    """What a macro shows, as elements."""
    return html.fragment_fromstring(call(where, name, *args, here=here, **kwargs), create_parent="body")


def texts(found: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in found.xpath(path)]


@pytest.fixture
def good(tmp_path: Path) -> Site:
    return site(tmp_path)


@pytest.mark.parametrize("name", MACROS)
def test_macro_shows_what_the_data_file_says(name: str, good: Site) -> None:
    here, args, expected = CALLS[name]
    made = call(good, name, *args, here=here)
    assert expected in html.fragment_fromstring(made, create_parent="body").text_content()


@pytest.mark.parametrize("name", MACROS)
def test_macro_makes_one_block_for_markdown(name: str, good: Site) -> None:
    if name in {"manifest", "check_rules"}:  # Markdown itself
        return
    here, args, _ = CALLS[name]
    made = call(good, name, *args, here=here)
    assert "\n\n" not in made
    assert len(html.fragments_fromstring(made)) == 1


# ── data never becomes markup ─────────────────────────────────────────────────

EVIL = """<script>alert("1")</script>&amp;'</div>"""
# Keys whose values are free text; the others are ids, numbers, dates and addresses.
FREE = {
    "title", "original", "short", "summary", "contents", "goals", "note", "text", "claim", "decision",
    "organisation", "use", "outdated", "by", "authors", "edition", "publisher", "ko", "en", "code",
}  # fmt: skip


def hostile(value: Any, key: str = "") -> Any:
    """Put markup before every free text of the data file."""
    if isinstance(value, dict):
        return {name: hostile(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [hostile(one, key) for one in value]
    return f"{EVIL}{value}" if key in FREE and isinstance(value, str) else value


def hostile_data() -> Changes:
    text = yaml.safe_dump(hostile(yaml.safe_load(FILES[DATA])), allow_unicode=True, sort_keys=False)
    return {DATA: text}


@pytest.mark.parametrize(
    "name", sorted(MACROS.keys() - {"version", "manifest", "data_fields", "check_rules"})
)
def test_markup_in_data_is_shown_as_text(name: str, tmp_path: Path) -> None:
    write_project(tmp_path, hostile_data())
    catalog, problems = load(tmp_path)
    if catalog is None:  # refused is as good
        assert {found.rule for found in problems} == {"bad-value"}
        return
    here, args, _ = CALLS[name]
    made = call(Site(tmp_path, catalog), name, *args, here=here)
    assert "<script" not in made
    found = html.fragment_fromstring(made, create_parent="body")
    if name != "topic_tree":  # shows the names of folders only
        assert EVIL in found.text_content()
    assert len(html.fragments_fromstring(made)) == 1, "an element was closed by data"
    written = {value for one in found.iter() for value in one.attrib.values() if "script" in value}
    assert all(value.startswith(EVIL) for value in written)


def test_markup_in_a_version_is_refused_or_shown_as_text(tmp_path: Path) -> None:
    write_project(tmp_path, edited(DATA, ('"1.36.4"', "'<b>1.36.4</b>'")))
    catalog, problems = load(tmp_path)
    if catalog is None:
        assert [found.rule for found in problems] == ["bad-value"]
    else:
        assert "<b>" not in call(Site(tmp_path, catalog), "version", "kubernetes")


def test_code_in_data_is_set_as_code(good: Site) -> None:
    assert texts(shown(good, "lesson_header", here=LESSON), "//li/code") == ["kubectl"]
    assert texts(shown(good, "glossary"), "//dd/code") == ["고정"]


# ── which entries are chosen ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        ({}, ["Kubernetes 문서", "Kubernetes 책", "아크메 발표"]),
        ({"kind": "book"}, ["Kubernetes 책"]),
        ({"kind": "exam"}, []),
        # Named itself, named below it, or used by a lesson below it.
        ({"topic": "kubernetes"}, ["Kubernetes 문서", "Kubernetes 책"]),
        ({"topic": "kubernetes/basic"}, ["Kubernetes 문서", "Kubernetes 책"]),
        ({"topic": "case-studies"}, ["아크메 발표"]),
        ({"topic": "overview"}, []),
        ({"lesson": "kubernetes/basic/pods"}, ["Kubernetes 문서"]),
        ({"lesson": "kubernetes/basic/services", "kind": "book"}, ["Kubernetes 책"]),
    ],
)
def test_resources_are_chosen(chosen: dict[str, str], titles: list[str], good: Site) -> None:
    found = shown(good, "resources", **chosen)
    assert texts(found, "//a[@class='resource__title']") == titles
    assert bool(texts(found, "//p[@class='resources__none']")) == (not titles)


def test_resources_are_grouped_by_kind_with_its_name(good: Site) -> None:
    assert texts(shown(good, "resources"), "//p[@class='resources__kind']") == ["공식 문서", "책", "발표"]


def test_lesson_resources_are_those_of_this_lesson(good: Site) -> None:
    found = shown(good, "lesson_resources", here=LESSON)
    assert texts(found, "//a[@class='resource__title']") == ["Kubernetes 문서", "Kubernetes 책"]
    assert "2장의 명령이 낡았습니다." in found.text_content()
    assert "2026-11-19 확인" in found.text_content()


@pytest.mark.parametrize(
    ("topic", "organisations"),
    [
        ("", ["아크메", "글로벡스"]),
        ("kubernetes", ["아크메"]),
        ("kubernetes/basic", ["아크메"]),
        ("overview", ["글로벡스"]),
        ("case-studies", []),
    ],
)
def test_cases_are_chosen(topic: str, organisations: list[str], good: Site) -> None:
    assert texts(shown(good, "case_studies", topic=topic), "//tbody//th") == organisations


def test_case_leads_to_its_lesson_and_topics(good: Site) -> None:
    found = shown(good, "case_studies", here="case-studies/index.md")
    links = [one.get("href") for one in found.xpath("//tr[@id='case-acme']//a")]
    assert links[:2] == ["acme/", "../orchestration/kubernetes/basic/"]
    assert found.xpath("//tr[@id='case-globex']//th/a") == []


def test_case_without_numbers_says_so(good: Site) -> None:
    assert "밝혀진 수치 없음" in texts(shown(good, "case_studies"), "//tr[@id='case-globex']/td")


def test_number_of_a_case_has_its_source_and_its_date(good: Site) -> None:
    (figure,) = shown(good, "case_studies").xpath("//ul[@class='figures']/li")
    assert texts(figure, ".") == ["노드 100대 acme.example.com (2024-05-20) 2차 자료"]
    assert [one.get("href") for one in figure.xpath(".//a")] == ["https://acme.example.com/numbers"]


@pytest.mark.parametrize("name", ["case_studies", "claimed_cases"])
def test_correction_stands_beside_the_claim_with_source_and_dates(name: str, good: Site) -> None:
    (note,) = shown(good, name).xpath("//p[@class='correction']")
    assert [one.get("href") for one in note.xpath(".//a")] == ["https://acme.example.com/post"]
    for part in ("절반만 옮겼습니다.", "acme.example.com", "2024-05", "2026-11-21 확인"):
        assert part in note.text_content()


def test_only_cases_that_were_claimed_are_said_to_be(good: Site) -> None:
    assert texts(shown(good, "claimed_cases"), "//p[@class='claim__said']") == ["아크메 - 모두 옮겼다"]


def test_recommendation_keeps_its_words_and_is_put_right(good: Site) -> None:
    (item,) = shown(good, "recommended").xpath("//li")
    assert [one.get("href") for one in item.xpath(".//a")] == [
        "https://book.example.com/first",
        "https://book.example.com/news",
        "https://book.example.com/second",
    ]
    for part in (
        "Kubernetes 첫 책 - 홍길동",
        "둘째 판이 나왔습니다.",
        "2025",
        "2026-11-18 확인",
        "지금 볼 곳",
    ):
        assert part in " ".join(item.text_content().split())


def test_exam_shows_what_is_taught_and_what_is_not(good: Site) -> None:
    found = shown(good, "exam_coverage", "cka", here="exams.md")
    assert "목표 3개 가운데 2개" in found.text_content()
    assert texts(found, "//li[contains(@class, 'objective--open')]") == ["Understand Jobs"]
    (link,) = found.xpath("//li[contains(., 'Understand Pods')]/a")
    assert link.get("href") == "../orchestration/kubernetes/basic/pods/"


def test_glossary_is_in_the_order_of_the_korean_alphabet(good: Site) -> None:
    found = shown(good, "glossary")
    assert [one.get("id") for one in found.xpath("//*[@class='term']")] == ["service", "pod"]
    assert texts(found, "//nav/a") == texts(found, "//h2") == ["ㅅ", "ㅍ"]
    assert "같은 말: 포드, pods" in found.text_content()
    assert texts(found, "//*[@id='pod']//a") == ["파드"]


def test_header_names_prerequisites_goals_exams_and_versions(good: Site) -> None:
    found = shown(good, "lesson_header", here=LESSON)
    assert [one.get("href") for one in found.xpath("//dd/a")] == ["../pods/", "../../../../exams/#cka"]
    assert texts(found, "//li") == ["서비스를 띄우기", "고장을 kubectl로 찾기"]
    for part in ("도구 실습", "50분", "Kubernetes 1.36.4", "Minikube 1.39.0"):
        assert part in found.text_content()


def test_links_of_a_bundle_lead_to_files(tmp_path: Path) -> None:
    found = shown(site(tmp_path, directory_urls=False), "lesson_header", here=LESSON)
    assert [one.get("href") for one in found.xpath("//dd/a")] == ["pods.html", "../../../exams.html#cka"]


# ── Markdown from macros ──────────────────────────────────────────────────────


def test_manifest_is_a_fence_with_a_link_to_the_file(good: Site) -> None:
    made = call(good, "manifest", "web.yaml", here=LESSON, highlight="2-3").splitlines()
    assert made[0] == '````yaml title="web.yaml" hl_lines="2-3"'
    assert made[made.index("````", 1) + 1] == ""
    assert made[1 : made.index("````", 1)] == FILES[MANIFEST].splitlines()
    assert made[-1].startswith("[web.yaml 내려받기](manifests/services/web.yaml)")
    assert "hl_lines" not in call(good, "manifest", "web.yaml", here=LESSON)


def test_a_script_beside_the_manifests_is_shown_as_a_script(good: Site) -> None:
    script = 'for name in a b; do\n  echo "$name: {"\ndone\n'  # no YAML
    (good.root / MANIFEST).with_name("loop.sh").write_text(script)
    made = call(good, "manifest", "loop.sh", here=LESSON).splitlines()
    assert made[:2] == ['````bash title="loop.sh"', "for name in a b; do"]


def test_version_is_text_for_the_middle_of_a_line(good: Site) -> None:
    assert call(good, "version", "minikube") == "1.39.0"
    assert not MACROS["version"].block


# ── wrong calls ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "args", "rule"),
    [
        ("version", ("kubernets",), "unknown-id"),
        ("version", (), "macro-arguments"),
        ("version", ("kubernetes", "x"), "macro-arguments"),
        ("version", (True,), "macro-arguments"),
        ("version", (1,), "macro-arguments"),
        ("resources", (None,), "macro-arguments"),
        ("exam_coverage", ("x",), "unknown-id"),
        ("data_fields", ("x",), "unknown-id"),
        ("manifest", ("../services/../../pods.md",), "manifest-outside"),
        ("manifest", ("nope.yaml",), "manifest-missing"),
    ],
)
def test_wrong_call_is_refused(name: str, args: tuple[Any, ...], rule: str, good: Site) -> None:
    with pytest.raises(MacroError) as refused:
        MACROS[name](good, LESSON, *args)
    assert refused.value.rule == rule


def test_a_page_that_is_no_lesson_shows_its_files_too(tmp_path: Path) -> None:
    """A page that is shown as it is, is none of the site; its macros are not carried out."""
    folder = "docs/orchestration/kubernetes/basic"
    changes: Changes = {
        f"{folder}/index.md": '# 기초\n\n{{= manifest("new.md.txt") =}}\n',
        f"{folder}/manifests/index/new.md.txt": "# 새 글\n\n{{= lesson_header() =}}\n",
    }
    made = call(site(tmp_path, changes), "manifest", "new.md.txt", here=TOPIC)
    assert made.startswith('````markdown title="new.md.txt"\n# 새 글\n\n{{= lesson_header() =}}\n````')
    assert "](manifests/index/new.md.txt)" in made
    assert check(tmp_path) == []


@pytest.mark.parametrize("name", ["lesson_header", "lesson_resources", "topic_lessons"])
def test_macro_of_a_lesson_or_topic_stands_nowhere_else(name: str, good: Site) -> None:
    with pytest.raises(MacroError) as refused:
        call(good, name, *CALLS[name][1], here="glossary.md")
    assert refused.value.rule == "macro-page"
