"""Compare the output that a page shows with the output that came.

What differs from run to run without meaning anything (ages, addresses, suffixes
that the control plane invents, times, counters of the store) is replaced by a
name of its kind on both sides; column widths do not count. Everything else must
be the same. Authors write no patterns.
"""

from __future__ import annotations

import re
from itertools import groupby

# Kubernetes makes its suffixes from these letters: no vowels, nothing that looks alike.
_SAFE = "bcdfghjklmnpqrstvwxz2456789"
_RULES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "<uid>"),
        (r"\bsha256:[0-9a-f]{12,64}\b", "<digest>"),
        (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", "<time>"),
        (r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", "<time>"),
        (rf"-[{_SAFE}]{{8,10}}-[{_SAFE}]{{5}}\b", "-<hash>-<id>"),
        (rf"-[{_SAFE}]{{8,10}}\b", "-<hash>"),
        (rf"(?<=[a-z0-9])-[{_SAFE}]{{5}}(?![\w-])", "-<id>"),
        (rf"(?<=pod-template-hash=)[{_SAFE}]{{8,10}}\b", "<hash>"),
        (r"\b\d{1,3}(?:\.\d{1,3}){3}\b", "<ip>"),
        (r"\b(?:\d+y)?(?:\d+d)?(?:\d+h)?(?:\d+m)?\d+(?:\.\d+)?(?:ms|s|m|h|d|y)\b", "<age>"),
        (r"(?<=:)3[0-2]\d{3}(?=/)", "<port>"),
        (r"(resourceVersion\"?:? ?\"?)\d+", r"\1<version>"),
    )
)
_ELIDED = {"...", "…"}
# How often a waiting command reports depends on how long it waits.
_PROGRESS = re.compile(r"^Waiting for (?:deployment|daemon set|statefulset|\d+ pods)\b")
# istioctl ends the line of its progress for a terminal only.
_SPUN = re.compile(r"(?<=^✔ Installation complete)(?=\S)")


def normal(line: str) -> str:
    """A line with everything that may differ named by its kind."""
    for pattern, name in _RULES:
        line = pattern.sub(name, line)
    return " ".join(line.split())


def difference(shown: list[str], came: list[str]) -> tuple[int, str, str] | None:
    """The first line in which what was shown and what came differ.

    A line ``...`` in what is shown stands for any number of lines.

    Returns:
        None, or the index in ``shown``, the line shown and the line that came
        (empty when one of the two has ended).
    """
    came = [part for line in came for part in _SPUN.split(line)]
    shown, came = _trimmed(shown), _trimmed([line for line in came if not _PROGRESS.match(line)])
    wanted = [normal(line) for line in shown]
    came = _causes_as_shown(came, wanted)
    actual = [normal(line) for line in came]
    here = 0
    for index, line in enumerate(wanted):
        if _PROGRESS.match(shown[index]):
            continue
        if line in _ELIDED:
            # Go on where the next shown line comes; with none, all that is left is elided.
            rest = wanted[index + 1 : index + 2]
            found = [i for i in range(here, len(actual)) if [actual[i]] == rest]
            here = found[0] if found else len(actual)
        elif here >= len(actual) or actual[here] != line:
            return index, shown[index], came[here] if here < len(came) else ""
        else:
            here += 1
    return None if here >= len(came) else (len(shown), "", came[here])


def _causes_as_shown(came: list[str], wanted: list[str]) -> list[str]:
    """Several causes why an object is invalid come in any order: put them in the order shown."""
    rank = {line: index for index, line in enumerate(wanted)}
    lines: list[str] = []
    for causes, run in groupby(came, key=lambda line: line.startswith("* ")):
        some = list(run)
        lines += sorted(some, key=lambda line: rank.get(normal(line), len(rank))) if causes else some
    return lines


def _trimmed(lines: list[str]) -> list[str]:
    """Without the empty lines at the end, which a page cannot show well."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
