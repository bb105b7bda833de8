"""Accepting what the checks find, with a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.agenda import models
from gocluster_events.agenda.queries import draft
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.services.drafting import open_for_changes
from gocluster_events.agenda.services.storing import count, forget
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events.models import Event
from gocluster_events.events.services.acting import audit


def accept(event_id: int, fingerprint: str, reason: str, actor: str, now: datetime) -> None:
    """The finding may stay for this reason, and is counted no more; what was accepted already stays as it is.

    Raises Refused when it is not found any more, when it is an error or when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        found = draft.findings(session, event_id, draft.draft(session, event))
        if found.accepted_as(fingerprint):
            return
        if found.acceptable(fingerprint) is None:
            raise Refused(Refusal.NOT_FOUND_ANY_MORE)
        row = models.Acceptance(event_id=event_id, fingerprint=fingerprint, reason=reason)
        row.accepted_by, row.accepted_at = actor, now
        session.add(row)
        _note(session, event, "programme.finding_accepted", actor, now)


def take_back(event_id: int, fingerprint: str, actor: str, now: datetime) -> None:
    """The finding is counted again. Twice changes nothing. Raises Refused when the edition is archived."""
    with transaction() as session:
        event = open_for_changes(session, event_id)
        if fingerprint in draft.acceptances(session, event_id):
            forget(session, event_id, models.Acceptance.fingerprint == fingerprint)
            _note(session, event, "programme.finding_reopened", actor, now)


def _note(session: Session, event: Event, action: str, actor: str, now: datetime) -> None:
    session.get_one(models.Draft, event.id).conflicts = count(session, event)
    audit(session, event.id, action, actor, now)
