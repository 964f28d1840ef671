"""What a reader does with the site, hosted and offline, in a real browser.

Every page used here also fails its test when it complains in the console or
asks anyone but its own site for something (see ``conftest.py``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from macros.labs.blocks import commands
from macros.pages import read_page
from tests.conftest import REPO_URL, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.conftest import Built, Complaints

    NewPage = Callable[..., Page]

PODS = "kubernetes/basic/pods"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
only_http = pytest.mark.parametrize("place", ["http"], indirect=True)


def shown(place: Built) -> list[str]:
    """The pages of every kind that the site has."""
    others = ["index.md", "orchestration/kubernetes/basic/index.md", "case-studies/index.md", "exams.md"]
    return [*others, *place.lessons]


# ── finding one's way ─────────────────────────────────────────────────────────


def test_one_can_walk_from_the_home_page_into_the_lessons(page: Page, place: Built) -> None:
    """Home, the first lesson, and on by the link at the end of each page."""
    page.goto(place.url("index.md"))
    page.locator(".hero a.md-button--primary").click()
    page.wait_for_url(place.url(place.lessons[0]))
    here = place.pages.index(place.lessons[0])
    for following in place.pages[here + 1 : here + 3]:
        page.locator(".md-footer__link--next").click()
        page.wait_for_url(place.url(following))
        expect(page.locator("article h1")).to_contain_text(place.catalog.pages[following])


def test_every_lesson_is_one_click_away_from_the_home_page(page: Page, place: Built) -> None:
    page.goto(place.url("index.md"))
    node = place.catalog.lessons[PODS]
    page.locator(f".station[data-lesson='{PODS}'] a").click()
    page.wait_for_url(place.url(node.page))
    expect(page).to_have_title(f"{node.lesson.title} - Orchestration 로드맵")
    page.locator(".md-path a").first.click()
    page.wait_for_url(place.url("index.md"))


def test_the_drawer_of_a_phone_leads_to_a_lesson(new_page: NewPage, place: Built) -> None:
    """Menu, topic, menu, part, menu, lesson: with a finger."""
    page = new_page(viewport=PHONE, has_touch=True)
    page.goto(place.url("index.md"))
    drawer = page.locator(".md-sidebar--primary")
    expect(drawer).not_to_be_in_viewport()
    lesson = place.catalog.lessons[PODS]
    for title, target in (
        *((node.topic.title, node.page) for node in (*lesson.topic.parents, lesson.topic)),
        (lesson.lesson.title, lesson.page),
    ):
        page.locator(".drawer-button").tap()
        expect(drawer).to_be_in_viewport()
        drawer.get_by_role("link", name=title, exact=True).tap()
        page.wait_for_url(place.url(target))


# ── light and dark ────────────────────────────────────────────────────────────


def test_the_colours_can_be_changed_and_stay_changed(new_page: NewPage, place: Built) -> None:
    page = new_page(viewport=DESK, color_scheme="light")
    page.goto(place.url("index.md"))
    body = page.locator("body")
    light = background(page)
    page.locator("button[title='어두운 화면으로 바꾸기']").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert background(page) != light
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(place.url(place.lessons[0]))
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    path = place.base.split("://")[1].partition("/")[2]
    assert page.evaluate("Object.keys(localStorage)")
    # All offline pages of a browser share one storage.
    assert [key for key in page.evaluate("Object.keys(localStorage)") if path not in key] == []
    page.locator("button[title='밝은 화면으로 바꾸기']").click()
    assert background(page) == light


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_colours_follow_the_readers_system(new_page: NewPage, place: Built) -> None:
    page = new_page(viewport=DESK, color_scheme="dark")
    page.goto(place.url("index.md"))
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


# ── what can be seen ──────────────────────────────────────────────────────────

CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


def faint(page: Page) -> list[str]:
    """The kinds of text of the page that are hard to tell from what lies behind them."""
    measured = page.evaluate(CONTRAST)
    assert measured["count"] > 20
    kinds = {(one["where"], f"{one['ratio']:.2f}"): one["text"] for one in measured["faint"]}
    return [f"{where} {ratio}, as in ‘{text}’" for (where, ratio), text in kinds.items()]


@only_http
def test_text_can_be_read_in_light_and_dark(new_page: NewPage, place: Built) -> None:
    """In running text, code, tables, quizzes and diagrams, opened boxes included."""
    page = new_page(viewport=DESK, reduced_motion="reduce")
    wrong = []
    for one in shown(place):
        page.goto(place.url(one))
        open_boxes(page)
        for scheme in ("default", "slate"):
            page.evaluate("(name) => document.body.setAttribute('data-md-color-scheme', name)", scheme)
            wrong += [f"{one}, {scheme}: {what}" for what in faint(page)]
        assert sizes(page) == len(place.page(one).xpath("//figure[@class='diagram']")), one
    assert not wrong, listed(wrong)


@only_http
def test_a_faint_text_is_noticed(page: Page, place: Built) -> None:
    """The measurement itself: grey on grey in a diagram and in the text around it."""
    page.goto(place.url(with_diagrams(place)[0]))
    page.add_style_tag(
        content=".diagram svg :is(rect, path, circle, polygon) { fill: #777 } .diagram svg text { fill: #888 }"
        "article p { background: #777; color: #888 }"
    )
    kinds = {what.partition(".")[0] for what in faint(page)}
    assert {"p", "text"} <= kinds


def with_diagrams(place: Built) -> list[str]:
    found = [one for one in place.lessons if place.page(one).xpath("//figure[@class='diagram']")]
    assert found
    return found


def test_diagrams_have_a_size(page: Page, place: Built) -> None:
    lesson = with_diagrams(place)[0]
    page.goto(place.url(lesson))
    assert sizes(page) == len(place.page(lesson).xpath("//figure[@class='diagram']"))


def sizes(page: Page) -> int:
    """How many diagrams there are, all of them large enough to be seen."""
    boxes = [one.bounding_box() for one in page.locator("figure.diagram svg").all()]
    assert all(box and min(box["width"], box["height"]) > 40 for box in boxes)
    return len(boxes)


def open_boxes(page: Page) -> None:
    page.evaluate("document.querySelectorAll('article details').forEach((one) => { one.open = true; })")


# ── what lessons are made of ──────────────────────────────────────────────────


# Presses the copy button of every console block; what was on the clipboard after each.
COPIED = """
async (blocks) => {
  const texts = [];
  for (const block of blocks) {
    await navigator.clipboard.writeText("");
    const button = block.querySelector("button.copy");
    button.click();
    while (!button.classList.contains("copy--done")) await new Promise(requestAnimationFrame);
    texts.push(await navigator.clipboard.readText());
  }
  return texts;
}
"""


@only_http
def test_the_copy_button_copies_commands_and_nothing_else(new_page: NewPage, place: Built) -> None:
    """Of every console block of every lesson: neither prompt nor output."""
    page = new_page(viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    wrong, copied = [], 0
    for lesson in place.lessons:
        source = (place.project / "docs" / lesson).read_text(encoding="utf-8")
        fences = [one for one in read_page(lesson, source).fences if one.language == "console"]
        wanted = [lines for fence in fences if (lines := commands(fence.lines))]
        page.goto(place.url(lesson))
        open_boxes(page)  # a block in a closed box is copied by who has opened the box
        blocks = page.locator("article .highlight:has(.gp)")
        if wanted:
            blocks.first.hover()
            blocks.first.locator("button.copy").click()
            expect(blocks.first.locator("button.copy--done")).to_be_visible()
        texts = blocks.evaluate_all(COPIED)
        copied += len(texts)
        wrong += [
            f"{lesson}: {lines[0]!r} is copied as {text!r}"[:200]
            for text, lines in zip(texts, wanted, strict=True)
            if text != "\n".join(lines)
        ]
    assert not wrong, listed(wrong)
    assert copied


@only_http
def test_a_manifest_can_be_downloaded(page: Page, place: Built) -> None:
    """Under its own name, with the bytes that the lesson shows."""
    lesson = next(one for one in place.lessons if place.page(one).xpath("//a[@download]"))
    page.goto(place.url(lesson))
    link = page.locator("a.manifest-download").first
    name = link.get_attribute("download")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == name
    served = place.file(place.resolve(place.html(lesson), link.get_attribute("href") or ""))
    assert download.value.path().read_bytes() == served.read_bytes()


# ── every screen ──────────────────────────────────────────────────────────────

# What reaches over the edge and cannot be scrolled into view by itself.
OVERFLOW = """
async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const width = document.documentElement.clientWidth;
  const scrolls = (one) =>
    one && (["auto", "scroll"].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  const wide = [...document.querySelectorAll("article *")].filter((one) => {
    const box = one.getBoundingClientRect();
    const outside = box.width > 1 && box.height > 1 && (box.right > width + 1 || box.left < -1);
    return outside && !one.closest("svg, .hero__road") && !scrolls(one.parentElement);
  });
  const page = document.documentElement.scrollWidth > width ? [`the page: ${document.documentElement.scrollWidth}`] : [];
  return [...page, ...wide.map((one) => `<${one.tagName.toLowerCase()} class="${one.className}">`)];
}
"""


@only_http
def test_nothing_reaches_over_the_edge(new_page: NewPage, place: Built, complaints: Complaints) -> None:
    """On a phone, a tablet, a notebook and a large screen, when everything has come to rest."""
    page = new_page(reduced_motion="reduce")
    complaints.expected.append("status of 404")
    wrong = []
    for url in [*(place.url(one) for one in shown(place)), f"{place.base}no/such/page/"]:
        page.goto(url)
        open_boxes(page)
        for width in (360, 768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            name = url.removeprefix(place.base) or "home"
            wrong += [f"{name} at {width}: {what}" for what in page.evaluate(OVERFLOW)]
    assert not wrong, listed(wrong)


@only_http
def test_what_reaches_over_the_edge_is_noticed(page: Page, place: Built) -> None:
    """The measurement itself."""
    page.goto(place.url(place.lessons[0]))
    assert page.evaluate(OVERFLOW) == []
    page.add_style_tag(content="article h1 { width: 3000px }")
    assert page.evaluate(OVERFLOW) != []


# ── without this and that ─────────────────────────────────────────────────────


def test_everything_but_search_works_without_script(new_page: NewPage, place: Built) -> None:
    page = new_page(viewport=DESK, java_script_enabled=False)
    lesson = next(one for one in place.lessons if place.page(one).xpath("//*[@class='quiz__choice']"))
    page.goto(place.url(lesson))
    expect(page.locator("article h1")).to_contain_text(place.catalog.pages[lesson])
    expect(page.locator("article h2").last).to_be_visible()
    for figure in page.locator("figure.diagram svg").all():
        expect(figure).to_be_visible()
    choice = page.locator(".quiz__choice[data-right='true']").first
    choice.locator("summary").click()
    expect(choice.locator(".quiz__mark")).to_have_text("정답")
    expect(choice.locator(".quiz__mark")).to_be_visible()
    expect(page.locator(".contents a:visible").first).to_be_visible()
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(place.url(place.pages[place.pages.index(lesson) + 1]))


@only_http
def test_a_phone_without_script_has_a_menu(new_page: NewPage, place: Built) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(place.url(place.lessons[0]))
    page.locator("a[href='#__contents']").click()
    expect(page.locator(".md-sidebar--primary a:visible").first).to_be_in_viewport()


@only_http
def test_nothing_breaks_for_readers_who_want_no_motion(new_page: NewPage, place: Built) -> None:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    page.goto(place.url(place.lessons[0]))
    page.locator(".md-footer__link--next").scroll_into_view_if_needed()
    longest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map((one) =>"
        " Math.max(...getComputedStyle(one).transitionDuration.split(',').map(parseFloat))))"
    )
    assert longest < 0.01
    page.locator(".search-open").click()
    page.locator(".search__input").fill("파드")
    expect(page.locator(".search-hit__link").first).to_be_visible()


@only_http
def test_the_page_for_what_is_not_found_is_a_page_of_this_site(
    page: Page, place: Built, complaints: Complaints
) -> None:
    """With the site's styles at any depth, and a way back."""
    complaints.expected.append("status of 404")
    page.goto(place.url("index.md"))
    colour = header_colour(page)
    answer = page.goto(f"{place.base}orchestration/no/such/page/")
    assert answer is not None
    assert answer.status == 404
    assert header_colour(page) == colour
    expect(page.locator("h1")).to_be_visible()
    page.locator(".lost a").nth(1).click()
    page.wait_for_url(place.url("orchestration/index.md"))


def header_colour(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.querySelector('.md-header')).backgroundColor"))


@only_http
def test_a_repository_on_github_is_linked_and_not_asked(page: Page, place: Built) -> None:
    """The theme would ask GitHub for stars in the name of every reader."""

    def as_if_on_github(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace(REPO_URL, "https://github.com/team/roadmap")
        )

    page.route(f"{place.base}**/", as_if_on_github)
    page.goto(place.url(place.lessons[0]), wait_until="networkidle")
    expect(page.locator("a[href^='https://github.com/team/roadmap']").first).to_be_attached()
