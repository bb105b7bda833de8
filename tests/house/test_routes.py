"""Every address has its rules."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule

from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.web.audience import audience_of
from gocluster_events.factory import create_app
from gocluster_events.meeting.events.rules.edition import RESERVED_SLUGS
from tests.support.databases import Database
from tests.support.make import make_account, make_event
from tests.support.settings import settings
from tests.support.visitor import Visitor

SERVED_BEFORE_ROUTING = {"static"}
KEPT_FOR_LATER = {"theme"}


@pytest.fixture
def demo(database: Database) -> Flask:
    """The app with every route it can have."""
    return create_app(settings(mode="demo", database_url=database.url))


def own_words(rule: Rule) -> Iterator[str]:
    """The fixed words that stand where an edition's slug could stand."""
    first, *rest = rule.rule.strip("/").split("/")
    if first == "<lang:lang>":
        yield from LANGUAGES
        first = rest[0] if rest else ""
    if first and not first.startswith("<"):
        yield first


@pytest.mark.promise("P9")
def test_every_route_declares_its_audience(demo: Flask):
    undeclared = {rule.endpoint for rule in demo.url_map.iter_rules() if audience_of(demo, rule.endpoint) is None}
    assert undeclared == set()


def test_no_edition_can_be_named_like_a_page(app: Flask):
    words = {word for rule in app.url_map.iter_rules() for word in own_words(rule)}
    assert words | SERVED_BEFORE_ROUTING | KEPT_FOR_LATER == RESERVED_SLUGS


def test_a_number_too_large_for_any_row_names_no_page(app: Flask):
    adapter = app.url_map.bind("localhost")
    with pytest.raises(NotFound):
        adapter.match("/de/manage/jahrestagung-2027/registration/99999999999999999999")


@pytest.mark.parametrize("path", ["/de/%00/agenda", "/files/%00.png", "/de/jahrestagung-2027/agenda/a%00"])
def test_an_address_with_a_nul_leads_nowhere(app: Flask, path: str):
    assert app.test_client().get(path).status_code == 404


QUESTIONS = [
    *("/de/?search=%00", "/de/?order=%00", "/de/accessibility/feedback?edition=%00", "/de/nothing-here?a%00=1"),
    *("/en/sign-in?next=/en/%00", "/de/jahrestagung-2027/agenda?track=A&track=%00", "/de/lost-link?edition=a%00b"),
    *("/de/manage/jahrestagung-2027/attendees?search=%00", "/de/manage/jahrestagung-2027/audit?who=%00"),
    *("/de/manage/jahrestagung-2027/mails?search=%00", "/de/manage/jahrestagung-2027/clusters?search=%00"),
]


@pytest.mark.both_databases
def test_a_question_with_a_nul_gets_the_page_of_what_cannot_be_read(session: Session, visitor: Visitor):
    make_account(email="root@example.org", is_admin=True)
    make_event(slug="jahrestagung-2027")
    visitor.enter("root@example.org")
    for path in QUESTIONS:
        answer = visitor.get(path)
        sentence = "This request could not be read" if path.startswith("/en/") else "Diese Anfrage war nicht lesbar"
        assert (answer.status_code, sentence in answer.text) == (400, True), path
