"""What the team does with knowledge cards, one or several at once, all of them or none. Archived editions too."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, as_seen
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.cards import models
from gocluster_events.post_event.cards.queries import cards as queries
from gocluster_events.post_event.cards.rules.cards import Card, PublicText, document
from gocluster_events.post_event.cards.rules.codes import Deed, Refusal
from gocluster_events.post_event.cards.rules.states import may_merge
from gocluster_events.post_event.cards.services.cards import allowed, record, turn
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import Kind

Seen = Mapping[str, int | None]
"""Cards, by UUID, and the revision at which each was looked at; None: as it is now."""


def decide(event_id: int, cards: Seen, deed: Deed, act: Act) -> None:
    """The deed is done with every one of the cards; nobody is written to.

    Raises Stale when one was changed since it was looked at, Refused where it may not be done with one of them.
    """
    with transaction() as session:
        events.lock(session, event_id)
        decide_in(session, event_id, cards, deed, act)


def decide_in(session: Session, event_id: int, cards: Seen, deed: Deed, act: Act) -> None:
    """The same within a transaction that holds the edition's lock."""
    overview = queries.overview(session, event_id)
    for row, card in _seen(session, event_id, overview, cards):
        state = allowed(card, deed, act)
        if deed is Deed.ASK:
            _ask(session, row, overview.timetable, act)
        elif deed is Deed.EDIT:
            row.asked_at = None  # nobody is asked any more
        elif deed is Deed.PUBLISH:
            _withdraw(session, row, act)
            row.public = document(PublicText(card.facts, card.is_confirmed))
            row.published_at, row.published_by = act.at, act.by
        elif deed is Deed.TAKE_BACK:
            _withdraw(session, row, act)
            row.public, row.published_at, row.published_by = None, None, ""
        turn(session, row, state, deed, act)


def merge(event_id: int, cards: Seen, into: str, act: Act) -> None:
    """The cards are part of another one, which keeps its own words; what was part of them is part of that one, too.

    Raises Stale when one was changed since it was looked at, Refused where one is public or the other one is not on
    its way.
    """
    with transaction() as session:
        events.lock(session, event_id)
        overview = queries.overview(session, event_id)
        ((other, target),) = _seen(session, event_id, overview, {into: cards.get(into)})
        for row, card in _seen(session, event_id, overview, cards):
            if row is other and len(cards) > 1:
                continue
            reason = may_merge(card, target, act.at)
            if reason is not None:
                raise Refused(reason)
            parts = sa.update(models.Card).where(models.Card.merged_into == row.id)
            session.execute(parts.values(merged_into=other.id))
            row.merged_into = other.id
            turn(session, row, allowed(card, Deed.MERGE, act), Deed.MERGE, act)
        other.revision += 1
        record(session, other, "joined", act)


def _seen(
    session: Session, event_id: int, overview: queries.Overview, cards: Seen
) -> tuple[tuple[models.Card, Card], ...]:  # fmt: skip
    values = {card.uuid: card for card in overview.cards}
    mine = sa.select(models.Card).where(models.Card.event_id == event_id, models.Card.uuid.in_(cards))
    rows = session.scalars(mine.order_by(models.Card.number)).all()
    if not cards or len(rows) < len(cards):
        raise Refused(Refusal.GONE)
    for row in rows:
        seen = cards[row.uuid]
        as_seen(row, row.revision if seen is None else seen)
    return tuple((row, values[row.uuid]) for row in rows)


def _withdraw(session: Session, row: models.Card, act: Act) -> None:
    """What the public reads of the card until now is in no archive copy any more."""
    if row.public is not None:
        withdraw(session, row.event_id, act.at)


def _ask(session: Session, row: models.Card, timetable: Timetable | None, act: Act) -> None:
    """Who spoke is asked. Who knows more is asked for their release. A no that is none to these words, or of somebody
    who is in the item no more, is past.
    """
    row.asked_at = act.at
    mine = (models.CardAnswer.card_id == row.id, models.CardAnswer.is_correct.is_(False))
    session.execute(sa.delete(models.CardAnswer).where(*mine))
    person = timetable.person(row.ask_person) if timetable and row.ask_person else None
    if person is not None and not person.is_redacted:
        releases.ask_in(session, row.event_id, Kind.CARD, row.uuid, [(person.uuid, person.name)], act)
