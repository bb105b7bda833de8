"""Reads of what one person got by their wishes, and of how their places stand by now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.bookings.queries import boxes as reading
from gocluster_events.bookings.queries.offers import offerings
from gocluster_events.bookings.queries.own import own_bookings
from gocluster_events.bookings.rules.faces import Box
from gocluster_events.events.models import Event
from gocluster_events.registration.people.models import Registration
from gocluster_events.wishes.models import Allocation
from gocluster_events.wishes.queries.allotments import committed
from gocluster_events.wishes.queries.results import given_to
from gocluster_events.wishes.rules.outcome import Outcome, read_figures
from gocluster_events.wishes.rules.own_result import OwnPart, awaited, own_parts


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


def better_lists(session: Session, event_id: int, registration_id: int) -> tuple[str, ...]:
    """As `OwnResult.lists`; none as long as nothing is binding. Three statements at most."""
    run = committed(session, event_id, with_problem=False)
    return () if run is None else awaited(_parts(session, run, read_figures(run.figures), registration_id))


def _parts(session: Session, run: Allocation, outcome: Outcome, registration_id: int) -> tuple[OwnPart, ...]:
    spans = [(block.starts, block.ends) for block in outcome.blocks]
    given = given_to(session, run.id, registration_id).get(registration_id, ())
    return own_parts(given, spans, own_bookings(session, registration_id)) if given else ()
