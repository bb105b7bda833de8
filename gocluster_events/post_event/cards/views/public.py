"""Knowledge cards for those who read them: all of an edition by strand and item, and the questions that stay open."""

from collections.abc import Sequence

from flask import Response, g, render_template, request

from gocluster_events.core import db
from gocluster_events.core.web.audience import public_by_name
from gocluster_events.core.web.page_cache import answer, digest
from gocluster_events.meeting.agenda.queries.publishing import ProgrammeState
from gocluster_events.meeting.agenda.rules.paths import path
from gocluster_events.meeting.agenda.views.latest import enter, latest_version, registration_phase, sheet
from gocluster_events.post_event.cards.queries.published import published
from gocluster_events.post_event.cards.rules.cards import PublicCard
from gocluster_events.post_event.cards.rules.reading import by_strand, number_open, steps
from gocluster_events.post_event.cards.views.blueprint import PUBLIC, blueprint


@blueprint.get(PUBLIC)
@public_by_name
def of_edition() -> Response:
    """The public cards by strand and item; with ``?open=yes`` the open questions alone."""
    standing = enter()
    cards, is_open = published(db.session(), standing.event.id), request.args.getlist("open") == ["yes"]
    g.reads = ("open",) if is_open else ()
    key = (standing.key, registration_phase(), g.lang, is_open, digest(cards))
    return answer("knowledge", key, lambda: _page(standing, cards, is_open=is_open))


def _page(standing: ProgrammeState, cards: Sequence[PublicCard], *, is_open: bool) -> str:
    version = latest_version(standing)
    timetable = version.timetable if version else None
    visible = [card for card in cards if card.is_open or not is_open]
    return render_template(
        "post_event/cards/of_edition.html",
        strands=by_strand(visible, timetable) if timetable else (),
        timetable=timetable,
        address=lambda item: path(timetable, item) if timetable else "",
        number=len(cards),
        questions=number_open(cards),
        steps=steps(cards),
        is_open=is_open,
        theme=sheet(standing),
    )
