"""An address that looks mistyped is asked about, never refused."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.mistyped import PROVIDERS, meant
from tests.support.signing_up import fill_in
from tests.support.visitor import Visitor


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("Kim.Muster@gmial.con", "Kim.Muster@gmail.com"),
        ("kim@gmail.con", "kim@gmail.com"),
        ("kim@gmai.com", "kim@gmail.com"),
        ("kim@GMX.ED", "kim@gmx.de"),
        ("kim@wbe.de", "kim@web.de"),
        ("kim@outlok.de", "kim@outlook.de"),
        ("kim@t-onlinne.de", "kim@t-online.de"),
        ("m.tannert@leichtbau-lausitz.exmaple", "m.tannert@leichtbau-lausitz.example"),
    ],
)
def test_what_was_probably_meant(typed: str, suggested: str):
    assert meant(typed) == suggested


@pytest.mark.parametrize(
    "typed",
    [
        *(f"kim@{each}" for each in PROVIDERS), "kim@wab.de", "kim@gmx.li", "kim@bund.de", "kim@ministerium.example",
        "kim@büro.example.org", "", "kim", "@", "kim@", "kim@localhost", "@gmial.com",
    ],
)  # fmt: skip
def test_what_looks_right_is_not_asked_about(typed: str):
    assert meant(typed) == ""


def test_the_check_page_asks_and_takes_the_other_address(visitor: Visitor, event: Event, session: Session):
    check = fill_in(visitor, event, email="miriam@gmial.con")
    assert "Meinten Sie <strong>miriam@gmail.com</strong>?" in visitor.get(check).text
    assert visitor.form(check).send(meant="1").location == check
    page = visitor.get(check).text
    assert ("miriam@gmail.com" in page, "Meinten Sie" in page) == (True, False)


def test_nobody_must_answer_that_question(visitor: Visitor, event: Event, session: Session):
    visitor.form(fill_in(visitor, event, email="miriam@gmial.con")).send()
    session.rollback()
    assert session.scalars(sa.select(Registration.email)).all() == ["miriam@gmial.con"]


def test_an_address_that_somebody_else_of_the_sign_up_has_is_not_taken(visitor: Visitor, event: Event):
    check = fill_in(visitor, event, email="miriam@gmail.com")
    colleague = {"first_name": "Jo", "last_name": "Muster", "email": "miriam@gmial.com", "mode": "onsite"}
    visitor.form(check.replace("/check", "/2/colleague")).send(**colleague)
    answer = visitor.form(check).send(meant="2")
    assert (answer.status_code, "Jede Person braucht eine eigene." in answer.text) == (200, True)
