"""The search as a reader uses it, hosted and offline: keys, results, marks, the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.test_access import violations
from tests.test_browser import faint

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, Route

    from tests.conftest import Built, Complaints

    NewPage = Callable[..., Page]

PODS = "kubernetes/basic/pods"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
NONSENSE = "김치찌개 레시피"
only_http = pytest.mark.parametrize("place", ["http"], indirect=True)


def search(page: Page, question: str) -> None:
    """Open the search and type as an input method does: the text arrives at once."""
    page.locator(".search-open").click()
    expect(page.locator(".search__input")).to_be_focused()
    page.keyboard.insert_text(question)


def hits(page: Page) -> Locator:
    return page.locator(".search__list > li > a")


# ── finding ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("question", ["파드", "pod", "vkem", "포드는"])
def test_a_lesson_is_found_and_opened_at_the_section(page: Page, place: Built, question: str) -> None:
    """With the words marked in the results and on the page, whose address stays as it is."""
    node = place.catalog.lessons[PODS]
    page.goto(place.url("index.md"))
    search(page, question)
    first = hits(page).first
    expect(first).to_contain_text(node.lesson.title)
    expect(first.locator(".stage")).to_have_text("실습")
    expect(first.locator(".search-hit__where")).to_contain_text("Kubernetes 기초")
    expect(first.locator("mark").first).to_have_text("파드")
    expect(first.locator(".search-hit__text mark").first).to_be_visible()
    address = first.get_attribute("href")
    first.click()
    page.wait_for_url(f"{place.url(node.page)}*")
    assert page.url == address
    expect(page.locator("article h1")).to_contain_text(node.lesson.title)
    expect(page.locator("article mark").first).to_be_attached()


def test_a_section_of_the_page_one_reads_is_shown_without_loading_it_again(page: Page, place: Built) -> None:
    page.goto(place.url(place.catalog.lessons[PODS].page))
    page.evaluate("self.stayed = true")
    search(page, "초기화 컨테이너")
    expect(hits(page).first.locator(".search-hit__text mark").first).to_be_visible()
    hits(page).first.click()
    expect(page.locator("dialog.search")).not_to_be_visible()
    expect(page.locator("article mark").first).to_be_in_viewport()
    assert page.evaluate("self.stayed")


def test_a_term_is_explained_above_the_results(page: Page, place: Built) -> None:
    page.goto(place.url("index.md"))
    search(page, "조정루프")
    link = page.locator(".search-term a").first
    expect(link).to_have_text("조정 루프")
    link.click()
    page.wait_for_url(place.url("glossary.md", "reconciliation-loop"))


def test_what_was_read_differently_is_told(page: Page, place: Built) -> None:
    page.goto(place.url("index.md"))
    search(page, "쿠버네티즈")
    expect(page.locator(".search__note")).to_have_text("‘쿠버네티즈’ 대신 이렇게 찾았습니다: 쿠버네티스")


def test_nothing_found_is_no_dead_end(page: Page, place: Built) -> None:
    """It is said, and there are ways on: topics and the glossary."""
    page.goto(place.url("index.md"))
    search(page, NONSENSE)
    expect(page.locator(".search__status")).to_have_text("찾은 글이 없습니다.")
    expect(hits(page)).to_have_count(0)
    ways = page.locator(".search__ways a")
    expect(ways.filter(has_text="Istio")).to_be_visible()
    ways.filter(has_text="용어집").click()
    page.wait_for_url(place.url("glossary.md"))


# ── keys ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["/", "s", "ㄴ"])
def test_a_key_opens_the_search_and_escape_leads_back(page: Page, place: Built, key: str) -> None:
    page.goto(place.url("index.md"))
    link = page.locator(".hero a").first
    link.focus()
    page.evaluate(
        "(key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))",
        key,
    )
    expect(page.locator(".search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).not_to_be_visible()
    expect(link).to_be_focused()


@only_http
def test_a_key_that_is_typed_into_a_field_or_with_others_opens_nothing(page: Page, place: Built) -> None:
    page.goto(place.url("index.md"))
    page.evaluate("document.querySelector('article').insertAdjacentHTML('afterbegin', '<input id=field>')")
    page.locator("#field").press("/")
    page.locator("body").press("Control+s")
    expect(page.locator("dialog.search")).not_to_be_visible()


def test_results_are_chosen_with_arrows_and_opened_with_enter(page: Page, place: Built) -> None:
    """Down into the results, up back into the field; a letter goes on typing."""
    page.goto(place.url("index.md"))
    search(page, "스케줄러")
    field, links = page.locator(".search__input"), page.locator(".search__found a")
    expect(links.nth(2)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    expect(field).to_be_focused()
    expect(field).to_have_value("스케줄러x")
    page.keyboard.press("Backspace")
    address = hits(page).first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(address))


def test_what_is_typed_before_everything_is_there_is_not_lost(page: Page, place: Built) -> None:
    """The field is there at once; the answer follows when the index has come."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/search/index.*.js", hold)
    page.goto(place.url("index.md"))
    with page.expect_request("**/search/index.*.js"):
        page.keyboard.press("/")
    page.keyboard.type("etcd")
    for route in held:
        route.continue_()
    expect(hits(page).first).to_be_visible()
    expect(page.locator(".search__input")).to_have_value("etcd")


# ── the address ───────────────────────────────────────────────────────────────


def test_an_address_can_ask(page: Page, place: Built) -> None:
    page.goto(f"{place.url('index.md')}?q=%ED%8C%8C%EB%93%9C")
    expect(page.locator(".search__input")).to_have_value("파드")
    expect(hits(page).first).to_contain_text("파드")


@only_http
def test_one_comes_back_to_the_results_one_left(page: Page, place: Built) -> None:
    """The question is in the address while the search is open, and only then."""
    page.goto(place.url("index.md"))
    search(page, "etcd")
    page.wait_for_url("**/?q=etcd")
    hits(page).first.click()
    page.wait_for_url("**/orchestration/**")
    page.go_back()
    expect(page.locator(".search__input")).to_have_value("etcd")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url(place.url("index.md"))


# ── for everyone ──────────────────────────────────────────────────────────────


def test_how_many_were_found_is_announced(page: Page, place: Built) -> None:
    page.goto(place.url("index.md"))
    search(page, "CrashLoopBackOff")
    status = page.get_by_role("dialog").get_by_role("status")
    expect(status).to_contain_text("편")
    page.locator(".search__input").fill(NONSENSE)
    expect(status).to_have_text("찾은 글이 없습니다.")


@only_http
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_it(new_page: NewPage, place: Built, screen: dict[str, int], scheme: str) -> None:
    """Results, a mistyping and nothing found: by axe, and every text by its contrast."""
    page = new_page(viewport=screen, color_scheme=scheme, reduced_motion="reduce")
    page.goto(place.url(place.catalog.lessons[PODS].page))
    page.locator(".search-open").click()
    for question in ("파드 로그 보는 법", "쿠버네티즈", NONSENSE, ""):
        page.locator(".search__input").fill(question)
        expect(page.locator("dialog.search")).to_have_attribute("data-answered", question)
        assert [one for one in violations(page) if "search" in one] == [], question
        assert [one for one in faint(page) if "search" in one] == [], question


@only_http
def test_on_a_phone_the_search_takes_the_screen(new_page: NewPage, place: Built) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    page.goto(place.url("index.md"))
    page.locator(".search-open").tap()
    page.locator(".search__input").fill("externalTrafficPolicy와 progressDeadlineSeconds")
    expect(hits(page).first).to_be_visible()
    box = page.locator("dialog.search").bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    assert page.evaluate("document.querySelector('.search__body').scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="닫기").tap()
    expect(page.locator("dialog.search")).not_to_be_visible()


@only_http
def test_without_script_there_is_no_search_to_press(new_page: NewPage, place: Built) -> None:
    page = new_page(viewport=DESK, java_script_enabled=False)
    page.goto(place.url("index.md"))
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator(".search-open")).not_to_be_visible()
    expect(page.locator("dialog.search")).not_to_be_visible()


# ── what it costs ─────────────────────────────────────────────────────────────


@only_http
def test_nothing_of_it_is_loaded_before_one_turns_to_it(page: Page, place: Built) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(place.url("index.md"), wait_until="networkidle")
    assert [url for url in asked if "/search/" in url or "engine" in url or "dialog" in url] == []
    search(page, "etcd")
    expect(hits(page).first).to_be_visible()
    assert any("/search/index." in url for url in asked)


@only_http
def test_a_reader_whose_connection_is_gone_is_told(page: Page, place: Built, complaints: Complaints) -> None:
    """And can try again."""
    complaints.expected += ["search/index.", "ERR_FAILED"]
    gone = True

    def answer(route: Route) -> None:
        route.abort() if gone else route.continue_()

    page.route("**/search/index.*.js", answer)
    page.goto(place.url("index.md"))
    search(page, "etcd")
    expect(page.locator(".search__status")).to_contain_text("읽지 못했습니다")
    page.keyboard.press("Escape")
    gone = False
    page.locator(".search-open").click()
    expect(hits(page).first).to_be_visible()
