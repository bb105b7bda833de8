"""The team's board of knowledge cards: four columns by state, or a list."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import current_app, g, render_template, request, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.queries.publishing import edition_theme
from gocluster_events.meeting.agenda.rules.grid import day_grids
from gocluster_events.post_event.cards.queries import cards as queries
from gocluster_events.post_event.cards.rules import board
from gocluster_events.post_event.cards.rules.board import LONGEST_SEARCH, Narrowing, Show
from gocluster_events.post_event.cards.rules.codes import State
from gocluster_events.post_event.cards.rules.states import ways
from gocluster_events.post_event.cards.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.cards.words.items import standing


@blueprint.get(MANAGE)
@requires(Permission.EDIT_RESULTS)
def cards() -> str:
    """Every card on its way, and where it may go from there."""
    overview, now, narrowing = queries.overview(db.session(), g.event.id), clock.now(), _narrowing()
    rows = board.chosen(overview.cards, narrowing)
    is_list = request.args.get("view") == "list" or narrowing.show in {Show.DISMISSED, Show.MERGED}
    barred = set() if may(Permission.PUBLISH_RESULTS) else {State.PUBLIC}
    return render_template(
        "post_event/cards/cards.html",
        rows=rows,
        columns=board.columns(rows),
        figures=board.figures(overview.cards),
        items=board.items_of(overview.cards, overview.timetable),
        timetable=overview.timetable,
        parts={card.number: len(overview.part_of(card.number)) for card in rows},
        ways={card.uuid: [state for state in ways(card, now) if state not in barred] for card in rows},
        standings={card.uuid: standing(card, now) for card in rows},
        narrowing=narrowing,
        is_list=is_list,
        address=_address(narrowing, is_list=is_list),
        action=Confirm(),
        place=place(),
        waiting_steps=current_app.extensions["waiting_steps"](db.session(), g.event, now),
        theme=edition_theme(db.session(), g.event.id, day_grids(overview.timetable) if overview.timetable else ()),
    )


def place() -> dict[str, str]:
    """What in an address says which cards of the board, and as what, somebody looks at: where the way back leads.

    Not what was put aside, from which a restored card is gone.
    """
    names = ("view", "item", "search", *(["show"] if request.values.get("show") == Show.OPEN.value else ()))
    return {name: value for name in names if (value := request.values.get(name, "")[:LONGEST_SEARCH])}


def _narrowing() -> Narrowing:
    show = next((each for each in Show if each.value == request.args.get("show")), Show.ALL)
    return Narrowing(show, request.args.get("item", "")[:36], request.args.get("search", "")[:LONGEST_SEARCH])


def _address(narrowing: Narrowing, *, is_list: bool) -> Callable[..., str]:
    def address(*, view: str = "list" if is_list else "", **changes: Any) -> str:
        """The same page with something else chosen."""
        there = replace(narrowing, **changes)
        show = None if there.show is Show.ALL else there.show.value
        return url_for(".cards", view=view or None, show=show, item=there.item or None, search=there.search or None)

    return address
