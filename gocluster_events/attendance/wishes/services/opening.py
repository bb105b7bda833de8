"""Where nobody's wishes count there is nothing to allot, and everything can be booked at once."""

from gocluster_events.attendance.bookings.services.settling import settle
from gocluster_events.attendance.bookings.services.wished import open_rest
from gocluster_events.attendance.wishes.models import Allocation
from gocluster_events.attendance.wishes.queries.input import wish_input
from gocluster_events.attendance.wishes.queries.rounds import runs
from gocluster_events.attendance.wishes.rules.codes import Refusal, RunState
from gocluster_events.attendance.wishes.rules.outcome import figures_document
from gocluster_events.attendance.wishes.services.inheriting import hand_on
from gocluster_events.attendance.wishes.services.rounds import close_if_due
from gocluster_events.attendance.wishes.services.runs import check_idle, closed_round, note
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


def open_places(event_id: int, act: Act) -> None:
    """A run of nobody is binding and carried out: whatever goes by wish can be booked from now on.

    Raises Refused: while wishes are open or a run is at work, where somebody's wishes count, and once one is binding.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        close_if_due(session, event, act)
        hand_on(session, event_id)
        round_, before = closed_round(session, event_id), runs(session, event_id)
        check_idle(before)
        given = wish_input(session, event, round_, {}, act.at)
        if given.problem.people:
            raise Refused(Refusal.WISHES_COUNT)
        row = Allocation(
            event_id=event_id, round_id=round_.id, number=len(before) + 1, state=RunState.COMMITTED, progress=100,
            problem=given.document, digest=given.digest, figures=figures_document(given.problem, given.blocks, {}, 0),
            actor=act.by, created_at=act.at, committed_at=act.at, bound_at=act.at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        open_rest(session, event_id, act.at)
        settle(session, event_id, act.at)
        note(session, row, "opened", act)
