"""What a new version of the programme does to those who have booked its items, or wait for them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from gocluster_events.attendance.bookings.rules.clashes import Span, overlap, pairs
from gocluster_events.meeting.agenda.rules.codes import ASIDE, SignUp, Visibility
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable

Thing = TypeVar("Thing")


def is_bookable(item: Item) -> bool:
    """Whether one can sign up for the item as it is published."""
    return item.sign_up is not SignUp.NONE and item.starts_at is not None and item.visibility is not Visibility.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A place in an item (UUID), or a number on its list, as it is before the new version; ``span`` is when it is.

    ``by_wish``: its places are allotted by wishes. ``lost_at``: an earlier version has ended it, and the person has not
    been told. ``me`` are the people of the programme (UUIDs) who the person is.
    """

    id: int
    person: int
    name: str
    item: str
    span: Span
    at: datetime
    is_held: bool
    is_member: bool
    is_members_only: bool
    by_wish: bool = False
    lost_at: datetime | None = None
    me: frozenset[str] = frozenset()
    has_address: bool = True


@dataclass(frozen=True, slots=True)
class Consequences:
    """What ends, which two places of one person are at the same time from now on, and who stays without being a member.

    What clashed before is no news. Whoever waits for what is for members only by now, and is none, has lost the number.
    ``lost`` are also those that have ended already (``lost_at``) and do not come ``back``. At the time of ``staged``
    ones the person is on stage, in that item (UUID). Of ``moved`` time or room is another one; ``fresh`` are the items
    of which that is so since the version before. ``known``: by what is ``lost`` (id), the programme that its person
    knows.
    """

    lost: tuple[Standing, ...] = ()
    clashes: tuple[tuple[Standing, Standing], ...] = ()
    outsiders: tuple[Standing, ...] = ()
    back: tuple[Standing, ...] = ()
    staged: tuple[tuple[Standing, str], ...] = ()
    moved: tuple[Standing, ...] = ()
    fresh: frozenset[str] = frozenset()
    known: Mapping[int, Timetable | None] = field(default_factory=dict)

    @property
    def ended(self) -> tuple[Standing, ...]:
        """What ends by this version."""
        return tuple(each for each in self.lost if each.lost_at is None)

    @property
    def losses(self) -> Mapping[str, int]:
        """How many people lose what they have of each item (UUID) by this version."""
        return Counter(each.item for each in self.ended)

    @property
    def losers(self) -> Mapping[int, Sequence[Standing]]:
        """What each person loses."""
        return _by_person((each.person, each) for each in self.lost)

    @property
    def torn(self) -> Mapping[int, Sequence[str]]:
        """Which items (UUIDs) of each person are at the same time: places, and where they are on stage."""
        places = [(pair[0].person, each.item) for pair in self.clashes for each in pair]
        stage = [(each.person, item) for each, other in self.staged for item in (each.item, other)]
        return {who: tuple(dict.fromkeys(items)) for who, items in _by_person([*places, *stage]).items()}

    def movers(self, *, tells_readers: bool) -> Mapping[int, Sequence[Standing]]:
        """What each person has at another time or in another room by now, and has no letter about.

        Readers of the programme's own letter learn what is fresh; a letter about a clash names the hours of its items.
        """
        unread = (each for each in self.moved if not (tells_readers and each.item in self.fresh))
        return _by_person((each.person, each) for each in unread if each.item not in self.torn.get(each.person, ()))

    def letters(self, *, tells_readers: bool) -> int:
        """How many letters are written: to each person one of what they lose, one of what clashes, else one of what has
        moved; none to whoever is `unreached`.
        """
        others = self.movers(tells_readers=tells_readers).keys() - self.losers.keys() - self.torn.keys()
        return sum(len(readers - self.unreached.keys()) for readers in (self.losers.keys(), self.torn.keys(), others))

    def beyond_moves(self, people: Collection[int]) -> "Consequences":
        """The same, but that only these people learn of more than what has moved."""
        return replace(
            self,
            lost=tuple(each for each in self.lost if each.person in people),
            clashes=tuple(pair for pair in self.clashes if pair[0].person in people),
            staged=tuple(each for each in self.staged if each[0].person in people),
        )

    @property
    def unreached(self) -> Mapping[int, str]:
        """Who would have a letter but has no address, each with the name."""
        clashing = (each for pair in self.clashes for each in pair)
        concerned = (*self.lost, *clashing, *(each for each, _item in self.staged), *self.moved)
        return {each.person: each.name for each in concerned if not each.has_address}


def _by_person(things: Iterable[tuple[int, Thing]]) -> Mapping[int, Sequence[Thing]]:
    by_person: dict[int, list[Thing]] = {}
    for person, thing in things:
        by_person.setdefault(person, []).append(thing)
    return by_person


def consequences(
    bookings: Iterable[Standing], before: Timetable | None, new: Timetable,
    known: Mapping[int, Timetable | None] | None = None,
) -> Consequences:  # fmt: skip
    """What becomes of these bookings once ``new`` is the programme, in place of ``before``.

    ``known`` is the programme that the person of a booking (id) knows who has not been told yet what changed since.
    Where ``new`` is the programme already, nothing comes back.
    """
    change = _Change(before, new, known or {})
    active = [each for each in bookings if each.lost_at is None]
    gone = [each for each in active if each.item not in change.items]
    stay = [each for each in active if each.item in change.items]
    ended = [each for each in bookings if each.lost_at is not None]
    candidates = ended if new is not before else ()
    back = [
        each
        for each in candidates
        if change.brings_back(each, [other for other in stay if other.person == each.person])
    ]
    outsiders = [each for each in stay if change.makes_an_outsider(each)]
    out = [each for each in outsiders if not each.is_held]
    standing = [each for each in (*stay, *back) if each not in out]
    held = _by_person((each.person, each) for each in standing if each.is_held)
    lost = (*gone, *out, *(each for each in ended if each not in back))
    return Consequences(
        lost=lost,
        clashes=tuple(pair for places in held.values() for pair in change.new_clashes(places)),
        outsiders=tuple(each for each in outsiders if each.is_held),
        back=tuple(back),
        staged=tuple((each, item) for each in standing for item in change.new_stage(each)),
        moved=tuple(each for each in standing if change.moves(each)),
        fresh=frozenset(uuid for uuid, item in change.items.items() if _place(before, uuid) != _place(new, item.uuid)),
        known={each.id: change.programme(each) for each in lost},
    )


def unread_moves(
    moved: Iterable[Standing],
    new: Timetable,
    versions: Mapping[int, Sequence[tuple[Timetable | None, Timetable | None]]],
) -> tuple[Standing, ...]:
    """Of these places those of which no letter about the programme tells where they are by now.

    ``versions`` are, by person, those of which such a letter tells, in their order, each with the one before it.
    """
    return tuple(
        each
        for each in moved
        if _place(_last_to_move(each.item, versions.get(each.person, ())), each.item) != _place(new, each.item)
    )


def _last_to_move(uuid: str, versions: Iterable[tuple[Timetable | None, Timetable | None]]) -> Timetable | None:
    moves = [version for before, version in versions if _place(before, uuid) != _place(version, uuid)]
    return moves[-1] if moves else None


@dataclass(frozen=True, slots=True)
class _Change:
    before: Timetable | None
    new: Timetable
    known: Mapping[int, Timetable | None]

    @property
    def items(self) -> Mapping[str, Item]:
        """What one can sign up for by now."""
        return {item.uuid: item for item in self.new.items if is_bookable(item)}

    def programme(self, booking: Standing) -> Timetable | None:
        """The programme that the person of the booking knows."""
        return self.known.get(booking.id, self.before)

    def _old_span(self, booking: Standing) -> Span:
        old = self.programme(booking)
        item = old.item(booking.item) if old else None
        return item.span if item is not None and item.starts_at is not None else booking.span

    def brings_back(self, booking: Standing, others: Iterable[Standing]) -> bool:
        """Whether the person may have it again, and has booked nothing at that time since it ended."""
        item = self.items.get(booking.item)
        if item is None or (item.visibility is Visibility.MEMBERS and not booking.is_member):
            return False
        if (item.sign_up is SignUp.WISH) is not booking.by_wish:  # nobody has what is yet to be allotted
            return False
        newer = [each for each in others if each.is_held and booking.lost_at and each.at >= booking.lost_at]
        return not any(overlap(item.span, self.items[each.item].span) for each in newer)

    def makes_an_outsider(self, booking: Standing) -> bool:
        """Whether it is for members only from now on, and the person is none."""
        is_closed = self.items[booking.item].visibility is Visibility.MEMBERS
        return is_closed and not booking.is_members_only and not booking.is_member

    def new_clashes(self, places: Sequence[Standing]) -> Iterable[tuple[Standing, Standing]]:
        """Which two of these places are at the same time, and were not."""
        clashed = {
            frozenset((one.id, other.id))
            for one, other in pairs([replace(each, span=self._old_span(each)) for each in places])
        }
        now = [replace(each, span=self.items[each.item].span) for each in places]
        return [pair for pair in pairs(now) if frozenset((pair[0].id, pair[1].id)) not in clashed]

    def new_stage(self, booking: Standing) -> Sequence[str]:
        """The items (UUIDs) in which the person is on stage at the time of the booking, and was not."""
        was = _stage(self.programme(booking), booking, self._old_span(booking))
        return [uuid for uuid in _stage(self.new, booking, self.items[booking.item].span) if uuid not in was]

    def moves(self, booking: Standing) -> bool:
        """Whether it is at another time or in another room by now."""
        place = _place(self.programme(booking), booking.item)
        return place is not None and place != _place(self.new, booking.item)


def _stage(timetable: Timetable | None, booking: Standing, span: Span) -> Collection[str]:
    if timetable is None or not booking.me:
        return ()
    mine = [
        item for item in timetable.items if item.starts_at and any(each.person in booking.me for each in item.people)
    ]
    return [
        item.uuid for item in mine if item.uuid == booking.item or (item.kind not in ASIDE and overlap(item.span, span))
    ]


def _place(timetable: Timetable | None, uuid: str) -> tuple[Span, str] | None:
    """When and where the item is; None where it is not in the programme."""
    item = timetable.item(uuid) if timetable else None
    if timetable is None or item is None or item.starts_at is None:
        return None
    room = timetable.room(item)
    return item.span, room.name if room else ""
