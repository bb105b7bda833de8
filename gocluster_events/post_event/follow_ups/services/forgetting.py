"""Forgetting who took a next step, and what of their words is not public, once nobody is asked about it any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.redaction import without
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import WORKER
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries.agreed import AgreedStep, agreed
from gocluster_events.post_event.cards.rules.codes import LIMITS
from gocluster_events.post_event.cards.rules.outcomes import LONGEST_OUTCOME
from gocluster_events.post_event.cards.services.outcomes import forget_owner_in
from gocluster_events.post_event.follow_ups.models import FollowUp
from gocluster_events.post_event.follow_ups.queries.asking import is_live
from gocluster_events.post_event.follow_ups.queries.steps import follow_up, rows_of, steps
from gocluster_events.post_event.follow_ups.rules.codes import Showing
from gocluster_events.post_event.follow_ups.rules.dates import (
    ends_at,
    forgettable_at,
    has_ended,
    is_old_note,
    is_private,
)
from gocluster_events.post_event.follow_ups.rules.follow_up import FollowUp as Asked

_PRIVATE = sa.or_(FollowUp.person != "", sa.and_(FollowUp.text != "", FollowUp.showing != Showing.ALL))
_AGREED = sa.and_(Card.owner_agreed_at.is_not(None), Card.published_at.is_not(None))
_CARDS = sa.select(Card).where(sa.or_(sa.exists().where(FollowUp.card_id == Card.id, _PRIVATE), _AGREED))


def forget_due(now: datetime, due: datetime) -> int:
    """What was to be forgotten by ``due`` is: who took a step, and words that nobody published. The card, the date,
    what became of the step and words that are public stay. Returns of how many cards. Called by the worker.
    """
    rows = reading().execute(_CARDS.with_only_columns(Card.event_id).distinct()).all()
    return sum(_forget_in_edition(row.event_id, now, due) for row in rows)


def _forget_in_edition(event_id: int, now: datetime, due: datetime) -> int:
    if not any(_old(reading(), reading().get_one(Event, event_id), due)):
        return 0
    with transaction() as session:
        event = events.lock(session, event_id)
        old = tuple(_old(session, event, due))
        for each in old:
            _forget(session, each, due)
            if each.takes_step_no_more:
                forget_owner_in(session, each.card, Act(WORKER, now))
        return len(old)


@dataclass(frozen=True, slots=True)
class _Old:
    """A card of whose step something is to be forgotten: who it was (``is_personal``), or an old note of the team."""

    card: Card
    is_personal: bool
    takes_step_no_more: bool


def _old(session: Session, event: Event, due: datetime) -> Iterator[_Old]:
    known, agreed_ones = steps(session, event.id), {each.card: each for each in agreed(session, event.id)}
    mine = _CARDS.where(Card.event_id == event.id).order_by(Card.number)
    for card in session.scalars(mine, execution_options={"populate_existing": True}).all():
        before, step = known.get(card.uuid, ()), agreed_ones.get(card.uuid)
        at = forgettable_at(before, card.published_at, event.zone, _agreed_at(before, step))
        is_time = at is None or at <= due
        ends = is_time and step is not None and _ends(before, step, event.zone, due)
        is_personal = is_time and (ends or any(map(is_private, before)))
        has_left = any(each.person not in {"", card.owner} for each in before)
        if is_personal or has_left or any(is_old_note(each, due) for each in before):
            yield _Old(card, is_personal, ends)


def _agreed_at(before: Sequence[Asked], step: AgreedStep | None) -> datetime | None:
    return step.agreed_at if step and (not before or is_live(before[-1], step)) else None


def _ends(before: Sequence[Asked], step: AgreedStep, zone: str, due: datetime) -> bool:
    """Whether nobody is asked any more about the step that somebody takes now."""
    was_asked = bool(before) and is_live(before[-1], step)
    return was_asked or has_ended(before, step.agreed_at) or ends_at(step.published_at, zone) <= due


def _forget(session: Session, old: _Old, due: datetime) -> None:
    for row in rows_of(session, old.card):
        known, before = follow_up(row), (row.person, row.text)
        if old.is_personal or row.person != old.card.owner:
            row.person = ""  # who no longer takes the step, at once
        is_theirs = old.is_personal and not row.is_from_team and row.showing is not Showing.ALL
        if is_theirs or is_old_note(known, due):
            row.text = ""
        row.revision += before != (row.person, row.text)


def forget_person(session: Session, event_id: int, uuid: str, names: tuple[str, ...]) -> None:
    """Nothing that was asked or answered has the name, nor says who was asked; what they wrote and nobody published
    goes. Joins the transaction in which the programme loses the name.
    """
    mine = sa.select(FollowUp, Card.language).join(Card, Card.id == FollowUp.card_id).where(Card.event_id == event_id)
    for row, language in session.execute(mine).all():
        is_theirs = row.person == uuid
        text = "" if is_theirs and row.showing is not Showing.ALL else row.text
        after = (
            "" if is_theirs else row.person, _without(text, row.language, names)[:LONGEST_OUTCOME],
            _without(row.next_step, language, names)[: LIMITS["next_step"]],
        )  # fmt: skip
        if after != (row.person, row.text, row.next_step):
            row.person, row.text, row.next_step = after
            row.revision += 1
    session.flush()


def _without(text: str, language: str, names: tuple[str, ...]) -> str:
    return without(Localized(**{language: text}), names).pick(language)[0]
