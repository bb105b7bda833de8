"""The team registers somebody, copies questions and quotas to another edition, and writes letters to many."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.rules.new_edition import later
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.events.services.acting import refuse_archived
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.invitations.services.codes import hold_invitation, redeem
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.people.models import QuestionRow, Quota, Registration
from gocluster_events.meeting.registration.people.queries import people as people_queries, questions, seats
from gocluster_events.meeting.registration.people.rules.codes import NoteKind, Refusal, Source, Status, check_reason
from gocluster_events.meeting.registration.people.rules.entry import SignUp, without_needs
from gocluster_events.meeting.registration.people.rules.fields import Needs, PersonalData
from gocluster_events.meeting.registration.people.rules.letters import salutation
from gocluster_events.meeting.registration.people.rules.questions import (
    Condition,
    Question,
    check_audience,
    check_places,
)
from gocluster_events.meeting.registration.people.rules.quota_limits import QuotaFacts
from gocluster_events.meeting.registration.people.rules.seats import SeatPlan, SeatSource, applicant_of, check_offered
from gocluster_events.meeting.registration.people.services.mails import about, branding, put, scope, subject
from gocluster_events.meeting.registration.people.services.rows import add_answers, fill
from gocluster_events.meeting.registration.questions.services import version_of
from gocluster_events.meeting.registration.sign_up.services.registering import new_reference
from gocluster_events.meeting.registration.waiting.services import queue
from gocluster_events.meeting.registration.waiting.services.due_changes import current_seats

ACTIONS = {Source.BY_HAND: "registration.added_by_hand", Source.AT_DOOR: "registration.added_at_door"}


def add(
    event_id: int, sign_up: SignUp, *, act: Act, chance: Random, tells: bool, over_capacity: bool,
    reason: str = "", source: Source = Source.BY_HAND,
) -> int:  # fmt: skip
    """The person is registered as if the address were proven, at any time before the archive; returns the id.

    They have a place by the ordinary rule, or wait, or are looked at; ``over_capacity`` gives them a place in any case,
    for which there must be a ``reason``. Without an address nobody is told, nor where ``tells`` is not set. Questions
    may stay open. Raises Refused when the address is registered already, the mode is not offered, a code is no use, or
    an answer is fully booked or is to a question for others.
    """
    with transaction() as session:
        return add_in(
            session,
            event_id,
            sign_up,
            act=act,
            chance=chance,
            tells=tells,
            over_capacity=over_capacity,
            reason=reason,
            source=source,
        ).id


def add_if_free(event_id: int, sign_up: SignUp, *, act: Act, chance: Random, tells: bool, reason: str = "") -> int:
    """As `add`, but nobody waits, nor is looked at, without a free place: raises Refused as well when none is free."""
    how: dict[str, Any] = {"act": act, "chance": chance, "tells": tells, "reason": reason}
    with transaction() as session:
        registration = add_in(session, event_id, sign_up, over_capacity=False, source=Source.BY_HAND, **how)
        if registration.status is Status.WAITLISTED or not _has_place(session, registration, act.at):
            raise Refused(Refusal.NO_SEAT)
        return registration.id


def add_in(  # noqa: PLR0913 -- the same
    session: Session, event_id: int, sign_up: SignUp, *, act: Act, chance: Random, tells: bool, over_capacity: bool,
    reason: str, source: Source,
) -> Registration:  # fmt: skip
    """The person is registered as `add` does it, within the caller's transaction; returns the registration."""
    if over_capacity:
        check_reason(reason)
    event = events.lock(session, event_id)
    _check(event)
    board = current_seats(session, event, act.at)
    check_offered(board.seats(sign_up.entry.mode))
    registration = _register(session, event, sign_up, new_reference(session, event.id, chance), act.at)
    place = _place(event, registration, board, over_capacity=over_capacity)
    how = {"action": ACTIONS[source], "tells": tells}
    queue.stand(session, event, registration, board, place, act, is_first=True, **how)
    if reason.strip():
        session.add(_note(registration, reason, act))
    return registration


def add_beyond_seats_in(
    session: Session, event_id: int, entry: PersonalData, reference: str, act: Act
) -> Registration:  # fmt: skip
    """The person has a place that is not counted among the seats, under that reference number; no letter goes out.

    Joins the caller's transaction. Raises Refused before the edition is published, and in an archive.
    """
    event = events.lock(session, event_id)
    _check(event)
    registration = _register(session, event, SignUp(entry, Needs()), reference, act.at)
    put(
        session,
        registration,
        Status.CONFIRMED,
        act,
        place=SeatSource(None),
        action="registration.added_from_programme",
        tells=False,
    )
    registration.outside_seats = True
    session.flush()  # it is counted by nobody who asks after this
    return registration


def _check(event: Event) -> None:
    refuse_archived(event, Refusal.ARCHIVED)
    if event.status is not EventStatus.PUBLISHED:
        raise Refused(Refusal.NOT_OPEN_YET)


def _register(session: Session, event: Event, sign_up: SignUp, reference: str, now: datetime) -> Registration:
    questionnaire = questions.questionnaire(session, event)
    entry, sign_up = sign_up.entry, without_needs(sign_up, questionnaire.protected)
    if (
        entry.email
        and people_queries.registration_by_address(session, event.id, text.email_key(entry.email)) is not None
    ):
        raise Refused(Refusal.ALREADY_REGISTERED)
    check_places(questionnaire, sign_up.answers)
    registration = Registration(event_id=event.id, reference=reference, status=Status.RECEIVED, created_at=now)
    hold_invitation(registration, redeem(session, event.id, entry, now))
    check_audience(questionnaire, applicant_of(entry, registration.invited_to), sign_up.answers)
    fill(registration, entry)
    session.add(registration)
    session.flush()
    add_answers(session, registration.id, sign_up.answers)
    return registration


def _place(event: Event, registration: Registration, board: SeatPlan, *, over_capacity: bool) -> SeatSource | None:
    """The free place that the person gets; with ``over_capacity`` an open one where none is free. None: no place."""
    applicant, place = seats.applicant(registration), None
    if event.confirmation is not Confirmation.REVIEW:
        place = board.place_for_newcomer(applicant)
    return place or ((board.place(applicant) or SeatSource(None)) if over_capacity else None)


def _has_place(session: Session, registration: Registration, now: datetime) -> bool:
    """Whether the person has a place, or one is free for them while they are looked at."""
    if registration.status is Status.CONFIRMED:
        return True
    board = current_seats(session, session.get_one(Event, registration.event_id), now)
    return board.place_for_newcomer(seats.applicant(registration)) is not None


def _note(registration: Registration, reason: str, act: Act) -> Note:
    return Note(registration_id=registration.id, kind=NoteKind.ADDITION, text=reason.strip(), author=act.by, at=act.at)


def copy(session: Session, source: Event, event: Event, days: int, now: datetime) -> None:
    """``event``, which has none yet, gets the questions and quotas of ``source``, their releases ``days`` later.

    Retired questions stay behind, and so does everything that was answered.
    """
    quotas: dict[int | None, int] = {}
    for quota in seats.quotas(session, source.id):
        values = {name: getattr(quota, name) for name in QuotaFacts.__dataclass_fields__}
        release_at = later(quota.release_at, days, source.zone) if quota.release_at else None
        row = Quota(event_id=event.id, **{**values, "release_at": release_at})
        session.add(row)
        session.flush()
        quotas[quota.id] = row.id
    _ask(session, source, event, quotas, now)


def _ask(session: Session, source: Event, event: Event, quotas: Mapping[int | None, int], now: datetime) -> None:
    """The event asks what the source asks, the guests of a quota as those of its copy."""
    ids: dict[int, int] = {}
    open_questions = [pair for pair in questions.question_rows(session, source.id) if pair[0].retired_at is None]
    for position, (old, question) in enumerate(open_questions, start=1):
        audience, quota_id = old.audience, quotas.get(old.quota_id)
        row = QuestionRow(event_id=event.id, position=position, audience=audience, quota_id=quota_id, item=old.item)
        session.add(row)
        session.flush()
        ids[old.id] = row.id
        session.add(version_of(row, _depending(question, ids), now))
    if open_questions:
        event.asks_more, event.questions_revision = True, 1


def _depending(question: Question, ids: Mapping[int, int]) -> Question:
    """The question, its condition pointing to the copy of the question on which it depends."""
    on = question.condition
    return replace(question, condition=Condition(ids[on.question_id], on.options)) if on else question


Texts = Mapping[tuple[str, Mode], Mapping[str, str]]
"""What a letter says, by language and by how somebody takes part."""


def letters_to(
    event: Event, people: Iterable[Registration], letter: Letter, texts: Texts, key: str, not_before: datetime
) -> list[Outgoing]:
    """The letter to each of these people who told an address, once for each ``key``, with what the texts have for
    them.
    """
    frames = {language: {**about(event, language), **branding(event)} for language, _mode in texts}
    return [
        sending.compose(
            letter,
            scope=scope(event.id),
            subject=subject(person.id),
            to=person.email,
            language=person.language,
            key=f"{letter.name}:{person.id}:{key}",
            values={
                **frames[person.language],
                **texts[person.language, person.mode],
                "salutation": salutation(people_queries.entry_of(person), person.language),
            },
            link=(person.id, person.generation),
            not_before=not_before,
        )
        for person in people
        if person.email
    ]
