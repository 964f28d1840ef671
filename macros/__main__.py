"""The start of ``roadmap`` and ``python -m macros``.

A mistake in the project's own Python code is said like any other mistake. The preview,
which shows it and waits until it is mended, starts in spite of it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.preview import command, faults


def main() -> int:
    """Run the command line; its exit status."""
    root = command.project_root(Path.cwd())
    try:
        from macros.cli import main as run  # noqa: PLC0415
    except Exception as error:
        if root is None or sys.argv[1:2] != ["serve"]:
            where = Path(__file__).parents[1]
            print(faults.fault_of(error, where, "macros/cli.py"), file=sys.stderr)
            return 1
        parser = argparse.ArgumentParser(prog="roadmap serve")
        command.add_options(parser)
        options = parser.parse_args(sys.argv[2:])
        return command.serve(root, options.host, options.port)
    return run()


if __name__ == "__main__":
    sys.exit(main())
