"""Jinja as pages get it: the macros of the site, and nothing else.

A page is text from strangers. It is parsed and compiled here only, by the checks
and by the build alike: what it may hold is text and calls of macros with texts as
arguments (``Call``). Anything else is refused while it is compiled, before a line
of it runs; below that lies Jinja's own sandbox, without globals, filters, tests,
loader, attributes or arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# Everything else that uses braces (Helm, Go, GitHub Actions, Envoy, bash) is left alone.
DELIMITERS = {
    "variable_start_string": "{{=",
    "variable_end_string": "=}}",
    "block_start_string": "{%=",
    "block_end_string": "=%}",
    "comment_start_string": "{#=",
    "comment_end_string": "=#}",
}
ONLY_CALLS = "매크로 하나를 부르는 것 말고는 쓸 수 없습니다"


def parts(tree: nodes.Template) -> Iterator[nodes.Node]:
    """The texts (``TemplateData``) and everything else of a page, in order."""
    for node in tree.body:
        yield from node.nodes if isinstance(node, nodes.Output) else [node]


def line_of(node: nodes.Node) -> int:
    """The line of ``node`` in the page; Jinja gives some of what it makes up none."""
    inner = (one.lineno for one in node.find_all(nodes.Node) if one.lineno)
    return node.lineno or min(inner, default=1)


def is_call(node: nodes.Node) -> bool:
    """Whether ``node`` is a call by name with texts as arguments: ``name("a", key="b")``."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.dyn_args is None
        and node.dyn_kwargs is None
        and all(_is_text(one) for one in (*node.args, *(pair.value for pair in node.kwargs)))
    )


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


class _Page(Template):
    """A page's template: it gets none of the variables that an engine offers it."""

    def render(self, *_: Any, **__: Any) -> str:
        """Render it; configuration, files, front matter … stay outside."""
        return super().render()


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment in which pages are rendered.

    Args:
        macros: what a page can call, by name; each takes and returns texts.
    """

    template_class = _Page
    # Constants are computed while a template is compiled; what is not allowed is not computed.
    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)
    intercepted_unops = frozenset(ImmutableSandboxedEnvironment.default_unop_table)

    def __init__(self, macros: Mapping[str, Callable[..., str]]) -> None:
        # No autoescape: pages are Markdown. HTML is made and escaped by ``render.py``.
        super().__init__(
            undefined=StrictUndefined,
            autoescape=False,
            keep_trailing_newline=True,
            **DELIMITERS,
        )
        self.filters.clear()
        self.tests.clear()
        self.globals.clear()
        self.globals.update(macros)
        self._callable = frozenset(id(macro) for macro in macros.values())

    def compile(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """Compile a page that holds nothing but texts and calls.

        Raises:
            TemplateSyntaxError: it holds something else, with the line.
        """
        tree = self.parse(source) if isinstance(source, str) else source
        for node in parts(tree):
            if not isinstance(node, nodes.TemplateData) and not is_call(node):
                raise TemplateSyntaxError(ONLY_CALLS, line_of(node))
        return super().compile(tree, *args, **kwargs)

    def is_safe_attribute(self, _obj: Any, _attribute: str, _value: Any) -> bool:
        """No attribute of anything is."""
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        """Only a macro is."""
        return id(obj) in self._callable

    def call_binop(self, _context: Any, operator: str, _left: Any, _right: Any) -> Any:
        """No arithmetic: ``"a" * 10 ** 9`` would fill the memory."""
        raise SecurityError(operator)

    def call_unop(self, _context: Any, operator: str, _operand: Any) -> Any:
        """No arithmetic."""
        raise SecurityError(operator)
