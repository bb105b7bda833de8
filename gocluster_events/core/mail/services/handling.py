"""What somebody does about mails: send again, to another address, take note of a failure, hold everything back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.mail.models import Mail, MailPause
from gocluster_events.core.mail.queries import is_open_failure
from gocluster_events.core.mail.rules.outbox import NOTE_LIMIT, State
from gocluster_events.core.mail.services.outbox import insert


def retry(session: Session, scope: str, ids: Sequence[int] | None, now: datetime) -> Sequence[int]:
    """Those of the mails (None: all) that failed and have their contents are tried at once; returns which.

    A mail that waits for its next attempt is tried at once too, if it is named.
    """
    resendable = sa.and_(Mail.scope == scope, Mail.content.is_not(sa.null()))
    waits = sa.and_(Mail.state == State.QUEUED, Mail.attempts > 0, Mail.lease_until.is_(None))
    which = is_open_failure() if ids is None else sa.and_(Mail.id.in_(ids), sa.or_(Mail.state == State.FAILED, waits))
    changed = sa.update(Mail).where(resendable, which).values(_anew(now)).returning(Mail.id)
    return session.scalars(changed, execution_options={"synchronize_session": False}).all()


def readdress(
    session: Session, subject: str, old: str, new: str, links: tuple[Sequence[str], int], now: datetime, first: int
) -> bool:
    """Mails about the subject that wait go to the new address, and so does the failed one with the id ``first``.
    One that a worker has in hand may leave for the old address as well.

    Personal ``links`` in them (endpoints, generation) work there; other failures at the old address are dismissed.
    Returns whether the failed one is on its way: not without its contents.
    """
    is_sent_again = False
    about = sa.and_(Mail.subject == subject, sa.func.lower(Mail.recipient) == old.lower())
    unsent = sa.select(Mail).where(about, Mail.state != State.SENT).order_by(Mail.id).with_for_update()
    for mail in session.scalars(unsent):
        is_meant = mail.id == first and mail.content is not None
        is_sent_again = is_sent_again or is_meant
        if mail.state is State.QUEUED or is_meant:
            mail.recipient, mail.lease_until = new, None
            mail.content = _relinked(mail.content, *links)
        if is_meant:
            for name, value in _anew(now).items():
                setattr(mail, name, value)
        elif mail.state is State.FAILED and mail.dismissed_at is None:
            mail.dismissed_at = now
    return is_sent_again


def dismiss(session: Session, scope: str, mail_id: int, note: str, now: datetime) -> bool:
    """The failure of the mail counts no more, and the note is kept with it; False when there is no such failure."""
    failure = sa.and_(Mail.scope == scope, Mail.id == mail_id, is_open_failure())
    noted = sa.update(Mail).where(failure).values(dismissed_at=now, dismissed_note=note[:NOTE_LIMIT])
    return session.scalar(noted.returning(Mail.id)) is not None


def pause(session: Session, scope: str, now: datetime) -> None:
    """No mail of the scope leaves any more; those that a worker has in hand, ten at most, still do."""
    row = insert(session, MailPause).values(scope=scope, since=now)
    session.execute(row.on_conflict_do_nothing(index_elements=[MailPause.scope]))


def resume(session: Session, scope: str) -> None:
    """Mails of the scope leave again."""
    session.execute(sa.delete(MailPause).where(MailPause.scope == scope))


def _anew(now: datetime) -> dict[str, Any]:
    """The columns of a mail that is tried again, as after a first attempt: mails never tried could be withdrawn."""
    return {
        "state": State.QUEUED,
        "attempts": 1,
        "not_before": now,
        "lease_until": None,
        "bounced_at": None,
        "dismissed_at": None,
        "dismissed_note": "",
    }


def _relinked(content: dict[str, Any] | None, endpoints: Sequence[str], generation: int) -> dict[str, Any] | None:
    """``content`` with its link of the new generation, where it is one of those; a new value, so that it is stored."""
    link = (content or {}).get("link")
    if content is None or not link or link[0] not in endpoints:
        return content
    return {**content, "link": [link[0], link[1], generation]}
