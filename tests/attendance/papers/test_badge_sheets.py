"""The sheets that badges are printed on: rules."""

import pytest

from gocluster_events.attendance.papers.rules.badges import (
    SHEETS,
    USUAL,
    Print,
    Sheet,
    SizeRefusal,
    blank,
    read_size,
    sheet_of,
    size_refusal,
)


def test_every_size_that_is_offered_fits_on_the_page():
    assert {size: size_refusal(sheet) for size, sheet in SHEETS.items()} == {
        "80x50": None,
        "85x54": None,
        "90x55": None,
    }
    assert (USUAL.columns, USUAL.rows, USUAL.left, USUAL.top, USUAL.across, USUAL.down) == (2, 5, 18, 13, 95, 55)


@pytest.mark.parametrize(
    ("typed", "size"),
    [
        ("80x50", (80, 50)),
        ("85,5 × 54", (85.5, 54)),
        ("75X45 mm", (75, 45)),
        ("", None),
        ("80", None),
        ("-80x50", None),
        ("1e3x50", None),
        ("٨٠x50", None),
        ("80x50x3", None),
        ("99999x1", None),
    ],
)
def test_a_size_is_read_as_people_write_it(typed: str, size: tuple[float, float] | None):
    assert read_size(typed) == size


@pytest.mark.parametrize("size", ["40x25", "52.5x29.7", "74x105", "105x148", "200x287"])
def test_a_size_of_ones_own_is_laid_out_within_the_page(size: str):
    sheet = sheet_of(size)
    assert sheet is not None
    assert size_refusal(sheet) is None
    assert sheet.per_page >= 1


def test_a_sheet_that_cannot_be_printed_says_why():
    assert [size_refusal(each) for each in (sheet_of("39x50"), sheet_of("300x50"), USUAL.shifted(-19, 0))] == [
        SizeRefusal.TOO_SMALL, SizeRefusal.TOO_LARGE, SizeRefusal.OFF_THE_PAGE,
    ]  # fmt: skip
    assert size_refusal(Sheet(80, 50, 10, 10, 70, 60, 2, 2)) is SizeRefusal.OVERLAP


def test_badges_begin_at_the_place_that_is_left_of_a_sheet():
    pages = list(Print(USUAL, blank(9), start=4).pages())
    assert [len(page) for page in pages] == [7, 2]
    assert [(x, y) for _badge, x, y in pages[0]][:2] == [(113, 68), (18, 123)]
    assert [(x, y) for _badge, x, y in pages[1]] == [(18, 13), (113, 13)]
