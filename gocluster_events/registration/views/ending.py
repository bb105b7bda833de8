"""What a person does on their own page: accept a place, cancel, come back, and let the links mailed so far die."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.errors import Refused, TooMany
from gocluster_events.events.rules import Phase, Window, phase
from gocluster_events.registration import queries, services, words
from gocluster_events.registration.rules.codes import MAY_RETURN, Refusal
from gocluster_events.registration.views import limits
from gocluster_events.registration.views.blueprint import blueprint
from gocluster_events.web import sessions
from gocluster_events.web.audience import participant
from gocluster_events.web.fields import Action, show_refusal
from gocluster_events.web.find import found_or_404

_OK: tuple[int, dict[str, str]] = (200, {})


@blueprint.route("/my/cancellation", methods=["GET", "POST"])
@participant
def cancellation() -> Any:
    """What cancelling means, and the button for it."""
    form = Action()
    if form.validate_on_submit():
        try:
            services.cancel(g.event.id, g.participant, clock.now())
            return redirect(url_for("pages.my"))
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
    registration = found_or_404(queries.registration(db.session(), g.participant))
    now, until = clock.now(), queries.until(g.event)
    facts = {"until": until.cancelling if now < until.cancelling else None, "over": Refusal.OVER}
    facts["returns_until"] = until.mode if now < until.mode else None
    return render_template("registration/cancellation.html", form=form, registration=registration, **facts)


@blueprint.route("/my/acceptance", methods=["GET", "POST"])
@participant
def acceptance() -> Any:
    """The place that was offered, until when, and the button that accepts it."""
    form = Action()
    if form.validate_on_submit():
        try:
            services.accept_offer(g.event.id, g.participant, clock.now())
            return redirect(url_for("pages.my"))
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
    registration = found_or_404(queries.registration(db.session(), g.participant))
    return render_template("registration/acceptance.html", form=form, registration=registration)


@blueprint.route("/my/return", methods=["GET", "POST"])
@participant
def comeback() -> Any:
    """What coming back means while registration is open, and the button for it."""
    form = Action()
    if form.validate_on_submit():
        try:
            lost = services.come_back(g.event.id, g.participant, clock.now())
            flash(str(words.ANSWERS_ARE_GONE if lost else words.NEEDS_ARE_GONE), "info")
            return redirect(url_for("pages.my"))
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
    registration = found_or_404(queries.registration(db.session(), g.participant))
    window = Window(g.event.registration_opens_at, g.event.registration_closes_at)
    current = phase(g.event.status, window, clock.now())
    may_return = registration.status in MAY_RETURN and current is Phase.OPEN
    shown = {"registration": registration, "may_return": may_return, "closed": current.value}
    return render_template("registration/comeback.html", form=form, **shown)


@blueprint.route("/my/new-link", methods=["GET", "POST"])
@participant
def new_link() -> Any:
    """What a new link means, and the button for it; afterwards every old link and session is dead."""
    form, status = Action(), _OK
    if form.validate_on_submit():
        try:
            limits.count_new_link(g.participant)
        except TooMany as limit:
            status = limits.say_too_many(form, limit, words.TOO_MANY_LINKS)
        else:
            services.renew_link(g.event.id, g.participant, clock.now())
            sessions.forget_participant()
            return redirect(url_for(".link_sent"))
    return render_template("registration/new_link.html", form=form), *status
