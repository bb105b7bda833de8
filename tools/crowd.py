"""A meeting of many: the people of the tests' meeting, and as many invented ones as are asked for.

They come with what people leave, and are written in bulk, as rows. Nobody of them is real, and all
addresses are on example.org.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.door.models import Admission
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.messages.rules import Stage
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import (
    AnswerRow,
    Consent,
    QuestionVersion,
    Registration,
    SpecialNeeds,
)
from gocluster_events.meeting.registration.people.rules.codes import Diet, Status
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from tests.support.settings import NOW
from tools import stage

TURN = 1_000
_STANDINGS = (  # of a hundred people
    *[Status.CONFIRMED] * 88, *[Status.CANCELLED] * 5, *[Status.WAITLISTED] * 2, *[Status.RECEIVED] * 2,
    *[Status.UNCONFIRMED] * 3,
)  # fmt: skip
_CONSENTS = {ConsentPurpose.LIST_NAME: 2, ConsentPurpose.LIST_EMAIL: 4, ConsentPurpose.PHOTOS: 3}
_PHRASE = "Guten Tag, Ihre Anmeldung zur Jahrestagung ist bestätigt. Bitte bringen Sie Ihren Code mit. "


def grow(event_id: int, many: int) -> None:
    """The edition has so many registrations, and a message went, and another is about to go, to all who take part."""
    with db.transaction() as session:
        event = session.get_one(Event, event_id)
        there = session.scalars(
            sa.select(sa.func.count()).select_from(Registration).where(Registration.event_id == event_id)
        ).one()
        last = session.scalars(sa.select(sa.func.max(Registration.id))).one()  # of any edition
        for first in range(last + 1, last + 1 + many - there, TURN):
            _turn(session, event, range(first, min(first + TURN, last + 1 + many - there)))
        ids = session.scalars(
            sa.select(Registration.id).where(
                Registration.event_id == event_id, Registration.status == Status.CONFIRMED, Registration.email != ""
            )
        ).all()
        event.capacity_onsite = len(ids)
        people = [[each, Status.CONFIRMED.value] for each in ids]
        messages = sa.update(Message).where(Message.event_id == event_id)
        session.execute(messages.where(Message.stage == Stage.PLANNED).values(people=people))


def sent_message(event_id: int) -> int:
    """The number of a message that went to all who take part; each time it is another one."""
    with db.transaction() as session:
        draft = session.scalars(sa.select(Message).where(Message.event_id == event_id).limit(1)).one()
        row = Message(
            event_id=event_id, stage=Stage.SENT, subject=draft.subject, body=draft.body, parameters={},
            people=session.scalars(sa.select(Message.people).where(Message.stage == Stage.PLANNED)).first(),
            author=draft.author, created_at=NOW, due_at=NOW, queued_at=NOW,
        )  # fmt: skip
        session.add(row)
        session.flush()
        mails = [_mail(event_id, number, f"message:{row.id}", "message") for number, _status in row.people]
        session.execute(sa.insert(Mail), mails)
        return row.id


def _turn(session: Session, event: Event, numbers: range) -> None:
    session.execute(sa.insert(Registration), [_person(event.id, number) for number in numbers])
    session.execute(sa.insert(Consent), [row for number in numbers for row in _consents(number)])
    session.execute(sa.insert(Mail), [_mail(event.id, number) for number in numbers])
    session.execute(sa.insert(AuditEntry), [_deed(event.id, number) for number in numbers])
    session.execute(sa.insert(Invitation), [_invitation(event.id, number) for number in numbers if number % 2])
    session.execute(sa.insert(SpecialNeeds), [_needs(number) for number in numbers if number % 5 == 0])
    came = [number for number in numbers if number % 3 == 0 and _standing(number) is Status.CONFIRMED]
    session.execute(sa.insert(Admission), [_admission(event, number) for number in came])
    choice = session.scalars(
        sa.select(QuestionVersion).where(QuestionVersion.kind == QuestionKind.ONE_OF).order_by(QuestionVersion.id)
    ).first()
    if choice:
        options = [each["id"] for each in choice.options]
        answers = [
            {"registration_id": number, "version_id": choice.id, "option": options[number % len(options)]}
            for number in numbers
        ]
        session.execute(sa.insert(AnswerRow), answers)


def _standing(number: int) -> Status:
    return _STANDINGS[number % len(_STANDINGS)]


def _person(event_id: int, number: int) -> dict[str, Any]:
    standing, at = _standing(number), NOW - timedelta(minutes=number % 20_000)
    return stage.person(
        event_id, number, id=number, reference=f"C{number:08d}", status=standing, created_at=at,
        cluster=f"Cluster {number % 60}",
        proven_at=None if standing is Status.UNCONFIRMED else at,
        confirmed_at=at if standing in {Status.CONFIRMED, Status.CANCELLED} else None,
        ended_at=NOW if standing is Status.CANCELLED else None,
        waitlisted_at=at if standing is Status.WAITLISTED else None, waiting_rank=number,
        hold_until=NOW + timedelta(minutes=30) if standing is Status.UNCONFIRMED else None,
    )  # fmt: skip


def _consents(number: int) -> Iterator[dict[str, Any]]:
    about = {"registration_id": number, "version": 1, "language": "de", "given_at": NOW}
    return ({**about, "purpose": purpose} for purpose, each in _CONSENTS.items() if number % each == 0)


def _mail(
    event_id: int, number: int, key: str = "confirmed_onsite", letter: str = "confirmed_onsite"
) -> dict[str, Any]:
    at = NOW - timedelta(minutes=number % 20_000)
    failed = number % 200 == 0 and letter != "message"
    return {
        "key": f"{key}:{number}", "scope": f"edition:{event_id}", "subject": f"registration:{number}",
        "recipient": f"guest-{number}@example.org", "language": "de", "letter": letter,
        "content": {"values": {"salutation": f"Müller-Lüdenscheidt {number}", "text": _PHRASE * 6}},
        "state": State.FAILED if failed else State.SENT, "created_at": at, "not_before": at,
        "sent_at": None if failed else at, "token": f"{letter[:3]}{number:029d}",
    }  # fmt: skip


def _deed(event_id: int, number: int) -> dict[str, Any]:
    return {
        "at": NOW, "actor": "organiser@example.org", "action": "registration.corrected", "scope": f"edition:{event_id}",
        "subject": f"registration:{number}", "fields": ["organisation"],
    }  # fmt: skip


def _invitation(event_id: int, number: int) -> dict[str, Any]:
    about = stage.person(event_id, number)
    columns = ("first_name", "last_name", "organisation", "language", "search_text", "sort_key")
    return {
        **{name: about[name] for name in columns}, "event_id": event_id, "code": f"Z{number:08d}", "uses": 1,
        "email": f"guest-{number}@example.org", "email_key": f"guest-{number}@example.org", "created_at": NOW,
        "sent_at": NOW - timedelta(days=3),
    }  # fmt: skip


def _needs(number: int) -> dict[str, Any]:
    words = "Haselnüsse" if number % 50 == 0 else ""
    return {"registration_id": number, "diet": list(Diet)[number % 3], "intolerances": words, "support": []}


def _admission(event: Event, number: int) -> dict[str, Any]:
    day, at = event.starts_at.date(), event.starts_at + timedelta(seconds=number % 7_200)
    return {
        "event_id": event.id, "registration_id": number, "day": day, "key": f"passage-{number}", "at": at,
        "received_at": at, "actor": "staff@example.org", "desk": "A",
    }  # fmt: skip
