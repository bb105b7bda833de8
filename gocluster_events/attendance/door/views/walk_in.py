"""Whoever comes unregistered is registered at the door and let in."""

import secrets
from collections.abc import Mapping
from random import SystemRandom
from typing import Any

from flask import g, redirect, render_template, request, url_for

from gocluster_events.attendance.door import queries, rules, services, words
from gocluster_events.attendance.door.forms import WalkInForm
from gocluster_events.attendance.door.views.blueprint import blueprint
from gocluster_events.attendance.door.views.desk import day_of
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.text import email_key
from gocluster_events.core.web.answers import Reply, acting, refusals
from gocluster_events.core.web.audience import may, requires
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.deciding.forms import AT_FIELD
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.words.codes import REFUSALS


@blueprint.route("/admission/walk-in", methods=["GET", "POST"])
@requires(Permission.ADMIT)
def walk_in() -> Reply:
    """Somebody who comes unregistered is registered and let in."""
    form, known = WalkInForm(), None
    if not _may_exceed_capacity():
        del form.despite
    if not form.is_submitted():
        form.key.data = secrets.token_hex(16)
    if form.validate_on_submit():
        with refusals(form, _sentences(form), AT_FIELD) as answer:
            return redirect(url_for(".walk_in", came=_let_in(form)))
        known = already_known(form.email.data, answer.code)
    return render_template("attendance/door/walk_in.html", form=form, came=_came(), known=known)


def _may_exceed_capacity() -> bool:
    """Whether places over capacity are theirs to give: on a day of the meeting everybody's at the door, else not."""
    day = day_of(clock.now())
    return may(Permission.EDIT_ATTENDEES) or day in {each.date for each in events.days(db.session(), g.event)}


def _sentences(form: WalkInForm) -> Mapping[Any, Any]:
    """What the page says to each refusal; of the box for places over capacity only where it is there."""
    no_place = REFUSALS[Refusal.NO_SEAT]
    return {**REFUSALS, **(words.DOOR_REFUSALS if form.despite else dict.fromkeys(words.DOOR_REFUSALS, no_place))}


def _let_in(form: WalkInForm) -> int:
    act = acting()
    return services.come_unregistered(
        g.event.id,
        form.walk_in(),
        rules.Arrival(form.key.data or "", act.at, _("Walk-in")),
        reason=_("Came unregistered and was admitted beyond capacity."),
        language=current_language(),
        act=act,
        chance=SystemRandom(),
    )


def _came() -> tuple[int, rules.Guest] | None:
    """Who has just come, by the address: the id, and the person as the desk knows them."""
    for each in rules.read_ids(request.args.getlist("came"))[:1]:
        if each in queries.admitted(db.session(), g.event.id):
            return each, queries.guest(db.session(), each, day_of(clock.now()))
    return None


def already_known(email: str | None, code: object) -> Registration | None:
    """The registration that has the address already; None where the refusal has another reason."""
    if code is not Refusal.ALREADY_REGISTERED:
        return None
    return people.registration_by_address(db.session(), g.event.id, email_key(email or ""))
