"""The verbs for suggested texts: suggested and taken back by a person, accepted and declined by the team."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale, as_seen
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import steps, suggestions as queries
from gocluster_events.meeting.agenda.rules import suggestions as rules
from gocluster_events.meeting.agenda.rules.suggestions import SuggestionRefusal, SuggestionState, Texts
from gocluster_events.meeting.agenda.services.drafting import apply_in, open_for_changes
from gocluster_events.meeting.agenda.services.people import subject
from gocluster_events.meeting.events.services.acting import audit


def suggest(
    event_id: int, person_id: int, item: str, texts: Texts, *, digest: str, revision: int, now: datetime
) -> None:
    """The team has the person's text for an item of theirs, in place of an earlier one.

    ``digest`` names the text of the programme that they saw, ``revision`` their own earlier suggestion (0: none).
    Raises Stale when either changed since; Refused when the edition takes none, when they are not in the item any more,
    when it says that already, or in an archived edition.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        if not event.takes_suggestions:
            raise Refused(SuggestionRefusal.NOT_WANTED)
        theirs = queries.own_item(session, session.get_one(models.Person, person_id), item)
        if theirs is None:
            raise Refused(SuggestionRefusal.NOT_THEIRS)
        (item_row, standing), row = theirs, _row(session, event_id, person_id, item)
        if rules.digest(standing) != digest or (row.revision if row else 0) != revision:
            raise Stale
        if texts == rules.texts_of(standing):
            raise Refused(SuggestionRefusal.UNCHANGED)
        if row is None:
            row = models.TextSuggestion(event_id=event_id, item_id=item_row.id, person_id=person_id, revision=0)
            session.add(row)
        row.title, row.abstract, row.digest, row.state = texts.title, texts.abstract, digest, SuggestionState.OPEN
        row.reason, row.step, row.answered_at, row.answered_by, row.created_at = "", None, None, "", now
        row.revision += 1
        audit(session, event_id, "person.text_suggested", Act(subject(person_id), now), about=subject(person_id))


def withdraw(event_id: int, person_id: int, item: str, now: datetime) -> None:
    """The person's text for the item is gone, whatever became of it. Twice changes nothing."""
    with transaction() as session:
        open_for_changes(session, event_id)
        row = _row(session, event_id, person_id, item)
        if row is not None:
            session.delete(row)
            audit(session, event_id, "person.text_withdrawn", Act(subject(person_id), now), about=subject(person_id))


def accept(event_id: int, suggestion_id: int, *, digest: str, revision: int, act: Act) -> None:
    """The item says in the draft what was suggested, by one step that can be undone.

    Raises Stale when the suggestion or the item's text (``digest``) changed since they were looked at, Refused when it
    is answered already or the edition is archived.
    """
    with transaction() as session:
        row, seen = _open(session, event_id, suggestion_id, revision)
        if rules.digest(seen.item) != digest:
            raise Stale
        change = rules.change_to(seen.item, seen.texts)
        made = apply_in(session, event_id, (change,), None, act)
        row.step = steps.head(session, event_id).revision if made else None
        _answer(session, row, SuggestionState.ACCEPTED, "", act)


def decline(event_id: int, suggestion_id: int, reason: str, *, revision: int, act: Act) -> None:
    """The item stays as it is, and the person reads why on their own page. Raises as `accept`."""
    with transaction() as session:
        row, _seen = _open(session, event_id, suggestion_id, revision)
        _answer(session, row, SuggestionState.DECLINED, reason, act)


def _open(
    session: Session, event_id: int, suggestion_id: int, revision: int
) -> tuple[models.TextSuggestion, rules.Suggestion]:
    open_for_changes(session, event_id)
    seen = queries.suggestion(session, event_id, suggestion_id)
    if seen is None or not seen.is_open:
        raise Refused(SuggestionRefusal.ANSWERED)
    return as_seen(session.get_one(models.TextSuggestion, suggestion_id), revision), seen


def _answer(session: Session, row: models.TextSuggestion, state: SuggestionState, reason: str, act: Act) -> None:
    row.state, row.reason, row.answered_at, row.answered_by = state, reason, act.at, act.by
    row.revision += 1
    audit(session, row.event_id, f"person.text_{state.value}", act, about=subject(row.person_id))


def _row(session: Session, event_id: int, person_id: int, item: str) -> models.TextSuggestion | None:
    mine = sa.and_(models.TextSuggestion.event_id == event_id, models.TextSuggestion.person_id == person_id)
    of_it = models.TextSuggestion.item_id == models.Item.id
    return session.scalar(
        sa.select(models.TextSuggestion).join(models.Item, of_it).where(mine, models.Item.uuid == item)
    )
