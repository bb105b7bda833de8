"""The app with a `transaction` that opens nothing: each statement on its own, no lock, no sleep. It must lose."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.factory import create_app
from tests.faults.exchange import everywhere


@contextmanager
def nothing() -> Iterator[Session]:
    """A session that writes without a transaction."""
    current = db.db.session()
    current.rollback()
    on_postgresql = db.db.engine.dialect.name == "postgresql"
    options = {"isolation_level": "AUTOCOMMIT"} if on_postgresql else {"begin": "SELECT 1"}
    current.connection(execution_options=options)
    yield current
    current.commit()


everywhere("transaction", db.transaction, nothing)

app = create_app()
