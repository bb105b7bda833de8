"""Contrast as WCAG measures it."""

import pytest

from gocluster_events.core.colour import contrast, is_colour, mixed, toward


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#000000", 21.0),
        ("#777777", "#FFFFFF", 4.48),  # the grey that just fails, as every contrast checker shows it
        ("#767676", "#FFFFFF", 4.54),
        ("#004B76", "#FFFFFF", 9.26),
        ("#123456", "#123456", 1.0),
    ],
)
def test_the_contrast_is_that_of_the_standard(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


def test_mixing_takes_a_share_of_each():
    assert (mixed("#000000", "#FFFFFF", 0.5), mixed("#FF0000", "#0000FF", 1)) == ("#808080", "#FF0000")


def test_the_way_to_a_colour_ends_there():
    assert toward("#000000", "#FFFFFF", lambda _colour: False) == "#FFFFFF"


@pytest.mark.parametrize(
    ("typed", "is_one"), [("#00aaFF", True), ("00aaFF", False), ("#00aaF", False), ("#00aaFF\n", False)]
)
def test_a_colour_has_six_digits_and_nothing_else(typed, is_one):
    assert is_colour(typed) is is_one
