"""A long waiting list is shown a hundred people at a time, and each keeps their number."""

import re
from datetime import timedelta

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.settings import NOW
from tools.stage import person

NUMBER = re.compile(r'waiting__number">(\d+)<')


def wait(event, many, first=0, mode=Mode.ONSITE):
    facts = {"status": Status.WAITLISTED, "mode": mode, "confirmed_at": None}
    rows = [
        person(event.id, number, **facts, waiting_rank=number, waitlisted_at=NOW + timedelta(seconds=number))
        for number in range(first, first + many)
    ]
    with db.transaction() as session:
        session.execute(sa.insert(Registration), rows)


def page_of(event):
    return f"/de/manage/{event.slug}/registration/waiting"


def numbers(page):
    return [int(each) for each in NUMBER.findall(page)]


def test_of_a_long_list_the_first_hundred_are_shown_and_there_is_a_way_to_the_others(event, organiser):
    wait(event, 130)
    first = organiser.get(page_of(event)).text
    assert (numbers(first), "1 bis 100 von 130" in first) == (list(range(1, 101)), True)
    (way,) = re.findall(r'href="([^"]*)" rel="next"', first)
    assert numbers(organiser.get(way).text) == list(range(101, 131))
    assert f'<section class="quotas" id="{way.partition("#")[2]}"' in first


def test_each_list_has_parts_of_its_own_and_a_short_one_has_none(event, organiser):
    wait(event, 3)
    wait(event, 120, first=500, mode=Mode.ONLINE)
    page = organiser.get(f"{page_of(event)}?online-open=2").text
    assert numbers(page) == [1, 2, 3, *range(101, 121)]
    assert re.findall(r'class="pagination" aria-label="([^"]*)"', page) == ["Online: Offen für alle"]
