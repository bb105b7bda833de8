"""Descriptions of other programs, which may be HTML, in the way that ours are written."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from gocluster_events.meeting.agenda.rules.source import Column, Source, SourceItem

_DESCRIPTIONS = (Column.ABSTRACT_DE, Column.ABSTRACT_EN)


def in_markdown(source: Source, turned: Callable[[Sequence[str]], Sequence[str]]) -> Source:
    """The source with its descriptions and biographies ``turned``; what we wrote, or people into our form, stays."""
    if source.is_ours or source.is_table:
        return source
    texts = [item.values[column] for item in source.items for column in _DESCRIPTIONS if column in item.values]
    texts += [each.biography for item in source.items for each in item.people or ()]
    markdown = dict(zip(texts, turned(texts), strict=True))

    def written(item: SourceItem) -> SourceItem:
        values = {column: markdown[item.values[column]] for column in _DESCRIPTIONS if column in item.values}
        people = item.people and tuple(replace(each, biography=markdown[each.biography]) for each in item.people)
        return replace(item, values={**item.values, **values}, people=people)

    return replace(source, items=tuple(written(item) for item in source.items))
