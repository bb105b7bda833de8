"""People of the published programme on site: who of them is registered, and who is expected without that."""

import hmac
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from gocluster_events.core.text import sort_key
from gocluster_events.meeting.registration.people.rules.entry import ALPHABET, check_character
from gocluster_events.meeting.registration.people.rules.likeness import name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Somebody on the published programme, let in and then registered under the number ``reference``.

    ``email_key`` is empty where no address is known.
    """

    id: int
    uuid: str
    reference: str
    first_name: str
    last_name: str
    title: str = ""
    organisation: str = ""
    email_key: str = ""

    @property
    def name(self) -> str:
        """Title, first and last name."""
        return " ".join(filter(None, (self.title, self.first_name, self.last_name)))

    @property
    def sort_key(self) -> str:
        """What lists are ordered by, as that of a registration."""
        return sort_key(self.last_name, self.first_name)


@dataclass(frozen=True, slots=True)
class Known:
    """What of a registration tells whose it is. ``is_expected``: it has a place on site, or was made at the door.

    One that has ended is looked at only if it was made at the door.
    """

    id: int
    email_key: str
    first_name: str
    last_name: str
    is_expected: bool = True
    has_ended: bool = False


Pair = tuple[int, int]
"""The ids of somebody on the programme and of a registration."""


@dataclass(frozen=True, slots=True)
class Contributors:
    """Everybody on the published programme: who is expected ``unregistered``, by name, and the registrations of each.

    Of who is unregistered there may be a registration, but none with a place on site. ``open_pairs`` share a name only:
    until the team says whether that is one person, they are taken for one.
    """

    unregistered: tuple[Contributor, ...] = ()
    registered: tuple[tuple[Contributor, tuple[int, ...]], ...] = ()
    open_pairs: tuple[Pair, ...] = ()

    @property
    def registrations(self) -> frozenset[int]:
        """The registrations of people on the programme."""
        return frozenset(each for _person, ids in self.registered for each in ids)

    @property
    def numbers(self) -> Mapping[int, str]:
        """The number of the programme by which each registration is let in that has a place on site."""
        alone = {each.id for each in self.unregistered}
        return {ids[0]: person.reference for person, ids in self.registered if person.id not in alone}

    def of(self, reference: str) -> Contributor | int | None:
        """Whom a reference number of the programme means: somebody unregistered, or the id of a registration."""
        alone = (person for person in self.unregistered if person.reference == reference)
        mine = (ids[0] for person, ids in self.registered if person.reference == reference)
        return next(alone, None) or next(mine, None)


def contributors(
    people: Sequence[Contributor], registrations: Sequence[Known], answers: Mapping[Pair, bool]
) -> Contributors:
    """Who of these people is registered: by what the team answered, else by the address, else perhaps by the name.

    An address that several people of the programme share says nothing by itself, and a name nothing without a place.
    """
    expected = {each.id for each in registrations if each.is_expected}
    standing = [each for each in registrations if not each.has_ended]
    owners = _owners(people, standing, answers)
    taken = {each for ids in owners.values() for each in ids}
    by_name: dict[str, list[int]] = defaultdict(list)
    for each in standing:
        if each.is_expected and each.id not in taken:
            by_name[_name(each)].append(each.id)
    alike = {
        person.id: [mine for mine in by_name[_name(person)] if (person.id, mine) not in answers]
        for person in people
        if not owners[person.id]
    }
    ended = _owners(people, [each for each in registrations if each.has_ended], answers)
    registered = tuple(
        (each, (*_expected_first(owners[each.id] or alike[each.id], expected), *ended[each.id])) for each in people
    )
    return Contributors(
        tuple(person for person, ids in registered if expected.isdisjoint(ids)),
        tuple((person, ids) for person, ids in registered if ids),
        tuple((person, mine) for person, ids in alike.items() for mine in ids),
    )


def _owners(
    people: Sequence[Contributor], registrations: Sequence[Known], answers: Mapping[Pair, bool]
) -> dict[int, list[int]]:
    """The registrations of each person that leave no doubt: those the team named, else the one under the address."""
    there, by_address = {each.id for each in registrations}, {each.email_key: each for each in registrations}
    sharers = Counter(each.email_key for each in people)
    owners: dict[int, list[int]] = {each.id: [] for each in people}
    for (person_id, registration_id), is_same in answers.items():
        if is_same and registration_id in there and person_id in owners:
            owners[person_id].append(registration_id)
    for person in people:
        mine = by_address.get(person.email_key) if person.email_key and not owners[person.id] else None
        is_own = mine is not None and (sharers[person.email_key] == 1 or _name(mine) == _name(person))
        if mine is not None and is_own and (person.id, mine.id) not in answers:
            owners[person.id].append(mine.id)
    return owners


def _expected_first(ids: Sequence[int], expected: Collection[int]) -> tuple[int, ...]:
    return tuple(sorted(ids, key=lambda each: (each not in expected, each)))


def _name(person: Contributor | Known) -> str:
    return name_key(person.first_name, person.last_name)


def reference_of(key: str, uuid: str) -> str:
    """The reference number of somebody on the programme: always the same, and shaped as those that are given out.

    Nobody works it out from the public ``uuid`` without the ``key`` of the edition.
    """
    bits = int.from_bytes(hmac.digest(key.encode(), uuid.encode(), "sha256")[:5])
    drawn = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(8))
    return f"{drawn[:4]}-{drawn[4:]}-{check_character(drawn)}"


class Answer(Enum):
    """What the team says about somebody on the programme and a registration of the same name."""

    SAME = "same"
    OTHER = "other"
    OPEN = "open"  # nothing any more


class MatchRefusal(Enum):
    """Why an answer is refused."""

    ANSWERED = "answered"  # by a colleague, since the page was opened; or opened again
    SETTLED = "settled"  # the two are no pair, perhaps since one of them has gone


def read_pair(typed: str) -> Pair | None:
    """The pair that a form names, such as ``3-17``."""
    parts = typed.split("-")
    are_ids = len(parts) == 2 and all(each.isascii() and each.isdigit() and len(each) < 10 for each in parts)
    return (int(parts[0]), int(parts[1])) if are_ids else None
