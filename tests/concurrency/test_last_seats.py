"""The race for the last seats: several processes, both databases, and as a control the same servers without a lock."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events import clock
from gocluster_events.events.models import Event
from gocluster_events.mail.models import Mail
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.codes import Status
from gocluster_events.tokens import Signer
from tests.concurrency.crowd import Person, all_at_once, serving
from tests.support.databases import Database
from tests.support.make import make_event
from tests.support.settings import SECRET_KEY

SEATS = 12
PEOPLE = 36
PAIR_EVERY = 3  # these come with a colleague
CANCEL_EVERY = 4
ROUNDS = 6  # of the control, which needs luck to lose

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]


def an_edition() -> Event:
    now = clock.now()
    return make_event(
        capacity_onsite=SEATS,
        capacity_online=0,
        registration_opens_at=now - timedelta(days=1),
        registration_closes_at=now + timedelta(days=1),
        starts_at=now + timedelta(days=2),
        ends_at=now + timedelta(days=3),
    )


def a_crowd(port: int, slug: str) -> list[Person]:
    """Everybody who comes to the button: alone, or for a colleague as well."""
    people = [
        Person(port, f"{slug}-{number}@example.org", "" if number % PAIR_EVERY else f"{slug}-{number}-too@example.org")
        for number in range(PEOPLE)
    ]
    all_at_once(people, lambda person: person.come_to_the_button(slug))
    return people


def and_colleagues(people: list[Person], slug: str) -> list[Person]:
    """The same, and the colleagues with browsers of their own."""
    colleagues = [Person(each.port, each.colleague) for each in people if each.colleague]
    all_at_once(colleagues, lambda person: person.come(slug))
    return [*people, *colleagues]


def links(session: Session, event_id: int) -> dict[str, str]:
    """The token that each person finds in the mail."""
    session.rollback()
    rows = session.execute(sa.select(Registration).where(Registration.event_id == event_id)).scalars()
    sign = Signer((SECRET_KEY,)).sign
    return {row.email: sign("registration.prove", row.id, row.generation) for row in rows}


def prove_and_some_cancel(people: list[Person], tokens: dict[str, str]) -> None:
    leaving = {person.email for person in people[::CANCEL_EVERY]}

    def do(person: Person) -> None:
        person.prove(tokens[person.email])
        if person.email in leaving:
            person.cancel()

    all_at_once(people, do)


def standing(session: Session, event_id: int) -> Counter[Status]:
    session.rollback()
    return Counter(session.scalars(sa.select(Registration.status).where(Registration.event_id == event_id)))


@pytest.mark.promise("P1")
def test_no_seat_is_given_twice_and_none_is_lost(database: Database, session: Session, tmp_path: Path):
    event = an_edition()
    event_id, slug = event.id, event.slug
    with serving(database, tmp_path, "app:app") as port:
        people = a_crowd(port, slug)
        all_at_once(people, Person.press)
        people = and_colleagues(people, slug)
        prove_and_some_cancel(people, links(session, event_id))
    gone = len(people) // CANCEL_EVERY
    assert standing(session, event_id) == {
        Status.CONFIRMED: SEATS,
        Status.WAITLISTED: len(people) - gone - SEATS,
        Status.CANCELLED: gone,
    }
    assert {status for person in people for status in person.answers} == {200, 302}


@pytest.mark.promise("P5")
def test_one_intention_pressed_many_times_at_once_is_one_registration(
    database: Database, session: Session, tmp_path: Path
):
    event = an_edition()
    event_id, slug = event.id, event.slug
    with serving(database, tmp_path, "app:app") as port:
        person = Person(port, "miriam@example.org")
        person.come_to_the_button(slug)
        all_at_once([person] * 16, Person.press)
        others = [Person(port, email) for email in ["MIRIAM@example.org", "miriam@EXAMPLE.org"] * 4]
        all_at_once(others, lambda each: each.come_to_the_button(slug))
        all_at_once(others, Person.press)
    assert standing(session, event_id) == {Status.UNCONFIRMED: 1}
    assert session.scalar(sa.select(sa.func.count()).select_from(Mail)) == 1
    assert {status for each in [person, *others] for status in each.answers} == {200, 302}


@pytest.mark.promise("P1", control=True)
def test_without_any_lock_the_same_servers_lose_the_race(database: Database, session: Session, tmp_path: Path):
    with serving(database, tmp_path, "tests.concurrency.unlocked:app") as port:
        assert any(is_lost(database, session, port) for _ in range(ROUNDS))


def is_lost(database: Database, session: Session, port: int) -> bool:
    """Whether more people hold or have a seat than there are; on SQLite an error is a loss as well."""
    event = an_edition()
    event_id, slug = event.id, event.slug
    people = a_crowd(port, slug)
    for person in people:
        person.answers.clear()
    all_at_once(people, Person.press)
    session.rollback()
    held = sa.select(sa.func.count()).where(Registration.event_id == event_id, Registration.hold_until.is_not(None))
    errors = any(status >= 500 for person in people for status in person.answers)
    return (session.scalar(held) or 0) > SEATS or (database.kind == "sqlite" and errors)
