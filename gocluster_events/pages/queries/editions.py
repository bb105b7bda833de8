"""Reads about making editions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.accounts.models import Account
from gocluster_events.agenda.models import Item, Person, Version
from gocluster_events.agenda.rules.codes import PersonStatus
from gocluster_events.events import queries as events
from gocluster_events.events.models import Cluster, Event, EventDay, Room, Track
from gocluster_events.letters.models import LetterText, Reminder
from gocluster_events.mail.models import Mail
from gocluster_events.pages.rules.preparing import Along, Behind, Preparation
from gocluster_events.registration.models import Invitation, QuestionRow, Quota, Registration

_ALONG: dict[Along, tuple[Any, ...]] = {
    Along.DAYS: (EventDay,),
    Along.ROOMS: (Room,),
    Along.TRACKS: (Track,),
    Along.CLUSTERS: (Cluster,),
    Along.QUESTIONS: (QuestionRow, QuestionRow.retired_at.is_(None)),
    Along.QUOTAS: (Quota,),
    Along.LETTERS: (LetterText, LetterText.is_set_aside.is_(False)),
    Along.REMINDERS: (Reminder,),
    Along.ITEMS: (Item, Item.dropped_at.is_(None)),
    Along.PEOPLE: (Person, Person.is_redacted.is_(False), Person.status != PersonStatus.DECLINED),
}
_BEHIND: dict[Behind, Any] = {
    Behind.REGISTRATIONS: Registration,
    Behind.INVITATIONS: Invitation,
    Behind.VERSIONS: Version,
}


def preparation(session: Session, event_id: int) -> Preparation:
    """How much of an edition would come along with its copy, and how much would not."""
    along = [_number(kind, kind.event_id == event_id, *which) for kind, *which in _ALONG.values()]
    behind = [_number(kind, kind.event_id == event_id) for kind in _BEHIND.values()]
    mails = _number(Mail, Mail.scope == f"edition:{event_id}")
    row = tuple(session.execute(sa.select(*along, *behind, mails)).one())
    return Preparation(
        dict(zip(_ALONG, row, strict=False)),
        dict(zip((*_BEHIND, Behind.MAILS), row[len(along) :], strict=True)),
    )


def meanwhile(session: Session, account: Account, starts_at: datetime, ends_at: datetime) -> Sequence[Event]:
    """The editions of somebody that take place at that time."""
    mine = events.managed_events(session, account.id, is_admin=account.is_admin)
    return [each for each in mine if each.starts_at < ends_at and starts_at < each.ends_at]


def _number(kind: Any, *which: Any) -> Any:
    return sa.select(sa.func.count()).select_from(kind).where(*which).scalar_subquery()
