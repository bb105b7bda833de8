"""A preview that is out of date: the page says why, and the next one computes with the same places."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.wishes.services import binding, runs
from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.attendance.bookings.conftest import signed_in
from tests.support.booking import TEAM, change, change_person, item
from tests.support.boxes import words_of
from tests.support.settings import NOW
from tests.support.wish_rounds import computed, make_round, meeting, results, stored, wisher

PAGE = "/de/manage/tagung/bookings/allocation"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def event(session):
    """One place and three at the same time; three people would like the one."""
    event = meeting(1, 3, slug="tagung")
    make_round(event)
    for number in range(3):
        wisher(event, 1, 2, first_name=f"P{number}")
    return event


@pytest.fixture
def organiser(app, event):
    return signed_in(app, event, Role.ORGANISER)


def page_of(organiser, query=""):
    return words_of(organiser.get(PAGE + query).text)


def outdated(event):
    """A run with two places in the first item, out of which somebody has gone since."""
    run = computed(event, {item(1): 2})
    change_person(next(iter(results(run))), status=Status.CANCELLED, away_at=NOW)


def test_a_run_that_is_computed_again_keeps_its_other_places(event, organiser):
    outdated(event)
    page = page_of(organiser)
    assert "Auch der neue Lauf rechnet mit diesen Plätzen: W1 mit 2 Plätzen." in page
    organiser.press(f"{PAGE}/runs", number="1")
    assert stored(event, 2).seats == {item(1): 2}


def test_beside_it_one_computes_with_the_places_of_the_plan(event, organiser):
    outdated(event)
    assert "Wie im Plan rechnen" in page_of(organiser)
    organiser.press(f"{PAGE}/runs")
    assert stored(event, 2).seats == {}


def test_other_places_stand_where_one_types_them_anew(event, organiser):
    outdated(event)
    assert f"{PAGE}/seats?run=1" in organiser.get(PAGE).text
    form = organiser.form(f"{PAGE}/seats?run=1", f"{PAGE}/seats")
    assert form.form.fields["seats_0"] == ["2"]
    form.send(seats_1="4")
    assert stored(event, 2).seats == {item(1): 2, item(2): 4}


def test_an_item_that_goes_by_wish_no_more_takes_no_other_places_along(event, organiser):
    outdated(event)
    change(event, 1, by_wish=False)
    organiser.press(f"{PAGE}/runs", number="1")
    assert stored(event, 2).seats == {}


def test_the_page_names_what_begins_too_soon_to_be_allotted(event, organiser):
    computed(event)
    change(event, 1, starts_at=clock.now() + 4 * MINUTE)
    page = page_of(organiser)
    assert "lässt sich nicht mehr verwenden: W1 hat begonnen oder beginnt in spätestens fünf Minuten" in page
    assert f'action="{PAGE}/binding"' not in organiser.get(PAGE).text
    organiser.press(f"{PAGE}/runs", number="1")
    runs.run_due(NOW, lambda: NOW)
    page = page_of(organiser)
    assert ("lässt sich nicht mehr verwenden" in page, "Zuteilen und 3 E-Mails senden" in page) == (False, True)


def test_on_the_day_before_the_page_says_until_when_it_can_be_allotted(event, organiser):
    computed(event)
    assert "Möglich bis" not in page_of(organiser)
    change(event, 1, starts_at=NOW + timedelta(hours=20))
    assert "Möglich bis 21. März 2027, 05:55 Uhr; danach beginnt der erste Programmpunkt zu bald" in page_of(organiser)


def test_once_all_has_begun_nothing_is_computed_any_more(event, organiser):
    for number in (1, 2):
        change(event, number, starts_at=clock.now() + number * MINUTE)
    page = organiser.get(PAGE).text
    assert "Zuteilen lässt sich nichts mehr" in words_of(page)
    assert f'action="{PAGE}/runs"' not in page


def test_where_nobody_wishes_for_what_is_still_ahead_it_can_be_opened_for_booking(app, session):
    event = meeting(1, 3, slug="tagung")
    make_round(event)
    wisher(event, 1)
    change(event, 1, starts_at=clock.now() + MINUTE)
    organiser = signed_in(app, event, Role.ORGANISER)
    organiser.form(PAGE, f"{PAGE}/opening").send()
    assert "Die Plätze sind zum Buchen freigegeben." in page_of(organiser)


def test_what_is_binding_is_taken_back_from_the_page_of_another_run(event, organiser):
    computed(event)
    other = computed(event, {item(1): 2})
    binding.commit(event.id, 2, TEAM, other.digest)
    organiser.form(f"{PAGE}?run=1", f"{PAGE}/withdrawal").send()
    assert "Es ist keine E-Mail hinausgegangen" in page_of(organiser)
