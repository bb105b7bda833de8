"""What holds for every two programmes: a difference leads from one to the other, and every change back."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, strategies as st

from gocluster_events.meeting.agenda.rules.change import Change, Subject, changes_back
from gocluster_events.meeting.agenda.rules.differences import block_changes, changes
from gocluster_events.meeting.agenda.rules.document import (
    FORMAT,
    change_from_json,
    change_to_json,
    from_document,
    to_document,
)
from gocluster_events.meeting.agenda.rules.links import Link, links_text, read_links
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock, by_time
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from tests.support.timetables import LINKS, timetables


def mixed(old: Timetable, new: Timetable, chosen: Iterable[bool]) -> Timetable:
    """The new one, in which some items and blocks are those of the old one with other facts."""
    samples = new.items or old.items
    survivors = [replace(samples[0], uuid=item.uuid) for item, keep in zip(old.items, chosen, strict=False) if keep]
    known = {item.uuid for item in survivors}
    blocks = {block.uuid: block for block in new.blocks}
    for block in (each for each, keep in zip(old.blocks, chosen, strict=False) if keep):
        blocks[block.uuid] = replace(block, length_minutes=block.length_minutes + 5)
    return replace(
        new,
        items=(*survivors, *(item for item in new.items if item.uuid not in known)),
        blocks=by_time(blocks.values()),
    )


def applied(timetable: Timetable, made: Iterable[Change]) -> Timetable:
    """The timetable in which each change was made."""
    subjects: dict[str, Subject] = {
        each.uuid: each for each in (*timetable.items, *timetable.people, *timetable.blocks)
    }
    for change in made:
        subjects.pop(change.touched, None)
        if change.after is not None:
            subjects[change.touched] = change.after
    return replace(
        timetable,
        items=tuple(each for each in subjects.values() if isinstance(each, Item)),
        people=tuple(each for each in subjects.values() if isinstance(each, Person)),
        blocks=tuple(each for each in subjects.values() if isinstance(each, TimeBlock)),
    )


def same(one: Timetable, other: Timetable) -> bool:
    """Whether both hold the same items, people and blocks, in whatever order."""
    mine, theirs = ({*map(repr, (*each.items, *each.people, *each.blocks))} for each in (one, other))
    return mine == theirs


PAIRS = st.tuples(timetables(), timetables(), st.lists(st.booleans(), max_size=4)).map(
    lambda drawn: (drawn[0], mixed(*drawn))
)


@given(PAIRS)
def test_the_differences_lead_from_the_old_version_to_the_new_one(pair: tuple[Timetable, Timetable]):
    old, new = as_published(pair[0]), as_published(pair[1])
    items = {item.uuid: item for item in old.items}
    for difference in changes(old, new):
        items.pop(difference.item.uuid, None)
        if difference.new is not None:
            items[difference.item.uuid] = difference.new
    assert items == {item.uuid: item for item in new.items}
    blocks = {block.uuid: block for block in old.blocks}
    for changed in block_changes(old, new):
        assert changed.old == blocks.pop(changed.block.uuid, None)
        blocks |= {changed.block.uuid: changed.block} if changed.new else {}
    assert blocks == {block.uuid: block for block in new.blocks}


@given(PAIRS)
def test_undoing_is_the_inverse_of_every_change(pair: tuple[Timetable, Timetable]):
    draft, version = pair[0], as_published(pair[1])
    made = changes_back(draft, version)
    there = applied(draft, made)
    assert {item.uuid: item for item in there.items if item.starts_at} == {item.uuid: item for item in version.items}
    assert by_time(there.blocks) == version.blocks
    assert same(applied(there, [change.inverse() for change in reversed(made)]), draft)


@given(PAIRS)
def test_what_is_stored_of_changes_and_versions_is_read_as_it_was(pair: tuple[Timetable, Timetable]):
    made = changes_back(*pair)
    assert tuple(change_from_json(change_to_json(change)) for change in made) == made
    assert all(same(from_document(to_document(each), FORMAT), each) for each in map(as_published, pair))


@given(LINKS)
def test_links_are_read_as_they_are_typed(links: tuple[Link, ...]):
    assert read_links(links_text(links)) == links
