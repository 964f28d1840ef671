"""The project's command line: ``roadmap check|serve|build|offline|labs``.

The only place that prints problems and decides the exit status.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from macros.build import BuildError, build_offline, build_site
from macros.checks import check
from macros.labs.command import labs
from macros.preview.command import add_options, serve
from macros.problems import report
from macros.schema import write_schema

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all is well, 1 when something must be mended, 2 for wrong usage."""
    # A terminal that cannot show a letter must not stop the report.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    root = _project_root(Path.cwd())
    if root is None:
        print("mkdocs.yml이 있는 프로젝트 폴더 안에서 실행하십시오.", file=sys.stderr)
        return 2
    try:
        return int(options.run(root, options))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="roadmap", description="Orchestration 로드맵을 만드는 도구")
    commands = parser.add_subparsers(required=True, metavar="명령")
    for name, run, text in (
        ("check", _check, "데이터와 글을 빠르게 검사합니다"),
        ("build", _build, "올릴 사이트를 site/에 만듭니다"),
        ("offline", _offline, "오프라인 묶음(zip)을 dist/에 만듭니다"),
    ):
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)
    text = "사이트를 띄우고, 고치면 바로 다시 보여 줍니다"
    previewer = commands.add_parser("serve", help=text, description=text)
    add_options(previewer)
    previewer.set_defaults(run=_serve)
    _labs_parser(commands)
    text = "로드맵 전체나 주제 하나를 PDF로 만듭니다"
    printer = commands.add_parser("pdf", help=text, description=text)
    printer.add_argument("topic", nargs="?", default="", metavar="주제", help="주제의 id(없으면 전체)")
    printer.set_defaults(run=_pdf)
    return parser


def _labs_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "글의 명령을 진짜 컨트롤 플레인에서 실행해 출력과 비교합니다"
    parser = commands.add_parser("labs", help=text, description=text)
    parser.add_argument("lessons", nargs="*", metavar="글", help="글의 id(없으면 모두)")
    parser.add_argument("--update", action="store_true", help="실제 출력을 글에 옮겨 씁니다")
    parser.add_argument("--record", action="store_true", help="통과한 글을 검증 현황에 적습니다")
    parser.add_argument("--real", action="store_true", help="내 minikube에서 진짜 컨테이너까지 실행합니다")
    parser.set_defaults(run=_labs)


def _project_root(start: Path) -> Path | None:
    return next((one for one in (start, *start.parents) if (one / "mkdocs.yml").is_file()), None)


def _check(root: Path, _options: argparse.Namespace) -> int:
    write_schema(root)
    problems = check(root)
    if problems:
        print(report(problems))
        print(f"\n고칠 곳이 {len(problems)}군데 있습니다.", file=sys.stderr)
        return 1
    print("고칠 곳이 없습니다.")
    return 0


def _serve(root: Path, options: argparse.Namespace) -> int:
    return serve(root, options.host, options.port)


def _build(root: Path, _options: argparse.Namespace) -> int:
    print(f"사이트를 만들었습니다: {build_site(root).relative_to(root)}/")
    return 0


def _offline(root: Path, _options: argparse.Namespace) -> int:
    archive = build_offline(root)
    print(f"오프라인 묶음을 만들었습니다: {archive.relative_to(root)}")
    return 0


def _pdf(root: Path, options: argparse.Namespace) -> int:
    try:
        from macros.pdf import build_pdf  # noqa: PLC0415 (its libraries come with requirements-dev.txt)
    except ModuleNotFoundError as error:
        print(f"{error.name}이(가) 없습니다. requirements-dev.txt를 설치하십시오.", file=sys.stderr)
        return 1
    print(f"PDF를 만들었습니다: {build_pdf(root, options.topic).relative_to(root)}")
    return 0


def _labs(root: Path, options: argparse.Namespace) -> int:
    return labs(root, options.lessons, update=options.update, record=options.record, real=options.real)
