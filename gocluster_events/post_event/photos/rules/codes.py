"""The states of photos and of objections to them, and why something about them is refused."""

from datetime import timedelta
from enum import Enum

MOST_PHOTOS = 100  # of an edition
HIDDEN_AT_ONCE = 2  # photos that one participant hides without asking
PROOF_LASTS = timedelta(hours=48)
"""How long somebody may take to prove the address with which they ask."""
OBJECTIONS_LAST = timedelta(days=183)
"""How long it is stored who did not want to be seen, after that was answered."""


class State(Enum):
    """Whether the public sees a photo."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HIDDEN = "hidden"  # by somebody who is on it; the team decides


class ObjectionState(Enum):
    """What became of it that somebody is on a photo and does not want that."""

    UNPROVEN = "unproven"  # the address has still to be proven
    OPEN = "open"
    DECLINED = "declined"  # with a reason: the photo is public
    GRANTED = "granted"  # the photo is gone


class Lack(Enum):
    """What a photo needs before the public may see it."""

    ALT_DE = "alt_de"
    ALT_EN = "alt_en"
    CREDIT = "credit"
    LICENCE = "licence"
    CHECK = "check"


class Refusal(Enum):
    """Why something about a photo cannot be done."""

    TOO_MANY = "too_many"
    LACKING = "lacking"
    HIDDEN = "hidden"
    ONCE = "once"
    NO_DRAFT = "no_draft"  # so only an organiser can remove it
    NOTHING_OPEN = "nothing_open"
    GONE = "gone"
