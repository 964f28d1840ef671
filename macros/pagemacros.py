"""The macros that authors call in pages.

Each is three lines: look up, make a flat view, render a template. A wrong
argument raises ``MacroError``, which names the rule and the facts; who calls the
macro knows the page and the line.
"""

from __future__ import annotations

import inspect
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from macros import anki, views
from macros.labs.blocks import NEEDS
from macros.labs.results import read_results
from macros.pages import manifest_folder
from macros.problems import nearest
from macros.render import render
from macros.rules import GROUPS
from macros.schema import keys
from macros.source import MAX_MANIFEST, read_text, read_yaml_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from macros.load import LessonNode, TopicNode
    from macros.model import Resource
    from macros.problems import Problem
    from macros.site import Site


T = TypeVar("T")


class MacroError(Exception):
    """A macro that cannot do what the page asks: a rule's id and its facts."""

    def __init__(self, rule: str, **facts: object) -> None:
        super().__init__(rule)
        self.rule, self.facts = rule, facts


@dataclass(frozen=True)
class Macro:
    """A macro: its name, its function, an example, and whether it makes a block."""

    name: str
    function: Callable[..., str]
    usage: str
    block: bool

    def __call__(self, site: Site, here: str, /, *args: Any, **kwargs: Any) -> str:
        """Call it for the page ``here`` (path below docs/).

        Raises:
            MacroError: the arguments do not fit or name something that is not there.
        """
        try:
            inspect.signature(self.function).bind(site, here, *args, **kwargs)
        except TypeError:
            raise MacroError(
                "macro-arguments", name=self.name, why="개수나 이름이 다릅니다", usage=self.usage
            ) from None
        for value in (*args, *kwargs.values()):
            if not isinstance(value, str):
                raise MacroError(
                    "macro-arguments",
                    name=self.name,
                    why=f"따옴표로 감싼 글이어야 합니다({value})",
                    usage=self.usage,
                )
        return self.function(site, here, *args, **kwargs)


MACROS: dict[str, Macro] = {}


def macro(usage: str, *, block: bool = True) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Register a function as the macro of the same name."""

    def register(function: Callable[..., str]) -> Callable[..., str]:
        MACROS[function.__name__] = Macro(function.__name__, function, usage, block)
        return function

    return register


def _lookup(kind: str, name: str, known: dict[str, T]) -> T:
    if name not in known:
        raise MacroError("unknown-id", kind=kind, id=name, nearest=nearest(name, known))
    return known[name]


def _lesson_here(site: Site, here: str, name: str) -> LessonNode:
    node = site.catalog.lesson_of_page.get(here)
    if node is None:
        raise MacroError(
            "macro-page",
            name=name,
            where="글(lesson)",
            fix="이 매크로를 지우거나 글의 항목을 더하십시오",
        )
    return node


def _topic_here(site: Site, here: str, topic: str, name: str) -> TopicNode:
    if topic:
        return _lookup("주제", topic, site.catalog.topics)
    node = site.catalog.topic_of_page.get(here)
    if node is None:
        raise MacroError(
            "macro-page",
            name=name,
            where="주제의 index.md",
            fix=f'주제를 정해 주십시오: {name}("kubernetes/basic")',
        )
    return node


# ── the roadmap ───────────────────────────────────────────────────────────────


@macro("{{= roadmap() =}}")
def roadmap(site: Site, here: str) -> str:
    """The whole roadmap: topics as lanes, stages as columns, lessons as stations."""
    return render(
        "roadmap.html",
        lanes=views.lane_views(site, here),
        stages=views.stage_views(site, here),
        exams=site.catalog.roadmap.exams,
    )


@macro("{{= my_progress() =}}")
def my_progress(site: Site, here: str) -> str:
    """What the reader has done, what is left, what to read next; for the home page."""
    lessons = site.catalog.lessons.values()
    return render(
        "my_progress.html",
        steps=views.first_steps(site, here, 3),
        count=len(lessons),
        minutes=views.minutes_text(sum(node.lesson.minutes for node in lessons)),
        more=site.link(here, "progress.md"),
    )


@macro("{{= progress_record() =}}")
def progress_record(site: Site, here: str) -> str:
    """Every lesson with its state and its self-check, to look over, take away and bring back."""
    rows = [
        views.lesson_view(site, here, node) | {"quiz": views.quiz_view(site, node)}
        for node in site.catalog.lessons.values()
    ]
    topics = [
        topic | {"rows": mine}
        for topic in views.top_topics(site, here)
        if (mine := [row for row in rows if f"{row['topic']}/".startswith(f"{topic['id']}/")])
    ]
    minutes = views.minutes_text(sum(row["length"] for row in rows))
    return render("progress_record.html", topics=topics, count=len(rows), minutes=minutes)


@macro("{{= anki_cards() =}}")
def anki_cards(site: Site, here: str) -> str:
    """A link to all questions and terms as one file for Anki."""
    questions = sum(views.question_count(site, node) for node in site.catalog.lessons.values())
    terms = len(site.catalog.roadmap.terms)
    return render("anki_cards.html", href=site.link(here, anki.FILE), questions=questions, terms=terms)


@macro("{{= hero() =}}")
def hero(site: Site, here: str) -> str:
    """The head of the home page: what this is, where to begin."""
    lessons = list(site.catalog.lessons.values())
    return render(
        "hero.html",
        first=views.lesson_view(site, here, lessons[0]) if lessons else None,
        overview=site.link(here, f"{views.ROOT_FOLDER}/index.md"),
        count=len(lessons),
        minutes=views.minutes_text(sum(node.lesson.minutes for node in lessons)),
        version=site.catalog.roadmap.versions[0].version,
    )


@macro("{{= stages() =}}")
def stages(site: Site, here: str) -> str:
    """The four stages of the method."""
    return render("stages.html", stages=views.stage_views(site, here))


@macro("{{= topic_tree() =}}")
def topic_tree(site: Site, here: str) -> str:
    """The directory tree, each folder a link to its page."""
    return render("tree.html", root=views.tree_view(site, here))


@macro("{{= topic_contents() =}}")
def topic_contents(site: Site, here: str) -> str:
    """What the user's document says is learnt in each topic."""
    topics = [topic for topic in views.top_topics(site, here) if topic["contents"]]
    return render("contents.html", topics=topics)


@macro('{{= topic_lessons("kubernetes/basic") =}}')
def topic_lessons(site: Site, here: str, topic: str = "") -> str:
    """The lessons of a topic (this page's own if none is named) and of those below it."""
    node = _topic_here(site, here, topic, "topic_lessons")
    return render("topic_lessons.html", topic=views.topic_view(site, here, node))


# ── a lesson ──────────────────────────────────────────────────────────────────


@macro("{{= lesson_header() =}}")
def lesson_header(site: Site, here: str) -> str:
    """Stage, minutes, prerequisites, goals, exams and versions of this lesson."""
    node = _lesson_here(site, here, "lesson_header")
    versions = {one.id: one for one in site.catalog.roadmap.versions}
    return render(
        "lesson_header.html",
        lesson=views.lesson_view(site, here, node),
        goals=node.lesson.goals,
        needs=[views.lesson_view(site, here, site.catalog.lessons[name]) for name in node.lesson.needs],
        exams=views.exam_marks(site, here, node),
        quiz=views.quiz_view(site, node),
        versions=[versions[name] for name in node.lesson.versions],
    )


@macro("{{= lesson_resources() =}}")
def lesson_resources(site: Site, here: str) -> str:
    """The resources that belong to this lesson."""
    node = _lesson_here(site, here, "lesson_resources")
    chosen = [one for one in site.catalog.roadmap.resources if one.id in node.lesson.resources]
    return _resource_list(chosen)


# What a page shows: manifests, scripts that use them, and other texts as they are.
# A page that is shown is not one of the site: it has a second ending.
_LANGUAGES = {".yaml": "yaml", ".yml": "yaml", ".sh": "bash", ".md.txt": "markdown"}
_LINES = re.compile(r"\d{1,5}(?:-\d{1,5})?(?: \d{1,5}(?:-\d{1,5})?)*", re.ASCII)


@macro('{{= manifest("web.yaml") =}}')
def manifest(site: Site, here: str, file: str, highlight: str = "") -> str:
    """A manifest, script or other file of this page: shown, highlighted, offered for download."""
    text = _read_manifest(site, manifest_folder(here), file)
    _check_highlight(highlight, text.count("\n") + 1)
    options = f' hl_lines="{highlight}"' if highlight else ""
    # Markdown, not HTML: the code is coloured by the same extension as all other code.
    # The fence is longer than anything in the file that could end the block.
    fence = "`" * max([4, *(len(run) + 1 for run in re.findall("`+", text))])
    code = f'{fence}{_language(file)} title="{file}"{options}\n{text}\n{fence}'
    target = posixpath.relpath(f"{manifest_folder(here)}/{file}", posixpath.dirname(here) or ".")
    link = f'[{file} 내려받기]({target}){{ .manifest-download download="{file}" }}'
    return f"{code}\n\n{link}\n"


def _language(file: str) -> str:
    return next((name for ending, name in _LANGUAGES.items() if file.endswith(ending)), "text")


def _read_manifest(site: Site, folder: str, file: str) -> str:
    base = site.root / "docs" / folder
    if not posixpath.normpath(posixpath.join(folder, file)).startswith(f"{folder}/") and file:
        raise MacroError("manifest-outside", file=file, folder=f"docs/{folder}")
    names = {one.relative_to(base).as_posix() for one in base.rglob("*") if one.is_file()}
    if file not in names:
        raise MacroError("manifest-missing", path=f"docs/{folder}/{file}", nearest=nearest(file, names))
    problems: list[Problem] = []
    path = f"docs/{folder}/{file}"
    text = read_text(site.root, path, problems, MAX_MANIFEST)
    if text is not None and _language(file) == "yaml":
        read_yaml_all(path, text, problems)
    if problems or text is None:
        raise MacroError("manifest-yaml", detail=f"{file}의 {problems[0].place.line}번째 줄")
    return text.strip("\n")


def _check_highlight(lines: str, last: int) -> None:
    if not lines:
        return
    parts = [part.split("-") for part in lines.split(" ")] if _LINES.fullmatch(lines) else []
    if not parts or not all(1 <= int(part[0]) <= int(part[-1]) <= last for part in parts):
        raise MacroError("manifest-lines", lines=lines, last=last)


# ── lists from the data file ──────────────────────────────────────────────────


@macro('{{= resources(kind="book", topic="kubernetes") =}}')
def resources(site: Site, here: str, kind: str = "", topic: str = "", lesson: str = "") -> str:
    """Resources by kind, topic (with all topics below it) or lesson; all if none is named."""
    chosen: Iterable[Resource] = site.catalog.roadmap.resources
    if kind:
        _lookup("자료 종류", kind, views.KINDS)
        chosen = [one for one in chosen if one.kind == kind]
    if topic:
        _lookup("주제", topic, site.catalog.topics)
        chosen = [one for one in chosen if _of_topic(site, one, topic)]
    if lesson:
        names = _lookup("글", lesson, site.catalog.lessons).lesson.resources
        chosen = [one for one in chosen if one.id in names]
    return _resource_list(chosen)


def _of_topic(site: Site, resource: Resource, topic: str) -> bool:
    named = any(name == topic or name.startswith(f"{topic}/") for name in resource.topics)
    return named or any(resource.id in node.lesson.resources for node in site.catalog.below(topic))


def _resource_list(chosen: Iterable[Resource]) -> str:
    return render("resources.html", groups=views.resource_groups(chosen))


@macro("{{= recommended() =}}")
def recommended(site: Site, here: str) -> str:
    """The resources of the user's document, as written there, with what is put right."""
    chosen = [one for one in site.catalog.roadmap.resources if one.said]
    kinds = dict.fromkeys(one.kind for one in chosen)  # the order of the user's document
    return render("recommended.html", groups=views.resource_groups(chosen, kinds))


@macro('{{= case_studies(topic="service-mesh/istio") =}}')
def case_studies(site: Site, here: str, topic: str = "") -> str:
    """The table of cases, all or of one topic."""
    if topic:
        _lookup("주제", topic, site.catalog.topics)
    chosen = [
        case
        for case in site.catalog.roadmap.cases
        if not topic or any(name == topic or name.startswith(f"{topic}/") for name in case.topics)
    ]
    cases = [views.case_view(site, here, case) for case in chosen]
    # A table of one topic is short: nothing to search or sort.
    topics = [] if topic else list({one["id"]: one for case in cases for one in case["topics"]}.values())
    return render("cases.html", cases=cases, topics=topics)


@macro("{{= claimed_cases() =}}")
def claimed_cases(site: Site, here: str) -> str:
    """The cases that the user's document names, in its words, with the evidence."""
    chosen = [case for case in site.catalog.roadmap.cases if case.claim]
    return render("claims.html", cases=[views.case_view(site, here, case) for case in chosen])


@macro('{{= exam_coverage("cka") =}}')
def exam_coverage(site: Site, here: str, exam: str = "") -> str:
    """Exam objectives with the lessons that teach them, of one exam or of all."""
    exams = {one.id: one for one in site.catalog.roadmap.exams}
    chosen = [_lookup("시험", exam, exams)] if exam else exams.values()
    return render("exams.html", exams=[views.exam_view(site, here, one) for one in chosen])


@macro("{{= versions() =}}")
def versions(site: Site, here: str) -> str:
    """The table of versions that the lessons are tested on."""
    return render("versions.html", versions=site.catalog.roadmap.versions)


@macro('{{= version("kubernetes") =}}', block=False)
def version(site: Site, here: str, name: str) -> str:
    """The version of one program, for running text and commands."""
    known = {one.id: one for one in site.catalog.roadmap.versions}
    return _lookup("버전", name, known).version


@macro("{{= glossary() =}}")
def glossary(site: Site, here: str) -> str:
    """All terms with their English names and aliases."""
    lessons: dict[str, list[views.View]] = {}
    for node in site.catalog.lessons.values():
        for name in node.lesson.terms:
            lessons.setdefault(name, []).append(views.lesson_view(site, here, node))
    return render("glossary.html", groups=views.term_groups(site.catalog.roadmap.terms), lessons=lessons)


@macro("{{= lesson_form() =}}")
def lesson_form(site: Site, here: str) -> str:
    """The required sections of each stage, for contributors."""
    return render("lesson_form.html", stages=site.catalog.roadmap.stages)


@macro("{{= check_rules() =}}")
def check_rules(site: Site, here: str) -> str:
    """Every rule of the checks with its reason and its examples, for contributors."""
    # Headings in Markdown, not HTML: they stand in the table of contents.
    parts = []
    for group in GROUPS:
        parts.append(f'## {group.title} {{ id="{group.id}" }}')
        for name, rule in group.rules.items():
            parts += [f'### {name} {{ id="{name}" }}', render("check_rule.html", rule=views.rule_view(rule))]
    return "\n\n".join(parts)


@macro("{{= lab_results() =}}")
def lab_results(site: Site, here: str) -> str:
    """What the labs found, lesson by lesson, from the file that a run writes."""
    results = read_results(site.root)
    nodes = site.catalog.lessons.values()
    rows = [{"lesson": views.lesson_view(site, here, node), "result": results.get(node.id)} for node in nodes]
    shown = [results[node.id] for node in nodes if node.id in results]
    total = {
        "run": sum(one.run for one in shown),
        "compared": sum(one.compared for one in shown),
        "excused": sum(sum(one.excused.values()) for one in shown),
    }
    return render("lab_results.html", rows=rows, total=total, needs=NEEDS)


# The entries of the data file that the contributor's guide describes, by the names of their places there.
_DESCRIBED = {
    "roadmap": "Roadmap",
    "lesson": "Lesson",
    "topic": "Topic",
    "top-topic": "TopTopic",
    "resource": "Resource",
    "said": "Said",
    "case": "Case",
    "figure": "Figure",
    "correction": "Correction",
    "term": "Term",
    "version": "Version",
    "stage": "Stage",
    "section": "Section",
    "group": "PageGroup",
    "page": "ExtraPage",
    "exam": "Exam",
    "domain": "Domain",
    "objective": "Objective",
}


@macro('{{= data_fields("lesson") =}}')
def data_fields(site: Site, here: str, entry: str) -> str:
    """The keys of an entry of the data file, from its schema, for contributors."""
    places = {model: name for name, model in _DESCRIBED.items()}
    rows = [(key, places.get(key.entry)) for key in keys(_lookup("항목", entry, _DESCRIBED))]
    return render("data_fields.html", entry=entry, rows=rows)
