"""``python -m macros.browser``: which browser the tests use, and how one is got."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import pytest

from macros import browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="looks for programs as Linux does")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine without any browser; the folder of its programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "_own", lambda: tmp_path / "playwright-chromium")
    browser.executable.cache_clear()
    yield tmp_path
    browser.executable.cache_clear()


def program(folder: Path, name: str, status: int = 0) -> str:
    """A program that ends with a status and does nothing else."""
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that would install something; none succeeds."""
    commands: list[str] = []

    def run(command: list[str]) -> bool:
        commands.append(" ".join(command[command.index("-m") :] if "-m" in command else command))
        return False

    monkeypatch.setattr(browser, "_run", run)
    return commands


def test_an_installed_browser_is_used(programs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chrome = program(programs, "google-chrome")
    assert browser.executable() == chrome
    assert browser.main() == 0
    assert capsys.readouterr().out == f"쓰는 브라우저: {chrome}\n"


def test_a_program_that_only_bears_the_name_is_passed_over(programs: Path) -> None:
    """As on Ubuntu, where `chromium-browser` says how to install a snap."""
    program(programs, "chromium-browser", status=1)
    assert browser.executable() is None
    chrome = program(programs, "google-chrome-stable")
    browser.executable.cache_clear()
    assert browser.executable() == chrome


def test_playwrights_own_is_used_when_there_is_no_other(
    programs: Path, ran: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    program(programs, "playwright-chromium")
    assert browser.main() == 0
    assert "Playwright" in capsys.readouterr().out
    assert ran == []


def test_without_any_browser_one_is_installed_and_else_it_is_said_how(
    programs: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "_is_root", lambda: False)
    assert browser.main() == 1
    assert ran == ["-m playwright install chromium"]
    assert "python -m playwright install chromium" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("debian", "expected"),
    [
        (True, ["apt-get update", "-m playwright install --with-deps chromium"]),
        (False, ["-m playwright install --with-deps chromium"]),
    ],
)
def test_debian_has_a_chromium_of_its_own(
    programs: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, debian: bool, expected: list[str]
) -> None:
    """Where that fails, Playwright's is tried."""
    program(programs, "apt-get")
    monkeypatch.setattr(browser, "_is_root", lambda: True)
    monkeypatch.setattr(browser, "_is_debian", lambda: debian)
    assert browser.main() == 1
    assert ran == expected
