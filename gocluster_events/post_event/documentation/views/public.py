"""The documentation as everybody reads it: an overview, a page for each strand, and as files."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.audience import public_by_name
from gocluster_events.core.web.page_cache import answer, answer_page
from gocluster_events.meeting.agenda.queries.publishing import ProgrammeState
from gocluster_events.meeting.agenda.rules.paths import path
from gocluster_events.meeting.agenda.views.latest import enter, latest_version, registration_phase, sheet
from gocluster_events.post_event.documentation import words
from gocluster_events.post_event.documentation.queries import read
from gocluster_events.post_event.documentation.rules.codes import Part
from gocluster_events.post_event.documentation.rules.documentation import Documentation, Strand
from gocluster_events.post_event.documentation.views import files
from gocluster_events.post_event.documentation.views.blueprint import PUBLIC, blueprint
from gocluster_events.post_event.report.rules.numbers import written


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of a documentation, and ``key``, which stands for all of it in a few letters."""

    state: ProgrammeState
    documentation: Documentation
    key: str


@blueprint.get(PUBLIC)
@public_by_name
def documentation() -> Response:
    """What it holds, with the report's lead and the photos that belong to no item; 404 before it is out."""
    return _page(_reading(), "documentation")


@blueprint.get(f"{PUBLIC}/<part>")
@public_by_name
def part(part: str) -> Response:
    """A strand with its items, the open questions, or the figures."""
    reading = _reading()
    known = reading.documentation
    if part == Part.QUESTIONS.value and known.questions:
        return _page(reading, "questions", part)
    if part == Part.FIGURES.value and known.has_figures:
        return _page(reading, "figures", part)
    return _page(reading, "strand", part, found_or_404(known.strand(part)))


@blueprint.get(f"{PUBLIC}.pdf")
@public_by_name
def pdf() -> Response:
    """All of it as an accessible PDF for archives, with its data attached."""
    reading = _reading()
    return files.as_pdf(reading.state.event, reading.documentation)


@blueprint.get(f"{PUBLIC}.json")
@public_by_name
def data() -> Response:
    """All of it for programs, in both languages."""
    reading = _reading()
    event = reading.state.event
    return answer(
        "documentation.json", (reading.key, g.lang), lambda: files.as_json(event, reading.documentation), files.JSON
    )


def _reading() -> Reading:
    state = enter()
    if state.event.documentation_at is None:
        abort(404)
    version = found_or_404(latest_version(state)).release.version
    known = read(db.session(), state.event, version, clock.now())
    return Reading(state, known, files.key_of(state.event, known))


def _page(reading: Reading, template: str, part: str = "", strand: Strand | None = None) -> Response:
    pages = files.pages_made(reading.state.event, reading.key)
    key = (reading.state.key, reading.key, registration_phase(), g.lang, part, pages)
    return answer_page(
        "documentation", key, lambda: _rendered(reading, template, part=part, strand=strand, pages=pages)
    )


def _rendered(reading: Reading, template: str, **facts: Any) -> str:
    known = reading.documentation
    return render_template(
        f"post_event/documentation/{template}.html",
        documentation=known,
        timetable=known.timetable,
        address=lambda item: path(known.timetable, item),
        written=lambda number: written(number, g.lang),
        rows=words.rows,
        theme=sheet(reading.state),
        **facts,
    )
