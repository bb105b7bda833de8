"""What the team does with answers: it publishes them, takes them back, or writes down what it learned itself."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale, as_seen
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries.cards import row_of as card_row
from gocluster_events.post_event.follow_ups.models import FollowUp
from gocluster_events.post_event.follow_ups.queries.steps import follow_up, row_of, rows_of
from gocluster_events.post_event.follow_ups.rules.board import last_date
from gocluster_events.post_event.follow_ups.rules.codes import Refusal, Showing
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer, months_for_team
from gocluster_events.post_event.follow_ups.services.records import record, settle


def publish(event_id: int, number: int, revision: int, act: Act, *, with_text: bool) -> None:
    """Everybody reads beside the card what became of its step, with the words or without.

    Raises Stale when the answer is another one since ``revision``, Refused where there is none.
    """
    with transaction() as session:
        event, row, card = _seen(session, event_id, number, revision)
        if row.outcome is None:
            raise Refused(Refusal.NO_ANSWER)
        _show(session, event, row, card, Showing.ALL if with_text and row.text else Showing.OUTCOME, act.at)
        record(session, card, "published", act)


def take_back(event_id: int, number: int, revision: int, act: Act) -> None:
    """Nobody outside the team reads it any more. Raises Stale when the answer is another one."""
    with transaction() as session:
        event, row, card = _seen(session, event_id, number, revision)
        _show(session, event, row, card, Showing.HIDDEN, act.at)
        record(session, card, "taken_back", act)


def set_aside(event_id: int, number: int, revision: int, act: Act) -> None:
    """It waits for the team no more: the answer is not published, or nobody is asked again. Raises as `take_back`."""
    with transaction() as session:
        event, row, card = _seen(session, event_id, number, revision)
        _show(session, event, row, card, Showing.HIDDEN, act.at)
        record(session, card, "set_aside", act)


def note(event_id: int, uuid: str, typed: Answer, revision: int, act: Act) -> int:
    """The team has written down what it learned itself of the card's public next step; returns the id.

    Nobody reads it before it is published. ``revision`` is that of its last note, 0 where there was none. Raises Stale
    when a colleague wrote since, Refused where the card has no public next step, and where whoever takes it has
    answered to every date.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        card = card_row(session, event_id, uuid)
        step = card.public["next_step"] if card and card.public else ""
        if card is None or card.published_at is None or not step:
            raise Refused(Refusal.NO_STEP)
        row = _row(session, card, step, last_date(card.published_at, event.zone, act.at), revision)
        row.outcome, row.text, row.language = typed.outcome, typed.text, typed.language
        row.answered_at, row.is_from_team = act.at, True
        session.flush()
        _show(session, event, row, card, Showing.NEW, act.at)
        record(session, card, "noted", act)
        return row.id


def _row(session: Session, card: Card, step: str, last: int, revision: int) -> FollowUp:
    """The row of the date to which the team's word belongs: that of its last note, or a later one nobody answered. What
    was asked then of another step is not in it any more.
    """
    before = rows_of(session, card)
    mine = before[-1] if before and before[-1].is_from_team and before[-1].next_step == step else None
    if (mine.revision if mine else 0) != revision:
        raise Stale
    months = months_for_team(tuple(map(follow_up, before)), max(last, mine.months if mine else 0))
    if months is None:
        raise Refused(Refusal.HAS_ANSWER)
    row = next((each for each in before if each.months == months), None)
    if row is None:
        row = FollowUp(card_id=card.id, months=months, next_step="", revision=0)
        session.add(row)
    if row.next_step != step:
        row.next_step, row.person, row.sent_at, row.reminded_at = step, "", None, None
    return row


def _seen(session: Session, event_id: int, number: int, revision: int) -> tuple[Event, FollowUp, Card]:
    event = events.lock(session, event_id)
    row, card = row_of(session, event_id, number) or (None, None)
    seen = as_seen(row, revision)
    if card is None:
        raise Refused(Refusal.GONE)
    return event, seen, card


def _show(session: Session, event: Event, row: FollowUp, card: Card, showing: Showing, at: datetime) -> None:
    row.showing, row.revision = showing, row.revision + 1
    settle(session, event, card, at)
