"""After the meeting everything goes in time, by itself, in archives too; the team sees what goes when and what went."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.services.figures import freeze_in
from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, Terms
from gocluster_events.meeting.registration.invitations.services import codes
from gocluster_events.meeting.registration.people.models import Consent, ProtectedIdentity, Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.queries.consents import standing_consent
from gocluster_events.meeting.registration.people.rules.codes import (
    DAYS,
    DataClass,
    Status,
    departs_as,
    goes_at,
    periods,
)
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.privacy.queries import retention
from gocluster_events.site.queries.pages import figures
from tests.support.make import add, make_event, make_member, make_registration
from tests.support.registrants import CHANCE, letters
from tests.support.runs import pass_in_runs
from tests.support.settings import NOW
from tests.support.visitor import Visitor

DAY = timedelta(days=1)
ORGANISER = "organiser@example.org"
PAGE = "/de/manage/tagung/registration/retention"


@pytest.fixture
def meeting(session: Session) -> Event:
    """Somebody confirmed with needs and birth data, somebody declined, somebody invited, and a code for the press."""
    event = make_event(slug="tagung")
    person = make_registration(event, email="miriam@example.org")
    add(SpecialNeeds(registration_id=person.id, intolerances="Haselnüsse"))
    add(ProtectedIdentity(registration_id=person.id, birth_date=date(1980, 5, 17), birth_place="Görlitz"))
    make_registration(event, status=Status.DECLINED)
    codes.invite(event.id, Guest(last_name="Petersen", email="mai@example.org"), Terms(), Act(ORGANISER, NOW), CHANCE)
    codes.share_code(event.id, "Presse", None, Terms(), Act(ORGANISER, NOW), CHANCE)
    return event


def left(event: Event, after_days: int) -> dict[DataClass, int]:
    """Of how many people something is stored so many days after the end, when the worker was there."""
    privacy.expire(event.ends_at + after_days * DAY, freeze_in)
    db.session().rollback()
    return dict(retention.stored_counts(db.session(), event.id))


def standing(identity: int, needs: int, ended: int, invited: int, registrations: int) -> dict[DataClass, int]:
    return dict(zip(DataClass, (identity, needs, ended, invited, registrations), strict=True))


@pytest.mark.both_databases
@pytest.mark.parametrize("state", [EventStatus.PUBLISHED, EventStatus.ARCHIVED])
def test_each_class_goes_on_its_day(meeting: Event, state: EventStatus):
    with db.transaction() as session:
        session.get_one(Event, meeting.id).status = state
    before = figures(db.session(), meeting.id)
    assert left(meeting, 0) == standing(1, 1, 1, 1, 2)
    assert left(meeting, 1) == standing(0, 1, 1, 1, 2)
    assert left(meeting, 14) == standing(0, 0, 1, 1, 2)
    assert left(meeting, 30) == standing(0, 0, 0, 0, 1)
    assert left(meeting, 182) == standing(0, 0, 0, 0, 1)
    assert left(meeting, 183) == standing(0, 0, 0, 0, 0)
    assert figures(db.session(), meeting.id) == before
    logged = [(run.kind, run.number) for run in retention.runs(db.session(), meeting.id)]
    assert logged == [
        (DataClass.REGISTRATIONS, 1),
        (DataClass.ENDED, 1),
        (DataClass.INVITATIONS, 1),
        (DataClass.NEEDS, 1),
        (DataClass.IDENTITY, 1),
    ]
    assert letters() == []
    assert db.session().scalars(sa.select(Invitation.label)).all() == ["Presse"]


@pytest.mark.both_databases
def test_a_consent_to_health_data_of_which_there_are_none_ends_on_the_day_of_the_needs(session: Session):
    event = make_event()
    person = make_registration(event).id
    add(Consent(registration_id=person, purpose=ConsentPurpose.HEALTH, version=1, language="de", given_at=NOW))
    assert left(event, 13)[DataClass.NEEDS] == 1
    assert left(event, 14)[DataClass.NEEDS] == 0
    assert standing_consent(db.session(), person, ConsentPurpose.HEALTH) is None


@pytest.mark.both_databases
def test_what_another_edition_keeps_is_not_touched(meeting: Event):
    later = make_event(starts_at=meeting.starts_at + 90 * DAY, ends_at=meeting.ends_at + 90 * DAY)
    make_registration(later)
    left(meeting, 183)
    assert db.session().scalars(sa.select(Registration.event_id)).all() == [later.id]


@pytest.mark.both_databases
def test_many_go_batch_by_batch_and_are_one_line_in_the_log(meeting: Event, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(privacy, "BATCH", 2)
    for _number in range(5):
        make_registration(meeting)
    assert privacy.expire(meeting.ends_at + 200 * DAY, freeze_in) == 1 + 1 + 1 + 1 + 6
    assert privacy.expire(meeting.ends_at + 200 * DAY, freeze_in) == 0
    db.session().rollback()
    assert [run.number for run in retention.runs(db.session(), meeting.id)] == [1, 1, 1, 1, 6]
    assert retention.departed(db.session(), meeting.id) == {
        (Mode.ONSITE, Status.CONFIRMED): 6, (Mode.ONSITE, Status.DECLINED): 1,
    }  # fmt: skip


@pytest.mark.both_databases
def test_an_edition_may_keep_something_longer_or_shorter(meeting: Event):
    days = {**DAYS, DataClass.NEEDS: 40, DataClass.REGISTRATIONS: 60}
    privacy.change_periods(meeting.id, days, 1, Act(ORGANISER, NOW))
    db.session().rollback()
    assert left(meeting, 39) == standing(0, 1, 0, 0, 1)
    assert left(meeting, 40) == standing(0, 0, 0, 0, 1)
    assert left(meeting, 60) == standing(0, 0, 0, 0, 0)


@pytest.mark.both_databases
def test_two_who_change_the_periods_do_not_overwrite_each_other(meeting: Event):
    privacy.change_periods(meeting.id, {**DAYS, DataClass.NEEDS: 7}, 1, Act(ORGANISER, NOW))
    with pytest.raises(Stale):
        privacy.change_periods(meeting.id, {**DAYS, DataClass.NEEDS: 70}, 1, Act("other@example.org", NOW))
    db.session().rollback()
    assert db.session().get_one(Event, meeting.id).retention_days["needs"] == 7


def test_the_worker_does_it(app: Flask, session: Session):
    ended = clock.now() - 200 * DAY
    event = make_event(starts_at=ended - DAY, ends_at=ended)
    make_registration(event)
    pass_in_runs(clock.now())
    assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    session.rollback()
    assert session.scalars(sa.select(Registration)).all() == []


def test_the_page_says_what_goes_when_and_keeps_what_is_typed(visitor: Visitor, meeting: Event):
    make_member(meeting, email=ORGANISER)
    visitor.enter(ORGANISER)
    page = visitor.get(PAGE).text
    assert ("23. April 2027" in page, "6. Mai 2027" in page, "Bisher wurde nichts" in page) == (True, True, True)
    assert visitor.own_form(PAGE).send(needs="7").location == PAGE
    db.session().rollback()
    assert periods(db.session().get_one(Event, meeting.id).retention_days)[DataClass.NEEDS] == 7
    wrong = visitor.own_form(PAGE).send(needs="3651")
    assert (wrong.status_code, 'value="3651"' in wrong.text) == (200, True)


def test_a_colleague_in_between_is_a_collision_with_both_texts(visitor: Visitor, meeting: Event):
    make_member(meeting, email=ORGANISER)
    visitor.enter(ORGANISER)
    form = visitor.own_form(PAGE)
    privacy.change_periods(meeting.id, {**DAYS, DataClass.NEEDS: 5}, 1, Act("other@example.org", NOW))
    answer = form.send(needs="90")
    assert answer.status_code == 409
    assert ('value="90"' in answer.text, ">5<" in answer.text.replace(" ", "")) == (True, True)


def test_before_the_end_whoever_is_erased_counts_as_cancelled_and_nobody_as_unproven():
    statuses = [departs_as(each, is_over=False) for each in (Status.CONFIRMED, Status.WAITLISTED, Status.DECLINED)]
    assert statuses == [Status.CANCELLED, Status.CANCELLED, Status.DECLINED]
    assert departs_as(Status.CONFIRMED, is_over=True) is Status.CONFIRMED
    assert departs_as(Status.UNCONFIRMED, is_over=True) is Status.LAPSED


def test_a_period_begins_when_the_meeting_ends():
    assert goes_at(NOW, 14) == NOW + 14 * DAY
    assert periods({}) == DAYS
