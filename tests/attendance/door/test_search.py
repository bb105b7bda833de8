"""The door's search reads those who may be meant, and finds whom the rule finds among everybody."""

from collections.abc import Iterator, Sequence
from random import Random

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.door import queries
from gocluster_events.attendance.door.rules import MOST, Guest, read_code
from gocluster_events.core import db, search as rule
from gocluster_events.core.db import session as reading
from gocluster_events.core.search import FIRST, Hit, search
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.alike import people_alike, typed_for
from tests.support.arrivals import arrive, make_guest, number_of
from tests.support.counting import counted_calls, counted_statements
from tests.support.make import registration_values
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW

DAY = NOW.date()


@pytest.fixture
def meeting(event: Event) -> Event:
    """An edition with many people whose names are alike, of whom some came, and two on its programme."""
    people = people_alike(event.id, 150, Random(22))
    with db.transaction() as session:
        session.execute(sa.insert(Registration), people)
    for each in people[:20]:
        arrive(event, each["reference"])
    plan(event, MAI, TAREK, with_people(slot(1, room=None), MAI, TAREK))
    publish(event)
    make_guest(event, first_name=TAREK.first_name, last_name=TAREK.last_name)
    return event


def typed(guests: Sequence[Guest], dice: Random) -> Iterator[str]:
    """What somebody at a desk may type to find one of them."""
    names = [(f"{each.name} {each.organisation}", (each.reference, each.number or each.reference)) for each in guests]
    return typed_for(names, dice)


def among_everybody(query: str, guests: Sequence[Guest]) -> Sequence[Hit[Guest]]:
    """The rule by itself: everybody is looked at."""
    code = read_code(query)
    if code is not None:
        return [Hit(each) for each in guests if code.reference in (each.reference, each.number)]
    return search(query, guests, lambda each: f"{each.name} {each.organisation}", lambda each: each.reference)[:MOST]


@pytest.mark.both_databases
def test_the_door_finds_whom_the_rule_finds_among_everybody_in_the_same_order(meeting: Event, monkeypatch):
    monkeypatch.setattr(rule, "FIRST", 14)  # so that the first are enough for some words, and not for others
    guests, dice = queries.guests(reading(), meeting.id, DAY), Random(22)
    sizes = set()
    for query in (*typed(guests, dice), number_of(meeting, MAI), number_of(meeting, TAREK)):
        hits = queries.search(reading(), meeting.id, query, DAY)
        assert (query, hits) == (query, among_everybody(query, guests))
        sizes.add(min(len(hits), sum(each.is_sure for each in hits)))
    assert {0, 1, MOST} <= sizes


def test_the_door_reads_only_those_who_may_be_meant(meeting: Event):
    with counted_calls(queries._candidate, queries._guest) as calls, counted_statements() as statements:
        hits = queries.search(reading(), meeting.id, "Iłowiekci", DAY)
    assert {each.who.name.split()[-1] for each in hits} == {"Iłowiecki"}
    assert calls["_candidate"] == calls["_guest"] == len(hits)
    assert [each for each in statements if "name_words" in each][1:] != []  # nobody is called so: asked once more


def test_a_word_that_is_nearly_the_name_of_many_makes_the_door_look_at_few_of_them(event: Event):
    namesakes = [
        registration_values(event.id, last_name="Müller", first_name=f"Kirsten {n}") for n in range(FIRST + 50)
    ]
    with db.transaction() as session:
        session.execute(sa.insert(Registration), namesakes)
    with counted_calls(queries._candidate) as calls:
        hits = queries.search(reading(), event.id, "miller kirstin", DAY)
    assert (len(hits), {each.misses for each in hits}, calls["_candidate"]) == (MOST, {2}, FIRST)
