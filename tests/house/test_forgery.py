"""No address that changes something can be used without the form it belongs to (CSRF)."""

from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask, url_for
from sqlalchemy.orm import Session

from gocluster_events.agenda.models import Item, Person
from gocluster_events.agenda.rules.codes import Kind
from gocluster_events.db import Base
from gocluster_events.text import Localized
from tests.support.html_forms import forms_of
from tests.support.make import PASSWORD, add, make_day, make_event, make_member, make_room, make_track
from tests.support.visitor import Visitor

EMAIL = "organiser@example.org"
# Which object stands in the address, for every view that needs one.
OBJECTS = {
    "agenda.edit_item": "item",
    "agenda.item_removal": "item",
    "agenda.edit_person": "person",
}


def posting_endpoints(app: Flask) -> dict[str, set[str]]:
    """Every view that takes a POST, with the names that its address needs."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return {rule.endpoint: set(rule.arguments) - {"lang", "edition"} for rule in rules}


@pytest.fixture
def objects(session: Session) -> dict[str, dict[str, str]]:
    event = make_event(slug="meeting")
    make_day(event)
    make_room(event)
    make_track(event)
    make_member(event, email=EMAIL)
    item = Item(
        uuid=str(uuid4()), event_id=event.id, kind=Kind.KEYNOTE, title=Localized("Keynote"), abstract=Localized(),
        length_minutes=30,
    )  # fmt: skip
    person = Person(
        uuid=str(uuid4()), event_id=event.id, first_name="Kim", last_name="Muster", position=Localized(),
        sort_key="muster kim",
    )  # fmt: skip
    return {"item": {"uuid": add(item).uuid}, "person": {"uuid": add(person).uuid}}


def rows(session: Session) -> dict[str, list[Any]]:
    """Everything that is stored."""
    session.rollback()
    return {name: session.execute(sa.select(table)).all() for name, table in Base.metadata.tables.items()}


def address(app: Flask, endpoint: str, values: dict[str, str]) -> str:
    with app.test_request_context():
        edition = {"edition": "meeting"} if app.url_map.is_endpoint_expecting(endpoint, "edition") else {}
        return url_for(endpoint, lang="en", **edition, **values)


def typed(visitor: Visitor, path: str) -> dict[str, Any]:
    """What the form on that page would send, but for its token; nothing where no page shows it."""
    answer = visitor.get(path)
    forms = [form for form in forms_of(answer.text) if form.method == "post"] if answer.status_code == 200 else []
    fields = forms[-1].fields | {name: [value] for name, value in forms[-1].buttons.items()} if forms else {}
    return {name: value for name, value in fields.items() if name != "csrf_token"}


def test_nothing_changes_without_the_token_of_a_form(app: Flask, session: Session, objects: dict[str, dict[str, str]]):
    changed, welcomed = [], []
    for endpoint, needed in posting_endpoints(app).items():
        assert not needed or endpoint in OBJECTS, (
            f"{endpoint} needs {needed}: say in OBJECTS what stands in its address"
        )
        values = objects[OBJECTS[endpoint]] if needed else {}
        visitor = app.test_client()
        assert isinstance(visitor, Visitor)
        visitor.sign_in(EMAIL, PASSWORD)
        path = address(app, endpoint, values)
        sent = typed(visitor, path)
        before = rows(session)
        answer = visitor.post(path, data=sent)
        if rows(session) != before:
            changed.append(endpoint)
        if answer.status_code not in {200, 400}:
            welcomed.append((endpoint, answer.status))
    assert (changed, welcomed) == ([], [])
