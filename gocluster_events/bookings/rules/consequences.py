"""What a new version of the programme does to those who have booked its items, or wait for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gocluster_events.agenda.rules.codes import SignUp, Visibility
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.bookings.rules.clashes import Span, pairs

Thing = TypeVar("Thing")


def is_bookable(item: Item) -> bool:
    """Whether one can sign up for the item as it is published."""
    return item.sign_up is SignUp.BOOK and item.starts_at is not None and item.visibility is not Visibility.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A place in an item (UUID), or a number on its list, as it is before the new version; ``span`` is when it is."""

    id: int
    person: int
    name: str
    item: str
    span: Span
    is_held: bool
    is_member: bool
    is_members_only: bool


@dataclass(frozen=True, slots=True)
class Consequences:
    """What ends, which two places of one person are at the same time from now on, and who stays without being a member.

    What clashed before is no news.
    """

    lost: tuple[Standing, ...] = ()
    clashes: tuple[tuple[Standing, Standing], ...] = ()
    outsiders: tuple[Standing, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lost or self.clashes or self.outsiders)

    @property
    def losers(self) -> Mapping[int, Sequence[Standing]]:
        """What each person loses."""
        return _by_person((each.person, each) for each in self.lost)

    @property
    def torn(self) -> Mapping[int, Sequence[tuple[Standing, Standing]]]:
        """Which places of each person are at the same time."""
        return _by_person((pair[0].person, pair) for pair in self.clashes)

    @property
    def letters(self) -> int:
        """How many letters about it are written: to each person one of what they lose, and one of what clashes."""
        return len(self.losers) + len(self.torn)


def _by_person(things: Iterable[tuple[int, Thing]]) -> Mapping[int, Sequence[Thing]]:
    by_person: dict[int, list[Thing]] = {}
    for person, thing in things:
        by_person.setdefault(person, []).append(thing)
    return by_person


def consequences(bookings: Iterable[Standing], new: Timetable) -> Consequences:
    """What becomes of these bookings once ``new`` is the programme."""
    items = {item.uuid: item for item in new.items if is_bookable(item)}
    known = tuple(bookings)
    stay = [each for each in known if each.item in items]
    held = _by_person((each.person, each) for each in stay if each.is_held)
    return Consequences(
        tuple(each for each in known if each.item not in items),
        tuple(pair for places in held.values() for pair in _new_clashes(places, items)),
        tuple(each for each in stay if each.is_held and _becomes_an_outsider(each, items[each.item])),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    standing: Standing
    span: Span


def _new_clashes(places: Sequence[Standing], items: Mapping[str, Item]) -> Iterable[tuple[Standing, Standing]]:
    before = {frozenset((one.id, other.id)) for one, other in pairs(places)}
    for one, other in pairs([_Place(each, items[each.item].span) for each in places]):
        if frozenset((one.standing.id, other.standing.id)) not in before:
            yield one.standing, other.standing


def _becomes_an_outsider(booking: Standing, item: Item) -> bool:
    return item.visibility is Visibility.MEMBERS and not booking.is_members_only and not booking.is_member
