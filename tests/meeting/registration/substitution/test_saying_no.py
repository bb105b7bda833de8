"""A substitute says no, by the link in the mail."""

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import clock
from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Substitution
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from gocluster_events.meeting.registration.substitution import services
from gocluster_events.meeting.registration.substitution.views import PURPOSE
from tests.support.make import make_event
from tests.support.refusal import refusal
from tests.support.registrants import CHANCE, arrive, letters, outbox, status
from tests.support.signing_up import token
from tests.support.visitor import Visitor


def ask(event: Event, **of_giver: str) -> tuple[int, int, int]:
    """Miriam names Kim: her registration, the substitution and its generation."""
    giver = arrive(event, "miriam@example.org", clock.now(), **of_giver)
    named = Substitute(first_name="Kim", last_name="Weber", email="kim@example.org", language="de")
    services.name_substitute(event.id, giver, named, clock.now())
    row = reading().scalars(sa.select(Substitution)).one()
    return giver, row.id, row.generation


@pytest.fixture
def link(event: Event, app: Flask) -> str:
    """The address of the page on which Kim is asked to take over Miriam's place."""
    _giver, identity, generation = ask(event)
    return f"/de/my/substitute/{token(PURPOSE, identity, generation)}"


def test_looking_at_the_place_or_at_saying_no_changes_nothing(visitor: Visitor, link: str):
    for path in (link, f"{link}/refusal"):
        visitor.head(path)
        page = visitor.get(path)
        assert (page.status_code, "Nein, danke" in page.text) == (200, True)
    assert letters("miriam@example.org")[-1] == "confirmed_onsite"


def test_saying_no_tells_whoever_named_them_at_once_and_the_link_is_over(visitor: Visitor, link: str):
    answer = visitor.form(f"{link}/refusal").send()
    page = visitor.get(answer.location).text
    assert ("Danke für Ihre Antwort" in page, "Miriam" in page, "Kim" in page) == (True, False, False)
    assert letters("miriam@example.org")[-1] == "substitute_declined"
    assert [visitor.get(path).status_code for path in (link, f"{link}/refusal")] == [410, 410]


def test_without_a_valid_token_nobody_says_no(visitor: Visitor, link: str):
    assert visitor.form(f"{link}/refusal").send(csrf_token="foreign").status_code == 200
    assert letters("miriam@example.org")[-1] == "confirmed_onsite"


@pytest.mark.both_databases
def test_who_says_no_is_forgotten_and_the_place_stays_where_it_is(session: object):
    event = make_event(capacity_onsite=1)
    giver, *behind = ask(event)
    waiting = arrive(event, "waiting@example.org", clock.now())
    services.decline_substitution(event.id, *behind, clock.now())
    reading().rollback()
    assert (letters("kim@example.org"), reading().scalars(sa.select(Substitution)).all()) == ([], [])
    assert (status(giver), status(waiting)) == (Status.CONFIRMED, Status.WAITLISTED)
    assert refusal(services.decline_substitution, event.id, *behind, clock.now()) is Refusal.LINK_OUTDATED


@pytest.mark.both_databases
def test_nobody_says_no_after_yes(session: object):
    event = make_event(capacity_onsite=1)
    giver, *behind = ask(event)
    services.accept_substitution(event.id, *behind, clock.now(), CHANCE)
    assert refusal(services.decline_substitution, event.id, *behind, clock.now()) is Refusal.LINK_OUTDATED
    assert (status(giver), letters("miriam@example.org")[-1]) == (Status.SUBSTITUTED, "substituted")


def test_the_name_of_whoever_asks_makes_no_link_in_the_mail(session: object):
    ask(make_event(), last_name="auf https://www.evil.example/win", organisation="a@b.example")
    asker = outbox("substitute_asked", "kim@example.org").content["values"]["asker"]
    assert asker == "Miriam auf https:// www. evil. example/ win, a@ b. example"
