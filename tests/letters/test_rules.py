"""…"""

import pytest

from gocluster_events.letters.rules import UnknownPlaceholder, fill


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is():
    assert fill("Guten Tag {name}, {day}", {"name": "{day}", "day": "Donnerstag"}) == "Guten Tag {day}, Donnerstag"


def test_a_placeholder_that_the_letter_does_not_have_is_refused():
    with pytest.raises(UnknownPlaceholder, match="nmae"):
        fill("Guten Tag {nmae}", {"name": "Maria"})
