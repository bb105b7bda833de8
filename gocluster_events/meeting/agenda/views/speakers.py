"""Who is on the public programme, as it was last published: all of them, and one."""

from itertools import groupby

from flask import Response, g, render_template, request

from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.audience import public_by_name
from gocluster_events.core.web.page_cache import answer_page
from gocluster_events.meeting.agenda.queries import publishing as queries
from gocluster_events.meeting.agenda.rules import paths
from gocluster_events.meeting.agenda.rules.people import LONGEST_SEARCH, PeopleFilter, appearing, wanted
from gocluster_events.meeting.agenda.views.draft import blueprint
from gocluster_events.meeting.agenda.views.latest import enter, latest_version, registration_phase, sheet
from gocluster_events.meeting.events.rules.days import day_names


@blueprint.get("/<lang:lang>/<edition>/people")
@public_by_name
def speakers() -> Response:
    """Who is on the published programme, narrowed by the words in the address, and when they appear."""
    standing = enter()
    key = (standing.key, registration_phase(), g.lang)
    return answer_page("people", key, lambda: _speakers(standing), reads={"search"})


def _speakers(standing: queries.ProgrammeState) -> str:
    version = latest_version(standing)
    timetable = version.timetable if version else None
    everybody = appearing(timetable) if timetable else ()
    query = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    hits = wanted([person for person, _appearances in everybody], {}, PeopleFilter(search=query))
    return render_template(
        "meeting/agenda/speakers.html",
        timetable=timetable,
        everybody=len(everybody),
        people=[each for each in everybody if each[0] in hits],
        query=query,
        address=lambda item: paths.path(timetable, item) if timetable else "",
        theme=sheet(standing),
    )


@blueprint.get("/<lang:lang>/<edition>/people/<uuid>")
@public_by_name
def speaker(uuid: str) -> Response:
    """One of them: what is said of the person, and their items. Whose name was removed has no page."""
    standing = enter()
    return answer_page("person", (standing.key, registration_phase(), g.lang, uuid), lambda: _speaker(standing, uuid))


def _speaker(standing: queries.ProgrammeState, uuid: str) -> str:
    timetable = found_or_404(latest_version(standing)).timetable
    person, appearances = found_or_404(next((each for each in appearing(timetable) if each[0].uuid == uuid), None))
    by_day = groupby(appearances, key=lambda each: timetable.day_of(each.item))
    return render_template(
        "meeting/agenda/speaker.html",
        timetable=timetable,
        person=person,
        days=[(day, tuple(rows)) for day, rows in by_day],
        day_names=day_names(standing.days),
        items=len({each.item.uuid for each in appearances}),
        address=lambda item: paths.path(timetable, item),
        theme=sheet(standing),
    )
