"""Asks about made-up input, each in a process of its own with limits of time and memory.

``python -m tests.fuzz.worker`` reads one question a line (``kind seed``) and answers
each with one line of JSON. Limits and forks are those of POSIX.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.answers import Answer, answer
from tests.fuzz.heavy import HEAVY
from tests.fuzz.inputs import KINDS, Input

SECONDS = 20
BYTES = 1_500_000_000
_ENDED_BY = {signal.SIGXCPU: "hang", signal.SIGKILL: "hang", signal.SIGALRM: "hang"}


def made(kind: str, seed: str) -> Input:
    """The input that a kind and a seed (or a name of ``HEAVY``) stand for."""
    return HEAVY[seed] if kind == "heavy" else KINDS[kind](Random(f"{kind} {seed}"))


def asked(kind: str, seed: str) -> dict[str, Any]:
    """The answer to one input: outcome, detail, seconds of the processor, megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _answer_and_end(Path(folder), kind, seed, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            said = pipe.read()
        _, status, used = os.wait4(child, 0)
    if said:
        found: Answer = pickle.loads(said)
    else:
        number = os.waitstatus_to_exitcode(status)
        found = Answer(
            _ENDED_BY.get(signal.Signals(-number), "crash") if number < 0 else "crash", f"ended with {number}"
        )
    return {
        "kind": kind,
        "seed": seed,
        "outcome": found.outcome,
        "detail": found.detail[:4_000],
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss // 1024,
    }


def _answer_and_end(folder: Path, kind: str, seed: str, writer: int) -> None:
    """In the child: answer within the limits, and end without what Python does at its end."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    # What waits uses no time of the processor.
    signal.alarm(10 * SECONDS)
    try:
        found = answer(folder, made(kind, seed))
    except MemoryError:
        found = Answer("memory")
    except BaseException:
        found = Answer("traceback", traceback.format_exc())
    with os.fdopen(writer, "wb") as pipe:
        pickle.dump(found, pipe)
    os._exit(0)


def main() -> None:
    """Answer until the questions end."""
    started = time.monotonic()
    # Schemas, diagrams and settings are read once, before the forks.
    with tempfile.TemporaryDirectory() as folder:
        answer(Path(folder), Input({}))
    for line in sys.stdin:
        kind, _, seed = line.rstrip("\n").partition(" ")
        print(json.dumps(asked(kind, seed)), flush=True)
    print(f"worker: {time.monotonic() - started:.0f}s", file=sys.stderr)


if __name__ == "__main__":
    main()
