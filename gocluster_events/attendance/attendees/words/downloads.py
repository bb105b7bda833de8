"""What a file is called, and what it says of itself."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any

from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.attendance.attendees.rules.table import MOST_ON_PAPER, Cell, Coded, Format, Frame, TooLong
from gocluster_events.attendance.attendees.words.filter import chips
from gocluster_events.core.i18n import LazyString, _, _l, current_language, moment

FORMATS: dict[Format, LazyString] = {
    Format.XLSX: _l("Excel (.xlsx)"),
    Format.PDF: _l("PDF to print"),
    Format.CSV_EXCEL: _l("CSV for Excel"),
    Format.CSV: _l("CSV (RFC 4180)"),
    Format.JSON: _l("JSON"),
}
TOO_LONG: dict[TooLong, LazyString] = {
    TooLong.FOR_PAPER: _l(
        "At most %(most)d rows fit on paper. Narrow the list, or choose another format.", most=MOST_ON_PAPER
    ),
}


def cell_text(say: Callable[[Any], Cell]) -> Callable[[Any], Cell]:
    """A function that gives a cell its text; a code keeps its value beside the word of ``say``, looked up only once."""
    known: dict[Enum | bool, Coded] = {}

    def tell(value: Any) -> Cell:
        if type(value) is str or value is None:
            return value
        if not isinstance(value, Enum | bool):
            return say(value)
        if value not in known:
            known[value] = Coded(value.value if isinstance(value, Enum) else value, str(say(value)))
        return known[value]

    return tell


def sentence(wanted: Filter) -> str:
    """The whole filter in one line."""
    return ", ".join(chip.label for chip in chips(wanted)) or _("All registrations")


def frame(edition: str, filtered: str, purpose: str, made_at: datetime, zone: str) -> Frame:
    """What a file says of the list in it."""
    about = (
        (_("Event"), edition),
        (_("What it shows"), filtered),
        (_("Purpose"), purpose),
        (_("As of"), moment(made_at, zone)),
    )
    before, between, after = _("Page %(number)s of %(total)s", number="\0", total="\0").split("\0")
    return Frame(current_language(), made_at, edition, _("About this list"), about, (before, between, after))
