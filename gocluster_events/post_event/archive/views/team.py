"""The archive copy for the team: asking for one, how far it is, the file with who has it, and deleting it."""

from typing import Any

from flask import Response, flash, g, redirect, render_template, request, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts.queries import names
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.post_event.archive.queries import copies
from gocluster_events.post_event.archive.rules.codes import Standing
from gocluster_events.post_event.archive.services import requesting
from gocluster_events.post_event.archive.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.archive.words.team import REFUSALS, STATES


@blueprint.get(MANAGE)
@requires(Permission.EDIT_RESULTS)
def archive() -> str:
    """The archive copy, how far it is, or what it would be good for."""
    return _page(Confirm())


@blueprint.post(f"{MANAGE}/copy")
@requires(Permission.PUBLISH_RESULTS)
def new_copy() -> Reply:
    """The worker makes a copy next."""
    form = Confirm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        requesting.request(g.event.id, acting())
    except Refused as refusal:
        flash(str(REFUSALS[refusal.code]), "warning")
    return redirect(url_for(".archive"))


@blueprint.get(f"{MANAGE}/progress.json")
@requires(Permission.EDIT_RESULTS)
def progress() -> dict[str, Any]:
    """How far the copy is, for the page that shows it."""
    there = _standing()
    if there is None:
        return {"state": "", "progress": 0, "is_over": True}
    return {"state": str(STATES[there.state]), "progress": there.percent, "is_over": not there.is_running}


@blueprint.get(f"{MANAGE}/copy.zip")
@requires(Permission.PUBLISH_RESULTS)
def file() -> Response:
    """The copy as a ZIP file, once it is on record who downloads it. A HEAD request hands out and records nothing."""
    there = found_or_404(_standing())
    found_or_404(there if there.state is CopyState.READY else None)
    answer = Response(mimetype="application/zip")
    answer.content_length = there.size
    if request.method != "HEAD":
        copy_id, answer.content_length = found_or_404(requesting.hand_out(g.event.id, acting()))
        answer.response = copies.pieces(db.session(), copy_id)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers.set("Content-Disposition", "attachment", filename=f"{g.event.slug}-archiv.zip")
    return answer


@blueprint.route(f"{MANAGE}/removal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def removal() -> Reply:
    """There is no copy any more."""
    form = Confirm()
    if form.validate_on_submit():
        requesting.remove(g.event.id, acting())
        return saved(_("The archive copy is deleted."), ".archive")
    return render_template("post_event/archive/removal.html", form=form)


def _standing() -> Standing | None:
    return copies.standing(db.session(), g.event, clock.now())


def _page(form: Confirm) -> str:
    there, downloads = _standing(), copies.downloads(db.session(), g.event.id)
    people = {actor for _at, actor in downloads} | ({there.requested_by} if there else set())
    return render_template(
        "post_event/archive/archive.html",
        form=form,
        there=there,
        downloads=downloads,
        names=names(db.session(), people),
        is_over=clock.now() >= g.event.ends_at,
    )
