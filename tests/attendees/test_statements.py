"""A list costs the same number of statements for a few people as for many."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events import db
from gocluster_events.events.models import Event
from gocluster_events.registration.models import Invitation, Registration
from gocluster_events.registration.rules.codes import Status
from tests.support.make import NOW, PASSWORD, make_member, make_registration
from tests.support.questions import ask_tour
from tests.support.visitor import Visitor

FEW, MANY = 20, 2000
LISTS = (
    "attendees",
    "attendees?columns=email,quota,place,admitted,question_1,question_2,received&sort=name&page=1",
    "attendees?status=confirmed&answer=1:yes&admission=out&listed=no&photos=yes&quota=-&since=2027-01-01&search=m",
    "registration/waiting",
    "registration/duplicates",
    "registration/invitations",
)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of the block."""
    found: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        found.append(statement)

    engine = db.session().get_bind()
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def organiser(app: Flask, event: Event) -> Visitor:
    make_member(event, email="organiser@example.org")
    visitor = app.test_client()
    visitor.sign_in("organiser@example.org", PASSWORD)
    return visitor


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


def _person(values: dict, number: int) -> dict:
    waits = number % 5 == 0
    who = number - number % 10 + (number % 10 or 1)  # the tenth is called like the first
    return {
        **values, "reference": f"R{number}", "email": f"p{number}@example.org", "email_key": f"p{number}@example.org",
        "last_name": f"Name{who}", "sort_key": f"name{who}", "search_text": f"|name{who}|",
        "status": Status.WAITLISTED if waits else Status.CONFIRMED, "waiting_rank": number,
        "waitlisted_at": NOW + timedelta(seconds=number) if waits else None,
    }  # fmt: skip


def cost(visitor: Visitor, path: str) -> list[str]:
    visitor.get(f"/de/manage/tagung/{path}")  # what the process remembers is read before
    with counted() as found:
        assert visitor.get(f"/de/manage/tagung/{path}").status_code == 200
    return found


def test_a_list_of_thousands_costs_no_more_statements_than_one_of_twenty(event: Event, organiser: Visitor):
    ask_tour(event)
    grow(event, 0, FEW)
    few = {path: len(cost(organiser, path)) for path in LISTS}
    grow(event, FEW, MANY)
    assert {path: len(cost(organiser, path)) for path in LISTS} == few
