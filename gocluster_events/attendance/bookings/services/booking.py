"""Booking, waiting, swapping and giving up, by the person or for them. A second click is answered as the first."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries.places import no_place
from gocluster_events.attendance.bookings.rules import letters, offers as rules
from gocluster_events.attendance.bookings.rules.codes import Move, Refusal, Source, State
from gocluster_events.attendance.bookings.rules.offers import OwnBooking, clashing
from gocluster_events.attendance.bookings.services import rows
from gocluster_events.attendance.bookings.services.letters import Matter, tell, tell_anew, tell_both
from gocluster_events.attendance.bookings.services.scene import Scene, row, scene
from gocluster_events.attendance.bookings.services.settling import advance, leave, settle
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.registration.people.services.mails import subject


def book(event_id: int, registration_id: int, item: str, act: Act, *, keeps_waiting: bool = False) -> State:
    """The person has a place in the item (UUID); on lists of items at that time they wait no more.

    With ``keeps_waiting`` they do, and would give this place back, where no other one is in the way. Whoever waits for
    the item already goes on waiting: the state is returned. Raises Refused.
    """
    with transaction() as session:
        at = scene(session, event_id, registration_id, item, act)
        if at.mine is not None:
            return at.mine.state
        _check(at, act)
        refusal = no_place(session, at.offering, at.booker, act.at)
        if refusal is not None:
            raise Refused(refusal)
        take(session, at, act, _source(registration_id, act), Move.BOOKED, keeps_waiting=keeps_waiting)
        return State.HELD


def wait(event_id: int, registration_id: int, item: str, act: Act, *, instead_of: str = "") -> State:
    """The person is last on the list of the item, or has the place that has become free meanwhile.

    When they move up they give back their place in the item ``instead_of`` (UUID). On other lists they wait on, as
    far as they can (`lists_beside`). Raises Refused.
    """
    with transaction() as session:
        return wait_in(session, event_id, registration_id, item, act, instead_of=instead_of)


def wait_in(
    session: Session, event_id: int, registration_id: int, item: str, act: Act, *, instead_of: str = ""
) -> State:
    """As `wait`, in a transaction of the caller's."""
    at = scene(session, event_id, registration_id, item, act)
    return _obtain(session, at, act, instead_of or None, keeps_waiting=True)


def swap(
    event_id: int, registration_id: int, from_item: str, to_item: str, act: Act, *, keeps_waiting: bool = False
) -> State:
    """The place in one item is a place in the other; where that is full, the person keeps it and waits for the other.

    ``keeps_waiting`` as in `book`. Done twice it is done once. Raises Refused when they have no place to swap, or what
    they have begins.
    """
    with transaction() as session:
        at = scene(session, event_id, registration_id, to_item, act)
        return _obtain(session, at, act, from_item, keeps_waiting=keeps_waiting)


def give_up(event_id: int, registration_id: int, item: str, act: Act) -> None:
    """The place is free, and whoever is next moves up. Twice changes nothing. Raises Refused once the item begins."""
    with transaction() as session:
        at = scene(session, event_id, registration_id, item, act)
        if at.mine is None or not at.mine.is_held:
            return
        if act.at >= at.offering.starts_at:
            raise Refused(Refusal.BEGUN)
        leave(session, row(session, at.mine), Move.GAVE_UP, act)
        tell_anew(session, [at.registration], act.at)
        settle(session, event_id, act.at)


def leave_list(event_id: int, registration_id: int, item: str, act: Act) -> None:
    """The person waits for the item no more, at whatever time. Twice changes nothing."""
    with transaction() as session:
        at = scene(session, event_id, registration_id, item, act)
        if at.mine is not None and not at.mine.is_held:
            leave(session, row(session, at.mine), Move.LEFT, act)
            tell_anew(session, [at.registration], act.at)


def _source(registration_id: int, act: Act) -> Source:
    return Source.SELF if act.by == subject(registration_id) else Source.TEAM


def _leaving(at: Scene, item: str, act: Act) -> OwnBooking:
    """The place at that time that the person would give back; nobody gives back what has begun."""
    mine = next((each for each in clashing(at.offering, at.booker) if each.item == item), None)
    if mine is None:
        raise Refused(Refusal.NOT_BOOKED)
    if act.at >= mine.span[0]:
        raise Refused(Refusal.OTHER_BEGUN)
    return mine


def _check(at: Scene, act: Act, leaving: OwnBooking | None = None) -> None:
    refusal = rules.refusal(at.offering, at.booker, act.at, leaving=leaving.id if leaving else None)
    if refusal is not None:
        raise Refused(refusal)


def _obtain(session: Session, at: Scene, act: Act, leaves: str | None, *, keeps_waiting: bool = False) -> State:
    mine = at.mine
    if mine is not None and (mine.is_held or leaves is None):
        return mine.state
    leaving = None if leaves is None else _leaving(at, leaves, act)
    if mine is not None and leaving is not None and mine.instead_of == leaving.id:
        return mine.state
    _check(at, act, leaving)
    if mine is not None and leaving is not None:
        return _exchanged(session, row(session, mine), leaving, act)
    if no_place(session, at.offering, at.booker, act.at) is None:
        move = Move.SWAPPED_IN if leaving else Move.BOOKED
        source = Source.SWAP if leaving else _source(at.registration.id, act)
        take(session, at, act, source, move, leaving=leaving, keeps_waiting=keeps_waiting)
        return State.HELD
    booking = rows.new(at.event.id, at.offering.id, at.registration.id, _source(at.registration.id, act), act)
    rows.queue(session, booking, act, leaving.id if leaving else None)
    number = at.offering.waiting + 1
    rows.log(session, booking, Move.JOINED, act, position=number)
    matter = Matter(letter=letters.ITEM_WAITING, item=at.offering.item, values={"number": str(number)})
    tell(session, at.registration, matter, act.at)
    return State.WAITING


def _exchanged(session: Session, waiting: Booking, leaving: OwnBooking, act: Act) -> State:
    """Whoever waits would give that place back from now on, and has the other if only that stood in the way."""
    waiting.instead_of = leaving.id
    settle(session, waiting.event_id, act.at)
    return waiting.state


def take(
    session: Session, at: Scene, act: Act, source: Source, move: Move, *,
    leaving: OwnBooking | None = None, keeps_waiting: bool = False, reason: str = "",
) -> None:  # fmt: skip
    """The person has a place of the offer, has given ``leaving`` back, and waits no more for what is at that time.

    With ``keeps_waiting`` they do, and would give this place back, but for lists from which they could not move up.
    """
    mine = at.mine
    booking = row(session, mine) if mine else rows.new(at.event.id, at.offering.id, at.registration.id, source, act)
    booking.source = source
    rows.hold(session, booking, act)
    lines = [rows.line(booking, move, position=mine.number if mine else None, reason=reason)]
    if leaving is not None:
        lines += _ended(session, at, [leaving], Move.SWAPPED_OUT, act)
    lists = rules.lists_beside(at.offering, at.booker, leaving)
    for each in lists.open if keeps_waiting else ():
        row(session, each).instead_of = booking.id
    ends = lists.closed if keeps_waiting else lists.all
    lines += _ended(session, at, ends, Move.WITHDRAWN, act)
    rows.log_all(session, at.event.id, lines, act)
    if leaving is None:
        tell(session, at.registration, Matter(letter=letters.ITEM_BOOKED, item=at.offering.item), act.at)
        return
    matter = Matter(letter=letters.ITEM_SWAPPED, item=at.offering.item, other=leaving.item)
    _number, movers = advance(session, at.event.id, act.at)
    tell_both(session, at.event.id, {at.registration.id: matter}, movers, act.at)


def _ended(
    session: Session, at: Scene, bookings: Sequence[OwnBooking], move: Move, act: Act
) -> Iterable[rows.Line]:  # fmt: skip
    """These bookings of the person have ended; the lines that say so are still to be logged."""
    rows.end_all(session, [each.id for each in bookings], State.CANCELLED, act)
    return [rows.Line(offer=each.offer, person=at.registration.id, move=move) for each in bookings]
