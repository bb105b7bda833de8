"""The programme for conference apps: schedule.xml and schedule.json as their public schemas want them."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.exports.schedule import Schedule, ScheduleDay, Talk, days, numbers, to_json, to_xml
from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from tests.support.make import make_room
from tests.support.programme import MAI, plan, publish, slot, with_people

# what https://github.com/voc/schedule demands of an event (XSD: xs:all; JSON: required), and what it knows besides
XML_MUST = {"room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track"}
XML_MAY = {"logo", "persons", "language", "description", "recording", "links", "attachments", "url"}
JSON_MUST = {
    "abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room", "slug", "start", "subtitle",
    "title", "track", "type", "url",
}  # fmt: skip
ACRONYM = re.compile(r"[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?")
JSON_MAY = {"logo", "description", "recording_license", "do_not_record", "attachments", "answers"}
WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
NINE = datetime(2027, 4, 22, 7, tzinfo=UTC)
DAY = ScheduleDay(date(2027, 4, 22), NINE, NINE + timedelta(hours=9))
XML, JSON = "/jahrestagung-2027/schedule.xml", "/jahrestagung-2027/schedule.json"


def talk(number: int = 1, **changes: object) -> Talk:
    values: dict[str, object] = {
        "uuid": str(UUID(int=number)), "title": "Kommunen", "subtitle": "", "kind": "Fachforum", "room": "Eichensaal",
        "track": "", "language": "de", "abstract": "", "slug": f"jahrestagung-{number}", "starts_at": NINE,
        "url": "https://events.example.org/x", "ends_at": NINE + timedelta(minutes=75),
    }  # fmt: skip
    return Talk(**{**values, **changes})  # type: ignore[arg-type]


def schedule(*talks: Talk) -> Schedule:
    return Schedule(
        title="Jahrestagung", slug="jahrestagung-2027", zone="Europe/Berlin", version=3,
        base_url="https://events.example.org", url="https://events.example.org/de/jahrestagung-2027/agenda",
        days=days([DAY], talks, "Europe/Berlin"), rooms=((str(UUID(int=9)), "Eichensaal", 200),),
        tracks=(("Region", "#005C45"),), talks=talks,
    )  # fmt: skip


def in_xml(*talks: Talk) -> list[ET.Element]:
    return ET.fromstring(to_xml(schedule(*talks))).findall("day/room/event")  # noqa: S314 -- our own


def in_json(*talks: Talk) -> list[dict[str, object]]:
    conference = json.loads(to_json(schedule(*talks)))["schedule"]["conference"]
    return [event for day in conference["days"] for room in day["rooms"].values() for event in room]


def test_every_event_has_what_the_schemas_demand_and_nothing_that_they_do_not_know():
    both = (talk(), talk(2, people=((MAI.uuid, MAI.name),), room="1.04"))
    for event in in_xml(*both):
        names = {each.tag for each in event}
        assert names >= XML_MUST
        assert names <= XML_MUST | XML_MAY
    for entry in in_json(*both):
        assert entry.keys() >= JSON_MUST
        assert entry.keys() <= JSON_MUST | JSON_MAY


def test_both_say_the_same():
    (event,), (entry,) = in_xml(talk()), in_json(talk())
    assert {name: event.findtext(name) for name in XML_MUST} == {name: entry[name] for name in XML_MUST}
    assert (event.get("id"), event.get("guid")) == (str(entry["id"]), entry["guid"])
    assert (entry["start"], entry["duration"], entry["date"]) == ("09:00", "01:15", "2027-04-22T09:00:00+02:00")


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
        datetime(2027, 4, 22, 22, 30, tzinfo=UTC),
    ],
)
@pytest.mark.promise("P17")
def test_times_are_right_on_the_nights_when_clocks_change_and_after_midnight(instant: datetime):
    (entry,) = in_json(talk(starts_at=instant, ends_at=instant + timedelta(hours=2)))
    assert WITH_OFFSET.fullmatch(str(entry["date"]))
    assert datetime.fromisoformat(str(entry["date"])) == instant


HOSTILE = ["a\r\nb", "<script>alert(1)</script>", "]]>", "&amp; &x;", 'a"b', "tab\there", "𝒳 ü ẞ", "ok\x00\x0b\ufffe"]


@pytest.mark.parametrize("title", HOSTILE)
def test_whatever_a_title_holds_there_is_one_event_with_that_title(title: str):
    (event,) = in_xml(talk(title=title, room=title, abstract=title, people=((MAI.uuid, title),)))
    clean_title = re.sub("[\x00\x0b\ufffe]", "", title).replace("\r\n", "\n")
    read = (event.findtext("title") or "").replace("\r\n", "\n")
    assert (read, len(in_json(talk(title=title)))) == (clean_title, 1)


@given(st.sets(st.uuids(), max_size=80))
def test_every_item_has_a_number_of_its_own_which_is_positive_and_stays(uuids: set[UUID]):
    number_by_uuid = numbers(map(str, uuids))
    assert len(set(number_by_uuid.values())) == len(uuids)
    assert all(0 < number < 2**31 for number in number_by_uuid.values())
    assert number_by_uuid == numbers(sorted(map(str, uuids), reverse=True))


def test_two_that_would_share_a_number_do_not():
    same = [f"00000000-0000-0000-000{number}-000000000001" for number in range(3)]
    assert list(numbers(same).values()) == [2, 3, 4]


def test_a_day_that_nobody_planned_is_there_when_something_starts_on_it():
    early = talk(starts_at=NINE - timedelta(days=1), ends_at=NINE - timedelta(hours=22))
    assert [day.date.day for day in days([DAY], [early, talk(2)], "Europe/Berlin")] == [21, 22]


def test_apps_read_what_is_published_in_both_languages_and_nothing_that_is_closed(event, talk, visitor):
    assert visitor.get(XML).status_code == 404
    bunker = make_room(event, name="Bunker").id
    plan(event, with_people(slot(5, 60, visibility=Visibility.CLOSED, room=bunker), MAI), slot(6, 120, room=None))
    publish(event)
    german, english = (visitor.get(f"{JSON}?lang={lang}").json for lang in ("de", "en"))
    (day,) = german["schedule"]["conference"]["days"]
    assert list(day["rooms"]) == ["Eichensaal", "Raum wird bekannt gegeben"]
    titles = [each["title"] for room in english["schedule"]["conference"]["days"][0]["rooms"].values() for each in room]
    assert titles == ["Kommunen; als, Partner", "Talk 6"]
    assert [room["name"] for room in german["schedule"]["conference"]["rooms"]] == ["Eichensaal"]
    xml = visitor.get(XML)
    assert (xml.mimetype, MAI.last_name in xml.text) == ("application/xml", False)
    guids = [each.get("guid") for each in ET.fromstring(xml.data).iter("event")]  # noqa: S314 -- our own
    assert guids == [talk.uuid, slot(6).uuid]
    assert german["schedule"]["version"] == "1"


@pytest.mark.parametrize(
    ("slug", "acronym"), [("jahrestagung-2027", "jahrestagung_2027"), ("ki-1", "ki_1"), ("ki", "ki__")]
)
def test_the_acronym_is_one_that_the_schema_allows(slug, acronym):
    conference = json.loads(to_json(replace(schedule(talk()), slug=slug)))["schedule"]["conference"]
    assert (conference["acronym"], bool(ACRONYM.fullmatch(acronym))) == (acronym, True)


def test_the_slug_is_one_that_the_schema_allows(event, talk, visitor):
    plan(event, replace(slot(7, 60, room=None), title=Localized("Äpfel & Öl – 2027!")))
    publish(event)
    slugs = [each.findtext("slug") for each in ET.fromstring(visitor.get(XML).data).iter("event")]  # noqa: S314 -- our own
    assert len(set(slugs)) == 2
    assert all(re.fullmatch("[a-z0-9_-]+[a-z0-9]", slug or "") for slug in slugs)


@pytest.mark.parametrize(
    ("sign_up", "end", "title"),
    [(SignUp.BOOK, "sign-up", "Mit Platzbuchung"), (SignUp.WISH, "sign-up#by-wish", "Plätze nach Wunsch")],
)
def test_an_item_that_needs_a_sign_up_says_so_by_its_first_link(event, visitor, sign_up, end, title):
    plan(event, slot(7, room=None, code="B7", sign_up=sign_up), slot(8, 60, room=None, code="C8"))
    publish(event)
    conference = json.loads(visitor.get(f"{JSON}?lang=de").data)["schedule"]["conference"]
    entries = [each for day in conference["days"] for room in day["rooms"].values() for each in room]
    marked = ET.fromstring(visitor.get(f"{XML}?lang=de").data).iter("event")  # noqa: S314 -- our own
    page = re.compile(f"/de/jahrestagung-2027/items/b7[^/]*/{end}$")
    in_both = [
        *([(link["url"], link["title"]) for link in each["links"]] for each in entries),
        *([(link.get("href", ""), link.text) for link in each.findall("links/link")] for each in marked),
    ]
    assert [[(bool(page.search(address)), words) for address, words in links] for links in in_both] == 2 * [
        [(True, title)],
        [],
    ]
