"""Reads of an edition's survey: what it asks, how far it is, who can answer, and what it gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.queries.figures import ended_a_fortnight_ago
from gocluster_events.attendance.attendees.rules.frozen import freeze_at
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.wishes.queries.heirs import IS_MERGED
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.own.models import Succession
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import DataClass, Status, goes_at, periods
from gocluster_events.post_event.survey.models import FrozenSurvey, Survey, SurveyRespondent, SurveyScore, SurveyText
from gocluster_events.post_event.survey.rules.figures import SurveyFigures, figures_from_stored
from gocluster_events.post_event.survey.rules.phases import Phase, Standing, Times, phase_of, standing_of
from gocluster_events.post_event.survey.rules.questions import USUAL, Content, from_stored


def _heirs() -> sa.CTE:
    """Each registration that was merged away (``giver``) and the ones into which it went, step by step (``heir``)."""
    merges = (
        sa.select(Succession.registration_id.label("giver"), Succession.successor_id.label("heir"))
        .join(Registration, Registration.id == Succession.registration_id)
        .where(IS_MERGED)
    )
    step, whole = merges.subquery("merge"), merges.cte("heirs", recursive=True)
    return whole.union(sa.select(whole.c.giver, step.c.heir).join(step, step.c.giver == whole.c.heir))


_HEIRS = _heirs()


@dataclass(frozen=True, slots=True)
class Offer:
    """The survey as somebody can answer it now: so many questions, until then."""

    questions: int
    until: datetime


def survey_row(session: Session, event_id: int) -> Survey | None:
    """The survey as it is stored; None where nobody has set or answered anything."""
    return session.get(Survey, event_id)


def content_of(row: Survey | None) -> Content:
    """What the survey asks: what the team has set, or what is usual."""
    return USUAL if row is None else Content(row.intro, from_stored(row.questions), row.is_on, row.with_letter)


def frozen(session: Session, event: Event, now: datetime) -> SurveyFigures | None:
    """What the survey gave; None as long as it is not closed. One statement."""
    row = session.get(FrozenSurvey, event.id)
    return figures_from_stored(row.figures, row.at) if row and event.ends_at <= row.at <= now else None


def times_of(session: Session, event: Event) -> Times:
    """What says when the survey of the edition is open. One statement."""
    row = session.get(FrozenSurvey, event.id)
    return Times(event.status, event.ends_at, event.zone, row.at if row else None)


def phase(session: Session, event: Event, now: datetime) -> Phase:
    """How far the survey of the edition is. Two statements."""
    return phase_of(times_of(session, event), now, is_on=content_of(survey_row(session, event.id)).is_on)


def standing(session: Session, event: Event, registration: Registration, now: datetime) -> Standing:
    """Whether the person can answer now, or why not. Two statements more than `phase`."""
    was_there = session.scalar(sa.select(_those_there(event.id).where(Registration.id == registration.id).exists()))
    has_answered = session.scalar(sa.select(_has_answered(registration.id)))
    return standing_of(phase(session, event, now), was_there=bool(was_there), has_answered=bool(has_answered))


def offer_to(session: Session, event: Event, registration: Registration, now: datetime) -> Offer | None:
    """The survey, if the person can answer it now. One statement; none before the meeting's end and after its closing
    time.
    """
    times = Times(event.status, event.ends_at, event.zone)
    if phase_of(times, now, is_on=True) is not Phase.OPEN:
        return None
    there = _those_there(event.id).where(Registration.id == registration.id).with_only_columns(Registration.id)
    statement = (
        sa.select(Survey, FrozenSurvey.at, there.exists(), _has_answered(registration.id))
        .select_from(Event)
        .outerjoin(Survey, Survey.event_id == Event.id)
        .outerjoin(FrozenSurvey, FrozenSurvey.event_id == Event.id)
    )
    row, closed_at, was_there, is_done = session.execute(statement.where(Event.id == event.id)).one()
    content = content_of(row)
    current = phase_of(replace(times, closed_at=closed_at), now, is_on=content.is_on)
    if standing_of(current, was_there=was_there, has_answered=is_done) is not Standing.OPEN:
        return None
    return Offer(len(content.questions), times.closes_at)


def is_open_to(session: Session, event: Event, registration: Registration, now: datetime) -> bool:
    """Whether the person can answer the survey now."""
    return offer_to(session, event, registration, now) is not None


def eligible(session: Session, event_id: int) -> Sequence[Registration]:
    """Those who were there: let in on any day, or confirmed online; of several registrations that were merged, one."""
    return session.scalars(_those_there(event_id).order_by(Registration.id)).all()


def numbers(session: Session, event_id: int) -> tuple[int, int]:
    """How many were there, and how many sheets are filled in; of whoever is erased the sheet still counts. One
    statement.
    """
    there = sa.select(sa.func.count()).select_from(_those_there(event_id).subquery()).scalar_subquery()
    sheets = sa.select(sa.func.count()).select_from(SurveyScore).where(SurveyScore.event_id == event_id)
    number, answers = session.execute(sa.select(there, sheets.scalar_subquery())).one()
    return max(number, answers), answers


def is_locked(session: Session, event_id: int) -> bool:
    """Whether somebody has answered, so that nothing of the survey changes any more."""
    return bool(session.scalar(sa.select(sa.exists().where(SurveyScore.event_id == event_id))))


def steps(session: Session, event_id: int) -> Sequence[Sequence[int | None]]:
    """The scales of all sheets."""
    mine = sa.select(SurveyScore.steps).where(SurveyScore.event_id == event_id)
    return session.scalars(mine.order_by(SurveyScore.key)).all()


def texts(session: Session, event_id: int) -> Mapping[int, Sequence[SurveyText]]:
    """The free texts by the place of their question, in the order of their keys, which is chance."""
    by_place: dict[int, list[SurveyText]] = {}
    mine = sa.select(SurveyText).where(SurveyText.event_id == event_id).order_by(SurveyText.key)
    for row in session.scalars(mine):
        by_place.setdefault(row.place, []).append(row)
    return by_place


def text_row(session: Session, event_id: int, key: str) -> SurveyText | None:
    """One free text of the edition."""
    row = session.get(SurveyText, key)
    return row if row is not None and row.event_id == event_id else None


def answers_until(event: Event) -> datetime:
    """When the answers go, texts too; the figures stay."""
    return goes_at(event.ends_at, periods(event.retention_days)[DataClass.REGISTRATIONS])


def due_to_close(session: Session, now: datetime) -> Sequence[int]:
    """The editions (ids) of which the survey closes by now, and has not."""
    standing_figures = FrozenSurvey.at.between(Event.ends_at, now)
    is_closed = sa.exists().where(FrozenSurvey.event_id == Event.id, standing_figures)
    has_survey = sa.exists().where(Survey.event_id == Event.id, Survey.is_on)
    rows = session.execute(ended_a_fortnight_ago(now).where(has_survey, ~is_closed).order_by(Event.id))
    return [event_id for event_id, ends_at, zone in rows if freeze_at(ends_at, zone) <= now]


def with_answers(session: Session, due: datetime) -> Sequence[Event]:
    """The editions that ended before ``due`` and of which an answer is stored."""
    stored = (sa.exists().where(table.event_id == Event.id) for table in (SurveyScore, SurveyText))
    return session.scalars(sa.select(Event).where(Event.ends_at <= due, sa.or_(*stored)).order_by(Event.id)).all()


def written_to(session: Session, now: datetime, since: datetime) -> Sequence[Event]:
    """The public editions that ended between these hours and of which nobody who was there has been written to."""
    done = sa.exists().where(
        Survey.event_id == Event.id, sa.or_(Survey.letter_at > Event.ends_at, ~Survey.is_on, ~Survey.with_letter)
    )
    ended = (Event.status == EventStatus.PUBLISHED, Event.ends_at.between(since, now))
    return session.scalars(sa.select(Event).where(*ended, ~done).order_by(Event.id)).all()


def _those_there(event_id: int) -> sa.Select[Registration]:
    came = sa.exists().where(_is_of(Admission.registration_id, Registration.id), Admission.undone_at.is_(None))
    online = sa.and_(Registration.status == Status.CONFIRMED, Registration.mode == Mode.ONLINE)
    stays = Registration.id.not_in(sa.select(_HEIRS.c.giver))
    return sa.select(Registration).where(Registration.event_id == event_id, stays, sa.or_(came, online))


def _has_answered(registration_id: int) -> sa.ColumnElement[bool]:
    return sa.exists().where(_is_of(SurveyRespondent.registration_id, registration_id))


def _is_of(
    column: sa.SQLColumnExpression[Any], registration: sa.SQLColumnExpression[int] | int
) -> sa.ColumnElement[bool]:
    """Whether the column names the registration, or one that was merged into it."""
    merged = sa.select(_HEIRS.c.giver).where(_HEIRS.c.heir == registration).correlate(Registration)
    return sa.or_(column == registration, column.in_(merged))
