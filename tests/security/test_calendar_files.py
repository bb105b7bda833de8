"""What a hostile meeting gives to calendars is exactly its items, whatever part somebody asked for (P14)."""

from collections.abc import Sequence

import icalendar
import pytest
import sqlalchemy as sa
from flask import Flask
from icalendar import Calendar

from gocluster_events.core import db
from gocluster_events.meeting.agenda.queries import publishing as queries
from gocluster_events.meeting.agenda.rules.plenary import is_plenary
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events.models import Event
from tests.security.hostile import Hostile
from tests.security.poison import followed, poison
from tests.security.test_calendars import OURS, STORED, in_a_line, unescaped
from tests.support.meeting import Meeting, Who
from tests.support.proving import Proof

HARM = tuple(each for each in STORED if len(each) < 200)


@pytest.fixture
def hostile(demo: Flask, meeting: Meeting) -> Hostile:
    """The meeting, with what would be a line or an item more behind every text."""
    poison(demo, followed(HARM))
    return Hostile(demo, meeting)


def programme(hostile: Hostile) -> tuple[Event, Timetable]:
    """The edition and its programme as they are stored."""
    with hostile.app.app_context():
        event = db.session().scalars(sa.select(Event).where(Event.slug == "jahrestagung-2027")).one()
        version = queries.published(db.session(), event.id)
        db.session().expunge_all()
    assert version is not None
    return event, version.timetable


def choices(timetable: Timetable) -> dict[str, frozenset[str]]:
    """What can be asked for in the address of a calendar, and the items that should come of it."""
    everything, items = frozenset(each.uuid for each in timetable.items), timetable.items
    tracks = {
        f"track={track.letter}": frozenset(each.uuid for each in items if each.track == track.id)
        for track in timetable.tracks
    }
    people = {
        f"person={person.uuid}": frozenset(
            each.uuid for each in items if person.uuid in {appearance.person for appearance in each.people}
        )
        for person in timetable.people
    }
    singly = {f"{name}={item.uuid}": frozenset({item.uuid}) for item in items for name in ("item", "items")}
    some = {f"items={','.join(each.uuid[-8:] for each in items[:2])}": frozenset(each.uuid for each in items[:2])}
    plenary = {"track=plenum": frozenset(each.uuid for each in items if is_plenary(timetable, each))}
    both = {f"{one}&{other}": tracks[one] & people[other] for one in tracks for other in people}
    gone = {"items=": frozenset[str](), "item=00000000-0000-4000-8000-000000000000": frozenset[str]()}
    return {"": everything, **tracks, **plenary, **people, **singly, **some, **both, **gone}


def flaws(content: bytes, wanted: Sequence[tuple[Item, str]], lang: str) -> list[str]:
    """What the calendar holds besides these items with their texts, each with its place, and times; what it lacks."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    faults = [f"not ours: {line[:60]}" for line in lines if line and line.partition(":")[0].split(";")[0] not in OURS]
    try:
        calendar = Calendar.from_ical(content)
    except ValueError as error:
        return [*faults, f"cannot be read: {error}"]
    entries, zones = calendar.walk("VEVENT"), {str(each["TZID"]) for each in calendar.walk("VTIMEZONE")}
    uids = [each["UID"] for each in entries]
    faults += [f"{len(entries)} items instead of {len(wanted)}"] * (uids != [item.uuid for item, _place in wanted])
    for entry, (item, place) in zip(entries, wanted, strict=False):
        faults += [f"another text: {entry['SUMMARY']!r}"] * (not says(entry, item, place, lang))
        faults += ["another time"] * ((entry["DTSTART"].dt, entry["DTEND"].dt) != item.span)
        faults += ["a time in no zone"] * (entry["DTSTART"].params.get("TZID") not in zones)
    return faults


def says(entry: icalendar.Event, item: Item, place: str, lang: str) -> bool:
    """Whether the entry has exactly the title and place, and tells what the item is about."""
    description = str(entry.get("DESCRIPTION", ""))
    about = [each.pick(lang)[0] for each in (item.summary, item.abstract)]
    return (str(entry["SUMMARY"]), str(entry["LOCATION"])) == (item.title.pick(lang)[0], place) and all(
        each in description for each in about
    )


def place_of(event: Event, timetable: Timetable, item: Item, lang: str) -> str:
    room = timetable.room(item)
    before = {"de": "Raum ", "en": "Room "}[lang] if room and room.name[:1].isdigit() else ""
    return ", ".join(filter(None, (room and f"{before}{room.name}", event.venue, event.address, event.city)))


def calendar_of(hostile: Hostile, query: str, lang: str) -> bytes:
    answer = hostile.get(f"/{{edition}}/agenda.ics?lang={lang}&{query}")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar"), query
    return answer.data


def found_in(hostile: Hostile, queries_asked: Sequence[str]) -> tuple[list[str], int]:
    """What is wrong with the calendars of those choices in both languages, and how many items they hold."""
    event, timetable = programme(hostile)
    wrong, number = [], 0
    for query in queries_asked:
        for lang in ("de", "en"):
            uuids = choices(timetable)[query]
            items = [each for each in timetable.items if each.uuid in uuids]
            wanted = [(each, place_of(event, timetable, each, lang)) for each in items]
            wrong += [f"{query}: {each}" for each in flaws(calendar_of(hostile, query, lang), wanted, lang)]
            number += len(wanted)
    return wrong, number


@pytest.mark.promise("P14")
def test_every_choice_of_the_programme_is_exactly_its_items(hostile: Hostile, proof: Proof):
    known = list(choices(programme(hostile)[1]))
    wrong, number = found_in(hostile, known)
    assert (wrong, number > 0) == ([], True)
    proof.says(
        f"agenda.ics of a hostile meeting, {len(known)} choices in both languages, read back",
        f"{number} items with exactly their texts and times, nothing else",
    )


@pytest.mark.promise("P14")
def test_the_calendar_of_the_meeting_and_of_a_person_is_one_entry(hostile: Hostile, proof: Proof):
    event, _timetable = programme(hostile)
    for address, who in (("/{edition}/meeting.ics", Who.ANYBODY), ("/{lang}/my/meeting.ics", Who.PARTICIPANT)):
        content = hostile.get(address, who).data
        lines = content.decode().replace("\r\n ", "").split("\r\n")
        (entry,) = Calendar.from_ical(content).walk("VEVENT")
        assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (event.starts_at, event.ends_at)
        assert str(entry["SUMMARY"]) == in_a_line(event.title.de)
        assert str(entry["LOCATION"]).startswith(in_a_line(event.venue))
        assert [each for each in lines if each and each.partition(":")[0].split(";")[0] not in OURS] == []
    proof.says("meeting.ics and the personal one of a hostile meeting", "1 entry each, with its texts and times")


@pytest.mark.promise("P14", control=True)
def test_a_calendar_whose_texts_are_not_escaped_is_found_out(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    known = list(choices(programme(hostile)[1]))
    unescaped(monkeypatch)
    wrong, _number = found_in(hostile, known)
    report = "; ".join(wrong)
    assert [each for each in ("not ours: ", "another text: ") if each not in report] == []
    proof.says("agenda.ics whose texts are written without escapes", f"{len(wrong)} findings in {len(known)} choices")
