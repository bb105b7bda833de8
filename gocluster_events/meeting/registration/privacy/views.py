"""Erasing: by the person, and by the team for a person. Both say first what goes and what stays."""

from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web import sessions
from gocluster_events.core.web.answers import Reply, acting, saved
from gocluster_events.core.web.audience import participant, public, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import DataClass, goes_at, periods
from gocluster_events.meeting.registration.people.views import MANAGE, mine, registration_of
from gocluster_events.meeting.registration.privacy import services
from gocluster_events.meeting.registration.privacy.forms import RetentionForm
from gocluster_events.meeting.registration.privacy.queries import retention as retention_queries
from gocluster_events.meeting.registration.waiting import queries as waiting

blueprint = Blueprint("privacy", __name__, url_prefix="/<lang:lang>")


@blueprint.route("/my/erasure", methods=["GET", "POST"])
@participant
def erasure() -> Reply:
    """What erasing removes and what stays, and the button; afterwards the person's data and this session are gone."""
    form = Confirm()
    if form.validate_on_submit():
        _erase(g.participant, Act(f"registration:{g.participant}", clock.now()))
        sessions.forget_participant()
        return redirect(url_for(".erased"))
    registration = mine()
    facts = _consequences(registration)
    return render_template("meeting/registration/privacy/erasure.html", form=form, registration=registration, **facts)


def _erase(registration_id: int, act: Act) -> None:
    services.erase(g.event.id, registration_id, act, current_app.extensions["parting"])


@blueprint.get("/my/erased")
@public
def erased() -> str:
    """The page that confirms the erasure."""
    return render_template("meeting/registration/privacy/erased.html")


@blueprint.route(f"{MANAGE}/<int:registration_id>/erasure", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def person_erasure(registration_id: int) -> Reply:
    """The team erases a person who has asked for it."""
    registration, form = registration_of(registration_id), Confirm()
    if form.validate_on_submit():
        _erase(registration_id, acting())
        return saved(_("The data have been erased."), "attendees.attendees")
    return render_template(
        "meeting/registration/privacy/person_erasure.html",
        form=form,
        registration=registration,
        **_consequences(registration),
    )


def _consequences(registration: Registration) -> dict[str, Any]:
    session, now = db.session(), clock.now()
    is_over = events.phase(session, g.event, now).is_over
    return {"is_over": is_over, "vacancy": None if is_over else waiting.vacancy(session, g.event, registration, now)}


@blueprint.route(f"{MANAGE}/retention", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def retention() -> Reply:
    """The edition keeps each class for as long as the form says."""
    form = RetentionForm()
    if form.validate_on_submit():
        try:
            services.change_periods(g.event.id, form.days(), read_revision(form), acting())
        except Stale:
            theirs = RetentionForm(formdata=None)
            theirs.show(periods(g.event.retention_days), g.event.revision)
            return _page(form, collision=collided(form, theirs)), 409
        return saved(_("The periods are saved."), ".retention")
    if not form.is_submitted():
        form.show(periods(g.event.retention_days), g.event.revision)
    return _page(form)


def _page(form: RetentionForm, **facts: Any) -> str:
    session, days = db.session(), periods(g.event.retention_days)
    return render_template(
        "meeting/registration/privacy/retention.html",
        form=form,
        kinds=DataClass,
        goes_at={kind: goes_at(g.event.ends_at, number) for kind, number in days.items()},
        now=clock.now(),
        counts=retention_queries.stored_counts(session, g.event.id),
        runs=retention_queries.runs(session, g.event.id),
        **facts,
    )
