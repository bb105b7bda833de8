"""Writing knowledge cards, and moving them on. All of it works in an archived edition, too."""

from collections.abc import Iterable
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, as_seen
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.cards import models
from gocluster_events.post_event.cards.queries import cards as queries
from gocluster_events.post_event.cards.rules.cards import NAMES, Card, CardFacts, needs_answers_anew
from gocluster_events.post_event.cards.rules.codes import Deed, Origin, Refusal, State
from gocluster_events.post_event.cards.rules.states import drops_consent, led_to, refusal
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import Kind


def write(event_id: int, facts: CardFacts, act: Act, origin: Origin = Origin.EDITOR, uuid: str = "") -> str:
    """The edition has a new card; returns its UUID, which is the one given, if any.

    The team's own is edited, everybody else's collected. Raises Refused where its item or its people are not on the
    published programme.
    """
    with transaction() as session:
        events.lock(session, event_id)
        return write_in(session, event_id, facts, act, origin, uuid)


def write_in(session: Session, event_id: int, facts: CardFacts, act: Act, origin: Origin, uuid: str = "") -> str:
    """The same within a transaction that holds the edition's lock."""
    _check(queries.overview(session, event_id, uuid or "-").timetable, facts)
    return add_in(session, event_id, facts, act, origin, uuid).uuid


def add_in(session: Session, event_id: int, facts: CardFacts, act: Act, origin: Origin, uuid: str = "") -> models.Card:
    """The same, also of an item that is not on the programme (any more)."""
    state = State.EDITED if origin is Origin.EDITOR else State.COLLECTED
    row = models.Card(
        uuid=uuid or str(uuid4()), event_id=event_id, number=queries.next_number(session, event_id), origin=origin,
        author=act.by, state=state, added_at=act.at, **{name: getattr(facts, name) for name in NAMES},
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, row, "added", act)
    return row


def change(event_id: int, uuid: str, facts: CardFacts, revision: int, act: Act) -> None:
    """The card says what the team typed, and is edited.

    Whoever said that the other text was right is asked anew; the public goes on reading what was published. Raises
    Stale when somebody else changed it since ``revision``, Refused where it was put aside, or its item or a person
    that is new in it is not on the published programme.
    """
    with transaction() as session:
        events.lock(session, event_id)
        as_seen(queries.row_of(session, event_id, uuid), revision)
        before = queries.overview(session, event_id, uuid)
        (card,) = before.cards
        if facts == card.facts:
            return
        after = allowed(card, Deed.CHANGE, act)
        _check(before.timetable, facts, card.facts)
        row = reword_in(session, event_id, card, facts, act)
        row.state = after


def reword_in(session: Session, event_id: int, card: Card, facts: CardFacts, act: Act) -> models.Card:
    """The card says something else: answers and consents to what it said count no more. Its state stays."""
    row = row_in(session, event_id, card.uuid)
    touched = [name for name in NAMES if getattr(facts, name) != getattr(card.facts, name)]
    for name in touched:
        setattr(row, name, getattr(facts, name))
    if drops_consent(card.facts, facts):
        row.owner_agreed_at = None
    if needs_answers_anew(card.facts, facts):
        session.execute(sa.delete(models.CardAnswer).where(models.CardAnswer.card_id == row.id))
        row.asked_at = None
    if card.facts.ask_person != facts.ask_person:
        releases.forget_in(session, event_id, Kind.CARD, card.uuid)
    elif needs_answers_anew(card.facts, facts):  # nobody's name stands at words that they have not seen
        releases.ask_again_in(session, event_id, Kind.CARD, card.uuid, act)
    if row.public is not None:  # it may name somebody at other words now, and nobody is named there
        withdraw(session, event_id, act.at)
    row.revision += 1
    record(session, row, "changed", act, touched)
    return row


def allowed(card: Card, deed: Deed, act: Act) -> State:
    """The state after the deed. Raises Refused where it may not be done."""
    reason, after = refusal(card, deed, act.at), led_to(card, deed)
    if reason is not None or after is None:
        raise Refused(reason or Refusal.WRONG_STATE)
    return after


def seen_in(session: Session, event_id: int, uuid: str, seen: int | None) -> tuple[models.Card, Card]:
    """The card as row and as value. Raises Refused where there is none, Stale when it was changed since ``seen``."""
    row, card = row_in(session, event_id, uuid), queries.card(session, event_id, uuid)
    if card is None:
        raise Refused(Refusal.GONE)
    if seen is not None:
        as_seen(row, seen)
    return row, card


def row_in(session: Session, event_id: int, uuid: str) -> models.Card:
    """The row of a card. Raises Refused where there is none."""
    row = queries.row_of(session, event_id, uuid)
    if row is None:
        raise Refused(Refusal.GONE)
    return row


def turn(session: Session, row: models.Card, state: State, deed: Deed, act: Act) -> None:
    """The card is in that state."""
    row.state = state
    row.revision += 1
    record(session, row, ACTIONS[deed], act)


ACTIONS = {
    Deed.COLLECT: "returned",
    Deed.EDIT: "edited",
    Deed.ASK: "asked",
    Deed.PUBLISH: "published",
    Deed.TAKE_BACK: "taken_back",
    Deed.DISMISS: "dismissed",
    Deed.RESTORE: "restored",
    Deed.MERGE: "merged",
}
"""What the audit log calls each deed, after ``card.``."""


def record(session: Session, row: models.Card, verb: str, act: Act, touched: Iterable[str] = ()) -> None:
    """It is on record who did that to the card."""
    fields = [f"card_{name}" for name in touched]
    audit(session, row.event_id, f"card.{verb}", act, about=f"card:{row.id}", fields=fields)


def _check(timetable: Timetable | None, facts: CardFacts, before: CardFacts | None = None) -> None:
    """Raises Refused where the item or somebody is not on the programme; what was there before may stay."""
    is_same_item = before is not None and before.item == facts.item
    if not is_same_item and (timetable is None or timetable.item(facts.item) is None):
        raise Refused(Refusal.NO_ITEM)
    for name in ("ask_person", "owner"):
        uuid = getattr(facts, name)
        is_new = uuid and (before is None or getattr(before, name) != uuid)
        person = timetable.person(uuid) if timetable and is_new else None
        if is_new and (person is None or person.is_redacted):
            raise Refused(Refusal.NO_PERSON)
