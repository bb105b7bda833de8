"""What decides about a registration, without database or app."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState, Mode, RegistrationPhase
from gocluster_events.meeting.registration.people.rules import fields as entry_rules
from gocluster_events.meeting.registration.people.rules.codes import (
    ActorType,
    Diet,
    FormOfAddress,
    Refusal,
    Status,
    Support,
)
from gocluster_events.meeting.registration.people.rules.entry import (
    ALPHABET,
    Repeat,
    SignUp,
    check_character,
    document,
    interval_number,
    is_same,
    read,
    reference,
    repeat,
)
from gocluster_events.meeting.registration.people.rules.fields import Needs, PersonalData
from gocluster_events.meeting.registration.people.rules.letters import salutation
from gocluster_events.meeting.registration.people.rules.seats import (
    HOLD,
    LINK_LASTS,
    Seats,
    check_offered,
    check_open,
    is_held,
    moves_up,
)
from tests.support.refusal import refusal

NOW = datetime(2027, 3, 20, 9, tzinfo=UTC)
ENDS = datetime(2027, 4, 22, 16, tzinfo=UTC)


def entry(**changes: object) -> PersonalData:
    values: dict[str, object] = {
        "first_name": "Miriam",
        "last_name": "Tannert",
        "email": "miriam@example.org",
        "organisation": "Musternetzwerk",
        "actor_type": ActorType.CLUSTER,
        "state": FederalState.SN,
        "mode": Mode.ONSITE,
        "language": "de",
    }
    return PersonalData(**{**values, **changes})  # type: ignore[arg-type]


def test_a_lowered_capacity_leaves_no_seat_and_removes_nobody():
    assert Seats(capacity=10, taken=12).free == 0


@pytest.mark.parametrize(
    ("phase", "code"),
    [
        (RegistrationPhase.NOT_YET, Refusal.NOT_OPEN_YET),
        (RegistrationPhase.CODES, Refusal.CODE_NEEDED),
        (RegistrationPhase.CLOSED, Refusal.CLOSED),
        (RegistrationPhase.OVER, Refusal.CLOSED),
    ],
)
def test_nobody_registers_outside_the_window(phase: RegistrationPhase, code: Refusal):
    assert refusal(check_open, phase) is code


def test_a_mode_without_places_is_not_offered():
    assert refusal(check_offered, Seats(0, 0)) is Refusal.MODE_NOT_OFFERED


def test_a_hold_ends_with_its_last_second():
    until = NOW + timedelta(seconds=1)
    assert (is_held(until, NOW), is_held(NOW, NOW), is_held(None, NOW)) == (True, False, False)


@pytest.mark.parametrize(
    ("status", "now", "expected"),
    [
        (EventStatus.PUBLISHED, NOW, True),
        (EventStatus.PUBLISHED, ENDS, False),
        (EventStatus.ARCHIVED, NOW, False),
        (EventStatus.DRAFT, NOW, False),
    ],
)
def test_the_waiting_list_moves_up_until_the_meeting_ends(status: EventStatus, now: datetime, expected: bool):  # noqa: FBT001 -- a table's column
    assert moves_up(status, ENDS, now) is expected


def test_a_reference_is_eight_characters_and_a_check():
    assert reference(Random(2027)) == reference(Random(2027))
    assert [len(part) for part in reference(Random(1)).split("-")] == [4, 4, 1]


def test_one_wrong_character_changes_the_check_character():
    drawn = "4K7M92QX"
    wrong = [
        drawn[:place] + character + drawn[place + 1 :]
        for place in range(8)
        for character in ALPHABET
        if character != drawn[place]
    ]
    assert [each for each in wrong if check_character(each) == check_character(drawn)] == []


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.WAITLISTED, Status.DECLINED])
def test_who_takes_part_or_was_declined_is_reminded(status: Status):
    assert repeat(status, is_same=False) is Repeat.REMIND


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.LAPSED, Status.CANCELLED])
def test_new_data_wait_for_their_own_proof(status: Status):
    assert repeat(status, is_same=False) is Repeat.PENDING


def test_the_same_sent_again_needs_no_second_link():
    assert repeat(Status.UNCONFIRMED, is_same=True) is Repeat.SAME_LINK


def test_who_cancelled_may_send_the_same_again():
    assert repeat(Status.CANCELLED, is_same=True) is Repeat.PENDING


def test_slots_count_from_the_first_time():
    ten = timedelta(minutes=10)
    assert [interval_number(NOW, NOW + timedelta(minutes=each), ten) for each in (0, 9, 10, 25)] == [0, 0, 1, 2]


def test_who_looked_at_the_clock_first_and_came_second_is_in_the_first_slot():
    assert interval_number(NOW, NOW - timedelta(milliseconds=5), timedelta(minutes=10)) == 0


@pytest.mark.parametrize(
    ("changes", "language", "expected"),
    [
        ({"form_of_address": FormOfAddress.MS, "title": "Dr."}, "de", "Frau Dr. Tannert"),
        ({"form_of_address": FormOfAddress.MR}, "de", "Herr Tannert"),
        ({"form_of_address": FormOfAddress.MS}, "en", "Ms Tannert"),
        ({"form_of_address": FormOfAddress.MS, "title": "Dr."}, "en", "Dr. Tannert"),
        ({"form_of_address": FormOfAddress.NONE, "title": "Dr."}, "de", "Dr. Miriam Tannert"),
        ({}, "en", "Miriam Tannert"),
    ],
)
def test_a_mail_addresses_people_as_they_wish(changes: dict[str, object], language: str, expected: str):
    assert salutation(entry(**changes), language) == expected


def test_an_entry_survives_being_kept():
    person = entry(form_of_address=FormOfAddress.MR, remark="Zwei\nZeilen")
    assert read(PersonalData, document(person)) == person


def test_needs_survive_being_kept():
    needs = Needs(diet=Diet.VEGAN, support=(Support.WHEELCHAIR, Support.OTHER), support_details="Rampe")
    assert read(Needs, document(needs)) == needs


def test_needs_that_say_nothing_are_false():
    assert not Needs()


def test_a_hold_lasts_an_hour_and_the_link_two_days():
    assert (timedelta(hours=1), timedelta(days=2)) == (HOLD, LINK_LASTS)


def test_another_spelling_of_the_address_is_the_same_sign_up():
    needs = Needs()
    assert is_same(SignUp(entry(), needs), SignUp(entry(email="MIRIAM@Example.org"), needs))
    assert not is_same(SignUp(entry(), needs), SignUp(entry(), Needs(diet=Diet.VEGAN)))


def test_the_special_needs_are_no_part_of_the_entry():
    assert set(document(Needs())) & set(document(entry())) == set()
    assert entry_rules.Person.__dataclass_fields__.keys() < entry().__dataclass_fields__.keys()
