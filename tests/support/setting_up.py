"""An edition with what can be changed about it, for tests that go through every page."""

from gocluster_events.events.models import Event, Tick
from tests.support.make import NOW, add, make_cluster, make_room


def to_be_set_up(event: Event) -> dict[str, dict[str, str]]:
    """What stands in the addresses of the pages that set an edition up."""
    room = {"what": "rooms", "number": str(make_room(event).id)}
    cluster = {"number": str(make_cluster(event).id)}
    named = {"pages.cluster": cluster, "pages.cluster_removal": cluster}
    add(Tick(event_id=event.id, point="rooms", at=NOW, actor="organiser@example.org"))
    ticks = {"pages.checklist_tick": {"point": "venue"}, "pages.checklist_tick_removal": {"point": "rooms"}}
    ticks["pages.edition_status"] = {"step": "archiving"}
    return {**ticks, "pages.new_part": {"what": "rooms"}, **dict.fromkeys(PARTS, room), **named}


PARTS = ("pages.part", "pages.part_position", "pages.part_removal")
