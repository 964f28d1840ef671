"""The custom fence ``console``: coloured as ever, copied as commands only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape

from macros.labs.blocks import commands

if TYPE_CHECKING:
    from markdown import Markdown


def console(
    source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **kwargs: Any
) -> str:
    """Highlight a console block and name what the theme's copy button takes: its commands."""
    highlighter: Any = md.preprocessors["fenced_code_block"]
    html = highlighter.highlight(
        src=source, class_name=css_class, language=language, md=md, options=options, **kwargs
    )
    copied = escape("\n".join(commands(tuple(source.split("\n")))))
    return f'<div class="console" data-copy="{copied}">{html}</div>'
