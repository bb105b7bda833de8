"""What the team does with quotas and waiting lists, with real rows on both databases."""

from dataclasses import replace

import pytest

from gocluster_events.backoffice.editions import services as editions
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode, Refusal as EventRefusal
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp, Procedure
from gocluster_events.meeting.registration.duplicates.services import renew_keys
from gocluster_events.meeting.registration.people.models import Quota, Registration
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Move, Passed, Refusal, Status
from gocluster_events.meeting.registration.people.rules.quota_limits import QuotaFacts
from gocluster_events.meeting.registration.people.words import codes as codes_words
from gocluster_events.meeting.registration.quotas import services as quotas
from gocluster_events.meeting.registration.sign_up.services import proving
from gocluster_events.meeting.registration.waiting import queries as waiting_queries, words as waiting_words
from gocluster_events.meeting.registration.waiting.rules import ManualPlacement, PlacementRefusal, fingerprint
from gocluster_events.meeting.registration.waiting.services import due_changes, moving
from tests.support.make import make_event, make_quota
from tests.support.refusal import refusal
from tests.support.registrants import HOUR, arrive, cancel, letters, outbox, register, row_of, status
from tests.support.settings import NOW

TEAM = "organiser@example.org"
START_UPS = QuotaFacts(
    name=Localized("Start-ups"), mode=Mode.ONSITE, places=1, actor_types=(ActorType.STARTUP,), position=1
)

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def people(event: Event, *names: str, **changes: object) -> list[int]:
    return [arrive(event, f"{name}@example.org", first_name=name.title(), **changes) for name in names]


def numbers(*people: int) -> list[int | None]:
    return [seats.position(reading(), row_of(each)) for each in people]


def move(event: Event, person: int, number: int, reason: str = "hält die Rede", now=NOW) -> None:
    seen = fingerprint(each.id for each in waiting_queries.same_list(reading(), row_of(person)))
    moving.move_in_line(event.id, person, number, reason, Act(TEAM, now), seen=seen)


def change(event: Event, now=NOW, seen: int = 0, **changes: object) -> None:
    event_id = event.id
    old, revision = events.procedure(reading(), event_id)
    editions.change_procedure(event_id, replace(old, **changes), revision, Act(TEAM, now), seen=seen)


def explanation_of(person: int) -> list[str]:
    """The explanation, newest first, as the team reads it."""
    reading().rollback()
    lines = waiting_queries.explanation(reading(), reading().get_one(Registration, person), "de")
    return [waiting_words.sentence(line, "Kim Tannert", "Henrike Vossberg") for line in lines]


def test_somebody_moved_has_the_new_number_one_mail_and_a_line_in_the_log():
    event = make_event(capacity_onsite=1)
    _has, kim, jo, mai = people(event, "first", "kim", "jo", "mai")
    move(event, mai, 1)
    assert numbers(kim, jo, mai) == [2, 3, 1]
    assert letters("mai@example.org")[-2:] == ["waitlisted", "waiting_moved"]
    assert outbox("waiting_moved", "mai@example.org").content["values"]["number"] == "1"
    assert letters("kim@example.org")[-1] == "waitlisted"
    cancel(event, _has)
    assert (status(mai), status(kim)) == (Status.CONFIRMED, Status.WAITLISTED)


def test_a_list_that_changed_meanwhile_moves_nobody():
    event = make_event(capacity_onsite=1)
    _has, kim, jo, mai = people(event, "first", "kim", "jo", "mai")
    event_id, seen = event.id, fingerprint([kim, jo, mai])
    cancel(event, jo)
    with pytest.raises(Stale):
        moving.move_in_line(event_id, mai, 1, "weil", Act(TEAM, NOW), seen=seen)
    assert numbers(kim, mai) == [1, 2]


def test_nobody_is_moved_behind_the_end_or_who_does_not_wait():
    event = make_event(capacity_onsite=1)
    has, _kim, mai = people(event, "first", "kim", "mai")
    codes = []
    for person, number in ((mai, 3), (mai, 2), (has, 1)):
        with pytest.raises(Refused) as refused:
            move(event, person, number)
        codes.append(refused.value.code)
    assert codes == [PlacementRefusal.NO_POSITION, PlacementRefusal.NO_POSITION, PlacementRefusal.NOT_WAITING]


def test_the_team_gives_a_free_place_to_whoever_is_next_and_to_somebody_else_only_with_a_reason():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    event_id = event.id
    has, kim, mai = people(event, "first", "kim", "mai")
    assert (
        refusal(moving.give_place, event_id, mai, ManualPlacement.CONFIRM, "", Act(TEAM, NOW))
        is PlacementRefusal.NO_PLACE
    )
    cancel(event, has)
    assert (
        refusal(moving.give_place, event_id, mai, ManualPlacement.CONFIRM, "", Act(TEAM, NOW))
        is PlacementRefusal.NO_REASON
    )
    moving.give_place(event_id, mai, ManualPlacement.CONFIRM, "hält die Rede", Act(TEAM, NOW))
    assert (status(mai), status(kim), letters("mai@example.org")[-1]) == (
        Status.CONFIRMED, Status.WAITLISTED, "moved_up_onsite",
    )  # fmt: skip


def test_a_place_given_by_offer_is_kept_until_its_deadline():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    has, kim = people(event, "first", "kim")
    cancel(event, has)
    moving.give_place(event.id, kim, ManualPlacement.OFFER, "", Act(TEAM, NOW))
    assert (status(kim), letters("kim@example.org")[-1]) == (Status.OFFERED, "offered")


def test_no_offer_is_made_once_the_meeting_has_begun():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.OFFER)
    has, kim = people(event, "first", "kim")
    cancel(event, has, event.starts_at)
    assert (due_changes.lapse_and_move_up(event.starts_at + HOUR), status(kim)) == (0, Status.WAITLISTED)
    assert (
        refusal(moving.give_place, event.id, kim, ManualPlacement.OFFER, "", Act(TEAM, event.starts_at))
        is PlacementRefusal.TOO_LATE
    )


def test_places_kept_for_others_are_refused_by_that_name():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    quotas.add_quota(event.id, START_UPS, Act(TEAM, NOW))
    (kim,) = people(event, "kim")
    assert (
        refusal(moving.give_place, event.id, kim, ManualPlacement.CONFIRM, "weil", Act(TEAM, NOW))
        is PlacementRefusal.KEPT_FOR_OTHERS
    )


def test_a_new_quota_takes_those_who_wait_to_its_own_list_and_nobody_loses_a_place():
    event = make_event(capacity_onsite=2)
    has, other = people(event, "first", "second")
    kim, mai = *people(event, "kim"), *people(event, "mai", actor_type=ActorType.STARTUP)
    quota = quotas.add_quota(event.id, START_UPS, Act(TEAM, NOW))
    assert (row_of(mai).quota_id, row_of(kim).quota_id, numbers(kim, mai)) == (quota, None, [1, 1])
    assert (status(has), status(other)) == (Status.CONFIRMED, Status.CONFIRMED)
    cancel(event, has)
    assert (status(kim), status(mai), row_of(mai).quota_id) == (Status.WAITLISTED, Status.CONFIRMED, quota)


def test_a_smaller_quota_lets_those_move_up_who_wait_for_open_places():
    event = make_event(capacity_onsite=2)
    quota = quotas.add_quota(event.id, replace(START_UPS, places=2), Act(TEAM, NOW))
    (kim,) = people(event, "kim")
    assert status(kim) is Status.WAITLISTED
    quotas.change_quota(event.id, quota, START_UPS, 1, Act(TEAM, NOW))
    assert (status(kim), letters("kim@example.org")[-1]) == (Status.CONFIRMED, "moved_up_onsite")
    with pytest.raises(Stale):
        quotas.change_quota(event.id, quota, replace(START_UPS, places=2), 1, Act(TEAM, NOW))


def test_removing_a_quota_leaves_its_people_their_places_and_sends_those_who_wait_to_the_open_list():
    event = make_event(capacity_onsite=2)
    quota = quotas.add_quota(event.id, replace(START_UPS, places=2), Act(TEAM, NOW))
    has, also = people(event, "first", "second", actor_type=ActorType.STARTUP)
    mai, kim = *people(event, "mai", actor_type=ActorType.STARTUP), *people(event, "kim")
    quotas.remove_quota(event.id, quota, Act(TEAM, NOW))
    quotas.remove_quota(event.id, quota, Act(TEAM, NOW))
    assert [(status(each), row_of(each).quota_id) for each in (has, also)] == [(Status.CONFIRMED, None)] * 2
    assert (numbers(mai, kim), reading().get(Quota, quota)) == ([1, 2], None)
    cancel(event, has)
    assert explanation_of(mai) == [
        "Rückte von Nr. 1 nach und erhielt einen offenen Platz.",
        "Die Kontingente wurden geändert: seitdem auf der offenen Warteliste.",
        "Kam als Nr. 1 auf die Warteliste des Kontingents Start-ups.",
    ]


def test_who_waits_on_the_list_of_a_released_quota_waits_on_the_open_one():
    event = make_event(capacity_onsite=1)
    quotas.add_quota(event.id, replace(START_UPS, release_at=NOW + HOUR), Act(TEAM, NOW))
    _has, mai = people(event, "first", "mai", actor_type=ActorType.STARTUP)
    assert row_of(mai).quota_id is not None
    due_changes.lapse_and_move_up(NOW + HOUR)
    assert (row_of(mai).quota_id, status(mai)) == (None, Status.WAITLISTED)
    assert due_changes.lapse_and_move_up(NOW + HOUR) == 0


def test_switching_from_by_hand_moves_up_exactly_those_who_were_announced():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    has, kim = people(event, "first", "kim")
    cancel(event, has)
    with pytest.raises(Refused) as refused:
        change(event, moving_up=MovingUp.DIRECT, seen=0)
    assert (refused.value.code, status(kim)) == (EventRefusal.MOVES_OTHERS, Status.WAITLISTED)
    change(event, moving_up=MovingUp.DIRECT, seen=1)
    assert (status(kim), letters("kim@example.org")[-1]) == (Status.CONFIRMED, "moved_up_onsite")


def test_a_procedure_that_a_colleague_changed_is_not_overwritten():
    event = make_event()
    change(event, confirmation=Confirmation.REVIEW)
    with pytest.raises(Stale):
        editions.change_procedure(event.id, Procedure(), 1, Act(TEAM, NOW), seen=0)
    assert events.procedure(reading(), event.id)[0].confirmation is Confirmation.REVIEW


def test_an_archived_edition_keeps_its_procedure():
    event = make_event(status=EventStatus.ARCHIVED)
    assert refusal(change, event, offer_hours=24) is EventRefusal.ARCHIVED


def test_an_archived_edition_moves_nobody():
    event = make_event(status=EventStatus.ARCHIVED)
    assert refusal(moving.move_in_line, event.id, 1, 1, "weil", Act(TEAM, NOW), seen="") is Refusal.ARCHIVED


def test_a_place_that_review_no_longer_holds_goes_to_who_waits():
    event = make_event(capacity_onsite=1)
    event_id = event.id
    has, kim = people(event, "first", "kim")
    cancel(event, kim)
    assert status(has) is Status.CONFIRMED
    cancel(event, has)
    held = register(event, "held@example.org")
    (mai,) = people(event, "mai")
    change(event, confirmation=Confirmation.REVIEW)
    proving.prove(event_id, held, 1, NOW)
    assert (status(held), status(mai)) == (Status.RECEIVED, Status.CONFIRMED)


def test_the_log_answers_why_somebody_was_not_moved_up():
    event = make_event(capacity_onsite=2)
    quota = quotas.add_quota(event.id, START_UPS, Act(TEAM, NOW))
    founder, _other = *people(event, "first", actor_type=ActorType.STARTUP), *people(event, "second")
    kim, jo = people(event, "kim", "jo")
    (mai,) = people(event, "mai", actor_type=ActorType.STARTUP)
    move(event, jo, 1, "kommt von weit her")
    cancel(event, founder, NOW + HOUR)
    assert (status(mai), row_of(mai).quota_id) == (Status.CONFIRMED, quota)
    shifted = "Henrike Vossberg hat Jo Tannert von Nr. 2 auf Nr. 1 verschoben. Grund: „kommt von weit her“."
    assert explanation_of(kim) == [
        "Ein Platz des Kontingents Start-ups ging an Nr. 1, Mai Tannert. Kim Tannert stand davor, aber: "
        + str(codes_words.PASSED[Passed.NOT_IN_QUOTA]),
        f"{shifted} Bis dahin stand Kim Tannert davor.",
        "Kam als Nr. 1 auf die Warteliste.",
    ]
    assert explanation_of(founder) == []


def test_the_log_says_who_was_put_first_by_hand_and_an_open_place_is_called_open():
    event = make_event(capacity_onsite=2, moving_up=MovingUp.BY_HAND)
    quotas.add_quota(event.id, START_UPS, Act(TEAM, NOW))
    has, also = *people(event, "first", actor_type=ActorType.STARTUP), *people(event, "second")
    kim, mai = *people(event, "kim"), *people(event, "mai", actor_type=ActorType.STARTUP)
    cancel(event, also)
    moving.give_place(event.id, mai, ManualPlacement.CONFIRM, "hält die Rede", Act(TEAM, NOW))
    assert explanation_of(kim)[0] == (
        "Ein offener Platz ging an Nr. 1, Mai Tannert. Kim Tannert stand davor, aber: Das Team hat jemand anderen "
        "vorgezogen. Henrike Vossberg hat das von Hand entschieden. Grund: „hält die Rede“."
    )
    (last, *_before) = seats.moves(reading(), event.id, NOW, Mode.ONSITE)[::-1]
    assert (last[0].move, last[0].quota_id, status(has)) == (Move.MOVED_UP, None, Status.CONFIRMED)


def test_of_an_institution_nobody_is_lost_whichever_way_it_is_spelled_and_of_whichever_version_the_keys_are():
    event = make_event()
    quota = make_quota(event, places=5, most_per_organisation=1).id
    old, *_ = people(event, "old", actor_type=ActorType.STARTUP, organisation="Müller & Söhne GmbH")
    with transaction() as session:
        row = session.get_one(Registration, old)
        row.organisation_key, row.key_version = "muller & sohne gmbh", 1
    second, *_ = people(event, "second", actor_type=ActorType.STARTUP, organisation="Mueller und Soehne")
    assert renew_keys(NOW) == 1
    third, *_ = people(event, "third", actor_type=ActorType.STARTUP, organisation="MULLER U. SÖHNE GMBH")
    other, *_ = people(event, "other", actor_type=ActorType.STARTUP, organisation="Muster GmbH")
    assert [row_of(each).quota_id for each in (old, second, third, other)] == [quota, None, None, quota]
