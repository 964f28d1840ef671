"""``python -m tests.bench.weight``: what a page weighs at first view, compressed, beside plain Material.

Diagrams are counted on their own. What a page loads later, when the reader turns to it
(the search), is not part of the first view.
"""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

from macros.browser import arguments, executable
from tests.bench import sites
from tests.bench.served import compressed, served

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT_PAGE = 80.0
LIMIT_SCRIPT = 12.0


@dataclass(frozen=True)
class Weight:
    """Compressed sizes of a page's first view, in kilobytes of 1000 bytes."""

    html: float
    styles: float
    scripts: float
    rest: float
    diagrams: float
    outside: int

    @property
    def total(self) -> float:
        """Everything but the diagrams."""
        return self.html + self.styles + self.scripts + self.rest


def without_diagrams(page: bytes) -> bytes:
    """The HTML of a page without its drawings."""
    return re.sub(rb'(<div class="diagram__scroll"[^>]*>).*?</svg>', rb"\1", page, flags=re.DOTALL)


def weigh(browser: Browser, site: Path, base: str, page: str) -> Weight:
    """Open a page and add up what it asks for until nothing more is asked."""
    asked: list[str] = []
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(base + page.removesuffix("index.html"), wait_until="networkidle")
    tab.close()
    inside = {one.removeprefix(base).partition("?")[0] for one in asked if one.startswith(base)}
    sizes = {".css": 0.0, ".js": 0.0, "": 0.0}
    for name in inside:
        file = site / name
        if file.is_file():
            sizes[file.suffix if file.suffix in sizes else ""] += len(compressed(file)) / 1000
    whole = (site / page).read_bytes()
    bare = len(gzip.compress(without_diagrams(whole), 9, mtime=0)) / 1000
    return Weight(
        html=bare,
        styles=sizes[".css"],
        scripts=sizes[".js"],
        rest=sizes[""],
        diagrams=len(compressed(site / page)) / 1000 - bare,
        outside=sum(not one.startswith((base, "data:", "blob:")) for one in asked),
    )


def lessons(site: Path) -> list[str]:
    """The pages of the site that are lessons."""
    found = (path.relative_to(site).as_posix() for path in sorted(site.rglob("index.html")))
    return [one for one in found if b'class="lesson-header' in (site / one).read_bytes()]


def weights(browser: Browser, site: Path) -> Iterator[tuple[str, Weight]]:
    """Every lesson with its weight."""
    with served(site) as base:
        for page in lessons(site):
            yield page.removesuffix("/index.html"), weigh(browser, site, base, page)


def main() -> int:
    """Print a line a lesson; 0."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments())
        ours = dict(weights(browser, sites.ours(Path(folder) / "ours")))
        plain = dict(weights(browser, sites.plain(Path(folder) / "plain")))
        browser.close()
    print("KB(gzip): 합계 = HTML + 스타일 + 스크립트 + 나머지. 그림은 따로, 밖은 다른 사이트에 한 요청")
    print(
        f"{'합계':>6} {'HTML':>6} {'스타일':>5} {'스크립트':>5} {'나머지':>5} {'그림':>6} {'밖':>3} | 테마 그대로  비율  글"
    )
    for name, weight in sorted(ours.items(), key=lambda pair: -pair[1].total):
        print(
            f"{weight.total:7.1f} {weight.html:6.1f} {weight.styles:8.1f} {weight.scripts:8.1f} {weight.rest:7.1f}"
            f" {weight.diagrams:7.1f} {weight.outside:4d} | {plain[name].total:10.1f} {weight.total / plain[name].total:6.2f}  {name}"
        )
    heaviest = max(weight.total for weight in ours.values())
    script = max(weight.scripts for weight in ours.values())
    print(
        f"가장 무거운 글 {heaviest:.1f} KB(목표 {LIMIT_PAGE:.0f}), 우리 스크립트 {script:.1f} KB(목표 {LIMIT_SCRIPT:.0f})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
