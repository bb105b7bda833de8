"""What a room is for: told on its page, kept, and copied with the room."""

import pytest

from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.codes import RoomUse
from tests.support.make import make_event, make_member, make_room

ROOMS = "/de/manage/jahrestagung-2027/rooms"


@pytest.fixture
def event(session):
    return make_event(slug="jahrestagung-2027")


@pytest.fixture
def organiser(event, visitor):
    visitor.enter(make_member(event).email)
    return visitor


def test_a_room_is_for_everything_unless_somebody_says_otherwise(session, event, organiser):
    foyer = make_room(event, name="Foyer")
    form = organiser.own_form(f"{ROOMS}/{foyer.id}")
    assert [form.form.fields[name] for name in ("for_sessions", "for_breaks", "for_exhibition")] == [["y"]] * 3
    form.form.fields.pop("for_sessions")
    form.send()
    session.rollback()
    [room] = draft.draft(session, event).rooms
    assert room.uses == {RoomUse.BREAKS, RoomUse.EXHIBITION}
    assert "Pausen, Ausstellung" in organiser.get(ROOMS).text
