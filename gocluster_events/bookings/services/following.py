"""What a new version of the programme does to bookings, in the transaction that publishes it."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.agenda.rules.codes import Visibility
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.bookings.models import Booking
from gocluster_events.bookings.queries.consequences import booked_by, standings
from gocluster_events.bookings.rules import letters
from gocluster_events.bookings.rules.codes import Move, State
from gocluster_events.bookings.rules.consequences import Consequences, Standing, consequences, is_bookable
from gocluster_events.bookings.rules.publication_letters import FOR_MEMBERS, FREE_FOR_ALL, GONE, ITEM_LOST
from gocluster_events.bookings.services.letters import line, tell_anew, tell_of_clash
from gocluster_events.bookings.services.offers import follow
from gocluster_events.bookings.services.rows import end, log
from gocluster_events.bookings.services.settling import settle
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.mail.queries import subjects_of_untried
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.services.mails import queue_letter, scope, subject
from gocluster_events.text import Localized


def follow_publication(
    session: Session, event: Event, before: Timetable | None, timetable: Timetable, act: Act
) -> Consequences:
    """Offers are as the new version has their items; places in what is gone, or needs no sign-up by now, have ended.

    Whoever loses something, or has two places at the same time by now, has one letter about it in the outbox; letters
    that still wait tell the new hours. Nobody else loses anything; what was due before is settled first, and more
    places go to who waits by the worker. The caller holds the edition's lock.
    """
    settle(session, event.id, act.at)
    after = consequences(standings(session, event.id), timetable)
    follow(session, event.id, timetable)
    _lose(session, after.lost, act)
    if event.status is EventStatus.PUBLISHED:
        _write(session, event, after, (before or timetable, timetable), act)
    return after


def _lose(session: Session, bookings: Iterable[Standing], act: Act) -> None:
    ids = [each.id for each in bookings]
    rows = session.scalars(sa.select(Booking).where(Booking.id.in_(ids)).order_by(Booking.id)).all() if ids else ()
    for row in rows:
        end(session, row, State.LOST, act)
        log(session, row, Move.LOST, act)


def _write(
    session: Session, event: Event, after: Consequences, programme: tuple[Timetable, Timetable], act: Act
) -> None:
    waiting = _readers(session, event, _changed(*programme))
    people = _people(session, {*after.losers, *after.torn, *waiting})
    tell_anew(session, tuple(people.values()), act.at)
    for person, places in after.losers.items():
        one = people[person]
        lines = [_lost(each, *programme, one.language) for each in places]
        queue_letter(session, one, ITEM_LOST, act.at, places="\n".join(lines))
    for person, clashes in after.torn.items():
        items = dict.fromkeys(each.item for pair in clashes for each in pair)
        tell_of_clash(session, people[person], items, act.at)


def _changed(before: Timetable, timetable: Timetable) -> set[str]:
    """The items (UUIDs) that letters would name otherwise than before."""
    old, new = ({item.uuid: _name(each, item) for item in each.items} for each in (before, timetable))
    return {uuid for uuid, name in old.items() if new.get(uuid, name) != name}


def _name(timetable: Timetable, item: Item) -> tuple[object, ...]:
    room = timetable.room(item)
    return item.code, item.title, item.starts_at and item.span, room.name if room else ""


def _readers(session: Session, event: Event, items: set[str]) -> set[int]:
    """The registrations that have or await places in these items, and of whose places a letter still waits to tell."""
    subjects = subjects_of_untried(session, scope(event.id), letters.STANDING) if items else set()
    return {who for who in booked_by(session, event.id, items) if subject(who) in subjects} if subjects else set()


def _people(session: Session, ids: set[int]) -> dict[int, Registration]:
    rows = session.scalars(sa.select(Registration).where(Registration.id.in_(ids)))
    return {row.id: row for row in rows}


def _lost(booking: Standing, before: Timetable, timetable: Timetable, language: str) -> str:
    """What the person had, and what becomes of the item."""
    outcome = _outcome(timetable.item(booking.item))
    return f"{line(before.item(booking.item), before.zone, language)}: {outcome.pick(language)[0]}"


def _outcome(item: Item | None) -> Localized:
    if item is None or item.visibility is Visibility.CLOSED:
        return GONE
    return FOR_MEMBERS if is_bookable(item) else FREE_FOR_ALL
