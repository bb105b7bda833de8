"""Whether somebody agrees that a file or a quote of theirs, or their name on a card, is public: a yes or no for each,
in the words of a version.

Nothing is public without the release of everybody whose it is; only they give one, or the team notes it from paper.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.core.errors import Refused

WORDING = 1
"""The number of the text to which people agree now. Whoever changes it raises this and keeps the old text in the words:
a release is in the words in which it was given.
"""
KEEP_WITHDRAWN = timedelta(days=3 * 365 + 1)
"""For how long it can be proven that somebody had agreed, and until when: three years from the withdrawal."""


class Kind(Enum):
    """What a release is of."""

    FILE = "file"
    QUOTE = "quote"
    CARD = "card"  # their name on it, as of somebody who knows more


class State(Enum):
    """How somebody answered; ``ON_PAPER`` is a yes that the team has in writing."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ON_PAPER = "on_paper"


class Refusal(Enum):
    """Why a release cannot be answered or noted."""

    NOT_ASKED = "not_asked"
    ANSWERED = "answered"  # by the person themselves
    NOT_GRANTED = "not_granted"  # so there is nothing to withdraw


GRANTED = frozenset({State.GIVEN, State.ON_PAPER})
"""With these, and with nothing else, something may be public."""
SAID_NO = frozenset({State.REFUSED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Release:
    """A person's answer. ``person`` is their UUID; ``name`` is empty once it was removed at their wish.

    ``actor`` is who answered: ``person:17``, or who of the team noted it from paper.
    """

    person: str
    name: str
    state: State
    wording: int
    asked_at: datetime
    answered_at: datetime | None = None
    actor: str = ""

    @property
    def is_granted(self) -> bool:
        """Whether it may be public as far as this person is concerned."""
        return self.state in GRANTED

    @property
    def is_from_team(self) -> bool:
        """Whether somebody of the team noted it."""
        return bool(self.actor) and not self.actor.startswith("person:")


@dataclass(frozen=True, slots=True)
class OwnRelease:
    """What somebody is asked for, or was: a file, a quote or a card (by UUID), and their answer."""

    kind: Kind
    subject: str
    release: Release


def lacking(needed: Iterable[str], releases: Iterable[Release]) -> tuple[str, ...]:
    """Who of the people (UUIDs) whose release is needed has not granted it, in the order of ``needed``."""
    granted = {each.person for each in releases if each.is_granted}
    return tuple(person for person in dict.fromkeys(needed) if person not in granted)


def answered(before: State, *, is_granted: bool) -> State:
    """The state after the person's own answer: a no after a yes is a withdrawal."""
    if is_granted:
        return State.GIVEN
    return State.WITHDRAWN if before in GRANTED or before is State.WITHDRAWN else State.REFUSED


def on_paper(before: State) -> State:
    """The state once the team has a yes on paper. Raises Refused where the person answered themselves."""
    if before in SAID_NO or before is State.GIVEN:
        raise Refused(Refusal.ANSWERED)
    return State.ON_PAPER


def still_asked(people: Collection[str], releases: Iterable[Release]) -> frozenset[str]:
    """Who of these people (UUIDs) was asked and has not answered."""
    return frozenset(each.person for each in releases if each.state is State.ASKED and each.person in people)
