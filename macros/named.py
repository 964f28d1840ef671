"""The files that a contributor names on the command line."""

from __future__ import annotations

import difflib
import os.path
from pathlib import Path
from typing import TYPE_CHECKING

from macros.problems import RefusedError, nearest, short

if TYPE_CHECKING:
    from collections.abc import Sequence

DOCS = "docs/"
MAX_NAME = 255


def named(root: Path, given: Sequence[str]) -> frozenset[str]:
    """The files as the checks name them: below the project's root, with slashes.

    Raises:
        RefusedError: the checks do not look at one of them; all such are named.
    """
    root = root.resolve()
    names, refused = set(), []
    for one in given:
        try:
            names.add(_name(root, one))
        except RefusedError as error:
            refused.append(str(error))
    if refused:
        raise RefusedError("\n".join(refused))
    return frozenset(names)


def _name(root: Path, given: str) -> str:
    if os.path.isdir(given):  # noqa: PTH112 (Path raises for names that no file can have)
        raise RefusedError(
            f"{short(given)}: 폴더입니다 — 파일을 쓰십시오. 아무것도 쓰지 않으면 모두 검사합니다"
        )
    if not os.path.isfile(given):  # noqa: PTH113
        hint = _meant(root, given)
        raise RefusedError(f"{short(given)}: 파일이 없습니다 — {hint}")
    # The name as it stands: a link is checked where it lies.
    file = Path(given).parent.resolve() / Path(given).name
    if not file.is_relative_to(root):
        raise RefusedError(f"{short(given)}: 이 프로젝트의 파일이 아닙니다 — {DOCS} 아래의 파일을 쓰십시오")
    name = file.relative_to(root).as_posix()
    if not name.startswith(DOCS) or any(part.startswith(".") for part in file.relative_to(root).parts):
        raise RefusedError(
            f"{short(given)}: 검사하는 파일이 아닙니다 — {DOCS} 아래의 글, 데이터 파일, 매니페스트를 쓰십시오"
        )
    return name


def _meant(root: Path, given: str) -> str:
    """The file that was probably meant, as one names it from here."""
    wanted = os.path.basename(given)[:MAX_NAME]  # noqa: PTH119
    files = [one for one in sorted((root / DOCS).rglob("[!.]*")) if one.is_file()]
    close = difflib.get_close_matches(wanted, {one.name for one in files}, n=1)
    if not close:
        return f"{DOCS} 아래의 글, 데이터 파일, 매니페스트를 쓰십시오"
    return nearest(given[:MAX_NAME], [os.path.relpath(one) for one in files if one.name in close])
