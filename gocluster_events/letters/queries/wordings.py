"""Reads of what editions make of their letters."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.letters.models import LetterText
from gocluster_events.letters.rules import Wording


def wordings(session: Session, event_id: int) -> Mapping[tuple[str, str], Wording]:
    """The edition's own wordings that are in use, by letter and language."""
    mine = sa.select(LetterText).where(LetterText.event_id == event_id, LetterText.is_set_aside.is_(False))
    return {(row.letter, row.language): wording_of(row) for row in session.scalars(mine)}


def wordings_in(session: Session, scope: str) -> Mapping[tuple[str, str], Wording]:
    """The same for the edition that mails of this scope are about; nothing for what is no edition."""
    kind, _colon, number = scope.partition(":")
    return wordings(session, int(number)) if kind == "edition" and number.isdigit() else {}


def wording(session: Session, scope: str, letter: str, language: str) -> Wording | None:
    """The wording that a mail of this scope has at present, if it has one of its own."""
    return wordings_in(session, scope).get((letter, language))


def texts(session: Session, event_id: int) -> Sequence[LetterText]:
    """Every wording of the edition, in use or set aside."""
    return session.scalars(sa.select(LetterText).where(LetterText.event_id == event_id)).all()


def text(session: Session, event_id: int, letter: str, language: str) -> LetterText | None:
    """The edition's wording of that letter, in use or set aside."""
    mine = (LetterText.event_id == event_id, LetterText.letter == letter, LetterText.language == language)
    return session.scalar(sa.select(LetterText).where(*mine))


def wording_of(row: LetterText) -> Wording:
    """What the row says."""
    return Wording(row.subject, row.heading, row.body, row.button)
