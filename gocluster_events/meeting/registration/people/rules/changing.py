"""What may be changed about a registration, what follows for its place, and who may take it over."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.core.errors import Refused
from gocluster_events.core.text import email_key
from gocluster_events.meeting.events.rules.edition import RegistrationPhase
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.people.rules import codes
from gocluster_events.meeting.registration.people.rules.entry import Document
from gocluster_events.meeting.registration.people.rules.fields import Identity, Needs, Participation, PersonalData
from gocluster_events.meeting.registration.people.rules.questions import Answers, Question
from gocluster_events.meeting.registration.people.rules.seats import Applicant, SeatPlan, SeatSource, is_open_to


@dataclass(frozen=True, slots=True)
class ChangeDeadlines:
    """Details change until the meeting begins, the mode until registration closes; one cancels until the end."""

    mode: datetime
    details: datetime
    cancelling: datetime


@dataclass(frozen=True, slots=True)
class SecondPage:
    """The second page of the form: how somebody takes part, and what is stored apart from that."""

    participation: Participation
    needs: Needs
    answers: Answers = ()
    identity: Identity = field(default_factory=Identity)
    agrees_to_health: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Until when somebody can change details or mode, cancel, or return; None: not, or not any more."""

    details: datetime | None
    mode: datetime | None
    cancelling: datetime | None
    returning: datetime | None


def choices(
    status: codes.Status, until: ChangeDeadlines, phase: RegistrationPhase, now: datetime, *, has_code: bool = False
) -> Choices:
    """What somebody with that status can do, and until when; nothing once the edition is over or archived.

    ``has_code``: they registered with one, and can return with it before everybody can register.
    """
    is_kept = phase is RegistrationPhase.OVER

    def open_to(who: AbstractSet[codes.Status], end: datetime) -> datetime | None:
        return end if status in who and now < end and not is_kept else None

    return Choices(
        details=open_to(codes.ACTIVE, until.details),
        mode=open_to(codes.ACTIVE - {codes.Status.OFFERED}, until.mode),
        cancelling=open_to(codes.OPEN, until.cancelling),
        returning=open_to(codes.MAY_RETURN, until.mode) if is_open_to(phase, has_code=has_code) else None,
    )


def check_details(status: codes.Status, until: ChangeDeadlines, now: datetime) -> None:
    """Raises Refused unless somebody with that status may change their details."""
    if status is codes.Status.UNCONFIRMED:
        raise Refused(codes.Refusal.NOT_PROVEN)
    if status not in codes.ACTIVE:
        raise Refused(codes.Refusal.ALREADY_ENDED)
    if now >= until.details:
        raise Refused(codes.Refusal.BEGUN)


def check_mode(status: codes.Status, until: ChangeDeadlines, now: datetime) -> None:
    """Raises Refused unless somebody with that status may switch to the other mode of attendance."""
    if now >= until.mode:
        raise Refused(codes.Refusal.MODE_SETTLED)
    if status is codes.Status.OFFERED:
        raise Refused(codes.Refusal.OFFER_OPEN)


def check_cancelling(until: ChangeDeadlines, now: datetime) -> None:
    """Raises Refused once the meeting is over: whoever did not come has not cancelled."""
    if now >= until.cancelling:
        raise Refused(codes.Refusal.OVER)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different now: the names of the fields, and the questions whose answers are gone with their condition."""

    fields: tuple[str, ...]
    ended: tuple[Question, ...] = ()

    def and_also(self, *names: str) -> "Changes":
        """These changes and those of the fields of these names."""
        return replace(self, fields=tuple(dict.fromkeys((*self.fields, *names))))


def changed(before: Document, after: Document) -> tuple[str, ...]:
    """The names of the fields that differ in ``after``, in its order; a field that is missing there has not changed."""
    return tuple(name for name, value in after.items() if before.get(name) != value)


def place_after(board: SeatPlan, held: SeatSource, before: Applicant, after: Applicant) -> SeatSource | None:
    """The place of somebody whose details change: the one they hold if they may keep it, else a free one.

    None when no place is left. Nobody loses a place because the capacity was lowered.
    """
    if after == before or (after.mode is before.mode and _may_keep(board, held, before, after)):
        return held
    return without(board, held, before).place_for_newcomer(after)


def _may_keep(board: SeatPlan, held: SeatSource, before: Applicant, after: Applicant) -> bool:
    pool = next((each for each in board.pools if each.id == held.quota_id), None)
    if pool is None or after.organisation == before.organisation:
        return pool is None or pool.admits(after)
    others = board.by_organisation.get((pool.id, after.organisation), 0)
    return pool.admits(after) and (not pool.most_per_organisation or others < pool.most_per_organisation)


def without(board: SeatPlan, held: SeatSource, applicant: Applicant) -> SeatPlan:
    """The seat plan once the place that the applicant holds is free."""
    line, key = (applicant.mode, held.quota_id), (held.quota_id, applicant.organisation)
    counted = {of: number for of, number in board.by_organisation.items() if of[0] is not None}
    return replace(board, taken=_one_less(board.taken, line), by_organisation=_one_less(counted, key))


def _one_less(numbers: Mapping, key: object) -> dict:  # type: ignore[type-arg]
    return {each: number - (each == key) for each, number in numbers.items()}


LONGEST = timedelta(days=7)
PLACED = codes.HAS_PLACE | {codes.Status.DECLINED}
"""Whoever has a place needs none, and whom the organisers declined does not come in by another door."""


@dataclass(frozen=True, kw_only=True)
class Substitute:
    """Who is to come instead. Their mails are in ``language``."""

    form_of_address: codes.FormOfAddress | None = None
    title: str = ""
    first_name: str
    last_name: str
    email: str
    language: str


def acceptance_deadline(named_at: datetime, starts_at: datetime) -> datetime:
    """How long a substitute who was named then can accept the place: a week, at most until the meeting begins."""
    return min(named_at + LONGEST, starts_at)


def check_has_place(status: codes.Status, starts_at: datetime, now: datetime) -> None:
    """Raises Refused unless there is a place to hand on."""
    if status is not codes.Status.CONFIRMED or now >= starts_at:
        raise Refused(codes.Refusal.NO_PLACE_TO_HAND_ON)


def check_is_other(substitute: Substitute, giver: PersonalData) -> None:
    """Raises Refused when somebody names themselves."""
    if email_key(substitute.email) == email_key(giver.email):
        raise Refused(codes.Refusal.OWN_ADDRESS)


def check_may_accept(status: codes.Status | None) -> None:
    """Raises Refused when the address of the substitute has a place already, or was declined; None: it is new."""
    if status in PLACED:
        raise Refused(codes.Refusal.HAS_PLACE)


def successor(giver: PersonalData, substitute: Substitute, known: PersonalData | None = None) -> PersonalData:
    """The personal data of the substitute: their own name and address, with the giver's institution and mode.

    Whoever has proven the address before keeps what is ``known`` of themselves.
    """
    if known is None:
        known = PersonalData(
            form_of_address=substitute.form_of_address,
            title=substitute.title,
            first_name=substitute.first_name,
            last_name=substitute.last_name,
            email=substitute.email,
            organisation=giver.organisation,
            actor_type=giver.actor_type,
            state=giver.state,
            mode=giver.mode,
            language=substitute.language,
        )
    return replace(
        known,
        organisation=giver.organisation,
        cluster=giver.cluster,
        actor_type=giver.actor_type,
        state=giver.state,
        mode=giver.mode,
    )


class Outcome(Enum):
    """What a newcomer gets; its value is the letter for it in the hidden field of the check page."""

    PLACE = "p"
    WAITS = "w"
    REVIEW = "r"  # the team decides


def forecast(board: SeatPlan, applicants: Sequence[Applicant], confirmation: Confirmation) -> tuple[Outcome, ...]:
    """The prospects of newcomers in their order: what one gets is no longer there for the next."""
    if confirmation is Confirmation.REVIEW:
        return (Outcome.REVIEW,) * len(applicants)
    prospects = []
    for applicant in applicants:
        place = board.place_for_newcomer(applicant)
        prospects.append(Outcome.PLACE if place else Outcome.WAITS)
        board = board.taking(applicant, place) if place else board
    return tuple(prospects)


def encode(prospects: Sequence[Outcome]) -> str:
    """The prospects as a few letters for a hidden field."""
    return "".join(each.value for each in prospects)


def check_forecast(seen: str, prospects: Sequence[Outcome]) -> None:
    """Raises Refused when the page has shown other people, or a place to somebody who would not get it now."""
    if len(seen) != len(prospects):
        raise Refused(codes.Refusal.OTHER_PEOPLE)
    promised = (now for before, now in zip(seen, prospects, strict=True) if before == Outcome.PLACE.value)
    if any(now is not Outcome.PLACE for now in promised):
        raise Refused(codes.Refusal.FEWER_PLACES)
