"""Whoever remains when the first person is taken out of a sign-up stays a colleague."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from gocluster_events.meeting.registration.sign_up.models import DraftNeeds
from tests.meeting.registration.sign_up.test_colleagues import join, registered
from tests.support.joint import of
from tests.support.questions import ask
from tests.support.registrants import letters, outbox, prove
from tests.support.signing_up import fill_in, open_my_page, page_of
from tests.support.visitor import Visitor


def without_first(visitor: Visitor, event: Event, **answers: str) -> str:
    """The check page of a sign-up that Miriam typed, who then took herself out and left Jo."""
    check = fill_in(visitor, event, **answers)
    join(visitor, check)
    visitor.form(check.replace("/check", "/1/removal")).send()
    return check


def test_who_remains_without_the_first_person_is_registered_as_a_colleague(
    visitor: Visitor, event: Event, session: Session
):
    question = ask(event, "Bahn?", QuestionKind.LINE, is_mandatory=True)
    check = without_first(visitor, event, **{f"q{question}": "ICE"})
    assert visitor.form(check).send().status_code == 302
    assert [email for email, *_rest in registered(session)] == ["jo@example.org"]
    assert letters() == ["prove_colleague"]
    values = outbox("prove_colleague", "jo@example.org").content["values"]
    assert values["typist"] == "jemand aus „Musternetzwerk Leichtbau e. V.“"
    jo = session.scalars(sa.select(Registration)).one()
    prove(event, jo.id)
    assert (jo.registered_by, "Angaben, die wir noch brauchen" in open_my_page(visitor, jo.id).text) == (None, True)


def test_the_page_of_who_remains_asks_no_more_than_that_of_any_colleague(visitor: Visitor, event: Event):
    check = without_first(visitor, event)
    (address,) = {each.partition("#")[0] for each in re.findall(r'href="([^"]+)">Ändern', visitor.get(check).text)}
    assert address == check.replace("/check", "/1/colleague")
    assert "Öffnen Sie den Link darin" not in visitor.get(check).text
    assert visitor.get(check.replace("/check", "/1/person")).location == address
    form = visitor.form(address)
    assert set(form.form.fields) - {"csrf_token", "entry", "mode"} == {
        "first_name", "last_name", "email", "organisation", "cluster", "actor_type", "state",
    }  # fmt: skip
    assert form.send(last_name="Anders").location == check
    assert "Jo Anders" in visitor.get(check).text


def test_a_need_cannot_be_sent_for_who_remains(visitor: Visitor, event: Event, session: Session):
    page = visitor.form(without_first(visitor, event).replace("/check", "/1/person"))
    page.send(has_needs="yes", agrees_to_health="y", intolerances="Haselnüsse", diet="vegan")
    session.rollback()
    assert "Haselnüsse" not in str(session.scalars(sa.select(DraftNeeds.needs)).all())


def test_a_page_of_the_first_person_that_is_still_open_brings_them_back_as_themselves(
    visitor: Visitor, event: Event, session: Session
):
    check = fill_in(visitor, event)
    join(visitor, check)
    open_page = visitor.form(page_of(check))
    visitor.form(check.replace("/check", "/1/removal")).send()
    assert open_page.send(diet="vegan").location == check
    visitor.form(check).send()
    prove(event, of("miriam@example.org"))
    session.rollback()
    rows = session.scalars(sa.select(Registration).order_by(Registration.id)).all()
    assert [(row.email, row.registered_by) for row in rows] == [
        ("jo@example.org", rows[1].id), ("miriam@example.org", None),
    ]  # fmt: skip
    assert letters() == ["prove_colleague", "prove_address", "confirmed_onsite"]
