"""…"""

import pytest

from gocluster_events.meeting.letters.rules import UnknownPlaceholder, fill


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is():
    assert fill("Guten Tag {name}, {day}", {"name": "{day}", "day": "Donnerstag"}) == "Guten Tag {day}, Donnerstag"


@pytest.mark.parametrize(
    ("text", "day", "read"),
    [
        ("Wir sehen uns am {day}.", "10.–11. Juni 2027", "Wir sehen uns vom 10. bis 11. Juni 2027."),
        ("Am {day} in Bonn", "30. Mai bis 2. Juni 2027", "Vom 30. Mai bis 2. Juni 2027 in Bonn"),
        ("See you on {day}.", "10–11 June 2027", "See you from 10 to 11 June 2027."),
        ("Wir sehen uns am {day}.", "Donnerstag, 10. Juni 2027", "Wir sehen uns am Donnerstag, 10. Juni 2027."),
        ("Programm: {day}", "10.–11. Juni 2027", "Programm: 10.–11. Juni 2027"),
    ],
)
def test_several_days_are_said_from_the_first_to_the_last(text, day, read):
    assert fill(text, {"day": day}) == read


def test_a_value_that_ends_with_a_full_stop_brings_the_one_behind_it_along():
    values = {"office": "Cluster e. V.", "until": "8. April"}
    assert fill("Bis {until}. Fragen an {office}.", values) == "Bis 8. April. Fragen an Cluster e. V."
    assert fill("{office}.de", values) == "Cluster e. V..de"


def test_a_placeholder_that_the_letter_does_not_have_is_refused():
    with pytest.raises(UnknownPlaceholder, match="nmae"):
        fill("Guten Tag {nmae}", {"name": "Maria"})
