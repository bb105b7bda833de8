"""What a person does on their own page: accept a place, cancel, come back, and let the links mailed so far die."""

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.errors import Refused, TooMany
from gocluster_events.events.rules.edition import EventStatus, Phase, Window, phase
from gocluster_events.i18n import _
from gocluster_events.registration.notes.forms import CancellationForm
from gocluster_events.registration.own.services import ending
from gocluster_events.registration.own.views.blueprint import blueprint
from gocluster_events.registration.people import views as people_views
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people
from gocluster_events.registration.people.rules.codes import ACTIVE, MAY_RETURN, Refusal, Status
from gocluster_events.registration.people.views import MANAGE
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.sign_up.services import links, proving as offers
from gocluster_events.web import sessions
from gocluster_events.web.answers import Reply, found_or_404, refusals, saved
from gocluster_events.web.audience import participant, requires
from gocluster_events.web.fields import Action, show_refusal

_OK: tuple[int, dict[str, str]] = (200, {})


@blueprint.route("/my/cancellation", methods=["GET", "POST"])
@participant
def cancellation() -> Reply:
    """What cancelling means, and the button for it."""
    form = Action()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            ending.cancel(g.event.id, g.participant, clock.now())
            return redirect(url_for("site.my"))
    registration = found_or_404(people.registration(db.session(), g.participant))
    now, until = clock.now(), people.until(g.event)
    facts = {"until": until.cancelling if now < until.cancelling else None, "over": Refusal.OVER}
    facts["returns_until"] = until.mode if now < until.mode else None
    return render_template("registration/own/cancellation.html", form=form, registration=registration, **facts)


@blueprint.route("/my/acceptance", methods=["GET", "POST"])
@participant
def acceptance() -> Reply:
    """The place that was offered, until when, and the button that accepts it."""
    form = Action()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            offers.accept_offer(g.event.id, g.participant, clock.now())
            return redirect(url_for("site.my"))
    registration = found_or_404(people.registration(db.session(), g.participant))
    return render_template("registration/own/acceptance.html", form=form, registration=registration)


@blueprint.route("/my/return", methods=["GET", "POST"])
@participant
def comeback() -> Reply:
    """What coming back means while registration is open, and the button for it."""
    form = Action()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            lost = offers.come_back(g.event.id, g.participant, clock.now())
            flash(str(codes.ANSWERS_ARE_GONE if lost else codes.NEEDS_ARE_GONE), "info")
            return redirect(url_for("site.my"))
    registration = found_or_404(people.registration(db.session(), g.participant))
    window = Window(g.event.registration_opens_at, g.event.registration_closes_at)
    current = phase(g.event.status, window, clock.now())
    may_return = registration.status in MAY_RETURN and current is Phase.OPEN
    shown = {"registration": registration, "may_return": may_return, "closed": current.value}
    return render_template("registration/own/comeback.html", form=form, **shown)


@blueprint.route("/my/new-link", methods=["GET", "POST"])
@participant
def new_link() -> Reply:
    """What a new link means, and the button for it; afterwards every old link and session is dead."""
    form, status = Action(), _OK
    if form.validate_on_submit():
        try:
            people_views.count_new_link(g.participant)
        except TooMany as limit:
            status = people_views.say_too_many(form, limit, codes.TOO_MANY_LINKS)
        else:
            links.renew_link(g.event.id, g.participant, clock.now())
            sessions.forget_participant()
            return redirect(url_for(".link_sent"))
    return render_template("registration/own/new_link.html", form=form), *status


@blueprint.route(f"{MANAGE}/<int:registration_id>/cancellation", methods=["GET", "POST"])
@requires(Permission.EDIT_ATTENDEES)
def person_cancellation(registration_id: int) -> Reply:
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
            return saved(_("The registration is cancelled."), "attendees.person", registration_id=registration_id)
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
