"""What a new version of the programme does to bookings, in the transaction that publishes it."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events import dates
from gocluster_events.act import Act
from gocluster_events.agenda.rules.codes import Visibility
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.bookings.models import Booking
from gocluster_events.bookings.queries.consequences import standings
from gocluster_events.bookings.rules.codes import Move, State
from gocluster_events.bookings.rules.consequences import Consequences, Standing, consequences, is_bookable
from gocluster_events.bookings.rules.publication_letters import FOR_MEMBERS, FREE_FOR_ALL, GONE, ITEM_CLASH, ITEM_LOST
from gocluster_events.bookings.services.letters import tell_anew
from gocluster_events.bookings.services.offers import follow
from gocluster_events.bookings.services.rows import end, log
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.services.mails import queue_letter
from gocluster_events.text import Localized


def follow_publication(
    session: Session, event: Event, before: Timetable | None, timetable: Timetable, act: Act
) -> Consequences:
    """Offers are as the new version has their items; places in what is gone, or needs no sign-up by now, have ended.

    Whoever loses something, or has two places at the same time by now, has one letter about it in the outbox. Nobody
    else loses anything; more places go to who waits by the worker. The caller holds the edition's lock.
    """
    after = consequences(standings(session, event.id), timetable)
    follow(session, event.id, timetable)
    _lose(session, after.lost, act)
    if after and event.status is EventStatus.PUBLISHED:
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
    people = _people(session, {*after.losers, *after.torn})
    for one in people.values():
        tell_anew(session, one, act.at)
    for person, places in after.losers.items():
        one = people[person]
        lines = [_lost(each, *programme, one.language) for each in places]
        queue_letter(session, one, ITEM_LOST, act.at, places="\n".join(lines))
    for person, clashes in after.torn.items():
        one = people[person]
        items = dict.fromkeys(each.item for pair in clashes for each in pair)
        lines = [_line(programme[1].item(uuid), event.zone, one.language) for uuid in items]
        queue_letter(session, one, ITEM_CLASH, act.at, places="\n".join(lines))


def _people(session: Session, ids: set[int]) -> dict[int, Registration]:
    rows = session.scalars(sa.select(Registration).where(Registration.id.in_(ids)))
    return {row.id: row for row in rows}


def _lost(booking: Standing, before: Timetable, timetable: Timetable, language: str) -> str:
    """What the person had, and what becomes of the item."""
    outcome = _outcome(timetable.item(booking.item))
    return f"{_line(before.item(booking.item), before.zone, language)}: {outcome.pick(language)[0]}"


def _outcome(item: Item | None) -> Localized:
    if item is None or item.visibility is Visibility.CLOSED:
        return GONE
    return FOR_MEMBERS if is_bookable(item) else FREE_FOR_ALL


def _line(item: Item | None, zone: str, language: str) -> str:
    """An item as a row of a letter."""
    if item is None:
        return "-"
    begins, ends = item.span
    title = f"{item.code} {item.title.pick(language)[0]}".strip()
    on = dates.day(begins.astimezone(ZoneInfo(zone)).date(), language, "short")
    return f"- {title}, {on}, {dates.time_span(begins, ends, zone)}"
