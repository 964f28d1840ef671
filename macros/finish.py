"""What a page gets after its Markdown is HTML: marked terms and the end of a lesson.

Plain functions from HTML to HTML; the engine's hook calls ``finish`` and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macros import views
from macros.render import render
from macros.terms import mark_terms

if TYPE_CHECKING:
    from macros.site import Site


# The corner of a table heads nothing: announced as a header it would only confuse.
_EMPTY_HEADER = re.compile(r"<th([^>]*)></th>")


def finish(site: Site, here: str, html: str) -> str:
    """The HTML of the page ``here`` (path below docs/), finished if it is a lesson."""
    html = _EMPTY_HEADER.sub(r"<td\1></td>", html)
    node = site.catalog.lesson_of_page.get(here)
    if node is None:
        return html
    end = render("lesson_end.html", following=views.following(site, here, node))
    return f"{mark_terms(site, node, html)}\n{end}"
