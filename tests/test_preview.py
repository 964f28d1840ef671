"""The live preview: every edit is seen, every mistake is shown and goes when it is mended.

The real server, on the minimal project with the real tools. Nothing here sleeps: a test
waits on the same news as a browser does.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote, urlsplit

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe

from macros.preview.server import _is_ours
from macros.preview.session import Session
from macros.preview.watch import _of_interest
from macros.preview.workers import Replaced, Worker
from tests.conftest import clear_addresses, copy_project
from tests.minimal import DATA, MANIFEST, PRACTICE, THEORY, edit, write_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

PAGE = "orchestration/kubernetes/basic/pods/"
OTHER = "orchestration/kubernetes/basic/services/"
HOME = ""
SECONDS = 60.0


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


class Preview:
    """A running preview: its answers, its news, its terminal."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        # Where this runs in the background of a script, Ctrl+C is ignored, and would be there too.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "macros", "serve", "--port", "0", *options],
            cwd=root,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.said: list[str] = []
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.url = self.hear("미리 보기: ").split()[2]
        self.news = {"revision": 0, "version": 0}

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._lines.put(line.rstrip("\n"))
        self._lines.put("")

    def hear(self, *parts: str) -> str:
        """The next line on the terminal with these texts in it."""
        while True:
            line = self._lines.get(timeout=SECONDS)
            self.said.append(line)
            if all(part in line for part in parts):
                return line
            assert line or self._process.poll() is None, self.said

    def ask(self, path: str, **headers: str) -> Answer:
        """The answer to a request."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS)
        with contextlib.closing(connection):
            connection.request("GET", f"/{quote(path, safe='/?=&%')}", headers=headers)
            got = connection.getresponse()
            return Answer(got.status, dict(got.getheaders()), got.read().decode(errors="replace"))

    def page(self, path: str) -> str:
        """The HTML of a page."""
        return self.ask(path).text

    def wait(self) -> None:
        """Wait for news that this reader does not know."""
        query = f"revision={self.news['revision']}&version={self.news['version']}"
        self.news = json.loads(self.ask(f"-/preview/news?{query}").text)

    def shown(self, path: str, is_right: Callable[[str], bool]) -> str:
        """The page as soon as it is as it should be, asked for once for each piece of news."""
        while True:
            html = self.page(path)
            if is_right(html):
                return html
            before = dict(self.news)
            self.wait()
            assert self.news != before or is_right(self.page(path)), "\n".join(
                [*banner(html), html[-500:], *self.said]
            )

    def end(self) -> int:
        """Stop it as Ctrl+C does; its exit status."""
        self._process.send_signal(signal.SIGINT)
        status = self._process.wait(SECONDS)
        self._reader.join()
        return status


def banner(html: str) -> list[str]:
    """What is wrong, as the page says it."""
    document = lxml.html.document_fromstring(html)
    return [" ".join(one.text_content().split()) for one in document.cssselect(".preview__item")]


def mentions(*parts: str) -> Callable[[str], bool]:
    return lambda html: any(all(part in one for part in parts) for one in banner(html))


def clean(html: str) -> bool:
    return not banner(html) and "그릴 수 없습니다" not in html


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("preview") / "project"
    copy_project(root, docs=False)
    return write_project(root)


@pytest.fixture(scope="module")
def preview(project: Path) -> Iterator[Preview]:
    with pytest.MonkeyPatch.context() as patch:
        clear_addresses(patch)
        started = Preview(project)
    started.shown(PAGE, clean)
    yield started
    started.end()


@contextlib.contextmanager
def changed(preview: Preview, path: str, old: str, new: str) -> Iterator[None]:
    """Change a file (what is replaced stands first in it) and put it right again."""
    file = preview.root / path
    before = file.read_text(encoding="utf-8")
    assert old in before
    write(file, before.replace(old, new, 1))
    try:
        yield
    finally:
        write(file, before)


# ── edits ─────────────────────────────────────────────────────────────────────

EDITS = {
    "lesson": (THEORY, "컨테이너를 묶습니다.", "새 문장입니다.", PAGE, "새 문장입니다."),
    "data file": (DATA, "- 파드의 역할을 설명하기", "- 새 목표를 이루기", PAGE, "새 목표를 이루기"),
    "manifest": (MANIFEST, "name: web", "name: shop-web", OTHER, "shop-web"),
    "macro": ("macros/views.py", '"docs": "공식 문서"', '"docs": "새 종류"', PAGE, "새 종류"),
    "template": ("macros/templates/lesson_header.html", "<", "<!-- 새 틀 --><", PAGE, "새 틀"),
    "override": ("overrides/main.html", '{% block site_meta %}', '{% block site_meta %}<!-- 새 덮개 -->', PAGE, "새 덮개"),
    "configuration": ("mkdocs.yml", "site_name: Orchestration 로드맵", "site_name: 새 이름", PAGE, "새 이름"),
    "style": ("docs/assets/stylesheets/site.css", ":root {", ":root { --new-style: 1;", "assets/stylesheets/site.css", "--new-style"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_seen_without_a_restart(name: str, preview: Preview) -> None:
    path, old, new, url, seen = EDITS[name]
    assert seen not in preview.page(url)
    with changed(preview, path, old, new):
        preview.shown(url, lambda html: seen in html)
    preview.shown(url, lambda html: seen not in html)
    preview.shown(PAGE, clean)


def test_a_page_is_as_it_is_built_but_for_the_banner(preview: Preview) -> None:
    """Title, contents, neighbours: what the build knows of pages that nobody has asked for here."""
    html = preview.page(PAGE)
    assert "<title>파드 - Orchestration 로드맵</title>" in html
    document = lxml.html.document_fromstring(html)
    assert [one.get("href") for one in document.cssselect('link[rel="prev"], link[rel="next"]')] == [
        "../",
        "../services/",
    ]
    assert "None" not in [one.text_content().strip() for one in document.cssselect("a")]
    assert "Content-Security-Policy" in html


def test_a_new_page_and_a_new_file_are_there_at_once(preview: Preview) -> None:
    page, image = preview.root / "docs/new.md", preview.root / "docs/assets/new.txt"
    write(page, "# 새 글\n\n글입니다.\n")
    write(image, "새 파일")
    try:
        html = preview.shown("new/", lambda html: "글입니다." in html)
        assert mentions("docs/new.md", "[page-unlisted]")(preview.shown("new/", mentions("[page-unlisted]")))
        assert preview.ask("assets/new.txt").text == "새 파일"
        assert "새 글" in html
    finally:
        page.unlink()
        image.unlink()
    preview.shown(PAGE, clean)
    assert preview.ask("new/").status == 404


def test_a_file_that_an_editor_puts_in_place_is_seen(preview: Preview) -> None:
    """Many editors write beside the file and rename."""
    file, beside = preview.root / THEORY, preview.root / f"{THEORY}.tmp"
    before = file.read_text(encoding="utf-8")
    write(beside, edit(before, "컨테이너를 묶습니다.", "이름을 바꿔 넣었습니다."))
    beside.replace(file)
    try:
        preview.shown(PAGE, lambda html: "이름을 바꿔 넣었습니다." in html)
    finally:
        write(beside, before)
        beside.replace(file)
    preview.shown(PAGE, lambda html: "이름을 바꿔 넣었습니다." not in html)


@pytest.mark.parametrize(
    "name",
    [".pods.md.swp", "pods.md~", "#pods.md#", "4913", ".#pods.md", "pods.md.tmp", "pods.md___jb_tmp___"],
)
def test_what_editors_leave_for_a_moment_is_no_edit(name: str) -> None:
    assert not _of_interest(f"docs/orchestration/{name}")
    assert _of_interest("docs/orchestration/pods.md")
    assert not _of_interest("macros/__pycache__/views.cpython-311.pyc")
    assert not _of_interest("site/index.html")


def test_the_search_finds_what_was_written(preview: Preview) -> None:
    """The index is made of all pages, and follows an edit."""
    assert "roadmapSearchIndex" in preview.ask("search/index.js").text
    assert preview.ask("sitemap.xml").text.count("<loc>") > 5
    assert "파드" in preview.ask("assets/orchestration-roadmap-anki.csv").text


# ── mistakes ──────────────────────────────────────────────────────────────────

# File, what is replaced by what, the page that is looked at, what it says.
SHOWN_ABOVE_THE_PAGE = {
    "broken link": (THEORY, "](services.md#lab)", "](servicez.md)", [f"{THEORY}:", "[link-missing]", "servicez.md"]),
    "wrong title": (THEORY, "# 파드\n", "# 파드들\n", [f"{THEORY}:", "[title-differs]"]),
    "broken manifest": (MANIFEST, "name: web", "nam: web", [f"{MANIFEST}:4:", "[kubernetes-schema]"]),
    "link across lines": (THEORY, "컨테이너를 묶습니다.", "[두\n줄](podz.md)", [f"{THEORY}:", "podz.md"]),
}  # fmt: skip
STOPS_THE_PAGE = {
    "tab in the data file": (DATA, "        title: 기초", "\t\ttitle: 기초", [f"{DATA}:", "[yaml-syntax]"]),
    "unknown id in the data file": (DATA, "terms: [pod]", "terms: [pot]", [f"{DATA}:", "[unknown-id]", "pot"]),
    "page nested too deep": (THEORY, "컨테이너를 묶습니다.", f"{'> ' * 40}깊은 글", [f"{THEORY}:", "[page-nesting]"]),
    "unknown macro": (THEORY, "{{= lesson_header() =}}", "{{= lesson_haeder() =}}", [f"{THEORY}:", "lesson_haeder"]),
    "Python syntax": ("macros/views.py", "def host(", "def host((", ["macros/views.py:", "[python]", "문법"]),
    "Python exception on import": ("macros/views.py", 'ROOT_FOLDER = "orchestration"', 'ROOT_FOLDER = 1 / 0', ["macros/views.py:", "[python]", "ZeroDivisionError"]),
    "Python exception in a macro": ("macros/views.py", "    hours, rest = divmod(minutes, 60)", "    hours, rest = divmod(minutes, 0)", ["macros/views.py:", "[python]", "ZeroDivisionError", "pods.md의"]),
    "endless recursion": ("macros/views.py", "    hours, rest = divmod(minutes, 60)", "    hours, rest = minutes_text(minutes)", ["macros/views.py:", "[python]", "RecursionError"]),
    "death of the process": ("macros/views.py", "    hours, rest = divmod(minutes, 60)", "    import os; os._exit(7)", ["[python]", "종료 상태 7"]),
    "syntax of a template": ("macros/templates/lesson_header.html", "{%", "{% nonsense %}{%", ["macros/templates/lesson_header.html:", "[template]", "nonsense"]),
    "unknown name in a template": ("macros/templates/lesson_header.html", "{{", "{{ nobody }}{{", ["macros/templates/lesson_header.html:", "[template]", "nobody"]),
    "syntax of an override": ("overrides/main.html", "{% block site_meta %}", "{% blok site_meta %}", ["overrides/main.html:3:", "[template]", "blok"]),
    "override that includes nothing": ("overrides/main.html", "{% block site_meta %}", '{% block site_meta %}{% include "nothing.html" %}', ["overrides/main.html:3:", "[template]", "nothing.html"]),
    "syntax of the configuration": ("mkdocs.yml", "docs_dir: docs", "docs_dir: [docs", ["mkdocs.yml:", "[config]"]),
    "theme that does not exist": ("mkdocs.yml", "  name: material", "  name: nothing", ["mkdocs.yml:", "[config]", "nothing"]),
    "plugin that does not exist": ("mkdocs.yml", "  - macros:", "  - nothing\n  - macros:", ["mkdocs.yml:", "[config]", "nothing"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN_ABOVE_THE_PAGE)
def test_a_mistake_is_shown_above_the_page_and_goes(name: str, preview: Preview) -> None:
    path, old, new, parts = SHOWN_ABOVE_THE_PAGE[name]
    url = OTHER if path == MANIFEST else PAGE
    with changed(preview, path, old, new):
        assert "md-content" in preview.shown(url, mentions(*parts))
        preview.hear(*parts)
    preview.shown(url, clean)
    preview.hear("고쳐졌습니다")


@pytest.mark.parametrize("name", STOPS_THE_PAGE)
def test_a_mistake_that_stops_the_page_is_a_page_and_goes(name: str, preview: Preview) -> None:
    path, old, new, parts = STOPS_THE_PAGE[name]
    with changed(preview, path, old, new):
        html = preview.shown(PAGE, mentions(*parts))
        assert "그릴 수 없습니다" in html
        assert "Traceback" not in html
        preview.hear(parts[0])
    assert "md-content" in preview.shown(PAGE, clean)
    preview.hear("고칠 곳이 없습니다")


@pytest.mark.parametrize(
    "path",
    [DATA, THEORY, "mkdocs.yml", "overrides/main.html", "macros/views.py", "macros/templates/stages.html"],
)
def test_a_deleted_file_is_missed_and_comes_back(path: str, preview: Preview) -> None:
    file = preview.root / path
    before = file.read_text(encoding="utf-8")
    file.unlink()
    if path.startswith("overrides"):
        preview.shown(PAGE, lambda html: "og:locale" not in html)
    else:
        preview.shown(HOME, lambda html: not clean(html))
    write(file, before)
    preview.shown(PAGE, lambda html: clean(html) and "og:locale" in html)
    preview.shown(HOME, clean)


def test_a_template_that_is_empty_for_a_while_leaves_no_dead_page(preview: Preview) -> None:
    """What is shown goes on following the edits."""
    file = preview.root / "overrides/main.html"
    before = file.read_text(encoding="utf-8")
    write(file, "")
    html = preview.shown(PAGE, lambda html: "md-content" not in html)
    assert "preview.js" in html
    write(file, before)
    preview.shown(PAGE, lambda html: "md-content" in html)


def test_a_folder_that_goes_and_comes_back(preview: Preview) -> None:
    """As with another branch of the repository."""
    docs, away = preview.root / "docs", preview.root / "away"
    docs.rename(away)
    preview.shown(PAGE, mentions(DATA, "[file-missing]"))
    away.rename(docs)
    preview.shown(PAGE, clean)
    file = preview.root / THEORY
    before = file.read_text(encoding="utf-8")
    write(file, edit(before, "컨테이너를 묶습니다.", "다시 보고 있습니다."))
    preview.shown(PAGE, lambda html: "다시 보고 있습니다." in html)
    write(file, before)
    preview.shown(PAGE, lambda html: "다시 보고 있습니다." not in html)


def test_mistakes_of_the_page_come_first(preview: Preview) -> None:
    files = [preview.root / path for path in (THEORY, PRACTICE)]
    before = [file.read_text(encoding="utf-8") for file in files]
    for file, text in zip(files, before, strict=True):
        write(file, f"{text}\n[없는 글](nothing.md)\n")
    for url, first, second in ((PAGE, "pods.md", "services.md"), (OTHER, "services.md", "pods.md")):
        html = preview.shown(url, lambda html: len(banner(html)) == 2)
        assert [first in banner(html)[0], second in banner(html)[1]] == [True, True]
        summary = lxml.html.document_fromstring(html).cssselect(".preview > summary")[0].text_content()
        assert "이 글에서 고칠 곳 1군데" in summary
        assert "다른 곳에 1군데" in summary
    for file, text in zip(files, before, strict=True):
        write(file, text)
    preview.shown(PAGE, clean)


# ── safety ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "../mkdocs.yml",
        "..%2fmkdocs.yml",
        "assets/../../mkdocs.yml",
        "/etc/passwd",
        "//etc/passwd",
        "assets/%2e%2e/%2e%2e/mkdocs.yml",
        "assets/..%5c..%5cmkdocs.yml",
        "search/../../../mkdocs.yml",
        "search/..%2f..%2fmkdocs.yml",
        "roadmap.yml",
        "main.html",
        "partials/nav.html",
        "mkdocs_theme.yml",
        "__init__.py",
        "C:/Windows/win.ini",
        "assets/%00",
    ],
)
def test_nothing_but_the_site_is_served(path: str, preview: Preview) -> None:
    answer = preview.ask(path)
    assert answer.status in {302, 404}
    assert "docs_dir" not in answer.text
    assert "root:" not in answer.text


def test_another_name_is_refused(preview: Preview) -> None:
    """A site whose name leads here would read the preview in the reader's browser."""
    answer = preview.ask(PAGE, Host="evil.example")
    assert answer.status == 403
    assert "파드" not in answer.text
    assert preview.ask(PAGE, Host="localhost:1234").status == 200


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("192.168.0.7:8000", True),
        ("evil.example", False),
        ("evil.example:8000", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
        ("[", False),
    ],
)
def test_which_names_are_this_machine(host: str, ours: bool) -> None:
    assert _is_ours(host, "127.0.0.1") == ours


# ── start and end ─────────────────────────────────────────────────────────────


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own."""
    clear_addresses(monkeypatch)
    root = tmp_path / "project"
    copy_project(root, docs=False)
    return write_project(root)


@pytest.mark.parametrize(
    ("path", "text", "part"),
    [
        ("macros/views.py", "def (", "macros/views.py:1:5: [python]"),
        ("macros/model.py", "1 / 0\n", "macros/model.py:1:1: [python]"),
        (DATA, "\t", f"{DATA}:1:1: [yaml-syntax]"),
        ("mkdocs.yml", "site_name: [", "mkdocs.yml:1:"),
        ("overrides/main.html", "{% extends %}", "overrides/main.html:1:1: [template]"),
    ],
)
def test_it_starts_with_a_broken_project(path: str, text: str, part: str, apart: Path) -> None:
    before = (apart / path).read_text(encoding="utf-8")
    write(apart / path, text)
    preview = Preview(apart)
    try:
        html = preview.shown(PAGE, mentions(part))
        assert "그릴 수 없습니다" in html
        preview.hear(part)
        write(apart / path, before)
        assert "md-content" in preview.shown(PAGE, clean)
        preview.hear("고칠 곳이 없습니다")
    finally:
        assert preview.end() == 0


def test_a_taken_port_is_said_with_one_that_is_free(apart: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "macros", "serve", "--port", str(port)]
        done = subprocess.run(
            command, cwd=apart, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
        )
    assert done.returncode == 1
    assert f"{port}번 포트" in done.stderr
    assert "roadmap serve --port " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["nine", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port: str, apart: Path) -> None:
    command = [sys.executable, "-m", "macros", "serve", "--port", port]
    done = subprocess.run(
        command, cwd=apart, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "build", "--help"])
def test_a_mistake_in_the_code_is_said_with_its_line_by_every_command(command: str, apart: Path) -> None:
    write(apart / "macros/views.py", "\ndef (")
    done = subprocess.run(
        [sys.executable, "-m", "macros", command],
        cwd=apart,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("macros/views.py:2:5: [python] ")
    assert "Traceback" not in done.stderr


def test_a_macro_that_does_not_end_is_ended(apart: Path, tmp_path: Path) -> None:
    """With a short limit, told to the session: waiting for the real one would teach nothing."""
    file = apart / "macros/views.py"
    before = file.read_text(encoding="utf-8")
    write(file, edit(before, "    hours, rest = divmod(minutes, 60)\n", "    while True:\n        pass\n"))
    line = before[: before.index("    hours, rest")].count("\n") + 1
    said: queue.SimpleQueue[str] = queue.SimpleQueue()
    folder = tmp_path / "made"
    folder.mkdir()
    session = Session(apart, folder, "http://127.0.0.1:1/", said.put, limits=(6.0, 30.0))
    try:
        (found,) = session.draw(PAGE).faults
        assert (found.path, found.rule) == ("macros/views.py", "hang")
        assert found.line in {line, line + 1}
        write(file, before)
        session.changed({"macros/views.py"})
        assert "md-content" in session.draw(PAGE).body.decode()
    finally:
        session.close()


def test_a_process_that_was_ended_meanwhile_is_replaced(apart: Path, tmp_path: Path) -> None:
    """An edit of the code ends it from another thread; whoever was about to ask takes the next one."""
    worker = Worker(apart, tmp_path, "http://127.0.0.1:1/")
    worker.end()
    with pytest.raises(Replaced):
        worker.ask("check", "", "macros/checks/__init__.py", 1.0)


# ── in a browser ──────────────────────────────────────────────────────────────


def test_an_open_page_follows_the_edits(preview: Preview, browser: Browser) -> None:
    """The reader stays at the place, the banner comes and goes, a style needs no reload."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1000, "height": 400})
    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(preview.url + PAGE)
    page.evaluate("scrollTo(0, 300)")
    page.evaluate("window.isTheSame = true")
    with changed(preview, THEORY, "컨테이너를 묶습니다.", "새 문장입니다. [없는 글](nothing.md)"):
        page.get_by_text("새 문장입니다.").wait_for()
        page.locator(".preview__item", has_text="[link-missing]").wait_for()
        assert page.evaluate("window.isTheSame") is None
        assert page.evaluate("scrollY") == 300
        summary = page.locator(".preview > summary")
        summary.focus()
        page.keyboard.press("Enter")
        assert not page.locator(".preview__item").is_visible()
        page.evaluate("window.isTheSame = true")
        with changed(preview, PRACTICE, "# 서비스\n", "# 서비스들\n"):
            page.locator(".preview__item", has_text="[title-differs]").wait_for()
        page.locator(".preview__item", has_text="[title-differs]").wait_for(state="detached")
        assert page.evaluate("window.isTheSame")
    page.locator(".preview").wait_for(state="detached")
    page.evaluate("window.isTheSame = true")
    with changed(
        preview, "docs/assets/stylesheets/site.css", ":root {", ".md-content { display: none }\n:root {"
    ):
        page.locator(".md-content").wait_for(state="hidden")
    page.locator(".md-content").wait_for()
    assert page.evaluate("window.isTheSame")
    context.close()
    assert not complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("mistake", ["broken link", "tab in the data file"])
def test_what_is_wrong_can_be_read_by_everyone(
    mistake: str, width: int, scheme: Literal["light", "dark"], preview: Preview, browser: Browser
) -> None:
    path, old, new, _ = {**SHOWN_ABOVE_THE_PAGE, **STOPS_THE_PAGE}[mistake]
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    with changed(preview, path, old, new):
        preview.shown(PAGE, mentions(path))
        page.goto(preview.url + PAGE)
        page.locator(".preview__item").first.wait_for()
        found = Axe().run(page, context={"include": [["#roadmap-preview"]]})
        assert not [one["id"] for one in found.response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if os.environ.get("SHOTS"):
            page.screenshot(path=f"{os.environ['SHOTS']}/{scheme}-{width}-{path == DATA}.png")
    preview.shown(PAGE, clean)
    context.close()
