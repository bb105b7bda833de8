"""Reads of what people consent to."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.registration.people.models import Consent
from gocluster_events.meeting.registration.people.rules.consents import ConsentFacts, ConsentPurpose, consents
from gocluster_events.meeting.registration.people.rules.fields import Consents


def consent_facts(session: Session, registration_id: int) -> Sequence[ConsentFacts]:
    """Every answer that the person ever gave about a consent, the oldest first."""
    columns = (Consent.purpose, Consent.version, Consent.language, Consent.given_at, Consent.withdrawn_at)
    statement = sa.select(*columns).where(Consent.registration_id == registration_id).order_by(Consent.id)
    return [ConsentFacts(*row) for row in session.execute(statement)]


def consent_facts_of(row: Consent) -> ConsentFacts:
    """The row as a value."""
    return ConsentFacts(row.purpose, row.version, row.language, row.given_at, row.withdrawn_at)


def consents_of(session: Session, registration_id: int) -> Consents:
    """What the person answered about lists and photographs."""
    return consents(consent_facts(session, registration_id))


def standing_consent(session: Session, registration_id: int, purpose: ConsentPurpose) -> Consent | None:
    """The consent to that purpose that was given and not withdrawn."""
    mine = sa.and_(Consent.registration_id == registration_id, Consent.purpose == purpose)
    stands = sa.and_(Consent.given_at.is_not(None), Consent.withdrawn_at.is_(None))
    return session.scalar(sa.select(Consent).where(mine, stands))


def is_answered(session: Session, registration_id: int, purpose: ConsentPurpose) -> bool:
    """Whether the person ever gave an answer about that purpose."""
    mine = sa.and_(Consent.registration_id == registration_id, Consent.purpose == purpose)
    return session.scalar(sa.select(Consent.id).where(mine).limit(1)) is not None
