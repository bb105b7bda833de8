"""Reads of what one person got by their wishes, and of how their places stand by now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries import boxes as reading
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.rules.faces import Box
from gocluster_events.attendance.wishes.models import Allocation, Allotment
from gocluster_events.attendance.wishes.queries.allotments import committed
from gocluster_events.attendance.wishes.queries.results import given_to
from gocluster_events.attendance.wishes.queries.wishes import counts, own_wishes
from gocluster_events.attendance.wishes.rules.no_result import Case, NoResult, why_no_result
from gocluster_events.attendance.wishes.rules.outcome import Outcome, read_figures
from gocluster_events.attendance.wishes.rules.own_result import OwnPart, awaited, own_parts
from gocluster_events.attendance.wishes.rules.phases import Round
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.own.models import Succession
from gocluster_events.meeting.registration.people.models import Registration


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What the person has in each block in which they wished, the boxes of all items, and the run in numbers."""

    parts: tuple[OwnPart, ...]
    boxes: Mapping[str, Box]
    outcome: Outcome

    @property
    def lists(self) -> tuple[str, ...]:
        """The items (UUIDs) for which they wait that they wished more than what they have."""
        return awaited(self.parts)


def own_result(session: Session, event: Event, run: Allocation, person: Registration, now: datetime) -> OwnResult:
    """What that run came to for the person. Eight statements at most."""
    outcome = read_figures(run.figures)
    parts = _parts(session, run, outcome, person.id)
    offers = [each for each in offerings(session, event).values() if each.by_wish and each.is_listed] if parts else []
    boxes = {each.offering.item: each for each in reading.boxes(session, person, offers, now)} if offers else {}
    return OwnResult(parts, boxes, outcome)


def no_result(
    session: Session, event: Event, run: Allocation, person: Registration, round_: Round, now: datetime
) -> NoResult:
    """Why that run came to nothing for the person. Three statements at most."""
    outcome, wishes = read_figures(run.figures), [each.item for each in own_wishes(session, person.id) if each.rank]
    case = Case(
        is_over=now >= event.ends_at,
        is_online=person.mode is not Mode.ONSITE,
        is_of_nobody=not outcome.people,
        is_heir=_has_taken_over(session, run, person),
        has_wished=bool(wishes),
        were_there=any(outcome.item(each) for each in wishes),
        counts=counts(session, person, round_),
    )
    return why_no_result(case)


def _has_taken_over(session: Session, run: Allocation, person: Registration) -> bool:
    """Whether somebody whose place they have has a result in that run."""
    theirs = (Succession.successor_id == person.id, Allotment.registration_id == Succession.registration_id)
    return bool(session.scalar(sa.select(sa.exists().where(*theirs, Allotment.allocation_id == run.id))))


def better_lists(session: Session, event_id: int, registration_id: int) -> tuple[str, ...]:
    """As `OwnResult.lists`; none as long as nothing is binding. Three statements at most."""
    run = committed(session, event_id, with_problem=False)
    return () if run is None else awaited(_parts(session, run, read_figures(run.figures), registration_id))


def _parts(session: Session, run: Allocation, outcome: Outcome, registration_id: int) -> tuple[OwnPart, ...]:
    spans = [(block.starts, block.ends) for block in outcome.blocks]
    given = given_to(session, run.id, registration_id).get(registration_id, ())
    return own_parts(given, spans, own_bookings(session, registration_id)) if given else ()
