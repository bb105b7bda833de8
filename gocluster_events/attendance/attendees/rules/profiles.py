"""Lists for one purpose each. Who is in one and what it tells are fixed, so that nobody takes along too much."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from gocluster_events.attendance.attendees.rules.table import Column, Format, named
from gocluster_events.core.access import Permission
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType

REMEMBERED_FOR = timedelta(days=14)
"""How long after a meeting it is remembered who was in its lists, to compare the next ones with them."""


class Name(Enum):
    """The lists, as they stand in addresses."""

    GATE = "gate"
    CATERER = "caterer"
    PRESS = "press"
    PARTICIPANTS = "participants"
    NEEDS = "needs"


class Fact(Enum):
    """What some of these lists tell beside the columns of the attendee list."""

    DIET = "diet"
    INTOLERANCES = "intolerances"
    SUPPORT = "support"
    SUPPORT_DETAILS = "support_details"
    WHAT = "what"
    NUMBER = "number"
    CHANGE = "change"


ListFact = Column | Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A list of confirmed people: who of them is in it (nothing named: all), what it tells, and who may take it away.

    ``with_contributors``: also who is on the published programme without being registered, by name and institution.
    ``is_compared``: what is in it is remembered, so that the next one can be told as a difference.
    """

    name: Name
    permission: Permission
    columns: tuple[ListFact, ...]
    formats: tuple[Format, ...]
    modes: tuple[Mode, ...] = ()
    actor_types: tuple[ActorType, ...] = ()
    with_consent: bool = False
    with_contributors: bool = False
    is_compared: bool = True


_WHO = named("last_name", "first_name", "title", "organisation")
_PRINTED = (Format.XLSX, Format.PDF)

PROFILES: Mapping[Name, Profile] = {
    each.name: each
    for each in (
        Profile(
            name=Name.GATE,
            permission=Permission.EXPORT_ATTENDEES,
            columns=(*_WHO, *named("mode", "reference")),
            formats=(*_PRINTED, Format.CSV_EXCEL),
            modes=(Mode.ONSITE,),
            with_contributors=True,
        ),
        Profile(
            name=Name.CATERER,
            permission=Permission.EXPORT_ATTENDEES,
            columns=(Fact.WHAT, Fact.NUMBER),
            formats=_PRINTED,
            modes=(Mode.ONSITE,),
        ),
        Profile(
            name=Name.PRESS,
            permission=Permission.EXPORT_ATTENDEES,
            columns=(*_WHO, *named("position", "email", "phone", "photos")),
            formats=(*_PRINTED, Format.CSV_EXCEL),
            actor_types=(ActorType.PRESS,),
        ),
        Profile(
            name=Name.PARTICIPANTS,
            permission=Permission.EXPORT_ATTENDEES,
            columns=(*_WHO, *named("position", "email")),
            formats=(*_PRINTED, Format.CSV_EXCEL),
            with_consent=True,
        ),
        Profile(
            name=Name.NEEDS,
            permission=Permission.VIEW_SPECIAL_NEEDS,
            columns=(*_WHO, *named("mode"), Fact.DIET, Fact.INTOLERANCES, Fact.SUPPORT, Fact.SUPPORT_DETAILS),
            formats=_PRINTED,
            is_compared=False,
        ),
    )
}


class Part(Enum):
    """How much of a list somebody takes away."""

    WHOLE = "whole"
    CHANGES = "changes"
