"""The rows that cannot be imported, as a file to correct a list by."""

import csv
import io
from collections.abc import Iterable, Sequence

from gocluster_events.core.text import without_formula

MEDIA_TYPE = "text/csv; charset=utf-8"


def write(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV with semicolons and a byte order mark, as German Excel opens it; no cell becomes a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(heads)
    writer.writerows([without_formula(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
