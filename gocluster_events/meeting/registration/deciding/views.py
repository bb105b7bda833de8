"""The team's latest decisions, and undoing one while its mails wait."""

from flask import Blueprint, g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import _n
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.registration.deciding import services
from gocluster_events.meeting.registration.people.models import Decision
from gocluster_events.meeting.registration.people.queries import decisions as decisions_queries
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.rules.deciding import check_undoable, undo_until
from gocluster_events.meeting.registration.people.views import MANAGE
from gocluster_events.meeting.registration.people.words import codes

blueprint = Blueprint("deciding", __name__, url_prefix="/<lang:lang>")


MOST_ROWS = 50


@blueprint.get(f"{MANAGE}/decisions")
@requires(Permission.DECIDE_REGISTRATIONS)
def decisions() -> str:
    """The latest decisions, and which of them can still be undone."""
    rows = decisions_queries.decisions(db.session(), g.event.id, MOST_ROWS)
    names = accounts.names(db.session(), {each.actor for each in rows} | {each.undone_by for each in rows})
    return render_template(
        "meeting/registration/deciding/decisions.html", decisions=rows, names=names, undo_until=undo_until
    )


@blueprint.route(f"{MANAGE}/decisions/<int:decision_id>/reversal", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def reversal(decision_id: int) -> Reply:
    """The registrations that undoing a decision would restore, and the button that undoes it."""
    decision, form = found_or_404(decisions_queries.decision(db.session(), g.event.id, decision_id)), Confirm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            number = services.undo(g.event.id, decision_id, acting())
            return saved(
                _n(
                    "Undone for %(num)d person. No e-mail will be sent.",
                    "Undone for %(num)d people. No e-mails will be sent.",
                    number,
                ),
                ".decisions",
            )
    people = [person for _row, person in decisions_queries.decided(db.session(), decision_id)]
    return render_template(
        "meeting/registration/deciding/reversal.html", form=form, decision=decision, people=people,
        until=undo_until(decision.at), refusal=_refusal(decision),
    )  # fmt: skip


def _refusal(decision: Decision) -> Refusal | None:
    """Why the decision cannot be undone any more; None when it can."""
    is_closed, is_undone = decision.closed_at is not None, decision.undone_at is not None
    try:
        check_undoable(decided_at=decision.at, is_closed=is_closed, is_undone=is_undone, now=clock.now())
    except Refused as refusal:
        return Refusal(refusal.code)
    return None
