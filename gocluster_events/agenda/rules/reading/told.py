"""What a file says of items and people, in its own words, whichever format it has; kept so until it is imported."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


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
    STREAM = "stream"
    SUMMARY_DE = "summary_de"
    SUMMARY_EN = "summary_en"
    ABSTRACT_DE = "abstract_de"
    ABSTRACT_EN = "abstract_en"


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
class Named:
    """Somebody whom an item names; ``part`` is empty where the file has none, ``absent`` who is stood in for."""

    name: str
    key: str = ""
    part: str = ""
    absent: str = ""
    absent_key: str = ""
    biography: str = ""


@dataclass(frozen=True, slots=True)
class ToldItem:
    """An item of the file. What is not in ``values`` is not said; ``people`` None: nor who appears.

    ``number``: its row, else which one of the file it is.
    """

    number: int
    values: Mapping[Column, str]
    people: tuple[Named, ...] | None = None


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """A person of the file."""

    number: int
    values: Mapping[PersonColumn, str]


@dataclass(frozen=True, slots=True)
class Told:
    """All that a file says.

    ``is_table``: it is our own form, whose numbers are rows and whose words are exact. ``is_ours``: we wrote it, in
    ``language``. ``zone``: whose clocks it means where it does not say; empty: the venue's.
    """

    items: tuple[ToldItem, ...]
    people: tuple[ToldPerson, ...] = ()
    language: str = "de"
    zone: str = ""
    is_table: bool = False
    is_ours: bool = False
    left_out: tuple[int, ...] = ()  # items that the file itself calls cancelled
    repeated: tuple[int, ...] = ()  # items that take place more than once, of which the first is taken


def to_json(told: Told) -> dict[str, Any]:
    """Only objects, lists, texts, numbers and booleans."""
    return {
        "items": [
            [item.number, _plain(item.values), None if item.people is None else [_list(each) for each in item.people]]
            for item in told.items
        ],
        "people": [[person.number, _plain(person.values)] for person in told.people],
        "language": told.language,
        "zone": told.zone,
        "is_table": told.is_table,
        "is_ours": told.is_ours,
        "left_out": list(told.left_out),
        "repeated": list(told.repeated),
    }


def from_json(document: Mapping[str, Any]) -> Told:
    """What `to_json` was given."""
    return Told(
        items=tuple(
            ToldItem(
                number,
                {Column(name): value for name, value in values.items()},
                None if people is None else tuple(Named(*each) for each in people),
            )
            for number, values, people in document["items"]
        ),
        people=tuple(
            ToldPerson(number, {PersonColumn(name): value for name, value in values.items()})
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


def _list(named: Named) -> list[str]:
    return [named.name, named.key, named.part, named.absent, named.absent_key, named.biography]
