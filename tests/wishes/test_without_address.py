"""Whoever has no e-mail address is counted in no e-mail, and the team reads who that is."""

import re

import pytest

from gocluster_events.access import Role
from tests.bookings.conftest import signed_in
from tests.support.booking import change, mails
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.wish_rounds import bound, computed, make_round, meeting, wisher

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
