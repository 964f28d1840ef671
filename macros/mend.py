"""Mend what can be mended in one way only: ``roadmap check --fix``.

What that is, each check says where it finds a problem (``Problem.mended_by``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros import edits
from macros.checks import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from macros.problems import Problem

# A mending may uncover another one, but not for ever.
ROUNDS = 10


def mend(
    root: Path, problems: Iterable[Problem], wanted: Callable[[Problem], bool]
) -> tuple[list[Problem], list[Problem]]:
    """Carry out the edits of the wanted problems; what was mended, and what is wrong afterwards.

    Raises:
        RefusedError: a file cannot be written; those of this round are as they were.
    """
    mended: list[Problem] = []
    left = list(problems)
    for _ in range(ROUNDS):
        now = _round(root, [one for one in left if wanted(one)])
        if not now:
            break
        mended += now
        left = check(root)
    return mended, left


def _round(root: Path, problems: list[Problem]) -> list[Problem]:
    by_file: dict[str, list[Problem]] = {}
    for one in problems:
        if one.edit is not None:
            by_file.setdefault(one.edit.place.path, []).append(one)
    texts, mended = {}, []
    for path, found in sorted(by_file.items()):
        text = edits.read(root / path)
        changed, done = edits.edited(text, [one.edit for one in found if one.edit is not None])
        if changed != text:
            texts[root / path] = changed
            mended += [one for one in found if one.edit in done]
    if texts:
        edits.write_all(texts)
    return mended
