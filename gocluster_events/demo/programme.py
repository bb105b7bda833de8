"""The demo's programmes: planned and published by the same verbs as any other, version by version."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from gocluster_events.agenda import services as agenda
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.codes import Kind, Part, SpokenLanguage, Visibility
from gocluster_events.agenda.rules.timetable import Appearance, Item, Person
from gocluster_events.demo.facts import Facts, instant, localized
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event

_NAMESPACE = UUID("6f0f5c0e-3b4e-5d0a-9a51-2f3f6c1d8b27")
_PLANNED_BEFORE = timedelta(hours=2)


def publish(session: Session, event: Event, facts: Facts, actor: str) -> None:
    """Every version of ``facts`` is published, as its items stood then."""
    people = [_person(facts["slug"], key, person) for key, person in facts["people"].items()]
    before: dict[str, Item] = {}
    for number, version in enumerate(facts["versions"]):
        after = _items(session, event, facts, version.get("rooms", {}))
        changes = [
            Change(before=before.get(uuid), after=item) for uuid, item in after.items() if before.get(uuid) != item
        ]
        changes += [Change(before=None, after=person) for person in people if number == 0]
        revisions = dict.fromkeys(before, 1)
        at = instant(version["at"])
        agenda.apply_in(session, event.id, changes, revisions, actor, at - _PLANNED_BEFORE)
        agenda.publish(session, event.id, localized(version["note"]), actor, at)
        before = after


def _person(slug: str, key: str, facts: Facts) -> Person:
    known = {name: facts[name] for name in ("title", "organisation") if name in facts}
    return Person(
        uuid=_uuid(slug, key),
        first_name=facts["first_name"],
        last_name=facts["last_name"],
        position=localized(facts["position"]),
        **known,
    )


def _items(session: Session, event: Event, facts: Facts, moved: Mapping[str, str]) -> dict[str, Item]:
    """The items by UUID; ``moved`` names by code the rooms in which some of them stood then."""
    rooms = {room.name: room.id for room in events.rooms(session, event.id)}
    tracks = {track.letter: track.id for track in events.tracks(session, event.id)}
    items = [
        _item(
            facts["slug"],
            item,
            room=rooms[moved.get(item.get("code", ""), item["room"])],
            track=tracks[item["track"]] if "track" in item else None,
        )
        for item in facts["items"]
    ]
    return {item.uuid: item for item in items}


def _item(slug: str, facts: Facts, *, room: int, track: int | None) -> Item:
    known: dict[str, Any] = {name: facts[name] for name in ("code", "seats", "has_stream") if name in facts}
    return Item(
        uuid=_uuid(slug, facts.get("code") or f"{facts['kind']} {facts['at']}"),
        kind=Kind(facts["kind"]),
        title=localized(facts["title"]),
        abstract=localized(facts.get("abstract")),
        length_minutes=facts["minutes"],
        visibility=Visibility(facts.get("visibility", "public")),
        language=SpokenLanguage(facts.get("language", "de")),
        starts_at=instant(facts["at"]),
        room=room,
        track=track,
        people=tuple(Appearance(_uuid(slug, key), Part(part)) for key, part in facts.get("cast", ())),
        **known,
    )


def _uuid(slug: str, name: str) -> str:
    return str(uuid5(_NAMESPACE, f"{slug}/{name}"))
