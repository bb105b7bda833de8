"""Whoever takes their yes back while the worker makes a copy is in none that anybody can ever download."""

from datetime import timedelta
from itertools import count

import pytest

from gocluster_events.cli.duties import DUTIES
from gocluster_events.core import clock
from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.post_event.archive.queries.copies import pieces
from gocluster_events.post_event.archive.services import making, requesting
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.services import deciding
from tests.support.archived import copy_of, standing
from tests.support.copies import contents
from tests.support.documented import LATER, a_documented_meeting

(WORK,) = (each for each in DUTIES if each.name == "archive copies made")
CANARY = b"Erkenntniskanarie"


@pytest.fixture(autouse=True)
def weeks_later(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER.at + timedelta(days=1))


@pytest.fixture
def meeting(session):
    event, ids = a_documented_meeting()
    requesting.request(event.id, LATER)
    return event, ids["card"]


def take_back(event, card):
    deciding.decide(event.id, {card: None}, Deed.TAKE_BACK, LATER)


def make_and_take_back(app, event, card):
    """All files are written when somebody takes the card back, and nothing is stored yet."""

    def make(event_id, now, step, into):
        def follow(done, total):
            if done == total:
                take_back(event, card)
            step(done, total)

        return app.extensions["archive_copy"](event_id, now, follow, into)

    seconds = count(1)  # so that each file is stored as progress
    assert making.make_next(clock.now(), make, lambda: clock.now() + timedelta(seconds=next(seconds)), bool) == 1


def files_with_the_canary(event):
    files = contents(b"".join(pieces(reading(), copy_of(event).id)))
    assert len(files) > 50
    return [name for name, content in files.items() if CANARY in content]


def test_the_copy_begins_anew_and_is_without_it(app, meeting):
    event, card = meeting
    make_and_take_back(app, event, card)
    assert standing(event) == (CopyState.REQUESTED, 0)
    assert WORK.service(clock.now()) == 1
    assert (copy_of(event).state, files_with_the_canary(event)) == (CopyState.READY, [])


def test_a_verb_that_forgets_the_copy_leaves_it_in_one(app, meeting, monkeypatch):
    event, card = meeting
    monkeypatch.setattr(deciding, "withdraw", lambda *_facts: None)
    make_and_take_back(app, event, card)
    assert copy_of(event).state is CopyState.READY
    assert "de/knowledge.html" in files_with_the_canary(event)
