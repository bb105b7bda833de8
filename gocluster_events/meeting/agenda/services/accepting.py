"""Accepting what the checks find, with a reason."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.services.drafting import open_for_changes
from gocluster_events.meeting.agenda.services.storing import count, forget
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit


def accept(event_id: int, fingerprint: str, reason: str, act: Act, others: Sequence[str] = ()) -> None:
    """The finding and these others may stay for this reason, and are counted no more; what was accepted stays as it is.

    Others that are not found any more are left out. Raises Refused when the first one is not, when it is an error or
    when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        findings = draft.findings(session, event_id, draft.draft(session, event))
        if findings.accepted_as(fingerprint):
            return
        if findings.acceptable(fingerprint) is None:
            raise Refused(Refusal.NOT_FOUND_ANY_MORE)
        allowed = findings.fingerprints - {fingerprint} if others else frozenset()
        more = [each for each in dict.fromkeys(others) if each in allowed]
        for each in (fingerprint, *more):
            row = models.Acceptance(event_id=event_id, fingerprint=each, reason=reason)
            row.accepted_by, row.accepted_at = act.by, act.at
            session.add(row)
        session.flush()
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
