"""What only the team is asked about a person."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.errors import Refused
from gocluster_events.i18n import _
from gocluster_events.registration import queries, services, words
from gocluster_events.registration.forms import internal_form
from gocluster_events.registration.views.blueprint import blueprint
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route("/manage/<edition>/registration/<int:registration_id>/internal", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def internal(registration_id: int) -> Any:
    """The team's own answers about a person."""
    session = db.session()
    registration = found_or_404(queries.registration_in(session, g.event.id, registration_id))
    asked = queries.asked(session, g.event, but=registration_id)
    answered = queries.answered(session, registration_id) if asked.internal else ()
    form = internal_form(asked, tuple(answer for question, answer in answered if question.for_staff))
    if form.validate_on_submit():
        try:
            services.answer_internally(g.event.id, registration_id, form.answers(), g.account.email, clock.now())
            flash(_("The internal answers are saved."), "success")
            return redirect(url_for(".internal", registration_id=registration_id))
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
    return render_template("registration/internal.html", form=form, registration=registration)
