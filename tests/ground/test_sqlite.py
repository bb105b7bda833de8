"""SQLite's writers queue for one lock that all processes share."""

import pytest

from gocluster_events import db
from gocluster_events.errors import Busy


def test_a_verb_waits_for_a_bounded_time_and_then_says_so(app, session, monkeypatch):
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.05)
    with db.write_lock(db.db.engine), pytest.raises(Busy), db.transaction():
        pass


def test_the_lock_is_free_again_after_a_verb_that_failed(app, session, monkeypatch):
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.05)
    with pytest.raises(RuntimeError), db.transaction():
        raise RuntimeError
    with db.transaction():
        pass
