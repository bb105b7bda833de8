"""Until when people wish: the team sets it, and may close before that."""

from typing import Any

from flask import g, render_template

from gocluster_events.attendance.wishes.forms.round import RoundForm, round_form
from gocluster_events.attendance.wishes.models import WishRound
from gocluster_events.attendance.wishes.queries.demand import demand
from gocluster_events.attendance.wishes.queries.rounds import round_of, round_row
from gocluster_events.attendance.wishes.rules.facts import RoundFacts
from gocluster_events.attendance.wishes.rules.phases import phase_of
from gocluster_events.attendance.wishes.services import rounds
from gocluster_events.attendance.wishes.views.blueprint import blueprint
from gocluster_events.attendance.wishes.words.codes import REFUSALS
from gocluster_events.attendance.wishes.words.team import ROUND_REFUSALS
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import LazyString, _
from gocluster_events.core.web.answers import Reply, acting, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm

MANAGE = "/<lang:lang>/manage/<edition>/bookings"
_SENTENCES: dict[Any, LazyString] = {**ROUND_REFUSALS, **REFUSALS}


@blueprint.route(f"{MANAGE}/wishes", methods=["GET", "POST"], endpoint="round")
@requires(Permission.ALLOT)
def wish_round() -> Reply:
    """From when until when people wish, and how many in a block; a colleague's change is shown, not overwritten."""
    row = round_row(db.session(), g.event.id)
    form = round_form(_facts(row), g.event.zone, _revision(row))
    if form.validate_on_submit():
        try:
            with refusals(form, _SENTENCES):
                rounds.set_round(g.event.id, form.facts(), acting(), seen=read_revision(form))
                return saved(_("The deadline is saved."), ".allocation")
        except Stale:
            row = round_row(db.session(), g.event.id)
            theirs = round_form(_facts(row), g.event.zone, _revision(row), is_typed=False)
            return _page(form, collision=collided(form, theirs)), 409
    return _page(form)


@blueprint.route(f"{MANAGE}/wishes/close", methods=["GET", "POST"])
@requires(Permission.ALLOT)
def close() -> Reply:
    """What closing before the deadline means, and the button."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, _SENTENCES):
            rounds.close_now(g.event.id, acting())
            return saved(_("Choices are closed. Now the places can be allotted."), ".allocation")
    wanted, round_ = demand(db.session(), g.event), round_of(db.session(), g.event)
    return render_template(
        "attendance/wishes/close.html", form=form, demand=wanted, round=round_, phase=phase_of(round_, clock.now())
    )  # fmt: skip


def _facts(row: WishRound | None) -> RoundFacts | None:
    if row is None:
        return None
    return RoundFacts(opens_at=row.opens_at, closes_at=row.closes_at, most_wishes=row.most_wishes)


def _revision(row: WishRound | None) -> int:
    return row.revision if row else 0


def _page(form: RoundForm, **facts: Any) -> str:
    round_ = round_of(db.session(), g.event)
    return render_template(
        "attendance/wishes/round.html", form=form, round=round_, phase=phase_of(round_, clock.now()), **facts
    )  # fmt: skip
