"""The app whose `transaction` only notes that the database failed, and goes on. It must say what is not so."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.errors import Busy
from gocluster_events.factory import create_app
from tests.faults.exchange import everywhere

careful = db.transaction


@contextmanager
def trusting() -> Iterator[Session]:
    """What fails to be stored is a line in the log."""
    try:
        with careful() as session:
            yield session
    except (OperationalError, Busy) as failure:
        logging.getLogger(__name__).warning("not stored: %s", failure)


everywhere("transaction", careful, trusting)

app = create_app()
