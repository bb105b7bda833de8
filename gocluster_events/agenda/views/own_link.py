"""Sending somebody on the programme the link to their own page."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.forms.person import LinkForm
from gocluster_events.agenda.queries import rows as queries
from gocluster_events.agenda.services import own_page as services
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Refused
from gocluster_events.i18n import _
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route(f"{MANAGE}/people/<uuid>/link", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def person_link(uuid: str) -> Any:
    """The link to their own page is on its way to the person."""
    person = found_or_404(queries.person(db.session(), g.event.id, uuid))
    form = LinkForm()
    if form.validate_on_submit():
        language, is_new = form.language.data, form.is_new.data
        try:
            services.send_link(g.event.id, uuid, language, g.account.email, clock.now(), is_new=is_new)
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            flash(_("The link is on its way to %(address)s.", address=person.email), "success")
            return redirect(url_for("agenda.edit_person", uuid=uuid))
    return render_template("agenda/person_link.html", form=form, person=person)
