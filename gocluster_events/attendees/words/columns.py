"""What the list's columns are called."""

from gocluster_events.attendees.rules.columns import Own, Shown
from gocluster_events.attendees.rules.table import Column
from gocluster_events.i18n import LazyString, _l, current_language

COLUMNS: dict[Column, LazyString] = {
    Column.TITLE: _l("Title"),
    Column.FIRST_NAME: _l("First name"),
    Column.LAST_NAME: _l("Last name"),
    Column.BADGE_NAME: _l("Name on the badge"),
    Column.ORGANISATION: _l("Institution"),
    Column.POSITION: _l("Position"),
    Column.CLUSTER: _l("Cluster"),
    Column.ACTOR_TYPE: _l("Type of actor"),
    Column.STATE: _l("Federal state"),
    Column.MODE: _l("Mode of attendance"),
    Column.STATUS: _l("Status"),
    Column.PLACE: _l("Waiting-list position"),
    Column.QUOTA: _l("Quota"),
    Column.EMAIL: _l("E-mail"),
    Column.PHONE: _l("Phone"),
    Column.POSTAL_ADDRESS: _l("Postal address"),
    Column.REFERENCE: _l("Reference number"),
    Column.RECEIVED: _l("Received"),
    Column.ADMITTED: _l("Checked in"),
    Column.LIST_NAME: _l("In the attendee list"),
    Column.LIST_EMAIL: _l("E-mail in the attendee list"),
    Column.NO_PHOTOS: _l("No photographs"),
    Column.REMARK: _l("Remark"),
}


def head(column: Shown) -> str:
    """What stands above the column: of a question, its words in the reader's language."""
    return column.question.label.pick(current_language())[0] if isinstance(column, Own) else str(COLUMNS[column])
