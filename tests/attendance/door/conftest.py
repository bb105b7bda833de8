"""The meeting of the attendee list, and its staff."""

from tests.attendance.attendees.conftest import event, staff

__all__ = ["event", "staff"]
