"""A list costs the same number of statements for a few people as for many."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.rules.codes import Diet, Status
from tests.support.make import make_member, make_registration
from tests.support.questions import ask_tour
from tests.support.settings import NOW
from tests.support.visitor import Visitor

FEW, MANY = 20, 5_000
LISTS = (
    "",
    "attendees",
    "attendees?columns=email,quota,place,admitted,question_1,question_2,received&sort=name&page=1",
    "attendees?status=confirmed&answer=1:yes&admission=out&listed=no&photos=yes&delivery=fails&quota=-&since=2027-01-01&search=m",
    "attendees?search=namme1",
    "search?q=name1",
    "registration/waiting",
    "registration/duplicates",
    "registration/invitations",
    "registration/quotas",
    "registration/decisions/decline?all=1",
    "outbox",
    "outbox?state=failed",
    "messages",
    "messages/new",
    "audit",
    "team",
    "figures",
    "badges",
    "papers",
    "admission",
    "admission?search=name1",
    "admission/state.json",
    "admission/snapshot.json",
    "lists",
    "lists/gate",
    "lists/participants",
    "lists/needs",
)
FILES = (
    "attendees.rfc4180.csv?purpose=bench&columns=email,quota,question_1",
    "attendees.json?purpose=bench",
)
WHOLE = "/de/manage/tagung/attendees.rfc4180.csv?purpose=bench"
MOST_BYTES = 2 * 2**20  # five thousand rows that are all there at once take three million


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of the block."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    engine = db.session().get_bind()
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def organiser(app: Flask, event: Event) -> Visitor:
    with db.transaction() as session:
        session.get_one(Event, event.id).attendee_list = Reach.PUBLIC
    make_member(event, email="organiser@example.org")
    visitor = app.test_client()
    visitor.enter("organiser@example.org")
    return visitor


ABOUT = {  # what a person of the list may have, each of them
    SpecialNeeds: lambda _event_id, person: {
        "registration_id": person, "diet": Diet.VEGAN, "intolerances": "", "support": [], "support_details": "",
    },
    Admission: lambda event_id, person: {
        "event_id": event_id, "registration_id": person, "day": NOW.date(), "key": f"k{person}", "at": NOW,
        "received_at": NOW, "actor": "staff@example.org",
    },
    Mail: lambda event_id, person: {
        "key": f"m{person}", "scope": f"edition:{event_id}", "subject": f"registration:{person}",
        "recipient": f"p{person}@example.org", "language": "de", "letter": "new_link", "content": None,
        "state": State.FAILED if person % 3 else State.SENT, "created_at": NOW, "not_before": NOW, "attempts": 1,
    },
    AuditEntry: lambda event_id, person: {
        "at": NOW, "actor": f"a{person % 7}@example.org", "action": "registration.confirmed",
        "scope": f"edition:{event_id}", "subject": f"registration:{person}", "fields": [],
    },
}  # fmt: skip


def grow(event: Event, start: int, end: int) -> None:
    """So many more people are registered and invited; every fifth waits, and every tenth has a double."""
    event_id, model = event.id, make_registration(event, first_name="Model")
    values = {
        column.key: getattr(model, column.key) for column in sa.inspect(Registration).column_attrs if column.key != "id"
    }
    people = [_person(values, number) for number in range(start, end)]
    guests = [
        {"event_id": event_id, "code": f"C{number:09}", "email": f"g{number}@example.org", "language": "de",
         "email_key": f"g{number}@example.org", "last_name": f"G{number}", "created_at": NOW, "search_text": "",
         "sort_key": ""}
        for number in range(start, end)
    ]  # fmt: skip
    with db.transaction() as session:
        session.execute(sa.insert(Registration), people)
        session.execute(sa.insert(Invitation), guests)
        ids = session.scalars(sa.select(Registration.id).order_by(Registration.id.desc()).limit(end - start)).all()
        for kind, about in ABOUT.items():
            session.execute(sa.insert(kind), [about(event_id, each) for each in ids])


def _person(values: dict, number: int) -> dict:
    waits = number % 5 == 0
    who = number - number % 10 + (number % 10 or 1)  # the tenth is called like the first
    return {
        **values, "reference": f"R{number}", "email": f"p{number}@example.org", "email_key": f"p{number}@example.org",
        "last_name": f"Name{who}", "sort_key": f"name{who}", "name_key": f"name{who}", "search_text": f"name{who}",
        "name_words": f" name{who}",
        "status": Status.WAITLISTED if waits else Status.CONFIRMED, "waiting_rank": number,
        "waitlisted_at": NOW + timedelta(seconds=number) if waits else None,
    }  # fmt: skip


def cost(visitor: Visitor, address: str) -> int:
    """How many statements the page, or the file, takes."""
    with counted() as statements:
        answer = visitor.get(address)
        content = answer.get_data()
        answer.close()
    assert (answer.status_code, bool(content)) == (200, True), address
    assert ("purpose=" in address) == ("Content-Disposition" in answer.headers), address
    return len(statements)


def costs(visitor: Visitor) -> dict[str, int]:
    every = [*(f"/de/manage/tagung/{path}" for path in (*LISTS, *FILES)), "/de/tagung/attendees"]
    return {address: cost(visitor, address) for address in every}


def most_bytes(visitor: Visitor, address: str) -> int:
    """The most memory that Python holds at once for the file."""
    tracemalloc.start()
    try:
        assert visitor.get(address, buffered=True).status_code == 200
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_list_of_five_thousand_costs_no_more_statements_than_one_of_twenty_and_is_never_held_as_a_whole(
    event: Event, organiser: Visitor
):
    ask_tour(event)
    grow(event, 0, FEW)
    costs(organiser)  # what the process remembers is read before
    few = costs(organiser)
    grow(event, FEW, MANY)
    assert costs(organiser) == few
    assert most_bytes(organiser, WHOLE) < MOST_BYTES
