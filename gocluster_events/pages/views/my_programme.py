"""What changed in the programme since the participant last looked, and the button that says it was read."""

from typing import Any

from flask import g, redirect, render_template, url_for

from gocluster_events import db
from gocluster_events.agenda import queries as agenda
from gocluster_events.pages import queries
from gocluster_events.pages.forms import SeenForm
from gocluster_events.pages.views.blueprint import blueprint
from gocluster_events.registration import queries as registrations
from gocluster_events.registration import services
from gocluster_events.web.audience import participant
from gocluster_events.web.find import found_or_404


@blueprint.route("/<lang:lang>/my/programme", methods=["GET", "POST"])
@participant
def my_programme() -> Any:
    """Each change in a line; nothing is marked as read by a look."""
    form, published = SeenForm(), agenda.published(db.session(), g.event.id)
    if form.validate_on_submit():
        if published is not None:
            services.see_programme(g.event.id, g.participant, form.number(published.number))
        return redirect(url_for("pages.my"))
    registration = found_or_404(registrations.registration(db.session(), g.participant))
    shown = queries.unseen_programme(db.session(), registration, published)
    if shown is not None:
        form.version.data = str(shown.version)
    return render_template("pages/my_programme.html", form=form, unseen=shown)
