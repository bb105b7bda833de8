"""A proposal for the programme, asked for and computed, and what has become of it and of the draft."""

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.models import Proposal
from gocluster_events.meeting.agenda.planning import services as planning
from gocluster_events.meeting.agenda.queries import draft as draft_queries, proposals
from gocluster_events.meeting.agenda.rules.proposals import Scope
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events.models import Event
from tests.support.settings import NOW

MANAGE = "/de/manage/jahrestagung-2027/agenda"
PAGE = f"{MANAGE}/proposal"
MARIT = "organiser@example.org"
EVERYTHING, NEW_ONLY = Scope(), Scope(moves=False)


def propose(event: Event, scope: Scope = EVERYTHING, seed: int = 1) -> None:
    """A proposal is asked for, and waits for the worker."""
    planning.propose(event.id, scope, seed, Act(MARIT, NOW))


def made(session: Session, event: Event, scope: Scope = EVERYTHING) -> Proposal:
    """The proposal that was asked for and computed."""
    propose(event, scope)
    assert planning.run_proposals(NOW) == 1
    row = fresh(session, event)
    assert row is not None
    return row


def fresh(session: Session, event: Event) -> Proposal | None:
    """The proposal as it stands now; None when it is gone."""
    session.rollback()
    return proposals.proposal(session, event.id)


def draft(session: Session, event: Event) -> Timetable:
    """The draft as it stands now."""
    session.rollback()
    return draft_queries.draft(session, session.get_one(Event, event.id))
