"""Who may use a route. The marks only mark; the factory's one ``before_request`` enforces them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from flask import Flask, g

from gocluster_events.core.access import Permission, permitted

View = TypeVar("View", bound=Callable[..., Any])


class Kind(Enum):
    """Public: anybody, without a session. Participant and contributor: behind a personal link. Staff: signed in."""

    PUBLIC = "public"
    PARTICIPANT = "participant"
    CONTRIBUTOR = "contributor"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of visitor, for staff with the permission needed in the edition of the path (None: any signed-in).

    ``finds_edition``: the edition of the path is found for the view, which otherwise finds it with what it names.
    ``is_admin``: only those who may do everything. ``is_anywhere``: the permission counts in whatever edition.
    ``before_factor``: open to administrators who have yet to set up the second factor that they need.
    ``is_use``: a person asks, so the session stays alive; not so what an open page asks by itself.
    ``all_day``: on a day of the meeting a participant's session opens it until midnight.
    ``is_open``: nobody is turned away; without a session ``g.participant`` is None.
    """

    kind: Kind
    permission: Permission | None = None
    finds_edition: bool = True
    is_use: bool = True
    is_admin: bool = False
    is_anywhere: bool = False
    before_factor: bool = False
    all_day: bool = False
    is_open: bool = False


def public(view: View) -> View:
    """Anybody may use it; drafts of editions stay hidden."""
    return _mark(view, Audience(Kind.PUBLIC))


def public_by_name(view: View) -> View:
    """Anybody may use it; the view itself finds the edition of the path, which it may know already."""
    return _mark(view, Audience(Kind.PUBLIC, finds_edition=False))


def draft_holder(view: View) -> View:
    """Anybody may use it, but only the browser that began the sign-up of the path finds something."""
    return _mark(view, Audience(Kind.PUBLIC, finds_edition=False))


def participant(view: View) -> View:
    """Only somebody who opened their personal link; ``g.participant`` is the registration's id."""
    return _mark(view, Audience(Kind.PARTICIPANT))


def participant_or_nobody(view: View) -> View:
    """As `participant`, and on a day of the meeting until midnight; it changes nothing.

    For anybody else ``g.participant`` is None, and the view says how to get in.
    """
    return _mark(view, Audience(Kind.PARTICIPANT, all_day=True, is_open=True))


def participant_of_edition(view: View) -> View:
    """Somebody who opened their personal link to the edition of the path, which is ``g.event`` for everybody.

    For anybody else ``g.participant`` is None, and the view says how to get in.
    """
    return _mark(view, Audience(Kind.PARTICIPANT, is_open=True))


def contributor(view: View) -> View:
    """Only somebody on the programme who opened the link to their page; ``g.contributor`` is the person's id."""
    return _mark(view, Audience(Kind.CONTRIBUTOR))


def signed_in(view: View) -> View:
    """Any signed-in account; for pages that belong to no edition."""
    return _mark(view, Audience(Kind.STAFF))


def setting_up(view: View) -> View:
    """Any signed-in account, also an administrator who has yet to set up a second factor."""
    return _mark(view, Audience(Kind.STAFF, before_factor=True))


def admin(view: View) -> View:
    """Only accounts that may do everything; for pages that belong to no edition."""
    return _mark(view, Audience(Kind.STAFF, is_admin=True))


def requires_anywhere(permission: Permission) -> Callable[[View], View]:
    """Only accounts that hold ``permission`` in some edition; for pages that belong to none."""
    return lambda view: _mark(view, Audience(Kind.STAFF, permission, is_anywhere=True))


def requires(permission: Permission, *, is_use: bool = True) -> Callable[[View], View]:
    """Only accounts that hold ``permission`` in the edition of the path; see `Audience` for ``is_use``."""
    return lambda view: _mark(view, Audience(Kind.STAFF, permission, is_use=is_use))


def may(permission: Permission) -> bool:
    """Whether whoever looks holds that permission in the edition of the path."""
    return permitted(g.membership.role if g.membership else None, permission, is_admin=g.account.is_admin)


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """What the view behind ``endpoint`` declares; None when it forgot to."""
    return getattr(app.view_functions.get(endpoint), "audience", None)


def _mark(view: View, audience: Audience) -> View:
    view.audience = audience  # type: ignore[attr-defined]
    return view
