"""What somebody says behind the link of their letter: what became of the step, or that they want no more letters."""

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.agenda.services.people import subject
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.services.outcomes import forget_owner_in
from gocluster_events.post_event.follow_ups.models import FollowUp
from gocluster_events.post_event.follow_ups.queries import asking as queries
from gocluster_events.post_event.follow_ups.queries.steps import row_of, rows_of
from gocluster_events.post_event.follow_ups.rules.codes import Refusal, Showing
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer
from gocluster_events.post_event.follow_ups.services.asking import letter_key
from gocluster_events.post_event.follow_ups.services.records import record, settle

Link = tuple[int, int]
"""The id of what was asked, and the generation of the link of whoever was."""


def answer(event_id: int, link: Link, typed: Answer, act: Act) -> None:
    """Whoever takes the step has said what became of it; nobody outside the team reads it before the team has looked.

    What they said before is not public any more. Raises Refused where their link opens nothing (any more).
    """
    with transaction() as session:
        event, row, card, opened = _opened(session, event_id, link, act)
        before = Answer(row.outcome, row.text, row.language) if row.outcome and not row.is_from_team else None
        if before == typed:
            return
        row.outcome, row.text, row.language = typed.outcome, typed.text, typed.language
        row.answered_at, row.is_from_team, row.showing = act.at, False, Showing.NEW
        row.revision += 1
        record(session, card, "answered", Act(subject(opened.contact.id), act.at))
        settle(session, event, card, act.at)


def end(event_id: int, link: Link, act: Act, *, forgets: bool) -> None:
    """They take no letter any more about this card's next step, and nobody knows that they took it; what they answered
    goes, too, if they want it to (``forgets``). Raises as `answer`.
    """
    with transaction() as session:
        event, row, card, opened = _opened(session, event_id, link, act)
        person = row.person
        for each in rows_of(session, card):
            if each.person != person:
                continue
            outbox.withdraw(session, [letter_key(each.id, each.reminded_at)])
            if each.outcome is None or (forgets and not each.is_from_team):
                session.delete(each)
            else:
                each.person, each.revision = "", each.revision + 1
        forget_owner_in(session, card, Act(subject(opened.contact.id), act.at))
        record(session, card, "ended", Act(subject(opened.contact.id), act.at))
        settle(session, event, card, act.at)


def _opened(session: Session, event_id: int, link: Link, act: Act) -> tuple[Event, FollowUp, Card, queries.Opened]:
    event = events.lock(session, event_id)
    known, stored = queries.opened(session, *link, act.at), row_of(session, event_id, link[0])
    if known is None or stored is None:
        raise Refused(Refusal.OVER)
    return event, *stored, known
