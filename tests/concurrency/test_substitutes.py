"""A place that is accepted, accepted again and cancelled in the same moment is one place."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration, Substitution
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.concurrency.crowd import TOKEN, Person, all_at_once, serving
from tests.support.databases import Database
from tests.support.make import add, make_event, make_registration
from tests.support.proving import Proof
from tests.support.settings import SECRET_KEY

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]


def a_full_edition(places: int) -> Event:
    """Everybody with a place has named a substitute, and as many others wait."""
    now = clock.now()
    event = make_event(capacity_onsite=places, starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=3))
    for number in range(places):
        giver = make_registration(event, email=f"giver-{number}@example.org")
        email = f"substitute-{number}@example.org"
        named = {"first_name": "Kim", "last_name": "Weber", "email": email, "email_key": email, "language": "de"}
        add(Substitution(registration_id=giver.id, created_at=now, **named))
        waits = {"status": Status.WAITLISTED, "waiting_rank": number + 1, "waitlisted_at": now, "confirmed_at": None}
        make_registration(event, email=f"waiting-{number}@example.org", **waits)
    return event


def before_the_button(port: int, page: str) -> Person:
    """Somebody who has opened a mailed link; ``draft`` is where its button posts to."""
    person = Person(port, page)
    person.draft, person.token = page, TOKEN.findall(person.ask("GET", page)[1])[0]
    return person


def everybody(session: Session, port: int) -> list[Person]:
    """For each place: its owner before the button that cancels, and two browsers with the substitute's link."""
    sign, people = Signer((SECRET_KEY,)).sign, []
    for row in session.scalars(sa.select(Substitution)).all():
        link = f"/de/my/substitute/{sign('substitution.substitute', row.id, row.generation)}"
        people += [before_the_button(port, link) for _ in range(2)]
        owner = before_the_button(port, f"/de/my/{sign('own.personal', row.registration_id, 1)}")
        owner.ask("POST", owner.draft, {})
        owner.draft = "/de/my/cancellation"
        people.append(owner)
    session.rollback()
    return people


def standing(session: Session, event_id: int) -> Counter[tuple[str, Status]]:
    """How many of whom stand where."""
    session.rollback()
    rows = session.scalars(sa.select(Registration).where(Registration.event_id == event_id))
    return Counter((row.email.partition("-")[0], row.status) for row in rows)


@pytest.mark.promise("P1")
def test_accepted_twice_and_cancelled_at_once_a_place_stays_one(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    places = proof.size(6, 100)
    event_id = a_full_edition(places).id
    with serving(database, tmp_path, "app:app") as port:
        people = everybody(session, port)
        all_at_once(people, lambda person: person.ask("POST", person.draft, {}) and None)
    counts = standing(session, event_id)
    handed_on, cancelled = counts["giver", Status.SUBSTITUTED], counts["giver", Status.CANCELLED]
    assert (handed_on + cancelled, counts["giver", Status.CONFIRMED]) == (places, 0)
    assert (counts["substitute", Status.CONFIRMED], counts["waiting", Status.CONFIRMED]) == (handed_on, cancelled)
    assert {status for person in people for status in person.answers} <= {200, 302, 410}
    proof.says(
        f"{places} places accepted twice and cancelled at the same moment, while others wait",
        f"{handed_on} handed on, {cancelled} cancelled and moved up, none lost or doubled",
    )
