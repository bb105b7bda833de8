"""Whether somebody on the programme and a registration of the same name are one person: asked once, remembered."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.contributors.models import ContributorMatch
from gocluster_events.attendance.contributors.rules import read_pair
from gocluster_events.attendance.door import queries as door
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.arrivals import arrive, make_guest
from tests.support.programme import TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW

ALIKE = "/de/manage/tagung/contributors/alike"
QUESTION = "1 Person aus dem Programm heißt wie eine angemeldete."


@pytest.fixture
def namesake(event):
    """A registration under an address that the programme does not know."""
    plan(event, TAREK, with_people(slot(1, room=None), replace(TAREK, organisation="Hochschule Muster")))
    publish(event)
    return make_guest(event, first_name="Tarek", last_name="Lindholm", email="t.lindholm@example.org")


def guests(event):
    reading().rollback()
    return [(each.reference, each.is_contributor) for each in door.guests(reading(), event.id, NOW.date())]


def say(visitor, verdict):
    return visitor.own_form(ALIKE).send(answer=verdict)


def test_until_somebody_says_so_they_are_one_guest_and_the_team_is_asked(event, staff, namesake):
    assert guests(event) == [(namesake.reference, False)]
    assert QUESTION in staff.get("/de/manage/tagung/papers").text
    assert QUESTION in staff.get("/de/manage/tagung/lists/gate").text


def test_two_people_are_two_guests_from_then_on_and_nobody_is_asked_again(event, staff, namesake):
    say(staff, "other")
    assert sorted(is_alone for _reference, is_alone in guests(event)) == [False, True]
    assert QUESTION not in staff.get("/de/manage/tagung/papers").text
    assert "Zwei Personen" in staff.get(ALIKE).text
    actions = reading().scalars(sa.select(AuditEntry.action).where(AuditEntry.subject == f"registration:{namesake.id}"))
    assert list(actions) == ["registration.other_than_contributor"]


def test_the_same_person_stays_one_guest_and_the_question_can_be_opened_again(event, staff, namesake):
    say(staff, "same")
    assert (guests(event), QUESTION in staff.get("/de/manage/tagung/papers").text) == (
        [(namesake.reference, False)], False,
    )  # fmt: skip
    say(staff, "open")
    reading().rollback()
    assert QUESTION in staff.get("/de/manage/tagung/papers").text
    assert reading().scalars(sa.select(ContributorMatch)).all() == []


def test_a_colleagues_answer_is_not_overwritten_unseen(event, staff, namesake):
    form = staff.own_form(ALIKE)
    say(staff, "other")
    text = form.send(answer="same").text
    assert ("Inzwischen hat jemand aus dem Team" in text, "Zwei Personen" in text) == (True, True)
    reading().rollback()
    assert [each.is_same for each in reading().scalars(sa.select(ContributorMatch))] == [False]


def test_a_pair_of_whom_one_has_cancelled_since_the_page_was_opened_is_told_so(event, staff, namesake):
    form = staff.own_form(ALIKE)
    with transaction() as session:
        session.execute(sa.update(Registration).values(status=Status.CANCELLED, ended_at=NOW))
    answer = form.send(answer="same")
    assert (answer.status_code, "hat sich inzwischen erledigt" in answer.text) == (200, True)
    assert reading().scalars(sa.select(ContributorMatch)).all() == []


def test_whose_registration_was_made_at_the_door_is_no_question(event, staff):
    plan(event, TAREK, with_people(slot(1, room=None), TAREK))
    publish(event)
    [(number, _is_alone)] = guests(event)
    arrive(event, number)
    assert "Dieselbe Person" not in staff.get(ALIKE).text


@pytest.mark.parametrize(
    ("pair", "verdict", "status"), [("1-999", "same", 200), ("x", "same", 404), (None, "maybe", 200)]
)
def test_what_the_page_does_not_offer_is_not_stored(event, staff, namesake, pair, verdict, status):
    form = staff.own_form(ALIKE)
    answer = form.send(answer=verdict) if pair is None else form.send(answer=verdict, pair=pair)
    assert (answer.status_code, reading().scalars(sa.select(ContributorMatch)).all()) == (status, [])


def test_a_pair_is_two_numbers():
    assert [read_pair(typed) for typed in ("3-17", "3", "3-x", "3-17-1", "-", "3-1234567890")] == [(3, 17), *[None] * 5]
