"""Who was away while a preview was computed and is back counts in the next one."""

from gocluster_events.attendance.wishes.models import WishLot
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.services import binding
from gocluster_events.core import db
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import TEAM, change_person
from tests.support.wish_rounds import answer, computed, make_round, meeting, results, wisher


def away_and_back(event):
    """Somebody who was declined by mistake while the first of two runs was computed, and that run."""
    person = wisher(event, 1, 2, organisation="a").id
    wisher(event, 1, 2, organisation="b")
    change_person(person, status=Status.DECLINED)
    run = computed(event)
    lots = lots_by_person()
    change_person(person, status=Status.CONFIRMED)
    return person, run, lots


def lots_by_person():
    db.session().rollback()
    return {row.registration_id: row.number for row in db.session().query(WishLot)}


def test_who_is_back_after_the_first_run_has_a_lot_after_the_others_and_counts(session):
    event = meeting(1, 3)
    make_round(event)
    person, _run, lots = away_and_back(event)
    second = computed(event)
    assert (lots_by_person(), person in lots) == ({**lots, person: 2}, False)
    assert len(results(second)[person]) == 1


def test_a_run_without_who_is_back_by_now_is_not_made_binding(session):
    event = meeting(1, 3)
    make_round(event)
    _person, run, _lots = away_and_back(event)
    assert answer(binding.commit, event.id, run.number, TEAM, run.digest) is Refusal.CHANGED
