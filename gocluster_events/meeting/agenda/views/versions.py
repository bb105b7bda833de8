"""Versions and stored states of the programme: looked at, compared, taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import g, redirect, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, _l
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import number_in, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.forms.item import RemovalForm
from gocluster_events.meeting.agenda.forms.snapshot import SnapshotForm
from gocluster_events.meeting.agenda.queries import draft, publishing, steps
from gocluster_events.meeting.agenda.rules.differences import block_changes, changes
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.services import drafting, snapshots as services
from gocluster_events.meeting.agenda.views.draft import MANAGE, blueprint
from gocluster_events.meeting.agenda.words import programme as words


@blueprint.route(f"{MANAGE}/snapshots/new", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def new_snapshot() -> Reply:
    """What is scheduled in the draft is kept under a name."""
    form = SnapshotForm()
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            made = services.keep(g.event.id, form.name.data, acting())
            return saved(_("The snapshot has been saved. Only the team can see it."), "agenda.snapshot", number=made)
    return render_template("meeting/agenda/snapshot_name.html", form=form, shown=None)


@blueprint.route(f"{MANAGE}/snapshots/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def snapshot(number: int) -> Reply:
    """What differs between a snapshot and the draft, or the state that the address names; a sent form restores it."""
    revision = steps.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    form, state = RemovalForm(data={"revision": revision}), _snapshot_or_404(number)
    done = _("The draft is now the same as “%(name)s”. You can undo this.", name=state.name)
    return take_back(form, drafting.restore_snapshot, number, revision, done) or (
        _snapshot_page(form, state),
        status_of(form),
    )


@blueprint.route(f"{MANAGE}/snapshots/<int:number>/name", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def snapshot_name(number: int) -> Reply:
    """The snapshot has another name."""
    state = _snapshot_or_404(number)
    form = SnapshotForm(data={"name": state.name})
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.rename_snapshot(g.event.id, number, form.name.data, acting())
            return redirect(url_for("agenda.snapshot", number=number))
    return render_template("meeting/agenda/snapshot_name.html", form=form, shown=state)


@blueprint.route(f"{MANAGE}/snapshots/<int:number>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def snapshot_removal(number: int) -> Reply:
    """The snapshot is gone for good."""
    form, state = Confirm(), _snapshot_or_404(number)
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.remove_snapshot(g.event.id, number, acting())
            return saved(_("The snapshot has been deleted."), "publishing.publication")
    return render_template("meeting/agenda/snapshot_removal.html", form=form, shown=state)


def _snapshot_or_404(number: int) -> publishing.SavedState:
    return found_or_404(publishing.snapshot(db.session(), g.event.id, number))


def _snapshot_page(form: RemovalForm, saved: publishing.SavedState) -> str:
    names = accounts.names(db.session(), {saved.created_by})
    keeper = names.get(saved.created_by, saved.created_by)
    return render_template(
        "meeting/agenda/version.html", form=form, kept=saved, keeper=keeper, **compared(of_snapshot(saved))
    )  # fmt: skip


_NOW = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class State:
    """One state. ``key`` names it in addresses: a version's number, ``s`` and a snapshot's id; empty: the draft."""

    key: str
    title: str
    at: datetime
    timetable: Timetable
    number: int = 0


def of_version(version: publishing.Published) -> State:
    """A published version as a state."""
    title = _("Version %(number)d", number=version.number)
    return State(str(version.number), title, version.published_at, version.timetable, version.number)


def of_snapshot(saved: publishing.SavedState) -> State:
    """A snapshot as a state."""
    return State(f"s{saved.id}", _("“%(title)s”", title=saved.name), saved.created_at, saved.timetable)


def compared(base: State) -> dict[str, Any]:
    """The state beside the one that the address names (the draft if none), the older one first, and all others."""
    other = _named(request.args.get("to", ""))
    old, new = sorted((base, other), key=lambda state: (state.at, state.number))
    return {
        "shown": base,
        "other": other,
        "others": [choice for choice in _choices() if choice[0] != base.key],
        "old": old.timetable,
        "new": new.timetable,
        "changes": changes(old.timetable, new.timetable),
        "block_changes": block_changes(old.timetable, new.timetable) if base.timetable.knows_blocks else (),
    }


def _named(key: str) -> State:
    session, event = db.session(), g.event
    if not key:
        return State("", _("The draft"), _NOW, as_published(draft.draft(session, event)))
    if key.startswith("s"):
        return of_snapshot(found_or_404(publishing.snapshot(session, event.id, number_in(key[1:]))))
    return of_version(found_or_404(publishing.version(session, event.id, number_in(key))))


def _choices() -> Sequence[tuple[str, str, datetime | None]]:
    """The states that can be compared with: key, name and hour of each."""
    session, event_id = db.session(), g.event.id
    versions, snapshots = publishing.versions(session, event_id), publishing.snapshots(session, event_id)
    return (
        ("", _("The draft"), None),
        *((f"s{row.id}", _("“%(title)s”", title=row.name), row.created_at) for row in snapshots),
        *((str(row.number), _("Version %(number)d", number=row.number), row.published_at) for row in versions),
    )


CHANGED_MEANWHILE = _l("A colleague has changed the programme in the meantime. Please check it again.")


@blueprint.route(f"{MANAGE}/versions/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def version(number: int) -> Reply:
    """What differs between a version and the draft, or the state that the address names; a sent form restores it."""
    revision = steps.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    form, publication = (
        RemovalForm(data={"revision": revision}),
        found_or_404(publishing.version(db.session(), g.event.id, number)),
    )
    done = _("The draft is now the same as version %(number)d. You can undo this.", number=number)
    return take_back(form, drafting.restore, number, revision, done) or (_page(form, publication), status_of(form))


def take_back(form: RemovalForm, verb: Callable[..., None], number: int, revision: int, done: str) -> Reply | None:
    """The redirect to the draft once the verb has restored the state; None if it was refused, and the form says why.

    After a colleague's change the form knows ``revision``, at which its page shows the draft.
    """
    if not form.validate_on_submit():
        return None
    try:
        with refusals(form, words.REFUSALS):
            verb(g.event.id, number, read_revision(form), acting())
            return saved(done, "agenda.draft")
    except Stale:
        form.revision.data = str(revision)
        form.form_errors.append(CHANGED_MEANWHILE)
    return None


def status_of(form: RemovalForm) -> int:
    """The HTTP status: 409 if a colleague changed the draft before the form was sent, else 200."""
    return 409 if CHANGED_MEANWHILE in form.form_errors else 200


def _page(form: RemovalForm, published: publishing.Published) -> str:
    return render_template(
        "meeting/agenda/version.html", form=form, note=published.note, **compared(of_version(published))
    )
