"""What the checks look at: the data file, the pages and the other files of docs/."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from macros.known import Known
from macros.load import Catalog, load
from macros.macrocalls import Expansion, expand
from macros.pages import Page, read_page
from macros.quiz import SECTION
from macros.site import Site
from macros.slugs import slugger, unique
from macros.source import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from macros.problems import Problem

# Bytes; the longest lessons have 60,000.
MAX_PAGE = 200_000


@dataclass
class Project:
    """A project read for checking.

    ``catalog`` is None when the data file has problems; what does not need it is
    checked all the same. Keys of ``pages`` and ``files`` are paths below docs/.
    Symbolic links are in ``links`` only: nothing reads what they point to. ``known``
    tells what was right at the last look.
    """

    root: Path
    catalog: Catalog | None
    pages: dict[str, Page]
    files: frozenset[str]
    known: Known
    links: frozenset[str] = frozenset()
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def expansions(self) -> dict[str, Expansion]:
        """Every page with its macros carried out; empty without a data file."""
        if self.catalog is None:
            return {}
        site = Site(self.root, self.catalog)
        return {src: expand(site, page) for src, page in self.pages.items()}

    def by_text(self, kind: str, faults: Callable[[Page], Iterable[Problem]]) -> Iterator[Problem]:
        """What is wrong with each page, as far as its text alone tells.

        A text that was right is not looked at again.
        """
        for page in self.pages.values():
            if self.known.is_right(kind, page.path, page.text):
                continue
            found = list(faults(page))
            yield from found
            if not found:
                self.known.add(kind, page.path, page.text)

    def anchors(self, src: str) -> frozenset[str]:
        """All ids of a page that a link can name."""
        if src not in self._anchors:
            self._anchors[src] = frozenset(self._ids(src))
        return self._anchors[src]

    def knows_anchors(self, src: str) -> bool:
        """Whether all anchors of a page are known: fixed names and macros need the data file."""
        return src in self.expansions and self.expansions[src].complete

    def _ids(self, src: str) -> set[str]:
        stages = self.catalog.roadmap.stages if self.catalog else ()
        slug = slugger(stages)
        taken: set[str] = set()
        quiz = self.pages[src].section(SECTION) or (0, 0)
        for heading in self.pages[src].headings:
            if quiz[0] <= heading.line < quiz[1] and heading.level == 3:  # noqa: PLR2004 (a question)
                continue
            unique(heading.id or slug(heading.text, "-"), taken)
        if src in self.expansions:
            taken |= self.expansions[src].ids
        return taken


def read_project(root: Path) -> tuple[Project, list[Problem]]:
    """Read data file and pages; problems of reading are returned beside them."""
    catalog, problems = load(root)
    docs = root / "docs"
    links: list[str] = []
    names: list[str] = []
    for path in docs.rglob("*"):
        inside = path.relative_to(docs)
        if path.is_symlink():
            links.append(inside.as_posix())
        elif path.is_file() and not any(part.startswith(".") for part in inside.parts):
            names.append(inside.as_posix())
    pages = {}
    for src in sorted(names):
        if src.endswith(".md"):
            text = read_text(root, f"docs/{src}", problems, MAX_PAGE)
            if text is not None:
                pages[src] = read_page(f"docs/{src}", text)
    return Project(root, catalog, pages, frozenset(names), Known(root), frozenset(links)), problems
