"""The project's command line: ``roadmap new|check|serve|build|offline|pdf|labs|stale``.

The only place that prints problems and decides the exit status.
"""

from __future__ import annotations

import datetime
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from macros import stale
from macros.build import BuildError, build_offline, build_site
from macros.checks import check
from macros.labs.command import labs
from macros.load import DATA_FILE, load
from macros.mend import mend
from macros.named import named
from macros.new import Form, create
from macros.preview.command import add_options, project_root, serve
from macros.problems import RefusedError, github_report, nearest, report
from macros.schema import write_schema
from macros.usage import Parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from macros.problems import Problem


# What `new` asks, in the order of the form.
_QUESTIONS = {
    "topic": "어느 주제의 글입니까?",
    "slug": "파일 이름은 무엇입니까? 영어 소문자, 숫자, 붙임표만 씁니다(예: network-policies).",
    "title": "글의 제목은 무엇입니까?",
    "stage": "어느 단계의 글입니까?",
    "minutes": "읽고 해 보는 데 몇 분 걸립니까?",
}
_NOTHING = "아무것도 쓰지 않았습니다."
_CREATED = """\
새 글의 틀을 만들었습니다.
  {pages}
  {entry.path}:{entry.line}

글에는 주석마다 그 자리에 쓸 것이 적혀 있습니다. 항목에서는 summary와 goals부터 쓰십시오.
  {command} serve   띄워 두고 씁니다. 저장할 때마다 다시 그려집니다
  {command} check   아직 쓰지 않은 것과 틀린 것을 알려 줍니다"""


_FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {"text": report, "github": github_report}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all is well, 1 when something must be mended, 2 for wrong usage."""
    # A terminal that cannot show a letter must not stop the report.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")
    options = _parser().parse_args(arguments)
    root = project_root(Path.cwd())
    if root is None:
        print("mkdocs.yml이 있는 프로젝트 폴더 안에서 실행하십시오.", file=sys.stderr)
        return 2
    try:
        status = int(options.run(root, options))
        sys.stdout.flush()
    except (BuildError, RefusedError) as error:
        print(error, file=sys.stderr)
        return 1
    except EOFError:  # the end of input is no answer
        print(f"\n그만두었습니다. {_NOTHING}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `roadmap check | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _parser() -> Parser:
    parser = Parser(prog="roadmap", description="Orchestration 로드맵을 만드는 도구")
    commands = parser.add_subparsers(required=True, metavar="명령")
    _new_parser(commands)
    _check_parser(commands)
    text = "사이트를 띄우고, 고치면 바로 다시 보여 줍니다"
    previewer = commands.add_parser("serve", help=text, description=text)
    add_options(previewer)
    previewer.set_defaults(run=_serve)
    for name, run, text in (
        ("build", _build, "올릴 사이트를 site/에 만듭니다"),
        ("offline", _offline, "오프라인 묶음(zip)을 dist/에 만듭니다"),
    ):
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)
    _labs_parser(commands)
    _stale_parser(commands)
    text = "로드맵 전체나 주제 하나를 PDF로 만듭니다"
    printer = commands.add_parser("pdf", help=text, description=text)
    printer.add_argument("topic", nargs="?", default="", metavar="주제", help="주제의 id(없으면 전체)")
    printer.set_defaults(run=_pdf)
    return parser


def _new_parser(commands: argparse._SubParsersAction[Parser]) -> None:
    text = "새 글의 틀을 만듭니다: 글 하나와 데이터 항목 하나"
    parser = commands.add_parser("new", help=text, description=f"{text}. 빠진 것은 터미널에서 묻습니다.")
    for name, value, described in (
        ("topic", "주제", "주제의 id(예: kubernetes/basic)"),
        ("slug", "이름", "파일 이름, .md 없이(예: network-policies)"),
        ("title", "제목", "글의 제목"),
        ("stage", "단계", "이론, 실습, 프로젝트, 사례 가운데 하나"),
        ("minutes", "분", "걸리는 시간(없으면 같은 단계의 글만큼)"),
        ("after", "글", "이 글 다음에 놓습니다(없으면 주제의 끝, 주제를 닫는 프로젝트 앞)"),
    ):
        parser.add_argument(f"--{name}", metavar=value, help=described)
    parser.set_defaults(run=_new)


def _check_parser(commands: argparse._SubParsersAction[Parser]) -> None:
    text = "데이터와 글을 빠르게 검사합니다"
    parser = commands.add_parser("check", help=text, description=text)
    parser.add_argument("files", nargs="*", metavar="파일", help="이 파일의 것만 알립니다(없으면 모두)")
    parser.add_argument("--fix", action="store_true", help="고치는 법이 하나뿐인 것을 고칩니다")
    parser.add_argument("--format", default="text", metavar="형식", help="text, github 가운데 하나")
    parser.set_defaults(run=_check)


def _stale_parser(commands: argparse._SubParsersAction[Parser]) -> None:
    about = "확인한 지 오래된 자료를 알려 줍니다"
    parser = commands.add_parser("stale", help=about, description=about)
    parser.add_argument(
        "--months", type=stale.months_of, default=stale.MONTHS, metavar="개월", help=f"기본 {stale.MONTHS}"
    )
    parser.add_argument(
        "--format", choices=("text", "issue"), default="text", help="한 줄씩, 또는 이슈의 본문"
    )
    parser.set_defaults(run=_stale)


def _labs_parser(commands: argparse._SubParsersAction[Parser]) -> None:
    text = "글의 명령을 진짜 컨트롤 플레인에서 실행해 출력과 비교합니다"
    parser = commands.add_parser("labs", help=text, description=text)
    parser.add_argument("lessons", nargs="*", metavar="글", help="글의 id(없으면 모두)")
    parser.add_argument("--update", action="store_true", help="실제 출력을 글에 옮겨 씁니다")
    parser.add_argument("--record", action="store_true", help="통과한 글을 검증 현황에 적습니다")
    parser.add_argument("--real", action="store_true", help="내 minikube에서 진짜 컨테이너까지 실행합니다")
    parser.set_defaults(run=_labs)


def _check(root: Path, options: argparse.Namespace) -> int:
    if options.format not in _FORMATS:
        print(f"--format: 없는 형식입니다: {nearest(options.format, _FORMATS)}", file=sys.stderr)
        return 2
    try:
        files = named(root, options.files)
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 2
    write_schema(root)
    problems = check(root)
    if options.fix:
        problems = _fix(root, problems, files)
    problems = _asked_for(root, problems, files)
    if problems:
        print(_FORMATS[options.format](problems))
        print(f"\n고칠 곳이 {len(problems)}군데 있습니다.", file=sys.stderr)
        return 1
    print("고칠 곳이 없습니다.")
    return 0


def _fix(root: Path, problems: list[Problem], files: frozenset[str]) -> list[Problem]:
    """Mend what is safe, and say so; what is wrong afterwards."""
    mended, left = mend(root, problems, lambda one: not files or one.place.path in files)
    for one in mended:
        print(f"{one.place.path}:{one.place.line}: [{one.rule}] 고쳤습니다: {one.message}")
    return left


def _asked_for(root: Path, problems: list[Problem], files: frozenset[str]) -> list[Problem]:
    """The problems of these files; with those that keep the checks from reading the data file."""
    if not files:
        return problems
    unread = load(root)[1] if any(one.place.path == DATA_FILE for one in problems) else []
    return sorted({*unread, *(one for one in problems if one.place.path in files)})


def _new(root: Path, options: argparse.Namespace) -> int:
    catalog, problems = load(root)
    if catalog is None:
        print(report(problems))
        print(f"\n데이터 파일을 먼저 고치십시오. {_NOTHING}", file=sys.stderr)
        return 1
    form = Form(root, catalog)
    unusable = _fill(form, options)
    if unusable:
        print(*unusable, _NOTHING, sep="\n", file=sys.stderr)
        return 2
    created = create(root, form.draft())
    command = "make" if "MAKELEVEL" in os.environ else "roadmap"
    print(_CREATED.format(entry=created.entry, pages="\n  ".join(created.pages), command=command))
    return 0


def _fill(form: Form, options: argparse.Namespace) -> list[str]:
    """Give the form every answer, from the options or by asking; why some cannot be used."""
    unusable = []
    for field in Form.FIELDS:
        asks = sys.stdin.isatty() and field in _QUESTIONS
        given = getattr(options, field)
        refused = _refusal(form, field, form.default(field) if given is None and not asks else given)
        if refused and asks:
            _ask(form, field, refused if given is not None else "")
        elif refused:
            unusable.append(refused)
    return unusable


def _refusal(form: Form, field: str, given: str | None) -> str:
    """Why an answer cannot be used, or "" once the form has taken it."""
    if given is None:
        return f"--{field}: 없습니다. {_QUESTIONS[field]}"
    try:
        form.answer(field, given)
    except RefusedError as error:
        return str(error)
    return ""


def _ask(form: Form, field: str, refused: str) -> None:
    """Ask until the form takes the answer; a choice may be named by its number."""
    choices, default = form.choices(field), form.default(field)
    print(f"\n{_QUESTIONS[field]}")
    for number, (name, title) in enumerate(choices.items(), 1):
        print(f"  {number:2}  {name} ({title})")
    numbered = {str(number): name for number, name in enumerate(choices, 1)}
    prompt = f"[{default}] > " if default else "> "
    while True:
        if refused:
            print(f"  {refused}")
        given = input(prompt).strip() or default or ""
        refused = _refusal(form, field, numbered.get(given, given))
        if not refused:
            return


def _stale(root: Path, options: argparse.Namespace) -> int:
    """Say what is stale; 0 when nothing is, 1 when something is, 2 when the data file cannot be read."""
    catalog, problems = load(root)
    if catalog is None:
        print(report(problems), file=sys.stderr)
        return 2
    found = stale.stale(catalog, options.months, datetime.datetime.now(tz=datetime.UTC).date())
    if found:
        print(stale.issue(found, options.months) if options.format == "issue" else stale.text(found))
    return 1 if found else 0


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
