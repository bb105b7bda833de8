"""Rooms and tracks of an edition, where its draft of the programme depends on them."""

from datetime import datetime

from gocluster_events.agenda import queries as agenda_queries
from gocluster_events.agenda import services as agenda
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events.models import Room
from gocluster_events.events.queries.places import PlaceKind
from gocluster_events.events.rules.places import PlaceFacts, PlaceRefusal
from gocluster_events.events.services import places as editions


def add_place(event_id: int, facts: PlaceFacts, actor: str, now: datetime) -> int:
    """The edition has the room or track; returns its id.

    Raises Refused when its name is taken or the edition is archived.
    """
    with transaction() as session:
        event = editions.open_edition(session, event_id)
        place_id = editions.add_place(session, event_id, facts, actor, now)
        agenda.touch_draft(session, event)
        return place_id


def change_place(
    event_id: int, place_id: int, facts: PlaceFacts, revision: int, actor: str, now: datetime
) -> None:  # fmt: skip
    """The room or track is as typed, and the draft's conflicts are counted anew.

    Raises Stale when somebody saved after ``revision``, Refused when its name is taken or the edition is archived.
    """
    with transaction() as session:
        event = editions.open_edition(session, event_id)
        if editions.change_place(session, event_id, place_id, facts, revision, actor, now):
            agenda.touch_draft(session, event)


def move_place(event_id: int, kind: PlaceKind, place_id: int, steps: int, actor: str, now: datetime) -> None:
    """The room or track stands that many places later, and so does its column in the draft."""
    with transaction() as session:
        event = editions.open_edition(session, event_id)
        editions.move_place(session, event_id, kind, place_id, steps, actor, now)
        agenda.touch_draft(session, event)


def remove_place(event_id: int, kind: PlaceKind, place_id: int, actor: str, now: datetime) -> None:
    """The room or track is gone. Raises Refused when items of the draft stand in it or the edition is archived."""
    with transaction() as session:
        event = editions.open_edition(session, event_id)
        if agenda_queries.items_in(session, event_id, room=kind is Room, place_id=place_id):
            raise Refused(PlaceRefusal.IN_USE)
        editions.remove_place(session, event_id, kind, place_id, actor, now)
        agenda.touch_draft(session, event)
