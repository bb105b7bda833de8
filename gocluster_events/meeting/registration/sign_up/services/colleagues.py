"""What becomes of a sign-up of several: who has answered, and one letter about it to whoever filled in the form.

A person whose address was known counts by the answer to their mail, as everybody else; so nobody learns who was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.people.services.mails import queue_letter
from gocluster_events.meeting.registration.sign_up import queries
from gocluster_events.meeting.registration.sign_up.models import JointEntry
from gocluster_events.meeting.registration.sign_up.rules import Joint, Report, report


@dataclass(frozen=True, slots=True)
class Together:
    """Somebody of a sign-up of several: the registration of the address, and what was typed.

    ``typist`` is the institution of whoever filled in the form for them; None where they did themselves.
    """

    registration: Registration
    typed: SignUp
    typist: str | None


def note_together(session: Session, draft_id: str, people: Sequence[Together], now: datetime) -> list[int]:
    """The sign-up waits for an answer of each of them.

    Returns the ids of what it knows of them, in their order.
    """
    entries = [
        JointEntry(
            sign_up=draft_id,
            registration_id=each.registration.id,
            is_registrant=each.typist is None,
            name=f"{each.typed.entry.first_name} {each.typed.entry.last_name}",
            institution=each.typist or "",
            created_at=now,
        )
        for each in people
    ]
    session.add_all(entries)
    session.flush()
    return [each.id for each in entries]


def hand_over(session: Session, draft_id: str, joint_entry: int | None, registration: Registration) -> None:
    """The sign-up of several waits for that registration in place of another, if it still waits for this person."""
    row = session.get(JointEntry, joint_entry) if joint_entry else None
    is_theirs = row is not None and row.sign_up == draft_id  # else the number is somebody else's by now
    if row is not None and is_theirs and row.registration_id != registration.id:
        row.registration_id, row.answered_at = registration.id, None
        session.flush()


def note_answer(session: Session, registration_id: int, now: datetime) -> None:
    """Every sign-up of several that waits for this person has their answer; the last one causes the letter.

    Where they filled in the form, the registrations that it made say so from then on: till now anybody may have typed
    the address.
    The caller holds the edition's lock.
    """
    entries = [each for each in queries.joint_entries_of(session, registration_id) if each.answered_at is None]
    for each in entries:
        each.answered_at = now
    session.flush()
    for each in entries:
        if each.is_registrant:
            _name_registrant(session, each)
    for sign_up in dict.fromkeys(each.sign_up for each in entries):
        _report(session, sign_up, now)


def _name_registrant(session: Session, registrant: JointEntry) -> None:
    others = sa.and_(JointEntry.sign_up == registrant.sign_up, ~JointEntry.is_registrant)
    theirs = Registration.id.in_(sa.select(JointEntry.registration_id).where(others))
    is_made_by_it = Registration.created_at == registrant.created_at  # others were known before
    statement = sa.update(Registration).where(theirs, is_made_by_it)
    session.execute(statement.values(registered_by=registrant.registration_id))


def answer_in_person(event_id: int, registration_id: int, now: datetime) -> None:
    """Somebody who takes part already has opened the own page by a link, which answers as a proof does."""
    if not queries.may_answer_in_person(reading(), registration_id):
        return
    with transaction() as session:
        events.lock(session, event_id)
        note_answer(session, registration_id, now)


def report_overdue(now: datetime) -> int:
    """Of every sign-up of several whose links are over it is told what became of it. Called by the worker.

    Returns how many.
    """
    return sum(_report_in(event_id, sign_up, now) for event_id, sign_up in queries.overdue_sign_ups(reading(), now))


def _report_in(event_id: int, sign_up: str, now: datetime) -> int:
    with transaction() as session:
        events.lock(session, event_id)
        return _report(session, sign_up, now)


def _report(session: Session, sign_up: str, now: datetime) -> int:
    """Once nobody can answer any more the registrant has their one letter, and nothing is kept of the sign-up."""
    entries = queries.joint_entries(session, sign_up)
    outcome = report([_joint(each, now) for each in entries])
    if outcome is None or not entries:
        return 0
    if outcome.is_sent:
        registrant = next(each.registration_id for each in entries if each.is_registrant)
        _write(session, session.get_one(Registration, registrant), sign_up, outcome, now)
    session.execute(sa.delete(JointEntry).where(JointEntry.sign_up == sign_up))
    return 1


def _joint(each: JointEntry, now: datetime) -> Joint:
    may_answer = now < each.created_at + LINK_LASTS
    return Joint(letters.quoted(each.name), each.is_registrant, each.answered_at is not None, may_answer)


def _write(session: Session, registrant: Registration, sign_up: str, outcome: Report, now: datetime) -> None:
    language = registrant.language
    queue_letter(
        session, registrant, letters.COLLEAGUES, now, key=sign_up,
        confirmed=letters.of_confirmed(outcome.confirmed, language), lapsed=letters.of_lapsed(outcome.lapsed, language),
    )  # fmt: skip
