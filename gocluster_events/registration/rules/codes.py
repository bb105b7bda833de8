"""The codes of registering: states, forms of address, types of actor, needs, and why a rule says no."""

from enum import Enum


class Status(Enum):
    """Where a registration stands."""

    UNCONFIRMED = "unconfirmed"  # the address is not proven yet
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"  # never proven in time
    DECLINED = "declined"


ACTIVE = frozenset({Status.CONFIRMED, Status.WAITLISTED})
WORKER = "worker"  # who lets lapse and moves up, in the audit log


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
    """Why a verb of registering says no."""

    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    ARCHIVED = "archived"
    MODE_NOT_OFFERED = "mode_not_offered"
    ALREADY_ENDED = "already_ended"
    LINK_OUTDATED = "link_outdated"
