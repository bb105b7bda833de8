"""Whoever changes several mails locks them in one order, so that nobody waits in a circle."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.services import outbox
from tests.support.make import make_mail
from tests.support.settings import NOW

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
WAITING = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def tick_off(app: Flask, mails: Sequence[outbox.Leased]) -> None:
    """They have left."""
    with app.app_context():
        outbox.mark_sent(mails, NOW)


def somebody_waits() -> bool:
    """Whether somebody waits for a lock before twenty seconds are over."""
    deadline = time.monotonic() + 20
    with db.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as beside:
        while not (waiting := beside.scalar(WAITING)) and time.monotonic() < deadline:
            time.sleep(0.001)
    return bool(waiting)


def test_a_worker_that_waits_for_one_mail_has_locked_none_after_it(app: Flask, session: Session):
    make_mail("first")
    make_mail("second", leaves_nothing=True)
    first, second = (sa.select(Mail.id).where(Mail.key == key) for key in ("first", "second"))
    leased = outbox.lease(NOW, 2)
    with ThreadPoolExecutor(1) as pool, db.transaction() as writing:
        writing.execute(first.with_for_update())
        worker = pool.submit(tick_off, app, leased)
        assert somebody_waits()
        writing.execute(second.with_for_update(nowait=True))
    worker.result(30)
    session.rollback()
    assert session.scalars(sa.select(Mail.key).where(Mail.sent_at == NOW)).all() == ["first"]
