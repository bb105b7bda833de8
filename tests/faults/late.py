"""The app whose `transaction` commits only when the answer has been sent, as if that made it faster. It must lose."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, after_this_request, has_request_context
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.factory import create_app
from tests.faults.exchange import everywhere

in_time = db.transaction


@contextmanager
def late() -> Iterator[Session]:
    """A session of the request, which is committed after its answer."""
    if not has_request_context():
        with in_time() as session:
            yield session
        return
    current = db.session()
    if "late" not in current.info:
        current.rollback()
        current.connection(execution_options={"begin": "BEGIN IMMEDIATE"})
        current.info["late"] = True
        after_this_request(lambda answer: _and_then_commit(answer, current))
    yield current
    current.flush()


def _and_then_commit(answer: Response, session: Session) -> Response:
    @answer.call_on_close
    def commit() -> None:
        session.info.pop("late")
        session.commit()
        session.close()

    return answer


everywhere("transaction", in_time, late)

app = create_app()
app.teardown_appcontext_funcs.clear()  # which end the request's session before its answer is sent
