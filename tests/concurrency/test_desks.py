"""Two desks scan at once on servers of two processes, and the network goes between a request and its answer."""

from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core.access import Role
from tests.concurrency.crowd import serving
from tests.support.arrivals import make_guest
from tests.support.databases import Database
from tests.support.make import PASSWORD, make_event, make_member
from tests.support.proving import Proof
from tools.desks import Desk, Network, dealt, through_the_day

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]


@pytest.mark.promise("P5")
def test_nobody_is_in_twice_and_nobody_is_lost(database: Database, session: Session, tmp_path: Path, proof: Proof):
    guests, scans = proof.size((16, 24), (400, 600))
    event = make_event(slug="tagung")
    make_member(event, Role.STAFF, email="staff@example.org")
    numbers = [make_guest(event).reference for _ in range(guests)]
    with serving(database, tmp_path, "app:app") as port, Network(port) as network:
        desks = [Desk(network.port, "tagung", name, "staff@example.org", PASSWORD) for name in ("Links", "Rechts")]
        through_the_day(desks, dealt("tagung", numbers, scans), network)
        for desk in desks:
            desk.close()
    session.rollback()
    rows = session.scalars(sa.select(Admission)).all()
    assert Counter(Counter(row.registration_id for row in rows).values()) == {1: guests}
    verdicts = Counter(answer for desk in desks for answer in desk.answers)
    assert verdicts == {"welcome": guests, "already_in": scans - guests}
    assert (sum(desk.lost for desk in desks) > 0, sum(len(desk.queue) for desk in desks)) == (True, 0)
    proof.says(
        f"two desks scan {guests} people {scans} times while answers are lost on the way",
        f"{verdicts['welcome']} in, {verdicts['already_in']} known to be in, "
        f"{sum(desk.lost for desk in desks)} answers lost",
    )
