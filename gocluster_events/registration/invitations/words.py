"""Sentences and labels for invitations and the lists they come from."""

from gocluster_events.i18n import LazyString, _, _l
from gocluster_events.registration.invitations.rules import guest_list
from gocluster_events.registration.invitations.rules.codes import Answer, Mailing, Stage

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

COLUMNS: dict[guest_list.Column, LazyString] = {
    guest_list.Column.FORM_OF_ADDRESS: _l("Ms/Mr"),
    guest_list.Column.TITLE: _l("Title"),
    guest_list.Column.FIRST_NAME: _l("First name"),
    guest_list.Column.LAST_NAME: _l("Last name"),
    guest_list.Column.NAME: _l("First and last name in one column"),
    guest_list.Column.EMAIL: _l("E-mail"),
    guest_list.Column.ORGANISATION: _l("Organisation"),
    guest_list.Column.LANGUAGE: _l("Language"),
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


def problem(fault: guest_list.LineError) -> str:
    """The sentence about a row."""
    values = {"row": fault.number, "value": fault.value, "other": fault.other}
    return str(PROBLEMS[fault.problem]) % values


def column_label(number: int, head: str) -> str:
    """What a column is called: by its head, or by its letter."""
    letter = ("" if number < 26 else chr(64 + number // 26)) + chr(65 + number % 26)
    return head or _("Column %(letter)s", letter=letter)
