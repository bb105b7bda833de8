"""A message to a list, and workers that send it at the same time or are killed while they do."""

from collections import Counter
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.backoffice.messages.services import UNDO
from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import LEASE, State
from gocluster_events.core.mail.services.hand import JOIN_SECONDS
from tests.faults import hostile_smtp
from tests.faults.workers import wait_until, worker
from tests.support.databases import Database
from tests.support.make import make_event, make_registration
from tests.support.outbox import a_planned_message
from tools import servers

MANY = 24

pytestmark = [pytest.mark.slow, pytest.mark.both_databases]


@pytest.fixture
def everybody(app: Flask) -> Counter[str]:
    """Once each: those to whom a message is planned, and it is due."""
    with app.app_context():
        event = make_event()
        people = [make_registration(event) for _ in range(MANY)]
        a_planned_message(event, *(each.id for each in people))
        return Counter(each.email for each in people)


def all_sent(app: Flask) -> bool:
    with app.app_context():
        sent = sa.select(sa.func.count()).where(Mail.letter == "message", Mail.state == State.SENT)
        return db.session().scalars(sent).one() == MANY


def test_two_workers_at_once_send_a_message_once_to_each(
    app: Flask, database: Database, tmp_path: Path, everybody: Counter[str]
):
    with hostile_smtp.listening(pause_seconds=0.02) as server:
        both = [worker(database, tmp_path / f"{number}.log", UNDO, mail_url=server.url) for number in range(2)]
        wait_until(partial(all_sent, app), both[0])
        servers.stop(both)
    assert Counter(str(letter["To"]) for letter in server.seen) == everybody
    assert sum("messages sent to lists: 1" in each.last_words for each in both) == 1


def test_a_worker_that_is_killed_while_it_sends_loses_nobody(
    app: Flask, database: Database, tmp_path: Path, everybody: Counter[str]
):
    with hostile_smtp.listening(pause_seconds=JOIN_SECONDS + 0.05) as server:
        doomed = worker(database, tmp_path / "doomed.log", UNDO, mail_url=server.url)
        wait_until(lambda: len(server.seen) >= MANY // 6, doomed)
        servers.kill(doomed)
        server.pause_seconds = 0.0
        last = worker(database, tmp_path / "last.log", UNDO + 2 * LEASE, mail_url=server.url)
        wait_until(partial(all_sent, app), last)
        servers.stop([last])
    arrived = Counter(str(letter["To"]) for letter in server.seen)
    assert set(arrived) == set(everybody)
    assert arrived.total() <= MANY + 2  # the one on its way and the one just before it, with the same Message-ID
    assert len({letter["Message-ID"] for letter in server.seen}) == MANY
