"""A publication at a set hour: looked at, moved, cancelled."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gocluster_events.backoffice.publishing import queries, words
from gocluster_events.backoffice.publishing.forms import TimeForm
from gocluster_events.backoffice.publishing.rules import Audience, is_told_of
from gocluster_events.backoffice.publishing.services import publishing as services
from gocluster_events.backoffice.publishing.views.blueprint import PUBLICATION, blueprint
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import _, moment
from gocluster_events.core.web.answers import acting, found_or_404
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import differences
from gocluster_events.core.web.fields import Confirm, show_refusal
from gocluster_events.meeting.agenda.queries import draft as draft_queries, publishing
from gocluster_events.meeting.agenda.rules.differences import block_changes, changes
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.agenda.words import programme as agenda_words

_TIME = f"{PUBLICATION}/time"


@blueprint.route(_TIME, methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def publication_time() -> ResponseReturnValue:
    """The planned publication happens at another hour."""
    planned = found_or_404(publishing.planned_publication(db.session(), g.event.id))
    form = _time_form(planned)
    if form.validate_on_submit():
        due_at = form.at.instant(form)
        try:
            seen = str(form.seen.data or "")
            services.move_publication(g.event.id, due_at, acting(), seen=seen)
        except Refused as refusal:
            show_refusal(form, refusal, agenda_words.REFUSALS)
        except Stale:
            return _collision(form, planned), 409
        else:
            flash(_("The programme is published on %(time)s.", time=moment(due_at, g.event.zone)), "success")
            return redirect(url_for("publishing.publication_time"))
    return _time_page(form, planned)


def _time_form(planned: publishing.PlannedPublication, **typed: Any) -> TimeForm:
    at = planned.due_at.astimezone(ZoneInfo(g.event.zone)).replace(tzinfo=None)
    form = TimeForm(**typed, data={"at": at, "seen": planned.due_at.isoformat()})
    form.zone = g.event.zone
    return form


def _collision(form: TimeForm, planned: publishing.PlannedPublication) -> str:
    theirs = _time_form(planned, formdata=None)
    form.seen.data = theirs.seen.data
    return _time_page(form, planned, collision=differences(form, theirs))


def _time_page(form: TimeForm, planned: publishing.PlannedPublication, **facts: Any) -> str:
    session, event = db.session(), g.event
    latest = publishing.latest(session, event.id)
    draft, old = as_published(draft_queries.draft(session, event)), latest.timetable if latest else None
    return render_template(
        "backoffice/publishing/publication_time.html",
        form=form,
        planned=planned,
        planner=accounts.names(session, {planned.planned_by}).get(planned.planned_by, planned.planned_by),
        number=latest.number + 1 if latest else 1,
        changes=changes(old, planned.timetable),
        block_changes=block_changes(old, planned.timetable),
        old=old or planned.timetable,
        since=len((*changes(planned.timetable, draft), *block_changes(planned.timetable, draft))),
        told=[words.AUDIENCES[audience] for audience in Audience if audience.value in planned.audiences],
        failures=words.FAILURES,
        is_public=is_told_of(event.status),
        allots=queries.allots(session, event, old, planned.due_at, clock.now()),
        **facts,
    )


@blueprint.route(f"{_TIME}/removal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def publication_time_removal() -> ResponseReturnValue:
    """No publication is planned any more."""
    form, planned = Confirm(), found_or_404(publishing.timed(db.session(), g.event.id))
    if form.validate_on_submit():
        services.cancel_publication(g.event.id, acting())
        flash(_("Nothing will be published automatically."), "success")
        return redirect(url_for("publishing.publication"))
    return render_template("backoffice/publishing/publication_time_removal.html", form=form, planned=planned)
