"""What the columns of an uploaded list mean, and which of its rows can be invited."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from gocluster_events.registration.invitations.rules.codes import Guest
from gocluster_events.registration.people.rules.codes import FormOfAddress
from gocluster_events.text import email_key, fold, fold_german, text_refusal, tidy


class Column(Enum):
    """What a column can hold."""

    FORM_OF_ADDRESS = "form_of_address"
    TITLE = "title"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NAME = "name"  # first and last name in one cell
    EMAIL = "email"
    ORGANISATION = "organisation"
    LANGUAGE = "language"


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
    """A row with a problem; ``other`` is the row that has the same address before it."""

    number: int
    problem: LineErrorKind
    value: str = ""
    other: int = 0


@dataclass(frozen=True, slots=True)
class GuestListPlan:
    """What an import would do: whom it invites, whom it knows, and what it cannot read."""

    new: tuple[Guest, ...]
    invited: tuple[Guest, ...]
    registered: tuple[Guest, ...]
    faults: tuple[LineError, ...]
    respelled: int  # of those known, how many are written in another form


Table = Sequence[tuple[int, Sequence[str]]]
IsEmail = Callable[[str], bool]

_SYNONYMS: dict[Column, str] = {
    Column.FORM_OF_ADDRESS: "anrede formofaddress salutation geschlecht gender briefanrede anredeform mrms herrfrau",
    Column.TITLE: "titel title akademischertitel akadtitel academictitle grad degree namenszusatz titelakademisch",
    Column.FIRST_NAME: "vorname firstname givenname forename vornamen rufname given first",
    Column.LAST_NAME: "nachname lastname surname familienname familyname zuname last family",
    Column.NAME: "name fullname vollername ansprechpartner ansprechperson kontakt contact person vorundnachname "
    "vornamenachname namevorname nachnamevorname teilnehmer teilnehmerin gast guest",
    Column.EMAIL: "email emailadresse mail mailadresse emailaddress mailaddress epost kontaktemail emaildienstlich "
    "eadresse emailgeschaeftlich mailto primaryemail",
    Column.ORGANISATION: "organisation organization institution firma unternehmen einrichtung company organisationname "
    "behoerde cluster clustername arbeitgeber employer ministerium verband affiliation institut firmenname",
    Column.LANGUAGE: "sprache language lang korrespondenzsprache sprachcode locale",
}
_MEANINGS = {word: column for column, words in _SYNONYMS.items() for word in words.split()}
_FORMS = {
    **dict.fromkeys(("frau", "fr", "ms", "mrs", "miss", "w", "f", "weiblich", "female"), FormOfAddress.MS),
    **dict.fromkeys(("herr", "herrn", "hr", "mr", "m", "maennlich", "male"), FormOfAddress.MR),
    **dict.fromkeys(("keine", "keineanrede", "divers", "d", "none", "ohne", "x"), FormOfAddress.NONE),
}
_LANGUAGES = {
    **dict.fromkeys(("de", "deutsch", "german", "ger", "deu", "dede"), "de"),
    **dict.fromkeys(("en", "englisch", "english", "eng", "engb", "enus"), "en"),
}
_TITLES = re.compile(  # Prof. Dr. h. c. mult., Dipl.-Ing.
    r"^((?:(?:Prof|Dr|Dipl|PD|Mag)\b[.\s\u2013-]*"
    r"(?:(?:(?:Ing|habil|rer|med|phil|nat|jur|pol|oec|mult)\.|h\.\s*c\.)[\s-]*)*)+)",
    re.IGNORECASE,
)
_PARTICLES = frozenset({"von", "van", "de", "der", "den", "zu", "zur", "vom", "la", "le", "di", "da", "ten", "ter"})
_LIMITS = {"title": 60, "first_name": 100, "last_name": 100, "email": 254, "organisation": 200}


def guess(rows: Table) -> tuple[bool, dict[int, Column]]:
    """Whether the first row names the columns, and what each column probably holds."""
    head = rows[0][1] if rows else ()
    named = {index: _MEANINGS[key] for index, cell in enumerate(head) if (key := _key(cell)) in _MEANINGS}
    has_header = bool(named) and not any("@" in cell for cell in head)
    mapping: dict[int, Column] = {}
    for index, column in named.items() if has_header else ():
        if column not in mapping.values():
            mapping[index] = column
    if Column.EMAIL not in mapping.values():
        mapping |= _column_of_addresses(rows)
    if Column.LAST_NAME in mapping.values():
        mapping = {index: column for index, column in mapping.items() if column is not Column.NAME}
    return has_header, mapping


def _column_of_addresses(rows: Table) -> dict[int, Column]:
    counts: dict[int, int] = {}
    for _number, cells in rows[:50]:
        for index, cell in enumerate(cells):
            counts[index] = counts.get(index, 0) + ("@" in cell)
    best = max(counts, key=lambda index: counts[index], default=None)
    return {best: Column.EMAIL} if best is not None and counts[best] else {}


def _key(cell: str) -> str:
    return re.sub(r"[^a-z]", "", fold_german(cell))


def lacking(mapping: Mapping[int, Column]) -> Column | None:
    """The first required column that the mapping lacks; None when it has all of them."""
    columns = set(mapping.values())
    if Column.EMAIL not in columns:
        return Column.EMAIL
    return None if columns & {Column.NAME, Column.LAST_NAME} else Column.LAST_NAME


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
    """Reads rows in their order; an address that it has seen before is a fault."""

    def __init__(self, mapping: Mapping[int, Column], is_email: IsEmail) -> None:
        self.mapping, self.is_email = mapping, is_email
        self.seen: dict[str, int] = {}

    def read(self, number: int, cells: Sequence[str]) -> Guest | LineError:
        """The guest whom the row names, or the first fault that prevents the invitation."""
        texts = {column: tidy(cells[index]) for index, column in self.mapping.items() if index < len(cells)}
        code_fault = _language(number, texts) or _form(number, texts)
        guest = _guest(texts)
        fault = code_fault or self._address(number, guest) or _texts(number, guest)
        if fault is None:
            self.seen[email_key(guest.email)] = number
        return fault or guest

    def _address(self, number: int, guest: Guest) -> LineError | None:
        if not guest.email:
            return LineError(number, LineErrorKind.NO_EMAIL)
        if len(guest.email) > _LIMITS["email"] or not self.is_email(guest.email):
            return LineError(number, LineErrorKind.BAD_EMAIL, guest.email)
        other = self.seen.get(email_key(guest.email))
        return LineError(number, LineErrorKind.TWICE, guest.email, other) if other else None


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
    key = _key(value)
    return LineError(number, LineErrorKind.BAD_FORM_OF_ADDRESS, value) if key and key not in _FORMS else None


def _language(number: int, texts: Mapping[Column, str]) -> LineError | None:
    value = texts.get(Column.LANGUAGE, "")
    key = _key(value)
    return LineError(number, LineErrorKind.BAD_LANGUAGE, value) if key and key not in _LANGUAGES else None


def _guest(texts: Mapping[Column, str]) -> Guest:
    guest = Guest(
        form_of_address=_FORMS.get(_key(texts.get(Column.FORM_OF_ADDRESS, ""))),
        title=texts.get(Column.TITLE, ""),
        first_name=texts.get(Column.FIRST_NAME, ""),
        last_name=texts.get(Column.LAST_NAME, ""),
        email=texts.get(Column.EMAIL, "").removeprefix("mailto:").strip("<> "),
        organisation=texts.get(Column.ORGANISATION, ""),
        language=_LANGUAGES.get(_key(texts.get(Column.LANGUAGE, "")), ""),
    )
    return guest if guest.last_name else _with_name(guest, texts.get(Column.NAME, ""))


def _with_name(guest: Guest, name: str) -> Guest:
    """First and last name out of one cell: "Frau Dr. Ada von Muster" or "von Muster, Ada"."""
    words = name.split()
    if words and _key(words[0]) in _FORMS and len(words[0]) > 1 and len(words) > 1:
        guest = replace(guest, form_of_address=guest.form_of_address or _FORMS[_key(words[0])])
        name = " ".join(words[1:])
    last, comma, first = name.partition(",")
    if comma:
        name = first.strip()
    title = _TITLES.match(name)
    if title:
        guest = replace(guest, title=guest.title or title[1].strip(" -–"))
        name = name[title.end() :].strip()
    if comma:
        return replace(guest, first_name=name, last_name=last.strip())
    parts = name.split()
    cut = len(parts) - 1
    while cut > 1 and fold(parts[cut - 1]) in _PARTICLES:
        cut -= 1
    return replace(guest, first_name=" ".join(parts[: max(cut, 0)]), last_name=" ".join(parts[max(cut, 0) :]))
