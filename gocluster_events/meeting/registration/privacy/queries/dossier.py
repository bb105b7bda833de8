"""Everything that is stored about one person, read together; features above this one add their own sections."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.mail import queries as mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.queries.codes import invitation_by_address
from gocluster_events.meeting.registration.invitations.rules.codes import Guest
from gocluster_events.meeting.registration.notes.queries import notes
from gocluster_events.meeting.registration.people.models import Registration, WaitingMove
from gocluster_events.meeting.registration.people.queries.consents import consent_facts
from gocluster_events.meeting.registration.people.queries.decisions import substitution
from gocluster_events.meeting.registration.people.queries.people import full_registration, pending_entry
from gocluster_events.meeting.registration.people.queries.questions import questionnaire
from gocluster_events.meeting.registration.people.queries.seats import quota
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import WORKER, Move, NoteKind, Passed
from gocluster_events.meeting.registration.people.rules.entry import Document, answers_in, read
from gocluster_events.meeting.registration.people.rules.fields import (
    Identity,
    Needs,
    Participation,
    Person,
    PersonalData,
)
from gocluster_events.meeting.registration.people.rules.letters import PROVE_EMAIL, SUBSTITUTE_ASKED
from gocluster_events.meeting.registration.people.rules.questions import Answered
from gocluster_events.meeting.registration.privacy import rules
from gocluster_events.meeting.registration.sign_up.queries import joint_entries_of

SubjectOf = Callable[[str, str, Mapping[str, str]], str]
"""What a letter's subject line says: by its name, its language and its values, as far as they are still kept."""

_TIMES = (
    rules.Item.CREATED_AT,
    rules.Item.HOLD_UNTIL,
    rules.Item.PROVEN_AT,
    rules.Item.WAITLISTED_AT,
    rules.Item.OFFER_UNTIL,
    rules.Item.CONFIRMED_AT,
    rules.Item.ENDED_AT,
)


def dossier(
    session: Session, event: Event, registration: Registration, subject_of: SubjectOf, now: datetime
) -> rules.Dossier:
    """All that this feature and those below it store about a registration, without the texts derived for searching."""
    whole = full_registration(session, registration.id)
    sign_up, answers = whole.sign_up, whole.answered
    return rules.Dossier(
        event.slug,
        now,
        (
            rules.section(
                rules.Part.STANDING,
                _standing(session, event, registration),
                *_invitation(session, registration),
                *_together(session, registration.id),
            ),
            rules.section(
                rules.Part.DETAILS, (*_columns(registration, Person), *_columns(registration, Participation))
            ),
            _answers(answers),
            rules.section(rules.Part.NEEDS, *([_columns(sign_up.needs, Needs)] if sign_up.needs else [])),
            rules.section(rules.Part.IDENTITY, _columns(sign_up.identity, Identity)),
            rules.section(rules.Part.CONSENTS, *_consents(session, registration.id)),
            rules.section(rules.Part.PENDING, *_pending(session, event, registration)),
            rules.section(rules.Part.SUBSTITUTION, *_substitution(session, registration.id)),
            _waiting(session, registration),
            _notes(session, registration.id),
            _history(session, registration.id),
            _mails(session, registration.id, subject_of),
            _sessions(session, registration.id),
        ),
    )


def _standing(session: Session, event: Event, registration: Registration) -> rules.Record:
    kept_for = quota(session, event.id, registration.quota_id) if registration.quota_id else None
    name = kept_for.name.pick(registration.language)[0] if kept_for else None
    times = [(item, getattr(registration, item)) for item in _TIMES]
    return (
        (rules.Item.REFERENCE, registration.reference),
        (rules.Item.STATUS, registration.status),
        (rules.Item.QUOTA, name),
        (rules.Item.OUTSIDE_SEATS, registration.outside_seats or None),
        (rules.Item.LANGUAGE, registration.language),
        *times,
        (rules.Item.SEEN_VERSION, registration.seen_version),
        (rules.Item.REGISTERED_BY, rules.By.SOMEBODY if registration.registered_by else None),
    )


def _together(session: Session, registration_id: int) -> Iterable[rules.Record]:
    """The sign-ups of several that still wait for somebody's answer; nobody else in them is named."""
    for each in joint_entries_of(session, registration_id):
        yield (
            (rules.Item.CREATED_AT, each.created_at),
            (rules.Item.REGISTERED_BY, rules.By.YOU if each.is_registrant else rules.By.SOMEBODY),
            (rules.Item.NAME_TYPED, each.name),
            (rules.Item.INSTITUTION, each.institution),
            (rules.Item.ANSWERED_AT, each.answered_at),
        )


def _invitation(session: Session, registration: Registration) -> Iterable[rules.Record]:
    """The personal invitation of the address."""
    row = invitation_by_address(session, registration.event_id, registration.email_key)
    if row is not None:
        yield (
            *_columns(row, Guest),
            (rules.Item.CREATED_AT, row.created_at),
            (rules.Item.INVITED_AT, row.sent_at),
            (rules.Item.REMINDED_AT, row.reminded_at),
            (rules.Item.OPENED_AT, row.opened_at),
            (rules.Item.DECLINED_AT, row.declined_at),
        )


def _columns(row: Any, kind: type[Any]) -> rules.Record:
    return tuple((each.name, getattr(row, each.name)) for each in fields(kind))


def _answers(answered: Answered) -> rules.Section:
    """The answers to the edition's questions, including those that the team entered about the person."""
    return rules.section(
        rules.Part.ANSWERS,
        *(
            (
                (rules.Item.QUESTION, question.label),
                (rules.Item.ANSWER, rules.GivenAnswer(question, answer)),
                (rules.Item.PURPOSE, question.purpose),
                (rules.Item.RETENTION, question.retention),
            )
            for question, answer in answered
        ),
    )


def _consents(session: Session, registration_id: int) -> Iterable[rules.Record]:
    """Every answer about a consent: what for, in which words, given and withdrawn when."""
    for each in consent_facts(session, registration_id):
        yield (
            (rules.Item.PURPOSE, each.purpose),
            (rules.Item.SENTENCE, each),
            (rules.Item.VERSION, each.version),
            (rules.Item.LANGUAGE, each.language),
            (rules.Item.GIVEN_AT, each.given_at),
            (rules.Item.WITHDRAWN_AT, each.withdrawn_at),
        )


def _of(kind: type[Any], stored: Document) -> rules.Record:
    return _columns(read(kind, stored), kind)


def _pending(session: Session, event: Event, registration: Registration) -> Iterable[rules.Record]:
    yield (
        (rules.Item.CREATED_AT, registration.pending_email_at),
        (rules.Item.PENDING_EMAIL, registration.pending_email),
    )
    pending = pending_entry(session, registration.id)
    if pending is not None:
        apart = (*_of(Needs, pending.needs), *_of(Identity, pending.needs))
        yield ((rules.Item.CREATED_AT, pending.created_at), *_of(PersonalData, pending.entry), *apart)
        for question, answer in questionnaire(session, event).answered(answers_in(pending.needs)):
            yield ((rules.Item.QUESTION, question.label), (rules.Item.ANSWER, rules.GivenAnswer(question, answer)))


def _substitution(session: Session, registration_id: int) -> Iterable[rules.Record]:
    row = substitution(session, registration_id)
    if row is not None:
        yield (*_columns(row, Substitute), (rules.Item.CREATED_AT, row.created_at))


def _waiting(session: Session, registration: Registration) -> rules.Section:
    """Every move of the person, and whenever somebody behind them got a place that they could not have."""
    statement = sa.select(WaitingMove).where(WaitingMove.event_id == registration.event_id)
    moves = session.scalars(statement.order_by(WaitingMove.at, WaitingMove.id)).all()
    records = [record for move in moves for record in _move(move, registration.id)]
    return rules.section(rules.Part.WAITING, *records)


def _move(move: WaitingMove, registration_id: int) -> Iterable[rules.Record]:
    if move.registration_id == registration_id:
        who = rules.By.YOU if move.move in {Move.JOINED, Move.ACCEPTED} else _by(move.actor, registration_id)
        yield (
            (rules.Item.AT, move.at),
            (rules.Item.MOVE, move.move),
            (rules.Item.PLACE_IN_LINE, move.position),
            (rules.Item.NEW_PLACE, move.to_position),
            (rules.Item.BY, who),
            (rules.Item.REASON, move.reason),
        )
    for identity, reason in move.passed:
        if identity == registration_id:
            yield ((rules.Item.AT, move.at), (rules.Item.REASON, Passed(reason)))


def _by(actor: str, registration_id: int) -> rules.By:
    return rules.by(actor, f"registration:{registration_id}", WORKER)


def _notes(session: Session, registration_id: int) -> rules.Section:
    """What the team wrote about the person, for colleagues or as a reason."""
    return rules.section(
        rules.Part.NOTES,
        *(
            (
                (rules.Item.AT, each.at),
                (rules.Item.NOTE if each.kind is NoteKind.COMMENT else rules.Item.REASON, each.text),
                (rules.Item.BY, _by(each.author, registration_id)),
            )
            for each in notes(session, registration_id)
        ),
    )


def _history(session: Session, registration_id: int) -> rules.Section:
    lines = accounts.log_of(session, f"registration:{registration_id}")
    return rules.section(
        rules.Part.HISTORY,
        *(
            (
                (rules.Item.AT, line.at),
                (rules.Item.ACTION, line.action),
                (rules.Item.FIELDS, tuple(line.fields)),
                (rules.Item.BY, _by(line.actor, registration_id)),
            )
            for line in lines
        ),
    )


_TO_OTHERS = frozenset({PROVE_EMAIL.name, SUBSTITUTE_ASKED.name})


def _mails(session: Session, registration_id: int, subject_of: SubjectOf) -> rules.Section:
    """The mails to the person; not those to an address they named, which would tell whether it is registered."""
    about = mail.about(session, f"registration:{registration_id}")
    sent = [each for each in reversed(about) if each.letter not in _TO_OTHERS]
    return rules.section(
        rules.Part.MAILS,
        *(
            (
                (rules.Item.CREATED_AT, each.created_at),
                (rules.Item.SUBJECT, subject_of(each.letter, each.language, (each.content or {}).get("values", {}))),
                (rules.Item.RECIPIENT, each.recipient),
                (rules.Item.MAIL_STATE, each.state),
                (rules.Item.SENT_AT, each.sent_at),
            )
            for each in sent
        ),
    )


def _sessions(session: Session, registration_id: int) -> rules.Section:
    open_ones = accounts.sessions_of(session, f"registration:{registration_id}")
    return rules.section(
        rules.Part.SESSIONS,
        *(((rules.Item.CREATED_AT, began), (rules.Item.SEEN_AT, seen)) for began, seen in open_ones),
    )
