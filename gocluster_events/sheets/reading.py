"""Reading a table that somebody uploaded: in a process of its own."""

from collections.abc import Sequence

from gocluster_events.sheets.limits import Row
from gocluster_events.sheets.sandbox import run_confined


def read(upload: bytes) -> Sequence[Row]:
    """The rows of an .xlsx or .csv file that hold something, with what their cells show as text.

    Nothing in it is evaluated. Raises Unreadable.
    """
    answer = run_confined("gocluster_events.sheets.child", upload)
    return [Row(number, tuple(cells)) for number, cells in answer["rows"]]
