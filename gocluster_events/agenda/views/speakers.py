"""Everybody on the published programme; the same for everyone."""

from flask import g, render_template

from gocluster_events import db
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.rules import paths
from gocluster_events.agenda.rules.appearing import appearing
from gocluster_events.agenda.views.blueprint import blueprint
from gocluster_events.web.audience import public


@blueprint.get("/<lang:lang>/<edition>/people")
@public
def speakers() -> str:
    """Who is on the published programme, what is said of them, and their items."""
    shown = queries.published(db.session(), g.event.id)
    return render_template(
        "agenda/speakers.html",
        timetable=shown.timetable if shown else None,
        people=appearing(shown.timetable) if shown else (),
        address=lambda item: paths.path(shown.timetable, item) if shown else "",
        theme=queries.edition_theme(db.session(), g.event.id),
    )
