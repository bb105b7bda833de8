"""Title and text of an item as one of its people would like them: proposed, accepted as a step, or declined."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from hashlib import sha256

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.timetable import Item, Person


class SuggestionState(Enum):
    """What became of a suggested text."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class SuggestionRefusal(Enum):
    """Why a text cannot be suggested or answered."""

    NOT_WANTED = "not_wanted"  # the edition takes none
    NOT_THEIRS = "not_theirs"  # they are not in the item any more
    UNCHANGED = "unchanged"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Texts:
    """What somebody would like an item to say."""

    title: Localized
    abstract: Localized


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested text with its item and its author as they are now; ``digest`` names the text that the author saw."""

    id: int
    item: Item
    author: Person
    texts: Texts
    state: SuggestionState
    reason: str
    digest: str
    created_at: datetime
    revision: int

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to answer it."""
        return self.state is SuggestionState.OPEN

    @property
    def is_outdated(self) -> bool:
        """Whether the item says something else by now than when the text was suggested."""
        return self.digest != digest(self.item)


def texts_of(item: Item) -> Texts:
    """What the item says."""
    return Texts(item.title, item.abstract)


def digest(item: Item) -> str:
    """Names what the item says: another text has another name."""
    parts = (item.title.de, item.title.en, item.abstract.de, item.abstract.en)
    return sha256("\0".join(parts).encode()).hexdigest()


def change_to(item: Item, texts: Texts) -> Change:
    """What makes the item say it."""
    return Change(item, replace(item, title=texts.title, abstract=texts.abstract))
