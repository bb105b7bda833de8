"""The meeting of the attendee list, and its team."""

from tests.attendance.attendees.conftest import event, organiser, staff

__all__ = ["event", "organiser", "staff"]
