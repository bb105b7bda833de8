"""The form that nobody has typed into is kept once it is made, and follows everything that it tells."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from tests.support.invited import shared_code
from tests.support.make import make_cluster, make_quota, make_registration
from tests.support.questions import TOURS, ask
from tests.support.signing_up import fill_in
from tests.support.visitor import Visitor

TOKEN = re.compile(r'name="csrf_token" type="hidden" value="([^"]+)"')


def page(visitor: Visitor, event: str, language: str = "de") -> str:
    answer = visitor.get(f"/{language}/{event}/register")
    assert answer.status_code == 200
    return answer.text


def without_token(text: str) -> str:
    token = TOKEN.findall(text)[0]
    assert len(token) > 20
    return text.replace(token, "")


def change(event: Event, **facts: object) -> None:
    with transaction() as session:
        for name, value in facts.items():
            setattr(session.get_one(Event, event.id), name, value)


CHANGES: dict[str, Callable[[Event], object]] = {
    "title": lambda event: change(event, title=Localized("Herbsttreffen")),
    "contact": lambda event: change(event, contact_phone="+49 30 1"),
    "venue": lambda event: change(event, venue="Haus am See"),
    "mode": lambda event: change(event, capacity_online=0),
    "cluster": lambda event: make_cluster(event, "Optik Sachsen"),
    "question": lambda event: ask(event, "Welche Exkursion?", QuestionKind.ONE_OF, options=TOURS),
    "code": lambda event: shared_code(event, make_quota(event, by_invitation=True, actor_types=[])),
    "places": lambda event: [change(event, capacity_onsite=2), make_registration(event)],
    "spare place": lambda event: (change(event, capacity_onsite=1), make_quota(event, places=1, mode=Mode.ONSITE)),
    "waiting": lambda event: [
        change(event, capacity_onsite=1, capacity_online=1),
        *(make_registration(event, mode=mode, email=f"{mode.value}@example.org") for mode in Mode),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_the_kept_form_is_the_one_that_would_be_made_anew_after_each_change(
    app: Flask, event: Event, visitor: Visitor, name: str
):
    slug = event.slug
    before = page(visitor, slug)
    assert without_token(page(visitor, slug)) == without_token(before)
    CHANGES[name](event)
    after = page(visitor, slug)
    app.extensions.pop("kept blank sign-up")
    app.extensions.pop("kept frames", None)
    assert without_token(page(visitor, slug)) == without_token(after) != without_token(before)


def test_each_visitor_has_a_token_of_their_own_and_each_language_its_words(app: Flask, event: Event):
    slug = event.slug
    first, second = Visitor.of(app), Visitor.of(app)
    tokens = {TOKEN.findall(page(each, slug))[0] for each in (first, second, Visitor.of(app))}
    assert len(tokens) == 3
    assert "Register" in page(first, slug, "en")
    assert 'lang="de"' in page(first, slug)
    assert fill_in(first, event).endswith("/check")


def test_what_somebody_has_typed_is_in_no_form_of_anybody_else(app: Flask, event: Event):
    slug = event.slug
    first, second = Visitor.of(app), Visitor.of(app)
    first.form(f"/de/{slug}/register").send(first_name="Miriam", email="miriam@example.org")
    assert "Sie haben schon eine Anmeldung begonnen" in page(first, slug)
    assert "Sie haben schon eine Anmeldung begonnen" not in page(second, slug)
    assert "miriam" not in page(second, slug).lower()
