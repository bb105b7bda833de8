"""A large file waits for the worker, and its page says how far it is."""

from typing import Any

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.importing import services as importing, words
from gocluster_events.meeting.agenda.importing.rules.plan import Decision
from gocluster_events.meeting.agenda.models import ProgrammeImport
from gocluster_events.meeting.agenda.rules.uploads import LARGE, LEASE, MOST_ATTEMPTS, UploadState
from tests.meeting.agenda.importing.test_imports import MANAGE, UPLOAD, draft, upload, xml
from tests.support.settings import NOW

ACT = Act("organiser@example.org", NOW)


def a_large_file(content: bytes) -> bytes:
    """The file, made large by what means nothing."""
    return content + b"\n" * LARGE


def test_a_large_file_is_read_by_the_worker_and_the_page_says_so_until_it_is(session, event, hall, organiser):
    address = upload(organiser, a_large_file(xml())).location
    page = organiser.get(address)
    assert ("wird gelesen" in page.text, organiser.get(f"{address}/progress.json").json["is_over"]) == (True, False)
    session.rollback()
    assert session.scalar(sa.select(ProgrammeImport.source)) == {}  # nobody has read it while somebody waited
    assert organiser.get(f"{address}/hints.csv").status_code == 302
    assert importing.read_next(NOW, words.vocabulary()) == 1
    assert organiser.get(f"{address}/progress.json").json["is_over"] is True
    page = organiser.get(address)
    assert "Stadt und Hub" in page.text
    assert organiser.form_in(page, address).send().location == MANAGE
    assert [item.title.de for item in draft(session, event).items] == ["Stadt und Hub"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"<schedule><day>", "beschädigt"), (b"<schedule></schedule>", "keinen Programmpunkt")],
)
def test_a_large_file_that_cannot_be_taken_in_says_why_on_its_page(session, organiser, content: bytes, sentence: str):
    address = upload(organiser, a_large_file(content)).location
    session.rollback()
    assert importing.read_next(NOW, words.vocabulary()) == 1
    assert importing.read_next(NOW, words.vocabulary()) == 0
    page = organiser.get(address)
    assert ("wurde nicht gelesen" in page.text, sentence in page.text) == (True, True)
    session.rollback()
    assert session.scalar(sa.select(ProgrammeImport.upload)) is None


def test_a_worker_takes_up_a_large_file_whose_reader_has_vanished(session, event, organiser):
    upload(organiser, a_large_file(xml()))
    session.rollback()
    with transaction() as writing:
        row = writing.scalars(sa.select(ProgrammeImport)).one()
        row.state, row.lease_until = UploadState.RUNNING, NOW + LEASE
    assert importing.read_next(NOW, words.vocabulary()) == 0
    assert importing.read_next(NOW + LEASE, words.vocabulary()) == 1


def test_a_worker_takes_up_a_large_file_that_one_with_a_wrong_clock_left(session, event, organiser):
    upload(organiser, a_large_file(xml()))
    session.rollback()
    with transaction() as writing:
        row = writing.scalars(sa.select(ProgrammeImport)).one()
        row.state, row.lease_until = UploadState.RUNNING, NOW.replace(year=2038)
    assert importing.read_next(NOW, words.vocabulary()) == 1


def test_a_file_at_which_every_reader_ends_is_given_up_and_its_page_says_so(session, event, organiser):
    number = importing.begin_reading(event.id, "programm.csv", b"Titel;Tag\nHub;1\n", "de", "", ACT)
    address = f"{UPLOAD}/{number}"
    beyond_reading: Any = None  # without words of ours the reader ends in the midst of the table
    for attempt in range(MOST_ATTEMPTS):
        with pytest.raises(AttributeError):
            importing.read_next(NOW + attempt * LEASE, beyond_reading)
        assert organiser.get(f"{address}/progress.json").json["is_over"] is False
    assert importing.read_next(NOW + MOST_ATTEMPTS * LEASE, words.vocabulary()) == 0
    assert organiser.get(f"{address}/progress.json").json["is_over"] is True
    assert "Diese Datei konnte nicht gelesen werden." in organiser.get(address).text
    session.rollback()
    assert session.scalar(sa.select(ProgrammeImport.upload)) is None


def test_a_file_that_is_not_read_yet_is_not_taken_in(event, organiser):
    number = importing.begin_reading(event.id, "schedule.xml", xml(), "de", "", ACT)
    with pytest.raises(Refused):
        importing.take_in(event.id, number, words.vocabulary(), Decision(0, 0, creates_places=False), ACT)
