"""People of the programme: how to reach them, how they appear, who stands in, and who is looked for."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from gocluster_events.core.errors import Refused
from gocluster_events.core.text import search_text, search_words
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Part, PersonStatus, Refusal, Visibility
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person, Timetable

LONGEST_SEARCH = 100


class Group(Enum):
    """Which people: by their answer, or those who are in no item."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    IDLE = "idle"


class Missing(Enum):
    """What a person on the programme has not given yet: whether they take part, and what pages say of them."""

    ANSWER = "answer"
    BIOGRAPHY = "biography"
    PORTRAIT = "portrait"  # or the consent to publish it


@dataclass(frozen=True, slots=True)
class PersonAppearance:
    """An item, what somebody does in it, and for whom they stand in there, if for anybody."""

    item: Item
    part: Part
    absent: Person | None = None


Appearances = Mapping[str, tuple[PersonAppearance, ...]]
"""What each person appears in, by their UUID."""


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """A group (None: everybody), what is missing (any of these), and words of which each must occur."""

    group: Group | None = None
    search: str = ""
    missing: frozenset[Missing] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.group or self.search or self.missing)

    def parameters(self) -> dict[str, list[str]]:
        """The filter as an address has it; `read_filter` reads it back."""
        values = {
            "group": [self.group.value] if self.group else [],
            "missing": [each.value for each in Missing if each in self.missing],
            "search": [self.search] if self.search else [],
        }
        return {name: chosen for name, chosen in values.items() if chosen}

    def toggled(self, missing: Missing) -> "PeopleFilter":
        """The filter with that chosen if it was not, and without it if it was."""
        return replace(self, missing=self.missing ^ {missing})


def read_filter(parameters: Mapping[str, Sequence[str]]) -> PeopleFilter:
    """The filter that an address means; what it does not know is left out."""
    group, search = parameters.get("group", ()), parameters.get("search", ())
    return PeopleFilter(
        next((each for each in Group if each.value in group[:1]), None),
        "".join(search[:1]).strip()[:LONGEST_SEARCH],
        frozenset(each for each in Missing if each.value in parameters.get("missing", ())),
    )


def wanted(people: Sequence[Person], appearances: Appearances, chosen: PeopleFilter) -> tuple[Person, ...]:
    """The people that the filter means."""
    words = search_words(chosen.search)
    return tuple(
        person
        for person in people
        if (chosen.group is None or chosen.group in groups(person, appearances))
        and (not chosen.missing or chosen.missing & missing(person, appearances.get(person.uuid, ())))
        and all(any(each in _searched(person) for each in word) for word in words)
    )


def missing(person: Person, appearances: Sequence[PersonAppearance]) -> frozenset[Missing]:
    """What the person still has to give; nothing of somebody who declined, is in no item or wanted no name.

    Of somebody who is in closed items alone no page says anything, so that only the answer can be missing.
    """
    if person.is_redacted or person.status is PersonStatus.DECLINED or not appearances:
        return frozenset()
    is_public = any(each.item.visibility is not Visibility.CLOSED for each in appearances)
    gaps = {
        Missing.ANSWER: person.status is PersonStatus.ASKED,
        Missing.BIOGRAPHY: is_public and not person.biography,
        Missing.PORTRAIT: is_public and not (person.portrait and person.portrait_consent),
    }
    return frozenset(each for each, is_missing in gaps.items() if is_missing)


def gaps(people: Sequence[Person], appearances: Appearances) -> Mapping[Missing, int]:
    """How many of the people miss each of these; what nobody misses is left out."""
    tally = Counter(gap for person in people for gap in missing(person, appearances.get(person.uuid, ())))
    return {each: tally[each] for each in Missing if tally[each]}


def counts(people: Sequence[Person], busy: Collection[str]) -> Mapping[Group, int]:
    """How many people each group has; one without any is left out."""
    tally = Counter(group for person in people for group in groups(person, busy))
    return {group: tally[group] for group in Group if tally[group]}


def groups(person: Person, busy: Collection[str]) -> frozenset[Group]:
    """The groups that a person is in; one whose name was removed is in no group of an answer."""
    answered = set() if person.is_redacted else {Group(person.status.value)}
    return frozenset(answered if person.uuid in busy else answered | {Group.IDLE})


def _searched(person: Person) -> str:
    return search_text(person.name, person.position.de, person.position.en, person.organisation, person.email)


def stood_in(draft: Timetable, absent: str, substitute: str, items: Iterable[str]) -> tuple[Change, ...]:
    """What puts ``substitute`` in the place of ``absent`` in these items, in the same part and at the same place.

    Who stood in for a third person hands their place on; who comes back stands in for nobody. Raises Refused when one
    of the items, or one of the two in it, is not there, or when ``substitute`` has that part in it already.
    """
    if draft.person(substitute) is None or absent == substitute:
        raise Refused(Refusal.NOT_THERE)
    return tuple(_changed(draft.item(uuid), absent, substitute) for uuid in dict.fromkeys(items))


def _changed(item: Item | None, absent: str, substitute: str) -> Change:
    if item is None or absent not in {each.person for each in item.people}:
        raise Refused(Refusal.NOT_THERE)
    cast = tuple(_in_place(each, substitute) if each.person == absent else each for each in item.people)
    if len({(each.person, each.part) for each in cast}) < len(cast):
        raise Refused(Refusal.THERE_ALREADY)
    return Change(item, replace(item, people=cast))


def _in_place(appearance: Appearance, substitute: str) -> Appearance:
    missing = appearance.for_person or appearance.person
    return Appearance(substitute, appearance.part, None if missing == substitute else missing)


def entries(timetable: Timetable) -> Appearances:
    """What each person appears in, by their UUID, in the order of the programme."""
    appearances_by_person: dict[str, tuple[PersonAppearance, ...]] = {}
    for item in timetable.items:
        for each in timetable.credits(item):
            known = appearances_by_person.get(each.person.uuid, ())
            appearances_by_person[each.person.uuid] = (*known, PersonAppearance(item, each.part, each.absent))
    return appearances_by_person


def appearing(timetable: Timetable) -> tuple[tuple[Person, tuple[PersonAppearance, ...]], ...]:
    """Everybody who is in an item, by name, with what they are in; not who wanted their name removed."""
    appearances = entries(timetable)
    named = [person for person in timetable.people if not person.is_redacted]
    return tuple((person, appearances[person.uuid]) for person in named if person.uuid in appearances)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the draft with an address. ``generation`` is that of the link to their own page."""

    id: int
    generation: int
    uuid: str
    name: str
    email: str
