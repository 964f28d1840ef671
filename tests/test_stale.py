"""What was checked too long ago is listed, for an issue that a scheduled job opens."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from macros.cli import main
from macros.stale import issue, stale, text
from tests.minimal import DATA, FILES, catalog, edited, write_project

if TYPE_CHECKING:
    from pathlib import Path


def titles(root: Path, months: int, today: datetime.date) -> list[str]:
    return [one.title for one in stale(catalog(root), months, today)]


def test_what_is_older_than_so_many_months_is_listed_from_the_oldest(tmp_path: Path) -> None:
    assert titles(tmp_path, 6, datetime.date(2026, 9, 14)) == []
    assert titles(tmp_path, 6, datetime.date(2026, 9, 15)) == ["Certified Kubernetes Administrator"]
    found = titles(tmp_path, 6, datetime.date(2027, 5, 19))
    assert found[:3] == ["Certified Kubernetes Administrator", "아크메 발표", "둘째 판이 나왔습니다."]
    assert len(titles(tmp_path, 1, datetime.date(2028, 1, 1))) == FILES[DATA].count("checked:")


@pytest.mark.parametrize(
    ("today", "months"),
    [((2027, 3, 31), 1), ((2028, 3, 30), 1), ((2027, 3, 31), 12), ((2028, 2, 29), 12), ((2027, 12, 1), 12)],
)
def test_every_day_has_one_so_many_months_before(
    tmp_path: Path, today: tuple[int, int, int], months: int
) -> None:
    assert "Certified Kubernetes Administrator" in titles(tmp_path, months - 1, datetime.date(*today))


def test_a_line_names_the_place_and_the_address(tmp_path: Path) -> None:
    line = text(stale(catalog(tmp_path), 6, datetime.date(2026, 10, 1)))
    number = FILES[DATA][: FILES[DATA].index("checked: 2026-03-14")].count("\n") + 1
    assert line == (
        f"{DATA}:{number}: 2026-03-14 Certified Kubernetes Administrator <https://github.com/cncf/curriculum>"
    )


def test_a_title_marks_nothing_in_the_issue_and_calls_nobody(tmp_path: Path) -> None:
    changes = edited(DATA, ("title: Certified Kubernetes Administrator", "title: '@all [x](y) `z`'"))
    body = issue(stale(catalog(tmp_path, changes), 6, datetime.date(2026, 10, 1)), 6)
    assert "- [ ] 2026-03-14" in body
    assert "@all" not in body
    assert "[x](y)" not in body


def test_exit_status_says_whether_anything_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_project(tmp_path, {"mkdocs.yml": ""}))
    assert main(["stale", "--months", "1200"]) == 0
    assert capsys.readouterr().out == ""
    (tmp_path / DATA).write_text(FILES[DATA].replace("2026-03-14", "2001-01-01"), encoding="utf-8")
    assert main(["stale", "--months", "200", "--format", "issue"]) == 1
    assert "checked" in capsys.readouterr().out
    (tmp_path / DATA).write_text("stages: 1\n", encoding="utf-8")
    assert main(["stale"]) == 2
    assert "[wrong-type]" in capsys.readouterr().err
