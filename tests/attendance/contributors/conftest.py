"""The meeting of the attendee list, and its staff."""

from tests.attendance.attendees.conftest import event, organiser, staff

__all__ = ["event", "organiser", "staff"]
