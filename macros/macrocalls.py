"""Carry out the macros of a page outside MkDocs, and say where they go wrong.

The macros plugin stops at the first mistake and counts lines without the front
matter. Here every wrong call of a page is found, with its line in the file.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateSyntaxError, Undefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from macros.pagemacros import MACROS, Macro, MacroError
from macros.problems import Problem, nearest, problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.pages import Page
    from macros.site import Site

# Everything else that uses braces (Helm, Go, GitHub Actions, Envoy, bash) is left alone.
DELIMITERS = {
    "variable_start_string": "{{=",
    "variable_end_string": "=}}",
    "block_start_string": "{%=",
    "block_end_string": "=%}",
    "comment_start_string": "{#=",
    "comment_end_string": "=#}",
}
_ID = re.compile(r"""\bid="([^"]+)\"""")


@dataclass
class Expansion:
    """A page with its macros carried out.

    ``used`` lists the arguments of every call by macro name, ``ids`` the anchors
    that the macros made.
    """

    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    used: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def expand(site: Site, page: Page) -> Expansion:
    """Carry out all macros of a page."""
    result = Expansion()

    class Unknown(Undefined):
        """A name that does not exist: said once for its place, then empty."""

        def _say(self, *_args: Any, **_kwargs: Any) -> str:
            name = self._undefined_name or "?"
            known = nearest(str(name), MACROS)
            result.problems.append(problem("macro-unknown", page.place(_line()), name=name, nearest=known))
            return ""

        __str__ = __html__ = _say
        __call__ = __getattr__ = __getitem__ = _say  # type: ignore[assignment]

    environment = SandboxedEnvironment(undefined=Unknown, keep_trailing_newline=True, **DELIMITERS)
    calls = {name: _bound(one, site, page, result) for name, one in MACROS.items()}
    try:
        result.text = environment.from_string(page.text).render(calls)
    except TemplateSyntaxError as error:
        place = page.place(error.lineno)
        result.problems.append(problem("macro-syntax", place, detail=error.message))
    except (TemplateError, SecurityError, TypeError, ValueError, ArithmeticError) as error:
        place = page.place(_line_of(error))
        result.problems.append(problem("macro-failed", place, detail=error))
    return result


def _bound(one: Macro, site: Site, page: Page, result: Expansion) -> Callable[..., str]:
    def call(*args: Any, **kwargs: Any) -> str:
        line = _line()
        result.used.setdefault(one.name, []).append((*args, *kwargs.values()))
        if one.block and not _alone(page, line):
            result.problems.append(problem("macro-position", page.place(line), name=one.name))
        try:
            made = one(site, page.src, *args, **kwargs)
        except MacroError as error:
            result.problems.append(problem(error.rule, page.place(line), **error.facts))
            return ""
        result.ids.update(_ID.findall(made))
        return made

    return call


def _alone(page: Page, line: int) -> bool:
    text = page.lines[line - 1].rstrip()
    return text.startswith("{{=") and text.endswith("=}}")


def _line() -> int:
    """The line of the template that is being rendered, from the call stack."""
    frame = sys._getframe(1)
    while frame:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return int(template.get_corresponding_lineno(frame.f_lineno))
        if frame.f_back is None:
            return 1
        frame = frame.f_back
    return 1


def _line_of(error: BaseException) -> int:
    trace = error.__traceback__
    line = 1
    while trace:
        # Jinja rewrites the frames of a template so that they carry its own lines.
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
