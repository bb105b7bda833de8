"""The documentation as a PDF and as JSON: made when somebody asks, and kept as long as just this is public.

A copy is found by what it was made of. So whatever is withdrawn, an earlier copy is out of reach in that very moment,
and it lies in no database: a process keeps the last one of each edition and language.
"""

from threading import Lock

from flask import Response, current_app, g, request, url_for
from werkzeug.http import quote_etag

from gocluster_events.core import db
from gocluster_events.core.web.page_cache import PageCache, digest, page_cache, release
from gocluster_events.meeting.agenda.views.feeds import base_url
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.queries import everything
from gocluster_events.post_event.documentation.exports.data import Meeting, to_json
from gocluster_events.post_event.documentation.exports.printed import Copy, to_pdf
from gocluster_events.post_event.documentation.queries import images
from gocluster_events.post_event.documentation.rules.documentation import Documentation
from gocluster_events.post_event.documentation.views.printed import paper

JSON = "application/json"
MOST_BYTES = 48 * 1024 * 1024
_MAKING = Lock()


def key_of(event: Event, known: Documentation) -> str:
    """What stands for everything that a copy is made of, but for its language, in a few letters."""
    return digest(release(), current_app.config["SETTINGS"].base_url, everything(event), known)


def as_pdf(event: Event, known: Documentation) -> Response:
    """The PDF. A browser that has it already is sent nothing."""
    key = key_of(event, known)
    whole = f"{key}-{g.lang}"
    headers = {"ETag": quote_etag(whole, weak=True), "Cache-Control": "no-cache"}
    if request.if_none_match.contains_weak(whole):
        return Response(status=304, headers=headers)
    headers["Content-Disposition"] = f'inline; filename="{event.slug}-documentation-{g.lang}.pdf"'
    return Response(copy_of(event, known, key).content, headers=headers, mimetype="application/pdf")


def as_json(event: Event, known: Documentation) -> str:
    """The JSON, in which every text stands in both languages."""
    page = base_url() + url_for("documentation.documentation", lang=g.lang)
    meeting = Meeting(
        event.title, event.starts_at, event.ends_at, event.zone, event.city, page, event.documentation_at
    )  # fmt: skip
    return to_json(meeting, known)


def copy_of(event: Event, known: Documentation, key: str) -> Copy:
    """The PDF with its pages counted; while one is made, whoever asks for the same waits for it."""
    there = _made(event, key)
    if there is not None:
        return there
    with _MAKING:
        return _made(event, key) or _store().put((event.id, g.lang), _make(event, known, key))


def pages_made(event: Event, key: str) -> int | None:
    """How many pages the PDF has; None before it is made."""
    there = _made(event, key)
    return there.pages if there else None


def _make(event: Event, known: Documentation, key: str) -> Copy:
    pictures = images(db.session(), event.id, [each.uuid for each in known.photos])
    at = event.documentation_at or event.ends_at
    return to_pdf(key, paper(event, known, pictures), as_json(event, known), pictures, at)


def _made(event: Event, key: str) -> Copy | None:
    there = _store().get((event.id, g.lang))
    return there if there and there.key == key else None


def _store() -> PageCache[Copy]:
    store: PageCache[Copy] = page_cache("documentations", MOST_BYTES, lambda each: len(each.content))
    return store
