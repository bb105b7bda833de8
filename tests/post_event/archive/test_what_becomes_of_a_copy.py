"""What becomes of an archive copy in each of its states, when something is withdrawn or its edition goes."""

import pytest
import sqlalchemy as sa

from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.meeting.events.services.archive_copies import withdraw
from tests.support.archived import copy_of, put_copy, standing
from tests.support.counting import counted_statements
from tests.support.make import make_event
from tests.support.materials import AFTER


@pytest.fixture
def event(session):
    return make_event()


def withdraw_now(event):
    with transaction() as session:
        withdraw(session, event.id, AFTER)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CopyState.REQUESTED, (CopyState.REQUESTED, 0)),
        (CopyState.RUNNING, (CopyState.REQUESTED, 0)),
        (CopyState.READY, (CopyState.WITHDRAWN, 0)),
        (CopyState.FAILED, (CopyState.FAILED, 0)),
        (CopyState.WITHDRAWN, (CopyState.WITHDRAWN, 0)),
    ],
)
def test_a_copy_that_is_being_made_begins_anew_and_a_finished_one_is_gone(event, before, after):
    put_copy(event, state=before, generation=4)
    withdraw_now(event)
    assert (standing(event), copy_of(event).generation) == (after, 5)


def test_another_editions_copy_stays(event):
    other = make_event()
    put_copy(event)
    put_copy(other, b"PK")
    withdraw_now(event)
    assert standing(other) == (CopyState.READY, 1)


def test_where_there_is_no_copy_one_statement_says_so(event):
    number = event.id
    with counted_statements() as seen, transaction() as session:
        withdraw(session, number, AFTER)
    assert [each.partition(" ")[0] for each in seen] == ["BEGIN", "UPDATE"]


def test_the_copy_goes_with_its_edition(event):
    put_copy(event)
    with transaction() as session:
        session.execute(sa.delete(Event).where(Event.id == event.id))
    assert standing(event) == (None, 0)
