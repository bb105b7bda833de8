from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import clock, db
from gocluster_events.core.accounts.models import SignIn
from tests.support.make import PASSWORD, make_event, make_member
from tests.support.visitor import Visitor

EMAIL = "organiser@example.org"


@pytest.fixture
def attendees(session: Session) -> str:
    """The address of a list that only those who run the meeting may see; EMAIL is one of them."""
    event = make_event()
    make_member(event, email=EMAIL)
    return f"/en/manage/{event.slug}/attendees"


def age(session: Session, **by: timedelta) -> None:
    """Every session has been ``seen`` and ``created`` that much earlier."""
    with db.transaction() as writing:
        for row in writing.scalars(sa.select(SignIn)):
            row.created_at = clock.now() - by["created"]
            row.seen_at = clock.now() - by["seen"]


def test_whoever_runs_the_meeting_signs_in_and_is_where_they_wanted_to_be(visitor: Visitor, attendees: str):
    answer = visitor.form(f"{attendees}?q=Müller").send(email=EMAIL, password=PASSWORD)
    assert answer.status_code == 302
    assert answer.location == f"{attendees}?q=M%C3%BCller"
    assert visitor.get(answer.location).status_code == 200


def test_a_wrong_password_keeps_the_address_but_not_the_password(visitor: Visitor, attendees: str):
    answer = visitor.sign_in(EMAIL, "a wrong password")
    assert answer.status_code == 200
    assert "E-mail address and password do not match. Check both." in answer.text
    assert f'value="{EMAIL}"' in answer.text
    assert "a wrong password" not in answer.text
    assert visitor.get(attendees).status_code == 302


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_sends_nobody_to_another_site(visitor: Visitor, attendees: str, wanted: str):
    answer = visitor.form(f"/en/sign-in?next={wanted}").send(email=EMAIL, password=PASSWORD)
    assert answer.location == "/en/manage/"


def test_after_too_many_guesses_the_form_is_still_filled_in(visitor: Visitor, attendees: str):
    for _ in range(5):
        visitor.sign_in(EMAIL, "a wrong password")
    answer = visitor.sign_in(EMAIL, PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert f'value="{EMAIL}"' in answer.text
    assert "Too many attempts." in answer.text


def test_without_its_token_the_form_comes_back_filled_in(visitor: Visitor, attendees: str):
    answer = visitor.form("/en/sign-in").send(email=EMAIL, password=PASSWORD, csrf_token=None)
    assert answer.status_code == 200
    assert f'value="{EMAIL}"' in answer.text
    assert visitor.get(attendees).status_code == 302


def test_every_sign_in_has_a_key_of_its_own(visitor: Visitor, session: Session, attendees: str):
    visitor.sign_in(EMAIL, PASSWORD)
    with visitor.session_transaction() as cookie:
        first = cookie["_user_id"]
        assert set(cookie) == {"_user_id", "_fresh"}
    visitor.sign_in(EMAIL, PASSWORD)
    with visitor.session_transaction() as cookie:
        assert cookie["_user_id"] != first
    assert first not in session.scalars(sa.select(SignIn.key_digest)).all()


def test_signing_out_ends_the_session_in_the_database(app: Flask, visitor: Visitor, session: Session, attendees: str):
    visitor.sign_in(EMAIL, PASSWORD)
    stolen = app.test_client()
    with visitor.session_transaction() as cookie, stolen.session_transaction() as copied:
        copied.update(cookie)
    assert stolen.get(attendees).status_code == 200
    answer = visitor.form(attendees, "/en/sign-out").send()
    assert answer.location == "/en/sign-in"
    assert visitor.get(attendees).status_code == 302
    assert stolen.get(attendees).status_code == 302


def test_a_link_elsewhere_signs_nobody_out(visitor: Visitor, attendees: str):
    visitor.sign_in(EMAIL, PASSWORD)
    visitor.post("/en/sign-out")
    assert visitor.get("/en/sign-out", follow_redirects=True).status_code == 404
    assert visitor.get(attendees).status_code == 200


@pytest.mark.parametrize(
    ("seen", "created", "status"),
    [
        (timedelta(minutes=59), timedelta(hours=11), 200),
        (timedelta(minutes=60), timedelta(hours=11), 302),
        (timedelta(minutes=1), timedelta(hours=12), 302),
    ],
)
def test_a_session_lasts_an_hour_unused_and_twelve_in_all(
    visitor: Visitor, session: Session, attendees: str, seen: timedelta, created: timedelta, status: int
):
    visitor.sign_in(EMAIL, PASSWORD)
    age(session, seen=seen, created=created)
    assert visitor.get(attendees).status_code == status


def test_using_a_session_keeps_it_alive(visitor: Visitor, session: Session, attendees: str):
    visitor.sign_in(EMAIL, PASSWORD)
    age(session, seen=timedelta(minutes=6), created=timedelta(hours=1))
    visitor.get(attendees)
    session.rollback()
    assert clock.now() - session.scalars(sa.select(SignIn.seen_at)).one() < timedelta(minutes=1)


def test_the_page_speaks_german(visitor: Visitor):
    page = visitor.get("/de/sign-in").text
    assert "Zugang für das Organisationsteam" in page
    assert ">Einloggen<" in page
