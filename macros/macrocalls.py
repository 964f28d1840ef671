"""Carry out the macros of a page outside MkDocs, and say where they go wrong.

The macros plugin stops at the first mistake and counts lines without the front
matter. Here every wrong call of a page is found, with its line in the file.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateSyntaxError, nodes

from macros.pagemacros import MACROS, MacroError
from macros.problems import Problem, nearest, problem
from macros.sandbox import ONLY_CALLS, Sandbox, line_of, parts

if TYPE_CHECKING:
    from macros.pages import Page
    from macros.site import Site

# Characters of a page with its macros carried out; the glossary has 80,000.
MAX_EXPANDED = 1_000_000
_ID = re.compile(r"""\bid="([^"]+)\"""")


@dataclass
class Expansion:
    """A page with its macros carried out.

    ``used`` lists the arguments of every call by macro name, ``ids`` the anchors
    that the macros made. ``complete`` is false when the page could not be read.
    """

    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    used: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    complete: bool = True


_SANDBOX = Sandbox({})  # nothing is rendered here
_STATEMENT = re.compile(r"\{%=\s*(?!raw\b|endraw\b)")


def expand(site: Site, page: Page) -> Expansion:
    """Carry out all macros of a page.

    The page is parsed, not run: a call of a macro with texts as arguments is all
    that a page may hold, so nothing else can be slow, fail or mean something
    different in the build.
    """
    result = Expansion()
    try:
        tree = _parsed(page.text)
    except TemplateSyntaxError as error:
        _unreadable(page, result, error.lineno, str(error.message))
        return result
    except (RecursionError, ValueError) as error:
        _unreadable(page, result, 1, type(error).__name__)
        return result
    result.text = "".join(
        part.data if isinstance(part, nodes.TemplateData) else _carried_out(site, page, part, result)
        for part in parts(tree)
    )
    if len(result.text) > MAX_EXPANDED:
        place, count = page.place(1), len(result.text)
        result.problems.append(
            problem("page-count", place, what="매크로가 만든 글자", count=count, limit=MAX_EXPANDED)
        )
    return result


@lru_cache(maxsize=256)
def _parsed(text: str) -> nodes.Template:
    """The syntax tree of a page, which nobody changes."""
    return _SANDBOX.parse(text)


def _unreadable(page: Page, result: Expansion, line: int, detail: str) -> None:
    """Name the line on which what cannot be read begins."""
    result.complete = False
    starts = [number for number, text in enumerate(page.lines[:line], 1) if "{{=" in text or "{%=" in text]
    statements = [number for number, text in enumerate(page.lines, 1) if _STATEMENT.search(text)]
    place = page.place(max(statements[:1] or starts, default=line))
    result.problems.append(problem("macro-syntax", place, detail=detail))


def _carried_out(site: Site, page: Page, node: nodes.Node, result: Expansion) -> str:
    root: nodes.Node = node
    while isinstance(root, nodes.Getattr | nodes.Getitem | nodes.Call | nodes.Filter) and root is not None:
        inner = root.fields and getattr(root, root.fields[0])
        if not isinstance(inner, nodes.Node):
            break
        root = inner
    place = page.place(line_of(root))
    if isinstance(root, nodes.Name) and root.name not in MACROS:
        known = nearest(root.name, MACROS)
        result.problems.append(problem("macro-unknown", place, name=root.name, nearest=known))
    elif node is root and isinstance(root, nodes.Name):
        usage = MACROS[root.name].usage
        result.problems.append(
            problem("macro-arguments", place, name=root.name, why="괄호가 없습니다", usage=usage)
        )
    elif isinstance(node, nodes.Call) and node.node is root and isinstance(root, nodes.Name):
        return _call(site, page, node, root, result)
    else:
        result.problems.append(problem("macro-syntax", place, detail=ONLY_CALLS))
    return ""


def _call(site: Site, page: Page, node: nodes.Call, name: nodes.Name, result: Expansion) -> str:
    macro, line = MACROS[name.name], name.lineno
    args = [_constant(one) for one in node.args]
    kwargs = {one.key: _constant(one.value) for one in node.kwargs}
    if node.dyn_args or node.dyn_kwargs:
        args.append(None)
    result.used.setdefault(macro.name, []).append(_bound(macro.function, args, kwargs))
    if macro.block and not _alone(page, line):
        result.problems.append(
            _at_start(page, line, problem("macro-position", page.place(line), name=macro.name))
        )
    try:
        made = macro(site, page.src, *args, **kwargs)
    except MacroError as error:
        result.problems.append(problem(error.rule, page.place(line), **error.facts))
        return ""
    except (ValueError, TemplateError) as error:
        result.problems.append(problem("macro-failed", page.place(line), detail=str(error)))
        return ""
    result.ids.update(_ID.findall(made))
    return made


def _constant(node: nodes.Node) -> Any:
    return node.value if isinstance(node, nodes.Const) else None


def _bound(function: Any, args: list[Any], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """The arguments in the order of the macro's parameters, however they were given."""
    try:
        return tuple(inspect.signature(function).bind(None, None, *args, **kwargs).arguments.values())[2:]
    except TypeError:
        return tuple(args)


def _alone(page: Page, line: int) -> bool:
    return _is_call(page.lines[line - 1].rstrip())


def _is_call(text: str) -> bool:
    return text.startswith("{{=") and text.endswith("=}}") and text.count("{{=") == 1


_NESTED = 4  # columns by which Python-Markdown wants the inside of a list


def _at_start(page: Page, line: int, found: Problem) -> Problem:
    """The problem with its mending, if the call is alone and no list or box can be around it."""
    text = page.lines[line - 1]
    indent = text[: len(text) - len(text.lstrip(" "))]
    outside = 0 < len(indent) < _NESTED and _is_call(text.strip())
    return found.mended_by(indent, "") if outside else found
