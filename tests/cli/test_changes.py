"""A worker with nothing to do sees whether anybody has written, without looking for what is due."""

import time

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.cli import changes
from gocluster_events.core import db
from tests.support.make import make_account

pytestmark = [pytest.mark.database, pytest.mark.both_databases]
WRITE = sa.text("UPDATE account SET name = 'Ada Brunner'")
CLOCK_TICK_SECONDS = 0.02  # a file's time of change is no finer than this


def test_nothing_has_changed_while_nobody_writes(session: Session):
    make_account(email="ada@example.org")
    before = changes.mark(session)
    session.execute(sa.text("SELECT name FROM account")).all()
    assert changes.mark(session) == before


def test_what_somebody_else_commits_is_seen_though_it_was_begun_before(app: Flask, session: Session):
    make_account(email="ada@example.org")
    with db.db.engine.connect() as other:
        other.execute(WRITE)
        session.rollback()
        before = changes.mark(session)
        session.rollback()
        time.sleep(CLOCK_TICK_SECONDS)
        other.commit()
    assert changes.mark(session) != before
