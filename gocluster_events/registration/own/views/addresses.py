"""The new e-mail address of a registration while it waits for its proof: its link once more, or no change after all."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.errors import Refused
from gocluster_events.registration.own.services import addresses
from gocluster_events.registration.own.views.blueprint import blueprint
from gocluster_events.registration.people import views as people_views
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people
from gocluster_events.registration.people.rules.seats import HOLD
from gocluster_events.registration.people.words import codes
from gocluster_events.web.audience import participant
from gocluster_events.web.fields import Action, show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route("/my/email", methods=["GET", "POST"])
@participant
def pending_email() -> Any:
    """Which address waits, until when, and the button that sends its link once more."""
    registration, form = _mine(), Action()
    address = people.pending_email(registration, clock.now())
    if form.validate_on_submit():
        try:
            if address and people_views.may_resend(address):
                addresses.send_email_link(g.event.id, g.participant, clock.now())
            flash(str(codes.SENT_AGAIN), "success")
            return redirect(url_for(".pending_email"))
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
    until = registration.pending_email_at and registration.pending_email_at + HOLD
    return render_template("registration/own/pending_email.html", form=form, email=address, until=until)


@blueprint.route("/my/email/withdrawal", methods=["GET", "POST"])
@participant
def email_withdrawal() -> Any:
    """What withdrawing the change means, and the button for it."""
    form = Action()
    if form.validate_on_submit():
        try:
            addresses.withdraw_email(g.event.id, g.participant, clock.now())
            flash(str(codes.ADDRESS_WITHDRAWN), "success")
            return redirect(url_for("site.my"))
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
    registration = _mine()
    address = people.pending_email(registration, clock.now())
    return render_template(
        "registration/own/email_withdrawal.html", form=form, email=address, registered=registration.email
    )


def _mine() -> Registration:
    return found_or_404(people.registration(db.session(), g.participant))
