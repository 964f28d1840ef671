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
import shutil
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

import lxml.html
import pytest

from macros.preview.server import _is_ours
from macros.preview.watch import _of_interest
from tests.conftest import clear_addresses, copy_project
from tests.minimal import DATA, MANIFEST, PRACTICE, THEORY, edit, write_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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

    def hear(self, part: str) -> str:
        """The next line on the terminal with a text in it."""
        while True:
            line = self._lines.get(timeout=SECONDS)
            self.said.append(line)
            if part in line:
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
            assert self.news != before or is_right(self.page(path)), html[-3000:]

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


@pytest.fixture
def changed(preview: Preview) -> Iterator[Callable[[str, str, str], None]]:
    """Changes a file of the project; at the end it is as it was, and the page is well again."""
    before: dict[Path, str] = {}

    def change(path: str, old: str, new: str) -> None:
        file = preview.root / path
        before.setdefault(file, file.read_text(encoding="utf-8"))
        write(file, edit(before[file], old, new))

    yield change
    for file, text in before.items():
        write(file, text)
    preview.shown(PAGE, clean)


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
    file = preview.root / path
    before = file.read_text(encoding="utf-8")
    assert seen not in preview.page(url)
    write(file, before.replace(old, new, 1))
    try:
        preview.shown(url, lambda html: seen in html)
    finally:
        write(file, before)
    preview.shown(url, lambda html: seen not in html)
    preview.shown(PAGE, clean)
