"""Making knowledge cards public, taking them back, and making one of two. It works in an archived edition, too."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.cards import models
from gocluster_events.cards.queries import cards as queries
from gocluster_events.cards.rules.cards import PublicText, document
from gocluster_events.cards.rules.codes import Deed
from gocluster_events.cards.rules.states import led_to, may_merge
from gocluster_events.cards.services.cards import allowed, record, seen_in, turn
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events


def publish(event_id: int, uuid: str, act: Act, seen: int | None = None) -> None:
    """The public reads the card as it stands now, in the place of what it read before.

    Raises Stale when it was changed since the revision ``seen`` (None: it is published as it is), Refused while it may
    not.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row, card = seen_in(session, event_id, uuid, seen)
        state = allowed(card, Deed.PUBLISH, act)
        row.public = document(PublicText(card.facts, card.is_confirmed))
        row.published_at, row.published_by = act.at, act.by
        turn(session, row, state, Deed.PUBLISH, act)


def take_back(event_id: int, uuid: str, act: Act, seen: int | None = None) -> None:
    """The public does not read the card any more; what those who spoke said of it stays. Raises as `publish`."""
    with transaction() as session:
        events.lock(session, event_id)
        row, card = seen_in(session, event_id, uuid, seen)
        allowed(card, Deed.TAKE_BACK, act)
        take_back_in(session, row, act)


def take_back_in(session: Session, row: models.Card, act: Act) -> None:
    """The same within a transaction that holds the edition's lock; twice changes nothing."""
    card = queries.card(session, row.event_id, row.uuid)
    state = led_to(card, Deed.TAKE_BACK) if card else None
    if row.public is not None and state is not None:
        row.public, row.published_at, row.published_by = None, None, ""
        turn(session, row, state, Deed.TAKE_BACK, act)


def confirm_in(session: Session, row: models.Card) -> None:
    """A public card whose text everybody who spoke has confirmed by now says so."""
    card = queries.card(session, row.event_id, row.uuid)
    if card and card.public and card.public.facts == card.facts and card.is_confirmed != card.public.is_confirmed:
        row.public = document(PublicText(card.facts, card.is_confirmed))


def merge(event_id: int, uuid: str, into: str, act: Act, seen: int | None = None) -> None:
    """The card is part of another one, which keeps its own words; what was part of it is part of that one, too.

    Raises Stale when the card was changed since the revision ``seen``, Refused where it is public or the other one is
    not on its way.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row, card = seen_in(session, event_id, uuid, seen)
        other, target = seen_in(session, event_id, into, None)
        reason = may_merge(card, target, act.at)
        if reason is not None:
            raise Refused(reason)
        parts = sa.update(models.Card).where(models.Card.merged_into == row.id)
        session.execute(parts.values(merged_into=other.id))
        row.merged_into = other.id
        turn(session, row, allowed(card, Deed.MERGE, act), Deed.MERGE, act)
        other.revision += 1
        record(session, other, "joined", act)
