"""…"""

import pytest

from gocluster_events.letters.rules import UnknownPlaceholder, fill


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is():
    assert fill("Guten Tag {name}, {day}", {"name": "{day}", "day": "Donnerstag"}) == "Guten Tag {day}, Donnerstag"


def test_a_value_that_ends_with_a_full_stop_brings_the_one_behind_it_along():
    values = {"office": "Cluster e. V.", "until": "8. April"}
    assert fill("Bis {until}. Fragen an {office}.", values) == "Bis 8. April. Fragen an Cluster e. V."
    assert fill("{office}.de", values) == "Cluster e. V..de"


def test_a_placeholder_that_the_letter_does_not_have_is_refused():
    with pytest.raises(UnknownPlaceholder, match="nmae"):
        fill("Guten Tag {nmae}", {"name": "Maria"})
