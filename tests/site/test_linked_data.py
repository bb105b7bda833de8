"""What search engines are told of the meeting and its items: all of it true, and none of it can run."""

import json
import re

import pytest

from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.core.web.data_block import data_block
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage, Visibility
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState
from tests.support.make import make_event, make_file, make_room
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people

SITE = "http://localhost"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOSTILE = '</script><script>alert(1)</script><!-- & "Zitat" \u2028 <script>'


@pytest.fixture
def event(session):
    return make_event(slug="tagung", state=FederalState.BE)


def linked_data(visitor, path):
    (block,) = BLOCK.findall(visitor.get(path, follow_redirects=True).text)
    return json.loads(block)


def change(event, **values):
    with transaction() as session:
        row = session.get_one(Event, event.id)
        for name, value in values.items():
            setattr(row, name, value)


def test_an_edition_is_an_event_with_time_place_organiser_and_what_it_costs(event, visitor):
    assert linked_data(visitor, "/de/tagung/") == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{SITE}/de/tagung/#event",
        "name": "Jahrestagung",
        "url": f"{SITE}/de/tagung/",
        "startDate": "2027-04-22T09:00:00+02:00",
        "endDate": "2027-04-22T18:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Forum Berlin",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Musterstraße 1, 10117 Berlin",
                    "addressLocality": "Berlin",
                    "addressCountry": "DE",
                },
            },
            {"@type": "VirtualLocation", "url": f"{SITE}/de/tagung/"},
        ],
        "description": "Cluster verbinden Regionen. Jahrestagung",
        "inLanguage": ["de"],
        "isAccessibleForFree": True,
        "organizer": {"@type": "Organization", "name": "Geschäftsstelle", "email": "kontakt@example.org"},
        "offers": {
            "@type": "Offer",
            "url": f"{SITE}/de/tagung/register",
            "price": 0,
            "priceCurrency": "EUR",
            "validFrom": "2027-03-01T08:00:00+00:00",
            "validThrough": "2027-04-09T10:00:00+00:00",
        },
    }


def test_its_parts_are_what_is_published_without_breaks_and_closed_items(event, visitor):
    hall = make_room(event, name="Eichensaal").id
    plan(
        event,
        MAI,
        with_people(slot(1, room=hall, code="A1", language=SpokenLanguage.ENGLISH), MAI),
        slot(2, 60, kind=Kind.COFFEE, room=hall),
        slot(3, 90, visibility=Visibility.CLOSED, room=hall),
    )
    publish(event)
    (part,) = linked_data(visitor, "/en/tagung/")["subEvent"]
    assert (part["name"], part["startDate"], part["location"]["name"], part["eventAttendanceMode"]) == (
        "Talk 1",
        "2027-04-22T09:00:00+02:00",
        "Eichensaal, Forum Berlin",
        "https://schema.org/OfflineEventAttendanceMode",
    )
    assert linked_data(visitor, "/en/tagung/")["inLanguage"] == ["en"]


def test_an_item_says_who_performs_and_what_it_is_a_part_of(event, visitor):
    more = {"summary": Localized("Worum es geht."), "has_stream": True, "language": SpokenLanguage.BOTH}
    plan(event, MAI, TAREK, with_people(slot(1, room=make_room(event, name="1.04").id, code="A1", **more), TAREK, MAI))
    publish(event)
    node = linked_data(visitor, "/de/tagung/agenda/a1")
    assert (node["name"], node["description"], node["inLanguage"]) == ("Vortrag 1", "Worum es geht.", ["de", "en"])
    assert [each["name"] for each in node["performer"]] == ["Dr. Tarek Lindholm", "Mai Lan Petersen"]
    assert [each["@type"] for each in node["location"]] == ["Place", "VirtualLocation"]
    assert node["superEvent"]["@id"] == f"{SITE}/de/tagung/#event"
    assert ("offers" in node, "subEvent" in node, node["isAccessibleForFree"]) == (False, False, True)


@pytest.mark.parametrize(
    ("seats", "mode", "kinds"),
    [((200, 0), "Offline", ["Place"]), ((0, 100), "Online", ["VirtualLocation"])],
)
def test_the_mode_of_attendance_is_what_there_are_places_for(event, visitor, seats, mode, kinds):
    change(event, capacity_onsite=seats[0], capacity_online=seats[1])
    node = linked_data(visitor, "/de/tagung/")
    assert node["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [node["location"]["@type"]] == kinds


def test_an_archived_edition_offers_nothing_and_a_logo_is_its_image(event, visitor):
    logo = make_file()
    change(event, status=EventStatus.ARCHIVED, logo_id=logo.id)
    node = linked_data(visitor, "/de/tagung/")
    assert ("offers" in node, node["image"]) == (False, f"{SITE}/files/{logo.sha256}.png")


def test_no_text_can_end_the_block(event, visitor):
    change(event, title=Localized(HOSTILE), venue=HOSTILE, contact_name=HOSTILE)
    plan(event, slot(1, room=make_room(event).id, code="A1", title=Localized(HOSTILE), summary=Localized(HOSTILE)))
    publish(event)
    for path in ("/de/tagung/", "/de/tagung/agenda/a1"):
        text = visitor.get(path, follow_redirects=True).text
        assert (len(BLOCK.findall(text)), "<script>alert" in text) == (1, False)
    assert (linked_data(visitor, "/de/tagung/agenda/a1")["name"], linked_data(visitor, "/de/tagung/")["name"]) == (
        HOSTILE,
        HOSTILE,
    )
    assert set(data_block(HOSTILE)).isdisjoint("<>&\u2028")
