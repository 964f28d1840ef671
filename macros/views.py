"""From the catalogue to flat views: everything that templates loop over.

A view is plain data with every text and link ready; templates decide nothing.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from macros.pages import read_page
from macros.quiz import SECTION, questions
from macros.rules import DESCRIBED
from macros.source import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.load import LessonNode, TopicNode
    from macros.model import Case, Correction, Exam, Resource, Stage, Term
    from macros.rules import Rule
    from macros.site import Site

View = dict[str, Any]

KINDS = {
    "docs": "공식 문서",
    "book": "책",
    "repository": "GitHub 레포지토리",
    "exam": "시험",
    "article": "글",
    "talk": "발표",
}
LANGUAGES = {"ko": "한국어", "en": "영어"}
LEVELS = {"beginner": "입문", "intermediate": "중급", "advanced": "고급"}
ROOT_FOLDER = "orchestration"


def stage_of(site: Site, stage_id: str) -> Stage:
    """The stage with this id (the loader has made sure that it exists)."""
    return next(stage for stage in site.catalog.roadmap.stages if stage.id == stage_id)


def minutes_text(minutes: int) -> str:
    """``45`` → ``45분``, ``90`` → ``1시간 30분``."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}시간" if hours else "", f"{rest}분" if rest or not hours else ""]
    return " ".join(part for part in parts if part)


def lesson_view(site: Site, here: str, node: LessonNode) -> View:
    """A lesson as an item of a list."""
    stage = stage_of(site, node.lesson.stage)
    return {
        "id": node.id,
        "title": node.lesson.title,
        "summary": node.lesson.summary,
        "href": site.link(here, node.page),
        "stage": stage.id,
        "stage_title": stage.title,
        "stage_short": stage.short,
        "minutes": minutes_text(node.lesson.minutes),
        "current": node.page == here,
        # What the script of the page counts and proposes from.
        "topic": node.topic.id,
        "length": node.lesson.minutes,
        "needs": node.lesson.needs,
        "aliases": node.lesson.aliases,
    }


_COLUMNS = {
    "theory": ("theory",),
    "practice": ("practice-1", "practice-2", "practice-3"),
    "project": ("project",),
}


def track_view(site: Site, here: str, node: TopicNode) -> View:
    """A topic's own lessons as stations of the map, in reading order.

    Each stage has its columns; where there is but one stage, the stations flow.
    """
    lessons = [one for one in site.catalog.lessons.values() if one.topic is node]
    numbers = {one.id: number for number, one in enumerate(lessons, 1)}
    flows = len({one.lesson.stage for one in lessons}) == 1
    seats = {stage: itertools.cycle(columns) for stage, columns in _COLUMNS.items()}
    stations = [
        lesson_view(site, here, one)
        | {
            "number": numbers[one.id],
            "column": "" if flows else next(seats.get(one.lesson.stage, itertools.repeat(""))),
            "exams": [exam.id for exam in _exams_of(site, one)],
            "first": [
                {"title": site.catalog.lessons[need].lesson.title, "number": numbers.get(need)}
                for need in one.lesson.needs
            ],
        }
        for one in lessons
    ]
    tall = sum(one["stage"] == "practice" for one in stations) > len(_COLUMNS["practice"])
    return topic_view(site, here, node) | {"stations": stations, "flows": flows, "tall": tall}


def lane_views(site: Site, here: str) -> list[View]:
    """The lanes of the map: topics of the first level, each with the tracks below it."""
    lanes: list[View] = []
    for node in site.catalog.topics.values():
        track = track_view(site, here, node)
        if node.parents:
            lanes[-1]["tracks"].append(track)
        else:
            lanes.append(track | {"tracks": []})
    return lanes


def _exams_of(site: Site, node: LessonNode) -> list[Exam]:
    """The exams that a lesson teaches an objective of."""
    return [
        exam
        for exam in site.catalog.roadmap.exams
        if any(one.id in node.lesson.exams for domain in exam.domains for one in domain.objectives)
    ]


def first_steps(site: Site, here: str, count: int) -> list[View]:
    """Where one can begin: the first lessons that need no other."""
    free = [node for node in site.catalog.lessons.values() if not node.lesson.needs]
    return [lesson_view(site, here, node) for node in free[:count]]


def question_count(site: Site, node: LessonNode) -> int:
    """How many self-check questions a lesson has."""
    path = f"docs/{node.page}"
    text = read_text(site.root, path, [])
    return len(questions(read_page(path, text or "")))


def quiz_view(site: Site, node: LessonNode) -> View:
    """The self-check of a lesson: its place in the page and its number of questions."""
    sections = stage_of(site, node.lesson.stage).sections
    anchor = next((section.id for section in sections if section.title == SECTION), "")
    return {"anchor": anchor, "count": question_count(site, node)}


_FOLLOWING = 4


def following(site: Site, here: str, node: LessonNode) -> list[View]:
    """The lessons that this one leads to: the first that need it, else the next one."""
    lessons = list(site.catalog.lessons.values())
    found = [one for one in lessons if node.id in one.lesson.needs]
    after = lessons[lessons.index(node) + 1 :]
    return [lesson_view(site, here, one) for one in (found[:_FOLLOWING] or after[:1])]


def topic_view(site: Site, here: str, node: TopicNode) -> View:
    """A topic with its own lessons and the topics below it."""
    below = site.catalog.below(node.id)
    children = [child for child in site.catalog.topics.values() if child.parents[-1:] == (node,)]
    return {
        "id": node.id,
        "anchor": node.id.replace("/", "-"),
        "slug": node.topic.slug,
        "title": node.topic.title,
        "original": node.topic.original,
        "summary": node.topic.summary,
        "contents": node.topic.contents,
        "href": site.link(here, node.page),
        "lessons": [lesson_view(site, here, lesson) for lesson in below if lesson.topic is node],
        "topics": [topic_view(site, here, child) for child in children],
        "count": len(below),
        "minutes": minutes_text(sum(lesson.lesson.minutes for lesson in below)),
    }


def top_topics(site: Site, here: str) -> list[View]:
    """The topics of the first level."""
    return [topic_view(site, here, node) for node in site.catalog.topics.values() if not node.parents]


def stage_views(site: Site, here: str) -> list[View]:
    """The four stages with the lessons that belong to each."""
    lessons = site.catalog.lessons.values()
    views = []
    for number, stage in enumerate(site.catalog.roadmap.stages, 1):
        mine = [node for node in lessons if node.lesson.stage == stage.id]
        views.append(
            {
                "number": number,
                "id": stage.id,
                "title": stage.title,
                "short": stage.short,
                "summary": stage.summary,
                "count": len(mine),
                "minutes": minutes_text(sum(node.lesson.minutes for node in mine)),
                "first": site.link(here, mine[0].page) if mine else None,
            }
        )
    return views


def tree_view(site: Site, here: str) -> View:
    """The directory tree of the user's document: folders below ``orchestration/``."""

    def branch(folder: str) -> list[View]:
        inside: dict[str, str | None] = {}
        for node in site.catalog.topics.values():
            if node.folder.startswith(f"{folder}/"):
                name = node.folder.removeprefix(f"{folder}/").partition("/")[0]
                inside.setdefault(name, None)
                if node.folder == f"{folder}/{name}":
                    inside[name] = site.link(here, node.page)
        return [
            {"name": name, "href": href, "children": branch(f"{folder}/{name}")}
            for name, href in inside.items()
        ]

    root = site.link(here, f"{ROOT_FOLDER}/index.md")
    return {"name": f"{ROOT_FOLDER}/", "href": root, "children": branch(ROOT_FOLDER)}


def correction_view(correction: Correction | None) -> View | None:
    """A correction with its dates as text."""
    if correction is None:
        return None
    return {
        "text": correction.text,
        "source": correction.source,
        "host": host(correction.source),
        "date": correction.date,
        "checked": correction.checked.isoformat(),
    }


def host(url: str) -> str:
    """The site of an address, as a short name for a link."""
    return url.split("/", 3)[2].removeprefix("www.")


def resource_view(resource: Resource) -> View:
    """A resource with its labels as text."""
    edition = [", ".join(resource.authors), resource.edition, resource.publisher, resource.year]
    return {
        "id": resource.id,
        "kind": KINDS[resource.kind],
        "title": resource.title,
        "url": resource.url,
        "host": host(resource.url),
        "language": " · ".join(LANGUAGES[code] for code in resource.language),
        "level": LEVELS[resource.level],
        "use": resource.use,
        "checked": resource.checked.isoformat(),
        "outdated": resource.outdated,
        "edition": " · ".join(str(part) for part in edition if part),
        "said": resource.said,
        "correction": correction_view(resource.correction),
    }


def resource_groups(resources: Iterable[Resource], kinds: Iterable[str] = KINDS) -> list[View]:
    """Resources grouped by kind, the kinds in the order given; empty groups are left out."""
    every = list(resources)
    groups = [
        {"title": KINDS[kind], "items": [resource_view(one) for one in every if one.kind == kind]}
        for kind in kinds
    ]
    return [group for group in groups if group["items"]]


def case_view(site: Site, here: str, case: Case) -> View:
    """A case as a row of the table."""
    topics = [site.catalog.topics[name] for name in case.topics]
    lesson = site.catalog.lessons[case.lesson] if case.lesson else None
    return {
        "id": case.id,
        "organisation": case.organisation,
        "claim": case.claim,
        "correction": correction_view(case.correction),
        "decision": case.decision,
        "year": case.year,
        "topics": [
            {"id": node.id, "title": node.topic.title, "href": site.link(here, node.page)} for node in topics
        ],
        "figures": [
            {
                "text": figure.text,
                "source": figure.source,
                "host": host(figure.source),
                "date": figure.date,
                "secondary": figure.secondary,
            }
            for figure in case.figures
        ],
        "href": site.link(here, lesson.page) if lesson else None,
    }


_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
_PER_CONSONANT = 588


def letter_of(word: str) -> str:
    """What a word is listed under: its first consonant, or its first letter."""
    code = ord(word[0]) - ord("가")
    if 0 <= code < _PER_CONSONANT * len(_CONSONANTS):
        return _CONSONANTS[code // _PER_CONSONANT]
    return word[0].upper()


def term_groups(terms: Iterable[Term]) -> list[View]:
    """Terms by first letter, Korean before Latin, each group in the order of its alphabet."""
    ordered = sorted(terms, key=lambda term: (term.ko < "ㄱ", term.ko.casefold()))
    return [
        {"letter": letter, "anchor": f"letter-{ord(letter):x}", "terms": list(group)}
        for letter, group in itertools.groupby(ordered, key=lambda term: letter_of(term.ko))
    ]


# In the page of rules, what a message says about one case is left open.
_FACT = re.compile(r"\{[^{}]*\}")
_LAST_FACT = re.compile(r": ‘?\{[^{}]*\}’?$")


def rule_view(rule: Rule) -> View:
    """A rule of the checks with its examples, line by line; what nobody sees is named."""
    examples = (("bad", "나쁜 예", rule.bad, rule.line), ("good", "좋은 예", rule.good, 0))
    return {
        "message": _FACT.sub("…", _LAST_FACT.sub("", rule.message)) + ".",
        "why": rule.why,
        "described": rule.kind == DESCRIBED,
        "examples": [
            {"name": name, "title": title, "lines": _visible(text).split("\n"), "named": line}
            for name, title, text, line in examples
        ],
    }


def _visible(text: str) -> str:
    return "".join(one if one.isprintable() or one == "\n" else f"[U+{ord(one):04X}]" for one in text)


def exam_view(site: Site, here: str, exam: Exam) -> View:
    """An exam: every objective with the lessons that teach it."""
    taught: dict[str, list[View]] = {}
    for node in site.catalog.lessons.values():
        for objective in node.lesson.exams:
            taught.setdefault(objective, []).append(lesson_view(site, here, node))
    domains = [
        {
            "id": domain.id,
            "title": domain.title,
            "weight": domain.weight,
            "objectives": [
                {"id": one.id, "text": one.text, "lessons": taught.get(one.id, [])}
                for one in domain.objectives
            ],
        }
        for domain in exam.domains
    ]
    every = [objective.id for domain in exam.domains for objective in domain.objectives]
    return {
        "id": exam.id,
        "code": exam.code,
        "title": exam.title,
        "version": exam.version,
        "source": exam.source,
        "checked": exam.checked.isoformat(),
        "domains": domains,
        "covered": sum(1 for name in every if name in taught),
        "total": len(every),
    }


def exam_marks(site: Site, here: str, node: LessonNode) -> list[View]:
    """The exams a lesson helps with: code, objectives, link to the coverage page."""
    marks = []
    for exam in site.catalog.roadmap.exams:
        texts = [
            objective.text
            for domain in exam.domains
            for objective in domain.objectives
            if objective.id in node.lesson.exams
        ]
        if texts:
            href = site.link(here, "exams.md", exam.id)
            marks.append({"code": exam.code, "objectives": texts, "href": href})
    return marks
