"""Taking a person's name, or their portrait alone, out of a programme at their wish."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from gocluster_events.core.text import Localized, fold
from gocluster_events.meeting.agenda.rules.change import Change, Subject
from gocluster_events.meeting.agenda.rules.links import LONGEST_LABEL, Link
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable

REMOVED = Localized("Name auf Wunsch entfernt", "Name removed on request")

Redaction = Callable[[Person], Person]


def without_name(person: Person) -> Person:
    """Nothing is left of the person but their place in the programme."""
    return Person(uuid=person.uuid, first_name="", last_name=REMOVED.de, is_redacted=True)


def without_portrait(person: Person) -> Person:
    """The person without a picture, which nobody may show any more."""
    return replace(person, portrait="", portrait_consent=False)


def withdraws_portrait(change: Change) -> bool:
    """Whether a person who let their portrait be shown does no longer, or took it away."""
    before, after = change.before, change.after
    if not isinstance(before, Person) or not isinstance(after, Person) or not before.portrait_consent:
        return False
    return not after.portrait_consent or (bool(before.portrait) and not after.portrait)


def names_of(person: Person) -> tuple[str, ...]:
    """How texts may name the person, the longest first."""
    both = f"{person.first_name} {person.last_name}".strip()
    return () if person.is_redacted or not both else tuple(dict.fromkeys((person.name, both)))


def redacted(timetable: Timetable, uuid: str, how: Redaction, names: tuple[str, ...] = ()) -> Timetable:
    """The timetable in which that person is redacted, and none of ``names`` stands in a text."""
    return replace(
        timetable,
        people=tuple(redacted_person(person, uuid, how, names) for person in timetable.people),
        items=tuple(redacted_item(item, names) for item in timetable.items),
        blocks=tuple(redacted_block(block, names) for block in timetable.blocks),
    )


def redacted_change(change: Change, uuid: str, how: Redaction, names: tuple[str, ...] = ()) -> Change:
    """The change with the person redacted, before and after."""

    def side(subject: Subject | None) -> Subject | None:
        match subject:
            case Person():
                return redacted_person(subject, uuid, how, names)
            case TimeBlock():
                return redacted_block(subject, names)
            case _:
                return redacted_item(subject, names) if subject else None

    return Change(side(change.before), side(change.after))


def without(text: Localized, names: tuple[str, ...]) -> Localized:
    """The text in which each of the names is replaced, in its language."""
    for name in names:
        text = Localized(text.de.replace(name, REMOVED.de), text.en.replace(name, REMOVED.en))
    return text


def mentions(timetable: Timetable, person: Person) -> Iterator[Item]:
    """The items whose texts name the person, if only by the last name."""
    for item in timetable.items:
        if _name(person, item.title, item.summary, item.abstract, *(Localized(link.label) for link in item.links)):
            yield item


def mentioning_blocks(timetable: Timetable, person: Person) -> Iterator[TimeBlock]:
    """The common times that are called after the person, if only by the last name."""
    return (block for block in timetable.blocks if _name(person, block.name))


def _name(person: Person, *texts: Localized) -> bool:
    wording = " ".join(f"{text.de} {text.en}" for text in texts)
    return fold(person.last_name) in fold(wording)


def redacted_person(person: Person, uuid: str, how: Redaction, names: tuple[str, ...] = ()) -> Person:
    """The person redacted, if it is that one; of others, the texts without the names."""
    if person.uuid == uuid:
        return how(person)
    return replace(person, position=without(person.position, names), biography=without(person.biography, names))


def redacted_item(item: Item, names: tuple[str, ...]) -> Item:
    """The item, its texts without the names."""
    title, summary, abstract = (without(text, names) for text in (item.title, item.summary, item.abstract))
    return replace(item, title=title, summary=summary, abstract=abstract, links=redacted_links(item.links, names))


def redacted_links(links: Iterable[Link], names: tuple[str, ...]) -> tuple[Link, ...]:
    """The links, their words without the names; where they lead is not ours."""
    return tuple(replace(link, label=without(Localized(link.label), names).de[:LONGEST_LABEL]) for link in links)


def redacted_block(block: TimeBlock, names: tuple[str, ...]) -> TimeBlock:
    """The block, its name without the names."""
    return replace(block, name=without(block.name, names))
