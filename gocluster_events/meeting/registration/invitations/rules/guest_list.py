"""Which rows of an uploaded list can be invited, and how the list is to be read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from gocluster_events.core.sheets.limits import MOST_CHARACTERS, Row, cell_name
from gocluster_events.core.text import email_key, text_refusal, tidy
from gocluster_events.meeting.registration.invitations.rules.cells import Address, addresses, spoken_to, with_name
from gocluster_events.meeting.registration.invitations.rules.codes import Guest
from gocluster_events.meeting.registration.invitations.rules.heads import Column, key


class LineErrorKind(Enum):
    """Why a row cannot be invited."""

    NO_EMAIL = "no_email"
    BAD_EMAIL = "bad_email"
    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    BAD_TEXT = "bad_text"
    BAD_FORM_OF_ADDRESS = "bad_form_of_address"
    BAD_LANGUAGE = "bad_language"
    TWICE = "twice"
    UNSAVED_FORMULA = "unsaved_formula"
    WRONG_VALUE = "wrong_value"  # of a formula


class KnownAddress(Enum):
    """What is known of an address already."""

    INVITED = "invited"
    REGISTERED = "registered"


class ImportState(Enum):
    """How far the import of a list has come."""

    UPLOADED = "uploaded"
    QUEUED = "queued"  # the worker takes it up next
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class ListRefusal(Enum):
    """Why a list or a single invitation is refused."""

    TOO_LATE = "too_late"
    PROBLEMS = "problems"
    NOBODY_NEW = "nobody_new"
    NO_ADDRESSES = "no_addresses"
    NO_NAMES = "no_names"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class LineError:
    """A row with a problem; ``other`` is the row that has the same address before it, ``cell`` where it stands."""

    number: int
    problem: LineErrorKind
    value: str = ""
    other: int = 0
    cell: str = ""


@dataclass(frozen=True, slots=True)
class SeveralAddresses:
    """A row whose cell has more than one address."""

    number: int
    emails: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a list is read: what its columns hold, by number from 0, and which of its rows and addresses count.

    ``head_row`` is the number of the row that names the columns, 0 for none: whatever stands above is left out.
    """

    mapping: Mapping[int, Column] = field(default_factory=dict)
    head_row: int = 0
    takes_hidden: bool = False
    takes_each_address: bool = True

    def rows(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that are read."""
        return [row for row in self.below(rows) if self.takes_hidden or not row.is_hidden]

    def below(self, rows: Iterable[Row]) -> list[Row]:
        """The rows below the names of the columns, hidden ones too."""
        return [row for row in rows if row.number > self.head_row]


@dataclass(frozen=True, slots=True)
class GuestListPlan:
    """What an import would do: whom it invites, whom it knows, and what it cannot read."""

    new: tuple[Guest, ...]
    invited: tuple[Guest, ...]
    registered: tuple[Guest, ...]
    faults: tuple[LineError, ...]
    respelled: int  # of those known, how many are written in another form
    several: tuple[SeveralAddresses, ...] = ()


IsEmail = Callable[[str], bool]

_LANGUAGES = {
    **dict.fromkeys(("de", "deutsch", "german", "ger", "deu", "dede"), "de"),
    **dict.fromkeys(("en", "englisch", "english", "eng", "engb", "enus"), "en"),
}
_LIMITS = {"title": 60, "first_name": 100, "last_name": 100, "email": 254, "organisation": 200}


_WRONG_VALUES = frozenset(  # what a spreadsheet shows where a formula has failed
    {"#N/A", "#NV", "#REF!", "#BEZUG!", "#VALUE!", "#WERT!", "#NAME?", "#DIV/0!", "#NUM!", "#ZAHL!", "#NULL!"}
)


def lacking(mapping: Mapping[int, Column], rows: Sequence[Row]) -> Column | None:
    """The first required column that the mapping lacks; None when it has all of them.

    Names may stand with the addresses: "Kim Voss" <kim@example.org>.
    """
    columns = set(mapping.values())
    if Column.EMAIL not in columns:
        return Column.EMAIL
    if columns & {Column.NAME, Column.LAST_NAME}:
        return None
    index = next(index for index, column in mapping.items() if column is Column.EMAIL)
    has_names = any(each.name for row in rows for each in addresses(_cell(row, index)))
    return None if has_names else Column.LAST_NAME


def several_addresses(rows: Iterable[Row]) -> list[int]:
    """The numbers of the rows in which a cell has more than one address, whatever its column holds."""
    return [
        row.number for row in rows if any(cell.count("@") > 1 and len(addresses(tidy(cell))) > 1 for cell in row.cells)
    ]


def plan(
    rows: Iterable[Guest | LineError], known: Mapping[str, tuple[KnownAddress, str]],
) -> GuestListPlan:  # fmt: skip
    """The rows as new, invited, registered or faulty; ``known`` has state and spelling of known addresses by key."""
    groups: dict[KnownAddress | None, list[Guest]] = {None: [], KnownAddress.INVITED: [], KnownAddress.REGISTERED: []}
    faults: list[LineError] = []
    respelled = 0
    for row in rows:
        if isinstance(row, LineError):
            faults.append(row)
            continue
        kind, spelling = known.get(email_key(row.email), (None, row.email))
        respelled += spelling != row.email
        groups[kind].append(row)
    new, invited, registered = (tuple(groups[kind]) for kind in (None, *KnownAddress))
    return GuestListPlan(new, invited, registered, tuple(faults), respelled)


class Reader:
    """Reads rows in their order; an address that it has seen before is a fault.

    ``several`` has the rows with more than one address that were read so far.
    """

    def __init__(self, reading: Reading, is_email: IsEmail) -> None:
        self.reading, self.is_email = reading, is_email
        self.seen: dict[str, int] = {}
        self.several: list[SeveralAddresses] = []

    def read(self, row: Row) -> list[Guest | LineError]:
        """The guests whom the row names, one for each address, each as the first fault where it has one."""
        columns = {column: index for index, column in self.reading.mapping.items()}
        texts = {column: tidy(_cell(row, index)) for column, index in columns.items()}
        fault = _formula(row, columns) or _language(row.number, texts) or _form(row.number, texts)
        if fault is not None:
            return [fault]
        guest, written = _guest(texts), addresses(texts.get(Column.EMAIL, ""))
        if not written:
            return [LineError(row.number, LineErrorKind.NO_EMAIL)]
        if len(written) > 1:
            self.several.append(SeveralAddresses(row.number, tuple(each.email for each in written)))
        chosen = written if self.reading.takes_each_address else written[:1]
        return [self._checked(row.number, _at(guest, each, place)) for place, each in enumerate(chosen)]

    def _checked(self, number: int, guest: Guest) -> Guest | LineError:
        fault = self._address(number, guest.email) or _texts(number, guest)
        if fault is None:
            self.seen[email_key(guest.email)] = number
        return fault or guest

    def _address(self, number: int, email: str) -> LineError | None:
        key = email_key(email)
        if max(len(email), len(key)) > _LIMITS["email"] or not self.is_email(email):
            return LineError(number, LineErrorKind.BAD_EMAIL, email[:100])
        other = self.seen.get(key)
        return LineError(number, LineErrorKind.TWICE, email, other) if other else None


def _cell(row: Row, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""


def _formula(row: Row, columns: Mapping[Column, int]) -> LineError | None:
    """The first used cell whose formula shows nothing or has failed, or that holds more than any of its columns."""
    for index in sorted(columns.values()):
        cell, value = cell_name(row.number, index + 1), _cell(row, index)
        if index + 1 in row.unsaved:
            return LineError(row.number, LineErrorKind.UNSAVED_FORMULA, cell=cell)
        if value in _WRONG_VALUES:
            return LineError(row.number, LineErrorKind.WRONG_VALUE, value, cell=cell)
        if len(value) > MOST_CHARACTERS:
            return LineError(row.number, LineErrorKind.TOO_LONG, value[:100])
    return None


def _at(guest: Guest, address: Address, place: int) -> Guest:
    """The guest under one of the addresses of their row; names that stand with a further address are that one's."""
    if address.name and (place or not guest.last_name):
        unnamed = replace(guest, first_name="", last_name="")
        other = replace(unnamed, form_of_address=None, title="") if place else unnamed
        guest = with_name(other, address.name)
    return replace(guest, email=address.email)


def _texts(number: int, guest: Guest) -> LineError | None:
    if not guest.last_name:
        return LineError(number, LineErrorKind.NO_NAME, guest.email)
    for name, limit in _LIMITS.items():
        value = getattr(guest, name)
        if text_refusal(value, limit) is not None:
            return LineError(
                number, LineErrorKind.TOO_LONG if len(value) > limit else LineErrorKind.BAD_TEXT, value[:100]
            )
    return None


def _form(number: int, texts: Mapping[Column, str]) -> LineError | None:
    value = texts.get(Column.FORM_OF_ADDRESS, "")
    is_clear = spoken_to(value, texts.get(Column.LAST_NAME, "")) is not None
    return None if is_clear else LineError(number, LineErrorKind.BAD_FORM_OF_ADDRESS, value[:100])


def _language(number: int, texts: Mapping[Column, str]) -> LineError | None:
    value = texts.get(Column.LANGUAGE, "")
    word = key(value)
    return LineError(number, LineErrorKind.BAD_LANGUAGE, value[:100]) if word and word not in _LANGUAGES else None


def _guest(texts: Mapping[Column, str]) -> Guest:
    last_name, title = texts.get(Column.LAST_NAME, ""), texts.get(Column.TITLE, "")
    form, with_form = spoken_to(texts.get(Column.FORM_OF_ADDRESS, ""), last_name) or (None, "")
    in_title = spoken_to(title) if form is None else None
    if in_title is not None:
        form, title = in_title[0], in_title[1]
    guest = Guest(
        form_of_address=form,
        title=title or with_form,
        first_name=texts.get(Column.FIRST_NAME, ""),
        last_name=last_name,
        organisation=texts.get(Column.ORGANISATION, ""),
        language=_LANGUAGES.get(key(texts.get(Column.LANGUAGE, "")), ""),
    )
    return guest if last_name else with_name(guest, texts.get(Column.NAME, ""))
