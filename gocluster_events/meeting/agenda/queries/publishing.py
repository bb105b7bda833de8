"""Reads of published versions, of snapshots, and of planned publications."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.exports.theme import theme
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.rules.differences import News, news
from gocluster_events.meeting.agenda.rules.document import from_document
from gocluster_events.meeting.agenda.rules.grid import DayGrid, day_grids
from gocluster_events.meeting.agenda.rules.publicity import open_to_the_public
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.exports.accent import Sheet
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.days import EditionDay

LATEST_VERSIONS = 2  # that of today, and the one with which it is compared
MOST_RELEASES = 20  # that the public can look at


@dataclass(frozen=True, slots=True)
class Published:
    """An edition's latest version."""

    number: int
    published_at: datetime
    note: Localized
    timetable: Timetable


@dataclass(frozen=True, slots=True)
class Release:
    """A version as the public saw it, with what it changed for those who read the one ``before`` it."""

    version: Published
    before: Timetable | None
    recent: News


@dataclass(frozen=True, slots=True)
class ProgrammeState:
    """What the public pages of an edition's programme depend on, besides the hour and what their reader chooses.

    ``versions`` are number and redaction of the versions that a page shows, the latest first. ``key`` stands for all of
    these and every setting of the edition, in a few letters.
    """

    event: Event
    days: tuple[EditionDay, ...]
    versions: tuple[tuple[int, int], ...]
    colours: tuple[tuple[str, str], ...]
    key: str


def programme_state(session: Session, slug: str) -> ProgrammeState | None:
    """How the programme of a public edition stands; None where there is no such edition. Four statements."""
    event = events.public_event(session, slug)
    if event is None:
        return None
    numbers = _versions(event.id).with_only_columns(models.Version.number, models.Version.redaction)
    days, colours = events.days(session, event), _colours(session, event.id)
    versions = tuple((number, redaction) for number, redaction in session.execute(numbers.limit(MOST_RELEASES + 1)))
    settings = [getattr(event, column.key) for column in sa.inspect(Event).column_attrs]
    facts = repr((settings, days, versions, colours))
    return ProgrammeState(event, days, versions, colours, sha256(facts.encode()).hexdigest())


def latest_versions(session: Session, event_id: int) -> tuple[tuple[int, int], ...]:
    """Number and redaction of the latest version and of the one before it: while these are the same, so are both."""
    pairs = (
        _versions(event_id).with_only_columns(models.Version.number, models.Version.redaction).limit(LATEST_VERSIONS)
    )
    return tuple((number, redaction) for number, redaction in session.execute(pairs))


def latest_version(session: Session, event_id: int) -> models.Version | None:
    """The edition's latest version, which is the one that counts; None before the first."""
    return session.scalar(_versions(event_id).limit(1))


def versions(session: Session, event_id: int) -> Sequence[models.Version]:
    """Every version, the latest first; what each holds is read when it is looked at."""
    return session.scalars(_versions(event_id).options(defer(models.Version.document))).all()


def states(session: Session, event_id: int) -> Sequence[models.Version | models.Snapshot]:
    """Every version and every snapshot, those without a name too, with all that they hold."""
    snapshot_rows = session.scalars(sa.select(models.Snapshot).where(models.Snapshot.event_id == event_id))
    return [*session.scalars(_versions(event_id)), *snapshot_rows]


def version(session: Session, event_id: int, number: int) -> Published | None:
    """The version of a number as it was published, closed items included: for organisers."""
    row = session.scalar(_versions(event_id).where(models.Version.number == number))
    return None if row is None else _as_it_was(row)


def latest(session: Session, event_id: int) -> Published | None:
    """The latest version as it was published, closed items included: for organisers. None before the first."""
    row = latest_version(session, event_id)
    return None if row is None else _as_it_was(row)


def moments(session: Session, event_id: int) -> Mapping[int, datetime]:
    """When each version was published, by its number."""
    columns = (models.Version.number, models.Version.published_at)
    rows = session.execute(_versions(event_id).with_only_columns(*columns))
    return {row.number: row.published_at for row in rows}


def numbers(session: Session, event_id: int) -> Mapping[int, int]:
    """The number of each version, by its id."""
    rows = session.execute(_versions(event_id).with_only_columns(models.Version.id, models.Version.number))
    return {row.id: row.number for row in rows}


def published(session: Session, event_id: int) -> Published | None:
    """The latest version as the public sees it; None before the first."""
    version = latest(session, event_id)
    return version and replace(version, timetable=open_to_the_public(version.timetable))


def published_before(session: Session, event_id: int) -> Timetable | None:
    """The version before the latest as the public saw it; None if there is only one."""
    version = session.scalar(_versions(event_id).offset(1).limit(1))
    return None if version is None else open_to_the_public(from_document(version.document, version.format))


def releases(session: Session, event_id: int, limit: int) -> Sequence[Release]:
    """The latest versions as the public saw them, the newest first, each with what it changed. One statement."""
    rows = session.scalars(_versions(event_id).limit(limit + 1)).all()
    public_versions = [
        Published(row.number, row.published_at, row.note, open_to_the_public(from_document(row.document, row.format)))
        for row in rows
    ]
    older = (*(each.timetable for each in public_versions[1:]), None)
    pairs = list(zip(public_versions, older, strict=False))[:limit]
    return [Release(each, before, news(before, each.timetable)) for each, before in pairs]


def last_changed(history: Sequence[Release]) -> dict[str, int]:
    """The latest of these versions in which each item was new or changed for readers, by its UUID."""
    return {uuid: release.version.number for release in reversed(history) for uuid in release.recent.marked}


def published_version(session: Session, event_id: int, number: int) -> Timetable | None:
    """The version of a number as the public saw it."""
    version = session.scalar(_versions(event_id).where(models.Version.number == number))
    return None if version is None else open_to_the_public(from_document(version.document, version.format))


def former_items(session: Session, event_id: int, items: Collection[str]) -> Mapping[str, tuple[Item, Timetable]]:
    """These items (UUIDs) as the last version had them that has them as open to the public, with that version.

    One statement for each of the versions that are needed, the latest first; one where there is none.
    """
    missing, number, former = set(items), None, dict[str, tuple[Item, Timetable]]()
    text = sa.cast(models.Version.document, sa.Text)
    while missing:
        earlier = sa.true() if number is None else models.Version.number < number
        row = session.scalar(_versions(event_id).where(earlier, sa.or_(*map(text.contains, missing))).limit(1))
        if row is None:
            break
        timetable, number = open_to_the_public(from_document(row.document, row.format)), row.number
        former |= {uuid: (item, timetable) for uuid in missing if (item := timetable.item(uuid))}
        missing -= former.keys()
    return former


def number_at(session: Session, event_id: int, at: datetime) -> int | None:
    """The number of the version that counted at that moment; None before the first."""
    return session.scalar(
        sa.select(sa.func.max(models.Version.number)).where(
            models.Version.event_id == event_id, models.Version.published_at <= at
        )
    )


def edition_theme(session: Session, event_id: int, grids: Sequence[DayGrid] | None = None) -> Sheet:
    """The edition's style sheet: its tracks' colours, and the places of the published items.

    ``grids`` are the days of what is published, for whoever has drawn them already.
    """
    if grids is None:
        version = published(session, event_id)
        grids = day_grids(version.timetable) if version else ()
    return theme(_colours(session, event_id), grids)


def _colours(session: Session, event_id: int) -> tuple[tuple[str, str], ...]:
    return tuple((track.letter, track.colour) for track in events.tracks(session, event_id))


def _versions(event_id: int) -> sa.Select[models.Version]:
    return sa.select(models.Version).where(models.Version.event_id == event_id).order_by(models.Version.number.desc())


def _as_it_was(row: models.Version) -> Published:
    return Published(row.number, row.published_at, row.note, from_document(row.document, row.format))


@dataclass(frozen=True, slots=True)
class PlannedPublication:
    """A publication that is planned for ``due_at``, and who gets letters; ``failure`` says why it was not published."""

    due_at: datetime
    planned_at: datetime
    planned_by: str
    note: Localized
    audiences: tuple[str, ...]
    failure: Refusal | None
    timetable: Timetable


def planned_publication(session: Session, event_id: int) -> PlannedPublication | None:
    """The edition's planned publication, or one that failed; None if there is neither."""
    statement = sa.select(models.TimedPublication, models.Snapshot).join(models.Snapshot)
    row = session.execute(statement.where(models.TimedPublication.event_id == event_id)).first()
    if row is None:
        return None
    plan, state = row
    return PlannedPublication(
        due_at=plan.due_at,
        planned_at=plan.planned_at,
        planned_by=plan.planned_by,
        note=plan.note,
        audiences=tuple(plan.audiences),
        failure=plan.failure,
        timetable=from_document(state.document, state.format),
    )


def timed(session: Session, event_id: int) -> models.TimedPublication | None:
    """The row that says when something is to be published, or should have been, without what."""
    return session.get(models.TimedPublication, event_id)


def due_publications(session: Session, now: datetime) -> Sequence[int]:
    """The editions in which something is to be published by now."""
    row = models.TimedPublication
    return session.scalars(
        sa.select(row.event_id).where(row.due_at <= now, row.failure.is_(None)).order_by(row.due_at)
    ).all()


@dataclass(frozen=True, slots=True)
class SavedState:
    """A named snapshot as a value."""

    id: int
    name: str
    created_at: datetime
    created_by: str
    timetable: Timetable


def snapshots(session: Session, event_id: int) -> Sequence[models.Snapshot]:
    """The snapshots that have a name, the latest first; what each holds is read when it is looked at."""
    named = sa.select(models.Snapshot).where(models.Snapshot.event_id == event_id, models.Snapshot.name != "")
    newest = named.order_by(models.Snapshot.created_at.desc(), models.Snapshot.id.desc())
    return session.scalars(newest.options(defer(models.Snapshot.document))).all()


def snapshot_row(session: Session, event_id: int, snapshot_id: int) -> models.Snapshot | None:
    """The snapshot of an id in that edition, if it has a name."""
    row = session.get(models.Snapshot, snapshot_id)
    return row if row is not None and row.event_id == event_id and row.name else None


def snapshot(session: Session, event_id: int, snapshot_id: int) -> SavedState | None:
    """The named snapshot of an id as a value; None where there is none."""
    row = snapshot_row(session, event_id, snapshot_id)
    return None if row is None else saved_state(row)


def saved_state(row: models.Snapshot) -> SavedState:
    """The snapshot that a row holds, as a value."""
    return SavedState(row.id, row.name, row.created_at, row.created_by, from_document(row.document, row.format))
