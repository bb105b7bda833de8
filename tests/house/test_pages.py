"""Every page is looked at: those that nobody listed in `tests.support.pages` are named here."""

import pytest
from flask import Flask

from gocluster_events.factory import create_app
from tests.support.databases import Database
from tests.support.pages import NO_PAGES, PAGES
from tests.support.settings import settings


class AnyPlace(dict[str, str]):
    """Something stands in every gap of an address."""

    def __missing__(self, name: str) -> str:
        return "something"


@pytest.fixture
def demo(database: Database) -> Flask:
    """The app with every route it can have."""
    return create_app(settings(mode="demo", database_url=database.url))


def shown(app: Flask) -> set[str]:
    """The views behind the pages that are listed."""
    adapter = app.url_map.bind("localhost")
    paths = [page.address.partition("?")[0].format_map(AnyPlace(lang="de")) for page in PAGES]
    return {adapter.match(path)[0] for path in paths}


def test_every_page_is_looked_at(demo: Flask):
    readable = {rule.endpoint for rule in demo.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert readable - NO_PAGES == shown(demo)
