"""``python -m tests.bench.kills``: kill ``make site`` and ``make offline`` at twenty points each.

After each kill the earlier output must be whole, byte for byte, or the new one must be.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import copy_project

POINTS = 20


def digest(folder: Path) -> str:
    """One digest of all files of a folder and their names."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def run(root: Path, command: str, seconds: float | None = None) -> bool:
    """Run a command of the project; whether it ended by itself before it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "macros", command],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def main() -> int:
    """Print a line a command; 1 when any output was not whole."""
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        root = copy_project(Path(folder) / "project")
        for command, output in (("build", "site"), ("offline", "dist")):
            started = time.monotonic()
            run(root, command)
            length = time.monotonic() - started
            old = digest(root / output)
            page = root / "docs/index.md"
            page.write_text(
                page.read_text(encoding="utf-8") + "\n<!-- changed -->\n\n바뀐 문장.\n", encoding="utf-8"
            )
            run(root, command)
            new = digest(root / output)
            killed = whole = 0
            for point in range(1, POINTS + 1):
                killed += not run(root, command, length * point / POINTS)
                whole += (root / output).is_dir() and digest(root / output) in {old, new}
            broken += POINTS - whole
            print(
                f"{command}: 만드는 데 {length:.1f}초, {POINTS}번 가운데 {killed}번 죽였고 {whole}번 온전함",
                flush=True,
            )
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
