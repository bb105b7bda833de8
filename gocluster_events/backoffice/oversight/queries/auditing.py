"""Reads of the audit log."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.models import Export
from gocluster_events.backoffice.feedback.models import Feedback
from gocluster_events.backoffice.legal.models import LegalVersion
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.oversight.rules import auditing
from gocluster_events.core import text
from gocluster_events.core.accounts.models import Account, AuditEntry
from gocluster_events.meeting.agenda.models import Person, Snapshot, Step, Version
from gocluster_events.meeting.agenda.queries import people as agenda
from gocluster_events.meeting.events.models import Cluster, Event, Room, Track
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import QuestionRow, Quota, Registration
from gocluster_events.meeting.registration.people.rules.codes import WORKER
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.lessons.models import Lesson
from gocluster_events.post_event.photos.models import Photo

SITE = "site"
_PART = 5_000
_BEHIND_LINKS = ("registration:", "person:", "invitation:", "feedback:", "photo_objection:")


def logged(
    session: Session, scope: str, wanted: auditing.AuditFilter, zone: str, number: int, size: int
) -> Sequence[auditing.AuditRow]:
    """The entries of one page (from 1), the latest first."""
    log = _narrowed(scope, wanted, zone).order_by(sa.desc("at"), sa.desc("source"), sa.desc("id"))
    rows = session.execute(log.offset((number - 1) * size).limit(size))
    return [
        auditing.AuditRow(
            row.at, row.actor, row.action, row.subject, tuple(json.loads(row.fields)), row.rows, row.purpose
        )
        for row in rows
    ]


def number_logged(session: Session, scope: str, wanted: auditing.AuditFilter, zone: str) -> int:
    """How many entries the filter finds."""
    return session.scalars(sa.select(sa.func.count()).select_from(_narrowed(scope, wanted, zone).subquery())).one()


def actors(session: Session, scope: str) -> Mapping[str, str]:
    """The people of the team who stand in the log, by their address: what they are called."""
    everybody = _log(scope)
    statement = sa.select(everybody.c.actor, Account.name).outerjoin(Account, Account.email == everybody.c.actor)
    team = statement.where(everybody.c.actor.contains("@")).distinct()
    return dict(sorted(((mail, name or mail) for mail, name in session.execute(team)), key=lambda each: each[1]))


def names(session: Session, entries: Sequence[auditing.AuditRow]) -> Mapping[str, str]:
    """What those who acted are called: accounts by their address, people of the programme by ``person:17``."""
    known = {each.actor for each in entries if "@" in each.actor or each.actor.startswith("person:")}
    return agenda.actor_names(session, known)


def objects(session: Session, entries: Sequence[auditing.AuditRow]) -> auditing.Objects:
    """Those objects of the entries that are still there; one statement for as many as a page or a file's part has."""
    by_subject: dict[str, auditing.AuditObject] = {}
    for start in range(0, len(entries), _PART):
        by_subject.update(_objects(session, entries[start : start + _PART]))
    return by_subject


def _objects(session: Session, entries: Sequence[auditing.AuditRow]) -> auditing.Objects:
    wanted: dict[str, set[int]] = {}
    for each in entries:
        kind, _colon, number = each.subject.partition(":")
        if number.isdigit():
            wanted.setdefault(kind, set()).add(int(number))
    parts = [_labelled(kind, *_LABELLED[kind], ids) for kind, ids in wanted.items() if kind in _LABELLED]
    if not parts:
        return {}
    return {
        f"{row.kind}:{row.id}": auditing.AuditObject(row.label, row.key)
        for row in session.execute(sa.union_all(*parts))
    }


def _labelled(kind: str, model: Any, label: Any, key: Any, ids: Collection[int]) -> sa.Select[Any]:
    columns = (sa.literal(kind).label("kind"), model.id.label("id"), label.label("label"), key.label("key"))
    return sa.select(*columns).where(model.id.in_(ids))


def _text(column: Any) -> Any:
    return sa.cast(column, sa.Text)


_NONE: Any = sa.literal("")
_NAME: Any = sa.case((Person.is_redacted, ""), else_=Person.first_name + " " + Person.last_name)
_LABELLED: dict[str, tuple[Any, Any, Any]] = {
    "registration": (Registration, Registration.reference, _text(Registration.id)),
    "person": (Person, _NAME, _text(Person.uuid)),
    "version": (Version, _text(Version.number), _text(Version.number)),
    "snapshot": (Snapshot, Snapshot.name, _text(Snapshot.id)),
    "room": (Room, Room.name, _text(Room.id)),
    "track": (Track, Track.letter, _text(Track.id)),
    "cluster": (Cluster, Cluster.name, _text(Cluster.id)),
    "quota": (Quota, _NONE, _text(Quota.id)),
    "question": (QuestionRow, _NONE, _text(QuestionRow.id)),
    "invitation": (Invitation, _NONE, _text(Invitation.id)),
    "edition": (Event, Event.slug, _text(Event.slug)),
    "account": (Account, Account.name, _text(Account.id)),
    "lesson": (Lesson, _NONE, _text(Lesson.id)),
    "card": (Card, _text(Card.number), Card.uuid),
    "photo": (Photo, _text(Photo.id), Photo.uuid),
    "feedback": (Feedback, Feedback.reference, _text(Feedback.id)),
    "message": (Message, _NONE, _text(Message.id)),
    "legal": (LegalVersion, _text(LegalVersion.number), _text(LegalVersion.kind)),
}


def _log(scope: str) -> Any:
    """Everything on record in that scope, as one table."""
    entries = sa.select(
        sa.literal(2).label("source"),
        AuditEntry.id.label("id"),
        AuditEntry.at.label("at"),
        AuditEntry.actor.label("actor"),
        AuditEntry.action.label("action"),
        AuditEntry.subject.label("subject"),
        _text(AuditEntry.fields).label("fields"),
        sa.literal(0).label("rows"),
        _NONE.label("purpose"),
    ).where(AuditEntry.scope == scope)
    if scope == SITE:
        return entries.subquery("log")
    event_id = int(scope.partition(":")[2])
    return sa.union_all(entries, _steps(event_id), _undone(event_id), _downloads(event_id)).subquery("log")


def _steps(event_id: int) -> sa.Select[Any]:
    columns = (_NONE, sa.literal("[]"), sa.literal(0), _NONE)
    made = sa.select(sa.literal(1), Step.id, Step.at, Step.actor, sa.literal(auditing.PLANNED), *columns)
    return made.where(Step.event_id == event_id)


def _undone(event_id: int) -> sa.Select[Any]:
    columns = (_NONE, sa.literal("[]"), sa.literal(0), _NONE)
    made = sa.select(sa.literal(1), Step.id, Step.undone_at, Step.undone_by, sa.literal(auditing.UNDONE), *columns)
    return made.where(Step.event_id == event_id, Step.undone_at.is_not(None))


def _downloads(event_id: int) -> sa.Select[Any]:
    columns = (sa.literal(auditing.DOWNLOADED), _NONE, _text(Export.columns), Export.rows, Export.purpose)
    made = sa.select(sa.literal(0), Export.id, Export.at, Export.actor, *columns)
    return made.where(Export.event_id == event_id)


def _narrowed(scope: str, wanted: auditing.AuditFilter, zone: str) -> sa.Select[Any]:
    log = _log(scope)
    since, before = wanted.span(zone)
    conditions = [
        *([_is_by(log, wanted.who)] if wanted.who else []),
        *([_is_action(log.c.action, wanted.what)] if wanted.what else []),
        *([_is_about(log.c.subject, wanted.about)] if wanted.about else []),
        *([log.c.fields.like(text.like(json.dumps(wanted.field)), escape="\\")] if wanted.field else []),
        *([log.c.at >= since] if since else []),
        *([log.c.at < before] if before else []),
    ]
    return sa.select(log).where(*conditions)


def _is_by(log: Any, who: str) -> sa.ColumnElement[bool]:
    if who == auditing.Who.SYSTEM.value:
        return sa.cast(log.c.actor == WORKER, sa.Boolean)
    if who == auditing.Who.PERSON.value:
        return sa.or_(log.c.actor == "", *(log.c.actor.startswith(kind) for kind in _BEHIND_LINKS))
    return sa.cast(log.c.actor == who, sa.Boolean)


def _is_action(column: Any, what: str) -> sa.ColumnElement[bool]:
    """The action itself, or one of the group that begins so."""
    return sa.cast(column == what, sa.Boolean) if "." in what else column.startswith(what, autoescape=True)


def _is_about(column: Any, about: str) -> sa.ColumnElement[bool]:
    """The object itself, or one of its kind."""
    return sa.cast(column == about, sa.Boolean) if ":" in about else column.startswith(f"{about}:", autoescape=True)
