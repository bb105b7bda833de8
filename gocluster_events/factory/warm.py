"""What is made once, before the web server forks into processes, so that they share it."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from flask import Flask, url_for
from sqlalchemy.exc import SQLAlchemyError

from gocluster_events.core import clock, db
from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.web.page_cache import forget_facts
from gocluster_events.site.queries import pages as site

_PLACES = ("site.edition", "agenda.programme", "sign_up.register")
_NO_STATEMENT_LONGER = "SET statement_timeout = '2s'"


@cache
def warm(app: Flask) -> None:
    """The pages that people open first have been rendered in this process, and no database connection is left open.

    Processes forked from it share what was loaded and compiled for that, so no visitor waits for it.
    It ends at the first page that cannot be made, and without an edition after the start page.
    """
    base, client = app.config["SETTINGS"].base_url, app.test_client()
    with app.app_context():
        try:
            with suppress(SQLAlchemyError):
                _hurry()
                with app.test_request_context(base_url=base):
                    pages = [url_for("site.readyz"), *_pages()]
                for page in pages:
                    with app.app_context():  # of its own, or each page speaks the language of the first
                        status = client.get(page, base_url=base).status_code
                    if status >= 500:
                        break
        finally:
            forget_facts()  # a process that begins knows pages, but reads for itself which of them are true
            db.db.session.remove()
            db.db.engine.dispose()


def _hurry() -> None:
    """PostgreSQL cancels slow statements of this connection: people wait for the web server to start."""
    if db.db.engine.dialect.name == "postgresql":
        with db.db.engine.begin() as connection:
            connection.exec_driver_sql(_NO_STATEMENT_LONGER)  # holds for the one connection that the pages use, too


def _pages() -> Iterator[str]:
    """The start page in every language, and of the edition that it lists first what people open next."""
    editions = (edition for shelf in site.shelves(db.session(), clock.now()).values() for edition in shelf)
    yield from (url_for("site.editions", lang=lang) for lang in LANGUAGES)
    if edition := next(editions, None):
        yield from (url_for(place, lang=LANGUAGES[0], edition=edition.slug) for place in _PLACES)
