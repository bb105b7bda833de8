"""The new e-mail address of a registration while it waits for its proof: its link once more, or no change after all."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.errors import Refused
from gocluster_events.registration import queries, services, words
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.seats import HOLD
from gocluster_events.registration.views import limits
from gocluster_events.registration.views.blueprint import blueprint
from gocluster_events.web.audience import participant
from gocluster_events.web.fields import Action, show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route("/my/email", methods=["GET", "POST"])
@participant
def pending_email() -> Any:
    """Which address waits, until when, and the button that sends its link once more."""
    registration, form = _mine(), Action()
    address = queries.pending_email(registration, clock.now())
    if form.validate_on_submit():
        try:
            if address and limits.may_resend(address):
                services.send_email_link(g.event.id, g.participant, clock.now())
            flash(str(words.SENT_AGAIN), "success")
            return redirect(url_for(".pending_email"))
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
    until = registration.pending_email_at and registration.pending_email_at + HOLD
    return render_template("registration/pending_email.html", form=form, email=address, until=until)


@blueprint.route("/my/email/withdrawal", methods=["GET", "POST"])
@participant
def email_withdrawal() -> Any:
    """What withdrawing the change means, and the button for it."""
    form = Action()
    if form.validate_on_submit():
        try:
            services.withdraw_email(g.event.id, g.participant, clock.now())
            flash(str(words.ADDRESS_WITHDRAWN), "success")
            return redirect(url_for("pages.my"))
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
    registration = _mine()
    address = queries.pending_email(registration, clock.now())
    return render_template(
        "registration/email_withdrawal.html", form=form, email=address, registered=registration.email
    )


def _mine() -> Registration:
    return found_or_404(queries.registration(db.session(), g.participant))
