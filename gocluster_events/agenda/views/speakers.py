"""Who is on the public programme, as it was last published: all of them, and one."""

from itertools import groupby

from flask import g, render_template, request

from gocluster_events import db
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.rules import paths
from gocluster_events.agenda.rules.people import LONGEST_SEARCH, PeopleFilter, appearing, wanted
from gocluster_events.agenda.views.draft import blueprint
from gocluster_events.events import queries as events
from gocluster_events.events.rules.days import day_names
from gocluster_events.web.answers import found_or_404
from gocluster_events.web.audience import public


@blueprint.get("/<lang:lang>/<edition>/people")
@public
def speakers() -> str:
    """Who is on the published programme, narrowed by the words in the address, and when they appear."""
    version = queries.published(db.session(), g.event.id)
    timetable = version.timetable if version else None
    everybody = appearing(timetable) if timetable else ()
    query = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    hits = wanted([person for person, _appearances in everybody], {}, PeopleFilter(search=query))
    return render_template(
        "agenda/speakers.html",
        timetable=timetable,
        everybody=len(everybody),
        people=[each for each in everybody if each[0] in hits],
        query=query,
        address=lambda item: paths.path(timetable, item) if timetable else "",
        theme=queries.edition_theme(db.session(), g.event.id, timetable),
    )


@blueprint.get("/<lang:lang>/<edition>/people/<uuid>")
@public
def speaker(uuid: str) -> str:
    """One of them: what is said of the person, and their items. Whose name was removed has no page."""
    timetable = found_or_404(queries.published(db.session(), g.event.id)).timetable
    person, appearances = found_or_404(next((each for each in appearing(timetable) if each[0].uuid == uuid), None))
    by_day = groupby(appearances, key=lambda each: timetable.day_of(each.item))
    return render_template(
        "agenda/speaker.html",
        timetable=timetable,
        person=person,
        days=[(day, tuple(rows)) for day, rows in by_day],
        day_names=day_names(events.days(db.session(), g.event)),
        items=len({each.item.uuid for each in appearances}),
        address=lambda item: paths.path(timetable, item),
        theme=queries.edition_theme(db.session(), g.event.id, timetable),
    )
