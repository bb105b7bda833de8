"""Registrations and what hangs on them: needs, answers, quotas, decisions, notes, the log of the waiting list."""

import datetime as dt
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column

from gocluster_events.core.db import Base, LocalizedText, Revised, UTCDateTime, enum
from gocluster_events.core.search import LONGEST_STORED, stored_words
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules import codes
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind

_STANDING: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), sa.text("withdrawn_at IS NULL"))


class Consent(Base):
    """One answer about one purpose in a wording (``version``): given and not withdrawn a consent, else at most a no."""

    __tablename__ = "consent"
    __table_args__ = (
        sa.CheckConstraint("given_at IS NOT NULL OR withdrawn_at IS NOT NULL", name="answered"),
        sa.Index("ix_consent_standing", "registration_id", "purpose", unique=True, **_STANDING),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[ConsentPurpose] = mapped_column(enum(ConsentPurpose))
    version: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(sa.String(2))
    given_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


def _consented(person: Any, purpose: ConsentPurpose) -> sa.ColumnElement[bool]:
    stands = sa.and_(Consent.given_at.is_not(None), Consent.withdrawn_at.is_(None), Consent.purpose == purpose)
    return sa.exists().where(Consent.registration_id == person, stands).correlate_except(Consent)


def _name_words(context: Any) -> str:
    known = context.get_current_parameters()
    return stored_words(*(known.get(each) or "" for each in ("title", "first_name", "last_name", "organisation")))


class Registration(Base):
    """One person in one edition. ``generation`` rises when the links mailed so far must die."""

    __tablename__ = "registration"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "email_key"),
        sa.UniqueConstraint("event_id", "reference"),
        sa.Index("ix_registration_places", "event_id", "status", "mode", "quota_id", "outside_seats"),
        sa.Index("ix_registration_names", "event_id", "sort_key"),
        sa.Index("ix_registration_words", "event_id", "name_words", "reference"),
        sa.Index("ix_registration_likeness", "event_id", "name_key", "organisation_key", "status"),
        sa.Index("ix_registration_keys", "event_id", "key_version"),
        sa.Index("ix_registration_received", "event_id", "created_at", "sort_key"),
        sa.Index("ix_registration_kinds", "event_id", "cluster", "actor_type", "state"),
        sa.CheckConstraint("status <> 'waitlisted' OR waitlisted_at IS NOT NULL", name="waiting_since"),
        sa.CheckConstraint("status <> 'offered' OR offer_until IS NOT NULL", name="offer_until"),
        {"sqlite_autoincrement": True},  # an erased registration's links must never open its successor
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    reference: Mapped[str] = mapped_column(sa.String(12))
    generation: Mapped[int] = mapped_column(default=1)
    feed_generation: Mapped[int] = mapped_column(default=0, server_default="0")  # of the own calendar
    pending_generation: Mapped[int] = mapped_column(default=0)  # of the link that proves the pending entry
    revision: Mapped[int] = mapped_column(default=1, server_default="1")  # of what was told: rises when it changes
    seen_version: Mapped[int | None] = mapped_column()  # of the programme, when the person last said so
    sequence: Mapped[int] = mapped_column(default=0)  # SEQUENCE of the calendar file (RFC 5545, 3.8.7.4)
    status: Mapped[codes.Status] = mapped_column(enum(codes.Status))
    mode: Mapped[Mode] = mapped_column(enum(Mode))
    # whose place it has, or on whose list it waits; None: the places that are open to all
    quota_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quota.id", ondelete="SET NULL"), index=True)
    invitation_code: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")  # as it was typed
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitation.id", ondelete="SET NULL"), index=True)
    # has a place on site that is counted among no seats: somebody on the programme
    outside_seats: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    # the quota that the invitation opens for it; it stays when the invitation is taken back
    invited_to: Mapped[int | None] = mapped_column(sa.ForeignKey("quota.id", ondelete="SET NULL"))
    # whose sign-up made it, where that was somebody else
    registered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    language: Mapped[str] = mapped_column(sa.String(2))
    hold_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    proven_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    waitlisted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    waiting_rank: Mapped[int] = mapped_column(default=0, server_default="0")  # the lower, the sooner; moved by people
    offer_until: Mapped[datetime | None] = mapped_column(UTCDateTime)  # of a place that is offered
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # cancelled, lapsed, declined or substituted
    # when they last had a place on site and then had none, or none on site; stays when they come back
    away_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    form_of_address: Mapped[codes.FormOfAddress | None] = mapped_column(enum(codes.FormOfAddress))
    title: Mapped[str] = mapped_column(sa.String(60), default="")
    first_name: Mapped[str] = mapped_column(sa.String(100))
    last_name: Mapped[str] = mapped_column(sa.String(100))
    badge_name: Mapped[str] = mapped_column(sa.String(100), default="")
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254))
    # an address that is to replace it, once it is proven by the link of this generation
    pending_email: Mapped[str] = mapped_column(sa.String(254), default="", server_default="")
    pending_email_key: Mapped[str] = mapped_column(sa.String(254), default="", server_default="")
    pending_email_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    email_generation: Mapped[int] = mapped_column(default=0, server_default="0")
    phone: Mapped[str] = mapped_column(sa.String(60), default="")
    postal_address: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")
    organisation: Mapped[str] = mapped_column(sa.String(200))
    name_key: Mapped[str] = mapped_column(sa.String(400), default="", server_default="")
    organisation_key: Mapped[str] = mapped_column(sa.String(400), default="", server_default="")
    key_version: Mapped[int] = mapped_column(default=1, server_default="1")  # of the two keys, see `rules.likeness`
    cluster: Mapped[str] = mapped_column(sa.String(160), default="")  # the name as it was; empty: no member
    position: Mapped[str] = mapped_column(sa.String(120), default="")
    actor_type: Mapped[codes.ActorType | None] = mapped_column(enum(codes.ActorType))  # None: not asked, or not said
    state: Mapped[FederalState | None] = mapped_column(enum(FederalState))
    remark: Mapped[str] = mapped_column(sa.String(500), default="")
    search_text: Mapped[str] = mapped_column(sa.Text)
    # by which the door finds people
    name_words: Mapped[str] = mapped_column(sa.String(LONGEST_STORED), default=_name_words, server_default="")
    sort_key: Mapped[str] = mapped_column(sa.String(400))
    list_name: Mapped[bool] = column_property(_consented(id, ConsentPurpose.LIST_NAME))  # noqa: A003 -- the column
    list_email: Mapped[bool] = column_property(_consented(id, ConsentPurpose.LIST_EMAIL))  # noqa: A003 -- the column
    list_public: Mapped[bool] = column_property(_consented(id, ConsentPurpose.LIST_PUBLIC))  # noqa: A003 -- the column
    photos: Mapped[bool] = column_property(_consented(id, ConsentPurpose.PHOTOS))  # noqa: A003 -- the column


class SpecialNeeds(Base):
    """What somebody needs to eat and to take part (Art. 9 GDPR): apart from the rest, seen by few, deleted first."""

    __tablename__ = "special_needs"
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    diet: Mapped[codes.Diet] = mapped_column(enum(codes.Diet), default=codes.Diet.UNSAID)
    intolerances: Mapped[str] = mapped_column(sa.String(300), default="")
    support: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    support_details: Mapped[str] = mapped_column(sa.String(300), default="")


class ProtectedIdentity(Base):
    """When and where somebody was born, on request of protective authorities: apart from the rest, deleted first."""

    __tablename__ = "protected_identity"
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    birth_date: Mapped[date | None] = mapped_column()
    birth_place: Mapped[str] = mapped_column(sa.String(120), default="")


class PendingEntry(Base):
    """New data for a known registration, to be proven by a link of its own; ``needs`` as `rules.entry.private` says."""

    __tablename__ = "pending_entry"
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    entry: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    needs: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitation.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class QuestionRow(Revised, Base):
    """A question of an edition: ``version`` is the number of its present wording, ``audience`` of whom it is asked."""

    __tablename__ = "question"
    __table_args__ = (
        sa.CheckConstraint("(audience = 'quota') = (quota_id IS NOT NULL)", name="audience"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    audience: Mapped[codes.Audience] = mapped_column(enum(codes.Audience), server_default="everybody")
    quota_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quota.id", ondelete="NO ACTION"), index=True)
    item: Mapped[str] = mapped_column(sa.String(36), default="", server_default="")  # to which a yes leads (UUID)
    retired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class QuestionVersion(Base):
    """One wording of a question. Rows never change, so that an answer stays readable as it was asked for."""

    __tablename__ = "question_version"
    __table_args__ = (sa.UniqueConstraint("question_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    kind: Mapped[QuestionKind] = mapped_column(enum(QuestionKind))
    label: Mapped[Localized] = mapped_column(LocalizedText)
    help: Mapped[Localized] = mapped_column(LocalizedText)
    is_mandatory: Mapped[bool] = mapped_column()
    for_staff: Mapped[bool] = mapped_column()
    condition: Mapped[dict[str, Any]] = mapped_column(sa.JSON)  # {"question": …, "options": […]}; empty: none
    options: Mapped[list[Any]] = mapped_column(sa.JSON)  # [{"id": …, "de": …, "en": …, "places": …}, …]
    purpose: Mapped[str] = mapped_column(sa.String(300))
    retention: Mapped[codes.Retention] = mapped_column(enum(codes.Retention))


class AnswerRow(Base):
    """An answer, or one of several chosen options; one of the last four columns holds it."""

    __tablename__ = "answer"
    __table_args__ = (sa.Index("ix_answer_option", "version_id", "option"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_version.id", ondelete="CASCADE"))
    text: Mapped[str | None] = mapped_column(sa.Text)
    number: Mapped[int | None] = mapped_column()
    date: Mapped[dt.date | None] = mapped_column()
    option: Mapped[str | None] = mapped_column(sa.String(12))


class Decision(Base):
    """One decision about ``number`` people. ``closed_at``: from then on nothing is kept for undoing it."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    actor: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    number: Mapped[int] = mapped_column()
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by: Mapped[str] = mapped_column(sa.String(254), default="")


class DecisionPerson(Base):
    """A registration that a decision was about: its state ``before``, while that can be undone, and its mail."""

    __tablename__ = "decision_person"
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    before: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    mail_key: Mapped[str] = mapped_column(sa.String(120))


class Quota(Revised, Base):
    """Places of one mode kept until ``release_at`` for whoever fulfils each condition: invited, member, type."""

    __tablename__ = "quota"
    __table_args__ = (
        sa.CheckConstraint("places >= 0 AND most_per_organisation >= 0", name="numbers"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Localized] = mapped_column(LocalizedText)
    mode: Mapped[Mode] = mapped_column(enum(Mode))
    places: Mapped[int] = mapped_column()
    by_invitation: Mapped[bool] = mapped_column(default=False)
    members_only: Mapped[bool] = mapped_column(default=False)
    actor_types: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # empty: any
    most_per_organisation: Mapped[int] = mapped_column(default=0)  # 0: no limit
    release_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class WaitingMove(Base):
    """Somebody joined, left or changed places on a waiting list, from ``position`` (to ``to_position``: by the team).

    ``quota_name`` is that of a quota once it is removed; ``passed`` are those before them who did not get the place.
    """

    __tablename__ = "waiting_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    quota_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quota.id", ondelete="SET NULL"))
    quota_name: Mapped[Localized | None] = mapped_column(LocalizedText)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    move: Mapped[codes.Move] = mapped_column(enum(codes.Move))
    position: Mapped[int | None] = mapped_column()
    to_position: Mapped[int | None] = mapped_column()
    actor: Mapped[str] = mapped_column(sa.String(254))
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    passed: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)


class Substitution(Base):
    """Whom somebody with a place has named, until that is accepted, withdrawn or void; each naming is a generation."""

    __tablename__ = "substitution"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a withdrawn one's link must never open its successor
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), unique=True)
    generation: Mapped[int] = mapped_column(default=1)
    form_of_address: Mapped[codes.FormOfAddress | None] = mapped_column(enum(codes.FormOfAddress))
    title: Mapped[str] = mapped_column(sa.String(60), default="")
    first_name: Mapped[str] = mapped_column(sa.String(100))
    last_name: Mapped[str] = mapped_column(sa.String(100))
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(2))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
