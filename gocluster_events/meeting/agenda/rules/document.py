"""The timetable as the JSON document that a version stores, and back. A version's ``format`` says how to read it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change, Subject
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, PersonStatus, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.links import Link
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Day, Item, Person, Room, Span, Timetable, Track

FORMAT = 5

Document = dict[str, Any]


def to_document(timetable: Timetable) -> Document:
    """The whole timetable in the present `FORMAT`: only objects, lists, texts, numbers and booleans."""
    blocks = {"blocks": [_block(block) for block in timetable.blocks]} if timetable.knows_blocks else {}
    return {
        "zone": timetable.zone,
        "days": [_day(day) for day in timetable.days],
        "rooms": [_room(room) for room in timetable.rooms],
        "tracks": [_track(track) for track in timetable.tracks],
        "people": [_person(person) for person in timetable.people],
        "items": [_item(item) for item in timetable.items],
        **blocks,
    }


def from_document(document: Mapping[str, Any], written_in: int) -> Timetable:
    """The timetable that `to_document` was given when ``written_in`` was the `FORMAT`.

    Raises KeyError for a format that no release ever wrote.
    """
    return _READERS[written_in](document)


def change_to_json(change: Change) -> Document:
    """A change as a step stores it."""
    return {"before": _subject(change.before), "after": _subject(change.after)}


def change_from_json(document: Mapping[str, Any]) -> Change:
    """The change that `change_to_json` was given."""
    return Change(before=_read_subject(document["before"]), after=_read_subject(document["after"]))


def _read_subject(document: Mapping[str, Any] | None) -> Subject | None:
    match document:
        case {"item": item}:
            return _read_item(item)
        case {"person": person}:
            return _read_person(person)
        case {"block": block}:
            return _read_block(block)
        case _:
            return None


def _subject(subject: Subject | None) -> Document | None:
    match subject:
        case Item():
            return {"item": _item(subject)}
        case Person():
            return {"person": _person(subject)}
        case TimeBlock():
            return {"block": _block(subject)}
        case None:
            return None


def _both(value: Localized) -> Document:
    return {"de": value.de, "en": value.en}


def _day(day: Day) -> Document:
    name = {"name": _both(day.name)} if day.name else {}
    return {"date": day.date.isoformat(), "opens": day.opens.isoformat(), "closes": day.closes.isoformat(), **name}


def _room(room: Room) -> Document:
    return {
        "id": room.id,
        "name": room.name,
        "floor": _both(room.floor),
        "seats": room.seats,
        "has_stream": room.has_stream,
    }


def _track(track: Track) -> Document:
    return {"id": track.id, "letter": track.letter, "name": _both(track.name), "colour": track.colour}


def _person(person: Person) -> Document:
    return {
        "uuid": person.uuid,
        "title": person.title,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "position": _both(person.position),
        "organisation": person.organisation,
        "biography": _both(person.biography),
        "portrait": person.portrait,
        "portrait_consent": person.portrait_consent,
        "is_redacted": person.is_redacted,
        **_for_organisers(person),
    }


def _for_organisers(person: Person) -> Document:
    """The facts of a person that no version holds; empty ones are left out."""
    fields = {
        "email": person.email,
        "status": "" if person.status is PersonStatus.AGREED else person.status.value,
        "available": [[start.isoformat(), end.isoformat()] for start, end in person.available],
    }
    return {name: value for name, value in fields.items() if value}


def _item(item: Item) -> Document:
    return {
        "uuid": item.uuid,
        "code": item.code,
        "kind": item.kind.value,
        "title": _both(item.title),
        "summary": _both(item.summary),
        "abstract": _both(item.abstract),
        "track": item.track,
        "language": item.language.value,
        "length_minutes": item.length_minutes,
        "seats": item.seats,
        "visibility": item.visibility.value,
        "has_stream": item.has_stream,
        "starts_at": item.starts_at.isoformat() if item.starts_at else None,
        "room": item.room,
        "people": [_appearance(each) for each in item.people],
        "is_pinned": item.is_pinned,
        "links": links_to_json(item.links),
        "do_not_record": item.do_not_record,
        "sign_up": item.sign_up.value,
    }


def links_to_json(links: Iterable[Link]) -> list[Document]:
    """Links as JSON values."""
    return [{"address": link.address, "label": link.label} for link in links]


def read_links(links: Iterable[Mapping[str, str]]) -> tuple[Link, ...]:
    """The links that `links_to_json` was given."""
    return tuple(Link(link["address"], link["label"]) for link in links)


def _block(block: TimeBlock) -> Document:
    return {
        "uuid": block.uuid,
        "name": _both(block.name),
        "starts_at": block.starts_at.isoformat(),
        "length_minutes": block.length_minutes,
    }


def _appearance(appearance: Appearance) -> Document:
    stands_in = {"for_person": appearance.for_person} if appearance.for_person else {}
    return {"person": appearance.person, "part": appearance.part.value, **stands_in}


def _read(document: Mapping[str, Any]) -> Timetable:
    return Timetable(
        zone=document["zone"],
        days=tuple(_read_day(day) for day in document["days"]),
        rooms=tuple(Room(**{**room, "floor": Localized(**room["floor"])}) for room in document["rooms"]),
        tracks=tuple(Track(**{**track, "name": Localized(**track["name"])}) for track in document["tracks"]),
        people=tuple(_read_person(person) for person in document["people"]),
        items=tuple(_read_item(item) for item in document["items"]),
        blocks=tuple(_read_block(block) for block in document.get("blocks", ())),
        knows_blocks="blocks" in document,
    )


def _read_block(block: Mapping[str, Any]) -> TimeBlock:
    return TimeBlock(
        uuid=block["uuid"],
        name=Localized(**block["name"]),
        starts_at=datetime.fromisoformat(block["starts_at"]),
        length_minutes=block["length_minutes"],
    )


def _read_day(day: Mapping[str, Any]) -> Day:
    return Day(
        date=date.fromisoformat(day["date"]),
        opens=time.fromisoformat(day["opens"]),
        closes=time.fromisoformat(day["closes"]),
        name=Localized(**day.get("name", {})),
    )


def _read_person(person: Mapping[str, Any]) -> Person:
    return Person(
        uuid=person["uuid"],
        title=person["title"],
        first_name=person["first_name"],
        last_name=person["last_name"],
        position=Localized(**person["position"]),
        organisation=person["organisation"],
        biography=Localized(**person.get("biography", {})),
        email=person.get("email", ""),
        status=PersonStatus(person.get("status", PersonStatus.AGREED.value)),
        portrait=person.get("portrait", ""),
        portrait_consent=person.get("portrait_consent", False),
        available=read_spans(person.get("available", ())),
        is_redacted=person.get("is_redacted", False),
    )


def read_spans(spans: Iterable[Sequence[str]]) -> tuple[Span, ...]:
    """Pairs of instants that were written in ISO format."""
    return tuple((datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in spans)


def _read_item(item: Mapping[str, Any]) -> Item:
    return Item(
        uuid=item["uuid"],
        code=item["code"],
        kind=Kind(item["kind"]),
        title=Localized(**item["title"]),
        summary=Localized(**item.get("summary", {})),
        abstract=Localized(**item["abstract"]),
        track=item["track"],
        language=SpokenLanguage(item["language"]),
        length_minutes=item["length_minutes"],
        seats=item["seats"],
        visibility=Visibility(item["visibility"]),
        has_stream=item["has_stream"],
        starts_at=datetime.fromisoformat(item["starts_at"]) if item["starts_at"] else None,
        room=item["room"],
        people=tuple(Appearance(each["person"], Part(each["part"]), each.get("for_person")) for each in item["people"]),
        is_pinned=item.get("is_pinned", False),
        links=read_links(item.get("links", ())),
        do_not_record=item.get("do_not_record", False),
        sign_up=SignUp(item.get("sign_up", SignUp.NONE.value)),
    )


# The second format says more of people and items, the third has blocks, links and what is not recorded, the fourth
# whether one signs up, the fifth also by wishes; what an earlier one did not know has its default.
_READERS: dict[int, Callable[[Mapping[str, Any]], Timetable]] = dict.fromkeys((1, 2, 3, 4, 5), _read)
