"""Verbs that change an edition."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale, as_seen
from gocluster_events.core.picture import Picture
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries
from gocluster_events.meeting.events.models import Event, File, Room, Track
from gocluster_events.meeting.events.rules.day_plan import span
from gocluster_events.meeting.events.rules.days import EditionDay
from gocluster_events.meeting.events.rules.edition import NewLogo, Refusal, Settings, changed_fields
from gocluster_events.meeting.events.rules.procedure import Procedure
from gocluster_events.meeting.events.rules.rooms_and_tracks import new_colours, new_letters
from gocluster_events.meeting.events.rules.status import LEADS_TO, LOGGED, Turn
from gocluster_events.meeting.events.services.acting import audit, refuse_archived
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.meeting.events.services.days import replace_days

_CONTACT = frozenset({"contact_name", "contact_email", "contact_phone"})
"""Of a person: who they were is public no longer once there is somebody else."""


def change_settings(
    session: Session, event_id: int, settings: Settings, revision: int, act: Act,
    logo: NewLogo | None = None, days: Sequence[EditionDay] | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """The edition has these facts, and the new logo and days, if any; returns the changed fields, as the audit log has
    them. It begins and ends with its main days, whatever the settings say.

    Raises Stale when somebody saved after ``revision``, Refused when the edition is archived.
    """
    event = as_seen(queries.lock(session, event_id), revision)
    old, _revision = queries.settings(session, event_id)
    known = queries.days(session, event)
    wanted = known if days is None else tuple(sorted(days, key=lambda day: day.date))
    starts_at, ends_at = span(wanted, settings.zone)
    settings = replace(settings, starts_at=starts_at, ends_at=ends_at)
    names = changed_fields(old, settings)
    if names or logo or wanted != known:
        refuse_archived(event, Refusal.ARCHIVED)
        _store(event, settings, names)
        if _CONTACT & {*names}:
            withdraw(session, event_id, act.at)
        if wanted != known:
            names = (*names, "days")
            replace_days(session, event_id, wanted)
        if logo:
            names = (*names, "logo")
            _show(session, event, logo, act.at)
        audit(session, event_id, "edition.changed", act, fields=names)
    return names


def turn(session: Session, event: Event, step: Turn, act: Act) -> None:
    """The edition has the status to which the step leads; the audit log has it. The caller holds the edition's lock."""
    event.status = LEADS_TO[step]
    event.revision += 1
    if step is Turn.HIDE:
        withdraw(session, event.id, act.at)
    audit(session, event.id, LOGGED[step], act)


def change_procedure(session: Session, event_id: int, procedure: Procedure, revision: int, act: Act) -> tuple[str, ...]:
    """The edition lets people in by this procedure; the audit log names the changed fields, which are returned.

    Raises Stale when somebody saved after ``revision``, Refused when the edition is archived.
    """
    event = as_seen(queries.lock(session, event_id), revision)
    old, _revision = queries.procedure(session, event_id)
    names = tuple(each.name for each in fields(Procedure) if getattr(old, each.name) != getattr(procedure, each.name))
    if names:
        refuse_archived(event, Refusal.ARCHIVED)
        _store(event, procedure, names)
        audit(session, event_id, "edition.changed", act, fields=names)
    return names


def ask_fields(session: Session, event_id: int, demands: dict[str, str], revision: int, act: Act) -> None:
    """The edition's registration form makes these ``demands`` on its fields; the audit log names those that changed.

    Raises Stale when somebody saved after ``revision``. The caller holds the edition's lock.
    """
    event = session.get_one(Event, event_id)
    if event.fields_revision != revision:
        raise Stale
    names = sorted({name for name in {*event.fields, *demands} if event.fields.get(name) != demands.get(name)})
    if names:
        event.fields, event.fields_revision = demands, event.fields_revision + 1
        audit(session, event_id, "edition.fields_asked", act, fields=names)


def mark_questions_changed(session: Session, event_id: int) -> None:
    """The edition has, or had, questions of its own, and they have changed. The caller holds the edition's lock."""
    event = session.get_one(Event, event_id)
    event.asks_more, event.questions_revision = True, event.questions_revision + 1


def change_retention(session: Session, event_id: int, days: Mapping[str, int], revision: int, act: Act) -> None:
    """The edition keeps each class of personal data for so many days; the audit log names what changed.

    Archived editions too. Raises Stale when somebody saved after ``revision``.
    """
    event = as_seen(queries.lock(session, event_id), revision)
    names = [f"retention_{name}" for name, number in days.items() if event.retention_days.get(name) != number]
    if names:
        event.retention_days, event.revision = dict(days), event.revision + 1
        audit(session, event_id, "edition.retention_changed", act, fields=names)


def add_places(
    session: Session, event_id: int, rooms: Sequence[str], tracks: Sequence[str], language: str, act: Act
) -> None:
    """The edition has rooms and tracks of these names besides; names of tracks are in ``language``.

    Nothing more is known of them, so no room is called step-free. The caller holds the edition's lock.
    """
    known = queries.tracks(session, event_id)
    start = 1 + max((0, *(row.position for row in queries.rooms(session, event_id)), *(row.position for row in known)))
    session.add_all(
        Room(event_id=event_id, name=name, floor=Localized(), is_step_free=False, position=position)
        for position, name in enumerate(rooms, start)
    )
    signs = zip(new_letters(row.letter for row in known), new_colours(row.colour for row in known), strict=False)
    for position, (name, (letter, colour)) in enumerate(zip(tracks, signs, strict=False), start):
        facts = {"letter": letter, "colour": colour, "position": position, "name": Localized(**{language: name})}
        session.add(Track(event_id=event_id, description=Localized(), **facts))
    session.flush()
    made = [*["rooms"] * bool(rooms), *["tracks"] * bool(tracks)]
    audit(session, event_id, "edition.changed", act, fields=made)


def _store(event: Event, facts: Settings | Procedure, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(event, name, getattr(facts, name))
    event.revision += 1


def _show(session: Session, event: Event, logo: NewLogo, now: datetime) -> None:
    """The logo that was there before is kept only where another edition shows it."""
    queries.lock_files(session)  # another edition may choose the same picture, or drop it, at this moment
    before, event.logo_id = event.logo_id, keep(session, logo.picture, now).id if logo.picture else None
    session.flush()
    if before is not None:
        withdraw(session, event.id, now)
    if before is not None and not session.scalar(sa.select(sa.exists().where(Event.logo_id == before))):
        session.execute(sa.delete(File).where(File.id == before))


def drop_file(session: Session, sha256: str) -> None:
    """The file is gone, unless it is an edition's logo."""
    queries.lock_files(session)
    is_logo = sa.exists().where(Event.logo_id == File.id)
    session.execute(sa.delete(File).where(File.sha256 == sha256, ~is_logo))


def keep(session: Session, picture: Picture, now: datetime) -> File:
    """The picture is stored as a file, and once only: the same picture is the same file."""
    queries.lock_files(session)
    file = queries.file(session, picture.sha256)
    if file is None:
        file = File(
            sha256=picture.sha256, media_type="image/png", width=picture.width, height=picture.height,
            content=picture.content, created_at=now,
        )  # fmt: skip
        session.add(file)
        session.flush()
    return file
