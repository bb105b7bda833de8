"""The draft behind the pages of a sign-up: it belongs to the browser that began it."""

import secrets
from typing import Any

from flask import g, redirect, session, url_for

from gocluster_events import db
from gocluster_events.accounts.services.sessions import digest
from gocluster_events.events import queries as events
from gocluster_events.registration.people.rules.entry import Entry, SignUp, read, sign_up_in
from gocluster_events.registration.sign_up import queries
from gocluster_events.registration.sign_up.models import Draft
from gocluster_events.registration.sign_up.queries import OpenDraft
from gocluster_events.registration.sign_up.rules import Typed, companion, everybody
from gocluster_events.web.find import found_or_404

_SECRET = "drafts"  # noqa: S105 -- the name under which the cookie holds it


def new_id() -> str:
    """An id that nobody guesses; it stands in the path."""
    return secrets.token_urlsafe(16)


def browser_digest() -> str:
    """What is stored of this browser's secret, which its cookie holds from its first draft on."""
    return digest(session.setdefault(_SECRET, secrets.token_urlsafe(32)))


def opened(draft: str) -> OpenDraft:
    """The draft of the path, whose edition becomes the page's, or the helpful 404 page."""
    key = session.get(_SECRET)
    found = queries.draft(db.session(), g.slug, draft, digest(key)) if key else None
    g.event = found.event if found else events.public_event(db.session(), g.slug)
    return found_or_404(found)


def people(draft: OpenDraft) -> tuple[Typed, ...]:
    """Everybody whom the draft is to register, in their order."""
    return everybody(draft.row.entries, draft.needs)


def typed(draft: OpenDraft, number: int) -> Typed:
    """What was typed about the person of that number, from 1; nothing about somebody who is not there yet."""
    found = people(draft)
    return found[number - 1] if 0 < number <= len(found) else companion(found, new_id())


def sign_ups(draft: OpenDraft) -> list[SignUp]:
    """Everyone of a draft whose pages are all there; their mails will be in the language of this page."""
    return [
        sign_up_in(read(Entry, {**each.person, **each.participation, "language": g.lang}), each.needs)
        for each in people(draft)
    ]


def next_page(draft: OpenDraft, sent: str = "") -> str:
    """The address of the first page that has yet to be sent, and after all of them the check page.

    ``sent`` is the key of a person whose pages are sent by now.
    """
    missing = (n for n, each in enumerate(people(draft), 1) if not each.participation and each.key != sent)
    number = next(missing, None)
    if number is None:
        return url_for(".check", draft=draft.row.id)
    return url_for(".participation", draft=draft.row.id, number=number)


def is_complete(draft: OpenDraft) -> bool:
    """Whether every page of everybody is there."""
    return all(each.participation for each in people(draft))


def way_on(draft: OpenDraft) -> Any:
    """On to the next page of a draft that is being typed, or to the answer that it has had."""
    return done(draft.row) if draft.row.submitted_at is not None else redirect(next_page(draft))


def done(row: Draft) -> Any:
    """On to the answer that a submitted draft has had."""
    return redirect(url_for(".done", draft=row.id))
