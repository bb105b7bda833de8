"""The times that all rooms have in common, which are a part of the settings page and have an address of their own."""

from typing import Any
from uuid import uuid4

from flask import g, render_template, request

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.forms.common_times import (
    CommonTimesForm,
    common_times_form,
    stored_form,
    typed_keys,
)
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules import common_times as rules
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.services import common_times as services
from gocluster_events.meeting.agenda.views.draft import MANAGE, blueprint
from gocluster_events.meeting.agenda.words import common_times as words, differences, programme


@blueprint.route(f"{MANAGE}/common-times", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def common_times() -> Reply:
    """The blocks and the breaks for everybody are as typed, but for the one whose button says that it goes."""
    if request.method == "GET":
        return render_template("meeting/agenda/common_times.html", **section())
    timetable = draft.draft(db.session(), g.event)
    form = common_times_form(timetable, typed_keys(request.form), g.event.id)
    if form.validate_on_submit():
        removed = request.form.getlist("remove")
        wanted = [each for each in form.times() if each.uuid not in removed]
        try:
            with refusals(form, programme.REFUSALS):
                made = services.set_common_times(g.event.id, wanted, removed, form.revisions(), acting())
                return saved(words.made(made) if made else _("Nothing has changed."), "site.settings", _anchor="times")
        except Stale:
            return _collision(form), 409
    return render_template("meeting/agenda/common_times.html", **_facts(timetable, form))


@blueprint.route(f"{MANAGE}/common-times/<uuid>/alignment", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def alignment(uuid: str) -> Reply:
    """The first item of each room in the block begins with it."""
    form, timetable = Confirm(), draft.draft(db.session(), g.event)
    block = found_or_404(timetable.block(uuid))
    changes = rules.aligned(timetable, block)
    if form.validate_on_submit():
        with refusals(form, programme.REFUSALS):
            number = len(services.align(g.event.id, uuid, acting()))
            return saved(_n("%(num)d item moved.", "%(num)d items moved.", number), "site.settings", _anchor="times")
    return render_template(
        "meeting/agenda/alignment.html", form=form, block=block, changes=changes, timetable=timetable
    )


def section() -> dict[str, Any]:
    """What the part of the settings page shows."""
    timetable = draft.draft(db.session(), g.event)
    revisions = draft.revisions(db.session(), g.event.id)
    form = stored_form(timetable, rules.common_times(timetable), revisions, g.event.id, token=str(uuid4()))
    return _facts(timetable, form)


def _facts(timetable: Timetable, form: CommonTimesForm) -> dict[str, Any]:
    return {
        "times_form": form,
        "late": {block.uuid: len(rules.aligned(timetable, block)) for block in timetable.blocks},
        "within": {block.uuid: len(rules.standing_in(timetable, block)) for block in timetable.blocks},
    }


def _collision(form: CommonTimesForm) -> str:
    """The form as typed, which may be sent again, and how the common times are now."""
    db.session().rollback()
    revisions = draft.revisions(db.session(), g.event.id)
    timetable = draft.draft(db.session(), g.event)
    times = rules.common_times(timetable)
    gone = {row["uuid"].data for row in form.rows} - {each.uuid for each in times} - {""}
    for row in form.rows:
        row["revision"].data = str(revisions.get(row["uuid"].data, 0))
        if row["uuid"].data in gone:
            row["uuid"].data = ""
    form.form_errors.append(
        _("Somebody has changed the programme in the meantime. Check how it is now, then send again.")
    )
    standing = [differences.block_text(each, timetable.zone) for each in times]
    return render_template("meeting/agenda/common_times.html", standing=standing, **_facts(timetable, form))
