"""What the list's sort keys, values and tabs are called."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from gocluster_events.attendance.attendees.rules.filter import TABS, Key
from gocluster_events.attendance.attendees.rules.table import Cell, Language
from gocluster_events.attendance.attendees.words.columns import COLUMNS
from gocluster_events.attendance.attendees.words.downloads import TOO_LONG
from gocluster_events.core.i18n import LazyString, _, _l, current_language
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.words import FEDERAL_STATES, MODES
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.words.codes import ACTOR_TYPES, FORMS_OF_ADDRESS, STATUSES
from gocluster_events.meeting.registration.people.words.consents import PHOTO_CONSENTS
from gocluster_events.meeting.registration.people.words.fields import answer
from gocluster_events.meeting.registration.privacy.rules import GivenAnswer

KEYS: dict[Key, LazyString] = {
    Key.NAME: _l("Name"),
    Key.STATUS: COLUMNS["status"],
    Key.ACTOR_TYPE: COLUMNS["actor_type"],
    Key.STATE: _l("State"),
    Key.RECEIVED: COLUMNS["received"],
}

REFUSALS: dict[Any, LazyString] = {**TOO_LONG}

FILE_NAME = _l("attendees")
SHEET = _l("Registrations")

_LANGUAGES = {Language.DE: _l("German"), Language.EN: _l("English")}
_CODE_WORDS: dict[Any, LazyString] = {
    **STATUSES, **MODES, **FORMS_OF_ADDRESS, **ACTOR_TYPES, **FEDERAL_STATES, **PHOTO_CONSENTS, **_LANGUAGES,
}  # fmt: skip


def as_text(value: Cell | Enum | Localized | GivenAnswer) -> Cell:
    """A code as the reader's word, a tick as yes or no, a name in the reader's language, an answer as it is read.

    Everything else stays as it is.
    """
    if isinstance(value, GivenAnswer):
        number = value.answer.number
        return answer(value.question, value.answer) if number is None else number
    if isinstance(value, Localized):
        return value.pick(current_language())[0]
    if isinstance(value, Enum):
        return str(_CODE_WORDS[value])
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return value if isinstance(value, int | datetime) or value is None else str(value)


def tabs(counts: Mapping[Status, int]) -> tuple[tuple[tuple[Status, ...], str, int], ...]:
    """The tabs above the list with their words and numbers; what does not occur has none."""
    totals = ((states, sum(counts.get(each, 0) for each in states)) for states in TABS)
    return tuple((states, str(STATUSES[states[-1]]), number) for states, number in totals if number)
