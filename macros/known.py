"""What was found to be right before, so that it need not be looked at again.

Only digests of inputs without any problem are kept, in one file below ``.build/``. They
hold for this code and these libraries alone. A file that is missing, old, cut off or
spoilt costs time and nothing else: no other input has the digest of one that was right.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

FILE = ".build/known-good"
MOST = 10_000
_DIGEST = re.compile(r"[0-9a-f]{32}")
# What decides whether an input is right, beside our own code.
_LIBRARIES = ("mmdr", "kubernetes-validate", "jsonschema", "pyyaml")


class Known:
    """The inputs that were right the last time, and those that are right now."""

    def __init__(self, root: Path) -> None:
        self._file = root / FILE
        self._before = _read(self._file)
        self._now: set[str] = set()

    def is_right(self, kind: str, *parts: str) -> bool:
        """Whether this input was right before; it is then remembered for the next time."""
        digest = _digest(kind, *parts)
        if digest in self._before:
            self._now.add(digest)
        return digest in self._before

    def add(self, kind: str, *parts: str) -> None:
        """Remember an input that has no problem."""
        self._now.add(_digest(kind, *parts))

    def keep(self) -> None:
        """Write down what is right now, in place of what was; what nobody asked for is forgotten."""
        if self._now == self._before:
            return
        made = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        # Where nothing can be written, the next look takes longer.
        with contextlib.suppress(OSError):
            made.parent.mkdir(exist_ok=True)
            made.write_text("\n".join(sorted(self._now)[:MOST]), encoding="ascii")
            made.replace(self._file)


def _read(file: Path) -> set[str]:
    try:
        if file.stat().st_size > MOST * 40:
            return set()
        return set(_DIGEST.findall(file.read_text(encoding="ascii", errors="replace")))
    except OSError:
        return set()


def _digest(kind: str, *parts: str) -> str:
    total = hashlib.sha256(_judges())
    for part in (kind, *parts):
        raw = part.encode("utf-8", "surrogatepass")
        total.update(len(raw).to_bytes(8, "big") + raw)
    return total.hexdigest()[:32]


@cache
def _judges() -> bytes:
    """A digest of what decides: our code and the versions of the libraries."""
    total = hashlib.sha256()
    for name in _LIBRARIES:
        total.update(f"{name} {version(name)}\n".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(path.read_bytes())
    return total.digest()
