"""The outbox: one row a mail, written in the transaction that caused it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime, enum
from gocluster_events.core.mail.rules.outbox import State

_ONLY_MESSAGES: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), sa.text("letter = 'message'"))


class Mail(Base):
    """A mail to one address: which letter, with which values. It holds nothing secret; links are signed at delivery."""

    __tablename__ = "mail"
    __table_args__ = (
        sa.Index("ix_mail_due", "state", "not_before"),
        sa.Index("ix_mail_recipient", "scope", "recipient"),
        sa.Index("ix_mail_state", "scope", "state", "recipient", "subject", "letter", "dismissed_at"),
        sa.Index("ix_mail_subject", "subject", "scope"),
        sa.Index("ix_mail_message", "scope", "key", "state", **_ONLY_MESSAGES),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(120), unique=True)  # one intention, one mail; becomes the Message-ID
    scope: Mapped[str] = mapped_column(sa.String(40))
    subject: Mapped[str] = mapped_column(sa.String(40))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(2))
    letter: Mapped[str] = mapped_column(sa.String(40))
    content: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))  # None: past its retention
    state: Mapped[State] = mapped_column(enum(State))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    not_before: Mapped[datetime] = mapped_column(UTCDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    leaves_nothing: Mapped[bool] = mapped_column(default=False, server_default=sa.false())  # the row goes when done
    last_error: Mapped[str] = mapped_column(sa.String(300), default="")
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    token: Mapped[str] = mapped_column(sa.String(32), default="", server_default="", index=True)  # of the Message-ID
    bounced_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # when it came back, or was said to be delayed
    dismissed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # a failure of which somebody took note
    dismissed_note: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")


class MailAttempt(Base):
    """An attempt that did not succeed, or a bounce, with what the server said."""

    __tablename__ = "mail_attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(sa.ForeignKey("mail.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    recipient: Mapped[str] = mapped_column(sa.String(254))
    reason: Mapped[str] = mapped_column(sa.String(300))
    is_bounce: Mapped[bool] = mapped_column(default=False)
    report: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")  # by which message it is known


class MailboxPosition(Base):
    """How far the mailbox to which bounces go has been read: up to and with the message ``number``."""

    __tablename__ = "mailbox_position"
    name: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    validity: Mapped[int] = mapped_column(sa.BigInteger)  # other numbers than before when it is another one
    number: Mapped[int] = mapped_column(sa.BigInteger)


class MailPause(Base):
    """No mail of this scope leaves until the row is gone."""

    __tablename__ = "mail_pause"
    scope: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)


class MailLease(Base):
    """A task that one worker alone has taken on, such as reading the mailbox, at most until ``until``."""

    __tablename__ = "mail_lease"
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    until: Mapped[datetime] = mapped_column(UTCDateTime)
