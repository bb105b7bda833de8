"""How many statements something costs, and how often it calls what."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import sqlalchemy as sa

from gocluster_events.core import db


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


@contextmanager
def counted_calls(*functions: Callable[..., Any]) -> Iterator[Counter[str]]:
    """How often the block calls each of these, by its name, in this thread."""
    names = {function.__code__: function.__name__ for function in functions}
    seen: Counter[str] = Counter()

    def listen(frame: FrameType, event: str, _rest: object) -> None:
        if event == "call" and frame.f_code in names:
            seen[names[frame.f_code]] += 1

    before = sys.getprofile()
    sys.setprofile(listen)
    try:
        yield seen
    finally:
        sys.setprofile(before)
