"""Every page of the team has one home in the table of `gocluster_events.core.web.order`."""

import pytest
from flask import Flask

from gocluster_events.core.web.audience import Kind, audience_of
from gocluster_events.core.web.order.entries import ENTRIES
from gocluster_events.core.web.order.places import YEAR, following, homes
from tests.support import pages, routes

NAMED = {"editions.new_part", "editions.part", "editions.part_position", "editions.part_removal", "editions.parts"}
"""Those whose home depends on what their address names."""
MOST_TABS = 7


def of_the_team(app: Flask, without: frozenset[str] = pages.NO_PAGES | routes.NO_PAGES) -> set[str]:
    """The endpoints behind which the team gets something to read: pages, unless files are asked for, too."""
    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    staff = {each for each in readable if (audience := audience_of(app, each)) and audience.kind is Kind.STAFF}
    return staff - without


def test_every_page_of_the_team_has_exactly_one_home(demo: Flask):
    numbers = {each: len(tuple(homes(each, {"what": "rooms"}))) for each in of_the_team(demo)}
    assert {each: number for each, number in numbers.items() if number != 1} == {}


@pytest.mark.parametrize("what", ["rooms", "tracks"])
def test_what_has_two_parts_is_found_by_what_its_address_names(what: str):
    values = [home.part.values for each in NAMED for home in homes(each, {"what": what})]
    assert values == [{"what": what}] * len(NAMED)


def test_the_table_names_no_page_that_does_not_exist(demo: Flask):
    parts = [part for entry in ENTRIES for _tab, part in entry.parts]
    named = {name for part in parts for name in (part.endpoint, *part.panes, *part.below)}
    assert named - of_the_team(demo, frozenset()) == set()


def test_an_entry_has_at_most_seven_tabs_and_no_key_leads_two_ways():
    assert {entry.name: len(entry.tabs) for entry in ENTRIES if len(entry.tabs) > MOST_TABS} == {}
    keys = [entry.key for entry in ENTRIES] + [tab.key for entry in ENTRIES for tab in entry.tabs]
    assert len([key for key in keys if key]) == len({key for key in keys if key})


def test_setting_up_leads_from_page_to_page_until_the_programme():
    steps = [len(following(endpoint, values)) for endpoint, values in YEAR]
    assert steps == list(range(len(YEAR) - 1, -1, -1))
    assert following("site.desk", {}) == ()
