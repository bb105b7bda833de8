"""What a file says of a programme, in its own words and in the words that programs use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from gocluster_events.core import text
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, PersonStatus, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable


class Column(Enum):
    """What a file can say of an item."""

    ID = "id"
    CODE = "code"
    KIND = "kind"
    TITLE_DE = "title_de"
    TITLE_EN = "title_en"
    DAY = "day"
    START = "start"
    LENGTH = "length"
    ROOM = "room"
    TRACK = "track"
    LANGUAGE = "language"
    PEOPLE = "people"
    SEATS = "seats"
    VISIBILITY = "visibility"
    SIGN_UP = "sign_up"
    STREAM = "stream"
    DO_NOT_RECORD = "do_not_record"
    SUMMARY_DE = "summary_de"
    SUMMARY_EN = "summary_en"
    ABSTRACT_DE = "abstract_de"
    ABSTRACT_EN = "abstract_en"
    LINKS = "links"


class PersonColumn(Enum):
    """What a file can say of a person."""

    ID = "id"
    TITLE = "title"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    POSITION_DE = "position_de"
    POSITION_EN = "position_en"
    ORGANISATION = "organisation"
    EMAIL = "email"
    STATUS = "status"
    BIOGRAPHY_DE = "biography_de"
    BIOGRAPHY_EN = "biography_en"


@dataclass(frozen=True, slots=True)
class SourceAppearance:
    """Somebody whom an item names; ``part`` is empty where the file has none, ``absent`` who is stood in for."""

    name: str
    key: str = ""
    part: str = ""
    absent: str = ""
    absent_key: str = ""
    biography: str = ""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """An item of the file. ``values`` holds only what the file says; ``people`` None: it does not say who appears.

    ``number``: its row, else which one of the file it is.
    """

    number: int
    values: Mapping[Column, str]
    people: tuple[SourceAppearance, ...] | None = None


@dataclass(frozen=True, slots=True)
class SourcePerson:
    """A person of the file."""

    number: int
    values: Mapping[PersonColumn, str]


@dataclass(frozen=True, slots=True)
class Source:
    """All that a file says.

    ``is_table``: it is our own form, whose numbers are rows and whose words are exact. ``is_ours``: we wrote it, in
    ``language``. ``zone``: whose clocks it means where it does not say; empty: the venue's.
    """

    items: tuple[SourceItem, ...]
    people: tuple[SourcePerson, ...] = ()
    language: str = "de"
    zone: str = ""
    is_table: bool = False
    is_ours: bool = False
    left_out: tuple[int, ...] = ()  # items that the file itself calls cancelled
    repeated: tuple[int, ...] = ()  # items that take place more than once, of which the first is taken


def to_json(source: Source) -> dict[str, Any]:
    """The source as JSON values: only objects, lists, texts, numbers and booleans."""
    return {
        "items": [
            [item.number, _plain(item.values), None if item.people is None else [_list(each) for each in item.people]]
            for item in source.items
        ],
        "people": [[person.number, _plain(person.values)] for person in source.people],
        "language": source.language,
        "zone": source.zone,
        "is_table": source.is_table,
        "is_ours": source.is_ours,
        "left_out": list(source.left_out),
        "repeated": list(source.repeated),
    }


def from_json(document: Mapping[str, Any]) -> Source:
    """The source that `to_json` was given."""
    return Source(
        items=tuple(
            SourceItem(
                number,
                {Column(name): value for name, value in values.items()},
                None if people is None else tuple(SourceAppearance(*each) for each in people),
            )
            for number, values, people in document["items"]
        ),
        people=tuple(
            SourcePerson(number, {PersonColumn(name): value for name, value in values.items()})
            for number, values in document["people"]
        ),
        language=document["language"],
        zone=document["zone"],
        is_table=document["is_table"],
        is_ours=document["is_ours"],
        left_out=tuple(document["left_out"]),
        repeated=tuple(document["repeated"]),
    )


def _plain(values: Mapping[Any, str]) -> dict[str, str]:
    return {column.value: value for column, value in values.items()}


def _list(named: SourceAppearance) -> list[str]:
    return [named.name, named.key, named.part, named.absent, named.absent_key, named.biography]


_KINDS = {
    "lecture": Kind.TALK, "vortrag": Kind.TALK, "presentation": Kind.TALK, "long talk": Kind.TALK,
    "lightning talk": Kind.IMPULSE, "lightningtalk": Kind.IMPULSE, "short talk": Kind.IMPULSE, "podium": Kind.PANEL,
    "panel": Kind.PANEL, "podiumsdiskussion": Kind.PANEL, "discussion": Kind.PANEL, "opening": Kind.WELCOME,
    "break": Kind.COFFEE, "pause": Kind.COFFEE, "kaffee": Kind.COFFEE, "mittag": Kind.LUNCH, "tutorial": Kind.WORKSHOP,
    "poster": Kind.POSTERS, "party": Kind.GET_TOGETHER, "pitch": Kind.PITCHES,
}  # fmt: skip
_LANGUAGES = {"de": SpokenLanguage.GERMAN, "en": SpokenLanguage.ENGLISH, "de en": SpokenLanguage.BOTH}
_LONGEST_TAG = 12


def comparable(value: str) -> str:
    """A word as it is compared: without case, accents, and what is no letter or digit."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.fold(value)).split())


def word_key(value: str) -> str:
    """A word for one of our codes as it is compared; one without letters and digits is its signs."""
    return comparable(value) or value.strip()


def no_cast(_item: Item, _timetable: Timetable) -> tuple[str, ...]:
    """No text: the default of `Vocabulary.casts`, for descriptions that name nobody."""
    return ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a file may use for our codes.

    ``casts``: an item's people as a calendar's description begins with them. ``members``: what a title ends with
    where the item is for members only. ``no_room``: what stands where a room is still open. ``standing_in``: what
    stands between somebody and who is stood in for.
    """

    heads: Mapping[str, Column] = field(default_factory=dict)
    person_heads: Mapping[str, PersonColumn] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    languages: Mapping[str, SpokenLanguage] = field(default_factory=dict)
    visibilities: Mapping[str, Visibility] = field(default_factory=dict)
    sign_ups: Mapping[str, SignUp] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    statuses: Mapping[str, PersonStatus] = field(default_factory=dict)
    standing_in: tuple[str, ...] = ()
    no_room: frozenset[str] = frozenset()
    room_words: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    casts: Callable[[Item, Timetable], tuple[str, ...]] = no_cast

    def kind(self, word: str) -> Kind | None:
        """The kind that a word means, ours or another program's."""
        key = word_key(word)
        return (
            self.kinds.get(key)
            or _KINDS.get(key)
            or next((each for each in Kind if comparable(each.value) == key), None)
        )

    def part(self, word: str) -> Part | None:
        """The part that a word means."""
        key = word_key(word)
        return self.parts.get(key) or next((each for each in Part if comparable(each.value) == key), None)

    def language(self, word: str) -> SpokenLanguage | None:
        """A language by its name or tag, such as de or de-formal."""
        key = word_key(word)
        known = self.languages.get(key) or _LANGUAGES.get(key)
        return known or (_LANGUAGES.get(key.split()[0]) if key and len(key) <= _LONGEST_TAG else None)

    def visibility(self, word: str) -> Visibility | None:
        """The visibility that a word means."""
        key = word_key(word)
        return self.visibilities.get(key) or next((each for each in Visibility if each.value == key), None)

    def sign_up(self, word: str) -> SignUp | None:
        """The way to sign up that a word means."""
        key = word_key(word)
        return self.sign_ups.get(key) or next((each for each in SignUp if each.value == key), None)

    def status(self, word: str) -> PersonStatus | None:
        """The answer that a word means: whether somebody takes part."""
        key = word_key(word)
        return self.statuses.get(key) or next((each for each in PersonStatus if each.value == key), None)
