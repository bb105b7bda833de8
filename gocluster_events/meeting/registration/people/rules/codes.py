"""Where a registration stands, the codes of registering, and for how long data are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.core.errors import Refused


class Status(Enum):
    """Where a registration stands."""

    UNCONFIRMED = "unconfirmed"  # the address is not proven yet
    RECEIVED = "received"  # proven; the team has not looked at it yet
    IN_REVIEW = "in_review"
    CONFIRMED = "confirmed"
    OFFERED = "offered"  # a place is kept for them until they accept it or its time is up
    WAITLISTED = "waitlisted"
    CANCELLED = "cancelled"
    SUBSTITUTED = "substituted"  # somebody else has taken the place over
    LAPSED = "lapsed"  # not proven, or not accepted, in time
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is true of every registration with a certain status."""

    tab: int  # above the list of attendees, from the left
    letter: str  # the name of the one that tells of it
    moment: str = ""  # the column that says since when; of an offer, until when
    is_reviewed: bool = False
    is_queued: bool = False  # the log of the waiting lists says how it goes on
    has_place: bool = False
    may_hold: bool = False  # a place can be kept for a while, and counts as taken until then
    may_return: bool = False  # to the end of the line
    is_nothing: bool = False  # nobody was ever to come


STATES: Mapping[Status, State] = {
    Status.RECEIVED: State(tab=0, letter="received", is_reviewed=True),
    Status.IN_REVIEW: State(tab=0, letter="in_review", is_reviewed=True),
    Status.CONFIRMED: State(tab=1, letter="confirmed_{mode}", moment="confirmed_at", has_place=True),
    Status.OFFERED: State(tab=2, letter="offered", moment="offer_until", has_place=True, is_queued=True),
    Status.WAITLISTED: State(tab=3, letter="waitlisted", moment="waitlisted_at", is_queued=True),
    Status.UNCONFIRMED: State(tab=4, letter="prove_address", is_nothing=True, may_hold=True),
    Status.CANCELLED: State(tab=5, letter="cancelled", moment="ended_at", may_return=True),
    Status.SUBSTITUTED: State(tab=6, letter="substituted", moment="ended_at", may_return=True),
    Status.LAPSED: State(tab=7, letter="lapsed", moment="ended_at", may_return=True, is_nothing=True),
    Status.DECLINED: State(tab=8, letter="declined", moment="ended_at", is_nothing=True, may_hold=True),
}
UNDER_REVIEW = frozenset(each for each, state in STATES.items() if state.is_reviewed)
QUEUED = frozenset(each for each, state in STATES.items() if state.is_queued)
HAS_PLACE = frozenset(each for each, state in STATES.items() if state.has_place)
MAY_HOLD = frozenset(each for each, state in STATES.items() if state.may_hold)
MAY_RETURN = frozenset(each for each, state in STATES.items() if state.may_return)
NEVER_CAME = frozenset(each for each, state in STATES.items() if state.is_nothing)
ENDED = frozenset(each for each, state in STATES.items() if state.moment == "ended_at")
OPEN = frozenset(STATES) - ENDED
ACTIVE = OPEN - {Status.UNCONFIRMED}
"""Proven, and not ended."""
WORKER = "worker"  # who lets lapse and moves up, in the audit log


class Move(Enum):
    """What happens to somebody on a waiting list."""

    JOINED = "joined"
    MOVED_UP = "moved_up"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    OFFER_LAPSED = "offer_lapsed"
    SHIFTED = "shifted"  # to another place of the list, by the team
    RELISTED = "relisted"  # to another list, because the quotas are different from then on
    LEFT = "left"
    RESTORED = "restored"  # to where they stood, because a decision was undone


class Passed(Enum):
    """Why somebody could not have a place although they stood before the person who got it."""

    NOT_IN_QUOTA = "not_in_quota"
    ORGANISATION_FULL = "organisation_full"  # their institution has as many places of the quota as it may have
    BY_TEAM = "by_team"  # they could have had it, but the team put somebody else first


class FormOfAddress(Enum):
    """Only for the greeting in mails."""

    MS = "ms"
    MR = "mr"
    NONE = "none"


class ActorType(Enum):
    """What kind of organisation somebody comes from."""

    CLUSTER = "cluster"
    SME = "sme"
    COMPANY = "company"
    STARTUP = "startup"
    UNIVERSITY = "university"
    RESEARCH = "research"
    MUNICIPALITY = "municipality"
    MINISTRY = "ministry"
    PRESS = "press"
    OTHER = "other"


class Diet(Enum):
    """Catering."""

    UNSAID = "unsaid"
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"


class Support(Enum):
    """Support needs (Art. 9 GDPR data: own table, own permission)."""

    SIGN_LANGUAGE = "sign_language"
    CAPTIONING = "captioning"
    INDUCTION_LOOP = "induction_loop"
    WHEELCHAIR = "wheelchair"
    ASSISTANT = "assistant"
    OTHER = "other"


class Refusal(Enum):
    """Why an action on a registration is refused."""

    NOT_OPEN_YET = "not_open_yet"
    NOT_PUBLIC = "not_public"  # the event is a draft, so that its links would lead nowhere
    CODE_NEEDED = "code_needed"  # registration is open only to those who have a code
    CODE_FOR_OTHERS = "code_for_others"  # the quota of the code does not admit these details
    CLOSED = "closed"
    ARCHIVED = "archived"
    MODE_NOT_OFFERED = "mode_not_offered"
    ALREADY_ENDED = "already_ended"
    LINK_OUTDATED = "link_outdated"
    NO_SEAT = "no_seat"
    NOT_OFFERED = "not_offered"
    NO_PLACE_TO_HAND_ON = "no_place_to_hand_on"
    OWN_ADDRESS = "own_address"
    HAS_PLACE = "has_place"
    OPTION_FULL = "option_full"
    OPTION_GONE = "option_gone"
    QUESTIONS_CHANGED = "questions_changed"
    ADDRESS_TWICE = "address_twice"  # two people of one sign-up with the same address
    TOO_MANY_PEOPLE = "too_many_people"
    MOST_ADDRESSES = "most_addresses"  # after which the address of a sign-up that is sent stays
    OTHER_PEOPLE = "other_people"  # the page showed others than those who would be registered
    FEWER_PLACES = "fewer_places"  # the page showed a place to somebody who would wait now
    UNDO_OVER = "undo_over"
    UNDONE = "undone"
    MAILS_LEFT = "mails_left"
    NOBODY_LEFT = "nobody_left"
    CONDITION_BROKEN = "condition_broken"
    TWO_CONDITIONS = "two_conditions"  # an answer and an audience
    TEAM_AND_AUDIENCE = "team_and_audience"
    QUOTA_GONE = "quota_gone"  # whose guests a question is for
    OTHER_AUDIENCE = "other_audience"  # an answer to a question that is not asked of that person
    MOST_QUESTIONS = "most_questions"
    NOT_PROVEN = "not_proven"
    ADDRESS_TAKEN = "address_taken"
    SAME_ADDRESS = "same_address"
    ALREADY_REGISTERED = "already_registered"  # somebody whom the team would register
    REASON_MISSING = "reason_missing"
    BEGUN = "begun"
    OVER = "over"
    MODE_SETTLED = "mode_settled"
    MODE_KEPT = "mode_kept"  # of somebody who does not take part, whom the team corrects
    NO_SEAT_IN_MODE = "no_seat_in_mode"
    OFFER_OPEN = "offer_open"
    QUOTA_LOST = "quota_lost"
    NO_RETURN = "no_return"
    NO_DUPLICATES = "no_duplicates"
    UNPROVEN_STAYS = "unproven_stays"
    PLACE_OF_ANOTHER_QUOTA = "place_of_another_quota"
    CODE_UNKNOWN = "code_unknown"
    CODE_EXPIRED = "code_expired"
    CODE_USED_UP = "code_used_up"
    CODE_LOCKED = "code_locked"  # to another address
    NUMBER_CHANGED = "number_changed"  # of those to whom a mailing goes


class Audience(Enum):
    """Of whom a question is asked."""

    EVERYBODY = "everybody"
    MEMBERS = "members"  # whoever names a cluster
    QUOTA = "quota"  # the guests of one quota: whom it admits, whether or not one of its places was free


class Retention(Enum):
    """How long an answer is stored: it is deleted together with the data of this class."""

    NEEDS = "needs"  # with the special needs, 14 days after the event
    REGISTRATION = "registration"  # with the registration, 6 months after the event


class DataClass(Enum):
    """Data that are deleted together, so many days after the meeting; those that go first come first."""

    IDENTITY = "identity"
    NEEDS = "needs"
    ENDED = "ended"  # registrations that never came to anything
    INVITATIONS = "invitations"  # of people who did not register
    REGISTRATIONS = "registrations"


DAYS: Mapping[DataClass, int] = {
    DataClass.IDENTITY: 1,
    DataClass.NEEDS: 14,
    DataClass.ENDED: 30,
    DataClass.INVITATIONS: 30,
    DataClass.REGISTRATIONS: 183,
}
MOST_DAYS = 3650
UNPROVEN_STAYS = timedelta(hours=24)
"""How long a registration that lapsed unproven is stored: so long its link registers after all."""


def periods(stored: Mapping[str, int]) -> dict[DataClass, int]:
    """The retention period of each class in days after the meeting: as the edition stores it, else the usual one."""
    return {kind: int(stored.get(kind.value, DAYS[kind])) for kind in DataClass}


def may_register_again_until(closes_at: datetime, lapsed_at: datetime, *, was_proven: bool) -> datetime:
    """Until when a lapsed registration can be taken up by its link: at most as long as it is kept."""
    return closes_at if was_proven else min(closes_at, lapsed_at + UNPROVEN_STAYS)


def goes_at(ends_at: datetime, days: int) -> datetime:
    """When data are deleted that are kept for so many days after the end of the meeting."""
    return ends_at + timedelta(days=days)


def departs_as(status: Status, *, is_over: bool) -> Status:
    """The status under which an erased registration counts: before the meeting ends, erasing is cancelling."""
    if status is Status.UNCONFIRMED:
        return Status.LAPSED
    return Status.CANCELLED if status in ACTIVE and not is_over else status


LONGEST_NOTE = 1000


class NoteKind(Enum):
    """What a note is about."""

    COMMENT = "comment"  # for colleagues; whoever wrote it may change it
    CORRECTION = "correction"  # why the team changed what somebody had told
    ADDITION = "addition"  # why the team registered somebody


class Source(Enum):
    """Where the team registered somebody."""

    BY_HAND = "by_hand"  # who phoned or wrote
    AT_DOOR = "at_door"  # who stood there


def check_reason(reason: str) -> None:
    """Raises Refused when the reason for something done by hand is empty."""
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
