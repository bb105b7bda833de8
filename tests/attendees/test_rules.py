"""The address of the attendee list, and how it is cut into pages."""

import pytest

from gocluster_events.attendees.rules.filter import NEWEST, NO_MEMBER, Field, Filter, Key, Sort, read
from gocluster_events.attendees.rules.paging import page_number
from gocluster_events.events.rules import FederalState, Mode
from gocluster_events.registration.rules.codes import ActorType, Status

CLUSTERS = ("BioCon Valley", "smart³")

EVERYTHING = Filter(
    search="müller & söhne",
    statuses=(Status.CONFIRMED, Status.WAITLISTED),
    modes=(Mode.ONLINE,),
    actor_types=(ActorType.CLUSTER, ActorType.OTHER),
    states=(FederalState.BY, FederalState.ABROAD),
    clusters=(NO_MEMBER, "smart³"),
    sort=Sort(Key.NAME),
)


@pytest.mark.parametrize("wanted", [Filter(), EVERYTHING, Filter(sort=Sort(Key.STATE, descending=True))])
def test_the_address_of_a_filter_means_that_filter(wanted):
    assert read(wanted.parameters(), CLUSTERS) == (wanted, ())


def test_the_plain_list_has_a_plain_address():
    assert Filter().parameters() == {}


def test_one_choice_has_one_address_whatever_the_order_of_its_values():
    wanted, _ignored = read({"status": ["waitlisted", "confirmed", "waitlisted"]}, CLUSTERS)
    assert wanted.parameters() == {"status": ["confirmed", "waitlisted"]}


@pytest.mark.parametrize("field", [Field.STATUS, Field.MODE, Field.ACTOR_TYPE, Field.STATE, Field.CLUSTER, Field.SORT])
def test_an_unknown_value_is_left_out_and_reported(field):
    assert read({field.value: ["nonsense\x00"]}, CLUSTERS) == (Filter(), (field,))


def test_known_values_beside_an_unknown_one_still_count():
    assert read({"mode": ["online", "beamed"]}, CLUSTERS) == (Filter(modes=(Mode.ONLINE,)), (Field.MODE,))


@pytest.mark.parametrize("words", ["a\x00b", "\u202egnp.exe", "x" * 101])
def test_a_search_that_nobody_can_have_typed_is_left_out_and_reported(words):
    assert read({"search": [words]}, CLUSTERS) == (Filter(), (Field.SEARCH,))


def test_blank_fields_of_the_form_are_no_filter():
    assert read({"search": ["  "], "cluster": [""], "status": []}, CLUSTERS) == (Filter(), ())


def test_parameters_of_others_are_none_of_our_business():
    assert read({"purpose": ["Catering"], "page": ["2"]}, CLUSTERS) == (Filter(), ())


def test_a_chip_takes_its_field_away_and_nothing_else():
    left = EVERYTHING.without(Field.ACTOR_TYPE)
    assert (left.actor_types, left.statuses, left.search) == ((), EVERYTHING.statuses, EVERYTHING.search)


def test_sorting_alone_narrows_nothing():
    assert not Filter(sort=NEWEST.reverse)


@pytest.mark.parametrize(
    ("typed", "total", "page"),
    [
        ("", 0, 1),
        ("2", 138, 2),
        ("3", 138, 3),
        ("9", 138, 3),
        ("0", 138, 1),
        ("-1", 138, 1),
        ("²", 138, 1),
        ("1", 50, 1),
        ("2", 50, 1),
    ],
)
def test_a_page_number_always_means_a_page_that_is_there(typed, total, page):
    assert page_number(typed, total) == page
