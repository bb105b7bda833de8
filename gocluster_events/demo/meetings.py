"""The demo's editions before anybody registers: venue, days, rooms, tracks, clusters."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from gocluster_events.db import Base
from gocluster_events.demo.clusters import clusters
from gocluster_events.demo.facts import ZONE, Facts, instant, localized
from gocluster_events.events.models import Cluster, Event, EventDay, Room, Track
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.events.rules.reach import Reach


def add(session: Session, facts: Facts) -> Event:
    """The edition of ``facts`` is there, published, with everything that its programme needs."""
    event = _event(facts)
    session.add(event)
    session.flush()
    session.add_all(_parts(event.id, facts))
    session.flush()
    return event


def _event(facts: Facts) -> Event:
    words = {name: localized(facts.get(name)) for name in ("title", "motto", "description", "directions")}
    plain = (
        "slug", "venue", "address", "city", "contact_name", "contact_email", "contact_phone", "capacity_onsite",
        "capacity_online",
    )  # fmt: skip
    return Event(
        **words,
        **{name: facts[name] for name in plain},
        status=EventStatus.PUBLISHED,
        zone=ZONE,
        accent=facts.get("accent", ""),
        attendee_list=Reach(facts.get("attendee_list", "nobody")),
        starts_at=instant(facts["starts"]),
        ends_at=instant(facts["ends"]),
        registration_opens_at=instant(facts["registration_opens"]),
        registration_closes_at=instant(facts["registration_closes"]),
    )


def _parts(event_id: int, facts: Facts) -> Iterable[Base]:
    for day in facts["days"]:
        yield EventDay(event_id=event_id, **day)
    for position, room in enumerate(facts["rooms"]):
        yield Room(event_id=event_id, position=position, **{**room, "floor": localized(room["floor"])})
    for position, track in enumerate(facts["tracks"]):
        texts = {name: localized(track.get(name)) for name in ("name", "description")}
        yield Track(event_id=event_id, position=position, letter=track["letter"], colour=track["colour"], **texts)
    for name, state in clusters(facts["cluster_share"]):
        yield Cluster(event_id=event_id, name=name, state=state)
