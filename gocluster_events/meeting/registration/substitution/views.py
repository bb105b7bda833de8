"""Handing on a place: the owner names a substitute on their own page, and the substitute accepts by a mailed link."""

from dataclasses import dataclass
from random import SystemRandom
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, private_page, private_way, refusals, saved, signed_or_away
from gocluster_events.core.web.audience import participant, public
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.registration.own.views.links import enter
from gocluster_events.meeting.registration.people import views as people_views
from gocluster_events.meeting.registration.people.models import Registration, Substitution
from gocluster_events.meeting.registration.people.queries import decisions, people
from gocluster_events.meeting.registration.people.rules.changing import acceptance_deadline, successor
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.substitution import services
from gocluster_events.meeting.registration.substitution.forms import SubstituteForm

blueprint = Blueprint("substitution", __name__, url_prefix="/<lang:lang>")


PURPOSE = "substitution.substitute"


@dataclass(frozen=True)
class Handover:
    """The substitution that a mailed link is for, and the registration whose place it hands on."""

    substitution: Substitution
    giver: Registration


@blueprint.route("/my/substitution", methods=["GET", "POST"])
@participant
def substitution() -> Reply:
    """The form to name a substitute, and whom the person has named so far."""
    form = SubstituteForm()
    answer = refusals(form, codes.REFUSALS, too_many=codes.TOO_MANY_SUBSTITUTES)
    if form.validate_on_submit():
        with answer:
            return _name(form)
    page = render_template(
        "meeting/registration/substitution/substitution.html", form=form, withdrawal=Confirm(), **_mine()
    )
    return page, answer.status[0]


def _name(form: SubstituteForm) -> Reply:
    substitute = form.substitute(g.lang)
    people_views.count_substitute(g.participant, substitute.email)
    services.name_substitute(g.event.id, g.participant, substitute, clock.now())
    return saved(_("The e-mail to your substitute is on its way."), ".substitution")


@blueprint.route("/my/substitution/withdrawal", methods=["GET", "POST"])
@participant
def substitution_withdrawal() -> Reply:
    """The person withdraws the naming of a substitute."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            services.withdraw_substitute(g.event.id, g.participant, clock.now())
            return redirect(url_for("site.my"))
    return render_template("meeting/registration/substitution/substitution_withdrawal.html", form=form, **_mine())


def _mine() -> dict[str, Any]:
    """The person's registration, and whom they have named, as long as it can be accepted."""
    session, now = db.session(), clock.now()
    registration = people_views.mine()
    named = decisions.open_substitution(session, g.event, registration, now)
    return {
        "registration": registration,
        "can_name": registration.status is Status.CONFIRMED and now < g.event.starts_at,
        "named": named,
        "until": acceptance_deadline(named.created_at, g.event.starts_at) if named else None,
    }


@blueprint.route("/my/substitute/<token>", methods=["GET", "POST"])
@public
def substitute(token: str) -> Response:
    """A substitute sees what they take over, and accepts it."""
    handover = _handover(token)
    if handover is None:
        return _over()  # before there is a form: a page without one sets no cookie
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS) as answer:
            return _accept(handover)
        if answer.code is Refusal.LINK_OUTDATED:
            return _over()
    address = url_for(".substitute_refusal", token=token)
    facts = {"refusal": address, **_taken_over(handover)}
    return private_page("meeting/registration/substitution/substitute.html", form=form, **facts)


@blueprint.route("/my/substitute/<token>/refusal", methods=["GET", "POST"])
@public
def substitute_refusal(token: str) -> Response:
    """A substitute does not come, and whoever named them hears of it at once."""
    handover = _handover(token)
    if handover is None:
        return _over()
    form = Confirm()
    if form.validate_on_submit():
        row = handover.substitution
        with refusals(form, codes.REFUSALS):
            services.decline_substitution(g.event.id, row.id, row.generation, clock.now())
            return private_way(".refusal_received")
    back = url_for(".substitute", token=token)
    return private_page(
        "meeting/registration/substitution/substitute_refusal.html", form=form, giver=handover.giver, back=back
    )


@blueprint.get("/my/substitute-declined")
@public
def refusal_received() -> str:
    """Whoever named the substitute has their answer; the page knows nobody."""
    return render_template("meeting/registration/substitution/substitute_declined.html")


def _handover(token: str) -> Handover | None:
    """The handover that a token is for; None when it cannot be accepted any more. 404 for a token we did not sign."""
    identity, generation = signed_or_away(PURPOSE, token)
    record = decisions.substitution_with_event(db.session(), identity)
    if record is None:
        return None
    row, giver, g.event = record
    named = decisions.open_substitution(db.session(), g.event, giver, clock.now())
    return Handover(row, giver) if named and named.generation == generation else None


def _accept(handover: Handover) -> Response:
    row = handover.substitution
    accepted = services.accept_substitution(g.event.id, row.id, row.generation, clock.now(), SystemRandom())
    registration_id, generation, ended = accepted
    answer = enter(registration_id, generation)
    people_views.name_left_out(ended)
    return answer


def _taken_over(handover: Handover) -> dict[str, Any]:
    """What the page shows: the substitute's future details, the giver, and the deadline."""
    row, giver = handover.substitution, people.entry_of(handover.giver)
    known = people.registration_by_address(db.session(), g.event.id, row.email_key)
    own = people.entry_of(known) if known and known.proven_at else None
    return {
        "entry": successor(giver, decisions.substitute(row), own),
        "giver": giver,
        "waits": known is not None and known.status is Status.WAITLISTED,
        "until": acceptance_deadline(row.created_at, g.event.starts_at),
    }


def _over() -> Response:
    return private_page("meeting/registration/substitution/substitute_over.html", 410)
