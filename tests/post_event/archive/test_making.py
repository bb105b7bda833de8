"""The worker makes archive copies: one at a time, in parts, and without what was withdrawn meanwhile."""

from datetime import timedelta
from hashlib import sha256
from itertools import count
from threading import Thread

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import db, session as reading, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.archive_copies import PART, CopyState
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.archive.exports.copying import NotThere, Summary
from gocluster_events.post_event.archive.queries import copies
from gocluster_events.post_event.archive.rules.codes import LEASE, MOST_ATTEMPTS, Refusal
from gocluster_events.post_event.archive.services import making, requesting
from tests.support.archived import CONTENT, copy_of, put_copy, standing
from tests.support.killing import killed
from tests.support.make import make_event
from tests.support.materials import AFTER, TEAM, a_meeting

REQUESTED, RUNNING, READY, FAILED = CopyState.REQUESTED, CopyState.RUNNING, CopyState.READY, CopyState.FAILED
FILES = 3
pytestmark = pytest.mark.both_databases


@pytest.fixture
def event(session):
    return a_meeting()


@pytest.fixture
def requested(event):
    requesting.request(event.id, TEAM)
    return event


def writing(content=CONTENT, meanwhile=lambda _done: None):
    """Writes a copy of three files; between two of them something happens."""

    def make(_event_id, _now, step, into):
        for done in range(1, FILES + 1):
            meanwhile(done)
            step(done, FILES)
        into.write(content)
        return Summary(FILES, len(content), sha256(content).hexdigest())

    return make


def work(make=None, at=AFTER, clock=None, is_stopping=lambda: False):
    """The worker does what it would do at that time."""
    reading().rollback()
    return making.make_next(at, make or writing(), clock or (lambda: at), is_stopping)


def once(deed, when=1):
    """Does it the first time that so many files are written."""
    left = [deed]
    return lambda done: left.pop()() if left and done == when else None


class Killed(BaseException):
    """Nobody catches it, as nobody does a signal."""


def dies_at(time):
    """The clock of a worker that is killed when it looks for the so many-th time: once a file, and once a part."""
    times = iter([*[AFTER] * (time - 1)])

    def now():
        known = next(times, None)
        if known is None:
            raise Killed
        return known

    return now


def taken_back(event):
    with transaction() as session:
        withdraw(session, event.id, AFTER)


def failing(failure):
    def make(*_facts):
        raise failure

    return make


def refusal(event, act=TEAM):
    with pytest.raises(Refused) as refused:
        requesting.request(event.id, act)
    return refused.value.code


def content_of(event):
    return b"".join(copies.pieces(reading(), copy_of(event).id))


def test_what_is_asked_for_is_made_and_stored_in_parts_whole(requested):
    assert (standing(requested), work(), work()) == ((REQUESTED, 0), 1, 0)
    row = copy_of(requested)
    assert (standing(requested), row.ready_at, row.lease_until) == ((READY, 2), AFTER, None)
    assert (row.total, row.size, row.sha256) == (FILES, len(CONTENT), sha256(CONTENT).hexdigest())
    assert content_of(requested) == CONTENT


def test_nothing_is_made_of_a_draft_of_one_that_is_not_over_and_of_one_without_a_programme(event):
    with transaction() as session:
        session.get_one(Event, event.id).status = EventStatus.DRAFT
    before = Act(TEAM.by, event.starts_at)
    assert refusal(event) is Refusal.DRAFT
    assert (refusal(make_event(), before), refusal(make_event())) == (Refusal.NOT_OVER, Refusal.NO_PROGRAMME)


def test_an_archived_edition_has_a_copy_too(event):
    with transaction() as session:
        session.get_one(Event, event.id).status = EventStatus.ARCHIVED
    requesting.request(event.id, TEAM)
    assert standing(event) == (REQUESTED, 0)


def test_whoever_asks_while_it_is_made_changes_nothing_and_afterwards_begins_anew(requested):
    first = copy_of(requested).id
    work(writing(meanwhile=once(lambda: requesting.request(requested.id, TEAM))))
    assert (standing(requested), copy_of(requested).id) == ((READY, 2), first)
    requesting.request(requested.id, TEAM)
    assert standing(requested) == (REQUESTED, 0)
    assert copy_of(requested).id > first


def test_one_that_waits_longest_comes_first(requested):
    put_copy(make_event(), b"", state=REQUESTED)
    assert (work(), standing(requested)) == (1, (READY, 2))


def test_nobody_else_takes_up_what_is_being_made(requested):
    seen = []
    work(writing(meanwhile=once(lambda: seen.append(work()))))
    assert (seen, standing(requested)) == ([0], (READY, 2))


def test_the_copy_of_a_worker_that_was_killed_is_taken_up_again_and_what_it_stored_is_gone(requested):
    with pytest.raises(Killed):
        work(clock=dies_at(FILES + 2))  # with the first of two parts stored
    assert standing(requested) == (RUNNING, 1)
    assert (work(), work(at=AFTER + LEASE)) == (0, 1)
    assert (standing(requested), content_of(requested)) == ((READY, 2), CONTENT)


def test_wherever_a_process_is_killed_that_makes_a_copy_the_next_one_makes_it_whole(app, requested):
    """Kill -9 at its first statement, at its fourth, and so on, until it has done everything."""
    for kills in count():
        if not killed(app, 1 + 3 * kills, work):
            break
        assert (copy_of(requested).state is READY, work(at=AFTER + LEASE)) == (False, 1)
        assert (standing(requested), content_of(requested)) == ((READY, 2), CONTENT)
        requesting.request(requested.id, TEAM)
    assert (standing(requested), content_of(requested), kills > 5) == ((READY, 2), CONTENT, True)


def test_a_worker_that_was_thought_dead_stores_nothing_any_more(requested):
    later = AFTER + LEASE + timedelta(seconds=1)
    work(writing(b"old", once(lambda: work(at=later), FILES)))
    assert content_of(requested) == CONTENT


def test_what_ends_every_worker_is_given_up(requested):
    put_copy(requested, state=RUNNING, lease_until=AFTER, attempts=MOST_ATTEMPTS)
    assert (work(), standing(requested)) == (0, (FAILED, 0))


@pytest.mark.parametrize("when", [1, FILES])
def test_what_is_withdrawn_while_it_is_made_lets_it_begin_anew(requested, when):
    clock = iter(AFTER + timedelta(seconds=5 * number) for number in range(1000))
    work(writing(b"with it", once(lambda: taken_back(requested), when)), clock=lambda: next(clock))
    assert standing(requested) == (REQUESTED, 0)
    assert (work(), content_of(requested)) == (1, CONTENT)


def test_what_is_withdrawn_while_its_parts_are_stored_lets_it_begin_anew(requested):
    """The clock is asked for each part, and once for each file before."""
    clock = iter([*[lambda: None] * (FILES + 1), lambda: taken_back(requested), *[lambda: None] * 9])

    def now():
        next(clock)()
        return AFTER

    three_parts = bytes(3 * PART)
    work(writing(three_parts), clock=now)
    assert standing(requested) == (REQUESTED, 0)


def test_a_page_that_is_gone_fails_the_copy_unless_it_was_withdrawn(requested):
    def gone():
        taken_back(requested)
        raise NotThere("/de/jahrestagung-2027/report")

    assert (work(writing(meanwhile=once(gone))), standing(requested)) == (1, (REQUESTED, 0))
    assert (work(failing(NotThere("/de/"))), standing(requested)) == (1, (FAILED, 0))
    requesting.request(requested.id, TEAM)
    assert (work(), standing(requested)) == (1, (READY, 2))


def test_a_full_disk_fails_it(requested):
    assert (work(failing(OSError(28, "No space left on device"))), standing(requested)) == (1, (FAILED, 0))


def test_a_worker_that_is_to_stop_gives_it_back(requested):
    for _time in range(MOST_ATTEMPTS + 1):
        assert (work(is_stopping=lambda: True), standing(requested)) == (1, (REQUESTED, 0))
    assert (work(), standing(requested)) == (1, (READY, 2))


def test_one_that_is_removed_while_it_is_made_is_not_stored_even_if_there_is_a_new_one(requested):
    def anew():
        requesting.remove(requested.id, TEAM)
        requesting.request(requested.id, TEAM)
        work(writing(b"new"))

    work(writing(b"old", once(anew, FILES)))
    assert content_of(requested) == b"new"
    requesting.remove(requested.id, TEAM)
    requesting.remove(requested.id, TEAM)
    assert standing(requested) == (None, 0)


def test_how_far_it_is_is_stored_once_a_second(requested):
    seconds = iter([0.4, 0.8, 1.2, 9, 9, 9, 9])
    seen = []

    def look(_done):
        seen.append(copy_of(requested).done)

    work(writing(meanwhile=look), clock=lambda: AFTER + timedelta(seconds=next(seconds)))
    assert seen == [0, 0, 0]
    assert copy_of(requested).done == FILES


def test_the_log_says_who_asked_for_it_downloaded_and_removed_it(requested, session):
    work()
    assert requesting.hand_out(requested.id, TEAM) == (copy_of(requested).id, len(CONTENT))
    requesting.remove(requested.id, TEAM)
    assert requesting.hand_out(requested.id, TEAM) is None
    session.rollback()
    log = session.scalars(
        sa.select(AuditEntry.action).where(AuditEntry.action.like("archive.%")).order_by(AuditEntry.id)
    )
    assert [*log] == ["archive.requested", "archive.downloaded", "archive.removed"]
    assert [actor for _at, actor in copies.downloads(session, requested.id)] == [TEAM.by]


def test_a_download_ends_where_the_copy_is_withdrawn(event):
    put_copy(event, bytes(3 * PART))
    pieces = copies.pieces(reading(), copy_of(event).id)
    assert len(next(pieces)) == PART
    taken_back(event)
    assert [*pieces] == []


WAITING = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def test_what_is_taken_up_while_something_is_being_withdrawn_waits_for_it(app, requested):
    """Else it would be begun of what is still public to others, and finished later."""
    begun = []

    def work_elsewhere():
        with app.app_context():
            work(lambda *_facts: begun.append(copies.next_copy(reading(), AFTER)) or Summary(0, 0, ""))

    worker = Thread(target=work_elsewhere)
    with transaction() as session:
        withdraw(session, requested.id, AFTER)
        worker.start()
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as beside:
                while worker.is_alive() and not beside.scalar(WAITING):
                    pass
        assert begun == []
    worker.join()
    assert (begun, standing(requested)) == ([None], (READY, 0))
