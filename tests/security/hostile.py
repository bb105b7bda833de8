"""A copy of the meeting in which every typed text is another, and how everybody downloads something of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gocluster_events import db
from tests.security.poison import poison
from tests.support.arranging import Arranged, started
from tests.support.databases import Databases
from tests.support.meeting import Meeting, Who
from tests.support.visitor import Visitor


@dataclass(frozen=True)
class Hostile:
    """The meeting, and the app in which it takes place."""

    app: Flask
    meeting: Meeting

    def get(self, address: str, who: Who = Who.ANYBODY) -> TestResponse:
        """What somebody is answered at an address of the meeting."""
        visitor = Visitor(self.app, self.app.response_class, use_cookies=True)
        visitor.set_cookie("events", self.meeting.cookies[who])
        return visitor.get(self.meeting.address(address), buffered=True)


@contextmanager
def hostile_meeting(
    arranged: Arranged, databases: Databases, instead: Callable[[str], str], before: Callable[[Session], None]
) -> Iterator[Hostile]:
    """The meeting after ``before``, with other texts instead of all that were typed."""
    database = databases.make("sqlite")
    databases.fill(database, arranged.database)
    app = started(database, arranged.mails)
    with app.app_context():
        before(db.session())
    poison(database.url.removeprefix("sqlite:///"), instead)
    yield Hostile(app, arranged.meeting)
    with app.app_context():
        db.db.engine.dispose()
    databases.drop(database)
