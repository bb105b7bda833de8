"""A proposal for the programme: asked for, computed by the worker, accepted or discarded."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused, Stale, as_seen
from gocluster_events.core.leases import is_over
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.planning.rules import Annealer, changes_of
from gocluster_events.meeting.agenda.queries import draft as draft_queries, proposals, steps
from gocluster_events.meeting.agenda.rules.change import still_there
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.rules.document import change_from_json, change_to_json
from gocluster_events.meeting.agenda.rules.planning_problem import PlanningProblem
from gocluster_events.meeting.agenda.rules.proposals import ProposalState, Scope, Wish, free_items
from gocluster_events.meeting.agenda.services.drafting import apply_in, open_for_changes
from gocluster_events.meeting.events.models import Event

PORTIONS = 25  # how often the page hears how far it is
LEASE = timedelta(minutes=2)


def propose(event_id: int, scope: Scope, seed: int, act: Act) -> None:
    """The worker computes a proposal next; an earlier one is gone. The same seed proposes the same of the same draft.

    Raises Refused without days and rooms, when there is nothing to place, and when the edition is archived.
    """
    with transaction() as session:
        draft = draft_queries.draft(session, open_for_changes(session, event_id))
        if not draft.rooms or not draft.days:
            raise Refused(Refusal.NO_ROOMS)
        if not free_items(draft, scope):
            raise Refused(Refusal.NOTHING_FREE)
        _forget(session, event_id)
        session.add(
            models.Proposal(
                event_id=event_id, state=ProposalState.QUEUED, day=scope.day, moves=scope.moves, seed=seed,
                actor=act.by, created_at=act.at,
            )
        )  # fmt: skip


def discard_proposal(event_id: int) -> None:
    """The edition has no proposal, and nobody computes it any longer."""
    with transaction() as session:
        _forget(session, event_id)


def answer(event_id: int, proposal_id: int, item: str, *, is_taken: bool) -> None:
    """The change of that item is taken or left; without an item all that are still open are. The draft stays as it is.

    Raises Stale when there is another proposal, Refused when the edition is archived.
    """
    with transaction() as session:
        open_for_changes(session, event_id)
        row = _done(session, event_id, proposal_id)
        known = [change_from_json(each).touched for each in row.changes]
        meant = [each for each in known if each == item or (not item and each not in row.answers)]
        row.answers = {**row.answers, **dict.fromkeys(meant, is_taken)}


def _done(session: Session, event_id: int, proposal_id: int) -> models.Proposal:
    """The edition's proposal, computed; raises Stale if it is another one."""
    row = proposals.proposal(session, event_id)
    if row is None or row.id != proposal_id or row.state is not ProposalState.DONE:
        raise Stale
    return row


def accept_proposal(event_id: int, proposal_id: int, act: Act) -> None:
    """The draft has the changes that were taken, else all that were not left, by one step; the proposal is gone.

    Raises Stale when the draft has changed since or there is another proposal, Refused when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        row = _done(session, event_id, proposal_id)
        as_seen(steps.head(session, event_id), row.revision)
        changes = [change_from_json(each) for each in row.changes]
        is_any_taken = any(row.answers.values())
        changes = [change for change in changes if row.answers.get(change.touched, not is_any_taken)]
        apply_in(session, event_id, still_there(changes, draft_queries.draft(session, event)), None, act)
        session.delete(row)


def run_proposals(now: datetime) -> int:
    """The proposal that waits longest is computed; returns how many were. The worker's verb."""
    number = proposals.next_proposal(reading(), now)
    if number is None:
        return 0
    begun = _begin(number, now)
    if begun is None:
        return 0
    problem, seed, revision = begun
    annealer = Annealer(problem, seed)
    while annealer.done < annealer.tries:
        annealer.run(-(-annealer.tries // PORTIONS))
        if not _advance(number, revision, annealer.percent):
            return 0
    with transaction() as session:
        row = _running(session, number, revision)
        if row is not None:
            row.changes = [change_to_json(change) for change in changes_of(problem, annealer.best)]
            row.state, row.progress, row.lease_until = ProposalState.DONE, 100, None
    return 1


def wish(event_id: int, wanted: Wish) -> None:
    """The wish is kept; it takes the place of an earlier one of the same two items.

    Raises Refused when both are one item or the edition is archived, Stale when one of them is not there.
    """
    if wanted.first == wanted.second:
        raise Refused(Refusal.SAME_ITEM)
    with transaction() as session:
        open_for_changes(session, event_id)
        rows = draft_queries.item_rows(session, event_id, [wanted.first, wanted.second])
        if len(rows) != 2:
            raise Stale
        first, second = sorted(row.id for row in rows.values())
        same = sa.and_(models.Wish.first_id == first, models.Wish.second_id == second)
        session.execute(sa.delete(models.Wish).where(same))
        session.add(models.Wish(event_id=event_id, kind=wanted.kind, first_id=first, second_id=second))


def drop_wish(event_id: int, wish_id: int) -> None:
    """The wish no longer exists. Raises Refused when the edition is archived."""
    with transaction() as session:
        open_for_changes(session, event_id)
        mine = sa.and_(models.Wish.event_id == event_id, models.Wish.id == wish_id)
        session.execute(sa.delete(models.Wish).where(mine))


def _begin(number: int, now: datetime) -> tuple[PlanningProblem, int, int] | None:
    """The problem of the draft as it is now, the seed and the revision; None if another worker has it or it is gone."""
    with transaction() as session:
        row = session.get(models.Proposal, number, with_for_update=True, populate_existing=True)
        if row is None or not (row.state is ProposalState.QUEUED or is_over(row.lease_until, now)):
            return None
        row.state, row.progress, row.lease_until = ProposalState.RUNNING, 0, now + LEASE
        row.revision = steps.head(session, row.event_id).revision
        draft = draft_queries.draft(session, session.get_one(Event, row.event_id))
        wishes = tuple(proposals.wishes(session, row.event_id).values())
        return PlanningProblem(draft, proposals.scope_of(row), wishes), row.seed, row.revision


def _advance(number: int, revision: int, percent: int) -> bool:
    """The proposal's progress is stored for the page; returns whether this worker should go on."""
    with transaction() as session:
        row = _running(session, number, revision)
        if row is not None:
            row.progress = percent
        return row is not None


def _running(session: Session, number: int, revision: int) -> models.Proposal | None:
    """The proposal, unless nobody wants it any more or another worker took it over for a draft that has moved on."""
    row = session.get(models.Proposal, number, with_for_update=True, populate_existing=True)
    is_mine = row is not None and row.state is ProposalState.RUNNING and row.revision == revision
    return row if is_mine else None


def _forget(session: Session, event_id: int) -> None:
    session.execute(sa.delete(models.Proposal).where(models.Proposal.event_id == event_id))
