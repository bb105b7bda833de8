"""Where a file is while it is made, and that nothing of it is left behind."""

import io
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from gocluster_events.attendance.attendees.exports import workbook
from gocluster_events.attendance.attendees.rules.table import Table
from gocluster_events.meeting.events.models import Event
from tests.support.make import make_registration
from tests.support.visitor import Visitor

MANY = 2_000
Row = tuple[str, int]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary files are made, with nothing in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def written(rows: Iterator[Row]) -> bytes:
    file = io.BytesIO()
    workbook.write(file, Table(("Name", "Nummer"), rows, "Europe/Berlin", "Liste"))
    return file.getvalue()


def waiting(room: Path) -> tuple[set[int], int]:
    """The modes of all that is in the folder, and how many people stand there."""
    known = list(room.rglob("*"))
    texts = [each.read_text("utf-8", "replace") for each in known if each.is_file()]
    return {stat.S_IMODE(each.stat().st_mode) for each in known}, sum(text.count("Müller") for text in texts)


def test_the_rows_of_a_workbook_wait_where_only_we_may_look_and_go_with_it(room: Path):
    states = []

    def rows() -> Iterator[Row]:
        yield from ((f"Müller {number}", number) for number in range(MANY))
        states.append(waiting(room))

    sheet = openpyxl.load_workbook(io.BytesIO(written(rows()))).active
    ((modes, number),) = states
    assert (modes, MANY // 2 < number < MANY) == ({0o600, 0o700}, True)
    assert (sheet.max_row, sheet.auto_filter.ref, list(room.iterdir())) == (MANY + 1, f"A1:B{MANY + 1}", [])


def test_nothing_is_left_of_a_workbook_that_could_not_be_made(room: Path):
    def rows() -> Iterator[Row]:
        yield "Müller", 1
        raise ConnectionError

    with pytest.raises(ConnectionError):
        written(rows())
    assert list(room.iterdir()) == []


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_download_that_is_broken_off_leaves_no_file(event: Event, staff: Visitor, room: Path, ending: str):
    make_registration(event)
    answer = staff.get(f"/de/manage/tagung/attendees.{ending}?purpose=Test")
    assert (answer.status_code, list(room.iterdir())) == (200, [])  # its file is open, and nothing of it was fetched
    answer.close()
