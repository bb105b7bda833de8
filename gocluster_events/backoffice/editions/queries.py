"""Reads of the checklist of an edition, and of what a copy takes along."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.queries import profiles
from gocluster_events.attendance.attendees.rules.profiles import Name
from gocluster_events.backoffice.editions.rules import checklist as checklist_rules
from gocluster_events.backoffice.editions.rules.copying import CopiedPart, LeftPart, Preparation
from gocluster_events.backoffice.editions.rules.holding import Waiting
from gocluster_events.backoffice.editions.rules.year import Point, Step, plan
from gocluster_events.backoffice.legal.queries import outdated_sections, states
from gocluster_events.backoffice.legal.rules import Kind
from gocluster_events.backoffice.messages import queries as messages
from gocluster_events.backoffice.messages.rules import MESSAGE
from gocluster_events.backoffice.publishing.queries import LETTERS as PROGRAMME_LETTERS
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import words_of
from gocluster_events.meeting.agenda.models import Item, Person, Version
from gocluster_events.meeting.agenda.queries import draft as draft_queries, publishing
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import ArchiveCopy, Cluster, Event, EventDay, Room, Tick, Track
from gocluster_events.meeting.events.rules import status
from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState, Mode
from gocluster_events.meeting.events.rules.status import BEGINNINGS, Reached
from gocluster_events.meeting.letters.models import LetterText, Reminder
from gocluster_events.meeting.letters.queries import plan as plan_reminder, reminders, wordings
from gocluster_events.meeting.letters.rules import STILL_TO_GO
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import QuestionRow, Quota, Registration
from gocluster_events.meeting.registration.people.queries import questions, seats
from gocluster_events.meeting.registration.people.rules import letters as people_letters
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.follow_ups.models import FollowUp
from gocluster_events.post_event.lessons.models import Lesson
from gocluster_events.post_event.lessons.rules import State
from gocluster_events.post_event.materials.models import Material
from gocluster_events.post_event.photos.models import Photo
from gocluster_events.post_event.report.models import Report
from gocluster_events.post_event.survey.models import Survey, SurveyScore


def checklist(session: Session, event: Event, now: datetime) -> tuple[checklist_rules.Finding, ...]:
    """Every point of the edition's checklist as it stands. A handful of statements for each part of the edition."""
    return checklist_rules.findings(_facts(session, event), now)


def ticks(session: Session, event_id: int) -> Mapping[Point, tuple[datetime, str]]:
    """When somebody has looked at a point, and who: by name, as long as there is an account."""
    who = sa.func.coalesce(Account.name, Tick.actor)
    statement = sa.select(Tick.point, Tick.at, who).outerjoin(Account, Account.email == Tick.actor)
    known = {each.value: each for each in Point}
    rows = session.execute(statement.where(Tick.event_id == event_id))
    return {known[point]: (at, actor) for point, at, actor in rows if point in known}


def awaited(session: Session, event: Event, now: datetime, point: Point) -> tuple[Point, ...]:
    """What that point of the checklist still waits for."""
    return next(step.waits_for for _finding, step in year(session, event, now) if step.point is point)


def year(session: Session, event: Event, now: datetime) -> tuple[tuple[checklist_rules.Finding, Step], ...]:
    """The plan of the edition's year: every point as it stands, by when it is due."""
    points, ticked = {each.point: each for each in checklist(session, event, now)}, ticks(session, event.id)
    settled = {point for point, each in points.items() if checklist_rules.is_settled(each, ticked)}
    return tuple((points[step.point], step) for step in plan(events.settings(session, event.id)[0], settled))


def _facts(session: Session, event: Event) -> checklist_rules.Facts:
    source = session.get(Event, event.copied_from_id) if event.copied_from_id else None
    settings, draft = events.settings(session, event.id)[0], draft_queries.draft(session, event)
    approved = states(session)
    return checklist_rules.Facts(
        settings=settings,
        status=event.status,
        before=events.settings(session, source.id)[0] if source else None,
        unchanged=_unchanged_points(session, event, source, draft) if source else (),
        state="" if event.state is FederalState.ABROAD else event.state.value,
        days=[day.date for day in draft.days],
        numbers={
            Point.ROOMS: len(draft.rooms),
            Point.TRACKS: len(draft.tracks),
            Point.ITEMS: len(draft.items),
            Point.PEOPLE: len(draft.people),
            Point.CLUSTERS: len(events.cluster_names(session, event.id)),
            Point.INVITATIONS: session.scalar(sa.select(_number(Invitation, Invitation.event_id == event.id))) or 0,
        },
        reserved=_reserved(session, event.id),
        texts=tuple(_texts(session, event, draft)),
        unconfirmed=sum(person.status is PersonStatus.ASKED for person in draft.people),
        unapproved=sum(approved.get(kind, (0, None))[1] is None for kind in Kind),
        approved_at=min((at for _number, public, at in approved.values() if public is not None), default=None),
        outdated=outdated_sections(session),
        organisers=events.organisers(session, event.id),
        has_logo=event.logo_id is not None,
        has_version=publishing.latest(session, event.id) is not None,
        has_reminder=any(each.is_on for each in reminders(session, event.id).values()),
        taken={_LISTS[name] for name in profiles.last_ones(session, event.id) if name in _LISTS},
    )


_LISTS: Mapping[Name, Point] = {Name.CATERER: Point.CATERER, Name.GATE: Point.GATE}


_FIELDS: Mapping[Point, tuple[str, ...]] = {
    Point.TEXTS: ("motto", "description"),
    Point.VENUE: ("venue", "address", "city", "directions"),
    Point.CONTACT: ("contact_name", "contact_email", "contact_phone"),
    Point.LOOK: ("accent", "logo_id"),
    Point.PLACES: ("capacity_onsite", "capacity_online"),
}


def _unchanged_points(session: Session, event: Event, source: Event, draft: Timetable) -> set[Point]:
    """The points at which the edition does not differ from the ``source`` of which it is a copy."""
    facts = {point: [getattr(event, name) for name in names] for point, names in _FIELDS.items()}
    before = {point: [getattr(source, name) for name in names] for point, names in _FIELDS.items()}
    parts = {**facts, **_parts(session, event, draft)}
    old = {**before, **_parts(session, source, draft_queries.draft(session, source))}
    return {point for point, part in parts.items() if part == old[point]}


def _parts(session: Session, event: Event, draft: Timetable) -> Mapping[Point, Any]:
    return {
        Point.ROOMS: [(room.name, room.floor, room.seats, room.has_stream) for room in draft.rooms],
        Point.TRACKS: [(track.letter, track.name) for track in draft.tracks],
        Point.CLUSTERS: list(events.cluster_names(session, event.id)),
        Point.ITEMS: Counter((item.code, item.title, item.summary, item.abstract) for item in draft.items),
    }


def _reserved(session: Session, event_id: int) -> Mapping[Mode, int]:
    seats_by_mode: Counter[Mode] = Counter()
    for quota in seats.quotas(session, event_id):
        seats_by_mode[quota.mode] += quota.places
    return seats_by_mode


def _texts(session: Session, event: Event, draft: Timetable) -> Iterator[checklist_rules.Text]:
    """Everything that somebody has written for the edition and that its readers get."""
    yield _text(Point.TEXTS, event.title, "", event.title, event.motto, event.description)
    yield _text(Point.VENUE, event.title, "", event.directions)
    for question in questions.own_questions(session, event):
        options = (option.label for option in question.options)
        yield _text(Point.QUESTIONS, question.label, str(question.id), question.label, question.help, *options)
    for (letter, language), wording in wordings(session, event.id).items():
        words = (wording.subject, wording.heading, wording.body, wording.button)
        yield checklist_rules.Text(Point.LETTERS, wording.subject, f"{letter}/{language}", words)
    for item in draft.items:
        yield _text(Point.ITEMS, item.title, item.uuid, item.title, item.summary, item.abstract)
    for track in events.tracks(session, event.id):
        yield _text(Point.TRACKS, track.name, str(track.id), track.name, track.description)


def _text(point: Point, title: Any, reference: str, *localized: Any) -> checklist_rules.Text:
    return checklist_rules.Text(point, title, reference, tuple(word for each in localized for word in words_of(each)))


_ALONG: dict[CopiedPart, tuple[Any, ...]] = {
    CopiedPart.DAYS: (EventDay,),
    CopiedPart.ROOMS: (Room,),
    CopiedPart.TRACKS: (Track,),
    CopiedPart.CLUSTERS: (Cluster,),
    CopiedPart.QUESTIONS: (QuestionRow, QuestionRow.retired_at.is_(None)),
    CopiedPart.QUOTAS: (Quota,),
    CopiedPart.LETTERS: (LetterText, LetterText.is_set_aside.is_(False)),
    CopiedPart.REMINDERS: (Reminder,),
    CopiedPart.ITEMS: (Item, Item.dropped_at.is_(None)),
    CopiedPart.PEOPLE: (Person, Person.is_redacted.is_(False), Person.status != PersonStatus.DECLINED),
    CopiedPart.LESSONS: (Lesson, Lesson.state == State.OPEN),
    CopiedPart.SURVEY: (Survey,),
}
_BEHIND: dict[LeftPart, Any] = {
    LeftPart.REGISTRATIONS: Registration,
    LeftPart.INVITATIONS: Invitation,
    LeftPart.VERSIONS: Version,
    LeftPart.REPORT: Report,
    LeftPart.PHOTOS: Photo,
    LeftPart.MATERIALS: Material,
    LeftPart.CARDS: Card,
    LeftPart.ARCHIVE: ArchiveCopy,
    LeftPart.ANSWERS: SurveyScore,
}


def preparation(session: Session, event_id: int) -> Preparation:
    """How much of an edition would come along with its copy, and how much would not."""
    along = [_number(kind, kind.event_id == event_id, *which) for kind, *which in _ALONG.values()]
    behind = [_number(kind, kind.event_id == event_id) for kind in _BEHIND.values()]
    answers = _number(FollowUp, FollowUp.card_id.in_(sa.select(Card.id).where(Card.event_id == event_id)))
    mails = _number(Mail, Mail.scope == f"edition:{event_id}")
    row = tuple(session.execute(sa.select(*along, *behind, answers, mails)).one())
    return Preparation(
        dict(zip(_ALONG, row, strict=False)),
        dict(zip((*_BEHIND, LeftPart.FOLLOW_UPS, LeftPart.MAILS), row[len(along) :], strict=True)),
    )


def meanwhile(session: Session, account: Account, starts_at: datetime, ends_at: datetime) -> Sequence[Event]:
    """The editions of somebody that take place at that time."""
    mine = events.managed_events(session, account.id, is_admin=account.is_admin)
    return [each for each in mine if each.starts_at < ends_at and starts_at < each.ends_at]


def waiting(session: Session, event_id: int) -> Waiting:
    """What waits to leave for an edition, and so what archiving or hiding it holds back."""
    queued = mail.queued(session, f"edition:{event_id}")
    held = {name: sum(queued.get(letter, (0, 0))[1] for letter in letters) for name, letters in _HELD.items()}
    return Waiting(
        **held,
        planned=len(messages.planned(session, event_id)),
        publications=int(publishing.planned_publication(session, event_id) is not None),
        others=sum(number for number, _untried in queued.values()) - sum(held.values()),
    )


def reminders_ahead(session: Session, event: Event, now: datetime) -> tuple[datetime, ...]:
    """When each reminder of the edition would still go out, in order; none once it is hidden or archived."""
    if event.status is not EventStatus.PUBLISHED:
        return ()
    plans = (plan_reminder(event, kind, row, now) for kind, row in reminders(session, event.id).items())
    return tuple(sorted(each.due_at for each in plans if each.standing in STILL_TO_GO))


_HELD: Mapping[str, Collection[str]] = {
    "invitations": {people_letters.INVITATION.name, people_letters.INVITATION_REMINDER.name},
    "reminders": people_letters.REMINDERS,
    "messages": {MESSAGE.name},
    "programme": PROGRAMME_LETTERS,
}


def course(session: Session, event: Event) -> tuple[tuple[Reached, str], ...]:
    """The steps of the edition's status, each with the name of whoever took it; empty where it is not known."""
    logged = accounts.audited(session, f"edition:{event.id}", list(BEGINNINGS), _MOST_STEPS)
    steps = status.course(event.status, logged)
    names = accounts.names(session, {each.by for each in steps})
    return tuple((each, names.get(each.by, each.by)) for each in steps)


_MOST_STEPS = 50


def _number(kind: Any, *which: Any) -> Any:
    return sa.select(sa.func.count()).select_from(kind).where(*which).scalar_subquery()
