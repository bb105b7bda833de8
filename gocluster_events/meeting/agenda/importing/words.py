"""Labels and sentences for taking a file into the draft, and the words that a file may use for our codes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

from gocluster_events.core.i18n import LazyString, _, _l, _n, day, force_locale
from gocluster_events.core.sheets.limits import FileError as FileFault
from gocluster_events.core.text import LANGUAGES as SITE_LANGUAGES, fold, shortened
from gocluster_events.core.web.words import FILE_ERRORS
from gocluster_events.meeting.agenda.importing.rules.missing_days import DayChoice, MissingDay
from gocluster_events.meeting.agenda.importing.rules.plan import ImportRefusal
from gocluster_events.meeting.agenda.importing.rules.problems import EntryError, EntryErrorKind
from gocluster_events.meeting.agenda.importing.rules.unknown import UnknownWord, WordField
from gocluster_events.meeting.agenda.rules.codes import Visibility
from gocluster_events.meeting.agenda.rules.source import Column, PersonColumn, Vocabulary, comparable
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.rules.uploads import UploadState
from gocluster_events.meeting.agenda.words.people import PERSON_STATUSES
from gocluster_events.meeting.agenda.words.programme import KINDS, LANGUAGES, PARTS, SIGN_UPS, VISIBILITIES, cast

Code = TypeVar("Code", bound=Enum)

COLUMNS: dict[Column, LazyString] = {
    Column.ID: _l("ID"),
    Column.CODE: _l("Code"),
    Column.KIND: _l("Kind"),
    Column.TITLE_DE: _l("Title, German"),
    Column.TITLE_EN: _l("Title, English"),
    Column.DAY: _l("Day"),
    Column.START: _l("Start"),
    Column.LENGTH: _l("Length in minutes"),
    Column.ROOM: _l("Room"),
    Column.TRACK: _l("Track"),
    Column.LANGUAGE: _l("Language"),
    Column.PEOPLE: _l("People"),
    Column.SEATS: _l("Places"),
    Column.VISIBILITY: _l("Visibility"),
    Column.SIGN_UP: _l("Booking of places"),
    Column.STREAM: _l("Is streamed"),
    Column.DO_NOT_RECORD: _l("Not recorded"),
    Column.SUMMARY_DE: _l("Short text, German"),
    Column.SUMMARY_EN: _l("Short text, English"),
    Column.ABSTRACT_DE: _l("Description, German"),
    Column.ABSTRACT_EN: _l("Description, English"),
    Column.LINKS: _l("Links"),
}

PERSON_COLUMNS: dict[PersonColumn, LazyString] = {
    PersonColumn.ID: _l("ID"),
    PersonColumn.TITLE: _l("Title"),
    PersonColumn.FIRST_NAME: _l("First name"),
    PersonColumn.LAST_NAME: _l("Last name"),
    PersonColumn.POSITION_DE: _l("Position, German"),
    PersonColumn.POSITION_EN: _l("Position, English"),
    PersonColumn.ORGANISATION: _l("Organisation"),
    PersonColumn.EMAIL: _l("E-mail"),
    PersonColumn.STATUS: _l("Participation"),
    PersonColumn.BIOGRAPHY_DE: _l("Biography, German"),
    PersonColumn.BIOGRAPHY_EN: _l("Biography, English"),
}

ENTRY_ERRORS: dict[EntryErrorKind, LazyString] = {
    EntryErrorKind.NO_TITLE: _l("The title is missing."),
    EntryErrorKind.NO_TIME: _l("“%(value)s” is not a date and time."),
    EntryErrorKind.NO_LOCAL_TIME: _l("“%(value)s” does not exist on that day: the clocks go forward."),
    EntryErrorKind.BAD_LENGTH: _l("“%(value)s” is not a length between 1 minute and 24 hours."),
    EntryErrorKind.BAD_SEATS: _l("“%(value)s” is not a number of places."),
    EntryErrorKind.BAD_CODE: _l("“%(value)s” is not a code. Write letters and a number, for example A1."),
    EntryErrorKind.BAD_KIND: _l("“%(value)s” is not a kind of item. The help sheet lists all of them."),
    EntryErrorKind.BAD_LANGUAGE: _l("“%(value)s” is not a language of an item. The help sheet lists all of them."),
    EntryErrorKind.BAD_VISIBILITY: _l("“%(value)s” is not a visibility setting. The help sheet lists all of them."),
    EntryErrorKind.BAD_SIGN_UP: _l("“%(value)s” is not a kind of booking. The help sheet lists all of them."),
    EntryErrorKind.BAD_ANSWER: _l("“%(value)s” is neither yes nor no."),
    EntryErrorKind.BAD_PART: _l("“%(value)s” is not a role. The help sheet lists all of them."),
    EntryErrorKind.BAD_EMAIL: _l("“%(value)s” is not an e-mail address."),
    EntryErrorKind.BAD_STATUS: _l("“%(value)s” is not a status of participation. The help sheet lists all of them."),
    EntryErrorKind.NO_NAME: _l("A name is missing."),
    EntryErrorKind.TWICE: _l("The same item already appears as number %(value)s."),
    EntryErrorKind.CUT: _l("“%(value)s …” is too long and is shortened."),
    EntryErrorKind.CLEANED: _l("“%(value)s” contains characters that cannot be saved. They are left out."),
    EntryErrorKind.UNKNOWN_KIND: _l("“%(value)s” is not a known kind. A new item becomes a talk."),
    EntryErrorKind.UNKNOWN_LANGUAGE: _l("“%(value)s” is not a known language. A new item is in German."),
    EntryErrorKind.NO_LENGTH: _l("The file does not give a length. It is set to 60 minutes."),
    EntryErrorKind.AMBIGUOUS: _l("“%(value)s” occurs twice that night. The first one is used."),
    EntryErrorKind.OTHER_OFFSET: _l("“%(value)s” is a different time at the venue. The time zone in the file is used."),
    EntryErrorKind.DISAGREES: _l("“%(value)s” contains two times. The one with the date is used."),
    EntryErrorKind.ROUNDED: _l("“%(value)s” is rounded down to the minute."),
    EntryErrorKind.ELSEWHERE: _l("It belongs to another event. This event gets an item of its own."),
    EntryErrorKind.NAMESAKES: _l("Several people are called “%(value)s”. The first one is used."),
    EntryErrorKind.CANCELLED: _l("The file marks it as cancelled. It is left out."),
    EntryErrorKind.REPEATS: _l("It takes place several times. The first date is used."),
    EntryErrorKind.BAD_LINK: _l("“%(value)s” is not a link with https:// or http://. It is left out."),
    EntryErrorKind.MANY_LINKS: _l("It has %(value)s links. The first 20 are used."),
}

ERROR_NAMES: dict[EntryErrorKind, LazyString] = {
    EntryErrorKind.NO_TITLE: _l("Without a title"),
    EntryErrorKind.NO_TIME: _l("No date and time"),
    EntryErrorKind.NO_LOCAL_TIME: _l("Time that does not exist"),
    EntryErrorKind.BAD_LENGTH: _l("Length that cannot be"),
    EntryErrorKind.BAD_SEATS: _l("No number of places"),
    EntryErrorKind.BAD_CODE: _l("No code"),
    EntryErrorKind.BAD_KIND: _l("Unknown kind"),
    EntryErrorKind.BAD_LANGUAGE: _l("Unknown language"),
    EntryErrorKind.BAD_VISIBILITY: _l("Unknown visibility"),
    EntryErrorKind.BAD_SIGN_UP: _l("Unknown kind of booking"),
    EntryErrorKind.BAD_ANSWER: _l("Neither yes nor no"),
    EntryErrorKind.BAD_PART: _l("Unknown role"),
    EntryErrorKind.BAD_EMAIL: _l("No e-mail address"),
    EntryErrorKind.BAD_STATUS: _l("Unknown participation"),
    EntryErrorKind.NO_NAME: _l("Without a name"),
    EntryErrorKind.TWICE: _l("Twice in the file"),
    EntryErrorKind.CUT: _l("Text is shortened"),
    EntryErrorKind.CLEANED: _l("Characters are left out"),
    EntryErrorKind.UNKNOWN_KIND: _l("Unknown kind"),
    EntryErrorKind.UNKNOWN_LANGUAGE: _l("Unknown language"),
    EntryErrorKind.NO_LENGTH: _l("Without a length"),
    EntryErrorKind.AMBIGUOUS: _l("Time that occurs twice"),
    EntryErrorKind.OTHER_OFFSET: _l("Time in another time zone"),
    EntryErrorKind.DISAGREES: _l("Two different times"),
    EntryErrorKind.ROUNDED: _l("Time is rounded"),
    EntryErrorKind.ELSEWHERE: _l("Belongs to another event"),
    EntryErrorKind.NAMESAKES: _l("Several people of one name"),
    EntryErrorKind.CANCELLED: _l("Cancelled in the file"),
    EntryErrorKind.REPEATS: _l("Takes place several times"),
    EntryErrorKind.BAD_LINK: _l("Link is left out"),
    EntryErrorKind.MANY_LINKS: _l("More than 20 links"),
}

WORD_FIELDS: dict[WordField, LazyString] = {
    WordField.KIND: _l("Kind"),
    WordField.LANGUAGE: _l("Language"),
    WordField.VISIBILITY: _l("Visibility"),
    WordField.SIGN_UP: _l("Booking of places"),
    WordField.PART: _l("Role"),
    WordField.STATUS: _l("Participation"),
}

MEANINGS: dict[Any, LazyString] = {**KINDS, **LANGUAGES, **VISIBILITIES, **SIGN_UPS, **PARTS, **PERSON_STATUSES}

DAY_CHOICES: dict[DayChoice, LazyString] = {
    DayChoice.MAIN: _l("Day of the event"),
    DayChoice.SIDE: _l("Side programme"),
    DayChoice.NONE: _l("Do not add"),
}

HINT_HEADS = (_l("Place in the file"), _l("What happens"), _l("Item or person"), _l("What it is about"), _l("Hint"))

IMPORT_REFUSALS: dict[ImportRefusal, LazyString] = {
    ImportRefusal.GONE: _l("This file has already been imported, or it has been deleted."),
    ImportRefusal.PROBLEMS: _l("Some entries have errors. Correct the file and upload it again, or leave them out."),
    ImportRefusal.NOTHING_NEW: _l("The draft already contains all of this. There is nothing to import."),
    ImportRefusal.NO_PROGRAMME: _l(
        "This file contains no programme. Choose a schedule.xml, a schedule.json, a calendar (.ics) or our Excel form."
    ),
    ImportRefusal.NO_ITEMS: _l("This file contains no programme item."),
    ImportRefusal.TOO_MANY: _l("This file contains more than 5,000 entries. Split it into several files."),
    ImportRefusal.UNREADABLE: _l("This file could not be read. Export it again, or in another format."),
}

PROGRAMME_FILE_ERRORS: dict[FileFault, LazyString] = {  # where a programme needs another sentence than a table
    FileFault.TOO_HEAVY: _l("This file is larger than 5 MB. Split it into several files."),
    FileFault.TOO_LARGE: _l("This file is too large or too deeply nested to be read. Split it into several files."),
    FileFault.WRONG_KIND: IMPORT_REFUSALS[ImportRefusal.NO_PROGRAMME],
    FileFault.LONG_CELL: _l("Row %(row)d: A cell contains more than 32,767 characters. Shorten it."),
}

DAMAGED_LINE = _l(
    "Line %(row)d: The file is damaged or contains something that does not belong in a schedule. Export it again."
)
LEAVE_OUT_ENTRIES = _l("Tick the box to leave out these entries, or correct the file and upload it again.")


def error_sentence(fault: EntryError) -> str:
    """The sentence that says what is wrong with an entry; the page names the entry before it."""
    return str(ENTRY_ERRORS[fault.problem]) % {"value": fault.value}


def error_place(fault: EntryError, *, is_table: bool) -> str:
    """Where the faulty entry stands: a row of the table, or which entry of the file."""
    if fault.is_person:
        return _("People, row %(row)d", row=fault.number)
    return str(_("Row %(row)d", row=fault.number) if is_table else _("Entry %(number)d", number=fault.number))


def hint_row(fault: EntryError, *, is_table: bool) -> tuple[str, ...]:
    """A row of the list of all errors and hints, under `HINT_HEADS`."""
    happens = _("Not imported") if fault.is_error else _("To be checked")
    where, what = error_place(fault, is_table=is_table), str(ERROR_NAMES[fault.problem])
    return where, happens, fault.name, what, error_sentence(fault)


def word_label(word: UnknownWord) -> str:
    """The unknown word, of what it speaks, and how often it stands in the file."""
    field = str(WORD_FIELDS[word.field])
    return _n("%(field)s “%(word)s”, %(num)d time", "%(field)s “%(word)s”, %(num)d times", word.number,
              field=field, word=shortened(word.word, 60))  # fmt: skip


def day_label(missing: MissingDay) -> str:
    """The day, its hours, and how much of the file takes place then."""
    return _n(
        "%(day)s, %(opens)s to %(closes)s, %(num)d item", "%(day)s, %(opens)s to %(closes)s, %(num)d items",
        missing.items, day=day(missing.date), opens=f"{missing.opens:%H:%M}", closes=f"{missing.closes:%H:%M}",
    )  # fmt: skip


def vocabulary() -> Vocabulary:
    """The words that a file may use for our codes, in both languages."""
    members = tuple(dict.fromkeys(_in_each(lambda: _("%(title)s (members only)", title="").strip())))
    return Vocabulary(
        heads=_read(COLUMNS),
        person_heads=_read(PERSON_COLUMNS),
        kinds=_read(KINDS),
        parts=_read(PARTS),
        languages=_read(LANGUAGES),
        visibilities=_read(VISIBILITIES) | {comparable(word): Visibility.MEMBERS for word in _in_each(_members_only)},
        sign_ups=_read(SIGN_UPS),
        answers={comparable(word): True for word in (*_in_each(lambda: _("yes")), "x", "1", "true", "wahr")}
        | {comparable(word): False for word in (*_in_each(lambda: _("no")), "0", "false", "falsch", "–")},
        no_room=frozenset(" ".join(fold(word).split()) for word in _in_each(lambda: _("Room to be announced"))),
        room_words=tuple(_in_each(lambda: _("Room %(name)s", name="").strip())),
        members=members,
        casts=_casts,
        statuses=_read(PERSON_STATUSES),
        standing_in=tuple(_in_each(lambda: _("(standing in for %(absent)s)", absent="").strip("() "))),
    )


def _members_only() -> str:
    return _("Members only")


def _casts(item: Item, timetable: Timetable) -> tuple[str, ...]:
    return tuple(_in_each(lambda: cast(item, timetable)))


def _in_each(word: Callable[[], str]) -> Iterator[str]:
    for language in SITE_LANGUAGES:
        with force_locale(language):
            yield str(word())


def _read(table: Mapping[Code, LazyString]) -> dict[str, Code]:
    """The codes by their words, in both languages."""
    codes_by_word: dict[str, Code] = {}
    for language in SITE_LANGUAGES:
        with force_locale(language):
            codes_by_word |= {comparable(str(label)): code for code, label in table.items()}
    return codes_by_word


UPLOAD_STATES: dict[UploadState, LazyString] = {
    UploadState.QUEUED: _l("The file is waiting to be read"),
    UploadState.RUNNING: _l("The file is being read"),
    UploadState.READ: _l("The file has been read"),
    UploadState.REFUSED: _l("The file was not read"),
}


def upload_error(fault: Sequence[Any]) -> str:
    """Why an uploaded file is refused, as it was stored."""
    if len(fault) == 1:
        return str(IMPORT_REFUSALS[ImportRefusal(fault[0])])
    return file_error(FileFault(fault[0]), *fault[1:])


def file_error(fault: FileFault, row: int, cell: str = "") -> str:
    """Why the file cannot be read, and in which row, line or cell."""
    if fault is FileFault.DAMAGED and row:
        return str(DAMAGED_LINE) % {"row": row}
    return str({**FILE_ERRORS, **PROGRAMME_FILE_ERRORS}[fault]) % {"row": row, "cell": cell}
