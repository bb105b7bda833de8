"""The letters about somebody's places in items: one says how all of them stand."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from gocluster_events import dates
from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.bookings.queries.own import own_bookings
from gocluster_events.bookings.rules import letters
from gocluster_events.bookings.rules.offers import OwnBooking
from gocluster_events.letters.rules import Letter
from gocluster_events.mail.services import outbox
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.services.mails import queue_letter, subject


def tell(
    session: Session, person: Registration, letter: Letter, item: str, now: datetime, *, at_once: bool = False,
    **values: Any,
) -> None:  # fmt: skip
    """The person has the letter about the item (UUID) and all places of theirs; none before it says what was so then.

    What they did themselves is told a minute later, so that one letter tells of all that they do meanwhile. ``other``
    is another item's UUID.
    """
    outbox.withdraw_about(session, subject(person.id), letters.STANDING)
    version = agenda.latest(session, person.event_id)
    if version is None:
        return
    programme, language = version.timetable, person.language
    if "other" in values:
        values["other"] = _title(programme, values["other"], language)
    own = own_bookings(session, person.id)
    rows = "\n".join(_row(programme, each, language) for each in own) or letters.NOTHING.pick(language)[0]
    values |= {"item": _title(programme, item, language), "places": rows}
    queue_letter(session, person, letter, now, not_before=None if at_once else now + letters.GATHERED, **values)


def tell_anew(session: Session, person: Registration, now: datetime) -> None:
    """A letter that still waits and tells of what the person has given up meanwhile tells of the rest alone."""
    outbox.withdraw_about(session, subject(person.id), letters.STANDING)
    recent = [each for each in own_bookings(session, person.id) if each.at > now - letters.GATHERED]
    if recent:
        latest = max(recent, key=lambda each: (each.at, each.id))
        letter = letters.ITEM_BOOKED if latest.is_held else letters.ITEM_WAITING
        numbers: dict[str, Any] = {} if latest.number is None else {"number": str(latest.number)}
        tell(session, person, letter, latest.item, now, **numbers)


def _title(programme: Timetable, uuid: str, language: str) -> str:
    item = programme.item(uuid)
    return f"{item.code} {item.title.pick(language)[0]}".strip() if item else uuid


def _row(programme: Timetable, booking: OwnBooking, language: str) -> str:
    """The item with its time and room as a line of the letter, and the number on the list of somebody who waits."""
    item, (begins, ends) = programme.item(booking.item), booking.span
    room = programme.room(item) if item else None
    parts = (
        _title(programme, booking.item, language),
        dates.day(begins.astimezone(ZoneInfo(programme.zone)).date(), language, "short"),
        dates.time_span(begins, ends, programme.zone),
        *([_room(room.name, language)] if room else []),
    )
    waits = letters.ON_LIST.pick(language)[0].format(number=booking.number)
    return f"- {', '.join(parts)}" + ("" if booking.is_held else f": {waits}")


def _room(name: str, language: str) -> str:
    return letters.ROOM.pick(language)[0].format(name=name) if name[:1].isdigit() else name
