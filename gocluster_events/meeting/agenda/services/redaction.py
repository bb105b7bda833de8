"""The verbs for a consent that was withdrawn: the only ones that change what is published and what steps tell.

They work on an archived edition too, and no step can undo them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import draft, publishing, steps
from gocluster_events.meeting.agenda.rules import document, redaction
from gocluster_events.meeting.agenda.rules.differences import ABOUT_THE_PROGRAMME
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.agenda.services.drafting import touch_draft
from gocluster_events.meeting.agenda.services.storing import write_person
from gocluster_events.meeting.events import queries as events_queries
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services import settings
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.archive_copies import withdraw

SNAPSHOT_NAME, REASON, LONGEST_REASON = 120, 300, 500  # characters, as in their columns


Elsewhere = Callable[[Session, int, str, tuple[str, ...]], None]
"""What a room above does in the same transaction, in an edition, with a person (UUID) and their names."""


def remove_name(event_id: int, uuid: str, act: Act, elsewhere: Iterable[Elsewhere] = ()) -> None:
    """No version, no step and no draft of the edition names the person, who has no page, link or mail any more.

    ``elsewhere`` are the rooms above in which texts may name them, too.
    """
    with transaction() as session:
        person = _find(session, event_id, uuid)
        if person is None or person.is_redacted:
            return
        known = draft.person_of(person)
        _redact(session, event_id, _Wish(uuid, redaction.without_name, redaction.names_of(known)), act.at)
        for waiting in (models.Proposal, models.ProgrammeImport, models.DoorSigns):  # each can be asked for again
            session.execute(sa.delete(waiting).where(waiting.event_id == event_id))
        session.execute(sa.delete(models.TextSuggestion).where(models.TextSuggestion.person_id == person.id))
        person.generation += 1
        names = redaction.names_of(known)
        outbox.rewrite(
            session, f"edition:{event_id}", ABOUT_THE_PROGRAMME, names, lambda text: _without_names(text, names)
        )
        for redact in elsewhere:
            redact(session, event_id, uuid, names)
        for forget in (outbox.forget, sessions.end_sessions):
            forget(session, f"person:{person.id}")
        audit(session, event_id, "person.name_removed", act, about=f"person:{person.id}")


def remove_portrait(event_id: int, uuid: str, act: Act) -> None:
    """No version, no step and no draft of the edition has the person's portrait, and nobody is served it."""
    with transaction() as session:
        person = _find(session, event_id, uuid)
        if person is not None:
            _redact(session, event_id, _Wish(uuid, redaction.without_portrait, ()), act.at)
            audit(session, event_id, "person.portrait_removed", act, about=f"person:{person.id}")


def withdraw_portrait(session: Session, event_id: int, uuid: str, at: datetime) -> None:
    """No version shows the portrait; in the transaction of somebody who withdraws the consent themselves."""
    _redact(session, event_id, _Wish(uuid, redaction.without_portrait, ()), at)


def _without_names(text: str, names: tuple[str, ...]) -> str:
    return redaction.without(Localized(text), names).de


@dataclass(frozen=True, slots=True)
class _Wish:
    """Who is to be redacted and how, and the names that no text may hold."""

    uuid: str
    how: redaction.Redaction
    names: tuple[str, ...]


def _find(session: Session, event_id: int, uuid: str) -> models.Person | None:
    events_queries.lock(session, event_id)  # before any other read: what was read earlier may be stale
    return draft.person_rows(session, event_id, [uuid]).get(uuid)


def _redact(session: Session, event_id: int, wish: _Wish, at: datetime) -> None:
    withdraw(session, event_id, at)
    states = publishing.states(session, event_id)
    planned = session.get(models.TimedPublication, event_id)
    if planned is not None:
        planned.note = redaction.without(planned.note, wish.names)
    portraits = _states(states, wish) | _steps(session, event_id, wish) | _rows(session, event_id, wish)
    _suggestions(session, event_id, wish)
    session.flush()
    touch_draft(session, session.get_one(Event, event_id))
    for portrait in sorted(portraits - {""}):
        if not draft.shows_portrait(session, portrait):
            settings.drop_file(session, portrait)


def _states(states: Iterable[models.Version | models.Snapshot], wish: _Wish) -> set[str]:
    """Every version and snapshot is redacted; returns the portraits that they showed of the person."""
    portraits = set()
    for state in states:
        before, description = document.from_document(state.document, state.format), _description(state)
        after, new_description = (
            redaction.redacted(before, wish.uuid, wish.how, wish.names),
            redaction.without(description, wish.names),
        )
        if (before, description) == (after, new_description):
            continue
        portraits |= {person.portrait for person in before.people if person.uuid == wish.uuid}
        state.document, state.format = document.to_document(after), document.FORMAT
        state.redaction += 1
        if isinstance(state, models.Version):
            state.note = new_description
        else:
            state.name = new_description.de[:SNAPSHOT_NAME]
    return portraits


def _description(state: models.Version | models.Snapshot) -> Localized:
    """The text that the team wrote about it: a version's note, or a snapshot's name."""
    return state.note if isinstance(state, models.Version) else Localized(state.name)


def _steps(session: Session, event_id: int, wish: _Wish) -> set[str]:
    """Every step is redacted, those that are undone too; returns the portraits that they showed of the person."""
    portraits = set()
    for step in session.scalars(sa.select(models.Step).where(models.Step.event_id == event_id)):
        before = steps.changes_of(step)
        sides = [side for change in before for side in (change.before, change.after)]
        portraits |= {side.portrait for side in sides if isinstance(side, Person) and side.uuid == wish.uuid}
        after = [redaction.redacted_change(change, wish.uuid, wish.how, wish.names) for change in before]
        if after != [*before]:
            step.changes = [document.change_to_json(change) for change in after]
    return portraits


def _rows(session: Session, event_id: int, wish: _Wish) -> set[str]:
    """The draft, dropped items and reasons for accepted findings are redacted; returns the person's portrait."""
    portraits = set()
    for row in session.scalars(sa.select(models.Person).where(models.Person.event_id == event_id)):
        person = draft.person_of(row)
        if row.uuid == wish.uuid:
            portraits.add(row.portrait)
        if (after := redaction.redacted_person(person, wish.uuid, wish.how, wish.names)) != person:
            write_person(row, after)
    for item in session.scalars(sa.select(models.Item).where(models.Item.event_id == event_id)):
        _redact_item(item, wish.names)
    for block in session.scalars(sa.select(models.TimeBlock).where(models.TimeBlock.event_id == event_id)):
        if (name := redaction.without(block.name, wish.names)) != block.name:
            block.name, block.revision = name, block.revision + 1  # a form read before does not bring it back
    for acceptance in session.scalars(sa.select(models.Acceptance).where(models.Acceptance.event_id == event_id)):
        acceptance.reason = redaction.without(Localized(acceptance.reason), wish.names).de[:REASON]
    return portraits


def _suggestions(session: Session, event_id: int, wish: _Wish) -> None:
    """What others suggested for their items, and what they were answered, is redacted."""
    for suggested in session.scalars(
        sa.select(models.TextSuggestion).where(models.TextSuggestion.event_id == event_id)
    ):
        texts = tuple(redaction.without(each, wish.names) for each in (suggested.title, suggested.abstract))
        if texts != (suggested.title, suggested.abstract):
            (suggested.title, suggested.abstract), suggested.revision = texts, suggested.revision + 1
        suggested.reason = redaction.without(Localized(suggested.reason), wish.names).de[:LONGEST_REASON]


def _redact_item(item: models.Item, names: tuple[str, ...]) -> None:
    for name in ("title", "summary", "abstract"):
        text = redaction.without(getattr(item, name), names)
        if text != getattr(item, name):
            setattr(item, name, text)
            item.revision += 1
    links = document.links_to_json(redaction.redacted_links(document.read_links(item.links), names))
    if links != item.links:
        item.links = links
        item.revision += 1
