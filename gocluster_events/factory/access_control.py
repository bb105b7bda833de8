"""Who may pass: one check before every request, by what the view declares."""

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import LoginManager, current_user

from gocluster_events.core import access, clock, db
from gocluster_events.core.accounts import queries as accounts_queries, rules as accounts_rules
from gocluster_events.core.accounts.services.sessions import digest, touch
from gocluster_events.core.web import sessions
from gocluster_events.core.web.audience import Audience, Kind, audience_of
from gocluster_events.factory.own_sessions import holder
from gocluster_events.meeting.agenda.queries import people as agenda
from gocluster_events.meeting.events import queries as events

OTHER_SITE = "other-site"  # why a 403 page is shown, for its words
login_manager = LoginManager()


def connect(app: Flask) -> None:
    """No view runs for somebody whom it does not declare as its audience."""
    login_manager.session_protection = None
    app.login_manager = login_manager  # type: ignore[attr-defined]  # init_app's hooks read the session on every page
    login_manager.user_loader(_identity)
    app.before_request(admit)


def admit() -> Any:
    """Sets who is there (account, membership, participant, contributor) and ``g.event``; may answer for the view."""
    g.account = g.membership = g.participant = g.contributor = g.own_session = None
    if request.endpoint is None:
        return None
    _refuse_other_sites()
    audience = audience_of(current_app, request.endpoint)
    if audience is None:
        abort(403)
    return _GATES[audience.kind](audience)


def _refuse_other_sites() -> None:
    """A POST that another site started is refused without showing its input (Fetch Metadata); no header is accepted."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        abort(403, description=OTHER_SITE)


def _public(audience: Audience) -> Any:
    if g.slug is not None and audience.finds_edition:
        g.event = events.public_event(db.session(), g.slug)
        if g.event is None:
            abort(404)
        db.session().expunge(g.event)  # as the request found it: a verb's transaction reads its own


def _participant(audience: Audience) -> Any:
    visitor = holder("registration", sessions.participant_key(), clock.now(), all_day=audience.all_day)
    if visitor is not None and g.slug in {None, g.event.slug}:
        g.participant = visitor.identity
        return None
    if g.slug is not None:
        return _public(audience)
    edition = g.event.slug if g.event is not None else None  # to which the session belonged that is over
    return None if audience.is_open else redirect(url_for("site.my", edition=edition, why="closed"))


def _contributor(_audience: Audience) -> Any:
    visitor = holder("person", sessions.contributor_key(), clock.now())
    if visitor is None or agenda.generation(db.session(), visitor.identity) != visitor.generation:
        abort(401)
    g.contributor = visitor.identity


def _staff(audience: Audience) -> Any:
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    g.account = current_user.account
    if _lacks_factor() and not audience.before_factor:
        return redirect(url_for("accounts.protection"))
    if audience.is_admin and not g.account.is_admin:
        abort(403)
    if g.slug is not None:
        _enter_edition()
    if not holds(audience):
        abort(403)
    if g.event is not None and audience.is_use:
        sessions.remember_edition(g.event.slug)
    return None


def holds(audience: Audience) -> bool:
    """Whether the signed-in account has the permission that is needed, in the edition of the path or in any."""
    if audience.permission is None:
        return True
    here = frozenset({g.membership.role} if g.membership else ())
    roles = events.roles(db.session(), g.account.id) if audience.is_anywhere else here
    return any(access.permitted(role, audience.permission, is_admin=g.account.is_admin) for role in roles or {None})


def _lacks_factor() -> bool:
    """Whether somebody who may do everything could be impersonated by a password alone."""
    needed = g.account.is_admin and current_app.config["SETTINGS"].admins_need_factor
    return needed and not accounts_queries.has_factor(db.session(), g.account.id)


def _enter_edition() -> None:
    event = events.event(db.session(), g.slug)
    membership = events.membership(db.session(), event.id, g.account.id) if event else None
    if event is None or (membership is None and not g.account.is_admin):
        abort(404)  # a foreign edition is not even confirmed to exist
    g.event, g.membership = event, membership


def _identity(key: str) -> sessions.Identity | None:
    """Flask-Login's user behind the key in the cookie; None when the session ended."""
    now = clock.now()
    match = accounts_queries.staff_sign_in(db.session(), digest(key))
    if match is None or not accounts_rules.is_alive(accounts_rules.STAFF, match[0].created_at, match[0].seen_at, now):
        return None
    audience = audience_of(current_app, request.endpoint or "")
    if now - match[0].seen_at > accounts_rules.TOUCH_EVERY and (audience is None or audience.is_use):
        touch(match[0].id, now)
    return sessions.Identity(key, match[1])


_GATES: dict[Kind, Callable[[Audience], Any]] = {
    Kind.PUBLIC: _public,
    Kind.PARTICIPANT: _participant,
    Kind.CONTRIBUTOR: _contributor,
    Kind.STAFF: _staff,
}
