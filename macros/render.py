"""Templates to HTML: the only place where HTML is made.

An environment of our own: it escapes everything that comes from data and fails
on every name that a view does not give, unlike the environment of the macros
plugin, which renders the authors' Markdown.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

_CODE = re.compile(r"`([^`]+)`")
_BLANK_LINES = re.compile(r"\n\s*\n+")


def inline(text: str) -> Markup:
    """Escape a sentence of the data file and set its `code` as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 (escaped before)


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["inline"] = inline


def render(template: str, **view: Any) -> str:
    """Render a template of ``macros/templates`` with a flat view.

    The result has no empty line, so that Markdown takes it as one block of HTML.

    Raises:
        jinja2.UndefinedError: the template names something the view does not give.
    """
    html = _ENVIRONMENT.get_template(template).render(**view)
    return _BLANK_LINES.sub("\n", html).strip()


def forget() -> None:
    """Read every template anew: one that was half written a moment ago may look unchanged."""
    if _ENVIRONMENT.cache is not None:
        _ENVIRONMENT.cache.clear()
