"""What PostgreSQL is log, read from the messages on its connections (libpq's trace)."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from gocluster_events import db
from gocluster_events.accounts.models import Account
from tests.support.make import make_event

pytestmark = [
    pytest.mark.parametrize("database", ["postgresql"], indirect=True),
    pytest.mark.skipif(sys.platform != "linux", reason="only there libpq writes down its messages"),
]


@contextmanager
def commands(file: Path) -> Iterator[Callable[[], str]]:
    """What PostgreSQL is log in the block, on connections that are taken from the pool within it."""
    engine = db.db.engine
    with file.open("wb") as trace:

        def begin(connection, *_rest):
            connection.pgconn.trace(trace.fileno())

        def end(connection, *_rest):
            if connection is not None:
                connection.pgconn.untrace()

        sa.event.listen(engine, "checkout", begin)
        sa.event.listen(engine, "checkin", end)
        try:
            yield lambda: file.read_text(errors="replace")
        finally:
            sa.event.remove(engine, "checkout", begin)
            sa.event.remove(engine, "checkin", end)


def test_a_page_that_only_reads_begins_and_ends_nothing(app, session, visitor, tmp_path):
    make_event(slug="jahrestagung-2027")
    session.rollback()
    with commands(tmp_path / "trace") as log:
        assert visitor.get("/de/jahrestagung-2027/register").status_code == 200
        page = log()
    assert "SELECT" in page
    assert not any(word in page for word in ("BEGIN", "ROLLBACK", "COMMIT", "DEALLOCATE"))


def test_a_verb_begins_and_commits(app, session, tmp_path):
    session.rollback()
    with commands(tmp_path / "trace") as log:
        with db.transaction() as writing:
            writing.scalars(sa.select(Account)).all()
        verb = log()
    assert verb.index("BEGIN") < verb.index("SELECT") < verb.index("COMMIT")
    assert "ROLLBACK" not in verb


def test_what_is_read_after_a_verb_is_read_without_a_transaction_again(app, session):
    with db.transaction() as writing:
        writing.scalars(sa.select(Account)).all()
    session.scalars(sa.select(Account)).all()
    assert session.connection().connection.dbapi_connection.info.transaction_status.name == "IDLE"
