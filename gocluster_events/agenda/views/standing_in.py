"""Putting somebody in another's place."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.forms.person import stand_in_form
from gocluster_events.agenda.queries import rows as queries
from gocluster_events.agenda.rules.appearing import entries
from gocluster_events.agenda.services import people as services
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Refused
from gocluster_events.i18n import _
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route(f"{MANAGE}/people/<uuid>/stand-in", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def stand_in(uuid: str) -> Any:
    """Somebody else is in the chosen items, named as standing in for this person."""
    timetable = queries.draft(db.session(), g.event)
    absent = found_or_404(timetable.person(uuid))
    form = stand_in_form(timetable, absent)
    if form.validate_on_submit():
        try:
            services.stand_in(g.event.id, uuid, form.substitute.data, form.chosen, g.account.email, clock.now())
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            flash(_("Somebody stands in for %(name)s. Publish the programme to say so.", name=absent.name), "success")
            return redirect(url_for("agenda.edit_person", uuid=uuid))
    theirs = entries(timetable).get(uuid, ())
    return render_template("agenda/stand_in.html", form=form, person=absent, theirs=theirs)
