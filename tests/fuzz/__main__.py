"""``python -m tests.fuzz --count 10000``: ask about thousands of made-up inputs and count the answers.

Each is asked in a process with limits of time and memory. What goes wrong is kept below
``.build/fuzz/``, one file each, with what was said; the same seed makes the same input.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from tests.conftest import ROOT
from tests.fuzz.answers import GOOD
from tests.fuzz.heavy import HEAVY
from tests.fuzz.inputs import KINDS
from tests.fuzz.worker import made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KEPT = ROOT / ".build/fuzz"
# Questions of one worker; it takes a second to start.
_BATCH = 200
Question = tuple[str, str]


def main() -> int:
    """Ask, count, keep what went wrong; 1 if anything did."""
    options = _options()
    wanted = options.kind or [*KINDS, "heavy"]
    answers = _all(_questions(wanted, options.count, options.seed), options.jobs)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    slowest: dict[str, Any] = {"seconds": 0.0}
    largest: dict[str, Any] = {"megabytes": 0}
    for one in answers:
        table[one["kind"]][one["outcome"]] += 1
        slowest = max(slowest, one, key=lambda answer: float(answer["seconds"]))
        largest = max(largest, one, key=lambda answer: int(answer["megabytes"]))
        if one["outcome"] not in GOOD:
            _keep(one)
    _print(table)
    print(f"\n가장 오래: {slowest['seconds']:.1f}초 ({slowest.get('kind')} {slowest.get('seed')})")
    print(f"가장 크게: {largest['megabytes']}MB ({largest.get('kind')} {largest.get('seed')})")
    return int(any(outcome not in GOOD for counts in table.values() for outcome in counts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description="지어낸 잘못된 입력을 넣어 봅니다"
    )
    parser.add_argument("--count", type=int, default=1_000, help="몇 개를 넣을지(기본 1000)")
    parser.add_argument("--seed", default="0", help="다른 입력을 지어내려면 다른 글(기본 0)")
    parser.add_argument(
        "--kind", action="append", choices=[*KINDS, "heavy"], help="이 종류만(여러 번 쓸 수 있습니다)"
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="한꺼번에 몇 개를(기본 코어 수)"
    )
    return parser.parse_args()


def _questions(kinds: list[str], count: int, seed: str) -> Iterator[Question]:
    """The heavy inputs once, and the kinds in turn until there are ``count``."""
    heavy = [("heavy", name) for name in HEAVY] if "heavy" in kinds else []
    yield from islice(heavy, count)
    random = [kind for kind in kinds if kind != "heavy"]
    for number, kind in enumerate(islice(cycle(random), max(count - len(heavy), 0))):
        yield kind, f"{seed}/{number}"


def _all(questions: Iterable[Question], jobs: int) -> Iterator[dict[str, Any]]:
    asked = list(questions)
    with ThreadPoolExecutor(jobs) as pool:
        for number, batch in enumerate(
            pool.map(_batch, (asked[at : at + _BATCH] for at in range(0, len(asked), _BATCH))), 1
        ):
            print(
                f"\r{min(number * _BATCH, len(asked)):,}/{len(asked):,}", end="", file=sys.stderr, flush=True
            )
            yield from batch
    print(file=sys.stderr)


def _batch(questions: list[Question]) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.fuzz.worker"]
    lines = "".join(f"{kind} {seed}\n" for kind, seed in questions)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=ROOT, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(questions):
        raise RuntimeError(done.stderr)
    return answers


def _keep(one: dict[str, Any]) -> None:
    """The changed files as they were given, and what was said."""
    folder = KEPT / one["outcome"]
    folder.mkdir(parents=True, exist_ok=True)
    changes = made(one["kind"], one["seed"]).changes
    given = {
        path: text.decode("latin-1") if isinstance(text, bytes) else text for path, text in changes.items()
    }
    name = f"{one['kind']}-{one['seed']}".replace("/", "-").replace(" ", "-")
    (folder / f"{name}.json").write_text(
        json.dumps({**one, "changes": given}, ensure_ascii=False, indent=2),
        encoding="utf-8",
        errors="backslashreplace",
    )


def _print(table: dict[str, Counter[str]]) -> None:
    total: Counter[str] = sum(table.values(), Counter())
    outcomes = ["message", "accepted", *sorted(total.keys() - GOOD)]
    names = {"message": "메시지", "accepted": "통과", "line": "줄 틀림", "form": "꼴 틀림", "traceback": "역추적", "hang": "멈춤",
             "memory": "메모리", "crash": "죽음", "leak": "샘", "unsafe": "위험"}  # fmt: skip
    print("종류".ljust(16), "입력".rjust(8), *(names[one].rjust(7) for one in outcomes))
    for kind, counts in [*table.items(), ("모두", total)]:
        print(kind.ljust(18), str(counts.total()).rjust(8), *(str(counts[one]).rjust(9) for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
