"""Registrations that look like one person's: side by side, and what the team makes of them."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.web.answers import Reply, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.registration.duplicates import queries, services, words
from gocluster_events.meeting.registration.duplicates.forms import decision_form
from gocluster_events.meeting.registration.duplicates.rules import Decision
from gocluster_events.meeting.registration.people import views as people_views
from gocluster_events.meeting.registration.people.queries import people, seats
from gocluster_events.meeting.registration.people.words import codes

blueprint = Blueprint("duplicates", __name__, url_prefix="/<lang:lang>")


@blueprint.get("/manage/<edition>/registration/duplicates")
@requires(Permission.VIEW_ATTENDEES)
def duplicates() -> str:
    """The pairs that wait for a decision, and those known to be two people."""
    session = db.session()
    positions = seats.positions(session, g.event.id)
    return render_template(
        "meeting/registration/duplicates/duplicates.html",
        pairs=[_pair_page(pair, positions) for pair in queries.duplicates(session, g.event.id)],
        apart=queries.distinct_pairs(session, g.event.id),
    )


@blueprint.route("/manage/<edition>/registration/duplicates/<int:first>/<int:second>", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def duplicate(first: int, second: int) -> Reply:
    """One pair, and the decision about it."""
    pair = found_or_404(queries.pair(db.session(), g.event.id, first, second))
    is_apart = queries.distinct_pair(db.session(), first, second) is not None
    standings, emails = (queries.state_of(pair[0]), queries.state_of(pair[1])), (pair[0].email, pair[1].email)
    form = decision_form(words.decisions(*standings, emails, apart=is_apart))
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            return _decide(form.decided(), first, second)
    positions = seats.positions(db.session(), g.event.id)
    facts = {
        "pair": _pair_page(pair, positions),
        "refused": words.refused(*standings, emails),
        "is_open": queries.are_alike(*pair),
    }
    return render_template("meeting/registration/duplicates/duplicate.html", form=form, **facts)


def _decide(decision: Decision, first: int, second: int) -> Reply:
    event_id, actor, now = g.event.id, g.account.email, clock.now()
    match decision:
        case Decision.FIRST:
            people_views.name_left_out_to_team(services.merge(event_id, first, second, Act(actor, now)))
        case Decision.SECOND:
            people_views.name_left_out_to_team(services.merge(event_id, second, first, Act(actor, now)))
        case Decision.APART:
            services.mark_distinct(event_id, first, second, Act(actor, now))
        case Decision.AGAIN:
            services.compare_again(event_id, first, second, Act(actor, now))
    return saved(str(words.DONE[decision]), ".duplicates")


def _pair_page(pair: queries.RegistrationPair, positions: Mapping[int, int]) -> dict[str, Any]:
    """A pair as the pages show it, with where each of the two waits."""
    return {
        "first": pair[0],
        "second": pair[1],
        "positions": [positions.get(each.id) for each in pair],
        "rows": words.compared(*map(people.entry_of, pair)),
    }
