"""Asking those who spoke whether cards are right: each has one letter for all cards that are asked about at once."""

from collections.abc import Callable, Collection, Sequence
from hashlib import sha256

from sqlalchemy.orm import Session

from gocluster_events.attendance.contributors.queries import languages
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.meeting.agenda.services.people import subject
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.services.mails import about, branding, moment
from gocluster_events.post_event.cards.queries.asking import recipients
from gocluster_events.post_event.cards.rules.asking import CARDS_QUESTION
from gocluster_events.post_event.cards.rules.cards import Card
from gocluster_events.post_event.cards.rules.codes import SILENCE, Deed, Refusal
from gocluster_events.post_event.cards.services.deciding import Seen, decide_in

Rows = Callable[[str, Sequence[Card]], str]
"""The cards, in a language, as rows of a letter."""


def ask(event_id: int, cards: Seen, act: Act, rows: Rows) -> int:
    """Those who spoke are asked whether these cards are right, and have seven days; returns how many letters.

    Raises as `deciding.decide`, and Refused in a draft edition.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        if event.status is EventStatus.DRAFT:
            raise Refused(Refusal.NOT_PUBLIC)
        decide_in(session, event_id, cards, Deed.ASK, act)
        return _write(session, event, cards.keys(), act, rows)


def _write(session: Session, event: Event, uuids: Collection[str], act: Act, rows: Rows) -> int:
    people = recipients(session, event.id, uuids)
    spoken = languages(session, event.id, people.reached)
    mails = [_mail(event, each, spoken[each.uuid], people.cards[each.uuid], act, rows) for each in people.reached]
    sending.send_all(session, mails, act.at)
    return len(mails)


def _mail(
    event: Event, contact: Contact, language: str, cards: Sequence[Card], act: Act, rows: Rows
) -> Outgoing:  # fmt: skip
    known = {
        **about(event, language), "salutation": contact.name, "cards": rows(language, cards),
        "until": moment(event, act.at + SILENCE, language),
    }  # fmt: skip
    occasion = sha256(repr([(card.uuid, card.revision) for card in cards]).encode()).hexdigest()[:16]
    return sending.compose(
        CARDS_QUESTION,
        scope=f"edition:{event.id}",
        subject=subject(contact.id),
        to=contact.email,
        language=language,
        key=f"{CARDS_QUESTION.name}:{contact.id}:{occasion}",
        values={**{name: known[name] for name in CARDS_QUESTION.samples}, **branding(event)},
        link=(contact.id, contact.generation),
    )
