"""Sentences and labels for invitations and the lists they come from."""

from gocluster_events.i18n import LazyString, _, _l
from gocluster_events.registration.invitations.rules.codes import Answer, Mailing, Stage
from gocluster_events.registration.invitations.rules.guest_list import (
    Column,
    ImportState,
    KnownAddress,
    LineError,
    LineErrorKind,
    ListRefusal,
)

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
    Mailing.REMINDER: _l("Remind those who are silent"),
}

ANSWERS: dict[Answer, LazyString] = {
    Answer.COME: _l("Register now"),
    Answer.DECLINE: _l("I cannot come"),
    Answer.DECIDE_AGAIN: _l("Take this back"),
}

COLUMNS: dict[Column, LazyString] = {
    Column.FORM_OF_ADDRESS: _l("Form of address"),
    Column.TITLE: _l("Title"),
    Column.FIRST_NAME: _l("First name"),
    Column.LAST_NAME: _l("Last name"),
    Column.NAME: _l("First and last name in one"),
    Column.EMAIL: _l("E-mail"),
    Column.ORGANISATION: _l("Institution"),
    Column.LANGUAGE: _l("Language"),
}

PROBLEMS: dict[LineErrorKind, LazyString] = {
    LineErrorKind.NO_EMAIL: _l("Row %(row)d: The e-mail address is missing."),
    LineErrorKind.BAD_EMAIL: _l("Row %(row)d: “%(value)s” is no e-mail address."),
    LineErrorKind.NO_NAME: _l("Row %(row)d: The last name is missing."),
    LineErrorKind.TOO_LONG: _l("Row %(row)d: “%(value)s …” is too long."),
    LineErrorKind.BAD_TEXT: _l("Row %(row)d: “%(value)s” contains characters that cannot be kept."),
    LineErrorKind.BAD_FORM_OF_ADDRESS: _l(
        "Row %(row)d: “%(value)s” is no form of address. Write Frau, Herr or nothing."
    ),
    LineErrorKind.BAD_LANGUAGE: _l("Row %(row)d: “%(value)s” is no language of this site. Write de or en."),
    LineErrorKind.TWICE: _l("Row %(row)d: “%(value)s” stands in row %(other)d already."),
}

KNOWN: dict[KnownAddress, LazyString] = {
    KnownAddress.INVITED: _l("Invited already"),
    KnownAddress.REGISTERED: _l("Registered already"),
}

IMPORT_STATES: dict[ImportState, LazyString] = {
    ImportState.UPLOADED: _l("Not imported yet"),
    ImportState.QUEUED: _l("Waiting to begin"),
    ImportState.RUNNING: _l("Being imported"),
    ImportState.DONE: _l("Imported"),
    ImportState.CANCELLED: _l("Not imported, list removed"),
}

LIST_REFUSALS: dict[ListRefusal, LazyString] = {
    ListRefusal.TOO_LATE: _l("This list is being imported already, or it was removed."),
    ListRefusal.PROBLEMS: _l("Some rows have a problem. Correct the file and upload it again, or leave them out."),
    ListRefusal.NOBODY_NEW: _l("This list names nobody new. There is nothing to import."),
    ListRefusal.NO_ADDRESSES: _l("Choose the column that holds the e-mail addresses."),
    ListRefusal.NO_NAMES: _l("Choose the column that holds the last names, or first and last name in one."),
    ListRefusal.KNOWN: _l("This address is invited or registered already."),
}

TOO_MANY_CODES = _l("Too many wrong codes came from your network. Please try again in %(minutes)d minutes.")
TWO_COLUMNS = _l("Two columns hold the same. Choose one of them.")
LEAVE_OUT = _l("Tick the box to leave out these rows, or correct the file and upload it again.")
PROBLEMS_FILE = _l("problems")
PROBLEM_HEADS = (_l("Row"), _l("Problem"))


def problem(fault: LineError) -> str:
    """The sentence about a row."""
    values = {"row": fault.number, "value": fault.value, "other": fault.other}
    return str(PROBLEMS[fault.problem]) % values


def column_label(number: int, head: str) -> str:
    """What a column is called: by its head, or by its letter."""
    letter = ("" if number < 26 else chr(64 + number // 26)) + chr(65 + number % 26)
    return head or _("Column %(letter)s", letter=letter)
