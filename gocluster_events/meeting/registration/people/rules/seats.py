"""Which place somebody gets, and why somebody gets none.

The places of a mode are those of its quotas; the rest is open to all. A place of a quota that is not taken when the
quota is released belongs to all from then on. Whoever may have a place of a quota may also have an open one, so that
nobody waits while there is a place that they could have.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode, RegistrationPhase
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Passed, Refusal
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.people.rules.likeness import organisation_key

HOLD = timedelta(hours=1)
"""How long a place is held for an address that is not proven yet; afterwards it counts as free."""
LINK_LASTS = timedelta(hours=48)
"""How long an address can be proven by the link that was mailed to it."""
Queue = tuple[Mode, int | None]
"""A pool of places and the list that waits for it: a mode, and a quota or (None) what is open to all."""

_CLOSED = {
    RegistrationPhase.NOT_YET: Refusal.NOT_OPEN_YET,
    RegistrationPhase.CODES: Refusal.CODE_NEEDED,
    RegistrationPhase.CLOSED: Refusal.CLOSED,
    RegistrationPhase.OVER: Refusal.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Seats:
    """The places of one mode. Taken are those confirmed, offered, or held for an address not proven yet."""

    capacity: int
    taken: int

    @property
    def free(self) -> int:
        """How many more people get a seat; never negative, a capacity may have been lowered."""
        return max(self.capacity - self.taken, 0)


def is_open_to(phase: RegistrationPhase, *, has_code: bool) -> bool:
    """Whether somebody can register; before everybody can, only whoever ``has_code``."""
    return phase is RegistrationPhase.OPEN or (has_code and phase is RegistrationPhase.CODES)


def check_open(phase: RegistrationPhase, *, has_code: bool = False) -> None:
    """Raises Refused unless somebody can register, with a code or without."""
    if not is_open_to(phase, has_code=has_code):
        raise Refused(_CLOSED[phase])


def check_not_over(phase: RegistrationPhase) -> None:
    """Raises Refused once the meeting is over: nobody can prove an address for it any more."""
    if phase is RegistrationPhase.OVER:
        raise Refused(_CLOSED[phase])


def check_offered(seats: Seats) -> None:
    """Raises Refused unless the edition has places of that mode."""
    if seats.capacity == 0:
        raise Refused(Refusal.MODE_NOT_OFFERED)


def is_held(hold_until: datetime | None, now: datetime) -> bool:
    """Whether a place is held for an address that has yet to be proven."""
    return hold_until is not None and now < hold_until


def moves_up(status: EventStatus, ends_at: datetime, now: datetime) -> bool:
    """Whether a free seat still goes to the waiting list: not after the meeting, and not in an archive."""
    return status is EventStatus.PUBLISHED and now < ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A quota as the rules see it. Empty ``actor_types`` admit every type; 0 ``most_per_organisation`` is no limit."""

    id: int
    mode: Mode
    places: int
    name: Localized = field(default_factory=Localized)
    by_invitation: bool = False
    members_only: bool = False
    actor_types: frozenset[ActorType] = frozenset()
    most_per_organisation: int = 0
    release_at: datetime | None = None

    def admits(self, applicant: "Applicant") -> bool:
        """Whether the applicant fulfils every condition."""
        return (
            applicant.mode is self.mode
            and (not self.by_invitation or applicant.invited_to == self.id)
            and (not self.members_only or applicant.is_member)
            and (not self.actor_types or applicant.actor_type in self.actor_types)
        )

    def is_released(self, now: datetime) -> bool:
        """Whether the places of the quota that were not taken are open to all by now."""
        return self.release_at is not None and now >= self.release_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What decides which places somebody may have.

    ``organisation`` is the key of an institution, ``invited_to`` the quota of the code that they hold.
    """

    mode: Mode
    actor_type: ActorType | None = None
    is_member: bool = False
    organisation: str = ""
    invited_to: int | None = None


def applicant_of(entry: PersonalData, invited_to: int | None = None) -> Applicant:
    """The person who sends this entry, as the rules of places see them."""
    return Applicant(
        mode=entry.mode,
        actor_type=entry.actor_type,
        is_member=bool(entry.cluster),
        organisation=organisation_key(entry.organisation),
        invited_to=invited_to,
    )


@dataclass(frozen=True, slots=True)
class SeatSource:
    """A place that somebody can have: of a quota, or (None) one of those that are open to all."""

    quota_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPlan:
    """All places of an edition at one moment: how many there are, and who has them.

    ``waiting`` counts the people on each waiting list. Where moving up is ``by_hand``, ``hopefuls`` are the applicants
    who wait, so that no newcomer passes them; otherwise a free place has already gone to whoever waits and may have it.
    ``overdue`` is how many holds, offers and decisions have run out and are not settled yet. ``codes_only``: it is
    not open to all yet, and until then a code gives places of its quota alone.
    """

    now: datetime
    capacities: Mapping[Mode, int]
    pools: tuple[Pool, ...] = ()
    taken: Mapping[Queue, int] = field(default_factory=dict)
    by_organisation: Mapping[tuple[int, str], int] = field(default_factory=dict)
    waiting: Mapping[Queue, int] = field(default_factory=dict)
    by_hand: bool = False
    hopefuls: frozenset[Applicant] = frozenset()
    overdue: int = 0
    codes_only: bool = False

    def seats(self, mode: Mode) -> Seats:
        """All places of a mode together."""
        return Seats(self.capacities.get(mode, 0), sum(n for (of, _quota), n in self.taken.items() if of is mode))

    def open_seats(self, mode: Mode) -> Seats:
        """The places of a mode that are open to all; taken are those that people have outside its quotas."""
        pools = tuple(self._of(mode))
        quota_places = sum(max(self.reserved(pool), self.taken.get((mode, pool.id), 0)) for pool in pools)
        elsewhere = sum(self.taken.get((mode, pool.id), 0) for pool in pools)
        return Seats(max(self.capacities.get(mode, 0) - quota_places, 0), self.seats(mode).taken - elsewhere)

    def quota_seats(self, pool: Pool) -> Seats:
        """The places of a quota; after its release only those that are taken."""
        taken = self.taken.get((pool.mode, pool.id), 0)
        return Seats(min(max(self.reserved(pool), taken), taken + self.seats(pool.mode).free), taken)

    def choices(self, applicant: Applicant) -> Iterator[SeatSource]:
        """The places that the applicant may have, the most particular first, whether or not one of them is free."""
        yield from (SeatSource(pool.id) for pool in self._admitting(applicant))
        if not self._is_bound(applicant):
            yield SeatSource(None)

    def place(self, applicant: Applicant) -> SeatSource | None:
        """The first free place that the applicant may have."""
        return next((each for each in self.choices(applicant) if self.obstacle(each, applicant) is None), None)

    def place_for_newcomer(self, applicant: Applicant) -> SeatSource | None:
        """The first free place that somebody may have without passing those who wait; None where there is none."""
        free = (each for each in self.choices(applicant) if self.obstacle(each, applicant) is None)
        return next((each for each in free if not self._is_passing(applicant.mode, each)), None)

    def has_open_place(self, mode: Mode) -> bool:
        """Whether a newcomer can have a place of the mode whoever they are."""
        return bool(self.open_seats(mode).free) and not self._is_passing(mode, SeatSource(None))

    def spare(self, pool: Pool) -> int:
        """How many places of the quota a newcomer for whom it is meant can still have."""
        return 0 if self._is_passing(pool.mode, SeatSource(pool.id)) else self.quota_seats(pool).free

    def line(self, applicant: Applicant) -> Queue:
        """The list on which the applicant waits: of the first quota that still keeps places for them."""
        return applicant.mode, next((pool.id for pool in self._admitting(applicant) if self.reserved(pool)), None)

    def may_move_up(self) -> bool:
        """Whether a free place might be for somebody who waits, judged by the waiting lists alone.

        That is an open place, or, for those on the list of any quota, a place of any quota of the mode. Whoever waits
        for an open place belongs to no quota.
        """
        return any(number and self._may_be_for(*line) for line, number in self.waiting.items())

    def _may_be_for(self, mode: Mode, quota_id: int | None) -> bool:
        is_for_quotas = quota_id is not None and any(self.quota_seats(pool).free for pool in self._of(mode))
        return is_for_quotas or bool(self.open_seats(mode).free)

    def obstacle(self, place: SeatSource, applicant: Applicant) -> Passed | bool | None:
        """Why the applicant cannot have such a place: a reason of their own, True when none is free; None: they can."""
        pool = next((each for each in self.pools if each.id == place.quota_id), None)
        if pool is None:
            return None if self.open_seats(applicant.mode).free else True
        if not pool.admits(applicant):
            return Passed.NOT_IN_QUOTA
        if not self.quota_seats(pool).free:
            return True
        most, theirs = pool.most_per_organisation, self.by_organisation.get((pool.id, applicant.organisation), 0)
        return Passed.ORGANISATION_FULL if most and theirs >= most else None

    def taking(self, applicant: Applicant, place: SeatSource) -> "SeatPlan":
        """The seat plan once the applicant has that place."""
        line = (applicant.mode, place.quota_id)
        taken = {**self.taken, line: self.taken.get(line, 0) + 1}
        if place.quota_id is None:
            return replace(self, taken=taken)
        key = (place.quota_id, applicant.organisation)
        return replace(
            self, taken=taken, by_organisation={**self.by_organisation, key: self.by_organisation.get(key, 0) + 1}
        )

    def _admitting(self, applicant: Applicant) -> Sequence[Pool]:
        bound = self._is_bound(applicant)
        admitting = (pool for pool in self._of(applicant.mode) if pool.admits(applicant))
        mine = (pool for pool in admitting if not bound or pool.id == applicant.invited_to)
        return sorted(mine, key=lambda pool: not pool.by_invitation)

    def _is_bound(self, applicant: Applicant) -> bool:
        """Whether the code that the applicant holds gives places of its quota and no others."""
        return self.codes_only and applicant.invited_to is not None

    def _of(self, mode: Mode) -> Iterator[Pool]:
        return (pool for pool in self.pools if pool.mode is mode)

    def reserved(self, pool: Pool) -> int:
        """How many places the quota keeps at present, taken or not: none after its release."""
        return 0 if pool.is_released(self.now) else pool.places

    def _is_passing(self, mode: Mode, place: SeatSource) -> bool:
        """Whether a newcomer with that place would pass somebody who waits in that mode and could have it."""
        return self.by_hand and any(each.mode is mode and self.obstacle(place, each) is None for each in self.hopefuls)


def check_code_admits(board: SeatPlan, applicant: Applicant) -> None:
    """Raises Refused when a code gives places of its quota alone, and the applicant could never have one of them."""
    if next(board.choices(applicant), None) is None:
        raise Refused(Refusal.CODE_FOR_OTHERS)
