"""The address of the attendee list, and how it is cut into pages."""

from dataclasses import replace
from datetime import date

import pytest

from gocluster_events.attendance.attendees.rules.columns import page_number
from gocluster_events.attendance.attendees.rules.filter import (
    NEWEST,
    NO_MEMBER,
    Attendance,
    Consent,
    Delivery,
    Field,
    Filter,
    FilterChoices,
    Key,
    Sort,
    read,
)
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Retention, Status
from gocluster_events.meeting.registration.people.rules.questions import Question, QuestionKind

TRIP = Question(id=7, version_id=9, kind=QuestionKind.YES_NO, label=Localized("Exkursion?"))
DIET = replace(TRIP, id=8, retention=Retention.NEEDS)
ITEMS = {"b2": ("B2", Localized("Vom Pitch zum Pilotprojekt")), "c2": ("C2", Localized("KI im Clustermanagement"))}
KNOWN = FilterChoices(
    clusters=("BioCon Valley", "smart³"), quotas={3: Localized("Presse")}, every=(TRIP, DIET), items=ITEMS
)

EVERYTHING = Filter(
    search="müller & söhne",
    statuses=(Status.CONFIRMED, Status.WAITLISTED),
    modes=(Mode.ONLINE,),
    actor_types=(ActorType.CLUSTER, ActorType.OTHER),
    states=(FederalState.BY, FederalState.ABROAD),
    clusters=(NO_MEMBER, "smart³"),
    quotas=(NO_MEMBER, "3"),
    admission=(Attendance.OUT,),
    listed=(Consent.YES,),
    photos=(Consent.NO,),
    delivery=(Delivery.FAILS,),
    bookings=(("b2", State.WAITING), ("c2", State.HELD)),
    answers=((7, "yes"), (7, "no")),
    since=date(2027, 3, 1),
    until=date(2027, 3, 31),
    chosen=(4, 12),
    sort=Sort(Key.NAME),
)


@pytest.mark.parametrize("wanted", [Filter(), EVERYTHING, Filter(sort=Sort(Key.STATE, descending=True))])
def test_the_address_of_a_filter_means_that_filter(wanted):
    assert read(wanted.parameters(), KNOWN) == (wanted, ())


def test_the_plain_list_has_a_plain_address():
    assert Filter().parameters() == {}


def test_one_choice_has_one_address_whatever_the_order_of_its_values():
    wanted, _ignored = read({"status": ["waitlisted", "confirmed", "waitlisted"]}, KNOWN)
    assert wanted.parameters() == {"status": ["confirmed", "waitlisted"]}


@pytest.mark.parametrize("field", [each for each in Field if each not in {Field.SEARCH, Field.CHOSEN}])
def test_an_unknown_value_is_left_out_and_reported(field):
    assert read({field.value: ["nonsense\x00"]}, KNOWN) == (Filter(), (field,))


@pytest.mark.parametrize("typed", ["7:maybe", "8:yes", "9:yes", "7", ":", "7:yes:no"])
def test_only_answers_that_one_can_choose_and_that_are_not_protected_narrow(typed):
    assert read({"answer": [typed]}, KNOWN) == (Filter(), (Field.ANSWER,))


@pytest.mark.parametrize("typed", ["2027-02-30", "20270301", "0001-01-01", "9999-12-31", "01.03.2027", "²027-03-01"])
def test_a_day_that_is_none_is_left_out_and_reported(typed):
    assert read({"since": [typed]}, KNOWN) == (Filter(), (Field.SINCE,))


def test_ticks_count_only_where_not_everybody_is_meant():
    assert read({"id": ["4,12", "x", "4"]}, KNOWN)[0].chosen == (4, 12)
    assert read({"id": ["4"], "all": ["1"]}, KNOWN) == (Filter(), ())


def test_the_answers_to_one_question_can_be_taken_away_alone():
    narrowed = Filter(answers=((7, "yes"), (9, "no")))
    assert (narrowed.without_question(7).answers, dict(narrowed.options)) == (((9, "no"),), {7: ("yes",), 9: ("no",)})


def test_known_values_beside_an_unknown_one_still_count():
    assert read({"mode": ["online", "beamed"]}, KNOWN) == (Filter(modes=(Mode.ONLINE,)), (Field.MODE,))


@pytest.mark.parametrize("words", ["a\x00b", "\u202egnp.exe", "x" * 101])
def test_a_search_that_nobody_can_have_typed_is_left_out_and_reported(words):
    assert read({"search": [words]}, KNOWN) == (Filter(), (Field.SEARCH,))


def test_blank_fields_of_the_form_are_no_filter():
    assert read({"search": ["  "], "cluster": [""], "status": []}, KNOWN) == (Filter(), ())


def test_parameters_of_others_are_none_of_our_business():
    assert read({"purpose": ["Catering"], "page": ["2"]}, KNOWN) == (Filter(), ())


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
