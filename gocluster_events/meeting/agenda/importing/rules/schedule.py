"""schedule.xml and schedule.json of the frab family, as pretalx, frab, Pentabarf and we ourselves write them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from html import escape
from typing import Any

from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.agenda.rules.links import LONGEST_LABEL
from gocluster_events.meeting.agenda.rules.source import Column, Source, SourceAppearance, SourceItem

OURS = "go-cluster Events"
_OTHER = {"de": "en", "en": "de"}
_TEXTS = (
    "title",
    "subtitle",
    "type",
    "track",
    "language",
    "abstract",
    "description",
    "duration",
    "start",
    "date",
    "room",
)
_INLINE = frozenset({"a", "b", "br", "em", "i", "li", "ol", "p", "strong", "ul"})  # tags of HTML within a text
_SIGN_UP = re.compile(r"/items/[^/\s]+/sign-up(?P<by_wish>#by-wish)?$")
"""The link by which we say that an item needs a sign-up, and whether its places go by wishes."""
Event = Mapping[str, Any]


def from_markup(root: Sequence[Any], language: str) -> Source | None:
    """The programme of a schedule.xml whose texts are in ``language``; None if the file is no schedule."""
    name, _attributes, _text, children, _tail = root
    if name != "schedule":
        return None
    conference = next((_fields(child) for child in children if child[0] == "conference"), {})
    generator = next((child[1].get("name", "") for child in children if child[0] == "generator"), "")
    events = [
        {**_event(event), "day": day[1].get("date", ""), "day_start": day[1].get("start", ""), "in_room": _name(room)}
        for day in _named(children, "day")
        for room in _named(day[3], "room")
        for event in _named(room[3], "event")
    ]
    return _source(events, language, _text_of(conference.get("time_zone_name")), is_ours=generator == OURS)


def from_object(document: Any, language: str) -> Source | None:
    """The programme of a schedule.json whose texts are in ``language``; None if the file is no schedule."""
    schedule = _object(_object(document).get("schedule"))
    conference = _object(schedule.get("conference"))
    if not conference:
        return None
    generator = _object(_object(document).get("generator")).get("name")
    events: list[Event] = []
    for day in map(_object, _list(conference.get("days"))):
        for room, room_events in _object(day.get("rooms")).items():
            facts = {"day": _text_of(day.get("date")), "day_start": _text_of(day.get("day_start")), "in_room": room}
            events += [_event_of(event) | facts for event in map(_object, _list(room_events))]
    return _source(events, language, _text_of(conference.get("time_zone_name")), is_ours=generator == OURS)


def _source(events: Sequence[Event], language: str, zone: str, *, is_ours: bool) -> Source:
    items = tuple(_item(number, event, language, is_ours=is_ours) for number, event in enumerate(events, start=1))
    return Source(items, language=language, zone=zone, is_ours=is_ours)


def _item(number: int, event: Event, language: str, *, is_ours: bool) -> SourceItem:
    text = {name: _text_of(event.get(name)) for name in _TEXTS}
    day, start = _when(text, event)
    values = {
        Column.ID: _text_of(event.get("guid")) or _text_of(event.get("code")) or _text_of(event.get("id")),
        Column.KIND: text["type"],
        Column(f"title_{language}"): text["title"],
        Column.DAY: day,
        Column.START: start,
        Column.LENGTH: text["duration"],
        Column.ROOM: text["room"] or event["in_room"],
        Column.LANGUAGE: text["language"],
    }
    if event.get("track") is not None:
        values[Column.TRACK] = text["track"]
    links = event["links"]
    if links is not None:
        to_sign_up = {each: page for each in links if is_ours and (page := _SIGN_UP.search(each))}
        values[Column.LINKS] = "\n".join(each for each in links if each not in to_sign_up)
        if to_sign_up:
            is_by_wish = any(page["by_wish"] for page in to_sign_up.values())
            values[Column.SIGN_UP] = (SignUp.WISH if is_by_wish else SignUp.BOOK).value
    if event["do_not_record"]:
        values[Column.DO_NOT_RECORD] = event["do_not_record"]
    people = event["persons"]
    about = _as_we_write(text, language) if is_ours else _in_one(event, text, language)
    return SourceItem(number, {**values, **about}, None if people is None else tuple(people))


def _as_we_write(text: Mapping[str, str], language: str) -> dict[Column, str]:
    """The texts of an event in a file that we wrote: its subtitle is the title in the other language."""
    about = {Column(f"summary_{language}"): text["abstract"], Column(f"abstract_{language}"): text["description"]}
    return {**about, Column(f"title_{_OTHER[language]}"): text["subtitle"]} if text["subtitle"] else about


def _in_one(event: Event, text: Mapping[str, str], language: str) -> dict[Column, str]:
    """The description, joined from the several texts that other programs write; empty if the file has none of them."""
    names = [name for name in ("subtitle", "abstract", "description") if event.get(name) is not None]
    if not names:
        return {}
    paragraphs = dict.fromkeys(filter(None, (text[name] for name in names)))
    return {Column(f"abstract_{language}"): "\n\n".join(paragraphs)}


def _when(text: Mapping[str, str], event: Event) -> tuple[str, str]:
    """Day and start: the time of day and the instant if the file has an instant, else the date and the time of day.

    An event that begins before the conference day does, such as after midnight, is on the next date.
    """
    if "T" in text["date"] or " " in text["date"]:
        return text["start"], text["date"]  # `clock` compares them
    if not text["start"]:
        return "", ""
    try:
        on = date.fromisoformat(text["date"] or event["day"])
        begins = datetime.fromisoformat(event["day_start"])
        hour, minute = (int(part) for part in text["start"].split(":")[:2])
    except ValueError:
        return text["date"] or event["day"], text["start"]
    after_midnight = begins.date() == on and (hour, minute) < (begins.hour, begins.minute) and begins.hour < 12
    return (on + timedelta(days=int(after_midnight))).isoformat(), text["start"]


def _event(element: Sequence[Any]) -> dict[str, Any]:
    _name, attributes, _text, children, _tail = element
    lists, recordings = list(_named(children, "persons")), list(_named(children, "recording"))
    persons = [person for each in lists for person in _named(each[3], "person")]
    return {
        **_fields(element),
        "id": attributes.get("id", ""),
        "guid": attributes.get("guid", ""),
        "code": attributes.get("code", ""),
        "persons": [
            SourceAppearance(_flat(person).strip() or person[1].get("name", ""), person[1].get("guid", ""))
            for person in persons
        ]
        if lists
        else None,
        "links": _links_of_markup(element),
        "do_not_record": next((_flat(answer) for each in recordings for answer in _named(each[3], "optout")), ""),
    }


def _links_of_markup(element: Sequence[Any]) -> list[str] | None:
    """The links as our form has them, one a line; None if the file has no place for them."""
    lists = list(_named(element[3], "links"))
    links = [link for each in lists for link in _named(each[3], "link")]
    return [_link(link[1].get("href", ""), _flat(link)) for link in links] if lists else None


def _event_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event of a schedule.json, its people, links and whether it is recorded in our terms."""
    links, answer = event.get("links"), event.get("do_not_record")
    return {
        **event,
        "persons": _persons(event),
        "links": [_link_of(each) for each in links] if isinstance(links, list) else None,
        "do_not_record": str(answer).lower() if isinstance(answer, bool) else _text_of(answer),
    }


def _link_of(link: Any) -> str:
    if isinstance(link, str):
        return _link(link, "")
    return _link(_text_of(_object(link).get("url")), _text_of(_object(link).get("title")))


def _link(address: str, words: str) -> str:
    """A link in a line; an address that has blanks in it is none, and stays one word so that it is named as a whole."""
    label = " ".join(words.split())[:LONGEST_LABEL].rstrip()
    return f"{label} {'%20'.join(address.split())}".strip() if label != address else address


def _persons(event: Event) -> list[SourceAppearance] | None:
    if not isinstance(event.get("persons"), list):
        return None
    persons = [_object(person) for person in _list(event.get("persons"))]
    names = ("public_name", "name", "full_public_name", "full_name")
    return [
        SourceAppearance(
            next(filter(None, (_text_of(each.get(name)) for name in names)), ""),
            _text_of(each.get("guid")),
            biography=_text_of(each.get("biography")),
        )
        for each in persons
    ]


def _fields(element: Sequence[Any]) -> dict[str, str]:
    return {child[0]: _text_or_markup(child) for child in element[3]}


def _named(children: Sequence[Any], name: str) -> Iterator[Any]:
    yield from (child for child in children if child[0] == name)


def _name(room: Sequence[Any]) -> str:
    return str(room[1].get("name", ""))


def _text_or_markup(element: Sequence[Any]) -> str:
    """The text within the element; where programs put tags of HTML round some of it, the HTML."""
    is_marked_up = any(child[0] in _INLINE for child in element[3])
    return _html(element) if is_marked_up else _flat(element)


def _html(element: Sequence[Any]) -> str:
    return "".join([escape(element[2]), *(_tagged(child) + escape(child[4]) for child in element[3])])


def _tagged(element: Sequence[Any]) -> str:
    address = f' href="{escape(element[1]["href"])}"' if element[1].get("href") else ""
    return f"<{element[0]}{address}>{_html(element)}</{element[0]}>"


def _flat(element: Sequence[Any]) -> str:
    """All text within the element."""
    return "".join([element[2], *(_flat(child) + child[4] for child in element[3])])


def _text_of(value: Any) -> str:
    """A text or a number as text; empty for anything else."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
