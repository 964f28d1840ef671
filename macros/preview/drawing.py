"""Draw single pages as the build does; check the project. The preview's edge towards MkDocs.

Pages are drawn when somebody asks for them, through the same configuration, hooks, plugins
and templates as in a build. What has to be made anew after an edit depends on the file:
a page for its text, everything for the data file or the configuration.
"""

from __future__ import annotations

import contextlib
import logging
import mimetypes
import posixpath
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from macros import anki, schema
from macros.checks import bounds, check
from macros.load import DATA_FILE, load
from macros.pagemacros import MacroError
from macros.pages import read_page
from macros.preview.faults import Fault, fault, fault_of, packed
from macros.problems import Place, Problem, problem
from macros.render import forget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

    from macros.preview.wire import Head

CONFIG_FILE = "mkdocs.yml"
# What the theme has besides things to serve.
_NOT_SERVED = {".html", ".py", ".pyc", ".md", ".yml"}
_TEMPLATES = ("404.html", "sitemap.xml")
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".csv": "text/csv"}
HTML = "text/html; charset=utf-8"
_EMPTY = b"<!doctype html><title></title>"


# The HTML and the table of contents of pages, with what they were made from.
Rendered = dict[str, tuple[tuple[str, str], str, TableOfContents]]


class StoppedError(Exception):
    """Nothing can be drawn, for these reasons."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class Drawing:
    """Everything that a worker knows of the project.

    Args:
        root: the project's folder.
        folder: a folder of this worker's own, for what it makes.
        url: the address of the preview.
    """

    def __init__(self, root: Path, folder: Path, url: str) -> None:
        self.root, self.folder, self.url = root, folder, url
        self._made: _Made | None = None
        self._rendered: Rendered = {}
        # Pages as files below the folder, for what is made of all of them.
        self._written: set[str] = set()
        self._whole = False
        self._jobs: dict[str, Callable[[str], tuple[Head, bytes]]] = {
            "get": self._get,
            "step": self._step,
            "made": self._of_all_pages,
            "check": self._check,
        }
        (folder / "templates").mkdir(exist_ok=True)
        schema.write_schema(root)

    def done(self, request: Head) -> tuple[Head, bytes]:
        """Do one job, after a look at what has changed since the last one."""
        for path in request["changed"]:
            self._changed(path)
        try:
            return self._jobs[request["do"]](request["path"])
        except StoppedError as error:
            return {"faults": packed(error.faults)}, b""

    # ── what has changed ──────────────────────────────────────────────────────

    def _changed(self, path: str) -> None:
        """Forget what depends on a file (path from the root)."""
        self._whole = False
        src = path.removeprefix("docs/")
        known = self._made is not None and self._made.files.get_file_from_path(src) is not None
        listed = known and (self.root / path).is_file()
        if path in {DATA_FILE, CONFIG_FILE} or (path.startswith("docs/") and not listed):
            self._made = None
        elif path.startswith("docs/") and _page_of(src).endswith(".md"):
            self._written.discard(_page_of(src))
            return
        self._written.clear()
        if path.startswith("docs/"):
            return
        self._rendered.clear()
        forget()
        if self._made is not None and self._made.env.cache is not None:
            # A new file of overrides/ takes the place of the theme's.
            self._made.env.cache.clear()

    def _all(self) -> _Made:
        if self._made is None:
            self._made = _Made(self.root, self.folder, self.url, self._rendered)
        return self._made

    # ── answers ───────────────────────────────────────────────────────────────

    def _get(self, path: str) -> tuple[Head, bytes]:
        """A page or a file of the site, by the path of its address below the root."""
        if made_of_all(path):
            return {"whole": True}, b""
        made = self._all()
        name = f"{path}index.html" if path.endswith("/") or not path else path
        file = made.by_address.get(name)
        if file is not None and file.is_documentation_page():
            html, said = self._page(made, file)
            return {"type": HTML, "page": f"docs/{file.src_uri}", "said": packed(said)}, html
        source = made.source(name)
        if source is not None:
            return {"type": _type(name)}, source.read_bytes()
        if f"{name}/index.html" in made.by_address:
            return {"type": HTML, "moved": f"{path}/"}, b""
        return {"type": HTML, "status": 404}, made.template("404.html")

    def _page(self, made: _Made, file: File) -> tuple[bytes, list[Fault]]:
        """A drawn page, and what MkDocs had to say about it."""
        path = f"docs/{file.src_uri}"
        too_much = [_as_fault(one) for one in bounds.faults(read_page(path, file.content_string))]
        if too_much:
            raise StoppedError(too_much)
        try:
            with _heard() as said:
                html = made.draw(file)
        except BaseException as error:
            raise StoppedError([_in_page(error, self.root, file, path)]) from error
        return html, [fault("mkdocs", path, one) for one in said]

    def _of_all_pages(self, path: str) -> tuple[Head, bytes]:
        """What is made of all pages, as it was made last; before that, one step towards it."""
        made = self._all()
        if path in _TEMPLATES:
            return {"type": _type(path)}, made.template(path)
        target = (made.site / path).resolve()
        if target.is_relative_to(made.site.resolve()) and target.is_file():
            return {"type": _type(path)}, target.read_bytes()
        head, _ = self._step("")
        return (head, b"") if head["more"] else ({"type": HTML, "status": 404}, made.template("404.html"))

    def _step(self, _: str) -> tuple[Head, bytes]:
        """Draw one more page, or make what is made of all of them; whether that was not the last step."""
        made = self._all()
        for file in made.files.documentation_pages():
            if file.src_uri not in self._written:
                self._write(made, file)
                return {"more": True}, b""
        if self._whole:
            return {"more": False}, b""
        made.config.plugins.on_post_build(config=made.config)
        self._whole = True
        return {"more": True}, b""

    def _write(self, made: _Made, file: File) -> None:
        target = Path(file.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.write_bytes(self._page(made, file)[0])
        except StoppedError:
            target.write_bytes(_EMPTY)  # its mistake is shown where it is looked at
        self._written.add(file.src_uri)

    def _check(self, _: str) -> tuple[Head, bytes]:
        return {"faults": packed(map(_as_fault, check(self.root)))}, b""


class _Made:
    """What all pages share: configuration, files, navigation, templates.

    Raises:
        StoppedError: the data file or the configuration cannot be used.
    """

    def __init__(self, root: Path, folder: Path, url: str, rendered: Rendered) -> None:
        catalog, problems = load(root)
        if catalog is None:
            raise StoppedError([_as_fault(one) for one in problems])
        self.root, self.site = root, folder / "site"
        self.site.mkdir(exist_ok=True)
        self.config = _configuration(root, self.site, url)
        self.config.plugins.on_startup(command="serve", dirty=False)
        self.config = self.config.plugins.on_config(self.config)
        self.config.plugins.on_pre_build(config=self.config)
        self.files = self.config.plugins.on_files(get_files(self.config), config=self.config)
        set_exclusions(self.files, self.config)
        with _heard():  # the checks say the same, in Korean and with the line
            self.nav = _navigation(self.config, self.files, catalog.pages)
        self.env = self._environment(folder)
        self._rendered = rendered
        # Beside its text, what the HTML of a page depends on: extensions, anchors, files to link to.
        sections = [(one.title, one.id) for stage in catalog.roadmap.stages for one in stage.sections]
        self._ground = repr((_text(root / CONFIG_FILE), sections, sorted(self.files.src_uris)))
        shown = (file for file in self.files if file.inclusion.value > InclusionLevel.DRAFT.value)
        self.by_address = {file.dest_uri: file for file in shown}

    def _environment(self, folder: Path) -> Environment:
        env: Environment = self.config.theme.get_env()
        env.auto_reload = True
        # Compiled templates outlive the worker that compiled them.
        env.bytecode_cache = FileSystemBytecodeCache(str(folder / "templates"))
        finished: Environment = self.config.plugins.on_env(env, config=self.config, files=self.files)
        return finished

    def draw(self, file: File) -> bytes:
        """Draw a page, through the events of a build."""
        config, plugins = self.config, self.config.plugins
        page = file.page or Page(None, file, config)
        page = plugins.on_pre_page(page, config=config, files=self.files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=self.files
        )
        self._render(page)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=self.files)
        page.active = True
        try:
            context = get_context(self.nav, self.files, config, page)
            template = self.env.get_template(page.meta.get("template", "main.html"))
            context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
            html = template.render(context)
        finally:
            page.active = False
        return plugins.on_post_page(html, page=page, config=config).encode("utf-8", "xmlcharrefreplace")

    def _render(self, page: Page) -> None:
        """Turn a page's Markdown into HTML, unless this very text has been."""
        key = self._ground, page.markdown or ""
        known = self._rendered.get(page.file.src_uri)
        if known is None or known[0] != key:
            page.render(self.config, self.files)
            known = self._rendered[page.file.src_uri] = key, page.content or "", page.toc
        _, page.content, page.toc = known

    def template(self, name: str) -> bytes:
        """Draw a page that is not made of Markdown."""
        base = "/" if name == "404.html" else "."
        context = get_context(self.nav, self.files, self.config, base_url=base)
        context = self.config.plugins.on_template_context(context, template_name=name, config=self.config)
        return self.env.get_template(name).render(context).encode()

    def source(self, name: str) -> Path | None:
        """The file of docs/ or of the theme that is served under a name."""
        file = self.by_address.get(name)
        if file is not None:
            return Path(file.abs_src_path or "")
        parts = name.split("/")
        hidden = any(not part or part.startswith(".") or "\\" in part or ":" in part for part in parts)
        if hidden or posixpath.splitext(name)[1] in _NOT_SERVED:
            return None
        found = (Path(folder) / name for folder in self.config.theme.dirs)
        return next((path for path in found if path.is_file()), None)


def made_of_all(path: str) -> bool:
    """Whether a file of the site is made of all pages."""
    return path.startswith("search/") or path in {anki.FILE, schema.FILE, "sitemap.xml"}


def _configuration(root: Path, site: Path, url: str) -> MkDocsConfig:
    path = root / CONFIG_FILE
    with _heard() as said:
        try:
            return load_config(str(path), site_dir=str(site), site_url=url, use_directory_urls=True)
        except Abort as error:
            raise StoppedError([_config_fault(one, _text(path)) for one in said]) from error
        except ConfigurationError as error:
            # It is not there, or it is no YAML, which is the reason behind the reason.
            missing = fault("config", CONFIG_FILE, "설정 파일이 없습니다")
            reason = error.__cause__ or error.__context__
            found = fault_of(reason, root, CONFIG_FILE) if path.is_file() and reason else missing
            raise StoppedError([found]) from error


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _config_fault(said: str, text: str) -> Fault:
    """What MkDocs says of a value (``Config value 'key': what``), at the line of its key."""
    key = said.partition("'")[2].partition("'")[0]
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith(f"{key}:")]
    return fault("config", CONFIG_FILE, said, min(lines, default=1))


def _navigation(config: MkDocsConfig, files: Files, titles: dict[str, str]) -> Navigation:
    """The navigation, with the titles that pages have before they are drawn."""
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for page in nav.pages:
        if page.title is None and page.file.src_uri in titles:
            page.title = titles[page.file.src_uri]
    return nav


def _page_of(src: str) -> str:
    """The page that shows a file: itself, or the lesson whose manifest it is."""
    folder, found, name = src.partition("/manifests/")
    return f"{folder}/{name.partition('/')[0]}.md" if found else src


def _type(name: str) -> str:
    suffix = posixpath.splitext(name)[1]
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in {"image/svg+xml", "application/json", "application/xml"}
    return f"{kind}; charset=utf-8" if text else kind


def _as_fault(one: Problem) -> Fault:
    place = one.place
    return Fault(place.path, place.line, place.column, one.rule, one.message, one.hint)


def _in_page(error: BaseException, root: Path, file: File, path: str) -> Fault:
    """An exception while a page was drawn: a macro's own complaint names the line of its call."""
    reason: BaseException | None = error
    while isinstance(reason, SystemExit):
        reason = reason.__context__
    line = _line_of_call(reason, file)
    if isinstance(reason, MacroError):
        return _as_fault(problem(reason.rule, Place(path, line), **reason.facts))
    found = fault_of(error, root, path)
    if line == 1 or not isinstance(reason, Exception):
        return found
    if found.path == path:
        return replace(found, line=line)
    return replace(found, message=f"{found.message} ({path}의 {line}번째 줄에서 부름)")


def _line_of_call(error: BaseException | None, file: File) -> int:
    """The line of a page whose macro raised an error; 1 if it was none."""
    frames = traceback.walk_tb(error.__traceback__ if error else None)
    lines = [line for frame, line in frames if frame.f_code.co_filename == "<template>"]
    page = file.page
    if not lines or page is None or page.markdown is None:
        return 1
    # The plugin reads a page without its front matter.
    return lines[0] + file.content_string.count("\n") - page.markdown.count("\n")


@contextlib.contextmanager
def _heard() -> Iterator[list[str]]:
    """What MkDocs says meanwhile, instead of a line in its own words on the terminal."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
