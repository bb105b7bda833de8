"""States of the draft that the team keeps for itself: keep, look at, take back, rename, remove."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.accounts import queries as accounts
from gocluster_events.agenda.forms.item import RemovalForm
from gocluster_events.agenda.forms.snapshot import SnapshotForm
from gocluster_events.agenda.queries import snapshots
from gocluster_events.agenda.queries import undoing as queries
from gocluster_events.agenda.queries.snapshots import Kept
from gocluster_events.agenda.services import drafting
from gocluster_events.agenda.services import snapshots as services
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.views.comparing import compared, of_snapshot
from gocluster_events.agenda.views.versions import status_of, take_back
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Refused
from gocluster_events.i18n import _
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import Action, show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route(f"{MANAGE}/snapshots/new", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def new_snapshot() -> Any:
    """What is scheduled in the draft is kept under a name."""
    form = SnapshotForm()
    if form.validate_on_submit():
        try:
            made = services.keep(g.event.id, form.name.data, g.account.email, clock.now())
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            flash(_("The state of the draft is kept. Only the team sees it."), "success")
            return redirect(url_for("agenda.snapshot", number=made))
    return render_template("agenda/snapshot_name.html", form=form, shown=None)


@blueprint.route(f"{MANAGE}/snapshots/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def snapshot(number: int) -> Any:
    """What differs between a snapshot and the draft, or the state that the address names; the draft becomes it."""
    revision = queries.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    form, shown = RemovalForm(data={"revision": revision}), _found(number)
    done = _("The draft is what “%(name)s” was. You can undo that.", name=shown.name)
    return take_back(form, drafting.restore_snapshot, number, revision, done) or (_page(form, shown), status_of(form))


@blueprint.route(f"{MANAGE}/snapshots/<int:number>/name", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def snapshot_name(number: int) -> Any:
    """The snapshot has another name."""
    shown = _found(number)
    form = SnapshotForm(data={"name": shown.name})
    if form.validate_on_submit():
        try:
            services.rename_snapshot(g.event.id, number, form.name.data, g.account.email, clock.now())
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            return redirect(url_for("agenda.snapshot", number=number))
    return render_template("agenda/snapshot_name.html", form=form, shown=shown)


@blueprint.route(f"{MANAGE}/snapshots/<int:number>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def snapshot_removal(number: int) -> Any:
    """The snapshot is gone for good."""
    form, shown = Action(), _found(number)
    if form.validate_on_submit():
        try:
            services.remove_snapshot(g.event.id, number, g.account.email, clock.now())
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            flash(_("The snapshot is removed."), "success")
            return redirect(url_for("publishing.publication"))
    return render_template("agenda/snapshot_removal.html", form=form, shown=shown)


def _found(number: int) -> Kept:
    return found_or_404(snapshots.snapshot(db.session(), g.event.id, number))


def _page(form: RemovalForm, shown: Kept) -> str:
    names = accounts.names(db.session(), {shown.created_by})
    keeper = names.get(shown.created_by, shown.created_by)
    return render_template(
        "agenda/version.html", form=form, kept=shown, keeper=keeper, **compared(of_snapshot(shown))
    )  # fmt: skip
