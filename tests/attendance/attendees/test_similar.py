"""Who is only similar to what was typed: the list and the search of all pages offer whom the rule finds among all."""

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.queries import finding, listing
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.core import db, search as rule
from gocluster_events.core.db import session as reading
from gocluster_events.core.search import Hit, search
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.alike import people_alike, typed_for
from tests.support.counting import counted_calls
from tests.support.make import registration_values

SHOWN = 8


def fill(people: Sequence[dict[str, Any]]) -> None:
    with db.transaction() as session:
        session.execute(sa.insert(Registration), people)


def people_of(event: Event) -> Sequence[Registration]:
    by_name = (Registration.sort_key, Registration.id)
    return reading().scalars(sa.select(Registration).where(Registration.event_id == event.id).order_by(*by_name)).all()


def written_so(event: Event, words: str) -> set[int]:
    here = sa.select(Registration.id).where(Registration.event_id == event.id, finding.is_written_so(words))
    return set(reading().scalars(here))


def similar_among(people: Sequence[Registration], words: str) -> list[tuple[int, int]]:
    """The rule by itself: everybody is looked at."""
    hits: Sequence[Hit[Registration]] = search(
        words, people, lambda each: each.search_text, lambda each: each.reference
    )
    return [(each.who.id, each.misses) for each in hits]


@pytest.mark.both_databases
def test_whom_the_rule_finds_among_everybody_is_offered_in_the_same_order(event: Event, monkeypatch):
    monkeypatch.setattr(rule, "FIRST", 14)  # so that the first are enough for some words, and not for others
    fill(people_alike(event.id, 150, Random(22)))
    people, sizes = people_of(event), set()
    names = [(f"{each.first_name} {each.last_name} {each.organisation}", (each.reference,)) for each in people]
    for words in typed_for(names, Random(22), 10):
        sure = written_so(event, words)
        similar = similar_among([each for each in people if each.id not in sure], words)
        wanted = finding.with_similar(reading(), event.id, Filter(search=words))
        offered = None if sure else tuple(number for number, _misses in similar[: finding.MOST_SIMILAR])
        assert (words, wanted.similar) == (words, offered)
        hits, number = finding.registrations(reading(), event.id, words, SHOWN)
        best = similar[: max(0, SHOWN - len(sure))]
        assert (words, number, [(each.who.id, each.misses) for each in hits[number:]]) == (words, len(sure), best)
        sizes.add(min(len(similar), SHOWN) if not sure else None)
    assert {None, 0, 1, SHOWN} <= sizes


def test_a_word_that_is_nearly_the_name_of_many_makes_the_list_look_at_few_of_them(event: Event):
    fill([registration_values(event.id, last_name="Müller", first_name=f"Kirsten {n}") for n in range(rule.FIRST + 50)])
    with counted_calls(rule.words_of) as calls:
        wanted = finding.with_similar(reading(), event.id, Filter(search="miller kirstin"))
    assert (len(wanted.similar or ()), calls["words_of"]) == (finding.MOST_SIMILAR, rule.FIRST)


def test_once_nobody_is_even_similar_nobody_is_searched_for_again(event: Event):
    fill([registration_values(event.id)])
    wanted = finding.with_similar(reading(), event.id, Filter(search="xyzwq"))
    fill([registration_values(event.id, last_name="Xyzwq")])
    assert listing.counts(reading(), event.id, [wanted, Filter(search="xyzwq")]) == (0, 1)
