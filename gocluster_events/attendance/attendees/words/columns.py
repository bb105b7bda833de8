"""What the list's columns are called."""

from gocluster_events.attendance.attendees.rules.columns import ListColumn, QuestionColumn
from gocluster_events.attendance.attendees.rules.table import COLUMNS as TABLE
from gocluster_events.core.i18n import LazyString, _l, current_language

COLUMNS: dict[str, LazyString] = {each.value: _l(each.head) for each in TABLE}


def head(column: ListColumn) -> str:
    """What stands above the column: of a question, its words in the reader's language."""
    return (
        column.question.label.pick(current_language())[0]
        if isinstance(column, QuestionColumn)
        else str(COLUMNS[column.value])
    )
