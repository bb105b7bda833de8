"""What holds for every two programmes: a difference leads from one to the other, and every change back."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, strategies as st

from gocluster_events.agenda.rules.change import Change, changes_back
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.document import FORMAT, change_from_json, change_to_json, from_document, to_document
from gocluster_events.agenda.rules.timetable import Item, Person, Timetable, as_published
from tests.support.timetables import timetables


def mixed(old: Timetable, new: Timetable, chosen: Iterable[bool]) -> Timetable:
    """The new one, in which some items are those of the old one under another title."""
    samples = new.items or old.items
    survivors = [replace(samples[0], uuid=item.uuid) for item, keep in zip(old.items, chosen, strict=False) if keep]
    known = {item.uuid for item in survivors}
    return replace(new, items=(*survivors, *(item for item in new.items if item.uuid not in known)))


def applied(timetable: Timetable, made: Iterable[Change]) -> Timetable:
    """The timetable in which each change was made."""
    items = {item.uuid: item for item in timetable.items}
    people = {person.uuid: person for person in timetable.people}
    for change in made:
        entries: dict[str, Item] | dict[str, Person] = items if isinstance(change.subject, Item) else people
        entries.pop(change.touched, None)
        if isinstance(change.after, Item):
            items[change.touched] = change.after
        elif isinstance(change.after, Person):
            people[change.touched] = change.after
    return replace(timetable, items=tuple(items.values()), people=tuple(people.values()))


def same(one: Timetable, other: Timetable) -> bool:
    """Whether both hold the same items and people, in whatever order."""
    return set(map(repr, (*one.items, *one.people))) == set(map(repr, (*other.items, *other.people)))


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


@given(PAIRS)
def test_undoing_is_the_inverse_of_every_change(pair: tuple[Timetable, Timetable]):
    draft, version = pair[0], as_published(pair[1])
    made = changes_back(draft, version)
    there = applied(draft, made)
    assert {item.uuid: item for item in there.items if item.starts_at} == {item.uuid: item for item in version.items}
    assert same(applied(there, [change.inverse() for change in reversed(made)]), draft)


@given(PAIRS)
def test_what_is_stored_of_changes_and_versions_is_read_as_it_was(pair: tuple[Timetable, Timetable]):
    made = changes_back(*pair)
    assert tuple(change_from_json(change_to_json(change)) for change in made) == made
    assert all(same(from_document(to_document(each), FORMAT), each) for each in map(as_published, pair))
