"""What the team does with the places of an item by hand, each with its reason in the log."""

from gocluster_events.attendance.bookings.queries import people
from gocluster_events.attendance.bookings.rules import letters, offers as rules
from gocluster_events.attendance.bookings.rules.codes import Move, Refusal, Source, State
from gocluster_events.attendance.bookings.services import rows
from gocluster_events.attendance.bookings.services.booking import take
from gocluster_events.attendance.bookings.services.letters import Matter, tell
from gocluster_events.attendance.bookings.services.scene import Scene, row, scene
from gocluster_events.attendance.bookings.services.settling import settle
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.registration.people.rules.letters import quoted
from gocluster_events.meeting.registration.waiting.rules import fingerprint, shifted


def add(event_id: int, registration_id: int, item: str, reason: str, act: Act) -> bool:
    """The person has a place in the item, also outside its window, above its places and before those who wait.

    Whoever has one already keeps it, and False is returned. Raises Refused without a reason, and where even the team
    books nobody: who is not confirmed on site, is on stage, or has another place at that time.
    """
    check_reason(reason)
    with transaction() as session:
        at = scene(session, event_id, registration_id, item, act)
        if at.mine is not None and at.mine.is_held:
            return False
        _check(at, act)
        take(session, at, act, Source.TEAM, Move.ADDED, reason=reason)
        return True


def take_out(
    event_id: int, registration_id: int, item: str, reason: str, act: Act, *, until_begin: bool = False
) -> bool:
    """The person has neither a place in the item nor a number on its list; returns whether it was a place.

    Raises Refused when they have none, and with ``until_begin`` for a place in an item that has begun.
    """
    check_reason(reason)
    with transaction() as session:
        at = scene(session, event_id, registration_id, item, act)
        if at.mine is None:
            raise Refused(Refusal.NOT_BOOKED)
        if until_begin and at.mine.is_held and act.at >= at.offering.starts_at:
            raise Refused(Refusal.BEGUN)
        booking = row(session, at.mine)
        rows.end(session, booking, State.TAKEN_OUT, act)
        rows.log(session, booking, Move.TAKEN_OUT, act, position=at.mine.number, reason=reason)
        values = {"reason": quoted(reason)}
        matter = Matter(letter=letters.ITEM_TAKEN_OUT, item=item, at_once=True, values=values)
        tell(session, at.registration, matter, act.at)
        settle(session, event_id, act.at)
        return at.mine.is_held


def shift(event_id: int, registration_id: int, item: str, number: int, reason: str, act: Act, *, seen: str) -> None:
    """The person has that number (from 1) on the list, and the others close up.

    ``seen`` is the fingerprint of the list's registrations as it was shown: raises Stale when it is another one by now,
    Refused when the person does not wait or there is no such number.
    """
    check_reason(reason)
    with transaction() as session:
        at = scene(session, event_id, registration_id, item, act)
        line = people.waiting(session, at.offering.id)
        order = [person.id for _booking, person in line]
        if fingerprint(order) != seen:
            raise Stale
        if registration_id not in order:
            raise Refused(Refusal.NOT_BOOKED)
        start, end = order.index(registration_id), number - 1
        if start == end or not 0 <= end < len(order):
            raise Refused(Refusal.NO_POSITION)
        ranks = shifted([booking.waiting_rank for booking, _person in line], start, end)
        for (booking, _person), rank in zip(line, ranks, strict=True):
            booking.waiting_rank = rank
        rows.log(session, line[start][0], Move.SHIFTED, act, position=start + 1, to_position=number, reason=reason)


def _check(at: Scene, act: Act) -> None:
    refusal = rules.refusal(at.offering, at.booker, act.at, by_team=True)
    if refusal is not None:
        raise Refused(refusal)


def check_reason(reason: str) -> None:
    """Raises Refused where none is given."""
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
