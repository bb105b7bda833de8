"""The items of the programme for which questions can stand; the registration, which asks them, knows no programme."""

from collections.abc import Mapping

from flask import g

from gocluster_events.core import db
from gocluster_events.core.i18n import current_language, day, time_span
from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules.filter import BREAKS


def programme_items() -> Mapping[str, str]:
    """What the scheduled items of the edition's draft are called, breaks aside, by UUID and in the order of time."""
    timetable, language = draft(db.session(), g.event), current_language()
    items = [item for item in timetable.items if item.starts_at is not None and item.kind not in BREAKS]
    return {
        item.uuid: f"{item.code} {item.title.pick(language)[0]}".strip()
        + f", {day(item.span[0], timetable.zone, 'short')}, {time_span(*item.span, timetable.zone)}"
        for item in sorted(items, key=lambda item: item.span)
    }
