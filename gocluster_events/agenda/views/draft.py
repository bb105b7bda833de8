"""The draft as a list, with what is wrong with it."""

from typing import Any

from flask import g, render_template

from gocluster_events import db
from gocluster_events.access import Permission
from gocluster_events.agenda import queries, words
from gocluster_events.agenda.rules.conflicts import conflicts, worst
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.timetable import as_published
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.web.audience import requires


@blueprint.get(MANAGE)
@requires(Permission.EDIT_AGENDA)
def draft() -> Any:
    """Every item by day and room, what is not scheduled, what was taken out, and the checks."""
    timetable = queries.draft(db.session(), g.event)
    latest = queries.latest(db.session(), g.event.id)
    found = changes(latest.timetable if latest else None, as_published(timetable))
    return render_template(
        "agenda/draft.html",
        timetable=timetable,
        unplaced=[item for item in timetable.items if item.starts_at is None],
        dropped=queries.dropped(db.session(), g.event.id),
        conflicts=conflicts(timetable),
        worst=worst(conflicts(timetable)),
        latest=latest,
        changes=found,
        marks={change.item.uuid: change.turn for change in found} if latest else {},
        theme=queries.edition_theme(db.session(), g.event.id),
        words=words,
    )
