"""Which registrations are those of people on the programme: rules."""

import pytest

from gocluster_events.attendance.contributors.rules import Contributor, Contributors, Known, contributors, reference_of
from gocluster_events.meeting.registration.people.rules.entry import read_reference

MAI = Contributor(
    id=1, uuid="mai", reference="MAI", first_name="Mai Lan", last_name="Petersen", email_key="mai@example.org"
)
TAREK = Contributor(id=2, uuid="tarek", reference="TAREK", first_name="Tarek", last_name="Lindholm")


def registered(*known: Known, people=(MAI, TAREK), answers=()) -> Contributors:
    return contributors(people, known, dict(answers))


def test_the_address_tells_who_is_registered_whatever_the_name():
    programme = registered(Known(7, "mai@example.org", "M.", "Petersen"))
    assert (programme.unregistered, programme.registrations, programme.open_pairs) == ((TAREK,), {7}, ())


def test_who_has_the_same_name_is_taken_for_one_until_the_team_says_so():
    programme = registered(Known(7, "t.lindholm@example.org", "TAREK", "Lindholm"))
    assert (programme.unregistered, programme.registrations, programme.open_pairs) == ((MAI,), {7}, ((2, 7),))


def test_two_spellings_of_a_name_are_one_name():
    speaker = Contributor(id=3, uuid="jm", reference="JM", first_name="Jürgen", last_name="Müller")
    programme = registered(Known(7, "jm@example.org", "Juergen", "Mueller"), people=(speaker,))
    assert programme.open_pairs == ((3, 7),)


def test_who_has_a_registration_without_a_place_on_site_is_expected_all_the_same():
    waiting = [
        Known(7, "mai@example.org", "Mai Lan", "Petersen", is_expected=False),
        Known(8, "t@example.org", "Tarek", "Lindholm", is_expected=False),
    ]
    programme = registered(*waiting)
    assert (programme.unregistered, programme.registrations, programme.open_pairs) == ((MAI, TAREK), {7}, ())
    assert programme.of(MAI.reference) == MAI


def test_of_two_registrations_the_number_means_the_one_with_a_place():
    both = [
        Known(7, "m@example.org", "Mai Lan", "Petersen", is_expected=False),
        Known(8, "l@example.org", "Mai Lan", "Petersen"),
    ]
    programme = registered(*both, answers=[((1, 7), True), ((1, 8), True)])
    assert (programme.unregistered, programme.of(MAI.reference)) == ((TAREK,), 8)


@pytest.mark.parametrize(("is_same", "alone"), [(True, (MAI,)), (False, (MAI, TAREK))])
def test_what_the_team_said_is_not_asked_again(is_same, alone):
    programme = registered(Known(7, "t@example.org", "Tarek", "Lindholm"), answers=[((2, 7), is_same)])
    assert (programme.unregistered, programme.open_pairs) == (alone, ())


def test_another_registration_of_that_name_is_asked_about_once_more():
    twins = [Known(each, f"{each}@example.org", "Tarek", "Lindholm") for each in (7, 8)]
    programme = registered(*twins, answers=[((2, 7), False)])
    assert (programme.registrations, programme.open_pairs) == ({8}, ((2, 8),))


def test_a_registration_that_is_somebodys_by_address_is_nobody_elses_by_name():
    namesake = Contributor(id=3, uuid="other", reference="OTHER", first_name="Mai Lan", last_name="Petersen")
    programme = registered(Known(7, "mai@example.org", "Mai Lan", "Petersen"), people=(MAI, namesake))
    assert (programme.unregistered, programme.open_pairs) == ((namesake,), ())


def test_an_address_that_two_people_of_the_programme_share_registers_only_the_one_of_that_name():
    office = Contributor(
        id=3, uuid="kim", reference="KIM", first_name="Kim", last_name="Adler", email_key="mai@example.org"
    )
    programme = registered(Known(7, "mai@example.org", "Mai Lan", "Petersen"), people=(MAI, office))
    assert (programme.unregistered, programme.registrations) == ((office,), {7})


def test_the_number_of_a_contributor_passes_its_check_and_stays():
    numbers = {reference_of("a key", f"person {each}") for each in range(200)}
    assert {read_reference(each) for each in numbers} == numbers
    assert (len(numbers), reference_of("a key", "person 7") in numbers) == (200, True)


def test_nobody_works_out_the_number_of_a_contributor_from_the_public_programme_alone():
    numbers = {reference_of(f"key {each}", "person 7") for each in range(200)}
    assert len(numbers) == 200


def test_the_number_means_the_registration_once_there_is_one():
    programme = registered(Known(7, "mai@example.org", "Mai Lan", "Petersen"))
    assert [programme.of(each.reference) for each in (MAI, TAREK)] == [7, TAREK]
    assert programme.of(reference_of("a key", "nobody")) is None
