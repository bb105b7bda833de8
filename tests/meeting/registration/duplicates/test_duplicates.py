"""Registrations that look like one person's: merged without losing or doubling a place, on both databases."""

import itertools

import pytest

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.registration.duplicates import queries as duplicates_queries, services as duplicates
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, Terms
from gocluster_events.meeting.registration.invitations.services import codes
from gocluster_events.meeting.registration.people.models import Quota, Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.queries import people, seats
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Diet, Move, Refusal, Status
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from gocluster_events.meeting.registration.people.services.rows import store_answers
from tests.support.invited import shared_code
from tests.support.make import add, archive, make_event, make_quota
from tests.support.questions import answer, ask
from tests.support.registrants import CHANCE, HOUR, arrive, cancel, letters, outbox, register, row_of, status
from tests.support.settings import NOW

LATER = NOW + HOUR
ACTOR = "organiser@example.org"

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def merge(event: Event, stays: int, goes: int) -> None:
    duplicates.merge(event.id, stays, goes, Act(ACTOR, LATER))


def refusal(event: Event, stays: int, goes: int) -> Refusal:
    with pytest.raises(Refused) as refused:
        merge(event, stays, goes)
    return refused.value.code


def listed_pairs(event: Event) -> list[tuple[int, int]]:
    reading().rollback()
    pairs = [(first.id, second.id) for first, second in duplicates_queries.duplicates(reading(), event.id)]
    assert len(pairs) == duplicates_queries.number_of_duplicates(reading(), event.id)
    return pairs


def taken(event: Event, mode: Mode = Mode.ONSITE) -> int:
    reading().rollback()
    return seats.seats(reading(), event, mode, LATER).taken


def test_the_same_name_and_institution_under_another_address_is_shown_however_it_is_spelled():
    event, other = make_event(), make_event()
    first = arrive(event, "miriam@example.org", organisation="Musternetzwerk  Leichtbau")
    second = arrive(event, "m.tannert@example.com", first_name="MIRIAM", organisation="musternetzwerk leichtbau")
    arrive(event, "MIRIAM@example.org")  # the same address is one person already
    arrive(event, "ada@example.org", first_name="Ada")
    arrive(event, "hof@example.org", organisation="Musternetzwerk Hof")
    arrive(other, "third@example.org")
    assert listed_pairs(event) == [(first, second)]


def test_who_has_ended_is_nobodys_duplicate():
    event = make_event()
    first = arrive(event, "miriam@example.org")
    arrive(event, "m.tannert@example.com")
    cancel(event, first)
    assert listed_pairs(event) == []


def test_of_three_every_pair_is_shown():
    event = make_event()
    three = [arrive(event, f"miriam@{number}.example.org") for number in range(3)]
    assert listed_pairs(event) == list(itertools.combinations(three, 2))


def test_two_people_are_kept_and_never_shown_again_until_somebody_wants_to_compare_them():
    event = make_event()
    first, second = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    duplicates.mark_distinct(event.id, second, first, Act(ACTOR, LATER))
    duplicates.mark_distinct(event.id, first, second, Act(ACTOR, LATER))
    assert listed_pairs(event) == []
    assert [(one.id, two.id) for one, two in duplicates_queries.distinct_pairs(reading(), event.id)] == [
        (first, second)
    ]
    assert (status(first), status(second)) == (Status.CONFIRMED, Status.CONFIRMED)
    duplicates.compare_again(event.id, first, second, Act(ACTOR, LATER))
    duplicates.compare_again(event.id, first, second, Act(ACTOR, LATER))
    assert listed_pairs(event) == [(first, second)]


def test_the_place_passes_to_the_one_that_waits_and_is_never_free():
    event = make_event(capacity_onsite=1)
    has, waits = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    next_in_line = arrive(event, "ada@example.org", first_name="Ada")
    merge(event, waits, has)
    assert (status(has), status(waits), status(next_in_line)) == (
        Status.CANCELLED,
        Status.CONFIRMED,
        Status.WAITLISTED,
    )
    assert taken(event) == 1
    assert letters("miriam@example.org") == ["prove_address", "confirmed_onsite", "merged"]
    assert letters("m.tannert@example.com") == ["prove_address", "waitlisted", "confirmed_onsite"]
    moves = [(move.move, person.id) for move, person in seats.moves(reading(), event.id, LATER, Mode.ONSITE)]
    assert moves == [(Move.MOVED_UP, waits)]
    assert listed_pairs(event) == []


def test_the_meeting_stays_in_the_calendar_of_a_person_who_still_takes_part():
    event = make_event(capacity_onsite=1)
    has, waits = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    merge(event, waits, has)
    assert outbox("merged").content["calendar"] is None
    calendar = outbox("confirmed_onsite", "m.tannert@example.com").content["calendar"]
    assert (calendar["cancelled"], row_of(waits).sequence) == (False, 1)


def test_a_place_that_nobody_keeps_goes_to_the_next_in_line():
    event = make_event(capacity_onsite=2)
    first, second = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    waits = arrive(event, "ada@example.org", first_name="Ada")
    merge(event, first, second)
    assert (status(first), status(second), status(waits)) == (Status.CONFIRMED, Status.CANCELLED, Status.CONFIRMED)
    assert taken(event) == 2
    assert letters("miriam@example.org") == ["prove_address", "confirmed_onsite"]


def test_the_place_of_a_quota_stays_one_of_that_quota():
    event = make_event(capacity_onsite=1)
    quota = add(Quota(event_id=event.id, name=Localized("KMU"), mode=Mode.ONSITE, places=1, actor_types=["cluster"]))
    has, waits = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    merge(event, waits, has)
    assert (status(waits), row_of(waits).quota_id, taken(event)) == (Status.CONFIRMED, quota.id, 1)


def test_who_may_not_have_the_place_of_the_quota_cannot_be_the_one_that_stays():
    event = make_event(capacity_onsite=1)
    add(Quota(event_id=event.id, name=Localized("Start-ups"), mode=Mode.ONSITE, places=1, actor_types=["startup"]))
    has = arrive(event, "miriam@example.org", actor_type=ActorType.STARTUP)
    waits = arrive(event, "m.tannert@example.com")
    assert refusal(event, waits, has) is Refusal.PLACE_OF_ANOTHER_QUOTA
    assert (status(has), status(waits), taken(event)) == (Status.CONFIRMED, Status.WAITLISTED, 1)
    merge(event, has, waits)
    assert (status(has), status(waits)) == (Status.CONFIRMED, Status.CANCELLED)


def test_an_offer_passes_over_with_its_deadline():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.OFFER, state=FederalState.BE)
    first = arrive(event, "ada@example.org", first_name="Ada")
    offered, waits = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    cancel(event, first)
    until = row_of(offered).offer_until
    merge(event, waits, offered)
    assert (status(waits), row_of(waits).offer_until, taken(event)) == (Status.OFFERED, until, 1)
    assert letters("m.tannert@example.com")[-1] == "offered"


def test_the_better_position_on_the_list_passes_over():
    event = make_event(capacity_onsite=1)
    arrive(event, "ada@example.org", first_name="Ada")
    early = arrive(event, "miriam@example.org", NOW)
    between = arrive(event, "bo@example.org", NOW, first_name="Bo")
    late = arrive(event, "m.tannert@example.com", NOW)
    merge(event, late, early)
    places = [seats.position(reading(), row_of(each)) for each in (late, between)]
    assert places == [1, 2]
    assert outbox("waitlisted", "bo@example.org").content["values"]["number"] == "2"
    assert letters("m.tannert@example.com") == ["prove_address", "waitlisted", "waitlisted"]


def test_a_place_passes_over_to_another_mode_with_its_mode():
    event = make_event(capacity_onsite=1, capacity_online=1)
    arrive(event, "ada@example.org", first_name="Ada")
    waits = arrive(event, "miriam@example.org")
    online = arrive(event, "m.tannert@example.com", mode=Mode.ONLINE)
    merge(event, waits, online)
    assert (status(waits), row_of(waits).mode, taken(event), taken(event, Mode.ONLINE)) == (
        Status.CONFIRMED,
        Mode.ONLINE,
        1,
        1,
    )


def test_a_place_never_passes_to_an_address_that_nobody_has_proven():
    event = make_event(capacity_onsite=2)
    proven, unproven = arrive(event, "miriam@example.org"), register(event, "m.tannert@example.com")
    assert refusal(event, unproven, proven) is Refusal.UNPROVEN_STAYS
    merge(event, proven, unproven)
    assert (status(proven), status(unproven), taken(event)) == (Status.CONFIRMED, Status.CANCELLED, 1)


def test_the_details_of_the_one_that_stays_stay_and_the_other_needs_are_forgotten():
    event = make_event()
    stays = arrive(event, "miriam@example.org", needs=Needs(diet=Diet.VEGAN), position="Leitung")
    goes = arrive(event, "m.tannert@example.com", needs=Needs(diet=Diet.VEGETARIAN), position="Assistenz")
    merge(event, stays, goes)
    assert (row_of(stays).position, reading().get(SpecialNeeds, goes)) == ("Leitung", None)
    assert reading().get_one(SpecialNeeds, stays).diet is Diet.VEGAN


def test_needs_and_a_code_that_only_the_one_that_goes_has_told_are_not_lost():
    event = make_event(capacity_onsite=3)
    quota = make_quota(event, by_invitation=True, actor_types=[], places=1)
    code = shared_code(event, quota)
    stays = arrive(event, "miriam@example.org")
    goes = arrive(event, "m.tannert@example.com", needs=Needs(diet=Diet.VEGETARIAN), invitation_code=code)
    merge(event, stays, goes)
    assert reading().get_one(SpecialNeeds, stays).diet is Diet.VEGETARIAN
    assert (row_of(stays).invited_to, row_of(goes).invitation_id) == (quota.id, None)


def test_who_waits_and_is_given_a_code_by_the_merge_waits_on_the_list_of_its_quota():
    event = make_event(capacity_onsite=2)
    quota = make_quota(event, by_invitation=True, actor_types=[], places=1)
    code = shared_code(event, quota)
    guest = arrive(event, "guest@example.org", last_name="Gast", invitation_code=code)
    arrive(event, "first@example.org", last_name="Erste")
    stays = arrive(event, "miriam@example.org")
    goes = arrive(event, "m.tannert@example.com", invitation_code=code)
    assert (row_of(stays).quota_id, row_of(goes).quota_id) == (None, quota.id)
    merge(event, stays, goes)
    assert (status(stays), row_of(stays).quota_id) == (Status.WAITLISTED, quota.id)
    cancel(event, guest, LATER)
    assert status(stays) is Status.CONFIRMED


def test_a_code_that_opens_no_quota_stays_used_whoever_of_the_two_had_it():
    event = make_event(capacity_onsite=3)
    quota = make_quota(event, by_invitation=True, actor_types=[], places=1)
    press = shared_code(event, quota)
    with_code, other = (
        arrive(event, "miriam@example.org"),
        arrive(event, "m.tannert@example.com", invitation_code=press),
    )
    hold(with_code, codes.invite(event.id, Guest(email="x@example.org"), Terms(), Act(ACTOR, NOW), CHANCE))
    own = row_of(with_code).invitation_id
    merge(event, with_code, other)
    assert (row_of(with_code).invitation_id, row_of(with_code).invited_to) == (own, quota.id)


def hold(registration_id: int, invitation_id: int) -> None:
    with transaction() as writing:
        writing.get_one(Registration, registration_id).invitation_id = invitation_id


def test_the_teams_own_answers_stay_too():
    event = make_event()
    note = ask(event, "Notiz", QuestionKind.LINE, for_staff=True)
    stays, goes = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    with transaction() as writing:
        store_answers(writing, goes, (answer(event, note, text="Abholen"),), for_staff=True)
    merge(event, stays, goes)
    assert [each.text for _question, each in people.full_registration(reading(), stays).answered] == ["Abholen"]


def test_what_nobody_has_proven_is_never_added_to_somebodys_details():
    event = make_event()
    stays = arrive(event, "miriam@example.org")
    merge(event, stays, register(event, "m.tannert@example.com", needs=Needs(diet=Diet.VEGETARIAN)))
    assert reading().get(SpecialNeeds, stays) is None


def test_a_second_merge_changes_nothing_and_says_so():
    event = make_event(capacity_onsite=1)
    has, waits = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    merge(event, waits, has)
    assert [refusal(event, *pair) for pair in ((waits, has), (has, waits))] == [Refusal.NO_DUPLICATES] * 2
    assert taken(event) == 1


def test_strangers_and_people_of_another_edition_are_not_merged():
    event, other = make_event(), make_event()
    first, second = arrive(event, "miriam@example.org"), arrive(event, "ada@example.org", first_name="Ada")
    elsewhere = arrive(other, "m.tannert@example.com")
    assert [refusal(event, first, each) for each in (second, elsewhere)] == [Refusal.NO_DUPLICATES] * 2


def test_under_review_the_decided_place_stays_with_the_person():
    event = make_event(confirmation=Confirmation.REVIEW)
    first, second = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    merge(event, first, second)
    assert (status(first), status(second)) == (Status.RECEIVED, Status.CANCELLED)


def test_an_archive_merges_nobody():
    event = make_event()
    first, second = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    archive(event)
    assert refusal(event, first, second) is Refusal.ARCHIVED
