"""Views: links, texts and counts that the templates show."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from macros import views
from macros.load import load
from macros.navigation import descriptions, navigation
from macros.site import Site
from tests.minimal import DATA, FILES, catalog, edited, site, write_project

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted(path.removeprefix("docs/") for path in FILES if path.endswith(".md"))
BASE = "https://site.test/sub/"


def hosted(page: str) -> str:
    """Where MkDocs puts a page when each is a folder of its own."""
    if page.endswith("index.md"):
        return page.removesuffix("index.md")
    return f"{page.removesuffix('.md')}/"


def offline(page: str) -> str:
    return f"{page.removesuffix('.md')}.html"


@pytest.mark.parametrize("here", PAGES)
def test_links_lead_from_any_page_to_any_page(here: str, tmp_path: Path) -> None:
    on_web = site(tmp_path)
    on_disk = Site(tmp_path, on_web.catalog, directory_urls=False)
    for target in PAGES:
        assert urljoin(BASE + hosted(here), on_web.link(here, target)) == BASE + hosted(target)
        assert urljoin(BASE + offline(here), on_disk.link(here, target)) == BASE + offline(target)


@pytest.mark.parametrize("directory_urls", [True, False])
def test_link_is_relative_and_carries_its_anchor(directory_urls: bool, tmp_path: Path) -> None:
    one = site(tmp_path, directory_urls=directory_urls)
    for here in PAGES:
        link = one.link(here, "exams.md", "cka")
        assert link.endswith("#cka")
        assert not link.startswith(("/", "http"))


def test_link_to_a_file_keeps_its_name(tmp_path: Path) -> None:
    one = site(tmp_path)
    assert one.link("case-studies/acme.md", "assets/logo.svg") == "../../assets/logo.svg"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0분"),
        (5, "5분"),
        (45, "45분"),
        (60, "1시간"),
        (90, "1시간 30분"),
        (120, "2시간"),
        (1505, "25시간 5분"),
    ],
)
def test_minutes_are_said_in_hours_and_minutes(minutes: int, text: str) -> None:
    assert views.minutes_text(minutes) == text


def test_exam_counts_the_objectives_that_lessons_teach(tmp_path: Path) -> None:
    one = site(tmp_path)
    exam = views.exam_view(one, "exams.md", one.catalog.roadmap.exams[0])
    assert (exam["covered"], exam["total"]) == (2, 3)
    taught = {
        objective["id"]: [lesson["title"] for lesson in objective["lessons"]]
        for domain in exam["domains"]
        for objective in domain["objectives"]
    }
    assert taught == {"cka-pods": ["파드"], "cka-jobs": [], "cka-services": ["서비스"]}


def test_exam_counts_an_objective_of_two_lessons_once(tmp_path: Path) -> None:
    one = site(tmp_path, edited(DATA, ("exams: [cka-services]", "exams: [cka-services, cka-pods]")))
    exam = views.exam_view(one, "exams.md", one.catalog.roadmap.exams[0])
    assert exam["covered"] == 2
    lessons = exam["domains"][0]["objectives"][0]["lessons"]
    assert [lesson["title"] for lesson in lessons] == ["파드", "서비스"]


def test_lesson_names_the_exams_that_it_helps_with(tmp_path: Path) -> None:
    one = site(tmp_path)
    node = one.catalog.lessons["kubernetes/basic/pods"]
    marks = views.exam_marks(one, node.page, node)
    assert marks == [
        {"code": "CKA", "objectives": ["Understand Pods"], "href": "../../../../exams/#cka"},
    ]
    case = one.catalog.lessons["case-studies/acme"]
    assert views.exam_marks(one, case.page, case) == []


def test_tree_has_the_folders_below_its_root_each_with_its_page(tmp_path: Path) -> None:
    tree = views.tree_view(site(tmp_path), "orchestration/index.md")
    assert tree == {
        "name": "orchestration/",
        "href": "./",
        "children": [
            {
                "name": "kubernetes",
                "href": "kubernetes/",
                "children": [{"name": "basic", "href": "kubernetes/basic/", "children": []}],
            }
        ],
    }


def test_tree_shows_a_folder_between_two_topics_without_a_link(tmp_path: Path) -> None:
    changes = edited(DATA, ("folder: orchestration/kubernetes", "folder: orchestration/tools/kubernetes"))
    tree = views.tree_view(site(tmp_path, changes), "index.md")
    assert [(child["name"], child["href"]) for child in tree["children"]] == [("tools", None)]
    inside = tree["children"][0]["children"]
    assert [(child["name"], child["href"]) for child in inside] == [
        ("kubernetes", "orchestration/tools/kubernetes/")
    ]


def test_topic_sums_what_is_below_it(tmp_path: Path) -> None:
    one = site(tmp_path)
    top = views.topic_view(one, "index.md", one.catalog.topics["kubernetes"])
    assert (top["count"], top["minutes"]) == (3, "3시간")
    assert top["lessons"] == []
    assert [lesson["title"] for lesson in top["topics"][0]["lessons"]] == ["파드", "서비스", "가게"]


def test_stages_count_their_lessons_and_lead_to_the_first(tmp_path: Path) -> None:
    stages = views.stage_views(site(tmp_path), "index.md")
    assert [(stage["number"], stage["id"], stage["count"]) for stage in stages] == [
        (1, "theory", 1),
        (2, "practice", 1),
        (3, "project", 1),
        (4, "case", 1),
    ]
    assert stages[0]["first"] == "orchestration/kubernetes/basic/pods/"


def test_lesson_of_this_page_is_marked(tmp_path: Path) -> None:
    one = site(tmp_path)
    node = one.catalog.lessons["kubernetes/basic/pods"]
    assert views.lesson_view(one, node.page, node)["current"]
    assert not views.lesson_view(one, "index.md", node)["current"]


def test_lesson_leads_to_those_that_need_it_else_to_the_next(tmp_path: Path) -> None:
    one = site(tmp_path, edited(DATA, ("needs: [kubernetes/basic/shop]", "needs: [kubernetes/basic/pods]")))
    found = {
        name: [view["title"] for view in views.following(one, node.page, node)]
        for name, node in one.catalog.lessons.items()
    }
    assert found == {
        "kubernetes/basic/pods": ["서비스", "아크메"],
        "kubernetes/basic/services": ["가게"],
        "kubernetes/basic/shop": ["아크메"],
        "case-studies/acme": [],
    }


def test_one_can_begin_with_what_needs_nothing(tmp_path: Path) -> None:
    assert [view["title"] for view in views.first_steps(site(tmp_path), "index.md", 3)] == ["파드"]


def test_questions_of_a_lesson_are_counted_in_its_page(tmp_path: Path) -> None:
    one = site(tmp_path)
    found = {name: views.quiz_view(one, node) for name, node in one.catalog.lessons.items()}
    assert found["kubernetes/basic/pods"] == {"anchor": "quiz", "count": 3}
    assert found["kubernetes/basic/services"] == {"anchor": "", "count": 0}


# ── the map ───────────────────────────────────────────────────────────────────


def test_map_has_lanes_with_the_tracks_below_them(tmp_path: Path) -> None:
    lanes = views.lane_views(site(tmp_path), "index.md")
    assert [(lane["title"], [track["title"] for track in lane["tracks"]]) for lane in lanes] == [
        ("개요", []),
        ("Kubernetes", ["기초"]),
        ("사례 분석", []),
    ]


def test_stations_stand_in_the_columns_of_their_stages_in_reading_order(tmp_path: Path) -> None:
    lanes = views.lane_views(site(tmp_path), "index.md")
    stations = lanes[1]["tracks"][0]["stations"]
    assert [(one["number"], one["title"], one["column"]) for one in stations] == [
        (1, "파드", "theory"),
        (2, "서비스", "practice-1"),
        (3, "가게", "project"),
    ]
    # Where there is one stage only, columns would be empty.
    assert [(one["title"], one["column"]) for one in lanes[2]["stations"]] == [("아크메", "")]


def test_station_names_what_it_needs_by_number_or_by_title(tmp_path: Path) -> None:
    """The number where it stands in the same track."""
    lanes = views.lane_views(site(tmp_path), "index.md")
    assert lanes[1]["tracks"][0]["stations"][1]["first"] == [{"title": "파드", "number": 1}]
    assert lanes[2]["stations"][0]["first"] == [{"title": "가게", "number": None}]


def test_station_names_the_exams_that_ask_for_it(tmp_path: Path) -> None:
    lanes = views.lane_views(site(tmp_path), "index.md")
    assert [one["exams"] for one in lanes[1]["tracks"][0]["stations"]] == [["cka"], ["cka"], []]


# ── the glossary ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("가상", "ㄱ"),
        ("까닭", "ㄱ"),
        ("파드", "ㅍ"),
        ("힣", "ㅎ"),
        ("쓰기", "ㅅ"),
        ("etcd", "E"),
        ("CNCF", "C"),
    ],
)
def test_term_is_listed_under_its_first_letter(word: str, letter: str) -> None:
    assert views.letter_of(word) == letter


def test_book_says_who_wrote_which_edition(tmp_path: Path) -> None:
    books = site(tmp_path).catalog.roadmap.resources
    assert views.resource_view(books[1])["edition"] == "홍길동, 임꺽정 · 2판 · 활빈당 · 2025"
    assert views.resource_view(books[0])["edition"] == ""


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.example.com/a/b", "example.com"),
        ("https://example.com", "example.com"),
        ("http://docs.example.co.kr:8080/", "docs.example.co.kr:8080"),
    ],
)
def test_link_to_a_site_shows_its_name(address: str, host: str) -> None:
    assert views.host(address) == host


# ── navigation ────────────────────────────────────────────────────────────────


def leaves(entries: object) -> list[str]:
    """The pages of a navigation, in order."""
    if isinstance(entries, str):
        return [entries]
    inside = entries.values() if isinstance(entries, dict) else entries
    assert not isinstance(inside, str | bytes)
    return [page for one in inside for page in leaves(one)]  # type: ignore[attr-defined]


def test_navigation_has_every_page_once_in_reading_order(tmp_path: Path) -> None:
    pages = leaves(navigation(catalog(tmp_path)))
    assert sorted(pages) == PAGES
    assert [page for page in pages if "basic/" in page] == [
        "orchestration/kubernetes/basic/index.md",
        "orchestration/kubernetes/basic/pods.md",
        "orchestration/kubernetes/basic/services.md",
        "orchestration/kubernetes/basic/shop.md",
    ]


def test_navigation_titles_are_those_of_the_data_file(tmp_path: Path) -> None:
    nav = navigation(catalog(tmp_path))
    assert [next(iter(entry)) for entry in nav] == ["로드맵", "개요", "Kubernetes", "사례 분석", "자료"]


def test_topics_and_lessons_are_described_by_their_summary(tmp_path: Path) -> None:
    found = descriptions(catalog(tmp_path))
    assert found["orchestration/kubernetes/basic/pods.md"] == "파드를 설명합니다."
    assert found["orchestration/kubernetes/basic/index.md"] == "핵심 리소스를 다룹니다."


@pytest.mark.parametrize(
    "old", ["title: 파드\n", "title: 기초\n", "title: 개요\n", "title: 자료\n", "title: 추천 자료}"]
)
def test_markup_in_a_title_never_reaches_the_navigation(old: str, tmp_path: Path) -> None:
    """The theme prints titles as they are: they are refused, or escaped here."""
    new = old.replace("title: ", "title: '<script>alert(1)</script>").rstrip("\n}")
    write_project(tmp_path, edited(DATA, (old, f"{new}'{old[-1]}")))
    loaded, problems = load(tmp_path)
    if loaded is None:
        assert {found.rule for found in problems} == {"bad-value"}
    else:
        assert "<script" not in str(navigation(loaded))
