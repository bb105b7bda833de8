"""The registration desk corrects names and adds people where a place is free; everything else is the organisers'."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.people.models import AnswerRow, Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.services.rows import store_answers
from tests.support.make import make_event, make_member, make_registration
from tests.support.questions import answer, ask
from tests.support.registrants import arrive, row_of
from tests.support.visitor import Visitor

REGISTRATION = "/de/manage/tagung/registration"
FULL = "Zurzeit ist kein Platz frei."


@pytest.fixture
def meeting(session: Session, visitor: Visitor) -> Event:
    """Somebody of the registration desk is signed in; there is one place on site."""
    event = make_event(slug="tagung", capacity_onsite=1)
    visitor.enter(make_member(event, Role.DESK, email="desk@example.org").email)
    return event


def test_the_desk_corrects_names_and_nothing_else_whatever_is_sent(visitor: Visitor, meeting: Event, session: Session):
    question = ask(meeting)
    person = arrive(meeting, "miriam@example.org")
    with transaction() as writing:
        store_answers(writing, person, (answer(meeting, question, text="Bahn"),))
    form = visitor.own_form(f"{REGISTRATION}/{person}/correction")
    names = {"title", "first_name", "last_name", "badge_name", "organisation", "position"}
    assert form.form.fields.keys() - {"csrf_token", "revision", "reason", "tells"} == names
    sent = {"email": "other@example.org", "mode": "online", "phone": "110", "language": "en"}
    form.send(first_name="Mirjam", title="Dr.", organisation="Muster AG", reason="Schreibweise", **sent)
    row = row_of(person)
    assert (row.title, row.first_name, row.organisation) == ("Dr.", "Mirjam", "Muster AG")
    assert (row.email, row.mode, row.phone, row.language) == ("miriam@example.org", Mode.ONSITE, "", "de")
    assert session.scalars(sa.select(AnswerRow.text)).all() == ["Bahn"]
    logged = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "registration.corrected")).one()
    assert (logged.actor, set(logged.fields)) == ("desk@example.org", {"title", "first_name", "organisation"})


def test_the_desk_registers_somebody_while_a_place_is_free_and_nobody_over_capacity(
    visitor: Visitor, meeting: Event, session: Session
):
    typed = {"last_name": "Adler", "mode": "onsite", "reason": "Rief an", "over_capacity": "y"}
    assert 'name="over_capacity"' not in visitor.get(f"{REGISTRATION}/new").text
    visitor.own_form(f"{REGISTRATION}/new").send(first_name="Kim", email="kim@example.org", **typed)
    page = visitor.own_form(f"{REGISTRATION}/new").send(first_name="Lea", email="lea@example.org", **typed)
    assert FULL in page.text
    session.rollback()
    rows = session.execute(sa.select(Registration.first_name, Registration.status))
    assert [tuple(each) for each in rows] == [("Kim", Status.CONFIRMED)]


def test_addresses_links_decisions_and_needs_stay_with_the_organisers(visitor: Visitor, meeting: Event):
    person = arrive(meeting, "miriam@example.org")
    ways = [f"{person}/{way}" for way in ("cancellation", "refusal", "link", "needs", "internal")]
    answers = [visitor.get(f"{REGISTRATION}/{way}").status_code for way in (*ways, "procedure", "quotas")]
    assert answers == [403] * 7
    page = visitor.get(f"{REGISTRATION}/{person}").text
    assert "<span>Teilnahmebüro</span>" in page
    assert [f"{person}/{way}" in page for way in ("correction", "cancellation", "link")] == [True, False, False]


def test_where_a_team_reviews_the_desk_registers_nobody_either_once_no_place_is_free(
    visitor: Visitor, session: Session
):
    event = make_event(slug="tagung", capacity_onsite=1, confirmation=Confirmation.REVIEW)
    visitor.enter(make_member(event, Role.DESK, email="desk@example.org").email)
    typed = {"last_name": "Adler", "mode": "onsite", "reason": "Rief an"}
    visitor.own_form(f"{REGISTRATION}/new").send(first_name="Kim", email="kim@example.org", **typed)
    make_registration(event, first_name="Ada")  # the team gave somebody the place
    page = visitor.own_form(f"{REGISTRATION}/new").send(first_name="Lea", email="lea@example.org", **typed)
    assert FULL in page.text
    session.rollback()
    rows = session.execute(sa.select(Registration.first_name, Registration.status).order_by(Registration.first_name))
    assert [tuple(each) for each in rows] == [("Ada", Status.CONFIRMED), ("Kim", Status.RECEIVED)]
