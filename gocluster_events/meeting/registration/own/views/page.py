"""What somebody does on their own page: change what they told, accept a place, cancel, come back, let links die."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.text import email_key
from gocluster_events.core.web import sessions
from gocluster_events.core.web.answers import Reply, acting, refusals, saved
from gocluster_events.core.web.audience import participant, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.notes.forms import CancellationForm
from gocluster_events.meeting.registration.own import forms
from gocluster_events.meeting.registration.own.services import addresses, details, ending
from gocluster_events.meeting.registration.people import views as people_views
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people, questions, seats
from gocluster_events.meeting.registration.people.rules.changing import Changes, check_details, choices
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, MAY_RETURN, Refusal, Status
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS, is_open_to
from gocluster_events.meeting.registration.people.words import codes, fields
from gocluster_events.meeting.registration.sign_up.services import links, proving as offers
from gocluster_events.meeting.registration.waiting import queries as waiting

blueprint = Blueprint("own", __name__, url_prefix="/<lang:lang>")


@blueprint.route("/my/details/person", methods=["GET", "POST"])
@participant
def my_person() -> Reply:
    """Who comes, and from where; a new address waits for its proof."""
    return _answer(_person_form, _change_person, "meeting/registration/own/my_person.html")


@blueprint.route("/my/details/participation", methods=["GET", "POST"])
@participant
def my_participation() -> Reply:
    """How the person takes part, what they need, and what others may see."""
    return _answer(_participation_form, _change_participation, "meeting/registration/own/my_participation.html")


def _answer(make: Callable[..., Any], change: Callable[[Any], Changes], template: str) -> Reply:
    """The form, or on to the personal page once it is saved; everything typed is kept in any other case."""
    form = make(people_views.mine())
    answer = refusals(form, codes.REFUSALS, too_many=codes.TOO_MANY)
    if form.validate_on_submit():
        try:
            with answer:
                return _saved(change(form), form)
        except Stale:
            return _page(template, form, collision=collided(form, make(people_views.mine(), formdata=None))), 409
    return _page(template, form), *answer.status


def _saved(changes: Changes, form: Any) -> Reply:
    if changes.fields:
        flash(str(codes.DETAILS_SAVED), "success")
    else:
        flash(str(codes.NOTHING_CHANGED), "info")
    left_out = form.left_out() if isinstance(form, forms.MyParticipationForm) else ()
    people_views.name_left_out(changes.ended, left_out)
    if "email" in changes.fields:
        flash(str(codes.ADDRESS_ASKED), "info")
    return redirect(url_for("site.my"))


def _page(template: str, form: Any, **more: Any) -> str:
    registration = people_views.mine()
    sentences: dict[Any, Any] = codes.REFUSALS
    try:
        check_details(registration.status, people.until(g.event), clock.now())
    except Refused as refusal:
        more["closed"] = sentences[refusal.code]  # nothing to fill in: the page says why
    mode_until = people.until(g.event).mode
    facts = {
        "registration": registration,
        "clusters": people_views.offered_clusters(_clusters()),
        "mode_until": mode_until,
        "erased_at": people.needs_go_at(g.event),
    }
    return render_template(template, form=form, **facts, **more)


def _person_form(registration: Registration, **options: Any) -> forms.MyPersonForm:
    sign_up, questionnaire = people.sign_up_of(db.session(), registration), questions.core(g.event)
    return forms.my_person_form(questionnaire, _clusters(), sign_up, registration.revision, **options)


def _participation_form(registration: Registration, **options: Any) -> forms.MyParticipationForm:
    session, event = db.session(), g.event
    sign_up, questionnaire = (
        people.sign_up_of(session, registration),
        questions.questionnaire(session, event, but=registration.id),
    )
    modes = seats.modes(event) if clock.now() < people.until(event).mode else ()
    return forms.my_participation_form(
        questionnaire, modes, sign_up, registration.invited_to, registration.revision, **options
    )


def _change_person(form: Any) -> Changes:
    person, registration = form.person(), people_views.mine()
    known = {registration.email_key, registration.pending_email_key}
    if email_key(person.email) not in known:
        people_views.count_new_address(g.participant)
    return details.change_person(
        g.event.id, g.participant, person, read_revision(form), clock.now(), fields.changes_named
    )


def _change_participation(form: Any) -> Changes:
    return details.change_participation(
        g.event.id, g.participant, form.second_page(), read_revision(form), clock.now(), fields.changes_named
    )


def _clusters() -> Sequence[str]:
    return events.cluster_names(db.session(), g.event.id)


@blueprint.route("/my/email", methods=["GET", "POST"])
@participant
def pending_email() -> Reply:
    """Which address waits, until when, and the button that sends its link once more."""
    registration, form = people_views.mine(), Confirm()
    address = people.pending_email(registration, clock.now())
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            if address and people_views.may_resend(address):
                addresses.send_email_link(g.event.id, g.participant, clock.now())
            return saved(str(codes.SENT_AGAIN), ".pending_email")
    until = registration.pending_email_at and registration.pending_email_at + LINK_LASTS
    return render_template("meeting/registration/own/pending_email.html", form=form, email=address, until=until)


@blueprint.route("/my/email/withdrawal", methods=["GET", "POST"])
@participant
def email_withdrawal() -> Reply:
    """What withdrawing the change means, and the button for it."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            addresses.withdraw_email(g.event.id, g.participant, clock.now())
            return saved(str(codes.ADDRESS_WITHDRAWN), "site.my")
    address = people.pending_email(people_views.mine(), clock.now())
    return render_template(
        "meeting/registration/own/email_withdrawal.html", form=form, email=address, registered=people_views.mine().email
    )


@blueprint.route("/my/cancellation", methods=["GET", "POST"])
@participant
def cancellation() -> Reply:
    """What cancelling means, and the button for it."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            ending.cancel(g.event.id, g.participant, clock.now())
            return redirect(url_for("site.my"))
    now, until = clock.now(), people.until(g.event)
    facts: dict[str, Any] = {"until": until.cancelling if now < until.cancelling else None, "over": Refusal.OVER}
    session, registration = db.session(), people_views.mine()
    phase, has_code = events.registration_phase(g.event, now), registration.invitation_id is not None
    facts["returns_until"] = choices(Status.CANCELLED, until, phase, now, has_code=has_code).returning
    facts["vacancy"] = waiting.vacancy(session, g.event, registration, now)
    facts["has_needs"] = people.needs(session, registration.id) is not None
    return render_template("meeting/registration/own/cancellation.html", form=form, registration=registration, **facts)


@blueprint.route("/my/acceptance", methods=["GET", "POST"])
@participant
def acceptance() -> Reply:
    """The place that was offered, until when, and the button that accepts it."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            offers.accept_offer(g.event.id, g.participant, clock.now())
            return redirect(url_for("site.my"))
    return render_template("meeting/registration/own/acceptance.html", form=form, registration=people_views.mine())


@blueprint.route("/my/return", methods=["GET", "POST"])
@participant
def comeback() -> Reply:
    """What coming back means while registration is open, and the button for it."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            lost, ended = offers.come_back(g.event.id, g.participant, clock.now())
            flash(str(codes.ANSWERS_ARE_GONE if lost else codes.NEEDS_ARE_GONE), "info")
            people_views.name_left_out(ended)
            return redirect(url_for("site.my"))
    registration = people_views.mine()
    current = events.registration_phase(g.event, clock.now())
    has_code = registration.invitation_id is not None
    may_return = registration.status in MAY_RETURN and is_open_to(current, has_code=has_code)
    facts = {"registration": registration, "may_return": may_return, "closed": current.value}
    return render_template("meeting/registration/own/comeback.html", form=form, **facts)


@blueprint.route("/my/new-link", methods=["GET", "POST"])
@participant
def new_link() -> Reply:
    """What a new link means, and the button for it; afterwards every old link and session is dead."""
    form = Confirm()
    answer = refusals(form, codes.REFUSALS, too_many=codes.TOO_MANY_LINKS)
    if form.validate_on_submit():
        with answer:
            people_views.count_new_link(g.participant)
            links.renew_link(g.event.id, g.participant, clock.now())
            sessions.forget_participant()
            return redirect(url_for(".link_sent"))
    return render_template("meeting/registration/own/new_link.html", form=form), *answer.status


@blueprint.route(f"{people_views.MANAGE}/<int:registration_id>/cancellation", methods=["GET", "POST"])
@requires(Permission.EDIT_ATTENDEES)
def person_cancellation(registration_id: int) -> Reply:
    """The team cancels for somebody: what that means, a note for colleagues and the button; or why it cannot be."""
    registration, form = people_views.registration_of(registration_id), CancellationForm()
    if form.validate_on_submit():
        seen, there = form.standing_of(registration_id), {"registration_id": registration_id}
        try:
            with refusals(form, codes.REFUSALS):
                ending.cancel_for(g.event.id, registration_id, form.note.data, acting(), seen=seen)
                return saved(_("The registration has been cancelled."), "attendees.person", **there)
        except Stale:
            return _overtaken(people_views.registration_of(registration_id), form), 409
        registration = people_views.registration_of(registration_id)
    people_views.show_standing(form, registration)
    return render_template(
        "meeting/registration/own/person_cancellation.html", form=form, registration=registration,
        hurdle=_hurdle(registration), vacancy=waiting.vacancy(db.session(), g.event, registration, clock.now()),
    )  # fmt: skip


def _overtaken(registration: Registration, form: CancellationForm) -> str:
    title = _("Cancel the registration of %(name)s", name=f"{registration.first_name} {registration.last_name}")
    back = url_for("attendees.person", registration_id=registration.id)
    verb, may_go_on = _("Cancel the registration"), _hurdle(registration) is None
    able = [registration.id]
    return people_views.overtaken_page(title, form, verb, back, able=able, may_go_on=may_go_on, is_danger=True)


def _hurdle(registration: Registration) -> Refusal | None:
    if g.event.status is EventStatus.ARCHIVED:
        return Refusal.ARCHIVED
    if registration.status not in ACTIVE | {Status.UNCONFIRMED}:
        return Refusal.ALREADY_ENDED
    return Refusal.OVER if clock.now() >= people.until(g.event).cancelling else None
