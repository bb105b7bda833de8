"""Sentences and labels for invitations and the lists they come from."""

from collections.abc import Iterable

from gocluster_events.core.i18n import LazyString, _, _l, _n
from gocluster_events.core.sheets.limits import FileError, Row, Sheet, Unreadable, column_letter
from gocluster_events.core.web.words import UNSAVED_FORMULA, file_error
from gocluster_events.meeting.registration.invitations.rules import guest_list
from gocluster_events.meeting.registration.invitations.rules.codes import Answer, Mailing, Stage
from gocluster_events.meeting.registration.invitations.rules.heads import Column
from gocluster_events.meeting.registration.invitations.rules.promises import Promise

MOST_SPANS = 12

STAGES: dict[Stage, LazyString] = {
    Stage.NEW: _l("Not sent yet"),
    Stage.SENT: _l("Invited"),
    Stage.OPENED: _l("Link opened"),
    Stage.BOUNCED: _l("Not delivered"),
    Stage.DECLINED: _l("Cannot come"),
    Stage.REGISTERED: _l("Registered"),
    Stage.CONFIRMED: _l("Confirmed"),
}

STAGE_LOOKS: dict[Stage, tuple[str, str]] = {  # tone and sign
    Stage.NEW: ("muted", "clock"),
    Stage.SENT: ("muted", "plane"),
    Stage.OPENED: ("info", "eye"),
    Stage.BOUNCED: ("danger", "cross"),
    Stage.DECLINED: ("muted", "minus"),
    Stage.REGISTERED: ("info", "tray"),
    Stage.CONFIRMED: ("success", "tick"),
}

MAILINGS: dict[Mailing, LazyString] = {
    Mailing.INVITATION: _l("Send invitations"),
    Mailing.REMINDER: _l("Send a reminder"),
}

ANSWERS: dict[Answer, LazyString] = {
    Answer.COME: _l("Register now"),
    Answer.DECLINE: _l("I cannot come"),
    Answer.DECIDE_AGAIN: _l("Withdraw my answer"),
}

COLUMNS: dict[Column, LazyString] = {
    Column.FORM_OF_ADDRESS: _l("Ms/Mr"),
    Column.TITLE: _l("Title"),
    Column.FIRST_NAME: _l("First name"),
    Column.LAST_NAME: _l("Last name"),
    Column.NAME: _l("First and last name in one column"),
    Column.EMAIL: _l("E-mail"),
    Column.ORGANISATION: _l("Organisation"),
    Column.LANGUAGE: _l("Language"),
}

PROBLEMS: dict[guest_list.LineErrorKind, LazyString] = {
    guest_list.LineErrorKind.NO_EMAIL: _l("Row %(row)d: The e-mail address is missing."),
    guest_list.LineErrorKind.BAD_EMAIL: _l("Row %(row)d: “%(value)s” is not an e-mail address."),
    guest_list.LineErrorKind.NO_NAME: _l("Row %(row)d: The last name is missing."),
    guest_list.LineErrorKind.TOO_LONG: _l("Row %(row)d: “%(value)s …” is too long."),
    guest_list.LineErrorKind.BAD_TEXT: _l("Row %(row)d: “%(value)s” contains characters that cannot be saved."),
    guest_list.LineErrorKind.BAD_FORM_OF_ADDRESS: _l(
        "Row %(row)d: “%(value)s” is not valid here. Write Frau, Herr or nothing."
    ),
    guest_list.LineErrorKind.BAD_LANGUAGE: _l(
        "Row %(row)d: “%(value)s” is not a language of this site. Write de or en."
    ),
    guest_list.LineErrorKind.UNSAVED_FORMULA: UNSAVED_FORMULA,
    guest_list.LineErrorKind.WRONG_VALUE: _l(
        "Cell %(cell)s: The formula shows “%(value)s” instead of a value. Correct it, or type the value in its place."
    ),
    guest_list.LineErrorKind.TWICE: _l("Row %(row)d: “%(value)s” already appears in row %(other)d."),
}

KNOWN: dict[guest_list.KnownAddress, LazyString] = {
    guest_list.KnownAddress.INVITED: _l("Already invited"),
    guest_list.KnownAddress.REGISTERED: _l("Already registered"),
}

IMPORT_STATES: dict[guest_list.ImportState, LazyString] = {
    guest_list.ImportState.UPLOADED: _l("Not imported yet"),
    guest_list.ImportState.QUEUED: _l("Waiting to begin"),
    guest_list.ImportState.RUNNING: _l("Being imported"),
    guest_list.ImportState.DONE: _l("Imported"),
    guest_list.ImportState.CANCELLED: _l("Not imported, list deleted"),
}

LIST_REFUSALS: dict[guest_list.ListRefusal, LazyString] = {
    guest_list.ListRefusal.TOO_LATE: _l("This list is already being imported, or it has been deleted."),
    guest_list.ListRefusal.PROBLEMS: _l(
        "Some rows have errors. Correct the file and upload it again, or leave them out."
    ),
    guest_list.ListRefusal.NOBODY_NEW: _l("This list contains nobody new. There is nothing to import."),
    guest_list.ListRefusal.NO_ADDRESSES: _l("Choose the column with the e-mail addresses."),
    guest_list.ListRefusal.NO_NAMES: _l(
        "Choose the column with the last names, or the one with first and last names together."
    ),
    guest_list.ListRefusal.KNOWN: _l("This address has already been invited or registered."),
}

TOO_MANY_CODES = _l("Too many wrong codes came from your network. Please try again in %(minutes)d minutes.")
TWO_COLUMNS = _l("Two columns contain the same. Choose one of them.")
LEAVE_OUT = _l("Tick the box to leave out these rows, or correct the file and upload it again.")
PROBLEMS_FILE = _l("problems")
PROBLEM_HEADS = (_l("Row"), _l("Error"))


def promise(short: Promise, language: str) -> str:
    """The sentences about a quota that would promise more places than it has."""
    facts = _(
        "Quota “%(name)s”: places %(places)d, taken %(taken)d, invited without an answer %(unanswered)d, to be invited "
        "now %(new)d.",
        name=short.name.pick(language)[0], places=short.places, taken=short.taken, unanswered=short.unanswered,
        new=short.new,
    )  # fmt: skip
    shared = [
        *([_n("Shared codes can still be used once.", "Shared codes can still be used %(num)d times.", short.shared)]
          * bool(short.shared)),
        *(_("The code “%(name)s” has no limit and is not counted.", name=label) for label in short.endless),
    ]  # fmt: skip
    number = short.missing
    missing = _n(
        "If everyone accepts, %(num)d place is missing.", "If everyone accepts, %(num)d places are missing.", number
    )
    return " ".join((facts, *shared, missing))


def quota_choice(name: str, short: Promise | None) -> str:
    """What a quota is called where it is chosen for people who are invited; with the places it would lack."""
    if short is None:
        return name
    number = short.missing
    missing = _n("%(num)d place too few", "%(num)d places too few", number)
    return f"{name} ({missing})"


def problem(fault: guest_list.LineError) -> str:
    """The sentence about a row."""
    values = {"row": fault.number, "value": fault.value, "other": fault.other, "cell": fault.cell}
    return str(PROBLEMS[fault.problem]) % values


def column_label(number: int) -> str:
    """What the column of a number from 0 is called: by its letter."""
    return _("Column %(letter)s", letter=column_letter(number + 1))


def sheet_error(sheet: Sheet, fault: FileError) -> str:
    """Why nobody can choose that sheet."""
    reason = file_error(Unreadable(fault, sheet.fault_row))
    return _("The sheet “%(name)s” cannot be read. %(reason)s", name=sheet.name, reason=reason)


def sheet_label(sheet: Sheet) -> str:
    """What a sheet is called, how many rows it has, and whether it is hidden."""
    rows = _n("%(num)d row", "%(num)d rows", len(sheet.rows))
    if sheet.is_hidden:
        return _("%(name)s (hidden, %(rows)s)", name=sheet.name, rows=rows)
    return _("%(name)s (%(rows)s)", name=sheet.name, rows=rows)


def head_label(row: Row) -> str:
    """What a row says that may name the columns."""
    heads = ", ".join(" ".join(cell.split()) for cell in row.cells if cell)
    return _("Row %(row)d: %(heads)s", row=row.number, heads=heads[:79] + "…" if len(heads) > 80 else heads)


def row_numbers(numbers: Iterable[int]) -> str:
    """Numbers of rows in few words: 7, 9, 12–20. After some of them an ellipsis stands for the rest."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in spans]
    return ", ".join(texts[:MOST_SPANS]) + (", …" if len(texts) > MOST_SPANS else "")
