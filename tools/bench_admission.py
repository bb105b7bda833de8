"""`dev.py bench admission`: 500 scans at two desks at once over HTTP, the network cut and restored in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import sqlalchemy as sa

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core import clock, db
from gocluster_events.core.accounts.services import sessions
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.entry import reference
from tools.desks import CUT_SECONDS, Desk, Network, dealt, through_the_day
from tools.measuring import Row
from tools.stage import SLUG, event, person, serving, stage
from tools.steps import Failed

GUESTS, SCANS = 440, 500  # sixty come a second time, at either desk
MOST_MILLISECONDS = 300.0
ADMIN, PASSWORD = "admin@example.org", "a benchmark at the door"


def run() -> list[Row]:
    """Milliseconds. Raises Failed when somebody is in twice or lost."""
    with stage() as on:
        numbers = _meeting()
        with serving(on), Network(on.port) as network:
            desks = [Desk(network.port, SLUG, name, ADMIN, PASSWORD) for name in ("Foyer links", "Foyer rechts")]
            floor = sorted(desk.floor() for desk in desks for _ in range(100))
            through_the_day(desks, dealt(SLUG, numbers, SCANS), network)
        _check(desks, len(numbers))
    took = sorted(second for desk in desks for second in desk.seconds)
    at_95, least = (1000 * one[int(len(one) * 0.95)] for one in (took, floor))
    what = f"p95 of {SCANS} scans, {CUT_SECONDS} s without network (floor: an empty answer)"
    return [Row(what, at_95, "ms", least, at_most=MOST_MILLISECONDS)]


def _check(desks: Sequence[Desk], guests: int) -> None:
    rows = db.session().execute(sa.select(Admission.registration_id).where(Admission.undone_at.is_(None))).all()
    if len(rows) != guests or len(set(rows)) != guests:
        raise Failed(f"{len(rows)} passages of {len(set(rows))} people were counted, but {guests} came.")
    if not sum(desk.lost for desk in desks):
        raise Failed("the network was never cut, so nothing is proven.")


def _meeting() -> list[str]:
    """The reference numbers of all guests of a new edition; everybody has a confirmed place on site."""
    now, chance = clock.now(), Random(2027)  # noqa: S311 -- the same meeting each time
    sessions.create_admin(ADMIN, "Bench", PASSWORD, now)
    numbers = sorted({reference(chance) for _ in range(GUESTS)})
    with db.transaction() as session:
        meeting = event(session, starts_at=now, ends_at=now + timedelta(hours=8))
        guests = [person(meeting.id, each, reference=number) for each, number in enumerate(numbers)]
        session.execute(sa.insert(Registration), guests)
    return numbers
