"""Whom a paper about the people of a filter is for."""

from dataclasses import replace

from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status


def of_expected(wanted: Filter) -> Filter:
    """Of whom it finds those with a place on site, where it names no state and no attendance of its own.

    Ticked people stay, and a filter that narrows nothing stays as it is.
    """
    if not wanted or wanted.chosen:
        return wanted
    return replace(wanted, statuses=wanted.statuses or (Status.CONFIRMED,), modes=wanted.modes or (Mode.ONSITE,))
