"""What a note taker types becomes a card, once, however often it arrives."""

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events import queries as events
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries import cards, notes as queries
from gocluster_events.post_event.cards.rules.cards import TEXTS, CardFacts
from gocluster_events.post_event.cards.rules.codes import Deed, Origin, Refusal, State
from gocluster_events.post_event.cards.rules.notes import Note, NoteRefusal, becomes
from gocluster_events.post_event.cards.services.cards import add_in, allowed, turn


def take_down(event_id: int, uuid: str, facts: CardFacts, revision: int, act: Act) -> Note:
    """The card of that UUID, which the browser made, says what was typed. It is new, or ``act.by`` has written it.

    Raises Refused where nothing is typed or the team has taken it on, Stale when it was changed since ``revision``.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row = queries.row_with(session, uuid)
        if row is not None and _place_of(row) != (event_id, facts.item, act.by, Origin.NOTES):
            raise Refused(Refusal.GONE)
        before = queries.note_of(row) if row is not None else None
        is_new = becomes(before, facts, revision)
        if row is None:
            row = add_in(session, event_id, facts, act, Origin.NOTES, uuid)
        elif is_new:
            for name in (*TEXTS, "is_open"):
                setattr(row, name, getattr(facts, name))
            row.revision += 1
        return queries.note_of(row)


def discard(event_id: int, item: str, uuid: str, act: Act) -> None:
    """The card of that UUID, which ``act.by`` has written at the item, is put aside; the team can restore it.

    Twice changes nothing. Raises Refused where it is not theirs, the team has taken it on, or it is public.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row, card = queries.row_with(session, uuid), cards.card(session, event_id, uuid)
        if row is None or card is None or _place_of(row) != (event_id, item, act.by, Origin.NOTES):
            raise Refused(Refusal.GONE)
        if row.state is State.DISMISSED:
            return
        if row.state is not State.COLLECTED:
            raise Refused(NoteRefusal.TAKEN_ON)
        turn(session, row, allowed(card, Deed.DISMISS, act), Deed.DISMISS, act)


def _place_of(row: Card) -> tuple[int, str, str, Origin]:
    return row.event_id, row.item, row.author, row.origin
