"""Mails that came back: their reports are read from a mailbox, each once, and stand at the mail they are about."""

import contextlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.imap import Mailbox, NotReached, Opened
from gocluster_events.core.leases import is_free
from gocluster_events.core.mail import queries
from gocluster_events.core.mail.models import Mail, MailAttempt, MailboxPosition, MailLease
from gocluster_events.core.mail.rules.bounces import Bounce, bounce
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.mail.services.outbox import ERROR_LIMIT, insert
from gocluster_events.core.text import email_key

TURN = timedelta(minutes=2)
"""So long nobody else reads after a worker began and did not come to an end."""


class OnItsWay(Exception):
    """The mail that bounced is being sent again at this moment; its report is read later."""


def read_bounces(now: datetime, mailbox: Mailbox) -> int:
    """Whatever is new in the mailbox was looked at once, by any number of workers; returns how many bounces were noted.

    How far it was read is kept with each bounce, so that a worker that is killed loses none and repeats none. What is
    no bounce stays untouched. Raises NotReached.
    """
    if not _takes_turn(mailbox.name, now):
        return 0
    with mailbox.opened() as opened:
        noted = _read(mailbox.name, opened, now)
    _ends_turn(mailbox.name, now)
    return noted


def _read(name: str, opened: Opened, now: datetime) -> int:
    noted = 0
    for number, raw in opened.after(queries.read_up_to(db.session(), name, opened.validity)):
        try:
            is_noted = look_at(name, opened.validity, number, bounce(raw), now)
        except OnItsWay:
            break
        if is_noted:
            noted += 1
            with contextlib.suppress(NotReached):  # it is only for whoever opens the mailbox
                opened.mark_read(number)
    return noted


def look_at(name: str, validity: int, number: int, failure: Bounce | None, now: datetime) -> bool:
    """As `take`, but a bounce that the database cannot store is skipped, so that it does not hold up the others."""
    try:
        return take(name, validity, number, failure, now)
    except (sa.exc.DataError, ValueError):
        return take(name, validity, number, None, now)


def take(name: str, validity: int, number: int, failure: Bounce | None, now: datetime) -> bool:
    """The message with that number was looked at, and stands at its mail if it reports something new of one.

    Returns whether it does. Raises OnItsWay, and then nothing has changed.
    """
    with db.transaction() as session:
        position = _position(session, name)
        if position.validity == validity and position.number >= number:
            return False  # another worker was faster
        position.validity, position.number = validity, number
        return failure is not None and _note(session, failure, now)


def _note(session: Session, failure: Bounce, now: datetime) -> bool:
    """The report stands at its mail. Only one that knows the mail's token says what became of it: anybody can write to
    the mailbox, and name whom they like; the token is known to whoever got the mail or refused it.
    """
    ours = queries.by_token(session, failure.tokens)
    mail = ours or queries.by_recipient(session, failure.recipients, min(failure.sent_at or now, now))
    if mail is None or queries.is_noted(session, mail.id, failure.report):
        return False
    if mail.state is State.QUEUED and mail.lease_until is not None and mail.lease_until > now:
        raise OnItsWay
    former = _former_recipient(session, mail, failure)
    line = failure.line[:ERROR_LIMIT]
    attempt = MailAttempt(mail_id=mail.id, at=now, recipient=former or mail.recipient, reason=line, is_bounce=True)
    attempt.report = failure.report
    session.add(attempt)
    if ours and mail.state is State.SENT and not former:  # else it goes elsewhere by now, or once more to it
        mail.bounced_at, mail.last_error = now, line
        mail.state = State.FAILED if failure.is_final else State.SENT
    return True


def _former_recipient(session: Session, mail: Mail, failure: Bounce) -> str:
    """The address that the report names, if it is the one that the mail had before it was corrected; else nothing.

    Another address is one to which the recipient's server forwarded the mail: it did not arrive either.
    """
    present, named = email_key(mail.recipient), [email_key(each) for each in failure.recipients]
    known = queries.former_recipients(session, mail.id) if present not in named else set()
    return next((each for each in named if each in known), "")


def _position(session: Session, name: str) -> MailboxPosition:
    """How far the mailbox was read, locked."""
    row = insert(session, MailboxPosition).values(name=name, validity=0, number=0)
    session.execute(row.on_conflict_do_nothing(index_elements=[MailboxPosition.name]))
    return session.get_one(MailboxPosition, name, with_for_update=True)


def _takes_turn(name: str, now: datetime) -> bool:
    """Whether this worker may read the mailbox now because no other one does; if so, it has the lease."""
    with db.transaction() as session:
        row = insert(session, MailLease).values(name=name, until=now + TURN)
        free = row.on_conflict_do_update(
            index_elements=[MailLease.name], set_={"until": now + TURN}, where=is_free(MailLease.until, now)
        )
        return session.scalar(free.returning(MailLease.name)) is not None


def _ends_turn(name: str, now: datetime) -> None:
    with db.transaction() as session:
        session.execute(sa.update(MailLease).where(MailLease.name == name).values(until=now))
