"""What is made once, before the web server parts into processes, so that they share it."""

from collections.abc import Iterator
from functools import cache

from flask import Flask, url_for

from gocluster_events import clock, db
from gocluster_events.pages import queries
from gocluster_events.text import LANGUAGES

_PLACES = ("pages.edition", "agenda.programme", "registration.register")


@cache
def warm(app: Flask) -> None:
    """The pages that people open first have been made in this process, and it has no connection left.

    Processes that come from it share what was loaded, compiled and run for them, and nobody waits for it any more.
    While the database does not answer nothing is made, and without an edition only the start page.
    """
    base, client = app.config["SETTINGS"].base_url, app.test_client()
    with app.test_request_context(base_url=base):
        is_ready = client.get(url_for("pages.readyz"), base_url=base).status_code == 200
        pages = list(_pages()) if is_ready else []
    for page in pages:
        client.get(page, base_url=base)
    with app.app_context():
        db.db.engine.dispose()


def _pages() -> Iterator[str]:
    """The start page in every language, and of the edition that it lists first what people open next."""
    found = (edition for shelf in queries.shelves(db.session(), clock.now()).values() for edition in shelf)
    yield from (url_for("pages.editions", lang=lang) for lang in LANGUAGES)
    if edition := next(found, None):
        yield from (url_for(place, lang=LANGUAGES[0], edition=edition.slug) for place in _PLACES)
