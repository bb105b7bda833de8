"""Erasing: by the person, and by the team for a person. Both say first what goes and what stays."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.i18n import _
from gocluster_events.registration import queries, services
from gocluster_events.registration.models import Registration
from gocluster_events.registration.views.blueprint import MANAGE, blueprint
from gocluster_events.web import sessions
from gocluster_events.web.audience import participant, public, requires
from gocluster_events.web.fields import Action
from gocluster_events.web.find import found_or_404


@blueprint.route("/my/erasure", methods=["GET", "POST"])
@participant
def erasure() -> Any:
    """What goes and what stays, and the button; afterwards nothing is known of the person, nor of this session."""
    form = Action()
    if form.validate_on_submit():
        services.erase(g.event.id, g.participant, f"registration:{g.participant}", clock.now())
        sessions.forget_participant()
        return redirect(url_for(".erased"))
    registration = found_or_404(queries.registration(db.session(), g.participant))
    return render_template("registration/erasure.html", form=form, registration=registration, **_consequences())


@blueprint.get("/my/erased")
@public
def erased() -> str:
    """Goodbye."""
    return render_template("registration/erased.html")


@blueprint.route(f"{MANAGE}/<int:registration_id>/erasure", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def person_erasure(registration_id: int) -> Any:
    """The team erases a person who has asked for it."""
    registration, form = _of_this_edition(registration_id), Action()
    if form.validate_on_submit():
        services.erase(g.event.id, registration_id, g.account.email, clock.now())
        flash(_("The data are erased."), "success")
        return redirect(url_for("attendees.attendees"))
    return render_template("registration/person_erasure.html", form=form, registration=registration, **_consequences())


def _of_this_edition(registration_id: int) -> Registration:
    found = queries.registration(db.session(), registration_id)
    return found_or_404(found if found and found.event_id == g.event.id else None)


def _consequences() -> dict[str, bool]:
    return {"is_over": g.event.ends_at <= clock.now()}
