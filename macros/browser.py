"""``python -m macros.browser``: have a browser for the tests and for the PDF, and say which.

A browser that the machine already has is used as it is; else Chromium is
installed once, from the distribution where that is simple, or by Playwright.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_HELP = """\
브라우저를 준비하지 못했습니다. 다음 가운데 하나를 설치한 뒤 다시 실행하십시오.
  - Google Chrome, Microsoft Edge, Chromium 가운데 하나 (설치하면 저절로 찾습니다)
  - 또는: python -m playwright install chromium"""


@cache
def executable() -> str | None:
    """A browser that is installed on this machine, or None for Playwright's own."""
    if platform.system() == "Darwin":
        folders = (Path("/Applications"), Path.home() / "Applications")
        return _first(folder / name for folder in folders for name in _MACOS)
    if platform.system() == "Windows":
        names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        roots = [Path(os.environ[name]) for name in names if os.environ.get(name)]
        return _first(root / name for root in roots for name in _WINDOWS)
    found = (shutil.which(name) for name in _NAMES)
    return next((path for path in found if path and _starts(path)), None)


def arguments() -> list[str]:
    """What the browser is started with."""
    # Chromium refuses to run as root inside its sandbox.
    return ["--disable-background-networking", *(["--no-sandbox"] if _is_root() else [])]


def main() -> int:
    """Find or install a browser; 0 when there is one."""
    said = _found()
    if said is None:
        _install()
        executable.cache_clear()
        said = _found()
    if said is None:
        print(_HELP, file=sys.stderr)
        return 1
    print(said)
    return 0


def _first(paths: Iterable[Path]) -> str | None:
    return next((str(path) for path in paths if path.is_file()), None)


def _starts(path: str) -> bool:
    """Whether it is a browser: Ubuntu's ``chromium-browser`` may only say how to get one."""
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _found() -> str | None:
    system = executable()
    if system:
        return f"쓰는 브라우저: {system}"
    return "쓰는 브라우저: Playwright의 Chromium" if _own().is_file() else None


def _own() -> Path:
    """Where Playwright keeps its Chromium, installed or not."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _install() -> None:
    print("브라우저가 없어 Chromium을 설치합니다. 처음 한 번만 합니다.", flush=True)
    if _is_debian() and _is_root() and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        if all(_run(command) for command in (["apt-get", "update"], install)):
            return
    with_libraries = ["--with-deps"] if _is_root() and platform.system() == "Linux" else []
    _run([sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"])


def _is_debian() -> bool:
    """Debian itself; the chromium of Ubuntu is a snap, which does not suit tests."""
    file = Path("/etc/os-release")
    return file.is_file() and "ID=debian" in file.read_text(encoding="utf-8").splitlines()


def _run(command: list[str]) -> bool:
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
