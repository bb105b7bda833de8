"""The programme as schedule.xml and schedule.json of the frab and c3voc family, which conference apps read.

Their public schemas stand in https://github.com/voc/schedule, under validator/xsd/schedule.xml.xsd and
validator/json/schema.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from gocluster_events.core.text import for_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

GENERATOR, SCHEMA, SLOT = "go-cluster Events", "https://c3voc.de/schedule/schema.json", "00:05"
_APART = frozenset({"id", "guid", "persons", "links", "do_not_record"})  # in XML no element with a text
LEAST_ACRONYM = 4  # characters
_MOST = 2**31 - 1  # apps keep a number in 32 bits


@dataclass(frozen=True, slots=True)
class Talk:
    """One programme item, in the words of one language; ``people`` are UUID and name, ``links`` address and words."""

    uuid: str
    title: str
    subtitle: str
    kind: str
    room: str
    track: str
    language: str
    abstract: str
    slug: str
    url: str
    starts_at: datetime
    ends_at: datetime
    people: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    links: tuple[tuple[str, str], ...] = ()
    do_not_record: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleDay:
    """A day of the meeting, and the instants at which the venue opens and closes."""

    date: date
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Schedule:
    """A published programme. Rooms are (UUID, name, seats; 0: not counted), tracks (name, colour)."""

    title: str
    slug: str
    zone: str
    version: int
    base_url: str
    url: str
    days: tuple[ScheduleDay, ...]
    rooms: tuple[tuple[str, str, int], ...]
    tracks: tuple[tuple[str, str], ...]
    talks: tuple[Talk, ...]

    @cached_property
    def talk_numbers(self) -> Mapping[str, int]:
        """The number of each talk in the file, by UUID, for programs that need numbers."""
        return numbers(talk.uuid for talk in self.talks)

    @cached_property
    def person_numbers(self) -> Mapping[str, int]:
        """The number of each person in the file, by UUID."""
        return numbers({uuid for talk in self.talks for uuid, _name in talk.people})


def to_json(schedule: Schedule) -> bytes:
    """The schedule as schedule.json, in UTF-8."""
    document = {
        "$schema": SCHEMA,
        "generator": {"name": GENERATOR},
        "schedule": {
            "version": str(schedule.version),
            "base_url": schedule.base_url,
            "conference": {
                **_conference(schedule),
                "daysCount": len(schedule.days),
                "url": schedule.url,
                "rooms": [
                    {"guid": uuid, "name": name, "capacity": seats or None} for uuid, name, seats in schedule.rooms
                ],
                "tracks": [{"name": name, "color": colour} for name, colour in schedule.tracks],
                "days": [_day(schedule, number, day) for number, day in enumerate(schedule.days, 1)],
            },
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def to_xml(schedule: Schedule) -> bytes:
    """The schedule as schedule.xml, in UTF-8. A character that XML cannot hold is left out."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 -- only who takes the file away waits for it

    root = ET.Element("schedule")
    _add(root, "generator", name=GENERATOR)
    _add(root, "version", str(schedule.version))
    conference = _add(root, "conference")
    facts = {**_conference(schedule), "days": len(schedule.days), "base_url": schedule.base_url}
    for name, value in facts.items():
        _add(conference, name, str(value))
    for number, day in enumerate(schedule.days, 1):
        _add_day(root, _day(schedule, number, day))
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def numbers(uuids: Iterable[str]) -> Mapping[str, int]:
    """A positive number for each UUID: always the same one, unless two UUIDs would share it."""
    numbers_by_uuid: dict[str, int] = {}
    taken: set[int] = set()
    for uuid in sorted(uuids):
        number = int(uuid.replace("-", "")[-12:], 16) % _MOST + 1
        while number in taken:
            number = number % _MOST + 1
        taken.add(number)
        numbers_by_uuid[uuid] = number
    return numbers_by_uuid


def _conference(schedule: Schedule) -> dict[str, Any]:
    return {
        "title": schedule.title,
        "acronym": schedule.slug.replace("-", "_").ljust(LEAST_ACRONYM, "_"),  # as the JSON schema wants it
        "start": schedule.days[0].date.isoformat() if schedule.days else "",
        "end": schedule.days[-1].date.isoformat() if schedule.days else "",
        "timeslot_duration": SLOT,
        "time_zone_name": schedule.zone,
    }


def _day(schedule: Schedule, number: int, day: ScheduleDay) -> dict[str, Any]:
    zone = ZoneInfo(schedule.zone)
    talks = [talk for talk in schedule.talks if talk.starts_at.astimezone(zone).date() == day.date]
    names = dict.fromkeys([*(name for _uuid, name, _seats in schedule.rooms), *(talk.room for talk in talks)])
    rooms = {name: [_talk(schedule, talk, zone) for talk in talks if talk.room == name] for name in names}
    return {
        "index": number,
        "date": day.date.isoformat(),
        "day_start": day.opens_at.astimezone(zone).isoformat(),
        "day_end": day.closes_at.astimezone(zone).isoformat(),
        "rooms": {name: room_talks for name, room_talks in rooms.items() if room_talks},
    }


def _talk(schedule: Schedule, talk: Talk, zone: ZoneInfo) -> dict[str, Any]:
    start, people = talk.starts_at.astimezone(zone), schedule.person_numbers
    minutes = (talk.ends_at - talk.starts_at) // timedelta(minutes=1)
    return {
        "id": schedule.talk_numbers[talk.uuid],
        "guid": talk.uuid,
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "duration": f"{minutes // 60:02d}:{minutes % 60:02d}",
        "room": talk.room,
        "slug": talk.slug,
        "url": talk.url,
        "title": talk.title,
        "subtitle": talk.subtitle,
        "track": talk.track,
        "type": talk.kind,
        "language": talk.language,
        "abstract": talk.summary,
        "description": talk.abstract,
        "persons": [{"id": people[uuid], "guid": uuid, "name": name} for uuid, name in talk.people],
        "links": [{"url": address, "title": words} for address, words in talk.links],
        "do_not_record": talk.do_not_record,
    }


def _add_day(root: Element, day: Mapping[str, Any]) -> None:
    element = _add(root, "day", index=str(day["index"]), date=day["date"], start=day["day_start"], end=day["day_end"])
    for name, talks in day["rooms"].items():
        room = _add(element, "room", name=for_xml(name))
        for talk in talks:
            _add_talk(room, talk)


def _add_talk(room: Element, talk: Mapping[str, Any]) -> None:
    event = _add(room, "event", id=str(talk["id"]), guid=talk["guid"])
    for name, value in talk.items():
        if name not in _APART:
            _add(event, name, value)
    persons = _add(event, "persons")
    for person in talk["persons"]:
        _add(persons, "person", person["name"], id=str(person["id"]))
    links = _add(event, "links")
    for link in talk["links"]:
        _add(links, "link", link["title"], href=for_xml(link["url"]))
    recording = _add(event, "recording")
    _add(recording, "license")
    _add(recording, "optout", str(talk["do_not_record"]).lower())


def _add(parent: Element, element: str, text: str = "", /, **attributes: str) -> Element:
    from xml.etree.ElementTree import SubElement  # noqa: PLC0415 -- as above

    child = SubElement(parent, element, attributes)
    child.text = for_xml(text)
    return child


def days(planned: Sequence[ScheduleDay], talks: Iterable[Talk], zone: str) -> tuple[ScheduleDay, ...]:
    """The planned days, and those on which something starts although none was planned."""
    days_by_date = {day.date: day for day in planned}
    for talk in talks:
        on = talk.starts_at.astimezone(ZoneInfo(zone)).date()
        known = days_by_date.get(on)
        if known is None:
            days_by_date[on] = ScheduleDay(on, talk.starts_at, talk.ends_at)
        elif known not in planned:
            days_by_date[on] = ScheduleDay(on, min(known.opens_at, talk.starts_at), max(known.closes_at, talk.ends_at))
    return tuple(days_by_date[on] for on in sorted(days_by_date))
