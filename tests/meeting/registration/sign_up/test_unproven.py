"""One network may leave only so many addresses unproven within an hour, and the desk says when they are many."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.errors import TooMany
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries.crowds import crowds
from gocluster_events.meeting.registration.people.rules.crowds import Crowd, worth_saying
from gocluster_events.meeting.registration.sign_up.services import registering
from tests.support import apps
from tests.support.databases import Database
from tests.support.make import make_event, make_member, make_registration
from tests.support.registrants import CHANCE, HOUR, keep_draft, prove, sign_up
from tests.support.settings import NOW
from tests.support.signing_up import errors, fill_in, number_of
from tests.support.visitor import Visitor

HERE, BESIDE, ELSEWHERE = "2001:db8:1:1::1", "2001:db8:1:2::1", "192.0.2.1"
SECOND = timedelta(seconds=1)


@pytest.fixture
def app(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app, which lets a network leave two addresses unproven."""
    made = apps.made(unproven_per_hour="2", database_url=database.url, mail_url=f"file:{tmp_path / 'mail'}")
    with apps.answering(made, request.node, tmp_path) as app:
        yield app


def send(event: Event, *emails: str, source: str = HERE, now: datetime = NOW, most: int = 2, **changes: str) -> None:
    """One sign-up of them all from that address."""
    event_id, typed = event.id, [sign_up(each, **changes) for each in emails]
    draft = f"{emails[0]} {now:%H%M%S}"
    keep_draft(event_id, draft, typed[0], now)
    limits = registering.unproven(source, most)
    registering.register(event_id, typed, draft, "p" * len(typed), now, CHANCE, limits=limits)


def registered(event: Event, email: str) -> int:
    db.session().rollback()
    return next(each.id for each in db.session().query(Registration) if each.email == email)


def test_the_third_unproven_registration_of_a_network_waits_and_its_check_page_is_still_filled(
    app: Flask, event: Event, session: Session
):
    visitor = Visitor.of(app)
    for email in ("miriam@example.org", "jo@example.org"):
        assert visitor.form(fill_in(visitor, event, email=email)).send().status_code == 302
    check = fill_in(visitor, event, email="kim@example.org")
    answer = visitor.form(check).send()
    assert answer.status_code == 429
    assert 3000 < int(answer.headers["Retry-After"]) <= 3600
    assert "kim@example.org" in answer.text
    (sentence,) = errors(answer)
    assert sentence.startswith("Aus Ihrem Netz kamen zu viele Anmeldungen.")
    assert number_of(session, Registration) == 2
    stranger = Visitor.of(app)
    assert stranger.form(fill_in(stranger, event, email="miriam@example.org")).send().status_code == 429
    prove(event, registered(event, "jo@example.org"))
    assert visitor.form(check).send().status_code == 302


@pytest.mark.both_databases
def test_whoever_comes_from_elsewhere_or_an_hour_later_is_not_stopped(event: Event, session: Session):
    send(event, "a@example.org")
    send(event, "b@example.org", now=NOW + SECOND)
    with pytest.raises(TooMany):
        send(event, "c@example.org", now=NOW + HOUR)
    send(event, "d@example.org", source=BESIDE)
    send(event, "e@example.org", source=ELSEWHERE)
    send(event, "f@example.org", now=NOW + HOUR + SECOND)
    assert number_of(session, Registration) == 5


@pytest.mark.both_databases
def test_everybody_of_a_joint_sign_up_counts_and_one_too_many_registers_nobody(event: Event, session: Session):
    with pytest.raises(TooMany):
        send(event, "a@example.org", "b@example.org", "c@example.org")
    assert number_of(session, Registration) == 0
    send(event, "a@example.org", "b@example.org")
    assert number_of(session, Registration) == 2


@pytest.mark.both_databases
@pytest.mark.parametrize("email", ["known@example.org", "unknown@example.org"])
def test_an_address_that_is_registered_counts_like_any_other_so_that_no_refusal_tells_it(event: Event, email: str):
    make_registration(event, email="known@example.org")
    send(event, "a@example.org")
    for both in ((email, "b@example.org"), ("b@example.org", email)):
        with pytest.raises(TooMany):
            send(event, *both)
    send(event, email, now=NOW + SECOND)
    for another in ("c@example.org", email):
        with pytest.raises(TooMany):
            send(event, another, now=NOW + 2 * SECOND)
    send(event, email, now=NOW + HOUR + 2 * SECOND)


@pytest.mark.both_databases
def test_the_desk_says_from_a_fifth_of_the_seats_on_that_they_come_from_one_network(app: Flask, session: Session):
    event = make_event(capacity_onsite=10, capacity_online=100)
    make_member(event, email="organiser@example.org")
    send(event, "a@example.org")
    send(event, "b@example.org", source=ELSEWHERE)
    send(event, "c@example.org", source=ELSEWHERE, mode=Mode.ONLINE)
    assert crowds(session, event, NOW + SECOND) == ()
    send(event, "d@example.org", now=NOW + SECOND)
    session.rollback()
    assert crowds(session, event, NOW + SECOND) == (Crowd(Mode.ONSITE, 2, 10),)
    visitor = Visitor.of(app)
    visitor.enter("organiser@example.org")
    desk = visitor.get(f"/de/manage/{event.slug}/").text
    assert "Unbestätigte Anmeldungen aus einem Netz innerhalb einer Stunde" in desk
    assert "Vor Ort: 2 auf 10 Plätze." in desk
    prove(event, registered(event, "d@example.org"))
    assert crowds(session, event, NOW + SECOND) == ()


@pytest.mark.parametrize(("number", "seats", "is_said"), [(39, 200, 0), (40, 200, 1), (1, 3, 0), (2, 0, 0)])
def test_a_fifth_of_the_seats_is_a_crowd(number: int, seats: int, is_said: int):
    assert len(worth_saying([Crowd(Mode.ONSITE, number, seats)])) == is_said
