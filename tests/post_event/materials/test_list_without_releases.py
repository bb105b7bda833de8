"""The public list of materials of which nobody had to be asked."""

from gocluster_events.core import clock
from gocluster_events.core.text import Localized
from gocluster_events.post_event.materials.rules.codes import Kind
from gocluster_events.post_event.materials.services import publishing
from tests.support.make import make_room
from tests.support.materials import AFTER, TEAM, a_meeting, add_link
from tests.support.programme import plan, publish, slot


def test_where_nobody_had_to_be_asked_nobody_is_said_to_have_agreed(session, visitor, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    event = a_meeting(slug="jahrestagung-2027")
    alone = slot(3, 180, code="A3", room=make_room(event).id)
    plan(event, alone)
    publish(event)
    uuid = add_link(event, item=alone.uuid, kind=Kind.RECORDING, note=Localized("Untertitel auf Deutsch"))
    publishing.publish(event.id, uuid, TEAM)
    page = visitor.get("/de/jahrestagung-2027/materials").text
    assert (">Untertitel auf Deutsch</dd>" in page, "Nicht bekannt" in page) == (True, False)
    assert ("Datei nicht lesbar?" in page, "zugestimmt" in page) == (True, False)
