"""What a registration says of the state it is in, whichever way led there."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.rules.filter import TABS
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.by_team import services as by_team
from gocluster_events.meeting.registration.duplicates import services as duplicates
from gocluster_events.meeting.registration.people.models import Registration, Substitution
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import STATES, UNDER_REVIEW, Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from gocluster_events.meeting.registration.sign_up.services import proving
from gocluster_events.meeting.registration.substitution import services as substitution
from gocluster_events.meeting.registration.waiting.rules import ManualPlacement
from gocluster_events.meeting.registration.waiting.services import moving
from tests.support.decisions import ORGANISER, arrivals, decide, reviewed, undo
from tests.support.make import make_event
from tests.support.registrants import CHANCE, HOUR, arrive, cancel, decline, row_of, sign_up
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]

LATER = NOW + HOUR


def proven() -> int:
    return arrive(make_event(), "miriam@example.org")


def moved_up() -> int:
    event = make_event(capacity_onsite=1)
    first, second = arrivals(event, 2)
    cancel(event, first, LATER)
    return second


def accepted() -> int:
    event = make_event(capacity_onsite=1, moving_up=MovingUp.OFFER, state=FederalState.BE)
    first, second = arrivals(event, 2)
    cancel(event, first, LATER)
    proving.accept_offer(event.id, second, LATER)
    return second


def decided() -> int:
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    first, second = arrivals(event, 2)
    cancel(event, first, LATER)
    decide(event, Kind.CONFIRM, second)
    return second


def given_by_hand() -> int:
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    first, second = arrivals(event, 2)
    cancel(event, first, LATER)
    moving.give_place(event.id, second, ManualPlacement.CONFIRM, "", Act(ORGANISER, LATER))
    return second


def added_by_hand() -> int:
    wanted = {"act": Act(ORGANISER, NOW), "chance": CHANCE, "tells": True}
    return by_team.add(make_event().id, sign_up(), over_capacity=False, **wanted)


def merged() -> int:
    event = make_event(capacity_onsite=1)
    has, waits = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    duplicates.merge(event.id, waits, has, Act(ORGANISER, LATER))
    return waits


def substituted() -> int:
    event = make_event(capacity_onsite=1)
    giver, waits = arrive(event, "miriam@example.org"), arrive(event, "kim@example.org")
    named = Substitute(first_name="Kim", last_name="Weber", email="kim@example.org", language="de")
    substitution.name_substitute(event.id, giver, named, LATER)
    row = reading().scalars(sa.select(Substitution)).one()
    substitution.accept_substitution(event.id, row.id, row.generation, LATER, CHANCE)
    return waits


@pytest.mark.parametrize(
    "way", [proven, moved_up, accepted, decided, given_by_hand, added_by_hand, merged, substituted]
)
def test_whoever_is_confirmed_waits_no_longer_and_nothing_is_held_for_them(way: Callable[[], int]):
    person = row_of(way())
    assert (person.status, person.confirmed_at is None) == (Status.CONFIRMED, False)
    assert (person.waitlisted_at, person.offer_until, person.hold_until, person.ended_at) == (None, None, None, None)


def test_whoever_has_an_offer_or_has_left_the_list_waits_no_longer():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.OFFER, state=FederalState.BE)
    first, second, third, fourth = arrivals(event, 4)
    cancel(event, first, LATER)
    cancel(event, third, LATER)
    decline(event, fourth, LATER)
    assert [row_of(each).status for each in (second, third, fourth)] == [
        Status.OFFERED, Status.CANCELLED, Status.DECLINED,
    ]  # fmt: skip
    assert [row_of(each).waitlisted_at for each in (second, third, fourth)] == [None, None, None]


def test_whoever_takes_over_a_position_by_a_merge_waits_since_then():
    event = make_event(capacity_onsite=1)
    arrive(event, "ada@example.org", first_name="Ada")
    early, late = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com", LATER)
    duplicates.merge(event.id, late, early, Act(ORGANISER, LATER + HOUR))
    assert (row_of(late).status, row_of(late).waitlisted_at) == (Status.WAITLISTED, NOW)


def test_whoever_had_a_place_and_comes_back_under_review_is_confirmed_no_longer():
    event = reviewed()
    person = arrive(event, "miriam@example.org")
    decide(event, Kind.CONFIRM, person)
    cancel(event, person, LATER + HOUR)
    assert row_of(person).confirmed_at == LATER  # the growth of the numbers counts the stay
    proving.come_back(event.id, person, LATER + 2 * HOUR)
    assert (row_of(person).status, row_of(person).confirmed_at, row_of(person).ended_at) == (
        Status.RECEIVED,
        None,
        None,
    )


def test_undoing_a_decision_gives_back_since_when_somebody_waited():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    first, second = arrivals(event, 2)
    since = row_of(second).waitlisted_at
    cancel(event, first, LATER)
    made = decide(event, Kind.CONFIRM, second)
    undo(event, made)
    assert (row_of(second).status, row_of(second).waitlisted_at) == (Status.WAITLISTED, since)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("status", list(Status))
def test_every_state_is_in_the_table_with_a_letter_and_a_moment_that_exist(status: Status, mode: Mode):
    assert letters.of_state(status, mode) in letters.LETTERS
    moment = STATES[status].moment
    assert not moment or moment in Registration.__table__.columns


def test_each_tab_of_the_list_has_its_own_states_and_the_undecided_share_one():
    assert [len(tab) for tab in TABS] == [2, 1, 1, 1, 1, 1, 1, 1, 1]
    assert set(TABS[0]) == UNDER_REVIEW
