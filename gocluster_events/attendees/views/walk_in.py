"""Whoever comes unregistered: told, registered and let in by one button."""

import secrets
from random import SystemRandom
from typing import Any

from flask import g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.attendees import services, words
from gocluster_events.attendees.forms.admission import WalkInForm
from gocluster_events.attendees.queries import admission as queries
from gocluster_events.attendees.rules.admission import Arrival
from gocluster_events.attendees.rules.selection import read_ids
from gocluster_events.attendees.views.blueprint import blueprint
from gocluster_events.attendees.views.known import already_known
from gocluster_events.errors import Refused
from gocluster_events.i18n import _, current_language
from gocluster_events.registration.forms.by_team import AT_FIELD
from gocluster_events.registration.words import REFUSALS
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import show_refusal


@blueprint.route("/admission/walk-in", methods=["GET", "POST"])
@requires(Permission.ADMIT)
def walk_in() -> Any:
    """The person is registered and in."""
    form, known = WalkInForm(), None
    if not form.is_submitted():
        form.key.data = secrets.token_hex(16)
    if form.validate_on_submit():
        try:
            came = _let_in(form)
        except Refused as refusal:
            show_refusal(form, refusal, {**REFUSALS, **words.HURDLES}, AT_FIELD)
            known = already_known(g.event, form.email.data, refusal)
        else:
            return redirect(url_for(".walk_in", came=came))
    return render_template("attendees/walk_in.html", form=form, came=_came(), known=known)


def _let_in(form: WalkInForm) -> int:
    now = clock.now()
    return services.come_unregistered(
        g.event.id,
        form.walk_in(),
        Arrival(form.key.data or "", now, _("Walk-in")),
        reason=_("Came unregistered and was let in beyond the capacity."),
        language=current_language(),
        actor=g.account.email,
        now=now,
        chance=SystemRandom(),
    )


def _came() -> Any:
    """Who has just come, by the address: the id, and the person as the desk knows them."""
    for each in read_ids(request.args.getlist("came"))[:1]:
        if each in queries.admitted(db.session(), g.event.id):
            return each, queries.guest(db.session(), each)
    return None
