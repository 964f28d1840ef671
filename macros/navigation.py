"""Navigation from the data file: the only registry of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from macros.load import Catalog, TopicNode

Nav = list[dict[str, Any]]


def navigation(catalog: Catalog) -> Nav:
    """The ``nav`` of MkDocs: home, topics with their lessons, other pages."""
    topics = [_branch(catalog, node) for node in catalog.topics.values() if not node.parents]
    groups = [
        {group.title: [{page.title: page.path} for page in group.pages]} for group in catalog.roadmap.groups
    ]
    return [{"로드맵": "index.md"}, *topics, *groups]


def _branch(catalog: Catalog, node: TopicNode) -> dict[str, Any]:
    lessons = [one for one in catalog.lessons.values() if one.topic is node]
    below = [one for one in catalog.topics.values() if one.parents[-1:] == (node,)]
    entries: list[Any] = [node.page]  # a page without a title is the section's own
    entries += [{lesson.lesson.title: lesson.page} for lesson in lessons]
    entries += [_branch(catalog, child) for child in below]
    return {node.topic.title: entries}


def descriptions(catalog: Catalog) -> dict[str, str]:
    """The description of every page that has a summary in the data file."""
    found = {node.page: node.topic.summary for node in catalog.topics.values()}
    return found | {node.page: node.lesson.summary for node in catalog.lessons.values()}
