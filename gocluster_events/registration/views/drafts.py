"""The draft behind the pages of a sign-up: it belongs to the browser that began it."""

import secrets
from typing import Any

from flask import g, redirect, session, url_for

from gocluster_events import db
from gocluster_events.accounts.services import digest
from gocluster_events.registration import queries
from gocluster_events.registration.models import Draft
from gocluster_events.registration.queries import OpenDraft
from gocluster_events.registration.rules.entry import Entry, SignUp, read, sign_up_in
from gocluster_events.web.find import found_or_404

_SECRET = "drafts"  # noqa: S105 -- the name under which the cookie holds it


def new_id() -> str:
    """An id that nobody guesses; it stands in the path."""
    return secrets.token_urlsafe(16)


def browser_digest() -> str:
    """What is stored of this browser's secret, which its cookie holds from its first draft on."""
    return digest(session.setdefault(_SECRET, secrets.token_urlsafe(32)))


def opened(draft: str) -> OpenDraft:
    """The draft of the path, or the helpful 404 page."""
    key = session.get(_SECRET)
    return found_or_404(queries.draft(db.session(), g.event.id, draft, digest(key)) if key else None)


def kept(draft: OpenDraft, page: str) -> dict[str, Any]:
    """What was typed into a page; empty when it was not sent yet."""
    entries = draft.row.entries
    return dict(entries[0].get(page, {})) if entries else {}


def kept_needs(draft: OpenDraft) -> dict[str, Any]:
    """What was typed of what is kept apart: needs, answers, identity."""
    return dict(draft.needs[0]) if draft.needs else {}


def sign_ups(draft: OpenDraft) -> list[SignUp]:
    """Everyone of a draft whose pages are all there; their mails will be in the language of this page."""
    entry = read(Entry, {**kept(draft, "person"), **kept(draft, "participation"), "language": g.lang})
    return [sign_up_in(entry, kept_needs(draft))]


def next_page(draft: OpenDraft) -> str:
    """The address of the first page that has yet to be sent, and after all of them the check page."""
    is_missing = not kept(draft, "participation")
    return url_for(".participation" if is_missing else ".check", draft=draft.row.id)


def done(row: Draft) -> Any:
    """On to the answer that a submitted draft has had."""
    return redirect(url_for(".done", draft=row.id))
