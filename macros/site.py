"""The site as the macros see it: catalogue, folders, and links between pages."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from macros.load import Catalog


@dataclass(frozen=True)
class Site:
    """What a macro may use.

    Attributes:
        root: the project's root folder.
        catalog: the checked data file.
        directory_urls: whether pages are folders (hosted) or files (offline).
    """

    root: Path
    catalog: Catalog
    directory_urls: bool = True

    def url(self, page: str) -> str:
        """The address of a page (path below docs/), relative to the site's root."""
        stem, _, extension = page.rpartition(".")
        if extension != "md":
            return page
        if not self.directory_urls:
            return f"{stem}.html"
        if stem == "index" or stem.endswith("/index"):
            return stem.removesuffix("index") or "./"
        return f"{stem}/"

    def link(self, here: str, target: str, anchor: str = "") -> str:
        """A relative link from the page ``here`` to ``target`` (both below docs/)."""
        start = self.url(here)
        folder = start if start.endswith("/") else posixpath.dirname(start)
        goal = self.url(target)
        path = posixpath.relpath(goal, folder or ".")
        if goal.endswith("/") and not path.endswith("/"):
            path += "/"
        return f"{path}#{anchor}" if anchor else path
