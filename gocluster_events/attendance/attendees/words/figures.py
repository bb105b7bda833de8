"""What the figures of an edition and the public list are called."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from gocluster_events.attendance.attendees.rules.figures import CAME, MISSING, NO_VALUE, OTHERS, Row, Table, Topic
from gocluster_events.attendance.attendees.rules.frozen import FreezingRefusal
from gocluster_events.attendance.attendees.rules.item_figures import BOOKED, FILL, SEATS, WAITING
from gocluster_events.attendance.attendees.rules.participant_list import Order
from gocluster_events.core.i18n import LazyString, _, _l, current_language, day
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.events.words import FEDERAL_STATES, MODES
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from gocluster_events.meeting.registration.people.words.codes import ACTOR_TYPES, STATUSES

TOPICS: dict[Topic, LazyString] = {
    Topic.STATUS: _l("Registrations by status"),
    Topic.WEEK: _l("Registrations received by week"),
    Topic.MODE: _l("Confirmed by mode of attendance"),
    Topic.ACTOR_TYPE: _l("Confirmed by type of organisation"),
    Topic.STATE: _l("Confirmed by federal state"),
    Topic.CLUSTER: _l("Confirmed by cluster"),
    Topic.ITEM: _l("Places in items"),
}

HEADS: dict[Topic, LazyString] = {
    Topic.STATUS: _l("Status"),
    Topic.WEEK: _l("Week from"),
    Topic.MODE: _l("Mode of attendance"),
    Topic.ACTOR_TYPE: _l("Type of organisation"),
    Topic.STATE: _l("Federal state"),
    Topic.CLUSTER: _l("Cluster"),
    Topic.ITEM: _l("Programme item"),
}

_VALUES: dict[str, LazyString] = {
    CAME: _l("Came"),
    MISSING: _l("Did not come"),
    "": _l("Number"),
    WAITING: _l("Waiting"),
    SEATS: _l("Places"),
    FILL: _l("Per cent"),
    BOOKED: _l("Booked"),
}

HIDDEN = "•"
"""In place of a number that may not be shown."""


_REPORT_WORDS: dict[Topic, tuple[type[Enum], Mapping[Any, LazyString]]] = {
    Topic.STATUS: (Status, STATUSES),
    Topic.MODE: (Mode, MODES),
    Topic.ACTOR_TYPE: (ActorType, ACTOR_TYPES),
    Topic.STATE: (FederalState, FEDERAL_STATES),
}


def value(topic: Topic, row: Row, items: Mapping[str, str]) -> str:
    """What a row is called; ``items`` are the names of the programme's items, by UUID."""
    if topic is Topic.ITEM:
        return items.get(row.value) or _("An item that is no longer on the programme")
    if row.value == OTHERS:
        return _("Other clusters, each with fewer than 5")
    if row.value == NO_VALUE:
        return str(_("Not a member") if topic is Topic.CLUSTER else _("Not given"))
    if topic is Topic.WEEK:
        return day(date.fromisoformat(row.value), form="plain")
    if topic in _REPORT_WORDS:
        codes, words = _REPORT_WORDS[topic]
        return str(words[codes(row.value)])
    return row.value


def heads(table: Table) -> tuple[str, ...]:
    """What each column of numbers is called."""
    modes = {mode.value for mode in Mode}
    return tuple(str(MODES[Mode(each)]) if each in modes else str(_VALUES[each]) for each in table.columns)


REFUSALS: dict[Any, LazyString] = {
    FreezingRefusal.NOT_OVER: _l("The event is not over yet. Its figures can be frozen afterwards."),
}


def hidden_note(*, is_exact: bool) -> str:
    """The note that says whether small numbers are hidden and the others rounded."""
    if is_exact:
        return _("These figures are exact, count what is stored now and are for the team only. Do not pass them on.")
    return _(
        "All numbers are rounded to the nearest 5, totals too, so parts may not add up to their total. "
        "• stands for a number below 5, or for one from which such a number could be calculated."
    )


def caption() -> str:
    """The same note, short enough to stand below a picture."""
    return _("Rounded to the nearest 5. • stands for a number that is not disclosed.")


ORDERS: dict[Order, LazyString] = {
    Order.NAME: _l("Attendee list, sorted by name"),
    Order.ORGANISATION: _l("Attendee list, sorted by organisation"),
}


def item_names(timetable: Timetable) -> dict[str, str]:
    """What the report calls the items, by UUID: code and title."""
    language = current_language()
    return {item.uuid: f"{item.code} {item.title.pick(language)[0]}".strip() for item in timetable.items}
