"""People who sign in and by what, every session, the audit log, and what is counted against abuse."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.accounts.rules import Lost
from gocluster_events.core.db import Base, UTCDateTime, enum


class Account(Base):
    """Somebody who runs meetings. What they may do in an edition stands in its memberships."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    password_hash: Mapped[str] = mapped_column(sa.String(255))
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # to within `rules.TOUCH_EVERY`
    # the link that sets a new password, and the one that proves a new address; each works until its hour, and once
    reset_generation: Mapped[int] = mapped_column(default=0, server_default="0")
    reset_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    pending_email: Mapped[str] = mapped_column(sa.String(254), default="", server_default="")
    pending_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    email_generation: Mapped[int] = mapped_column(default=0, server_default="0")


class SignIn(Base):
    """One browser's session: an account's, or (``subject``, ``generation``) a participant's. It can be ended."""

    __tablename__ = "sign_in"
    __table_args__ = (sa.CheckConstraint("(account_id IS NULL) <> (subject = '')", name="account_or_subject"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)  # SHA-256 of the key in the cookie
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    scope: Mapped[str] = mapped_column(sa.String(40), default="")
    subject: Mapped[str] = mapped_column(sa.String(40), default="", index=True)
    generation: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    awaits_factor: Mapped[bool] = mapped_column(default=False, server_default=sa.false())  # opens nothing yet
    browser: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")  # Firefox, Windows; no more


class Authenticator(Base):
    """An app that makes one-time codes. Its secrets are sealed; ``pending`` is one that has made no code yet."""

    __tablename__ = "authenticator"
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(sa.String(300), default="")  # empty: none that counts
    pending: Mapped[str] = mapped_column(sa.String(300), default="")
    pending_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # since when it waits
    last_step: Mapped[int] = mapped_column(sa.BigInteger, default=0)  # no code of this half minute or before counts
    proven_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class RecoveryCode(Base):
    """A code that takes the place of a second factor, once."""

    __tablename__ = "recovery_code"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Passkey(Base):
    """A public key whose private half never leaves somebody's device."""

    __tablename__ = "passkey"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str] = mapped_column(sa.String(1400), unique=True)  # base64url
    public_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sign_count: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    name: Mapped[str] = mapped_column(sa.String(60))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Challenge(Base):
    """A number that a passkey must sign, once and soon; ``account_id`` is whose, where that is known."""

    __tablename__ = "challenge"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    purpose: Mapped[str] = mapped_column(sa.String(20))
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class AuditEntry(Base):
    """Who did what to which object, and which fields it touched; never a value. Rows are only added."""

    __tablename__ = "audit_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(sa.String(254))
    action: Mapped[str] = mapped_column(sa.String(60))
    scope: Mapped[str] = mapped_column(sa.String(40), index=True)
    subject: Mapped[str] = mapped_column(sa.String(40), index=True)
    fields: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)


class Attempt(Base):
    """One event that a rate limit counts, under a digest, so that no address is stored.

    With a ``subject`` it may count only as long as that is open: a sign-up until it is sent, a registration until its
    address is proven.
    """

    __tablename__ = "attempt"
    __table_args__ = (sa.Index("ix_attempt_counted", "bucket", "key_digest", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    bucket: Mapped[str] = mapped_column(sa.String(30))
    key_digest: Mapped[str] = mapped_column(sa.String(64))
    subject: Mapped[str] = mapped_column(sa.String(40), default="", server_default="", index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class LinkRequest(Base):
    """Somebody wants a link mailed to that address, until the worker has looked whether anybody has it."""

    __tablename__ = "link_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    lost: Mapped[Lost] = mapped_column(enum(Lost))
    email_key: Mapped[str] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(2))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
