"""How letters name an item: by code and title, in a line of its own, or as somebody's place."""

from zoneinfo import ZoneInfo

from gocluster_events.attendance.bookings.rules import letters
from gocluster_events.attendance.bookings.rules.offers import OwnBooking
from gocluster_events.core import dates
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable


def item_name(programme: Timetable, uuid: str, language: str) -> str:
    """The item's code and title; its UUID where it is not in the programme."""
    item = programme.item(uuid)
    return f"{item.code} {item.title.pick(language)[0]}".strip() if item else uuid


def place_row(programme: Timetable, booking: OwnBooking, language: str) -> str:
    """The item with its time and room as a line of the letter, and the number on the list of somebody who waits."""
    item, (begins, ends) = programme.item(booking.item), booking.span
    room = programme.room(item) if item else None
    parts = (
        item_name(programme, booking.item, language),
        dates.day(begins.astimezone(ZoneInfo(programme.zone)).date(), language, "short"),
        dates.time_span(begins, ends, programme.zone),
        *([_room(room.name, language)] if room else []),
    )
    waits = letters.ON_LIST.pick(language)[0].format(number=booking.number)
    return f"- {', '.join(parts)}" + ("" if booking.is_held else f": {waits}")


def line(item: Item | None, zone: str, language: str) -> str:
    """An item as a row of a letter about what has changed."""
    if item is None:
        return "-"
    begins, ends = item.span
    title = f"{item.code} {item.title.pick(language)[0]}".strip()
    on = dates.day(begins.astimezone(ZoneInfo(zone)).date(), language, "short")
    return f"- {title}, {on}, {dates.time_span(begins, ends, zone)}"


def _room(title: str, language: str) -> str:
    return letters.ROOM.pick(language)[0].format(name=title) if title[:1].isdigit() else title
