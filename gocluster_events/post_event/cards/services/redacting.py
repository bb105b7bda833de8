"""Taking a name out of knowledge cards, in the transaction in which the programme loses it."""

import re
from typing import Any
from urllib.parse import unquote

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.search import words_of
from gocluster_events.core.text import Localized, search_words
from gocluster_events.meeting.agenda.rules.redaction import without
from gocluster_events.post_event.cards.models import Card, CardAnswer, NoteTaker
from gocluster_events.post_event.cards.rules.cards import TEXTS
from gocluster_events.post_event.cards.rules.codes import LIMITS, LONGEST_REMARK
from gocluster_events.post_event.cards.rules.outcomes import LONGEST_OUTCOME
from gocluster_events.post_event.releases.rules import Kind
from gocluster_events.post_event.releases.services import forget_in

_WORDS = re.compile(r"[^\W_]+")


def forget_person(session: Session, event_id: int, uuid: str, names: tuple[str, ...]) -> None:
    """No card has the name, nor names the person as who knows more or takes the next step, in what is public neither.

    A link whose address has the name goes. Nor do they take notes. That they confirmed a card stays, without a name;
    what they said was wrong goes.
    """
    for row in session.scalars(sa.select(Card).where(Card.event_id == event_id)):
        texts = {name: getattr(row, name) for name in (*TEXTS, "evidence_url", "ask_person", "owner")}
        after, record = _without(texts, row.language, uuid, names), _record_without(row, names)
        public = row.public and {**row.public, **_without(row.public, row.public["language"], uuid, names)}
        if after == texts and public == row.public and record == row.step_record:
            continue
        if row.ask_person == uuid:
            forget_in(session, event_id, Kind.CARD, row.uuid)
        for name, value in after.items():
            setattr(row, name, value)
        row.public, row.step_record = public, record
        row.revision += 1  # a form read before does not bring it back
        row.owner_agreed_at = row.owner_agreed_at if row.owner else None
    theirs = sa.select(Card.id).where(Card.event_id == event_id)
    for answer in session.scalars(sa.select(CardAnswer).where(CardAnswer.remark != "", CardAnswer.card_id.in_(theirs))):
        rest = without(Localized(answer.remark), names).de[:LONGEST_REMARK]
        answer.remark = "" if answer.person == uuid else rest
    session.execute(sa.delete(NoteTaker).where(NoteTaker.event_id == event_id, NoteTaker.person == uuid))
    session.flush()


def _without(texts: dict[str, str], language: str, uuid: str, names: tuple[str, ...]) -> dict[str, str]:
    clean = {name: _clean(texts[name], language, names)[: LIMITS[name]] for name in TEXTS}
    people = {name: "" if texts[name] == uuid else texts[name] for name in ("ask_person", "owner")}
    address = texts["evidence_url"]
    return {**clean, **people, "evidence_url": "" if any(_leads_to(address, name) for name in names) else address}


def _leads_to(address: str, name: str) -> bool:
    """Whether every word of the name stands in the address, however it is spelled there."""
    there, wanted = words_of(" ".join(_WORDS.findall(unquote(address)))), search_words(name)
    return bool(wanted) and all(any(spelling in there for spelling in spellings) for spellings in wanted)


def _record_without(row: Card, names: tuple[str, ...]) -> dict[str, Any] | None:
    """What everybody reads of what became of its step; the step stays the one that is public."""
    if row.step_record is None:
        return None
    language = row.public["language"] if row.public else row.language
    texts = {
        "next_step": _clean(row.step_record["next_step"], language, names)[: LIMITS["next_step"]],
        "text": _clean(row.step_record["text"], row.step_record["language"], names)[:LONGEST_OUTCOME],
    }
    return {**row.step_record, **texts}


def _clean(text: str, language: str, names: tuple[str, ...]) -> str:
    return without(Localized(**{language: text}), names).pick(language)[0]
