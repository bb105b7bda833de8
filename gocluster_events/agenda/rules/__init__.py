"""Decisions about the programme: pure functions on the frozen `Timetable`."""
