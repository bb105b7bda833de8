"""The legal texts are saved in versions that never change, and approved; only then does the public read them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gocluster_events.backoffice.legal import queries
from gocluster_events.backoffice.legal.models import LegalVersion
from gocluster_events.backoffice.legal.rules import Kind, Refusal, Texts, gaps, newest_change
from gocluster_events.core import db
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.text import Localized

SITE = "site"


def save_text(kind: Kind, texts: Texts, seen: int, act: Act, *, is_checked: bool = False) -> int:
    """The document has a new version with these texts, unless they are those of the last one; returns its number.

    With ``is_checked`` there is a new one in any case: all its sections are right beside what is shipped now. The
    public goes on reading what was approved. Raises Stale when somebody saved after version ``seen`` (0: none).
    """
    return _save(kind, seen, act, texts=texts, shipped_on=newest_change(kind), is_checked=is_checked)


def take_back_text(kind: Kind, number: int, seen: int, act: Act) -> int:
    """The document has a new version with the texts of an older one, and is as old as that; returns its number.

    Raises Stale when somebody saved after version ``seen``.
    """
    row = queries.version(db.session(), kind, number)
    if row is None:
        raise Stale
    return _save(kind, seen, act, texts=queries.texts_of(row), shipped_on=row.shipped_on)


def _save(kind: Kind, seen: int, act: Act, *, texts: Texts, shipped_on: date | None, is_checked: bool = False) -> int:
    try:
        with db.transaction() as session:
            last = queries.latest(session, kind)
            if (last.number if last else 0) != seen:
                raise Stale
            if last is not None and queries.texts_of(last) == dict(texts) and not is_checked:
                return last.number
            row = LegalVersion(
                kind=kind, number=seen + 1, texts=_stored(texts), shipped_on=shipped_on, is_checked=is_checked,
                created_at=act.at, created_by=act.by, approved_by="",
            )  # fmt: skip
            session.add(row)
            session.flush()
            _record(session, row, "legal.saved", act, _changed(last, texts))
            return row.number
    except IntegrityError as error:  # on PostgreSQL two may save at once
        raise Stale from error


def approve_text(kind: Kind, number: int, act: Act) -> None:
    """The public reads this version from now on. Approving it twice changes nothing.

    Raises Refused when something is still to be written in it, or when a later version was approved already.
    """
    with db.transaction() as session:
        row, current = queries.version(session, kind, number), queries.public(session, kind)
        if row is None or (current is not None and current.number > number):
            raise Refused(Refusal.NOT_LATEST)
        if row.approved_at is not None:
            return
        if gaps(kind, queries.texts_of(row)):
            raise Refused(Refusal.GAPS)
        row.approved_at, row.approved_by = act.at, act.by
        _record(session, row, "legal.approved", act, ())


def _stored(texts: Texts) -> Mapping[str, Mapping[str, str]]:
    return {name: {"de": text.de, "en": text.en} for name, text in texts.items()}


def _changed(last: LegalVersion | None, texts: Texts) -> list[str]:
    """The sections that are not as they were; those of the first version are all new."""
    before = queries.texts_of(last) if last else {}
    return [name for name, text in texts.items() if before.get(name, Localized()) != text] if last else []


def _record(session: Session, row: LegalVersion, action: str, act: Act, changed: Sequence[str]) -> None:
    names = [f"section_{each}" for each in changed]
    sessions.audit(session, act=act, action=action, scope=SITE, subject=f"legal:{row.id}", fields=names)
