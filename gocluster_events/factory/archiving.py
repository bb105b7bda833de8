"""The copy of an edition, for which the app asks itself: each page as an anonymous visitor gets it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException
from werkzeug.test import Client, TestResponse

from gocluster_events.core import db
from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.web.page_cache import forget_facts
from gocluster_events.meeting.agenda.views.latest import enter
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.archive.exports.copying import NotThere, Order, Rendered, Site, Summary, copy
from gocluster_events.post_event.archive.queries.contents import Public, public
from gocluster_events.post_event.archive.rules.finding import Row, rows
from gocluster_events.post_event.archive.rules.places import own_files
from gocluster_events.post_event.archive.words.copy import line
from gocluster_events.post_event.discovery.words import KINDS


def connect(app: Flask) -> None:
    """``app.extensions["archive_copy"]`` is `make_copy`."""
    app.extensions["archive_copy"] = partial(make_copy, app)


def make_copy(
    app: Flask, event_id: int, now: datetime, step: Callable[[int, int], None], into: BinaryIO
) -> Summary:  # fmt: skip
    """What anybody may open of the edition is written into the file, which must be empty and readable; see `copy`.

    No connection of the caller is used, and none is held while pages are made. Raises NotThere, also for a draft.
    """
    with app.app_context():
        forget_facts()  # what was withdrawn a moment ago is not in it
        event, known = db.session().get(Event, event_id), public(db.session(), event_id, now)
        if event is None or known is None:
            raise NotThere(f"no edition {event_id} is public")
        on = now.astimezone(ZoneInfo(event.zone)).date()
    asking = _Asking(app, known.contents.slug, app.config["SETTINGS"].base_url.rstrip("/"))
    order = Order(
        known.contents,
        asking.base_url,
        on,
        {lang: asking.in_language(lang, partial(line, on)) for lang in LANGUAGES},
        {lang: asking.in_language(lang, partial(_rows, known, lang, now)) for lang in LANGUAGES},
    )
    return copy(order, Site(asking.render, asking.draw), step, into)


def _rows(known: Public, lang: str, now: datetime) -> tuple[Row, ...]:
    kinds = {kind: str(name) for kind, name in KINDS.items()}
    return tuple(rows(known.texts, own_files(known.contents), lang, kinds, now))


def _pieces(answer: TestResponse) -> Iterator[bytes]:
    """What was answered, piece by piece; a file is closed behind the last."""
    with closing(answer):
        yield from answer.iter_encoded()


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks the app, each time in a context of its own: else every page would speak the language of the first."""

    app: Flask
    slug: str
    base_url: str

    def render(self, address: str) -> Rendered:
        """What an anonymous visitor gets there."""
        with self.app.app_context():
            answer = Client(self.app, use_cookies=False).get(address, base_url=self.base_url)
        return Rendered(answer.status_code, _pieces(answer))

    def draw(self, lang: str, template: str, facts: Mapping[str, Any]) -> str:
        """A template of the copy as a page of the edition; it stands nowhere on the site."""
        nowhere = {"addresses": dict, "other_language_url": lambda: facts.get("other")}
        return str(
            self.in_language(lang, partial(render_template, f"post_event/archive/{template}", **facts, **nowhere))
        )

    def in_language(self, lang: str, make: Callable[[], Any]) -> Any:
        """What that makes where the page of the edition would be made. Raises NotThere where there is none by now."""
        address = f"/{lang}/{self.slug}/"
        with self.app.app_context(), self.app.test_request_context(address, base_url=self.base_url):
            try:
                self.app.preprocess_request()
                enter()
            except HTTPException as refusal:
                raise NotThere(f"{address}: {refusal.code}") from refusal
            return make()
