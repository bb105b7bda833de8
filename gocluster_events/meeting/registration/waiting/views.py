"""The waiting lists: who is next, why somebody moved up or did not, and what the team does by hand."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.web.answers import Reply, acting, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.portions import portion
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people as people_queries, seats
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.views import MANAGE, overtaken_page, registration_of, show_standing
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.waiting import queries, words
from gocluster_events.meeting.registration.waiting.forms import ManualPlacementForm, MoveForm, manual_placement_form
from gocluster_events.meeting.registration.waiting.rules import ManualPlacement, current_answer, fingerprint
from gocluster_events.meeting.registration.waiting.services import moving

blueprint = Blueprint("waiting", __name__, url_prefix="/<lang:lang>")
_SENTENCES: dict[Any, Any] = {**codes.REFUSALS, **words.PLACEMENT_REFUSALS}


@blueprint.get(f"{MANAGE}/waiting")
@requires(Permission.VIEW_ATTENDEES)
def waiting_lists() -> str:
    """Who waits, in which order, and to whom a place is offered until when."""
    session = db.session()
    lists = queries.waiting_lists(session, g.event, clock.now())
    return render_template(
        "meeting/registration/waiting/waiting_lists.html",
        lists=[(each, portion(each.people, _name_of(each))) for each in lists],
        offers=queries.offers(session, g.event.id),
        quotas=seats.quota_names(session, g.event.id),
    )


def _name_of(each: queries.WaitingList) -> str:
    """What the address calls a part of the list."""
    return f"{each.mode.value}-{each.quota.id if each.quota else 'open'}"


@blueprint.get(f"{MANAGE}/<int:registration_id>/waiting")
@requires(Permission.VIEW_ATTENDEES)
def waiting(registration_id: int) -> str:
    """Why this person moved up or did not, from the log."""
    person, session, event = registration_of(registration_id), db.session(), g.event
    lines = queries.explanation(session, person, current_language())
    names = accounts.names(session, {line.logged.actor for line in lines})
    why = queries.no_place_reason(session, event, person, clock.now())
    answer = current_answer(person.status, why, by_hand=event.moving_up is MovingUp.BY_HAND, is_over=_is_over())
    return _page(
        "meeting/registration/waiting/waiting.html",
        person,
        lines=[(line, words.sentence(line, _name(person), _actor(line.logged.actor, names))) for line in lines],
        present=words.CURRENT_ANSWERS[answer],
        may_have_place=why is None,
    )


@blueprint.route(f"{MANAGE}/<int:registration_id>/waiting/position", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def waiting_position(registration_id: int) -> Reply:
    """The person stands at another number of the list."""
    person, form = registration_of(registration_id), MoveForm()
    if form.validate_on_submit():
        number, reason, seen, now = form.number.data or 0, form.reason.data, form.seen.data or "", clock.now()
        try:
            with refusals(form, _SENTENCES, words.PLACEMENT_REFUSAL_FIELDS):
                moving.move_in_line(g.event.id, registration_id, number, reason, Act(g.account.email, now), seen=seen)
                done = _("%(name)s is number %(number)d now.", name=_name(person), number=number)
                return saved(done, ".waiting_lists")
        except Stale:
            form.form_errors.append(
                _("The list has changed in the meantime. Check it below, then move the person again.")
            )
            return _position(person, form), 409
    return _position(person, form)


@blueprint.route(f"{MANAGE}/<int:registration_id>/waiting/place", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def waiting_place(registration_id: int) -> Reply:
    """The person has a free place, or an offer of it."""
    person, form = registration_of(registration_id), manual_placement_form(_ways())
    if form.validate_on_submit():
        how, reason, seen = form.chosen(), form.reason.data, form.standing_of(registration_id)
        try:
            with refusals(form, _SENTENCES, words.PLACEMENT_REFUSAL_FIELDS):
                moving.give_place(g.event.id, registration_id, how, reason, acting(), seen=seen)
                return saved(_("%(name)s has a place. The e-mail is on its way.", name=_name(person)), ".waiting_lists")
        except Stale:
            return _overtaken(person, form), 409
    return _giving(person, form)


def _overtaken(person: Registration, form: ManualPlacementForm) -> str:
    waits = registration_of(person.id).status is Status.WAITLISTED
    title = _("Give %(name)s a place", name=_name(person))
    return overtaken_page(
        title, form, _("Give the place"), url_for(".waiting_lists"), able=[person.id], may_go_on=waits
    )


def _name(person: Registration) -> str:
    return people_queries.entry_of(person).name


def _actor(email: str, names: Mapping[str, str]) -> str:
    """The name of the account with that address; the address itself when there is none."""
    return names.get(email, email)


def _is_over() -> bool:
    return clock.now() >= queries.moves_up_until(g.event)


def _ways() -> tuple[ManualPlacement, ...]:
    """The ways of giving a place, first the one by which people move up in this edition."""
    offers_first = g.event.moving_up is MovingUp.OFFER
    return (
        (ManualPlacement.OFFER, ManualPlacement.CONFIRM)
        if offers_first
        else (ManualPlacement.CONFIRM, ManualPlacement.OFFER)
    )


def _position(person: Registration, form: MoveForm) -> str:
    people = queries.same_list(db.session(), person)
    form.seen.data = fingerprint(each.id for each in people)
    return _page("meeting/registration/waiting/waiting_position.html", person, form=form, people=people)


def _giving(person: Registration, form: ManualPlacementForm) -> str:
    session, now = db.session(), clock.now()
    show_standing(form, person)
    why = queries.no_place_reason(session, g.event, person, now)
    rivals = queries.rivals(session, g.event, person, now)
    why_not = words.PLACEMENT_REFUSALS[why] if why else None
    return _page("meeting/registration/waiting/waiting_place.html", person, form=form, why_not=why_not, rivals=rivals)


def _page(template: str, person: Registration, **facts: Any) -> str:
    session = db.session()
    return render_template(
        template,
        person=person,
        name=_name(person),
        number=seats.position(session, person),
        quota=seats.quota(session, person.event_id, person.quota_id) if person.quota_id else None,
        **facts,
    )
