"""There is a new edition: an empty one, or one with the preparation of an earlier one."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries
from gocluster_events.meeting.events.models import Cluster, Event, Membership
from gocluster_events.meeting.events.rules.days import days_between
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.rules.new_edition import CopyOf, NewEdition, later, slug_refusal
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.days import add_days
from gocluster_events.meeting.events.services.rooms_and_tracks import copy_places

_ITS_OWN = frozenset(
    {
        "id", "slug", "status", "revision", "title", "fields_revision", "asks_more", "questions_revision",
        "copied_from_id", "attendee_list", "badge_key", "report_version", "documentation_at",
    }
)  # fmt: skip
"""What a copy does not have from the other edition."""


def create(session: Session, edition: NewEdition, account: Account, now: datetime) -> Event:
    """The edition is a draft with a main day for every date of its span, the account its organiser and its contact.

    Raises Refused when there is no such address, or another edition has it.
    """
    _check_slug(session, edition.slug)
    facts = {each.name: getattr(edition, each.name) for each in fields(NewEdition)}
    texts = {name: Localized() for name in ("motto", "description", "directions")}
    event = Event(address="", contact_name=account.name, contact_email=account.email, **facts, **texts)
    _add(session, event, account, "edition.created", now)
    add_days(session, event.id, days_between(event.starts_at, event.ends_at, event.zone))
    return event


def copy(
    session: Session, source: Event, copied: CopyOf, account: Account, now: datetime
) -> tuple[Event, Mapping[int, int], Mapping[int, int]]:
    """The edition is a draft with the facts, days, rooms, tracks and clusters of ``source``, so many days later.

    Returns it with its rooms and tracks by the ids of the old ones. The account is an organiser; colleagues come along
    if that is wanted. Raises Refused as `create` does. The caller holds the lock of ``source``.
    """
    _check_slug(session, copied.slug)
    names = [column.key for column in Event.__table__.columns if column.key not in _ITS_OWN]
    values = {name: _taken_over(getattr(source, name), copied.days, source.zone) for name in names}
    event = Event(slug=copied.slug, title=copied.title, copied_from_id=source.id, **values)
    _add(session, event, account, "edition.copied", now)
    later_by = timedelta(days=copied.days)
    add_days(session, event.id, [replace(day, date=day.date + later_by) for day in queries.days(session, source)])
    for cluster in queries.clusters(session, source.id):
        session.add(Cluster(event_id=event.id, name=cluster.name, state=cluster.state))
    if copied.with_team:
        _bring_team(session, source.id, event.id, account, now)
    return event, *copy_places(session, source.id, event.id)


def _taken_over(value: Any, days: int, zone: str) -> Any:
    """A fact as the copy has it; instants are so many days later."""
    return later(value, days, zone) if isinstance(value, datetime) else deepcopy(value)


def _check_slug(session: Session, slug: str) -> None:
    """Until the transaction ends, nobody else makes an edition."""
    queries.lock_editions(session)
    flaw = slug_refusal(slug, queries.slugs(session))
    if flaw is not None:
        raise Refused(flaw)


def _add(session: Session, event: Event, account: Account, action: str, now: datetime) -> None:
    event.status = EventStatus.DRAFT
    session.add(event)
    session.flush()
    session.add(Membership(event_id=event.id, account_id=account.id, role=Role.ORGANISER))
    session.flush()
    audit(session, event.id, action, Act(account.email, now))


def _bring_team(session: Session, source_id: int, event_id: int, account: Account, now: datetime) -> None:
    """Those who can sign in run the copy in the same roles."""
    mine = sa.select(Membership).join(Account, Account.id == Membership.account_id)
    wanted = (Membership.event_id == source_id, Membership.account_id != account.id, Account.is_active)
    for row in session.scalars(mine.where(*wanted)).all():
        session.add(Membership(event_id=event_id, account_id=row.account_id, role=row.role))
        action = f"team.joined_as_{row.role.value}"
        audit(session, event_id, action, Act(account.email, now), about=f"account:{row.account_id}")
