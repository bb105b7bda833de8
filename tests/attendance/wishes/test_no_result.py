"""Whoever has no result of their own reads a reason that is so."""

import re
from datetime import timedelta

import pytest

from gocluster_events.attendance.wishes.rules.no_result import Case, NoResult, why_no_result
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.services import binding
from gocluster_events.attendance.wishes.services.opening import open_places
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.own.models import Succession
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import TEAM, change, change_person, item
from tests.support.make import add, make_registration
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.wish_rounds import bound, committed, make_round, meeting, results, wisher

PAGE = "/de/my/wishes/result"


@pytest.fixture
def event(session):
    event = meeting(1, 3)
    make_round(event)
    for number in range(3):
        wisher(event, 1, 2, organisation=f"Institut {number}")
    return event


def lead(visitor, event, person):
    """The sentence that the person reads."""
    for number in (1, 2):
        change(event, number, rest_from=NOW)
    open_my_page(visitor, person)
    return re.sub(r"\s+", " ", visitor.get(PAGE).text.split('<p class="lead">')[1].split("</p>")[0])


def test_who_is_back_since_reads_that_they_were_not_confirmed_when_places_were_allotted(event, visitor):
    person = wisher(event, 1, organisation="Institut 9").id
    change_person(person, status=Status.DECLINED)
    bound(event)
    change_person(person, status=Status.CONFIRMED)
    assert lead(visitor, event, person).endswith("weil Ihr Platz vor Ort zu diesem Zeitpunkt nicht bestätigt war.")


def test_who_chose_only_what_is_not_allotted_any_more_reads_that(event, visitor):
    person = wisher(event, 7).id
    bound(event)
    assert "wurde nicht mehr nach Wunsch vergeben" in lead(visitor, event, person)


def test_a_substitute_reads_that_the_place_was_allotted_to_somebody_else(event, visitor):
    run, heir = committed(event), make_registration(event, confirmed_at=NOW).id
    giver = next(who for who, places in results(run).items() if places == [(item(2), 2)])
    change_person(giver, status=Status.SUBSTITUTED, away_at=NOW)
    add(Succession(registration_id=giver, successor_id=heir, at=NOW))
    binding.bind_due(NOW + UNDO)
    assert lead(visitor, event, heir).startswith("Die Person, deren Platz Sie übernommen haben")
    assert 'href="/de/my/bookings"' in visitor.get(PAGE).text


def test_where_nobody_counted_everybody_reads_that_nothing_was_allotted(session, visitor):
    event = meeting(1, 3)
    make_round(event)
    person = wisher(event, 1, confirmed_at=NOW + timedelta(minutes=1)).id
    open_places(event.id, TEAM)
    assert lead(visitor, event, person).startswith("Niemand hat einen Wunsch angegeben, der zählt.")


def test_who_takes_part_online_reads_that_places_are_not_for_them(event, visitor):
    person = make_registration(event, mode=Mode.ONLINE).id
    bound(event)
    assert lead(visitor, event, person).startswith("Sie nehmen online teil")
    assert "Ansehen, was noch frei ist" not in visitor.get(PAGE).text


def test_whose_place_was_not_confirmed_in_time_reads_just_that():
    hurdles = dict.fromkeys(("is_over", "is_online", "is_of_nobody", "is_heir", "counts"), False)
    assert why_no_result(Case(**hurdles, has_wished=True, were_there=True)) is NoResult.NOT_COUNTED
