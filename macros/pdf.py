"""The roadmap, or one topic, as one PDF: contents with page numbers, working links, bookmarks.

A browser sets the finished pages, so that what is printed is what is read. It is
run twice: the first time to learn on which page each part begins.
"""

from __future__ import annotations

import html
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

import lxml.etree
import lxml.html
from markupsafe import Markup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

from macros import views
from macros.browser import arguments, executable
from macros.build import BuildError, make, workspace
from macros.load import load
from macros.problems import nearest, report
from macros.render import render
from macros.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.load import Catalog, TopicNode

SITE_NAME = "Orchestration 로드맵"
# What only a screen can use.
_ON_SCREEN = ".headerlink, .manifest-download, .needs-script, script, .md-content__button"
# The browser sets this line outside the page: no stylesheet reaches it.
_FOOTER = (
    '<div style="display: flex; justify-content: space-between; width: 100%; margin: 0 16mm;'
    " font: 7pt 'Noto Sans CJK KR', 'Noto Sans KR', 'Malgun Gothic', sans-serif; color: #536173\">"
    '<span class="title"></span>'
    '<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)


@dataclass(frozen=True)
class Part:
    """A page of the site as a part of the book: path below docs/, title, depth of its bookmark."""

    page: str
    title: str
    level: int

    @property
    def anchor(self) -> str:
        """Its id in the book."""
        return "p-" + self.page.removesuffix(".md").replace("/", "-")


def build_pdf(root: Path, topic: str = "") -> Path:
    """Print the roadmap, or the topic with this id, into ``pdf/``; the file's path.

    Raises:
        BuildError: the topic does not exist or the site has problems; an earlier file is as it was.
    """
    catalog, problems = load(root)
    if catalog is None:
        raise BuildError(report(problems))
    if topic and topic not in catalog.topics:
        raise BuildError(f"없는 주제입니다: ‘{topic}’. {nearest(topic, catalog.topics)}")
    with workspace(root) as inside:
        folder = make(root, Path(inside) / "site", offline=True)
        made = Path(inside) / "book.pdf"
        _print(folder, Site(root, catalog, directory_urls=False), _parts(catalog, topic), topic, made)
        name = "-".join(["orchestration-roadmap", *topic.split("/")] if topic else ["orchestration-roadmap"])
        (root / "pdf").mkdir(exist_ok=True)
        return made.replace(root / "pdf" / f"{name}.pdf")


def _parts(catalog: Catalog, topic: str) -> list[Part]:
    """Topics and lessons in reading order; for the whole roadmap also the pages beside them."""
    parts = []
    for node in catalog.topics.values():
        if not topic or node.id == topic or node.id.startswith(f"{topic}/"):
            depth = len(node.parents)
            parts.append(Part(node.page, node.topic.title, depth))
            own = (one for one in catalog.lessons.values() if one.topic is node)
            parts += [Part(one.page, one.lesson.title, depth + 1) for one in own]
    if not topic:
        beside = catalog.roadmap.groups[0]
        parts += [Part(page.path, page.title, 0) for page in beside.pages]
    return parts


def _print(folder: Path, site: Site, parts: list[Part], topic: str, target: Path) -> None:
    numbers: dict[str, int] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments())
        page = browser.new_page(locale="ko-KR")
        for _ in ("to learn the pages", "to write them"):
            book = folder / "book.html"
            book.write_text(_book(folder, site, parts, topic, numbers), encoding="utf-8")
            page.goto(book.as_uri())
            page.pdf(
                path=target,
                format="A4",
                margin={"top": "18mm", "bottom": "18mm", "left": "16mm", "right": "16mm"},
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=_FOOTER,
                tagged=True,
            )
            numbers = _numbers(target, parts)
        browser.close()
    _bookmark(target, parts, numbers)


def _numbers(book: Path, parts: Iterable[Part]) -> dict[str, int]:
    """On which page, counted from 1, each part begins."""
    reader = PdfReader(book)
    places = {name.removeprefix("/"): place for name, place in reader.named_destinations.items()}
    return {
        part.anchor: (reader.get_destination_page_number(places[part.anchor]) or 0) + 1
        for part in parts
        if part.anchor in places
    }


def _bookmark(book: Path, parts: Iterable[Part], numbers: dict[str, int]) -> None:
    writer = PdfWriter(clone_from=book)
    above: dict[int, Any] = {}
    for part in parts:
        parent = above.get(part.level - 1)
        above[part.level] = writer.add_outline_item(
            title=part.title, page_number=numbers[part.anchor] - 1, parent=parent
        )
    writer.page_mode = "/UseOutlines"
    writer.write(book)


def _book(folder: Path, site: Site, parts: list[Part], topic: str, numbers: dict[str, int]) -> str:
    anchors = {site.url(part.page): part.anchor for part in parts}
    catalog = site.catalog
    lessons = [one for one in catalog.lessons.values() if one.page in {part.page for part in parts}]
    node = catalog.topics.get(topic)
    return render(
        "handbook.html",
        title=node.topic.title if node else "컨테이너 오케스트레이션 로드맵",
        summary=_summary(node),
        site_name=SITE_NAME,
        count=len(lessons),
        minutes=views.minutes_text(sum(one.lesson.minutes for one in lessons)),
        sheets=sorted(
            f"assets/stylesheets/{one.name}" for one in (folder / "assets/stylesheets").glob("*.css")
        ),
        parts=[
            {
                "title": part.title,
                "level": part.level,
                "anchor": part.anchor,
                "number": numbers.get(part.anchor, 0),
                "html": _article(folder, site.url(part.page), anchors),
            }
            for part in parts
        ],
    )


def _summary(node: TopicNode | None) -> str:
    if node is not None:
        return node.topic.summary
    return (
        "쿠버네티스 기초와 심화에서 Minikube, Rancher, Istio까지. 이론, 도구 실습, 프로젝트 적용, 사례 분석."
    )


def _article(folder: Path, url: str, anchors: dict[str, str]) -> Markup:
    """The text of a page, with ids of its own and links into the book."""
    document = lxml.html.document_fromstring(
        (folder / url).read_bytes(), lxml.html.HTMLParser(encoding="utf-8")
    )
    article = document.cssselect("article")[0]
    for element in article.cssselect(_ON_SCREEN):
        element.drop_tree()
    mine = anchors[url]
    for element in article.iter(lxml.etree.Element):
        _own_names(element, mine)
        if element.tag == "details":
            element.set("open", "open")
        if element.get("href") is not None:
            _link(element, url, anchors)
    inner = "".join(lxml.html.tostring(child, encoding="unicode") for child in article)
    return Markup(inner)  # noqa: S704 (our own page, built a moment ago)


_NAMES = ("id", "for", "aria-labelledby", "aria-describedby", "name")


def _own_names(element: Any, prefix: str) -> None:
    """Ids are unique in a page, not in a book."""
    for attribute in _NAMES:
        value = element.get(attribute)
        if value:
            element.set(attribute, " ".join(f"{prefix}.{one}" for one in value.split()))
    for attribute, value in element.attrib.items():
        if "url(#" in value:
            element.set(attribute, value.replace("url(#", f"url(#{prefix}."))


def _link(element: Any, url: str, anchors: dict[str, str]) -> None:
    """A link within the book leads to its page there; one to a page that is not in it is none."""
    target = html.unescape(element.get("href"))
    if "://" in target or target.startswith("mailto:"):
        return
    path, anchor = urldefrag(target)
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(path))) if path else url
    if goal in anchors:
        element.set("href", f"#{anchors[goal]}" + (f".{unquote(anchor)}" if anchor else ""))
    else:
        del element.attrib["href"]
