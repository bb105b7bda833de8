"""Who moves up in which item, who is passed and why, and what a swap sets free for others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from gocluster_events.attendance.bookings.rules.clashes import Span, is_busy, overlap
from gocluster_events.attendance.bookings.rules.codes import Passed
from gocluster_events.attendance.bookings.rules.offers import Offering, board, institutions, is_preferred
from gocluster_events.meeting.registration.people.rules.codes import Passed as PassedOver
from gocluster_events.meeting.registration.people.rules.seats import Applicant
from gocluster_events.meeting.registration.waiting.rules import next_in_line

_REASONS = {PassedOver.ORGANISATION_FULL: Passed.ORGANISATION_FULL, PassedOver.NOT_IN_QUOTA: Passed.MEMBERS_ONLY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A place (``is_held``) or a number on a list, of whom (``person``, a registration) and of which offer.

    Whoever is not confirmed on site (``comes``), since a decline can still be undone, keeps it and does not move up.
    ``is_allotted``: it was made by the allocation.
    """

    id: int
    offer: int
    person: int
    applicant: Applicant
    is_held: bool
    comes: bool = True
    instead_of: int | None = None
    is_allotted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The ``booking`` that waited as ``number`` of its list is a place now; ``passed`` are registrations, and why.

    In the same step the person gives back the place of the booking ``gives_back``, leaves the lists ``withdrawn``, and
    would give the new place back for one of the lists ``better``: of what they wished, those that they wish for more.
    """

    booking: Booked
    number: int
    passed: tuple[tuple[int, Passed], ...] = ()
    gives_back: Booked | None = None
    withdrawn: tuple[Booked, ...] = ()
    better: tuple[Booked, ...] = ()

    @property
    def ends(self) -> tuple[Booked, ...]:
        """The bookings that end by it."""
        return self.withdrawn if self.gives_back is None else (self.gives_back, *self.withdrawn)


def moving_up(
    offerings: Mapping[int, Offering], booked: Iterable[Booked], now: datetime,
    busy: Mapping[int, Sequence[Span]] | None = None,
) -> tuple[Step, ...]:  # fmt: skip
    """The steps after which no free place is left for anybody who waits, in their order.

    ``booked`` is everybody, each list in its order; ``busy`` when a person is taken by what is no booking. Who moves up
    leaves all other lists of that time, but for those that would give the new place back: by their own word, or since
    the allocation put them on both and this one `is_preferred`. Who could move up in several such lists does so in the
    one that they prefer. It ends, since each step shortens a list.
    """
    house = _House(offerings, {each.id: each for each in booked}, now, busy or {})
    steps: list[Step] = []
    todo = sorted({each.offer for each in house.booked.values() if not each.is_held})
    while todo:
        step = house.best_step(todo[0])
        if step is None:
            todo.pop(0)
            continue
        steps.append(step)
        house.take(step)
        if step.gives_back is not None:
            todo += sorted(house.lists_after(step.gives_back) - set(todo))
    return tuple(steps)


def in_sum(steps: Iterable[Step]) -> Sequence[Step]:
    """The steps as people read of them: who moves up, and with that place at once into another, has one step."""
    sums: dict[int, Step] = {}
    for each in steps:
        before = sums.pop(each.gives_back.id, None) if each.gives_back else None
        if before is not None:
            lists = (*before.withdrawn, *each.withdrawn)
            each = replace(each, gives_back=before.gives_back, withdrawn=lists)  # noqa: PLW2901 -- the same, from its start
        sums[each.booking.id] = each
    return tuple(sums.values())


def lowest_free(seats: Collection[int]) -> int:
    """The lowest number of a seat, from 1, that is not among these."""
    return next(number for number in count(1) if number not in seats)


def seats_after(steps: Iterable[Step], seats: Mapping[int, Mapping[int, int]]) -> Mapping[int, int | None]:
    """The seat of each booking that the steps change; None: it ends.

    ``seats`` are those before, of each offer by booking. Whoever moves up has the lowest that nobody has by then.
    """
    here = {offer: dict(taken) for offer, taken in seats.items()}
    after: dict[int, int | None] = {}
    for step in steps:
        for each in step.ends:
            here.get(each.offer, {}).pop(each.id, None)
            after[each.id] = None
        taken = here.setdefault(step.booking.offer, {})
        after[step.booking.id] = taken[step.booking.id] = lowest_free(set(taken.values()))
    return after


@dataclass
class _House:
    """All places and lists while the steps are made one after the other."""

    offerings: Mapping[int, Offering]
    booked: dict[int, Booked]
    now: datetime
    busy: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    _by_person: dict[int, list[int]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for each in self.booked.values():
            self._by_person.setdefault(each.person, []).append(each.id)

    def best_step(self, offer: int) -> Step | None:
        """The next step in that offer, or of the same person in what they prefer; None: nobody there can move up."""
        step = self.step(offer)
        others = (self.step(each.offer) for each in step.better) if step else ()
        mine = (each for each in others if each and step and each.booking in step.better)
        return next(mine, step)

    def step(self, offer: int) -> Step | None:
        """The next step in that offer; None: nobody who waits there can have a place."""
        offering = self.offerings[offer]
        here = [each for each in self.booked.values() if each.offer == offer]
        held = [each for each in here if each.is_held]
        offering = replace(offering, held=len(held))
        if not offering.moves_up(self.now) or not offering.free:
            return None
        waiting = [each for each in here if not each.is_held]
        able = [(each, each.applicant) for each in waiting if each.comes and not self.clashes(each)]
        organisations = institutions(each.applicant.organisation for each in held)
        steps = next_in_line(board(offering, self.now, organisations), able)
        if not steps:
            return None
        mover, reasons = steps[0].person, {each.person: _REASONS[why] for each, why in steps[0].passed}
        number = waiting.index(mover) + 1
        for each in waiting[: number - 1]:
            reasons.setdefault(each.person, Passed.CLASH if each.comes else Passed.NOT_CONFIRMED)
        lists = self._lists(mover)
        return Step(
            booking=mover,
            number=number,
            passed=tuple((each.person, reasons[each.person]) for each in waiting[: number - 1]),
            gives_back=self._given_back(mover),
            withdrawn=tuple(each for each in lists if not is_preferred(each, mover)),
            better=tuple(each for each in lists if is_preferred(each, mover)),
        )

    def take(self, step: Step) -> None:
        """The step is made."""
        mover = step.booking
        for each in step.ends:
            del self.booked[each.id]
        for each in step.better:
            self.booked[each.id] = replace(each, instead_of=mover.id)
        self.booked[mover.id] = replace(mover, is_held=True, instead_of=None)

    def lists_after(self, freed: Booked) -> set[int]:
        """The offers whose lists may move once that place is given back: its own, and where that person waits."""
        return {
            each.offer
            for each in self.booked.values()
            if not each.is_held and (each.offer == freed.offer or each.person == freed.person)
        }

    def clashes(self, waiting: Booked) -> bool:
        """Whether the person has another place at that time that they would not give back, or is taken otherwise."""
        span, given_back = self.offerings[waiting.offer].span, self._given_back(waiting)
        return is_busy(span, self.busy.get(waiting.person, ())) or any(
            each.is_held and each is not given_back and overlap(span, self.offerings[each.offer].span)
            for each in self._of(waiting.person)
        )

    def _given_back(self, mover: Booked) -> Booked | None:
        other = self.booked.get(mover.instead_of) if mover.instead_of is not None else None
        if other is None or not other.is_held or other.person != mover.person:
            return None
        span = self.offerings[other.offer].span
        return other if self.now < span[0] and overlap(span, self.offerings[mover.offer].span) else None

    def _lists(self, mover: Booked) -> Sequence[Booked]:
        """Where the mover waits besides at that time and would not give the new place back, as it stands."""
        span = self.offerings[mover.offer].span
        waits = (each for each in self._of(mover.person) if not each.is_held)
        others = (each for each in waits if mover.id not in {each.id, each.instead_of})
        beside = (each for each in others if overlap(span, self.offerings[each.offer].span))
        return sorted(beside, key=lambda each: each.id)

    def _of(self, person: int) -> Iterable[Booked]:
        return [self.booked[each] for each in self._by_person.get(person, ()) if each in self.booked]
