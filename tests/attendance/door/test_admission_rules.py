"""What a code means, what the desk says, and whom a half-understood name finds."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from gocluster_events.attendance.door.rules import (
    Candidate,
    Code,
    Verdict,
    expires_at,
    moment,
    read_code,
    search_guests,
    verdict,
)
from gocluster_events.core.search import words_of
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.entry import ALPHABET, read_reference, reference

NOW = datetime(2027, 4, 22, 7, 12, tzinfo=UTC)
NUMBER = reference(Random(1))


@pytest.mark.parametrize("typed", [NUMBER, NUMBER.lower(), f" {NUMBER.replace('-', ' ')} ", NUMBER.replace("-", "")])
def test_a_number_is_read_however_it_is_written(typed):
    assert read_reference(typed) == NUMBER


def test_letters_that_look_like_digits_are_taken_for_these():
    numbers = (reference(Random(seed)) for seed in range(500))
    number = next(each for each in numbers if "0" in each and "1" in each)
    assert read_reference(number.replace("0", "o").replace("1", "l")) == number


def test_one_wrong_character_is_always_noticed():
    wrong = [NUMBER.replace(NUMBER[0], other, 1) for other in ALPHABET if other != NUMBER[0]]
    assert [each for each in wrong if read_reference(each)] == []


@pytest.mark.parametrize("typed", ["", "müller", "4K7M", "U" * 9, f"{NUMBER}A", "ⅷ" * 9])
def test_what_is_no_number_is_none(typed):
    assert read_reference(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (f"tagung-2027/{NUMBER}", Code("tagung-2027", NUMBER)),
        (f"https://example.org/de/tagung-2027/{NUMBER}\n", Code("tagung-2027", NUMBER)),
        (NUMBER.lower(), Code("", NUMBER)),
        ("BEGIN:VCARD", None),
    ],
)
def test_a_ticket_names_edition_and_person(typed, meant):
    assert read_code(typed) == meant


def test_every_state_has_an_answer_and_only_one_welcomes():
    assert [each for each in Status if verdict(each, Mode.ONSITE, None) is Verdict.WELCOME] == [Status.CONFIRMED]
    assert {verdict(each, Mode.ONSITE, NOW) for each in Status} == {Verdict.ALREADY_IN}
    assert verdict(Status.CONFIRMED, Mode.ONLINE, None) is Verdict.ONLINE


def test_a_desk_says_how_long_ago_it_was_for_its_clock_may_be_wrong():
    assert moment(NOW, 90) == NOW - timedelta(seconds=90)
    assert (moment(NOW, -5), moment(NOW, 10**7)) == (NOW, NOW)


@pytest.mark.parametrize(("hour", "day"), [(9, 23), (23, 23), (27, 23), (29, 24)])
def test_a_list_lives_until_the_night_after_it_was_told(hour, day):
    instant = datetime(2027, 4, 21, 22, tzinfo=UTC) + timedelta(hours=hour)  # so many hours into the 22nd, in Berlin
    assert expires_at(instant, "Europe/Berlin") == datetime(2027, 4, day, 2, tzinfo=UTC)


def test_a_list_of_the_night_in_which_clocks_change_dies_at_four_too():
    assert expires_at(datetime(2027, 3, 27, 20, tzinfo=UTC), "Europe/Berlin") == datetime(2027, 3, 28, 2, tzinfo=UTC)


def guest(name: str, number: str) -> Candidate:
    return Candidate(name, 1, words_of(f"{name} Musterwerk"), number)


GUESTS = [guest("Silke Fährmann", NUMBER), guest("Heike Müller", reference(Random(2)))]


@pytest.mark.parametrize(
    ("typed", "is_sure"),
    [
        (NUMBER, True),
        (f"tagung/{NUMBER}", True),
        ("Fährmann, Silke", True),
        (NUMBER[:4], False),
        (NUMBER[5:], False),
        ("Fährmnan", False),
    ],
)
def test_only_a_whole_number_or_words_as_they_are_written_are_sure(typed, is_sure):
    assert [(each.who, each.is_sure) for each in search_guests(typed, GUESTS)] == [(GUESTS[0], is_sure)]


def test_a_number_that_nobody_has_finds_nobody():
    assert search_guests(reference(Random(3)), GUESTS) == []
