"""People of the programme: edited by the team, standing in, and on their own page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core import dates
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.picture import Picture
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import PersonStatus, Refusal
from gocluster_events.meeting.agenda.rules.differences import OWN_PAGE
from gocluster_events.meeting.agenda.rules.people import stood_in
from gocluster_events.meeting.agenda.rules.redaction import withdraws_portrait
from gocluster_events.meeting.agenda.services.drafting import apply_in, open_for_changes
from gocluster_events.meeting.agenda.services.redaction import withdraw_portrait
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import palette
from gocluster_events.meeting.events.rules.location import location
from gocluster_events.meeting.events.services import settings
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.letters import services as sending


def send_link(event_id: int, uuid: str, language: str, act: Act, *, is_new: bool) -> None:
    """A letter with the link to the person's own page is in the outbox and on record; ``is_new``: older links are dead.

    Raises Refused when there is no address to send it to, or the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        person = draft.person_rows(session, event_id, [uuid]).get(uuid)
        if person is None or not person.email:
            raise Refused(Refusal.NO_EMAIL)
        if is_new:
            person.generation += 1
            sessions.end_sessions(session, subject(person.id))
        _write(session, event, person, language, act.at)
        _record(session, person, "person.link_renewed" if is_new else "person.link_sent", act)


def answer(event_id: int, person_id: int, status: PersonStatus, now: datetime) -> None:
    """The person takes part or not, by a step of their own. Raises Refused when the edition is archived."""
    with transaction() as session:
        open_for_changes(session, event_id)
        row = session.get_one(models.Person, person_id)
        before = draft.person_of(row)
        change = Change(before, replace(before, status=status))
        if apply_in(session, event_id, (change,), None, Act(subject(person_id), now)):
            _record(session, row, f"person.{status.value}", Act(subject(person_id), now))


def save_own(
    event_id: int, person_id: int, change: Change, revision: int, now: datetime, portrait: Picture | None = None
) -> None:
    """What the programme says of the person is as they typed it, by a step of their own.

    Whoever takes the consent to their portrait back, or the portrait away, is shown nowhere from now on.
    Raises Stale when somebody else changed it since ``revision``, Refused when the edition is archived.
    """
    with transaction() as session:
        actor = subject(person_id)
        if apply_in(session, event_id, (change,), {change.touched: revision}, Act(actor, now)):
            if portrait is not None:
                settings.keep(session, portrait, now)
            if withdraws_portrait(change):
                withdraw_portrait(session, event_id, change.touched, now)
            _record(session, session.get_one(models.Person, person_id), "person.edited", Act(actor, now))


def subject(person_id: int) -> str:
    """How rows of other features, and steps as their actor, name the person: ``person:17``."""
    return f"person:{person_id}"


def _write(session: Session, event: Event, person: models.Person, language: str, now: datetime) -> None:
    colours = palette(event.accent)
    sending.send(
        session,
        OWN_PAGE,
        scope=f"edition:{event.id}",
        subject=subject(person.id),
        to=person.email,
        language=language,
        key=f"{OWN_PAGE.name}:{person.id}:{person.generation}:{now.isoformat()}",
        values={
            "event": event.title.pick(language)[0],
            "day": dates.days(event.starts_at, event.ends_at, event.zone, language),
            "time": dates.hours(event.starts_at, event.ends_at, event.zone, language),
            "place": location(event),
            "contact": event.contact_email,
            "office": event.contact_name,
            "name": draft.person_of(person).name,
            **({"accent": colours.light} if colours else {}),
        },
        now=now,
        link=(person.id, person.generation),
    )


def _record(session: Session, person: models.Person, action: str, act: Act) -> None:
    audit(session, person.event_id, action, act, about=subject(person.id))


def save_person(
    event_id: int, change: Change, revisions: Mapping[str, int], act: Act, portrait: Picture | None = None
) -> None:
    """The draft holds what the change says, and the portrait that it names, if that is new; see `apply_in`."""
    with transaction() as session:
        if apply_in(session, event_id, (change,), revisions, act) and portrait is not None:
            settings.keep(session, portrait, act.at)


def stand_in(event_id: int, absent: str, substitute: str, items: Sequence[str], act: Act) -> None:
    """``substitute`` is in these items in the place of ``absent``, and named as standing in; one step.

    Raises Refused when one of them is not there any more, or has that part already, or the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        changes = stood_in(draft.draft(session, event), absent, substitute, items)
        apply_in(session, event_id, changes, None, act)
