"""What somebody of the programme says of a card on their own page. All of it works in an archived edition, too."""

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events import queries as events
from gocluster_events.post_event.cards import models
from gocluster_events.post_event.cards.queries.own import own_card
from gocluster_events.post_event.cards.rules.codes import Refusal
from gocluster_events.post_event.cards.rules.own import OwnCard, Response
from gocluster_events.post_event.cards.services.answering import answer_in, object_in
from gocluster_events.post_event.cards.services.cards import record, row_in
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import Kind


def respond(event_id: int, person_id: int, uuid: str, response: Response, seen: str, act: Act) -> None:
    """What the person says of the card they saw (``seen``) is stored, who and when; only to what they are asked.

    After a no, or an objection to what is public, nobody outside the team reads the card, and after a withdrawal nobody
    their name on it, from this moment on. Raises Stale when it says something else by now, Refused where they are not
    asked.
    """
    with transaction() as session:
        events.lock(session, event_id)
        person = session.get_one(Person, person_id).uuid
        own = own_card(session, event_id, person, uuid)
        if own is None:
            raise Refused(Refusal.NOT_ASKED)
        if own.seen != seen:
            raise Stale
        row = row_in(session, event_id, uuid)
        if own.is_named and response.may_be_named is not None:
            _name(session, row, person, act, may_be_named=response.may_be_named)
        if own.can_take_step and response.takes_step is not None:
            _take_step(session, row, person, act, takes_step=response.takes_step)
        if own.is_asked and response.is_correct is not None and _is_other(own, response):
            answer_in(session, row, person, act, is_correct=response.is_correct, remark=response.remark)
        if own.may_object and response.objects:
            object_in(session, row, person, act, response.remark)


def _is_other(own: OwnCard, response: Response) -> bool:
    """Whether it is not what they have said already: a yes keeps its time."""
    answer, remark = own.answer, "" if response.is_correct else response.remark
    return answer is None or (answer.is_correct, answer.remark) != (response.is_correct, remark)


def _name(session: Session, row: models.Card, person: str, act: Act, *, may_be_named: bool) -> None:
    releases.ask_in(session, row.event_id, Kind.CARD, row.uuid, [(person, "")], act)
    releases.answer_in(session, row.event_id, Kind.CARD, row.uuid, person, act, is_granted=may_be_named)


def _take_step(session: Session, row: models.Card, person: str, act: Act, *, takes_step: bool) -> None:
    """They take the next step, also that of what is public, and may be asked what became of it; or it is nobody's."""
    if row.owner_agreed_at is not None if takes_step else row.owner != person:
        return
    row.owner, row.owner_agreed_at = (person, act.at) if takes_step else ("", None)
    if row.public is not None and row.public["next_step"] == row.next_step:
        row.public = {**row.public, "owner": row.owner}
    row.revision += 1  # a form of the team that was read before does not undo it
    record(session, row, "owner_agreed" if takes_step else "owner_disagreed", act)
