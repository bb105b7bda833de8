"""Sentences about what a reader has chosen."""

from gocluster_events.agenda.rules.clashes import Clash
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.i18n import _, current_language, day, time_span


def clash(found: Clash, timetable: Timetable) -> str:
    """Which two items run at the same time, and when."""
    language, (start, end) = current_language(), found.span
    return str(
        _(
            "“%(first)s” and “%(second)s” overlap: %(day)s, %(time)s.",
            first=found.first.title.pick(language)[0],
            second=found.second.title.pick(language)[0],
            day=day(start, timetable.zone, "short"),
            time=time_span(start, end, timetable.zone),
        )
    )
