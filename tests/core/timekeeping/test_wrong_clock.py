"""A clock shows 2038 or 2001 for a while: nothing is erased by it, no place lapses, and the desk says so."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.messages.rules import Stage
from gocluster_events.cli import duties
from gocluster_events.core import clock, db
from gocluster_events.core.timekeeping.services import note_run
from gocluster_events.meeting.agenda.models import TimedPublication
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.canary import canary, named_by_somebody
from tests.support.make import PASSWORD, make_event, make_member, make_registration, make_room
from tests.support.outbox import a_planned_message
from tests.support.programme import plan, plan_to_publish, slot
from tests.support.proving import Proof
from tests.support.settings import NOW
from tests.support.visitor import Visitor

ORGANISER = "organiser@example.org"
READINGS = [NOW.replace(year=2038), NOW.replace(year=2001)]
Rows = Mapping[str, set[tuple[Any, ...]]]


@pytest.fixture
def event(session: Session) -> Event:
    """A meeting of which every table tells something, somebody with a hold and an organiser."""
    event = make_event(slug="tagung")
    canary(event)
    named_by_somebody(event)
    hold = {"created_at": NOW, "proven_at": None, "confirmed_at": None, "hold_until": NOW + timedelta(hours=1)}
    make_registration(event, status=Status.UNCONFIRMED, email="hold@example.org", **hold)
    make_member(event, email=ORGANISER)
    return event


@pytest.fixture
def _the_clock_goes_right_again() -> Iterator[None]:
    ahead = clock.now() - clock.unmoved()
    yield
    clock.move(ahead)


def rows(session: Session) -> Rows:
    """The keys of all rows."""
    session.rollback()
    tables = [table for table in db.Base.metadata.sorted_tables if table.name != "worker_runs"]
    return {table.name: set(map(tuple, session.execute(sa.select(*table.primary_key.columns)))) for table in tables}


def work(app: Flask, at: datetime) -> None:
    """The worker does at that time what is due."""
    clock.move(at - clock.unmoved())
    assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0


def missing(app: Flask, session: Session, event: Event, reading: datetime) -> tuple[Rows, str]:
    """The rows that are gone after a while of that reading in worker and web, and what the desk says."""
    work(app, NOW)
    before, visitor = rows(session), Visitor.of(app)
    for minutes in (0, 5, 20):
        work(app, reading + timedelta(minutes=minutes))
    visitor.sign_in(ORGANISER, PASSWORD)
    desk = visitor.get("/de/manage/tagung/").text
    assert visitor.get("/de/manage/tagung/attendees").status_code == 200
    with db.transaction() as writing:
        due_changes.current_seats(writing, writing.get_one(Event, event.id), clock.now())
    after = rows(session)
    return {name: gone for name, keys in before.items() if (gone := keys - after[name])}, desk


@pytest.mark.both_databases
@pytest.mark.promise("P26")
@pytest.mark.usefixtures("_the_clock_goes_right_again")
@pytest.mark.parametrize("reading", READINGS, ids=lambda each: str(each.year))
def test_a_wrong_clock_erases_nothing_and_lets_no_hold_lapse(
    app: Flask, session: Session, event: Event, reading: datetime, proof: Proof
):
    gone, desk = missing(app, session, event, reading)
    status = session.scalar(sa.select(Registration.status).where(Registration.email == "hold@example.org"))
    proof.says(f"worker and web read {reading.year}", "0 rows gone, no hold lapsed, the desk says so")
    assert (gone, status) == ({}, Status.UNCONFIRMED)
    assert "Eine Uhr geht falsch oder ging falsch" in desk


@pytest.mark.both_databases
def test_a_place_that_is_held_is_given_to_nobody_else_by_a_clock_that_is_ahead(session: Session):
    event, hour = make_event(capacity_onsite=1), timedelta(hours=1)
    hold = {"created_at": NOW, "proven_at": None, "confirmed_at": None, "hold_until": NOW + hour}
    make_registration(event, status=Status.UNCONFIRMED, mode=Mode.ONSITE, **hold)
    note_run(NOW)
    free = [
        due_changes.current_seats(session, event, at).seats(Mode.ONSITE).free
        for at in (NOW, READINGS[0], NOW + 2 * hour)
    ]
    assert free == [0, 0, 1]


def waiting(session: Session) -> tuple[int, int]:
    """How many programmes wait to be published, and how many messages to leave."""
    session.rollback()
    messages = sa.select(Message.id).where(Message.stage == Stage.PLANNED)
    return len(session.scalars(sa.select(TimedPublication.event_id)).all()), len(session.scalars(messages).all())


@pytest.mark.usefixtures("_the_clock_goes_right_again")
def test_what_is_planned_leaves_at_its_hour_by_a_clock_that_is_right(app: Flask, session: Session):
    event, hour = make_event(), timedelta(hours=1)
    make_room(event, name="Eichensaal")
    plan(event, slot(1, room=None), slot(2, None, room=None))
    plan_to_publish(event, NOW + 3 * hour)
    a_planned_message(event, make_registration(event).id, due_at=NOW + 3 * hour)
    for reading in (NOW, READINGS[0], NOW + hour):
        work(app, reading)
    assert waiting(session) == (1, 1)
    work(app, NOW + 3 * hour)
    assert waiting(session) == (0, 0)


@pytest.mark.promise("P26", control=True)
@pytest.mark.usefixtures("_the_clock_goes_right_again")
def test_at_first_sight_a_wrong_clock_erases_a_meeting(
    app: Flask, session: Session, event: Event, proof: Proof, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(duties.timekeeping, "erasable_until", lambda _session, now: now)
    monkeypatch.setattr(due_changes, "sure_time", lambda _session, now: now)
    gone, _desk = missing(app, session, event, READINGS[0])
    proof.says("erased at first sight", f"{sum(map(len, gone.values()))} rows of {len(gone)} tables gone")
    assert {"registration", "special_needs", "draft"} <= gone.keys()
