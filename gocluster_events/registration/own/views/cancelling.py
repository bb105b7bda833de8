"""The team cancels for somebody who has phoned or written."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.errors import Refused
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.i18n import _
from gocluster_events.registration.notes.forms import CancellationForm
from gocluster_events.registration.own.services import ending
from gocluster_events.registration.own.views.blueprint import blueprint
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people
from gocluster_events.registration.people.rules.codes import ACTIVE, Refusal, Status
from gocluster_events.registration.people.views import MANAGE
from gocluster_events.registration.people.words import codes
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route(f"{MANAGE}/<int:registration_id>/cancellation", methods=["GET", "POST"])
@requires(Permission.EDIT_ATTENDEES)
def person_cancellation(registration_id: int) -> Any:
    """What it means, a note for colleagues, and the button for it; where it cannot be, why."""
    form = CancellationForm()
    registration = found_or_404(people.registration_in(db.session(), g.event.id, registration_id))
    if form.validate_on_submit():
        try:
            ending.cancel_for(g.event.id, registration_id, form.note.data, g.account.email, clock.now())
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
            registration = found_or_404(people.registration_in(db.session(), g.event.id, registration_id))
        else:
            flash(_("The registration is cancelled."), "success")
            return redirect(url_for("attendees.person", registration_id=registration_id))
    return render_template(
        "registration/own/person_cancellation.html", form=form, registration=registration,
        hurdle=_hurdle(registration),
    )  # fmt: skip


def _hurdle(registration: Registration) -> Refusal | None:
    if g.event.status is EventStatus.ARCHIVED:
        return Refusal.ARCHIVED
    if registration.status not in ACTIVE | {Status.UNCONFIRMED}:
        return Refusal.ALREADY_ENDED
    return Refusal.OVER if clock.now() >= people.until(g.event).cancelling else None
