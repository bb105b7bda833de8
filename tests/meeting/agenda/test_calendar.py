"""The programme in person's calendars: all of it, or what they chose."""

from dataclasses import replace
from uuid import UUID

import pytest
from icalendar import Calendar, vText

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.calendar_choice import Choice, Unknown, address_of, chosen, read_choice
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, Visibility
from gocluster_events.meeting.agenda.services.drafting import apply
from tests.support.programme import MAI, REGION, TAREK, plan, publish, slot, timetable, with_people
from tests.support.settings import NOW

PATH = "/jahrestagung-2027/agenda.ics"
PROGRAMME = timetable(
    with_people(slot(1, track=REGION.id), TAREK),
    with_people(slot(2, 60, track=REGION.id), MAI),
    with_people(slot(3, 120), TAREK, MAI),
    slot(4, 180, kind=Kind.COFFEE),
)
NOBODY = str(UUID(int=999))


def numbers(**wanted):
    return [UUID(item.uuid).int for item in chosen(PROGRAMME, read_choice(wanted, PROGRAMME))]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"track": ["a"]}, [1, 2]),
        ({"track": ["A", "plenum"]}, [1, 2, 3]),
        ({"track": ["b"]}, []),
        ({"person": [TAREK.uuid]}, [1, 3]),
        ({"person": [TAREK.uuid.upper(), MAI.uuid]}, [1, 2, 3]),
        ({"person": [NOBODY]}, []),
        ({"item": [slot(2).uuid, slot(4).uuid]}, [2, 4]),
        ({"track": ["a"], "person": [MAI.uuid]}, [2]),
    ],
)
def test_within_a_field_any_is_meant_and_between_fields_all(wanted, expected):
    assert numbers(**wanted) == expected


@pytest.mark.parametrize("wanted", [{"track": ["q"]}, {"track": [""]}, {"person": ["Lindholm"]}, {"item": ["a1", ""]}])
def test_what_no_programme_could_have_is_unknown(wanted):
    with pytest.raises(Unknown):
        read_choice(wanted, PROGRAMME)


def test_a_choice_has_one_address():
    query = {"track": ["b", "a"], "person": [MAI.uuid], "item": []}
    assert address_of(read_choice(query, PROGRAMME)) == {"track": ["a", "b"], "person": [MAI.uuid]}
    assert bool(Choice()) is False


def summaries(visitor, query=""):
    return [str(each["SUMMARY"]) for each in Calendar.from_ical(visitor.get(PATH + query).data).walk("VEVENT")]


def test_a_track_a_person_and_an_item_are_calendars_with_their_names(event, talk, visitor):
    plan(event, with_people(slot(2, 60, room=talk.room, title=Localized("Zum Auftakt")), MAI))
    publish(event)
    named = {
        "": ("Jahrestagung", "jahrestagung-2027"),
        "&track=a": ("Jahrestagung: Region und Kommune", "jahrestagung-2027-region-und-kommune"),
        "&track=plenum": ("Jahrestagung: Plenum", "jahrestagung-2027-plenum"),
        f"&person={MAI.uuid}": ("Jahrestagung: Mai Lan Petersen", "jahrestagung-2027-mai-lan-petersen"),
        f"&item={talk.uuid}": ("Jahrestagung: Kommunen; als, Partner", "jahrestagung-2027-kommunen-als-partner"),
        f"&item={talk.uuid}&item={slot(2).uuid}": ("Jahrestagung", "jahrestagung-2027-selection"),
    }
    for query, (name, file) in named.items():
        answer = visitor.get(f"{PATH}?lang=de{query}")
        assert f"X-WR-CALNAME:{vText(name).to_ical().decode()}\r\n" in answer.text
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}.ics"'
    assert summaries(visitor, "?track=plenum") == summaries(visitor, f"?person={MAI.uuid}") == ["Zum Auftakt"]


def test_what_was_taken_out_leaves_the_calendars_that_follow_it(event, talk, visitor):
    publish(event)
    assert summaries(visitor, f"?item={talk.uuid}") == ["Kommunen; als, Partner"]
    apply(event.id, [Change(talk, None)], {talk.uuid: 1}, Act("organiser@example.org", NOW))
    publish(event)
    answer = visitor.get(f"{PATH}?item={talk.uuid}")
    assert answer.status_code == 200
    assert [each.name for each in Calendar.from_ical(answer.data).subcomponents] == ["VTIMEZONE"]


def test_an_address_that_never_meant_anything_is_not_found(event, talk, visitor):
    publish(event)
    assert [visitor.get(PATH + query).status_code for query in ("?track=q", "?person=petersen", "?item=a1")] == [
        404
    ] * 3


def test_a_closed_item_is_in_no_calendar_of_those_who_appear_in_it(event, talk, visitor):
    closed = replace(slot(2, 60, room=talk.room), visibility=Visibility.CLOSED)
    plan(event, with_people(closed, MAI))
    publish(event)
    assert summaries(visitor, f"?person={MAI.uuid}") == summaries(visitor, f"?item={closed.uuid}") == []


def test_pages_lead_to_the_calendar_of_what_they_show(event, talk, visitor):
    publish(event)
    programme, track = (
        visitor.get("/de/jahrestagung-2027/agenda").text,
        visitor.get("/de/jahrestagung-2027/agenda?track=a").text,
    )
    item = visitor.get("/de/jahrestagung-2027/agenda/a1", follow_redirects=True).text
    person = visitor.get(f"/de/jahrestagung-2027/people/{TAREK.uuid}").text
    assert f'href="{PATH}?lang=de"' in programme
    assert f'href="{PATH}?lang=de&amp;track=a"' in track
    assert f'href="{PATH}?lang=de&amp;item={talk.uuid}"' in item
    assert f'href="{PATH}?lang=de&amp;person={TAREK.uuid}"' in person


def test_an_entry_says_the_city_once(event, talk, visitor):
    publish(event)
    (entry,) = Calendar.from_ical(visitor.get(PATH).data).walk("VEVENT")
    assert str(entry["LOCATION"]) == "Eichensaal, Forum Berlin, Musterstraße 1, 10117 Berlin"
