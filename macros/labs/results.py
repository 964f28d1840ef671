"""What the labs found, lesson by lesson: written by a run, shown on the site."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from macros.labs.blocks import NEEDS
from macros.source import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from macros.problems import Problem

RESULTS_FILE = "docs/lab-results.json"


class LessonResult(BaseModel):
    """A lesson that passed: when, on which version, how many commands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kubernetes: str
    date: datetime.date
    run: int
    compared: int
    excused: dict[str, int]

    @field_validator("excused")
    @classmethod
    def _known_reasons(cls, value: dict[str, int]) -> dict[str, int]:
        if not value.keys() <= NEEDS.keys():
            raise ValueError("unknown reason")
        return value


class Results(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lessons: dict[str, LessonResult]


def read_results(root: Path) -> dict[str, LessonResult]:
    """Results by lesson id; none when there is no file.

    Raises:
        ValueError: the file is not what a run writes.
    """
    if not (root / RESULTS_FILE).is_file():
        return {}
    problems: list[Problem] = []
    text = read_text(root, RESULTS_FILE, problems)
    if text is None:
        raise ValueError(str(problems[0]))
    try:
        return Results.model_validate_json(text).lessons
    except ValidationError as error:
        raise ValueError(f"{RESULTS_FILE}: make labs RECORD=1로 다시 만드십시오") from error


def write_results(root: Path, results: dict[str, LessonResult]) -> None:
    """Replace the file in one step, lessons in the order of their ids."""
    ordered = Results(lessons=dict(sorted(results.items())))
    text = json.dumps(ordered.model_dump(mode="json"), ensure_ascii=False, indent=2)
    made = root / f"{RESULTS_FILE}.new"
    made.write_text(f"{text}\n", encoding="utf-8")
    made.replace(root / RESULTS_FILE)
