"""What those of the programme say of a card: whether it is right, and whether they may be asked what became of it."""

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events import queries as events
from gocluster_events.post_event.cards.models import Card, CardAnswer
from gocluster_events.post_event.cards.queries import cards as queries
from gocluster_events.post_event.cards.rules.codes import WORDING, Deed, Refusal, State
from gocluster_events.post_event.cards.services.cards import allowed, record, seen_in
from gocluster_events.post_event.cards.services.publishing import confirm_in, take_back_in


def answer(
    event_id: int, uuid: str, person: str, act: Act, seen: int | None = None, *, is_correct: bool, remark: str = ""
) -> None:  # fmt: skip
    """Somebody who spoke (by UUID) has said whether the card is right as it stands at the revision ``seen``.

    A no takes it back if it is public, and the team has to look at it. Raises Stale when it was changed since, Refused
    where they are not asked.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row, card = seen_in(session, event_id, uuid, seen)
        if person not in {each.uuid for each in card.spoke}:
            raise Refused(Refusal.NOT_ASKED)
        allowed(card, Deed.ANSWER, act)
        answer_in(session, row, person, act, is_correct=is_correct, remark=remark)


def answer_in(session: Session, row: Card, person: str, act: Act, *, is_correct: bool, remark: str = "") -> None:
    """The same within a transaction that holds the edition's lock and has looked whether they are asked."""
    _store(session, row, person, act, is_correct=is_correct, remark=remark)
    if is_correct:
        confirm_in(session, row)
    else:
        take_back_in(session, row, act)
    _wait_for(session, row)


def object_in(session: Session, row: Card, person: str, act: Act, remark: str = "") -> None:
    """Somebody who spoke says that the public text is not right, while they are asked about no other: nobody outside
    reads it any more, and of another one that the team has written meanwhile nothing is said. Joins such a transaction.
    """
    card = queries.card(session, row.event_id, row.uuid)
    is_earlier = card is not None and card.is_changed
    _store(session, row, person, act, is_correct=False, remark=remark, is_earlier=is_earlier)
    take_back_in(session, row, act)


def _store(
    session: Session, row: Card, person: str, act: Act, *, is_correct: bool, remark: str, is_earlier: bool = False
) -> None:
    stored = session.get(CardAnswer, (row.id, person)) or CardAnswer(card_id=row.id, person=person)
    stored.is_correct, stored.at, stored.wording, stored.is_earlier = is_correct, act.at, WORDING, is_earlier
    stored.remark = "" if is_correct else remark
    session.add(stored)
    session.flush()
    record(session, row, "confirmed" if is_correct else "denied", act)


def _wait_for(session: Session, row: Card) -> None:
    """A card that somebody said no to waits for the team, and for answers again once everybody has taken that back."""
    card = queries.card(session, row.event_id, row.uuid)
    before, after = (State.ASKED, State.EDITED) if card and card.denied else (State.EDITED, State.ASKED)
    if row.state is before:
        row.state, row.revision = after, row.revision + 1


def agree(event_id: int, uuid: str, person: str, act: Act, seen: int | None = None, *, agrees: bool) -> None:
    """Whoever takes the card's next step agrees to be asked what became of it, or no longer does.

    Raises Stale when it was changed since the revision ``seen``, Refused where it is somebody else's.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row, card = seen_in(session, event_id, uuid, seen)
        if card.facts.owner != person:
            raise Refused(Refusal.NOT_ASKED)
        if agrees is not (row.owner_agreed_at is not None):
            row.owner_agreed_at = act.at if agrees else None
            record(session, row, "owner_agreed" if agrees else "owner_disagreed", act)
