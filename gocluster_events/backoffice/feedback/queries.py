"""Reads of the feedback on barriers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.backoffice.feedback.models import Feedback
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus


def reports(session: Session, event_id: int, *, with_site: bool) -> Sequence[Feedback]:
    """What people told about the edition, and about the site for those who answer for it: what is open first."""
    is_open = Feedback.answered_at.is_(None)
    order = (sa.case((is_open, 0), else_=1), sa.case((is_open, Feedback.created_at)), Feedback.answered_at.desc())
    return session.scalars(sa.select(Feedback).where(_seen(event_id, with_site=with_site)).order_by(*order)).all()


def report(session: Session, event_id: int, feedback_id: int, *, with_site: bool) -> Feedback | None:
    """One report about the edition, or about the site for those who answer for it."""
    return session.scalar(sa.select(Feedback).where(Feedback.id == feedback_id, _seen(event_id, with_site=with_site)))


def number_open(event_id: int) -> sa.ScalarSelect[int]:
    """How many reports about the edition wait for an answer, as a part of another statement."""
    waiting = sa.and_(Feedback.event_id == event_id, Feedback.answered_at.is_(None))
    return sa.select(sa.func.count()).select_from(Feedback).where(waiting).scalar_subquery()


def number_waiting(session: Session, event_id: int) -> int:
    """How many reports about the edition wait for an answer."""
    return session.execute(sa.select(number_open(event_id))).scalar_one()


def meetings(session: Session) -> Mapping[int, Localized]:
    """The editions that the public knows, the latest first, as titles by id."""
    known = sa.select(Event.id, Event.title).where(Event.status != EventStatus.DRAFT)
    return dict(session.execute(known.order_by(Event.starts_at.desc(), Event.id)).all())


def admins(session: Session) -> Sequence[str]:
    """The addresses of those who answer for the site."""
    statement = sa.select(Account.email).where(Account.is_admin, Account.is_active)
    return session.scalars(statement.order_by(Account.id)).all()


def answered_before(session: Session, before: datetime) -> Sequence[Feedback]:
    """The reports that were answered before that time."""
    return session.scalars(sa.select(Feedback).where(Feedback.answered_at < before)).all()


def _seen(event_id: int, *, with_site: bool) -> sa.ColumnElement[bool]:
    mine: sa.ColumnElement[bool] = Feedback.event_id == event_id
    return sa.or_(mine, Feedback.event_id.is_(None)) if with_site else mine
