"""A file arrives in parts: one after the other, each stored by itself, and looked at once it is whole."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from threading import Thread

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import db, transaction
from gocluster_events.core.documents import pdf as documents
from gocluster_events.core.documents.pdf import BOUNDS
from gocluster_events.core.errors import Refused
from gocluster_events.core.leases import LONGEST_LEASE
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.materials.models import Blob, BlobPart
from gocluster_events.post_event.materials.queries import uploads as queries
from gocluster_events.post_event.materials.rules.codes import PART_BYTES, FileState, Refusal
from gocluster_events.post_event.materials.rules.uploads import LASTS, LEASE, MOST_ATTEMPTS
from gocluster_events.post_event.materials.services import checking, editing, uploading
from gocluster_events.post_event.materials.services.uploading import Limits
from tests.support.make import make_event
from tests.support.materials import AFTER, LIMITS, PDF, TEAM, a_meeting, facts, upload
from tests.support.pdfs import encrypted, pdf

OTHER = Act("person:7", AFTER)
WAITING = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)
LARGE = pdf(filling=2 * PART_BYTES)
SIZE = len(LARGE)
pytestmark = pytest.mark.both_databases


@pytest.fixture
def event(session):
    return make_event()


def begin(event, size=SIZE, act=TEAM, limits=LIMITS):
    return uploading.begin(event.id, "folien.pdf", size, limits, act)


def part(content, number):
    return content[number * PART_BYTES : (number + 1) * PART_BYTES]


def row(session, uuid):
    session.rollback()
    return session.scalars(sa.select(Blob).where(Blob.uuid == uuid)).one()


def stored(session, uuid):
    blob = row(session, uuid)
    return b"".join(queries.pieces(session, blob.id, blob.parts))


def refusal(verb, *given):
    with pytest.raises(Refused) as refused:
        verb(*given)
    return refused.value.code


def test_the_last_of_its_parts_makes_a_file_whole(session, event):
    uuid = begin(event)
    assert [uploading.add_part(event.id, uuid, number, part(LARGE, number), TEAM) for number in range(2)] == [1, 2]
    assert row(session, uuid).state is FileState.ARRIVING
    assert uploading.add_part(event.id, uuid, 2, part(LARGE, 2), TEAM) == 3
    assert row(session, uuid).state is FileState.QUEUED
    assert stored(session, uuid) == LARGE


def test_after_a_cut_a_part_may_come_twice_and_none_is_left_out(session, event):
    uuid = begin(event)
    first = part(LARGE, 0)
    assert uploading.add_part(event.id, uuid, 0, first, TEAM) == 1
    assert uploading.add_part(event.id, uuid, 0, bytes(PART_BYTES), TEAM) == 1
    assert uploading.add_part(event.id, uuid, 2, part(LARGE, 2), TEAM) == 1
    assert stored(session, uuid) == first


def test_a_part_of_another_size_is_refused(session, event):
    uuid = begin(event)
    assert refusal(uploading.add_part, event.id, uuid, 0, b"short", TEAM) is Refusal.OTHER_SIZE
    assert row(session, uuid).parts == 0


def test_nobody_else_adds_to_a_file_or_takes_it(session, event):
    uuid = begin(event, size=len(PDF))
    assert refusal(uploading.add_part, event.id, uuid, 0, PDF, OTHER) is Refusal.GONE
    meeting = a_meeting(slug="other")
    mine = upload(meeting)
    assert refusal(editing.add, meeting.id, facts(), mine, OTHER) is Refusal.GONE


def test_a_file_of_another_edition_is_not_taken(session, event):
    meeting = a_meeting(slug="other")
    assert refusal(editing.add, meeting.id, facts(), upload(event), TEAM) is Refusal.GONE


def test_the_files_of_an_edition_have_a_limit_that_counts_what_still_arrives(session, event):
    limits = Limits(file=1000, edition=1500)
    assert refusal(begin, event, 1001, TEAM, limits) is Refusal.TOO_LARGE
    begin(event, 1000, TEAM, limits)
    assert refusal(begin, event, 501, TEAM, limits) is Refusal.EDITION_FULL
    begin(event, 500, TEAM, limits)
    begin(make_event(), 1000, TEAM, limits)


def test_of_five_uploads_of_which_nothing_was_made_the_oldest_goes(session, event):
    ids = [begin(event) for _ in range(5)]
    begin(event, act=OTHER)
    session.rollback()
    assert set(ids[1:]) < set(session.scalars(sa.select(Blob.uuid)))
    assert refusal(uploading.add_part, event.id, ids[0], 0, part(LARGE, 0), TEAM) is Refusal.GONE


def test_what_does_not_begin_as_a_pdf_is_refused_with_its_first_part(session, event):
    uuid = begin(event, size=9)
    assert refusal(uploading.add_part, event.id, uuid, 0, b"<html></>", TEAM) is Refusal.NO_PDF
    assert row(session, uuid).parts == 0


def test_a_file_that_came_at_once_is_stored_in_parts(session, event):
    uuid = upload(event, LARGE)
    assert row(session, uuid).parts == 3
    assert stored(session, uuid) == LARGE


def test_no_more_than_one_part_is_read_from_what_came_at_once(session, event):
    reads = []

    class Stream(BytesIO):
        def read(self, size=-1):
            reads.append(size)
            return super().read(size)

    uploading.take_stream(event.id, "folien.pdf", len(LARGE), Stream(LARGE), LIMITS, TEAM)
    assert max(reads) == PART_BYTES
    assert min(reads) > 0


def test_a_checked_file_says_what_was_learned_of_it(session, event):
    uuid = upload(event)
    assert checking.check_next(AFTER) == 1
    assert checking.check_next(AFTER) == 0
    blob = row(session, uuid)
    assert (blob.state, blob.pages, blob.is_tagged, blob.language) == (FileState.CHECKED, 1, True, "de-DE")
    assert len(blob.sha256) == 64


def test_of_a_refused_file_nothing_stays_but_why(session, event):
    uuid = upload(event, encrypted(PDF))
    checking.check_next(AFTER)
    blob = row(session, uuid)
    assert (blob.state, blob.fault.value) == (FileState.REFUSED, "encrypted")
    assert session.scalar(sa.select(sa.func.count()).select_from(BlobPart)) == 0
    assert queries.used_bytes(session, event.id) == 0


def test_a_file_whose_reader_vanished_is_looked_at_again_and_given_up_in_the_end(session, event):
    uuid = upload(event)
    assert checking._begin(row(session, uuid).id, AFTER) == 1
    assert checking.check_next(AFTER + LEASE - timedelta(seconds=1)) == 0
    for attempt in range(1, MOST_ATTEMPTS):
        assert checking._begin(row(session, uuid).id, AFTER + attempt * LEASE) == 1
    assert checking.check_next(AFTER + MOST_ATTEMPTS * LEASE) == 0
    assert row(session, uuid).fault.value == "too_complex"


def test_a_check_that_is_cut_off_takes_no_file_from_anybody(session, event, monkeypatch):
    uuid = upload(event)
    monkeypatch.setattr(documents, "BOUNDS", replace(BOUNDS, seconds=0.01))  # no Python starts as quickly
    assert checking.check_next(AFTER) == 1
    assert stored(session, uuid) == PDF
    assert checking.check_next(AFTER) == 0
    monkeypatch.setattr(documents, "BOUNDS", BOUNDS)
    assert checking.check_next(AFTER + LEASE) == 1
    assert row(session, uuid).state is FileState.CHECKED


def test_a_file_of_which_every_check_is_cut_off_is_given_up_in_the_end(session, event, monkeypatch):
    uuid = upload(event)
    monkeypatch.setattr(documents, "BOUNDS", replace(BOUNDS, seconds=0.01))
    for attempt in range(MOST_ATTEMPTS):
        assert checking.check_next(AFTER + attempt * LEASE) == 1
    assert checking.check_next(AFTER + MOST_ATTEMPTS * LEASE) == 0
    assert row(session, uuid).fault.value == "too_complex"


def test_a_lease_of_a_wrong_clock_holds_nothing_up(session, event):
    uuid = upload(event)
    checking._begin(row(session, uuid).id, AFTER + LONGEST_LEASE * 9999)
    assert checking.check_next(AFTER) == 1


def test_uploads_of_which_nothing_was_made_go_after_an_hour(session):
    meeting = a_meeting()
    editing.add(meeting.id, facts(), upload(meeting), TEAM)
    begin(meeting)
    upload(meeting)
    assert uploading.drop_unfinished(AFTER + LASTS - timedelta(seconds=1)) == 0
    assert uploading.drop_unfinished(AFTER + LASTS) == 2
    assert uploading.drop_unfinished(AFTER + 2 * LASTS) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(BlobPart)) == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_material_that_is_being_made_of_an_old_upload_keeps_its_file(app, session, monkeypatch):
    meeting = a_meeting()
    file = upload(meeting)
    session.rollback()
    dropped = []

    def clean_up():
        with app.app_context():
            dropped.append(uploading.drop_unfinished(AFTER + LASTS))

    def meanwhile(*given):
        worker = Thread(target=clean_up)
        worker.start()
        worker.join()  # it waits for nobody
        return ask(*given)

    ask = editing._ask
    monkeypatch.setattr(editing, "_ask", meanwhile)
    editing.add(meeting.id, facts(), file, TEAM)
    assert dropped == [0]
    assert row(session, file).state is FileState.QUEUED


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_of_an_upload_that_is_being_dropped_no_material_is_made(app, session):
    meeting = a_meeting()
    number, file = meeting.id, upload(meeting)
    session.rollback()
    refusals = []

    def add():
        with app.app_context():
            refusals.append(refusal(editing.add, number, facts(), file, TEAM))

    adding = Thread(target=add)
    with transaction() as writing:
        writing.execute(sa.delete(Blob))
        adding.start()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as beside:
            while adding.is_alive() and not beside.scalar(WAITING):
                pass
    adding.join()
    assert refusals == [Refusal.GONE]


def test_files_arrive_in_an_archived_edition_too(session):
    assert upload(make_event(status=EventStatus.ARCHIVED))


def test_each_part_has_a_transaction_of_its_own(session, event, monkeypatch):
    commits = []
    honest = uploading.transaction
    monkeypatch.setattr(uploading, "transaction", lambda: commits.append(1) or honest())
    upload(event, LARGE)
    assert len(commits) == 4  # it is begun, and three parts
