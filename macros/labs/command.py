"""``roadmap labs``: run the labs of all lessons or of some, and say what was found."""

from __future__ import annotations

import datetime
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from macros.checks import read_project
from macros.labs.blocks import NEEDS
from macros.labs.crds import provide_definitions
from macros.labs.results import LessonResult, read_results, write_results
from macros.labs.run import Ground, Result, minikube, rewritten, run_lesson, simulated
from macros.labs.tools import ToolError, modules, provide
from macros.problems import nearest, report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from macros.checks import Project
    from macros.load import Catalog
    from macros.problems import Problem


def labs(
    root: Path, names: Sequence[str], *, update: bool = False, record: bool = False, real: bool = False
) -> int:
    """Run labs; the exit status.

    Args:
        root: the project's root.
        names: ids of lessons; all when empty.
        update: write the output that came into the pages.
        record: write the results of lessons that passed into the results file.
        real: run them on the user's minikube, with real containers.
    """
    project, problems = read_project(root)
    catalog = project.catalog
    if catalog is None:
        print(report(problems))
        return 1
    unknown = [name for name in names if name not in catalog.lessons]
    for name in unknown:
        print(f"없는 글 id입니다: ‘{name}’ — {nearest(name, catalog.lessons)}", file=sys.stderr)
    if unknown:
        return 1
    chosen = names or list(catalog.lessons)
    try:
        version = next(one.version() for one in modules(root) if one.name == "kubernetes")
        ground = minikube() if real else simulated(provide(root), provide_definitions(root), version)
        # A lesson mostly waits for controllers: one a core keeps a machine busy. There
        # is one minikube only.
        workers = 1 if real else os.cpu_count() or 1
        results = _run(project, catalog, chosen, ground, workers=workers, tries=1 if update else 2)
    except ToolError as error:
        print(error, file=sys.stderr)
        return 1
    if update:
        _update(project, catalog, results)
    if record:
        _record(root, version, results)
    return summary(results)


def _run(
    project: Project, catalog: Catalog, names: Sequence[str], ground: Ground, *, workers: int, tries: int
) -> list[Result]:
    def run(name: str) -> Result:
        node = catalog.lessons[name]
        page = project.pages[node.page]
        return steady(lambda: run_lesson(project.root, node, page, ground), tries)

    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(run, names))


def steady(run: Callable[[], Result], tries: int) -> Result:
    """Run a lesson until it passes, at most ``tries`` times; the last result knows the earlier problems.

    Programs type faster than learners: what two controllers do in the same second may come in
    another order. What passes at the second try is no mistake of the page, but it is told.
    """
    unsteady: list[Problem] = []
    for left in reversed(range(tries)):
        result = run()
        result.unsteady = unsteady
        print(_line(result), flush=True)
        if not result.problems or not left:
            break
        unsteady = [*unsteady, *result.problems]
    return result


def _line(result: Result) -> str:
    excused = ", ".join(f"{word} {count}" for word, count in sorted(result.excused.items()))
    state = "통과" if not result.problems else f"틀림 {len(result.problems)}"
    return (
        f"{result.lesson}: {state}, 실행 {result.run}, 비교 {result.compared}, "
        f"제외 {sum(result.excused.values())}{f'({excused})' if excused else ''}"
    )


def summary(results: list[Result]) -> int:
    """Say what was run, what was excused and what was wrong; the exit status."""
    problems = [problem for result in results for problem in result.problems]
    kubernetes = [one for one in results if one.lesson.startswith("kubernetes/")]
    print(f"\n{_share(results)}")
    if kubernetes and kubernetes != results:
        print(f"쿠버네티스 주제만 보면 {_share(kubernetes)}")
    reasons: dict[str, int] = {}
    for result in results:
        for word, count in result.excused.items():
            reasons[word] = reasons.get(word, 0) + count
    for word, count in sorted(reasons.items()):
        print(f"  제외 {count}개: {NEEDS.get(word, word)}")
    unsteady = [problem for result in results if not result.problems for problem in result.unsteady]
    if unsteady:
        print(f"\n다시 실행하니 통과한 곳이 {len(unsteady)}군데 있습니다.\n{report(unsteady)}")
    if problems:
        print(f"\n{report(problems)}\n\n고칠 곳이 {len(problems)}군데 있습니다.")
    return 1 if problems else 0


def _share(results: list[Result]) -> str:
    run, total = sum(one.run for one in results), sum(one.total for one in results)
    share = f"({run / total:.0%})" if total else ""
    return f"명령 {total}개 가운데 {run}개를 실행했습니다{share}."


def _update(project: Project, catalog: Catalog, results: list[Result]) -> None:
    for result in results:
        if result.came:
            page = project.pages[catalog.lessons[result.lesson].page]
            file = project.root / page.path
            made = file.with_suffix(".md.new")
            made.write_text(rewritten(page, result.came), encoding="utf-8")
            made.replace(file)
            print(f"고쳐 썼습니다: {page.path}")


def _record(root: Path, version: str, results: list[Result]) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    known = read_results(root)
    for result in results:
        if result.problems or not result.total:
            known.pop(result.lesson, None)
            continue
        known[result.lesson] = LessonResult(
            kubernetes=version,
            date=today,
            run=result.run,
            compared=result.compared,
            excused=result.excused,
        )
    write_results(root, known)
