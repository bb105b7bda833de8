"""Whoever has no e-mail address is counted in no e-mail, and the team reads who that is."""

import re
from datetime import timedelta

import pytest

from gocluster_events.attendance.wishes.services import rounds
from gocluster_events.core.access import Role
from tests.attendance.bookings.conftest import signed_in
from tests.support.booking import change, mails
from tests.support.make import make_registration
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.wish_rounds import bound, computed, make_round, meeting, wisher
from tests.support.wishing import CLOSES, NONE, make_round as make_open_round, make_wish_meeting, wish

PAGE = "/de/manage/tagung/bookings/allocation"
QUESTION = "/de/my/wishes/result/question"


@pytest.fixture
def event(session):
    event = meeting(1, 3, slug="tagung")
    make_round(event)
    for number in range(2):
        wisher(event, 1, 2, organisation=f"Institut {number}")
    return event


@pytest.fixture
def person(event):
    """Somebody who wishes and has no e-mail address."""
    return wisher(event, 2, first_name="Tilda", last_name="Ohnepost", email="", email_key="").id


def text(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)).split())


def test_the_button_counts_the_e_mails_that_leave_and_names_who_has_none(app, event, person):
    computed(event)
    organiser = signed_in(app, event, Role.ORGANISER)
    words = text(organiser.get(PAGE))
    assert ("Zuteilen und 2 E-Mails senden" in words, "3 E-Mails" in words) == (True, False)
    assert "1 Person hat keine E-Mail-Adresse und erfährt es nur von Ihnen: Tilda Ohnepost" in words
    assert f"/de/manage/tagung/registration/{person}/wishes" in organiser.get(PAGE).text


def test_the_team_still_reads_who_is_to_be_told_once_the_e_mails_have_left(app, event, person):
    bound(event)
    assert "erfährt es nur von Ihnen: Tilda Ohnepost" in text(signed_in(app, event, Role.ORGANISER).get(PAGE))


def test_whoever_has_no_address_is_promised_no_e_mail(event, person, visitor):
    bound(event)
    change(event, 2, rest_from=NOW)
    open_my_page(visitor, person)
    words = text(visitor.get(QUESTION))
    assert ("Schreiben Sie bitte dazu, wie es Sie erreicht." in words, "per E-Mail" in words) == (True, False)
    visitor.own_form(QUESTION).send(text="Weshalb?")
    assert "Ihre Frage ist unterwegs." in text(visitor.get("/de/my/wishes/result"))
    assert mails(person)[-1].letter == "wishes_question"


def test_the_team_reads_how_many_the_reminder_reaches_and_how_many_it_does_not(app, session):
    event = make_wish_meeting(slug="tagung")
    make_open_round(event)
    people = [make_registration(event, email=address, email_key=address).id for address in ("a@example.org", "")]
    organiser = signed_in(app, event, Role.ORGANISER)
    words = text(organiser.get(PAGE))
    assert "Am 29. März 2027, 12:00 Uhr erinnert eine E-Mail alle, deren Antwort fehlt" in words
    assert "Stand jetzt 1 Person." in words
    assert "1 Person ohne Antwort hat keine E-Mail-Adresse und bekommt keine Erinnerung." in words
    wish(event, people[1], (1,), (NONE,))
    assert "bekommt keine Erinnerung" not in text(organiser.get(PAGE))
    wish(event, people[0], (1,), (NONE,))
    assert "niemand wird erinnert" in text(organiser.get(PAGE))
    rounds.remind_due(CLOSES - timedelta(days=2))
    assert "Die Erinnerung ging am 30. März 2027, 12:00 Uhr hinaus." in text(organiser.get(PAGE))
