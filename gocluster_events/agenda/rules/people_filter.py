"""Which of the people on the programme the organisers want to see, as it stands in the page's address."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from gocluster_events.agenda.rules.timetable import Person
from gocluster_events.text import search_text, search_words

LONGEST_SEARCH = 100


class Group(Enum):
    """Which people: by their answer, or those who are in no item."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """A group (None: everybody) and words of which each must occur."""

    group: Group | None = None
    search: str = ""

    def __bool__(self) -> bool:
        return bool(self.group or self.search)


def read_filter(asked: Mapping[str, str]) -> PeopleFilter:
    """The filter that an address means; what it does not know is left out."""
    group = next((each for each in Group if each.value == asked.get("group")), None)
    return PeopleFilter(group, asked.get("search", "").strip()[:LONGEST_SEARCH])


def wanted(people: Sequence[Person], busy: Collection[str], chosen: PeopleFilter) -> tuple[Person, ...]:
    """The people that the filter means; ``busy`` are the UUIDs of those who are in an item."""
    words = search_words(chosen.search)
    return tuple(
        person
        for person in people
        if (chosen.group is None or chosen.group in groups(person, busy))
        and all(any(each in _searched(person) for each in word) for word in words)
    )


def counts(people: Sequence[Person], busy: Collection[str]) -> Mapping[Group, int]:
    """How many people each group has; one without any is left out."""
    found = Counter(group for person in people for group in groups(person, busy))
    return {group: found[group] for group in Group if found[group]}


def groups(person: Person, busy: Collection[str]) -> frozenset[Group]:
    """The groups that somebody is in; whose name was removed is in none by an answer."""
    answered = set() if person.is_redacted else {Group(person.status.value)}
    return frozenset(answered if person.uuid in busy else answered | {Group.IDLE})


def _searched(person: Person) -> str:
    return search_text(person.name, person.position.de, person.position.en, person.organisation, person.email)
