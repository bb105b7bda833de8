"""The codes of knowledge cards: how far one is, where it comes from, what is done with it, and why something is not."""

from datetime import timedelta
from enum import Enum

from gocluster_events.meeting.agenda.rules.codes import Part

SILENCE = timedelta(days=7)
"""After so long without an answer of everybody the team may publish; the card then says that nobody confirmed it."""
WORDING = 1
"""The number of the text with which people say that a card is right; whoever changes it raises this."""

ASKED_PARTS = frozenset({Part.SPEAKER, Part.KEYNOTE, Part.PANELLIST, Part.IMPULSE, Part.PITCH, Part.STANDING_IN})
"""Who spoke in an item, and so is asked whether a card of it is right."""

LIMITS = {
    "question": 160,
    "insight": 400,
    "evidence": 300,
    "evidence_url": 500,
    "ask_function": 120,
    "ask_institution": 120,
    "next_step": 160,
}
"""How many characters each text of a card may have."""
LONGEST_REMARK = 400  # on what is wrong with a card


class State(Enum):
    """How far a card is."""

    COLLECTED = "collected"
    EDITED = "edited"
    ASKED = "asked"
    PUBLIC = "public"
    DISMISSED = "dismissed"
    MERGED = "merged"


COLUMNS = (State.COLLECTED, State.EDITED, State.ASKED, State.PUBLIC)
"""The way of a card, from left to right."""
ASIDE = frozenset({State.DISMISSED, State.MERGED})


class Origin(Enum):
    """Who wrote a card: a note taker, somebody of the programme, the team."""

    NOTES = "notes"
    SPEAKER = "speaker"
    EDITOR = "editor"


class Deed(Enum):
    """What is done with a card."""

    CHANGE = "change"  # by the team
    COLLECT = "collect"  # back to where it was gathered
    EDIT = "edit"
    ASK = "ask"
    PUBLISH = "publish"
    TAKE_BACK = "take_back"
    DISMISS = "dismiss"
    RESTORE = "restore"
    MERGE = "merge"  # into another one
    ANSWER = "answer"  # by somebody who spoke


class Refusal(Enum):
    """Why something is not done with a card."""

    GONE = "gone"
    NOT_PUBLIC = "not_public"  # the edition
    NO_ITEM = "no_item"
    NO_PERSON = "no_person"
    WRONG_STATE = "wrong_state"
    NOT_EDITED = "not_edited"
    NO_QUESTION = "no_question"
    NO_INSIGHT = "no_insight"
    NOBODY_TO_ASK = "nobody_to_ask"
    NOT_ASKED = "not_asked"
    SAID_NO = "said_no"
    STILL_ASKED = "still_asked"
    IS_PUBLIC = "is_public"
    NO_OTHER_CARD = "no_other_card"
