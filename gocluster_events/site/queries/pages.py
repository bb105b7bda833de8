"""What the start page, the edition page, the personal page and the desk read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.queries import listing
from gocluster_events.attendance.attendees.rules.disclosure import LEAST
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.backoffice.editions.rules.year import Point, Step
from gocluster_events.backoffice.feedback.queries import number_open
from gocluster_events.backoffice.oversight.rules.auditing import Deed, Happening, recent
from gocluster_events.core import schema
from gocluster_events.core.access import Role
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Draft as Programme, Item, Person, Version
from gocluster_events.meeting.agenda.queries import draft as draft_queries, people as people_queries, publishing, steps
from gocluster_events.meeting.agenda.rules.differences import changes
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event, Membership, Room, Track
from gocluster_events.meeting.events.rules.days import instant, phase
from gocluster_events.meeting.events.rules.edition import Mode, Shelf, shelf
from gocluster_events.meeting.letters import queries as letters
from gocluster_events.meeting.letters.rules import STILL_TO_GO
from gocluster_events.meeting.registration.duplicates.queries import counted_duplicates
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people, seats
from gocluster_events.meeting.registration.people.rules.codes import UNDER_REVIEW, WORKER, Status
from gocluster_events.meeting.registration.privacy.queries import retention
from gocluster_events.meeting.registration.quotas import queries as quotas
from gocluster_events.meeting.registration.quotas.rules import Spare
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.rules.codes import COLUMNS
from gocluster_events.post_event.lessons.models import Lesson
from gocluster_events.post_event.lessons.rules import State
from gocluster_events.post_event.materials.models import Material
from gocluster_events.post_event.photos.models import Photo
from gocluster_events.post_event.survey.models import SurveyRespondent
from gocluster_events.site.rules.growth import Chart, Stay, chart, growth
from gocluster_events.site.rules.overview import UnseenChanges, unseen_changes
from gocluster_events.site.rules.registration_box import ModeSeats
from gocluster_events.site.rules.tasks import Deadline, Figures, Occasion, Plan, Undelivered

MOST_MAILS = 20
SHOWN_DEEDS, MOST_DEEDS = 6, 200


RAIL: Mapping[str, tuple[str, ...]] = {
    "programme": ("conflicts",),
    "registrations": ("review", "duplicates"),
    "mail": ("failures",),
    "set_up": ("barriers",),
}
"""What waits for somebody at each entry of the rail, by the names of `numbers`."""

_EVENT: Any = sa.bindparam("event", type_=sa.Integer)
_SCOPE: Any = sa.bindparam("scope", type_=sa.String)
_HERE = Registration.event_id == _EVENT


def _number(kind: Any, *which: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    return sa.select(sa.func.count()).select_from(kind).where(*which).scalar_subquery()


_RETURNED: Any = sa.func.count()
_SHEETS = sa.select(sa.case((_RETURNED >= LEAST, _RETURNED), else_=0)).where(SurveyRespondent.event_id == _EVENT)
_NUMBERS: Mapping[str, sa.ScalarSelect[Any]] = {
    "conflicts": sa.select(Programme.conflicts).where(Programme.event_id == _EVENT).scalar_subquery(),
    "failures": mail.counted_failures(_SCOPE).scalar_subquery(),
    "team": _number(Membership, Membership.event_id == _EVENT),
    "barriers": number_open(_EVENT),
    "registrations": _number(Registration, _HERE),
    "review": _number(Registration, _HERE, Registration.status.in_(UNDER_REVIEW)),
    "duplicates": counted_duplicates(_EVENT).scalar_subquery(),
    "waiting": _number(Registration, _HERE, Registration.status == Status.WAITLISTED),
    "invitations": _number(Invitation, Invitation.event_id == _EVENT),
    "items": _number(Item, Item.event_id == _EVENT, Item.dropped_at.is_(None)),
    "people": _number(Person, Person.event_id == _EVENT, Person.is_redacted.is_(False)),
    "photos": _number(Photo, Photo.event_id == _EVENT),
    "materials": _number(Material, Material.event_id == _EVENT),
    "cards": _number(Card, Card.event_id == _EVENT, Card.state.in_(COLUMNS)),
    "sheets": _SHEETS.scalar_subquery(),
    "lessons": _number(Lesson, Lesson.event_id == _EVENT, Lesson.state == State.OPEN),
    "versions": _number(Version, Version.event_id == _EVENT),
}
"""What can be counted at an entry of the rail or at a tab."""


def numbers(session: Session, event: Event, wanted: Collection[str]) -> Mapping[str, int]:
    """How many there are of each of these that can be counted. One statement."""
    names = tuple(name for name in _NUMBERS if name in wanted)
    values = {"event": event.id, "scope": f"edition:{event.id}"}
    row = session.execute(_counted(names), values).one() if names else ()
    return {name: number or 0 for name, number in zip(names, row, strict=True)}


@cache
def _counted(names: tuple[str, ...]) -> sa.Select[Any]:
    return sa.select(*(_NUMBERS[name] for name in names))


def rail(counted: Mapping[str, int], event: Event | None, now: datetime) -> Mapping[str, int]:
    """How much waits for somebody at each entry of the rail, by its name; once the meeting is over no conflicts do."""
    numbers = {**counted, "conflicts": 0} if event and now >= event.ends_at else counted
    return {entry: sum(numbers.get(name, 0) for name in names) for entry, names in RAIL.items()}


def shelves(session: Session, now: datetime) -> Mapping[Shelf, Sequence[Event]]:
    """The public editions by shelf of the start page: the next ones first, of the past ones the latest."""
    editions_by_shelf: dict[Shelf, list[Event]] = {each: [] for each in Shelf}
    editions = events.public_events(session)
    days = events.days_by_edition(session, editions)
    for event in editions:
        current, stage = events.registration_phase(event, now), phase(days[event.id], event.zone, now).stage
        editions_by_shelf[shelf(current, stage)].append(event)
    return {each: rows if each is Shelf.PAST else rows[::-1] for each, rows in editions_by_shelf.items()}


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody without a code can get: the places of each mode that are open to all, on site before online, and
    what is left for some where those are gone.
    """

    places: tuple[ModeSeats, ...]
    spare: tuple[tuple[Localized, Spare], ...]


def offered(session: Session, event: Event, now: datetime) -> Offer:
    """The places that the edition has for somebody who registers at ``now``."""
    board = seats.seat_plan(session, event, now)
    places = (
        ModeSeats(mode, board.open_seats(mode), is_for_those_who_wait=not board.has_open_place(mode))
        for mode in seats.modes(event) or (Mode.ONSITE,)
    )
    return Offer(tuple(places), tuple(quotas.spare_places(session, event, board)))


def strands(session: Session, event_id: int) -> Sequence[Any]:
    """The edition's tracks in order, as its page shows them; plain rows, which outlive the session."""
    columns = (Track.id, Track.letter, Track.name, Track.description)
    return session.execute(
        sa.select(*columns).where(Track.event_id == event_id).order_by(Track.position, Track.id)
    ).all()


def rooms_of_the_house(session: Session, event_id: int) -> Sequence[Any]:
    """The edition's rooms in order, as its page shows them; plain rows, which outlive the session."""
    columns = (Room.name, Room.floor, Room.seats, Room.is_step_free, Room.has_stream)
    return session.execute(sa.select(*columns).where(Room.event_id == event_id).order_by(Room.position, Room.id)).all()


def figures(session: Session, event_id: int) -> Figures:
    """The edition's registrations by mode and state; those that were erased since still count."""
    counts, gone = people.counts(session, event_id), retention.departed(session, event_id)
    return Figures({key: counts.get(key, 0) + gone.get(key, 0) for key in counts.keys() | gone.keys()})


def confirmed(session: Session, event_id: int) -> Mapping[Mode, int]:
    """How many people are confirmed now, by mode."""
    counts = people.counts(session, event_id).items()
    return {mode: number for (mode, status), number in counts if status is Status.CONFIRMED}


def confirmed_by_edition(session: Session) -> Mapping[int, int]:
    """How many people are confirmed, by edition; those without any are missing."""
    statement = sa.select(Registration.event_id, sa.func.count()).where(Registration.status == Status.CONFIRMED)
    rows = session.execute(statement.group_by(Registration.event_id))
    return {row[0]: row[1] for row in rows}


def teams(session: Session, event_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Who runs each of these editions, organisers first; those without anybody are missing."""
    order = sa.case((Membership.role == Role.ORGANISER, 0), else_=1)
    statement = sa.select(Membership.event_id, Account.name).join(Account).where(Membership.event_id.in_(event_ids))
    names: dict[int, list[str]] = {}
    for event_id, name in session.execute(statement.order_by(order, Account.name, Account.id)):
        names.setdefault(event_id, []).append(name)
    return names


def places(session: Session, event: Event, numbers: Figures, now: datetime) -> tuple[ModeSeats, ...]:
    """All places of each mode that the edition offers, or no longer offers while people still have one."""
    modes = [mode for mode in Mode if seats.capacity(event, mode) or numbers.of(Status.CONFIRMED, mode)]
    board = seats.seat_plan(session, event, now)
    return tuple(ModeSeats(mode, board.seats(mode)) for mode in modes)


def plan(session: Session, event: Event) -> Plan:
    """The draft of the programme, its conflicts, and how much of it is unpublished."""
    draft, latest = draft_queries.draft(session, event), publishing.latest(session, event.id)
    return Plan(
        timetable=draft,
        conflicts=draft_queries.findings(session, event.id, draft).needing_attention,
        unpublished=len(changes(latest.timetable if latest else None, as_published(draft))),
        version=latest.number if latest else None,
        changed_at=steps.changed_at(session, event.id),
    )


def undelivered(session: Session, event_id: int) -> tuple[tuple[Undelivered, ...], int]:
    """The edition's mails that never arrived, the latest first and as many as a page shows; and their number."""
    rows, total = mail.undelivered(session, f"edition:{event_id}", MOST_MAILS)
    return tuple(Undelivered(row.recipient, row.last_error, row.created_at) for row in rows), total


def other_dates(session: Session, event: Event, steps: Iterable[Step], now: datetime) -> Iterator[Deadline]:
    """What the edition has planned: a version, places that are released, reminders, lists to pass on."""
    planned = publishing.planned_publication(session, event.id)
    if planned:
        yield Deadline(Occasion.PUBLICATION, planned.due_at)
    for quota in seats.quotas(session, event.id):
        if quota.release_at:
            yield Deadline(Occasion.RELEASE, quota.release_at, about=quota.name, places=quota.places)
    round_ = round_of(session, event)
    if round_ is not None and round_.closed_at is None:
        yield Deadline(Occasion.WISHES, round_.closes_at)
    yield from _reminders(session, event, now)
    for step in steps:
        if step.point in _LISTS and not step.is_settled:
            yield Deadline(_LISTS[step.point], instant(step.due, time(23, 59), event.zone))


def _reminders(session: Session, event: Event, now: datetime) -> Iterator[Deadline]:
    for kind, row in letters.reminders(session, event.id).items():
        plan = letters.plan(event, kind, row, now)
        if plan.standing in STILL_TO_GO:
            yield Deadline(Occasion.REMINDER, plan.due_at, about=kind)


_LISTS: Mapping[Point, Occasion] = {Point.CATERER: Occasion.CATERER, Point.GATE: Occasion.GATE}


def happened(session: Session, event_id: int) -> tuple[Happening, ...]:
    """What the team and the worker did last, with the names of those who did it; the worker's is empty."""
    logged = accounts.audited(session, f"edition:{event_id}", [deed.value for deed in Deed], MOST_DEEDS)
    happenings = [Happening(at, actor, Deed(action)) for at, actor, action in logged]
    happenings += [Happening(at, actor, Deed.PLANNED) for at, actor in steps.steps(session, event_id, MOST_DEEDS)]
    downloads = listing.downloads(session, event_id, SHOWN_DEEDS)
    happenings += [Happening(at, actor, Deed.DOWNLOADED, rows) for at, actor, rows in downloads]
    latest = recent(happenings, SHOWN_DEEDS)
    names = people_queries.actor_names(session, {each.actor for each in latest})
    return tuple(
        replace(each, actor=names.get(each.actor, "" if each.actor == WORKER else each.actor)) for each in latest
    )


def growth_curve(session: Session, event: Event, now: datetime) -> Chart | None:
    """The curve of the confirmed registrations; None while there are none."""
    window = events.window(event)
    stays = [Stay(*each) for each in people.confirmations(session, event)]
    modes = [mode for mode in Mode if seats.capacity(event, mode) or any(each.mode is mode for each in stays)]
    return chart(growth(stays, modes, window, now, event.zone), window, now, event.zone)


def unseen_programme(session: Session, mine: Registration, latest: publishing.Published | None) -> UnseenChanges | None:
    """What the latest version changes for somebody since they last said that they have read it, or registered."""
    if latest is None or (not mine.seen_version and latest.published_at <= mine.created_at):
        return None
    seen = mine.seen_version or publishing.number_at(session, mine.event_id, mine.created_at)
    if seen == latest.number:
        return None
    old = publishing.published_version(session, mine.event_id, seen) if seen else None
    return unseen_changes(latest.number, old, latest.timetable)


def is_migrated(session: Session) -> bool:
    """Whether the database has exactly the tables that this software expects."""
    if not sa.inspect(session.connection()).has_table("alembic_version"):
        return False
    return set(session.scalars(sa.text("SELECT version_num FROM alembic_version"))) == schema.last_steps()
