"""Where an edition takes place, as calendars and letters say it."""

from dataclasses import dataclass

import pytest

from gocluster_events.meeting.events.rules.location import location


@dataclass(frozen=True)
class House:
    venue: str = "Tagungshaus Eichenhof"
    address: str = "Musterstraße 12, 10117 Berlin"
    city: str = "Berlin"


@pytest.mark.parametrize(
    ("house", "line"),
    [
        (House(), "Tagungshaus Eichenhof, Musterstraße 12, 10117 Berlin"),
        (House(address="Musterstraße 12"), "Tagungshaus Eichenhof, Musterstraße 12, Berlin"),
        (House(address="Ulmenweg 3", city="Ulm"), "Tagungshaus Eichenhof, Ulmenweg 3, Ulm"),
        (House(venue="Stadthalle Ulm", address="", city="Ulm"), "Stadthalle Ulm"),
        (House("", "", ""), ""),
        (House("", "", "Berlin"), "Berlin"),
    ],
)
def test_the_city_is_said_once(house, line):
    assert location(house) == line


def test_a_room_comes_first():
    assert location(House(), "Raum 1.04") == "Raum 1.04, Tagungshaus Eichenhof, Musterstraße 12, 10117 Berlin"
