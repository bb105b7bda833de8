"""A meeting in which every typed text is another, and how everybody downloads something of it."""

from dataclasses import dataclass

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.meeting import Meeting, Who
from tests.support.visitor import Visitor


@dataclass(frozen=True)
class Hostile:
    """The meeting, and the app in which it takes place."""

    app: Flask
    meeting: Meeting

    def get(self, address: str, who: Who = Who.ANYBODY) -> TestResponse:
        """What somebody is answered at an address of the meeting."""
        return self.visitor(who).get(self.meeting.address(address), buffered=True)

    def visitor(self, who: Who) -> Visitor:
        """Somebody with a browser of their own."""
        visitor = Visitor.of(self.app)
        visitor.set_cookie("events", self.meeting.cookies[who])
        return visitor
