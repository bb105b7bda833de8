"""Why the page of the team lists nobody who lacks something, and when it says that all have their first wish."""

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.wishes.models import ItemWish
from gocluster_events.attendance.wishes.queries.results import lacking
from gocluster_events.attendance.wishes.services import runs
from gocluster_events.attendance.wishes.services.forgetting import WISHES_LAST, forget_wishes
from gocluster_events.core import db
from gocluster_events.core.access import Role
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.attendance.bookings.conftest import signed_in
from tests.support.booking import TEAM, change_person
from tests.support.boxes import words_of
from tests.support.settings import NOW
from tests.support.wish_rounds import bound, computed, make_round, meeting, stored, wisher

PAGE = "/de/manage/tagung/bookings/allocation"


@pytest.fixture
def event(session):
    """Two items at the same time, one of a single place that three people would like."""
    event = meeting(1, 3, slug="tagung")
    make_round(event)
    for name in ("Albers", "Brandt", "Conrad"):
        wisher(event, 1, 2, last_name=name)
    return event


@pytest.fixture
def organiser(app, event):
    return signed_in(app, event, Role.ORGANISER)


def text(page):
    return words_of(page.text)


def test_nobody_reads_of_a_run_that_was_discarded_that_everybody_got_their_first_choice(event, organiser):
    computed(event)
    runs.discard(event.id, 1, TEAM)
    sentence = "Dieser Lauf ist verworfen. Seine Zahlen bleiben; wer was bekommen hätte, ist gelöscht."
    for page in (f"{PAGE}?run=1", f"{PAGE}/people?run=1"):
        words = text(organiser.get(page))
        assert (sentence in words, "Erstwunsch bekommen" in words, "niemanden" in words) == (True, False, False)


def test_once_it_is_removed_who_got_what_the_page_says_so_and_keeps_the_numbers(event, organiser):
    bound(event)
    due = event.ends_at + WISHES_LAST
    forget_wishes(due, due)
    words = text(organiser.get(PAGE))
    assert "Wer was bekommen hat, wird zwei Wochen nach der Veranstaltung gelöscht." in words
    assert ("Erstwunsch bekommen" in words, "3 Personen mit Wunsch" in words) == (False, True)


def test_where_everybody_has_each_first_wish_and_only_there_the_page_says_so(event, organiser):
    for each in wishers(event)[1:]:
        change_person(each, status=Status.CANCELLED, away_at=NOW)
    computed(event)
    assert "Alle haben in jedem Zeitblock ihren Erstwunsch bekommen." in text(organiser.get(PAGE))


def test_where_all_who_lacked_something_are_away_by_now_it_is_said_so(event, organiser):
    bound(event)
    for each in lacking(db.session(), event.id, stored(event, 1).id):
        change_person(each.person.id, status=Status.CANCELLED, away_at=NOW)
    words = text(organiser.get(PAGE))
    assert ("Alle, denen etwas fehlte, nehmen nicht mehr teil." in words, "Erstwunsch bekommen" in words) == (
        True,
        False,
    )


def wishers(event):
    mine = sa.select(ItemWish.registration_id).where(ItemWish.event_id == event.id, ItemWish.rank == 1)
    return db.session().scalars(mine).all()
