"""Build the hosted site and the offline bundle, each in one step or not at all.

MkDocs builds into a folder of its own; only a complete result takes the place of
the earlier one. What the engine does stands in ``mkdocs.yml``; nothing here
depends on it but the command that starts it.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from macros.assets import slim

BUNDLE = "orchestration-roadmap"
# The earliest time that a zip archive can hold: the same for every build.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# What only a server or a search engine asks for.
_SERVED_ONLY = ("404.html", "sitemap.xml", "sitemap.xml.gz")
# "Relative to the working folder", in the words of the two systems that can exchange names.
_HERE_LINUX, _HERE_MACOS = -100, -2
_ABANDONED_SECONDS = 3600
# The theme would announce its successor in the middle of what the build says.
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}


class BuildError(Exception):
    """A build that did not succeed. What was wrong has been printed already."""


def build_site(root: Path) -> Path:
    """Build the hosted site into ``site/``.

    Raises:
        BuildError: it has problems; an earlier ``site/`` is as it was.
    """
    with workspace(root) as inside:
        built = make(root, Path(inside) / "site", offline=False)
        _replace(built, root / "site")
    return root / "site"


def build_offline(root: Path) -> Path:
    """Build the offline bundle, what it is made of, and SHA256SUMS into ``dist/``; the archive's path.

    The archive depends on the content of the project alone: built anywhere, at
    any time, from the same files, it is the same to the byte.

    Raises:
        BuildError: it has problems; an earlier ``dist/`` is as it was.
    """
    from macros.sbom import write_sbom  # noqa: PLC0415 (its library is slow to load, and only needed here)

    with workspace(root) as inside:
        built = make(root, Path(inside) / "site", offline=True)
        for name in _SERVED_ONLY:
            (built / name).unlink(missing_ok=True)
        made = Path(inside) / "dist"
        made.mkdir()
        archive = made / f"{BUNDLE}.zip"
        _zip(built, archive)
        _sum(archive, write_sbom(root, built, archive))
        _replace(made, root / "dist")
    return root / "dist" / f"{BUNDLE}.zip"


def _sum(*files: Path) -> None:
    """Write SHA256SUMS beside the files."""
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (files[0].parent / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def workspace(root: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder beside the results, so that a finished one is moved and not copied."""
    place = root / ".build"
    place.mkdir(exist_ok=True)
    for left in place.iterdir():
        # Of a build that was killed; one that runs now is younger.
        if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    return tempfile.TemporaryDirectory(dir=place, ignore_cleanup_errors=True)


def make(root: Path, target: Path, *, offline: bool) -> Path:
    """Build the site into ``target``, which does not exist yet.

    Raises:
        BuildError: it has problems.
    """
    environment = os.environ | _QUIET | {"DIRECTORY_URLS": str(not offline).lower()}
    environment.setdefault("SOURCE_DATE_EPOCH", _last_commit_time(root))
    if offline:
        # A bundle has no address; links to one would differ from build to build.
        environment["SITE_URL"] = ""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir"]
    done = subprocess.run([*command, str(target)], cwd=root, env=environment, check=False)  # noqa: S603
    if done.returncode:
        raise BuildError("만들지 못했습니다. 이전에 만든 것은 그대로 있습니다.")
    slim(target)
    return target


def _last_commit_time(root: Path) -> str:
    """Seconds since 1970 of the last commit, for the dates in the site map."""
    git = shutil.which("git")
    if git is None:
        return "0"
    command = [git, "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() or "0"


def _replace(made: Path, target: Path) -> None:
    """Put ``made`` in the place of ``target`` at one stroke, where the system can do that."""
    if not target.exists():
        made.rename(target)
    elif not _exchanged(made, target):
        old = made.parent / "old"
        target.rename(old)
        made.rename(target)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places: there is no moment at which one of the names is missing.

    Linux and macOS can do that; elsewhere, and on file systems that cannot, nothing happens.
    """
    library = ctypes.CDLL(None) if os.name == "posix" else None
    for name, here, flag in (("renameat2", _HERE_LINUX, 2), ("renameatx_np", _HERE_MACOS, 2)):
        exchange = getattr(library, name, None)
        if exchange is not None:
            return bool(exchange(here, os.fsencode(one), here, os.fsencode(other), flag) == 0)
    return False


def _zip(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bundle:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = f"{BUNDLE}/{file.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # Unix, wherever it is built
            bundle.writestr(entry, file.read_bytes())
