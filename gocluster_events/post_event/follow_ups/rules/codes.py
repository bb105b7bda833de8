"""The codes of follow-ups: when somebody is asked, how far it is, what everybody reads, and why it is not done."""

from datetime import time, timedelta
from enum import Enum

from gocluster_events.post_event.cards.rules.outcomes import Outcome

MONTHS = (3, 6, 12)
"""How many months after a card became public whoever takes its next step is asked what became of it."""
LAST_MONTH = 13
"""So many months after it, at the latest, nobody is asked any more, and who it was is forgotten."""
HOUR = time(10)  # on the venue's clocks
SILENCE = timedelta(days=14)
"""After so long without an answer there is one reminder; after as long again nobody writes to them of that date."""
LINK_LASTS = timedelta(days=30)
"""How long after the last letter one can answer, and after the last answer who it was is still known."""
LEAST = timedelta(days=7)
"""No letter leaves less time for an answer."""
ENDS = frozenset({Outcome.DONE, Outcome.DROPPED, Outcome.PASSED_ON})
"""After these nobody is asked any more."""


class Showing(Enum):
    """What everybody reads of an answer; NEW and HIDDEN: nothing, since the team has not looked or does not want to."""

    NEW = "new"
    HIDDEN = "hidden"
    OUTCOME = "outcome"
    ALL = "all"


PUBLIC = frozenset({Showing.OUTCOME, Showing.ALL})


class Standing(Enum):
    """How far a next step is, in the order in which the team looks at it."""

    ANSWERED = "answered"  # and the team has not looked at it
    SILENT = "silent"
    UNDELIVERED = "undelivered"
    NO_ADDRESS = "no_address"
    WAITING = "waiting"  # for an answer
    PLANNED = "planned"  # a date comes
    PUBLIC = "public"
    HIDDEN = "hidden"
    OVER = "over"  # nobody is asked (any more)


WITHOUT_ANSWER = (Standing.SILENT, Standing.UNDELIVERED, Standing.NO_ADDRESS)
FOR_TEAM = (Standing.ANSWERED, *WITHOUT_ANSWER)
"""What waits for somebody of the team."""


class Refusal(Enum):
    """Why something is not done with a follow-up."""

    GONE = "gone"
    OVER = "over"  # the link opens nothing any more
    NO_STEP = "no_step"
    NO_ANSWER = "no_answer"
    NO_ADDRESS = "no_address"
    TOO_SOON = "too_soon"
    HAS_ANSWER = "has_answer"
    NOT_PUBLIC = "not_public"  # the edition
