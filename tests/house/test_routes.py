"""Every address has its rules."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule

from gocluster_events.events.rules import RESERVED_SLUGS
from gocluster_events.factory import create_app
from gocluster_events.text import LANGUAGES
from gocluster_events.web.audience import audience_of
from tests.support.databases import Database
from tests.support.settings import settings

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
