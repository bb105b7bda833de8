"""Reads about bounces: which mail one is about, and how far their mailbox was read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.mail.models import Mail, MailAttempt, MailboxPosition
from gocluster_events.mail.rules.states import State
from gocluster_events.text import email_key

TRYING = timedelta(days=6)
"""So long other servers try at most to deliver what they took."""
_CLOCKS = timedelta(hours=1)  # by which theirs may differ from ours
_MOST = 50


def read_up_to(session: Session, name: str, validity: int) -> int:
    """The number of the last message that was looked at; 0 in a mailbox that numbers anew."""
    known = sa.and_(MailboxPosition.name == name, MailboxPosition.validity == validity)
    return session.scalar(sa.select(MailboxPosition.number).where(known)) or 0


def by_token(session: Session, tokens: Sequence[str]) -> Mail | None:
    """The mail with the first of these tokens that belongs to one, locked."""
    statement = sa.select(Mail).where(Mail.token.in_(tokens)).with_for_update()
    found = {mail.token: mail for mail in session.scalars(statement)} if tokens else {}
    return next((found[token] for token in tokens if token in found), None)


def by_recipient(session: Session, addresses: Sequence[str], at: datetime) -> Mail | None:
    """The mail that left for one of these addresses nearest to that time, locked."""
    wanted = {spelling for each in addresses for spelling in (each.lower(), email_key(each))}
    about_then = sa.and_(Mail.sent_at <= at + _CLOCKS, Mail.sent_at >= at - TRYING)
    there = sa.and_(sa.func.lower(Mail.recipient).in_(wanted), Mail.state == State.SENT, about_then)
    statement = sa.select(Mail).where(there).order_by(Mail.sent_at.desc()).limit(_MOST).with_for_update()
    found = session.scalars(statement).all() if wanted else []
    return min(found, key=lambda mail: abs((mail.sent_at or at) - at), default=None)


def is_noted(session: Session, mail_id: int, report: str) -> bool:
    """Whether that report stands at the mail already."""
    noted = sa.exists().where(MailAttempt.mail_id == mail_id, MailAttempt.report == report)
    return bool(session.scalar(sa.select(noted)))


def former_recipients(session: Session, mail_id: int) -> set[str]:
    """The addresses at which the mail did not arrive before it got another one."""
    statement = sa.select(MailAttempt.recipient).where(MailAttempt.mail_id == mail_id)
    return {email_key(each) for each in session.scalars(statement)}
