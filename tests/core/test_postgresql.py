"""Pages read from PostgreSQL without a transaction; a verb has one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.accounts.models import Account
from tests.support.make import make_event

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
PLANNED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%FROM event%%'"


@contextmanager
def states() -> Iterator[list[str]]:
    """Whether PostgreSQL is within a transaction (INTRANS) or not (IDLE), after each statement of the block."""
    seen: list[str] = []

    def note(connection, *_rest):
        seen.append(connection.connection.dbapi_connection.info.transaction_status.name)

    sa.event.listen(db.db.engine, "after_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(db.db.engine, "after_cursor_execute", note)


def test_a_page_that_only_reads_begins_no_transaction(app, session, visitor):
    make_event(slug="jahrestagung-2027")
    session.rollback()
    with states() as page:
        assert visitor.get("/de/jahrestagung-2027/register").status_code == 200
    assert len(page) >= 3
    assert set(page) == {"IDLE"}


def test_what_one_page_has_asked_is_planned_for_those_after_it(app, session, visitor):
    make_event(slug="jahrestagung-2027")
    session.rollback()
    for _visit in range(8):  # the driver has planned what it is asked more than five times
        visitor.get("/de/jahrestagung-2027/register")
    assert session.connection().exec_driver_sql(PLANNED).scalar() >= 1


def test_a_verb_is_one_transaction(app, session):
    with states() as verb, db.transaction() as writing:
        writing.scalars(sa.select(Account)).all()
        writing.scalar(sa.select(sa.func.count()).select_from(Account))
    assert verb == ["INTRANS", "INTRANS"]


def test_what_is_read_after_a_verb_is_read_without_a_transaction_again(app, session):
    with db.transaction() as writing:
        writing.scalars(sa.select(Account)).all()
    with states() as page:
        session.scalars(sa.select(Account)).all()
    assert page == ["IDLE"]
