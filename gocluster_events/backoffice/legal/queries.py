"""Reads of the legal texts."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.backoffice.legal.models import LegalVersion
from gocluster_events.backoffice.legal.rules import Kind, Revision, Section, Texts, changes, outdated
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.text import Localized


def texts_of(row: LegalVersion) -> Texts:
    """The text of each section of a version."""
    return {name: Localized(**text) for name, text in row.texts.items()}


def latest(session: Session, kind: Kind) -> LegalVersion | None:
    """The version that was saved last, approved or not."""
    return session.scalar(_of(kind).limit(1))


def public(session: Session, kind: Kind, number: int | None = None) -> LegalVersion | None:
    """The version that the public reads: the latest approved version, or the approved one of that number."""
    statement = _of(kind).where(LegalVersion.approved_at.is_not(None))
    return session.scalar((statement if number is None else statement.where(LegalVersion.number == number)).limit(1))


def version(session: Session, kind: Kind, number: int) -> LegalVersion | None:
    """The version of a number."""
    return session.scalar(_of(kind).where(LegalVersion.number == number))


def history(session: Session, kind: Kind) -> Sequence[Any]:
    """Every version without its text, the latest first, with what those who saved and approved it are called."""
    maker, approver = (sa.orm.aliased(Account) for _ in range(2))
    columns = (LegalVersion.number, LegalVersion.is_checked, LegalVersion.created_at, LegalVersion.approved_at)
    by = (
        sa.func.coalesce(maker.name, LegalVersion.created_by).label("created_by"),
        sa.func.coalesce(approver.name, LegalVersion.approved_by).label("approved_by"),
    )
    statement = sa.select(*columns, *by).outerjoin(maker, maker.email == LegalVersion.created_by)
    statement = statement.outerjoin(approver, approver.email == LegalVersion.approved_by)
    return session.execute(statement.where(LegalVersion.kind == kind).order_by(LegalVersion.number.desc())).all()


def states(session: Session) -> Mapping[Kind, tuple[int, int | None, Any]]:
    """Of each document with a version: the latest number, the approved one, and when that was approved."""
    approved = LegalVersion.approved_at.is_not(None)
    statement = sa.select(
        LegalVersion.kind,
        sa.func.max(LegalVersion.number),
        sa.func.max(LegalVersion.number).filter(approved),
        sa.type_coerce(sa.func.max(LegalVersion.approved_at), LegalVersion.approved_at.type),
    ).group_by(LegalVersion.kind)
    return {kind: (number, public_number, at) for kind, number, public_number, at in session.execute(statement)}


def outdated_sections(session: Session) -> Mapping[Kind, tuple[Section, ...]]:
    """Of each document whose approved version is older than what is shipped, the sections to look at."""
    by_kind = {kind: _outdated(session, public(session, kind)) for kind in Kind if changes(kind)}
    return {kind: rows for kind, rows in by_kind.items() if rows}


def unchecked_sections(session: Session, kind: Kind) -> tuple[Section, ...]:
    """Of that document the sections to look at, where the version that was saved last is older than what is shipped."""
    return _outdated(session, latest(session, kind))


def _outdated(session: Session, row: LegalVersion | None) -> tuple[Section, ...]:
    if row is None:
        return ()
    before = _of(row.kind).where(LegalVersion.number <= row.number)
    versions = [Revision(texts_of(each), each.shipped_on, each.is_checked) for each in session.scalars(before)]
    return outdated(row.kind, versions[::-1])


def _of(kind: Kind) -> sa.Select[LegalVersion]:
    return sa.select(LegalVersion).where(LegalVersion.kind == kind).order_by(LegalVersion.number.desc())
