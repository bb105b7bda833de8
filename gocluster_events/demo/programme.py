"""The demo's programmes: planned and published by the same verbs as any other, version by version."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from gocluster_events.backoffice.publishing import words
from gocluster_events.backoffice.publishing.services import people
from gocluster_events.core.act import Act
from gocluster_events.demo.facts import Facts, instant, localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, PersonStatus, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person
from gocluster_events.meeting.agenda.services import drafting as agenda, publishing
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event

_NAMESPACE = UUID("6f0f5c0e-3b4e-5d0a-9a51-2f3f6c1d8b27")
_PLANNED_BEFORE = timedelta(hours=2)


def publish(session: Session, event: Event, facts: Facts, actor: str) -> None:
    """Every version of ``facts`` is published, as its items stood then; the draft has moved on where it says so."""
    people = [_person(facts["slug"], key, person) for key, person in facts["people"].items()]
    subjects: list[Person | TimeBlock] = [*people, *_blocks(facts)]
    agenda.apply_in(
        session,
        event.id,
        [Change(before=None, after=each) for each in subjects],
        {},
        Act(actor, instant(facts["versions"][0]["at"]) - _PLANNED_BEFORE),
    )
    planned = _Planned(session, event, actor)
    for version in facts["versions"]:
        at = instant(version["at"])
        planned.become(_items(session, event, facts, version.get("rooms", {})), at - _PLANNED_BEFORE)
        publishing.publish(session, event.id, localized(version.get("note")), Act(actor, at))
    if "draft" in facts:
        planned.become(_items(session, event, _moved_on(facts), {}), instant(facts["draft"]["at"]))


def introduce(session: Session, event: Event, facts: Facts, actor: str) -> None:
    """Those on the programme have been told so when its latest version was published."""
    voice = words.phrases(lambda language, slug, path: f"https://demo.example.org/{language}/{slug}/agenda/{path}")
    people.introduce(session, event, Act(actor, instant(facts["versions"][-1]["at"])), voice)


class _Planned:
    """The items of the draft as they were stored last, by UUID, and how often each was."""

    def __init__(self, session: Session, event: Event, actor: str) -> None:
        self._session, self._event, self._actor = session, event, actor
        self._items: dict[str, Item] = {}
        self._revisions: Counter[str] = Counter()

    def become(self, items: Mapping[str, Item], at: datetime) -> None:
        """The draft holds these items, changed at that instant."""
        changes = [Change(self._items.get(uuid), item) for uuid, item in items.items() if self._items.get(uuid) != item]
        agenda.apply_in(self._session, self._event.id, changes, self._revisions, Act(self._actor, at))
        self._revisions.update(change.touched for change in changes)
        self._items = dict(items)


def _blocks(facts: Facts) -> list[TimeBlock]:
    """The times that all rooms have in common."""
    return [
        TimeBlock(
            uuid_of(facts["slug"], f"block {each['at']}"), localized(each["name"]), instant(each["at"]), each["minutes"]
        )
        for each in facts.get("blocks", ())
    ]


def _moved_on(facts: Facts) -> Facts:
    """The facts with what the draft says of its items: of known ones only what changes, of new ones everything."""
    drafted: dict[str, Facts] = dict(facts["draft"]["items"])
    items = [{**item, **drafted.pop(item.get("code", ""), {})} for item in facts["items"]]
    return {**facts, "items": [*items, *({**item, "code": code} for code, item in drafted.items())]}


def _person(slug: str, key: str, facts: Facts) -> Person:
    known = {name: facts[name] for name in ("title", "organisation", "email") if name in facts}
    return Person(
        uuid=uuid_of(slug, key),
        first_name=facts["first_name"],
        last_name=facts["last_name"],
        position=localized(facts["position"]),
        biography=localized(facts.get("biography")),
        status=PersonStatus(facts.get("status", "agreed")),
        **known,
    )


def _items(session: Session, event: Event, facts: Facts, moved: Mapping[str, str]) -> dict[str, Item]:
    """The items by UUID; ``moved`` maps the code of an item to the room in which it stood in that version."""
    rooms = {room.name: room.id for room in events.rooms(session, event.id)}
    tracks = {track.letter: track.id for track in events.tracks(session, event.id)}
    items = [
        _item(
            facts["slug"],
            item,
            room=rooms[moved.get(item.get("code", ""), item["room"])] if "room" in item else None,
            track=tracks[item["track"]] if "track" in item else None,
        )
        for item in facts["items"]
    ]
    return {item.uuid: item for item in items}


def _item(slug: str, facts: Facts, *, room: int | None, track: int | None) -> Item:
    known: dict[str, Any] = {name: facts[name] for name in ("code", "seats", "has_stream") if name in facts}
    return Item(
        uuid=uuid_of(slug, facts.get("code") or f"{facts['kind']} {facts['at']}"),
        kind=Kind(facts["kind"]),
        title=localized(facts["title"]),
        abstract=localized(facts.get("abstract")),
        length_minutes=facts["minutes"],
        visibility=Visibility(facts.get("visibility", "public")),
        sign_up=SignUp(facts.get("sign_up", "none")),
        language=SpokenLanguage(facts.get("language", "de")),
        starts_at=instant(facts["at"]) if "at" in facts else None,
        room=room,
        track=track,
        people=tuple(
            Appearance(uuid_of(slug, key), Part(part), *(uuid_of(slug, absent) for absent in whom))
            for key, part, *whom in facts.get("cast", ())
        ),
        **known,
    )


def uuid_of(slug: str, name: str) -> str:
    """The UUID of an item by its code, or of a person by the key in the data, which is the same at every start."""
    return str(uuid5(_NAMESPACE, f"{slug}/{name}"))
