"""What somebody has lost and wants mailed: no more is noted at once, so that no answer tells who is known."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import db, text
from gocluster_events.core.accounts.models import LinkRequest
from gocluster_events.core.accounts.rules import Lost

Send = Callable[[Session, LinkRequest, datetime], None]
PORTION = 20  # requests that are answered before the worker looks after everything else


def ask_for(lost: Lost, email: str, language: str, now: datetime) -> None:
    """The worker will look who has that address."""
    with db.transaction() as session:
        session.add(LinkRequest(lost=lost, email_key=text.email_key(email), language=language, created_at=now))


def answer_first(lost: Lost, send: Send, now: datetime) -> int:
    """The `PORTION` of requests that wait longest were answered once by ``send``, each in a transaction of its own, and
    are gone. Returns how many.
    """
    mine = LinkRequest.lost == lost
    number = db.session().scalars(sa.select(sa.func.count()).select_from(LinkRequest).where(mine)).one()
    return sum(_answer_oldest(lost, send, now) for _ in range(min(number, PORTION)))


def _answer_oldest(lost: Lost, send: Send, now: datetime) -> bool:
    with db.transaction() as session:
        oldest = sa.select(LinkRequest).where(LinkRequest.lost == lost).order_by(LinkRequest.id).limit(1)
        request = session.scalar(oldest.with_for_update(skip_locked=True))
        if request is None:
            return False  # another worker was faster
        send(session, request, now)
        session.delete(request)
        return True


def forget(session: Session, email_key: str) -> None:
    """Nothing that was asked for that address waits, but for what a worker answers at this moment, which forgets it."""
    mine = sa.select(LinkRequest.id).where(LinkRequest.email_key == email_key)
    free = mine.with_for_update(skip_locked=True)  # a worker locks the request first, then the edition
    session.execute(sa.delete(LinkRequest).where(LinkRequest.id.in_(free)))
