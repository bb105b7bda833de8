"""What becomes of a public knowledge card by what those who spoke say of it."""

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.cards import models
from gocluster_events.post_event.cards.queries import cards as queries
from gocluster_events.post_event.cards.rules.cards import PublicText, document
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.rules.states import led_to
from gocluster_events.post_event.cards.services.cards import turn


def take_back_in(session: Session, row: models.Card, act: Act) -> None:
    """The public does not read the card any more. Joins a transaction that holds the edition's lock."""
    card = queries.card(session, row.event_id, row.uuid)
    state = led_to(card, Deed.TAKE_BACK) if card else None
    if row.public is not None and state is not None:
        withdraw(session, row.event_id, act.at)
        row.public, row.published_at, row.published_by = None, None, ""
        turn(session, row, state, Deed.TAKE_BACK, act)


def confirm_in(session: Session, row: models.Card) -> None:
    """A public card whose text everybody who spoke has confirmed by now says so. Joins such a transaction, too."""
    card = queries.card(session, row.event_id, row.uuid)
    if card and card.public and card.public.facts == card.facts and card.is_confirmed != card.public.is_confirmed:
        row.public, row.revision = document(PublicText(card.facts, card.is_confirmed)), row.revision + 1
