"""What was last looked at too long ago: resources, versions, exams, corrections.

Not a rule of the checks: a date grows old by itself, and no pull request is to
blame for it. A scheduled job runs ``roadmap stale`` and opens an issue with what it prints.
"""

from __future__ import annotations

import argparse
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.load import Catalog
    from macros.problems import Place

MONTHS = 6
LONGEST = 1_200


@dataclass(frozen=True, order=True)
class Stale:
    """A date of the data file: when it was, where it stands, what was looked at."""

    checked: datetime.date
    place: Place
    title: str
    url: str


_Row = tuple[tuple[str | int, ...], str, str, datetime.date]


def stale(catalog: Catalog, months: int, today: datetime.date) -> list[Stale]:
    """Everything whose ``checked`` is more than ``months`` months before ``today``, the oldest first."""
    limit = _months_before(today, months)
    place = catalog.document.place
    return sorted(
        Stale(checked, place((*path, "checked")), title, url)
        for path, title, url, checked in _rows(catalog)
        if checked < limit
    )


def _months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day of an earlier month, or the last one that the month has."""
    number = day.year * 12 + day.month - 1 - months
    year, month = number // 12, number % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return datetime.date(year, month, min(day.day, last))


def _rows(catalog: Catalog) -> Iterable[_Row]:
    roadmap = catalog.roadmap
    for index, version in enumerate(roadmap.versions):
        yield ("versions", index), f"{version.title} {version.version}", version.source, version.checked
    for index, exam in enumerate(roadmap.exams):
        yield ("exams", index), exam.title, exam.source, exam.checked
    for index, one in enumerate(roadmap.resources):
        yield ("resources", index), one.title, one.url, one.checked
        if one.correction:
            at = ("resources", index, "correction")
            yield at, one.correction.text, one.correction.source, one.correction.checked
    for index, case in enumerate(roadmap.cases):
        if case.correction:
            at = ("cases", index, "correction")
            yield at, case.correction.text, case.correction.source, case.correction.checked


def text(found: Iterable[Stale]) -> str:
    """One line for each, as the checks print problems."""
    return "\n".join(
        f"{one.place.path}:{one.place.line}: {one.checked.isoformat()} {one.title} <{one.url}>"
        for one in found
    )


def issue(found: Iterable[Stale], months: int) -> str:
    """The body of an issue: what to do, and a list to tick off."""
    lines = [
        f"확인한 지 {months}개월이 넘은 자료입니다. 주소가 열리는지, 내용이 지금도 맞는지 봅니다.",
        "맞으면 `docs/roadmap.yml`의 `checked`를 오늘로, 낡았으면 `outdated`에 무엇이 낡았는지 적습니다.",
        "",
    ]
    lines += [
        f"- [ ] {one.checked.isoformat()} {_escaped(one.title)} <{one.url}> "
        f"(`{one.place.path}` {one.place.line}번째 줄)"
        for one in found
    ]
    return "\n".join(lines)


def _escaped(title: str) -> str:
    """A title that mentions nobody and marks nothing."""
    return "".join(f"\\{one}" if one in "\\`*_[]<>#" else one for one in title).replace("@", "@\u2060")


def months_of(value: str) -> int:
    """A number of months from the command line.

    Raises:
        ArgumentTypeError: it is none, or too many.
    """
    if not value.isdecimal() or not 1 <= int(value) <= LONGEST:
        raise argparse.ArgumentTypeError(f"1부터 {LONGEST}까지의 수를 쓰십시오")
    return int(value)
