"""An edition with what can be changed about it, for tests that go through every page."""

from gocluster_events.meeting.events.models import Event, Tick
from tests.support.lessons import to_be_noted
from tests.support.make import add, make_cluster, make_room
from tests.support.settings import NOW


def to_be_set_up(event: Event) -> dict[str, dict[str, str]]:
    """What stands in the addresses of the pages that set an edition up."""
    room = {"what": "rooms", "number": str(make_room(event).id)}
    cluster = {"number": str(make_cluster(event).id)}
    named = {"editions.cluster": cluster, "editions.cluster_removal": cluster}
    add(Tick(event_id=event.id, point="rooms", at=NOW, actor="organiser@example.org"))
    ticks = {"editions.checklist_tick": {"point": "venue"}, "editions.checklist_tick_removal": {"point": "rooms"}}
    ticks["editions.edition_status"] = {"step": "archiving"}
    return {
        **ticks,
        **to_be_noted(event),
        "editions.new_part": {"what": "rooms"},
        **dict.fromkeys(PARTS, room),
        **named,
    }


PARTS = ("editions.part", "editions.part_position", "editions.part_removal")
