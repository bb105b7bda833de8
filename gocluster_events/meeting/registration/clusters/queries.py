"""Who names which cluster. A registration holds the name as it was chosen; an invitation, that of its organisation."""

from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.text import fold
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import Registration


def registrations_by_cluster(session: Session, event_id: int) -> Mapping[str, int]:
    """How many registrations name each cluster, by the name as they hold it."""
    statement = sa.select(Registration.cluster, sa.func.count()).where(
        Registration.event_id == event_id, Registration.cluster != ""
    )
    return {name: number for name, number in session.execute(statement.group_by(Registration.cluster))}  # noqa: C416 -- rows


def invitations_by_organisation(session: Session, event_id: int) -> Mapping[str, int]:
    """How many people are invited as those of each organisation, by its folded name."""
    statement = sa.select(Invitation.organisation, sa.func.count()).where(
        Invitation.event_id == event_id, Invitation.organisation != "", Invitation.email_key.is_not(None)
    )
    counts: Counter[str] = Counter()
    for name, number in session.execute(statement.group_by(Invitation.organisation)):
        counts[fold(name)] += number
    return counts
