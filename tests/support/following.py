"""Next steps that somebody took, who is asked what became of them. They need an app's context."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.agenda.models import Person as PersonRow
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.cards.services import answering as cards, cards as writing_cards
from gocluster_events.post_event.cards.services.cards import row_in
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.cards.services.own import _take_step
from gocluster_events.post_event.follow_ups.models import FollowUp
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer
from gocluster_events.post_event.follow_ups.rules.letters import LINK
from gocluster_events.post_event.follow_ups.services import answering, asking, reviewing
from tests.support.cards import LATER, TEAM, asked_card, card_now, facts as card_facts
from tests.support.handing_in import spoken_item
from tests.support.own_cards import confirm
from tests.support.programme import MAI
from tests.support.releasing import with_address
from tests.support.sessions import first_person
from tests.support.settings import NOW, SECRET_KEY

STEP = "Leitfaden mit den fünf Fragen"
THREE, SIX, TWELVE = (
    datetime(2027, 7, 30, 8, tzinfo=UTC), datetime(2027, 10, 30, 8, tzinfo=UTC), datetime(2028, 4, 30, 8, tzinfo=UTC),
)  # fmt: skip
"""Ten o'clock at the venue, three, six and twelve months after `taken_step` became public."""
DAY = timedelta(days=1)


def taken_step(event: Event, person: Person = MAI, *, has_address: bool = True, act: Act = LATER, **facts: Any) -> str:
    """A public card whose next step somebody took, who agreed to be asked what became of it; its UUID."""
    uuid = asked_card(event, **{"next_step": STEP, "owner": person.uuid, **facts})
    cards.agree(event.id, uuid, person.uuid, TEAM, agrees=True)
    decide(event.id, {uuid: None}, Deed.PUBLISH, act)
    if has_address:
        with_address(event, person)
    return uuid


def asked_step(event: Event, person: Person = MAI, at: datetime = THREE, **facts: Any) -> FollowUp:
    """Whoever took it was asked after three months; the row."""
    uuid = taken_step(event, person, **facts)
    asking.ask_due(at)
    return rows(event, uuid)[-1]


def passed_on(event: Event, uuid: str, person: Person, at: datetime = THREE + 3 * DAY) -> None:
    """The team names somebody else who takes the card's next step, and they agree to be asked."""
    card, act = card_now(event, uuid), Act(TEAM.by, at)
    writing_cards.change(event.id, uuid, replace(card.facts, owner=person.uuid), card.revision, act)
    decide(event.id, {uuid: None}, Deed.ASK, act)
    with transaction() as writing:
        _take_step(writing, row_in(writing, event.id, uuid), person.uuid, act, takes_step=True)
    with_address(event, person)


def rows(event: Event, uuid: str) -> list[FollowUp]:
    """What was asked about a card, as it is stored now."""
    session().rollback()
    mine = sa.select(FollowUp).join(Card, Card.id == FollowUp.card_id)
    those = mine.where(Card.event_id == event.id, Card.uuid == uuid)
    return [*session().scalars(those.order_by(FollowUp.months))]


def row_now(row: FollowUp) -> FollowUp:
    """The same row as it is stored now."""
    session().rollback()
    return session().get_one(FollowUp, row.id)


def link_of(row: FollowUp) -> tuple[int, int]:
    """What the link of its letter holds: its id, and the generation of whose it is."""
    generation = sa.select(PersonRow.generation).where(PersonRow.uuid == row.person)
    return row.id, session().scalars(generation).one()


def address_of(row: FollowUp, language: str = "de") -> str:
    """The path that the link of its letter has."""
    return f"/{language}/my/follow-up/{Signer((SECRET_KEY,)).sign(LINK, *link_of(row))}"


def reply(event: Event, row: FollowUp, outcome: Outcome, text: str = "", at: datetime = THREE + DAY) -> FollowUp:
    """Whoever was asked has answered by the link; the row."""
    answering.answer(event.id, link_of(row), Answer(outcome, text), Act("", at))
    return row_now(row)


def show(event: Event, row: FollowUp, at: datetime = THREE + 2 * DAY, *, with_text: bool = True) -> FollowUp:
    """The team publishes the answer; the row."""
    reviewing.publish(event.id, row.id, row.revision, Act(TEAM.by, at), with_text=with_text)
    return row_now(row)


def letters(event: Event) -> list[tuple[str, str]]:
    """Which letters about next steps were written to whom, in order."""
    session().rollback()
    mine = sa.select(Mail.letter, Mail.recipient).where(Mail.scope == f"edition:{event.id}")
    rows = session().execute(mine.where(Mail.letter.startswith("follow_up")).order_by(Mail.id))
    return [(row.letter, row.recipient) for row in rows]


def in_addresses(event: Event, keys: tuple[str, ...] = (SECRET_KEY,)) -> dict[str, str]:
    """Next steps of the first person of the programme; what stands in addresses: links of two letters, a card of whose
    step the team wrote something down, and one step each that is silent, noted and public.
    """
    item, person = spoken_item(event, first_person(event))
    uuids = [_public_step(event, item.uuid, person, number) for number in range(5)]
    act, say = Act(TEAM.by, NOW), Answer(Outcome.UNDER_WAY, "Bald.")
    with transaction() as writing:
        writing.execute(sa.update(PersonRow).where(PersonRow.uuid == person).values(email="mai@example.org"))
        new = [
            FollowUp(card_id=number, months=3, next_step=f"Schritt {each}", person=person, sent_at=NOW - each * 7 * DAY)
            for each, number in enumerate(_numbers(uuids[:3]))
        ]
        writing.add_all(new)
        writing.flush()
        ids = [row.id for row in new]
    noted, public = (reviewing.note(event.id, uuid, say, 0, act) for uuid in uuids[3:])
    reviewing.publish(event.id, public, 1, act, with_text=True)
    session().rollback()
    waiting, ending, silent = (session().get_one(FollowUp, number) for number in ids)
    signer = Signer(keys)
    return {
        "follow_link": signer.sign(LINK, *link_of(waiting)), "follow_end": signer.sign(LINK, *link_of(ending)),
        "noted_card": uuids[3], "silent_step": str(silent.id), "noted_step": str(noted), "public_step": str(public),
    }  # fmt: skip


def _numbers(uuids: Sequence[str]) -> list[int]:
    ids = dict(session().execute(sa.select(Card.uuid, Card.id).where(Card.uuid.in_(uuids))).all())
    return [ids[uuid] for uuid in uuids]


def _public_step(event: Event, item: str, person: str, number: int) -> str:
    """A public card of the item whose next step the person took; its UUID."""
    act = Act(TEAM.by, NOW)
    facts = card_facts(item=item, question=f"Was wurde aus {number}?", next_step=f"Schritt {number}", owner=person)
    uuid = writing_cards.write(event.id, facts, act)
    decide(event.id, {uuid: None}, Deed.ASK, act)
    confirm(event, uuid)
    cards.agree(event.id, uuid, person, act, agrees=True)
    decide(event.id, {uuid: None}, Deed.PUBLISH, act)
    return uuid


def to_be_followed(event: Event) -> dict[str, dict[str, str]]:
    """Of every view about next steps that takes a POST, an address at which it has something to do."""
    places, second = in_addresses(event), in_addresses(event)
    return {
        "follow_ups.answer": {"token": places["follow_link"]},
        "follow_ups.ending": {"token": places["follow_end"]},
        "follow_ups.note": {"uuid": places["noted_card"]},
        "follow_ups.publication": {"number": places["noted_step"]},
        "follow_ups.publication_removal": {"number": places["public_step"]},
        "follow_ups.ask_again": {"number": places["silent_step"]},
        "follow_ups.dismissal": {"number": second["noted_step"]},
    }
