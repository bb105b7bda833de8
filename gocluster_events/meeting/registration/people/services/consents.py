"""Giving, refusing and withdrawing a consent, in the transaction of whoever does it."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.meeting.registration.people.models import Consent, Registration
from gocluster_events.meeting.registration.people.queries.consents import is_answered, standing_consent
from gocluster_events.meeting.registration.people.rules.consents import WORDINGS, ConsentPurpose
from gocluster_events.meeting.registration.people.services.rows import forget_health


def give_consent(session: Session, registration_id: int, purpose: ConsentPurpose, language: str, now: datetime) -> bool:
    """The person consents, in the wording and language of today; only ever in their own act. Returns whether it is new.

    A consent that stands already stays as it was given.
    """
    if standing_consent(session, registration_id, purpose) is not None:
        return False
    _answer(session, registration_id, purpose, language, given_at=now)
    return True


def refuse_consent(
    session: Session, registration_id: int, purpose: ConsentPurpose, language: str, now: datetime
) -> bool:
    """The person does not consent: what was given is withdrawn, else the no is recorded. Returns whether it is new.

    Health data are erased with it.
    """
    standing = standing_consent(session, registration_id, purpose)
    if purpose is ConsentPurpose.HEALTH:
        forget_health(session, registration_id)
    if standing is not None:
        standing.withdrawn_at = now
        _read_anew(session, registration_id)
        return True
    if is_answered(session, registration_id, purpose):
        return False
    _answer(session, registration_id, purpose, language, withdrawn_at=now)
    return True


def hand_on_health_consent(session: Session, giver_id: int, taker_id: int) -> bool:
    """The consent to the use of health data passes on to another registration of the same person.

    Returns whether there was one; without it no health data may pass on either.
    """
    standing = standing_consent(session, giver_id, ConsentPurpose.HEALTH)
    if standing is None:
        return False
    if standing_consent(session, taker_id, ConsentPurpose.HEALTH) is None:
        standing.registration_id = taker_id
        session.flush()
    return True


def _answer(session: Session, registration_id: int, purpose: ConsentPurpose, language: str, **when: datetime) -> None:
    version = WORDINGS[purpose]
    row = Consent(registration_id=registration_id, purpose=purpose, version=version, language=language, **when)
    session.add(row)
    _read_anew(session, registration_id)


def _read_anew(session: Session, registration_id: int) -> None:
    """What this session has read of the person's consents counts no more."""
    session.flush()
    known = session.identity_map.get(session.identity_key(Registration, registration_id))
    if known is not None:
        session.expire(known, ["list_name", "list_email", "list_public", "photos"])
