"""Access for everyone: WCAG 2.2 AA by axe on every page, and whole paths by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from tests.conftest import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.conftest import Built, Complaints

    NewPage = Callable[..., Page]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
only_http = pytest.mark.parametrize("place", ["http"], indirect=True)


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands.

    The thousands of coloured words in code are left out: their contrast is measured by
    ``test_text_can_be_read_in_light_and_dark``, and they are nothing but text.
    """
    page.evaluate(AXE)
    found: Any = page.evaluate(
        "(rules) => axe.run({ exclude: ['pre > code > *'] }, { runOnly: rules, resultTypes: ['violations'] })",
        RULES,
    )
    return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]


@only_http
@pytest.mark.parametrize(("scheme", "screen"), [("light", DESK), ("dark", PHONE)], ids=["desk", "phone"])
def test_axe_finds_nothing(
    new_page: NewPage, place: Built, complaints: Complaints, scheme: str, screen: dict[str, int]
) -> None:
    """On every page, with its boxes opened: light on a desk, dark on a narrow phone."""
    complaints.expected.append("status of 404")
    page = new_page(viewport=screen, color_scheme=scheme, reduced_motion="reduce")
    wrong = []
    for name in [*place.pages, "404"]:
        page.goto(f"{place.base}no/such/page/" if name == "404" else place.url(name))
        page.evaluate("document.querySelectorAll('article details').forEach((one) => { one.open = true; })")
        wrong += [f"{name}: {what}" for what in violations(page)]
    assert not wrong, listed(wrong)


@only_http
def test_axe_notices_what_is_wrong(page: Page, place: Built) -> None:
    """The measurement itself."""
    page.goto(place.url("index.md"))
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<button></button>')")
    assert any("button-name" in what for what in violations(page))


# ── by keyboard alone ─────────────────────────────────────────────────────────

# The focused element: whether a ring is drawn around it, and whether it can be seen.
FOCUS = """
() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  return {
    page: one === document.body,
    name: (one.getAttribute("aria-label") || one.textContent || one.tagName).trim().slice(0, 40),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
  };
}
"""


def walk(page: Page, steps: int) -> Iterator[dict[str, Any]]:
    """What has the focus after each press of Tab, until the end of the page."""
    for _ in range(steps):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(FOCUS)
        if here["page"]:
            return
        yield here


@only_http
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["index.md", "orchestration/kubernetes/basic/pods.md"])
def test_the_focus_is_always_to_be_seen(
    new_page: NewPage, place: Built, screen: dict[str, int], name: str
) -> None:
    page = new_page(viewport=screen, reduced_motion="reduce")
    page.goto(place.url(name))
    steps = list(walk(page, 80))
    assert len(steps) > 20
    wrong = [f"{one['name']}: {one}" for one in steps if not (one["ring"] and one["seen"])]
    assert not wrong, listed(wrong)


def test_the_contents_open_and_close_by_keyboard(new_page: NewPage, place: Built) -> None:
    """On a small screen, or at 200 % of a usual one: open, choose, and close with Escape."""
    page = new_page(viewport={"width": 640, "height": 450})
    page.goto(place.url(place.lessons[0]))
    button = page.locator(".drawer-button")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#__contents [aria-current='page']")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator("#__contents")).not_to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    following = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(following)


@only_http
def test_the_first_key_leads_past_the_navigation(page: Page, place: Built) -> None:
    page.goto(place.url(place.lessons[0]))
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('article'))")


@only_http
def test_forced_colours_leave_everything_readable(new_page: NewPage, place: Built) -> None:
    """Windows' contrast themes replace all colours; what says something by a line keeps it."""
    page = new_page(viewport=DESK, forced_colors="active")
    page.goto(place.url(place.lessons[0]))
    expect(page.locator("[aria-current='page']").first).to_be_visible()
    drawn = page.locator("figure.diagram svg").first.evaluate(
        "(svg) => [...svg.querySelectorAll('rect, path')].some((one) =>"
        " getComputedStyle(one).stroke !== 'none' && getComputedStyle(one).stroke !== getComputedStyle(document.body).backgroundColor)"
    )
    assert drawn
