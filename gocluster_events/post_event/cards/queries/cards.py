"""Reads of an edition's knowledge cards, as the team sees them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts import queries as accounts
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.queries.draft import person_of
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.post_event.cards import models
from gocluster_events.post_event.cards.rules.cards import NAMES, Answer, Card, CardFacts, from_document, speakers
from gocluster_events.post_event.cards.rules.codes import State


@dataclass(frozen=True, slots=True)
class Overview:
    """The cards of an edition by number, with the published programme, None where there is none."""

    cards: tuple[Card, ...]
    timetable: Timetable | None

    def part_of(self, number: int) -> tuple[Card, ...]:
        """The cards that became part of the one of that number."""
        return tuple(card for card in self.cards if card.merged_into == number)


def overview(session: Session, event_id: int, uuid: str | None = None) -> Overview:
    """The cards of an edition (or the one of a UUID) as they stand. Three statements, two where there is none."""
    mine = [models.Card.event_id == event_id, *([models.Card.uuid == uuid] if uuid else [])]
    other = sa.orm.aliased(models.Card)
    statement = sa.select(models.Card, other.number).outerjoin(other, other.id == models.Card.merged_into)
    ordered = statement.where(*mine).order_by(models.Card.number)
    rows = session.execute(ordered, execution_options={"populate_existing": True}).all()
    version = agenda.published(session, event_id)
    timetable = version.timetable if version else None
    answers = _answers(session, mine) if rows else {}
    return Overview(tuple(_card(row, into, timetable, answers.get(row.id, ())) for row, into in rows), timetable)


def card(session: Session, event_id: int, uuid: str) -> Card | None:
    """The card of a UUID as it stands."""
    return next(iter(overview(session, event_id, uuid).cards), None)


def row_of(session: Session, event_id: int, uuid: str) -> models.Card | None:
    """The card of a UUID as it is stored now."""
    mine = sa.select(models.Card).where(models.Card.event_id == event_id, models.Card.uuid == uuid)
    return session.scalar(mine.execution_options(populate_existing=True))


def author(session: Session, actor: str) -> str:
    """The name of who wrote a card: of an account by its address, of somebody of the programme by ``person:17``.

    Empty where that was removed.
    """
    number = actor.removeprefix("person:")
    if number == actor:
        return accounts.names(session, [actor]).get(actor, actor)
    row = session.get(Person, int(number))
    return "" if row is None or row.is_redacted else person_of(row).name


def next_number(session: Session, event_id: int) -> int:
    """The number of the next card. No card is ever deleted, so none is given twice."""
    last = sa.select(sa.func.max(models.Card.number)).where(models.Card.event_id == event_id)
    return (session.scalar(last) or 0) + 1


def waiting(session: Session, event_id: int) -> int:
    """How many cards wait for the team: gathered, and not looked at yet, or not right as somebody who spoke says."""
    card, answer = models.Card, models.CardAnswer
    denied = sa.exists().where(answer.card_id == card.id, answer.is_correct.is_(False))
    waits = sa.or_(card.state == State.COLLECTED, sa.and_(card.state == State.EDITED, denied))
    return session.scalar(sa.select(sa.func.count()).select_from(card).where(card.event_id == event_id, waits)) or 0


def facts_of(row: models.Card) -> CardFacts:
    """What the card of a row says."""
    return CardFacts(**{name: getattr(row, name) for name in NAMES})


def _answers(session: Session, mine: Iterable[sa.ColumnElement[bool]]) -> Mapping[int, tuple[Answer, ...]]:
    row = models.CardAnswer
    statement = sa.select(row).join(models.Card, models.Card.id == row.card_id).where(*mine)
    by_card: dict[int, tuple[Answer, ...]] = {}
    for each in session.scalars(statement.order_by(row.at, row.person), execution_options={"populate_existing": True}):
        answer = Answer(each.person, each.is_correct, each.at, each.remark, each.wording, each.is_earlier)
        by_card[each.card_id] = (*by_card.get(each.card_id, ()), answer)
    return by_card


def _card(row: models.Card, into: int | None, timetable: Timetable | None, answers: tuple[Answer, ...]) -> Card:
    item = timetable.item(row.item) if timetable else None
    return Card(
        uuid=row.uuid, number=row.number, facts=facts_of(row), state=row.state, origin=row.origin, author=row.author,
        revision=row.revision, added_at=row.added_at, asked_at=row.asked_at, published_at=row.published_at,
        public=None if row.public is None else from_document(row.public), merged_into=into, answers=answers, item=item,
        owner_agreed_at=row.owner_agreed_at, spoke=speakers(timetable, item) if timetable and item else (),
    )  # fmt: skip
