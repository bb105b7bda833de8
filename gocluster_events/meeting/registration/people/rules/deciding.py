"""What a team decides about registrations, who of a selection it can be decided for, and what a page knew of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, UNDER_REVIEW, Refusal, Status
from gocluster_events.meeting.registration.people.rules.seats import Applicant, SeatPlan, SeatSource

UNDO = timedelta(minutes=5)
"""How long the mails of a decision wait, and how long it can be undone."""


class Kind(Enum):
    """The decisions that a team can make."""

    CONFIRM = "confirm"
    REVIEW = "review"
    WAITLIST = "waitlist"
    DECLINE = "decline"


class DecisionRefusal(Enum):
    """Why a decision cannot be made for a registration."""

    UNPROVEN = "unproven"
    UNDER_REVIEW = "under_review"
    CONFIRMED = "confirmed"
    OFFERED = "offered"
    WAITS = "waits"
    ENDED = "ended"
    NO_PLACE = "no_place"
    MOVES_UP = "moves_up"  # would not wait: a place is free for them


SOURCES: Mapping[Kind, frozenset[Status]] = {
    Kind.CONFIRM: UNDER_REVIEW | {Status.WAITLISTED},
    Kind.REVIEW: frozenset({Status.RECEIVED}),
    Kind.WAITLIST: UNDER_REVIEW,
    Kind.DECLINE: ACTIVE,
}
TARGETS: Mapping[Kind, Status] = {
    Kind.CONFIRM: Status.CONFIRMED,
    Kind.REVIEW: Status.IN_REVIEW,
    Kind.WAITLIST: Status.WAITLISTED,
    Kind.DECLINE: Status.DECLINED,
}
_STANDS: Mapping[Status, DecisionRefusal] = {
    Status.UNCONFIRMED: DecisionRefusal.UNPROVEN,
    Status.IN_REVIEW: DecisionRefusal.UNDER_REVIEW,
    Status.CONFIRMED: DecisionRefusal.CONFIRMED,
    Status.OFFERED: DecisionRefusal.OFFERED,
    Status.WAITLISTED: DecisionRefusal.WAITS,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a registration stands: its status, and the last decision about it that was not undone (0: none)."""

    status: Status
    decision: int = 0


def overtaken(seen: Mapping[int, Standing], now: Mapping[int, Standing]) -> tuple[int, ...]:
    """The registrations that no longer stand where a page has shown them; of an erased one nothing is known."""
    return tuple(identity for identity, standing in seen.items() if now.get(identity) != standing)


def write_standings(standings: Mapping[int, Standing]) -> str:
    """The standings as one value of a form, which `read_standings` reads."""
    return ",".join(f"{identity}.{each.status.value}.{each.decision}" for identity, each in standings.items())


def read_standings(typed: str) -> dict[int, Standing]:
    """What a page knew of the people it was about, as its form sends it; nothing else counts."""
    known = {each.value: each for each in Status}
    parts = [part.split(".") for part in typed.split(",")]
    return {
        int(part[0]): Standing(known[part[1]], int(part[2]))
        for part in parts
        if len(part) == 3 and part[1] in known and all(_is_number(each) for each in (part[0], part[2]))
    }


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registration of the selection that a decision is about."""

    id: int
    status: Status
    applicant: Applicant


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """The registrations that a decision can be made for, each with the place it gets, if any; and why not others."""

    able: Mapping[int, SeatSource | None]
    unable: Mapping[int, DecisionRefusal]


def outcome(kind: Kind, candidates: Sequence[Candidate], board: SeatPlan) -> DecisionOutcome:
    """For whom of the selection the decision can be made, in their order; each place is given once."""
    able: dict[int, SeatSource | None] = {}
    unable: dict[int, DecisionRefusal] = {}
    for each in candidates:
        hurdle = decision_refusal(kind, each, board)
        if hurdle is not None:
            unable[each.id] = hurdle
            continue
        able[each.id] = place = board.place(each.applicant) if kind is Kind.CONFIRM else None
        board = board.taking(each.applicant, place) if place else board
    return DecisionOutcome(able, unable)


def decision_refusal(kind: Kind, candidate: Candidate, board: SeatPlan) -> DecisionRefusal | None:
    """Why the decision cannot be made for the candidate; None when it can."""
    if candidate.status not in SOURCES[kind]:
        return _STANDS.get(candidate.status, DecisionRefusal.ENDED)
    has_place = kind in {Kind.CONFIRM, Kind.WAITLIST} and board.place(candidate.applicant) is not None
    if kind is Kind.CONFIRM and not has_place:
        return DecisionRefusal.NO_PLACE
    return DecisionRefusal.MOVES_UP if kind is Kind.WAITLIST and has_place and not board.by_hand else None


def possible(status: Status) -> tuple[Kind, ...]:
    """The decisions that can be made for a registration with that status, if there is a place."""
    return tuple(kind for kind in Kind if status in SOURCES[kind])


MOVES = frozenset(
    {
        "registration.received", "registration.added_by_hand", "registration.added_at_door",
        "registration.added_from_programme", "registration.proven",
        "registration.came_back", "registration.confirmed", "registration.in_review", "registration.waitlisted",
        "registration.declined", "registration.decision_undone", "registration.moved_up", "registration.offered",
        "registration.offer_accepted", "registration.lapsed", "registration.cancelled", "registration.substituted",
        "registration.taken_over", "registration.merged", "registration.merged_away",
    }
)  # fmt: skip
"""What the audit log calls the acts after which a registration stands elsewhere; a change of details is none."""


def undo_until(decided_at: datetime) -> datetime:
    """The end of the time in which a decision can be undone."""
    return decided_at + UNDO


def check_undoable(*, decided_at: datetime, is_closed: bool, is_undone: bool, now: datetime) -> None:
    """Raises Refused when it is too late to undo a decision, or when it was undone already."""
    if is_undone:
        raise Refused(Refusal.UNDONE)
    if is_closed or now >= undo_until(decided_at):
        raise Refused(Refusal.UNDO_OVER)


LONGEST_REASON = 600


class DeclineReason(Enum):
    """The prepared text with which a letter of decline begins."""

    FULL = "full"
    AUDIENCE = "audience"
    LATE = "late"
    OWN = "own"


TEXTS: dict[DeclineReason, Localized] = {
    DeclineReason.FULL: Localized(
        "Es gab mehr Anmeldungen als Plätze. Die Plätze haben andere erhalten.",
        "There were more registrations than places. The places went to others.",
    ),
    DeclineReason.AUDIENCE: Localized(
        "Die Veranstaltung richtet sich an einen bestimmten Kreis von Teilnehmenden. Ihre Anmeldung gehört nicht dazu.",
        "The event is meant for a particular group of participants. Your registration is not part of it.",
    ),
    DeclineReason.LATE: Localized(
        "Ihre Anmeldung kam zu spät. Die Vorbereitungen sind bereits abgeschlossen.",
        "Your registration came too late. The preparations are complete.",
    ),
    DeclineReason.OWN: Localized(),
}
"""The organisers change these texts before they are sent."""
