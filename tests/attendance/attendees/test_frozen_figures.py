"""The figures of a meeting stay when the people whom they count are erased."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from gocluster_events.attendance.attendees.queries import figures as queries
from gocluster_events.attendance.attendees.rules.figures import Table
from gocluster_events.attendance.attendees.rules.frozen import FREEZE_AFTER, FreezingRefusal, from_stored
from gocluster_events.attendance.attendees.services import figures
from gocluster_events.attendance.attendees.services.figures import freeze_in
from gocluster_events.cli.duties import DUTIES
from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.timekeeping.services import note_run
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState, Mode
from gocluster_events.meeting.registration.people.models import ProtectedIdentity, Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.rules.codes import DataClass, Status
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.privacy.queries import retention
from tests.support.make import add, make_event, make_member, make_registration, registration_values
from tests.support.proving import Proof
from tests.support.runs import pass_in_runs
from tests.support.settings import NOW

DAY = timedelta(days=1)
TEAM = Act("organiser@example.org", NOW)


def nothing(*_what: Any) -> None:
    """Instead of freezing."""


def meeting(**changes: Any) -> Event:
    """Thirty confirmed people from three states, of whom a third takes part online, and seven who were declined."""
    event = make_event(**changes)
    rows = [registration_values(event.id, status=Status.DECLINED) for _each in range(7)]
    for state in (FederalState.BE, FederalState.BY, FederalState.HH):
        modes = [Mode.ONLINE] * 4 + [Mode.ONSITE] * 6
        rows += [registration_values(event.id, state=state, mode=mode) for mode in modes]
    with db.transaction() as session:
        for row in rows:
            session.execute(sa.insert(Registration).values(row))
    return event


def report(event: Event, now: datetime) -> tuple[Table, ...]:
    """The tables of the report as they are handed out at that time."""
    with db.transaction() as session:
        frozen = queries.frozen_figures(session, session.get_one(Event, event.id), now)
        return from_stored(frozen.tables) if frozen else queries.tables(session, event, after=True)


def is_frozen(event: Event, now: datetime) -> bool:
    with db.transaction() as session:
        return queries.frozen_figures(session, session.get_one(Event, event.id), now) is not None


def work(now: datetime) -> None:
    """The worker has gone once through what freezes figures and erases those whom they count, in its own order."""
    for duty in DUTIES:
        if duty.name in {"figures frozen", "people of whom something expired"}:
            duty.service(now)


def stored(event: Event) -> dict[DataClass, int]:
    with db.transaction() as session:
        return dict(retention.stored_counts(session, event.id))


@pytest.mark.promise("P27")
@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("state", [EventStatus.PUBLISHED, EventStatus.ARCHIVED])
def test_figures_are_the_same_when_everybody_is_erased(state: EventStatus, proof: Proof):
    event = meeting(status=state)
    before = report(event, event.ends_at)
    assert len(before) == 6
    for days in (1, 14, 30, 183):
        now = event.ends_at + days * DAY
        privacy.expire(now, freeze_in)
        assert report(event, now) == before
    assert stored(event)[DataClass.REGISTRATIONS] == 0
    proof.says(f"all 37 people of a meeting are erased ({state.value})", "its 6 tables are the same")


@pytest.mark.promise("P27", control=True)
@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_without_freezing_they_go_with_the_people(proof: Proof):
    event = meeting()
    before = report(event, event.ends_at)
    privacy.expire(event.ends_at + 30 * DAY, nothing)
    assert report(event, event.ends_at + 30 * DAY) != before
    privacy.expire(event.ends_at + 183 * DAY, nothing)
    left = report(event, event.ends_at + 183 * DAY)
    assert left == ()
    proof.says("all 37 people of a meeting are erased, and nothing freezes", f"{len(left)} tables are left")


@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_what_cannot_be_frozen_is_not_erased_and_nothing_else_waits_for_it():
    events = [make_event(), make_event()]
    for event in events:
        person = make_registration(event)
        add(ProtectedIdentity(registration_id=person.id, birth_place="Görlitz"))
        add(SpecialNeeds(registration_id=person.id, intolerances="Haselnüsse"))

    def broken(*_what: Any) -> None:
        raise RuntimeError("the figures cannot be counted")

    with pytest.raises(RuntimeError):
        privacy.expire(events[0].ends_at + 183 * DAY, broken)
    for event in events:
        left = stored(event)
        assert (left[DataClass.IDENTITY], left[DataClass.NEEDS], left[DataClass.REGISTRATIONS]) == (0, 0, 1)


@pytest.mark.usefixtures("session")
def test_whoever_never_proved_an_address_goes_without_anything_being_frozen():
    event = make_event()
    make_registration(event, status=Status.LAPSED, proven_at=None, ended_at=NOW)
    assert privacy.erase_unproven(NOW + 2 * DAY) == 1
    assert not is_frozen(event, event.ends_at)


@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_a_fortnight_after_the_meeting_they_freeze_by_themselves_and_once():
    event, _empty = meeting(), make_event()
    due = event.ends_at + FREEZE_AFTER
    assert [figures.freeze_due(each) for each in (due - DAY, due, due + DAY)] == [0, 1, 0]
    before = report(event, due)
    make_registration(event, state=FederalState.SN)
    assert report(event, due + DAY) == before


@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("days", [14, 15, 40], ids=["on the very day", "a day later", "long after"])
def test_the_worker_freezes_them_before_it_erases_and_never_counts_again_what_is_left(days: int):
    event = meeting(retention_days={DataClass.ENDED.value: 14})
    before = report(event, event.ends_at)
    first = event.ends_at + days * DAY
    for now in (first, first + DAY, first + 2 * DAY):
        pass_in_runs(now)
        work(now)
        assert report(event, now) == before
        assert is_frozen(event, now)
    assert stored(event)[DataClass.ENDED] == 0


@pytest.mark.usefixtures("session")
def test_what_an_organiser_froze_a_moment_ago_the_worker_leaves_as_it_is():
    event = meeting()
    now = event.ends_at + 15 * DAY
    figures.freeze(event.id, Act(TEAM.by, now - timedelta(hours=1)))
    before = report(event, now)
    make_registration(event, state=FederalState.SN)
    pass_in_runs(now)
    work(now)
    assert report(event, now) == before


@pytest.mark.usefixtures("session")
def test_by_a_clock_that_has_just_stepped_nothing_freezes():
    event = meeting()
    pass_in_runs(NOW)
    ahead = event.ends_at + 20 * DAY
    note_run(ahead)
    work(ahead)
    assert not is_frozen(event, ahead)


@pytest.mark.usefixtures("session")
def test_what_a_clock_froze_that_was_ahead_counts_for_nothing():
    event = meeting()
    assert figures.freeze_due(NOW + 4000 * DAY) == 1
    before = report(event, event.ends_at)
    with db.transaction() as session:
        session.add_all(Registration(**registration_values(event.id, state=FederalState.SN)) for _each in range(5))
    assert report(event, event.ends_at) != before
    assert figures.freeze_due(event.ends_at + FREEZE_AFTER) == 1
    assert is_frozen(event, event.ends_at + FREEZE_AFTER)


@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_when_a_meeting_is_postponed_what_was_frozen_before_its_new_end_counts_for_nothing():
    event = meeting()
    end = event.ends_at + 60 * DAY
    figures.freeze(event.id, Act(TEAM.by, event.ends_at + DAY))
    with db.transaction() as session:
        session.get_one(Event, event.id).ends_at = end
        session.add_all(Registration(**registration_values(event.id, state=FederalState.SN)) for _each in range(20))
    due = end + FREEZE_AFTER
    before = report(event, due)
    assert (is_frozen(event, end), before[0].total.numbers) == (False, (45, 10, 55))
    assert [figures.freeze_due(each) for each in (due - DAY, due, due + DAY)] == [0, 1, 0]
    assert (is_frozen(event, due), report(event, due)) == (True, before)


@pytest.mark.usefixtures("session")
def test_as_long_as_the_meeting_is_not_over_nobody_can_freeze_its_figures():
    event = meeting()
    with pytest.raises(Refused) as refusal:
        figures.freeze(event.id, Act(TEAM.by, event.ends_at - DAY))
    assert refusal.value.code is FreezingRefusal.NOT_OVER
    assert not is_frozen(event, event.ends_at)


def test_organisers_freeze_by_hand_and_the_report_says_since_when(visitor, session):
    event = meeting(slug="tagung", starts_at=clock.now() - 2 * DAY, ends_at=clock.now() - DAY)
    make_member(event, email=TEAM.by)
    visitor.enter(TEAM.by)
    page = "/de/manage/tagung/figures"
    assert "Auswertung festschreiben" in visitor.get(page).text
    assert visitor.own_form(f"{page}/freezing").send().location == page
    privacy.expire(clock.now() + 183 * DAY, freeze_in)
    after = visitor.get(page).text
    assert ("Festgeschrieben, Stand: " in after, "Auswertung festschreiben" in after) == (True, False)
    cells = [cell.value for sheet in load_workbook(BytesIO(visitor.get(f"{page}.xlsx").data)) for cell in sheet["A"]]
    assert any(str(value).startswith("Festgeschrieben") for value in cells)
    exact = visitor.get(f"{page}?exact=1").text
    assert ("zählen, was jetzt gespeichert ist" in exact, "<table" in exact) == (True, False)
    assert "Auswertung festgeschrieben" in visitor.get("/de/manage/tagung/audit").text
