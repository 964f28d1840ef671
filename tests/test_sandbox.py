"""A page can call the macros of the site and do nothing else, whatever it tries.

Twice: the checks name the line; and rendered without any check, as the build renders
it, the page gets nothing of the configuration, the files or Python.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.checks import check
from macros.sandbox import ONLY_CALLS, Sandbox
from tests.conftest import ROOT
from tests.minimal import PROJECT, THEORY, edited, write_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECRET = "leaked-b2f7"

# What a page could try. None of it may show anything, take long or write anything.
ESCAPES = {
    "classes of a text": "{{= ''.__class__.__mro__[1].__subclasses__() =}}",
    "classes of a tuple": "{{= ().__class__.__base__.__subclasses__() =}}",
    "attribute as an item": "{{= ''['__class__'] =}}",
    "attribute by a filter": "{{= ''|attr('__class__') =}}",
    "attribute in other letters": "{{= ''|attr('\\x5f\\x5fclass\\x5f\\x5f') =}}",
    "globals of a macro": "{{= version.__globals__['os'].environ =}}",
    "closure of a macro": "{{= version.__closure__[0].cell_contents =}}",
    "code of a macro": "{{= roadmap.__code__.co_consts =}}",
    "globals of a builtin": "{{= lipsum.__globals__['os'].popen('id').read() =}}",
    "init of a builtin": "{{= cycler.__init__.__globals__.os.environ =}}",
    "joiner": "{{= joiner.__init__.__globals__ =}}",
    "namespace": "{{= namespace(a=1).a =}}",
    "range": "{{= range(10) =}}",
    "dict": "{{= dict(a='b') =}}",
    "this template": "{{= self.__init__.__globals__ =}}",
    "this template called": "{{= self() =}}",
    "parent block": "{{= super() =}}",
    "context of the template": "{{= self._TemplateReference__context =}}",
    "undefined": "{{= nothing.__init__.__globals__ =}}",
    "format of a text": "{{= '{0.__class__}'.format(version) =}}",
    "format by a filter": "{{= '{0.__class__}'|format(version) =}}",
    "format_map": "{{= '{a.__init__}'.format_map({'a': version}) =}}",
    "percent": "{{= '%s' % version =}}",
    "configuration": "{{= config =}}",
    "configuration's file": "{{= config.config_file_path =}}",
    "extra": "{{= extra.catalog =}}",
    "environment": "{{= environment =}}",
    "plugin": "{{= plugin =}}",
    "git": "{{= git =}}",
    "page": "{{= page.file.abs_src_path =}}",
    "files": "{{= files =}}",
    "navigation": "{{= navigation =}}",
    "macros of the plugin": "{{= macros =}}",
    "description of the plugin": "{{= macros_info() =}}",
    "context": "{{= context() =}}",
    "context, pretty": "{{= context() | pretty =}}",
    "clock": "{{= now() =}}",
    "address": "{{= fix_url('x') =}}",
    "front matter": "{{= secret =}}",
    "include": "{%= include 'index.md' =%}",
    "include of a file above": "{%= include '../mkdocs.yml' =%}",
    "import": "{%= import 'index.md' as x =%}",
    "from": "{%= from 'index.md' import x =%}",
    "extends": "{%= extends 'index.md' =%}",
    "loop": "{%= for a in 'ab' =%}{%= for b in 'ab' =%}x{%= endfor =%}{%= endfor =%}",
    "endless loops": "".join("{%= for a in 'aaaaaaaaaaaaaaaaaaaa' =%}" for _ in range(12))
    + "{%= endfor =%}" * 12,
    "set": "{%= set a = 'b' =%}",
    "macro that calls itself": "{%= macro f() =%}{{= f() =}}{%= endmacro =%}{{= f() =}}",
    "call block": "{%= call version('kubernetes') =%}x{%= endcall =%}",
    "filter block": "{%= filter upper =%}x{%= endfilter =%}",
    "with": "{%= with a = 1 =%}x{%= endwith =%}",
    "block": "{%= block a =%}x{%= endblock =%}",
    "autoescape": "{%= autoescape false =%}x{%= endautoescape =%}",
    "do": "{%= do [].append(1) =%}",
    "long text": "{{= 'a' * 1000000000 =}}",
    "large number": "{{= 9 ** 9 ** 9 =}}",
    "negative": "{{= -1 =}}",
    "sum": "{{= 1 + 1 =}}",
    "join": "{{= 'a' ~ 'b' =}}",
    "text alone": "{{= 'a' =}}",
    "list": "{{= [1] =}}",
    "comparison": "{{= 1 == 1 =}}",
    "test": "{{= version is callable =}}",
    "condition": "{{= 'a' if true else 'b' =}}",
    "filter": "{{= 'a'|upper =}}",
    "filter of a macro": "{{= version('kubernetes')|upper =}}",
    "attribute of a result": "{{= version('kubernetes').upper() =}}",
    "item of a result": "{{= version('kubernetes')[0] =}}",
    "macro as an argument": "{{= version(version('kubernetes')) =}}",
    "name as an argument": "{{= version(config) =}}",
    "spread arguments": "{{= version(*['kubernetes']) =}}",
    "spread names": "{{= version(**{'name': 'kubernetes'}) =}}",
    "two calls": "{{= version('kubernetes'), version('minikube') =}}",
    "call of a call": "{{= version('kubernetes')() =}}",
    "macro of the file system": "{{= open('/etc/passwd') =}}",
    "import function": "{{= __import__('os') =}}",
}


@pytest.mark.parametrize("name", ESCAPES)
def test_check_names_the_line_of_what_a_page_tries(name: str, tmp_path: Path) -> None:
    changes = edited(THEORY, ("컨테이너를 묶습니다.", f"글.\n\n{ESCAPES[name]}\n"))
    line = str(changes[THEORY]).split(ESCAPES[name], maxsplit=1)[0].count("\n") + 1
    found = check(write_project(tmp_path, changes))
    assert {(one.place.path, one.place.line) for one in found} == {(THEORY, line)}, [
        str(one) for one in found
    ]
    assert {one.rule for one in found} <= {
        "macro-syntax",
        "macro-unknown",
        "macro-arguments",
        "attribute-list",
    }


# ── without the check: the plugin itself, as the build sets it up ─────────────


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """mkdocs-macros with our module, in the minimal project; no hook has looked at it."""
    root = write_project(tmp_path_factory.mktemp("project"))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    plugins = settings[settings.index("plugins:") : settings.index("markdown_extensions:")]
    (root / "mkdocs.yml").write_text(
        f"site_name: x\nextra: {{secret: {SECRET}}}\n{plugins}", encoding="utf-8"
    )
    (root / "macros").symlink_to(ROOT / "macros")
    config = load_config(str(root / "mkdocs.yml"))
    made = config.plugins["macros"]
    made.on_config(config)
    made.on_nav(Navigation([], []), config=config, files=Files([]))
    yield made
    logging.getLogger("mkdocs").handlers.clear()


@pytest.fixture
def render(plugin: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """The Markdown that the plugin makes of a page."""
    monkeypatch.setenv("SECRET", SECRET)
    config = plugin.conf

    def rendered(text: str) -> str:
        file = File(PROJECT.removeprefix("docs/"), config.docs_dir, config.site_dir, use_directory_urls=True)
        page = Page("가게", file, config)
        page.meta = {"secret": SECRET}
        made: str = plugin.on_page_markdown(text, page=page, config=config, files=Files([]))
        return made

    return rendered


@pytest.mark.parametrize("name", ESCAPES)
def test_page_that_no_check_has_seen_gets_nothing(
    name: str, render: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="mkdocs")
    with pytest.raises(SystemExit):
        print(render(f"# 가게\n\n{ESCAPES[name]}\n"))


def test_macros_of_the_site_still_answer(render: Callable[[str], str]) -> None:
    assert render('# 가게\n\n{{= version("kubernetes") =}}판, {{ .Values.x }}\n') == (
        "# 가게\n\n1.36.4판, {{ .Values.x }}\n"
    )
    assert "가게를 운영하기" in render("# 가게\n\n{{= lesson_header() =}}\n")
    assert render("{%= raw =%}{{= x =}}{%= endraw =%}{#= 말 =#}") == "{{= x =}}"


# ── the sandbox alone: what lies below the refusal ────────────────────────────


@pytest.mark.parametrize("name", ESCAPES)
def test_what_is_refused_is_refused_before_it_runs(name: str) -> None:
    ran: list[str] = []

    def macro(name: str = "") -> str:
        ran.append(name)
        return name

    sandbox = Sandbox({"version": macro, "roadmap": macro})
    with pytest.raises(TemplateError) as refused:
        sandbox.from_string(ESCAPES[name]).render(config=os.environ, secret=SECRET)
    assert ran == []
    assert SECRET not in str(refused.value)


def test_nothing_but_the_macros_is_there() -> None:
    sandbox = Sandbox({"version": lambda name: name})
    assert (set(sandbox.globals), dict(sandbox.filters), dict(sandbox.tests)) == ({"version"}, {}, {})
    assert sandbox.loader is None
    assert not sandbox.extensions
    assert sandbox.from_string("{{= version('a') =}}").render(version=lambda _: SECRET) == "a"


def test_refusal_names_the_line() -> None:
    with pytest.raises(Exception, match=ONLY_CALLS) as refused:
        Sandbox({}).from_string("a\n\n{%= set a = 'b' =%}")
    assert getattr(refused.value, "lineno", 0) == 3


class _Inner(Sandbox):
    """The sandbox with its outer wall taken down."""

    compile = ImmutableSandboxedEnvironment.compile


@pytest.mark.parametrize(
    "name", [name for name, text in ESCAPES.items() if "__" in text or "include" in text or " * " in text]
)
def test_behind_the_refusal_stands_the_sandbox_of_jinja(name: str) -> None:
    sandbox = _Inner({"version": lambda name: name, "roadmap": lambda: ""})
    with pytest.raises((TemplateError, TypeError)):
        print(sandbox.from_string(ESCAPES[name]).render())
