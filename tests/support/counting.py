"""How many statements something costs."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from gocluster_events import db


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The statements of the block, of every session on the app's database."""
    seen: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    sa.event.listen(db.db.engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        sa.event.remove(db.db.engine, "before_cursor_execute", listen)
