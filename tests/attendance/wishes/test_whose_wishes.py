"""Wishes are somebody's own: who takes over their place has none of them, and of two registrations one counts."""

from datetime import timedelta

import sqlalchemy as sa

from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.queries.wishes import counting_lists, counts
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.services import binding, inheriting, rounds
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.meeting.registration.duplicates import services as duplicates
from gocluster_events.meeting.registration.people.models import Registration, Substitution
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.substitution import services as substitution
from tests.support.booking import TEAM, item, mails, standing
from tests.support.make import make_registration
from tests.support.registrants import CHANCE
from tests.support.settings import NOW
from tests.support.wish_rounds import committed, computed, make_round, meeting, results, stored, wisher
from tests.support.wishing import NONE, wish, wishes_of

LATER = NOW + timedelta(hours=1)


def counting(event) -> list[int]:
    db.session().rollback()
    return [each.registration.id for each in counting_lists(db.session(), event)]


def test_a_substitute_wishes_for_themselves(wished, person):
    wish(wished, person, (1,), (NONE,))
    whom = Substitute(title="", first_name="Kim", last_name="Weber", email="kim@example.org", language="de")
    substitution.name_substitute(wished.id, person, whom, LATER)
    row = db.session().scalars(sa.select(Substitution)).one()
    heir = substitution.accept_substitution(wished.id, row.id, row.generation, LATER, CHANCE)[0]
    assert (wishes_of(heir), counting(wished)) == ([], [])
    assert wish(wished, heir, (2,), (), at=LATER) is None
    assert counting(wished) == [heir]
    rounds.close_now(wished.id, TEAM)
    assert not any(mail.letter == "wishes_missed" for mail in mails(person))


def test_of_two_duplicates_the_one_that_stays_keeps_its_own_wishes(wished):
    name = {"first_name": "Anna", "last_name": "Muster", "organisation": "Institut"}
    stays, goes = (make_registration(wished, **name).id for _ in range(2))
    wish(wished, stays, (1,), ())
    wish(wished, goes, (2, 3), (4,))
    duplicates.merge(wished.id, stays, goes, TEAM)
    assert (wishes_of(stays), counting(wished)) == ([(1, 1)], [stays])


NAME = {"first_name": "Anna", "last_name": "Muster", "organisation": "Institut"}


def test_of_two_duplicates_the_one_that_stays_has_the_wishes_that_only_the_other_had(wished):
    stays, goes = (make_registration(wished, **NAME).id for _ in range(2))
    wish(wished, goes, (2, 3), (4,))
    duplicates.merge(wished.id, stays, goes, TEAM)
    assert inheriting.hand_on_due(LATER) > 0
    assert ([item for item, _rank in wishes_of(stays)], wishes_of(goes)) == ([2, 3, 4], [])
    assert (counting(wished), inheriting.hand_on_due(LATER)) == ([stays], 0)


def test_wishes_go_through_two_merges(wished):
    last, middle, first = (make_registration(wished, **NAME).id for _ in range(3))
    wish(wished, first, (1,), ())
    duplicates.merge(wished.id, middle, first, TEAM)
    duplicates.merge(wished.id, last, middle, Act(TEAM.by, NOW + timedelta(minutes=1)))
    rounds.close_now(wished.id, Act(TEAM.by, LATER))
    assert (wishes_of(last), counting(wished)) == ([(1, 1)], [last])


def test_who_was_confirmed_in_time_by_one_of_two_registrations_counts_once_they_are_merged(session):
    event = meeting(1, 3)
    make_round(event)
    goes = wisher(event, 1, **NAME).id
    stays = wisher(event, 2, **NAME, status=Status.WAITLISTED, confirmed_at=None, waitlisted_at=NOW).id
    duplicates.merge(event.id, stays, goes, TEAM)
    assert counting(event) == [stays]
    assert counts(db.session(), db.session().get_one(Registration, stays), round_of(db.session(), event))
    assert results(computed(event)) == {stays: [(item(2), 1)]}


def test_who_is_merged_while_it_can_be_taken_back_has_the_place_and_reads_so_once(session):
    event = meeting(1, 3)
    make_round(event)
    goes, stays = wisher(event, 1, **NAME).id, make_registration(event, **NAME).id
    committed(event)
    duplicates.merge(event.id, stays, goes, Act(TEAM.by, NOW + timedelta(minutes=1)))
    binding.bind_due(NOW + UNDO)
    assert standing(event.id, 1)[0] == [stays]
    assert [[mail.letter for mail in mails(each)].count("wishes_result") for each in (goes, stays)] == [0, 1]
    assert list(results(stored(event, 1))) == [stays]


def test_a_merge_after_the_run_is_the_same_input_where_the_other_had_no_wishes(session):
    event = meeting(1, 3)
    make_round(event)
    goes, stays = wisher(event, 1, **NAME).id, make_registration(event, **NAME, confirmed_at=NOW - timedelta(days=1)).id
    run = computed(event)
    duplicates.merge(event.id, stays, goes, TEAM)
    binding.commit(event.id, 1, TEAM, run.digest)
    assert list(results(stored(event, 1))) == [stays]
