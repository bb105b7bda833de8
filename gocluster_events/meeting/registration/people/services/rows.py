"""An entry as the columns of a registration."""

from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.search import stored_words
from gocluster_events.meeting.registration.people import models
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import decisions, people
from gocluster_events.meeting.registration.people.rules import likeness
from gocluster_events.meeting.registration.people.rules.codes import Retention
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.entry import SignUp, document
from gocluster_events.meeting.registration.people.rules.fields import Identity, Needs, PersonalData
from gocluster_events.meeting.registration.people.rules.questions import Answer, Answers, is_protected

SORT_KEY_LENGTH = 400  # folding can make a text longer than its column


def fill(registration: Registration, entry: PersonalData) -> None:
    """The registration says what the entry says, and is found by it."""
    for each in fields(PersonalData):
        setattr(registration, each.name, getattr(entry, each.name))
    registration.email_key = text.email_key(entry.email) if entry.email else f"-{registration.reference}"
    make_keys(registration)
    registration.sort_key = text.sort_key(entry.last_name, entry.first_name)[:SORT_KEY_LENGTH]
    registration.search_text = searched(registration)
    registration.name_words = stored_words(entry.title, entry.first_name, entry.last_name, entry.organisation)


def make_keys(registration: Registration) -> None:
    """The registration has the keys of its names by which it is like another one."""
    registration.name_key = likeness.name_key(registration.last_name, registration.first_name)
    registration.organisation_key = likeness.organisation_key(registration.organisation)
    registration.key_version = likeness.VERSION


def searched(row: Registration) -> str:
    """The text by which the registration is found."""
    return text.search_text(
        row.title, row.first_name, row.last_name, row.badge_name, row.email, row.organisation, row.cluster,
        row.position, row.reference,
    )  # fmt: skip


def store_private(session: Session, registration_id: int, sign_up: SignUp, *, asks_more: bool) -> None:
    """The registration has the identity and (if the edition ``asks_more``) the unprotected answers of the sign-up.

    Needs and protected answers stay as the person gave them: another may have typed the sign-up.
    """
    store_identity(session, registration_id, sign_up.identity)
    if asks_more:
        unprotected = sa.and_(~models.QuestionVersion.for_staff, models.QuestionVersion.retention != Retention.NEEDS)
        _drop_answers(session, registration_id, unprotected)
        add_answers(session, registration_id, sign_up.answers)


def store_needs(session: Session, registration_id: int, needs: Needs) -> None:
    """These are the person's needs; without any there is no row."""
    if needs:
        session.merge(_needs(registration_id, needs))
    else:
        _drop(session, models.SpecialNeeds, registration_id)


def add_needs(session: Session, registration_id: int, needs: Needs) -> None:
    """The registration has these needs; it had none before."""
    session.add(_needs(registration_id, needs))


def _needs(registration_id: int, needs: Needs) -> models.SpecialNeeds:
    return models.SpecialNeeds(registration_id=registration_id, **{**document(needs), "diet": needs.diet})


def store_identity(session: Session, registration_id: int, identity: Identity) -> None:
    """The registration has this date and place of birth; without any there is no row."""
    if identity:
        session.merge(models.ProtectedIdentity(registration_id=registration_id, **vars(identity)))
    else:
        _drop(session, models.ProtectedIdentity, registration_id)


def store_answers(session: Session, registration_id: int, answers: Answers, *, for_staff: bool = False) -> None:
    """These are all answers that the person, or (``for_staff``) the team, gave."""
    _drop_answers(session, registration_id, models.QuestionVersion.for_staff == for_staff)
    add_answers(session, registration_id, answers)


def add_answers(session: Session, registration_id: int, answers: Answers) -> None:
    """The registration has these answers too."""
    rows = [row for answer in answers for row in _rows(registration_id, answer)]
    if rows:
        session.execute(sa.insert(models.AnswerRow), rows)


def forget_health(session: Session, registration_id: int) -> None:
    """Nothing is known of the person's health: of the needs only the diet is left, and no protected answer."""
    row = session.get(models.SpecialNeeds, registration_id)
    if row is not None:
        store_needs(session, registration_id, Needs(diet=row.diet))
    _drop_answers(session, registration_id, models.QuestionVersion.retention == Retention.NEEDS)


def forget_needs(session: Session, registration_id: int, now: datetime) -> None:
    """Nothing is known of the person's needs and identity, nor of answers that are kept no longer than those.

    The consent to the use of health data ends with them: whoever comes back is asked anew.
    """
    end_health_consents(session, [registration_id], now)
    _drop(session, models.SpecialNeeds, registration_id)
    _drop(session, models.ProtectedIdentity, registration_id)
    _drop_answers(session, registration_id, models.QuestionVersion.retention == Retention.NEEDS)


def end_health_consents(session: Session, registrations: Collection[int], now: datetime) -> None:
    """None of these people consents to the use of health data any more, of which there are none left."""
    given = sa.and_(models.Consent.given_at.is_not(None), models.Consent.withdrawn_at.is_(None))
    theirs = sa.and_(models.Consent.purpose == ConsentPurpose.HEALTH, models.Consent.registration_id.in_(registrations))
    session.execute(sa.update(models.Consent).where(given, theirs).values(withdrawn_at=now))


def end_health_consent_if_done(session: Session, registration_id: int, now: datetime) -> None:
    """The consent to the use of health data has ended if nothing is known of the person's health any more."""
    session.flush()
    known = people.full_registration(session, registration_id)
    if not (known.sign_up.needs.is_health or any(is_protected(question) for question, _answer in known.answered)):
        end_health_consents(session, [registration_id], now)


def _drop(
    session: Session, kind: type[models.SpecialNeeds] | type[models.ProtectedIdentity], registration_id: int
) -> None:
    row = session.get(kind, registration_id)
    if row is not None:
        session.delete(row)


def _drop_answers(session: Session, registration_id: int, which: sa.ColumnElement[bool]) -> None:
    versions = sa.select(models.QuestionVersion.id).where(which)
    mine = models.AnswerRow.registration_id == registration_id
    session.execute(sa.delete(models.AnswerRow).where(mine, models.AnswerRow.version_id.in_(versions)))


def _rows(registration_id: int, answer: Answer) -> Iterator[dict[str, Any]]:
    """The columns of a row, or of one for each of the chosen options."""
    held = {"registration_id": registration_id, "version_id": answer.version_id}
    empty = {"option": None, "text": None, "number": None, "date": None}
    if answer.options:
        yield from ({**held, **empty, "option": option} for option in answer.options)
    elif answer:
        yield {**held, **empty, "text": answer.text or None, "number": answer.number, "date": answer.date}


def forget_rest(session: Session, registration_id: int, now: datetime) -> None:
    """Of a registration that has ended nothing is kept that nobody needs: no needs, no substitute, nothing unproven."""
    pending = people.pending_entry(session, registration_id)
    if pending is not None:
        session.delete(pending)
    substitution = decisions.substitution(session, registration_id)
    if substitution is not None:
        session.delete(substitution)
    drop_pending_email(session.get_one(Registration, registration_id))
    forget_needs(session, registration_id, now)


def drop_pending_email(registration: Registration) -> None:
    """No new address waits for its proof, and the links sent to one are dead."""
    if registration.pending_email:
        registration.pending_email = registration.pending_email_key = ""
        registration.pending_email_at = None
        registration.email_generation += 1


def drop_pending_entry(session: Session, registration: Registration) -> None:
    """No new data wait for their proof, and the links sent for them are dead."""
    pending = session.get(models.PendingEntry, registration.id)
    if pending is not None:
        session.delete(pending)
        registration.pending_generation += 1
