"""Accepting what the checks find, with a reason."""

from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.agenda import models
from gocluster_events.agenda.queries import draft
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.services.drafting import open_for_changes
from gocluster_events.agenda.services.storing import count, forget
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events.models import Event
from gocluster_events.events.services.acting import audit


def accept(event_id: int, fingerprint: str, reason: str, act: Act) -> None:
    """The finding may stay for this reason, and is counted no more; what was accepted already stays as it is.

    Raises Refused when it is not found any more, when it is an error or when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        findings = draft.findings(session, event_id, draft.draft(session, event))
        if findings.accepted_as(fingerprint):
            return
        if findings.acceptable(fingerprint) is None:
            raise Refused(Refusal.NOT_FOUND_ANY_MORE)
        row = models.Acceptance(event_id=event_id, fingerprint=fingerprint, reason=reason)
        row.accepted_by, row.accepted_at = act.by, act.at
        session.add(row)
        _note(session, event, "programme.finding_accepted", act)


def take_back(event_id: int, fingerprint: str, act: Act) -> None:
    """The finding is counted again. Twice changes nothing. Raises Refused when the edition is archived."""
    with transaction() as session:
        event = open_for_changes(session, event_id)
        if fingerprint in draft.acceptances(session, event_id):
            forget(session, event_id, models.Acceptance.fingerprint == fingerprint)
            _note(session, event, "programme.finding_reopened", act)


def _note(session: Session, event: Event, action: str, act: Act) -> None:
    session.get_one(models.Draft, event.id).conflicts = count(session, event)
    audit(session, event.id, action, act)
