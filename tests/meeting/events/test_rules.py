"""When an edition lets people in, and which facts fit together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gocluster_events.core.colour import WHITE, contrast
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.days import Stage
from gocluster_events.meeting.events.rules.edition import (
    EventStatus,
    Logo,
    Mismatch,
    RegistrationPhase,
    Settings,
    Shelf,
    Window,
    changed_fields,
    darker,
    mismatches,
    palette,
    registration_phase,
    shelf,
)

OPENS = datetime(2027, 3, 1, 8, tzinfo=UTC)
CLOSES = datetime(2027, 4, 8, 10, tzinfo=UTC)
ENDS = datetime(2027, 4, 22, 16, tzinfo=UTC)
WINDOW = Window(OPENS, CLOSES)
FACTS = Settings(
    title=Localized("Jahrestagung"),
    motto=Localized(),
    description=Localized(),
    venue="Forum",
    address="Musterstraße 1",
    city="Berlin",
    directions=Localized(),
    zone="Europe/Berlin",
    starts_at=ENDS - timedelta(hours=9),
    ends_at=ENDS,
    registration_opens_at=OPENS,
    registration_closes_at=CLOSES,
    capacity_onsite=200,
    capacity_online=150,
    contact_name="Geschäftsstelle",
    contact_email="kontakt@example.org",
    contact_phone="",
)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - timedelta(seconds=1), RegistrationPhase.NOT_YET),
        (OPENS, RegistrationPhase.OPEN),
        (CLOSES - timedelta(seconds=1), RegistrationPhase.OPEN),
        (CLOSES, RegistrationPhase.CLOSED),
        (ENDS - timedelta(seconds=1), RegistrationPhase.CLOSED),
        (ENDS, RegistrationPhase.OVER),
    ],
)
def test_registration_opens_and_closes_at_its_second_and_is_over_with_the_meeting(now, expected):
    assert registration_phase(EventStatus.PUBLISHED, WINDOW, ENDS, now) is expected


def test_a_draft_is_never_open_and_an_archive_is_over():
    assert registration_phase(EventStatus.DRAFT, WINDOW, ENDS, OPENS) is RegistrationPhase.NOT_YET
    assert registration_phase(EventStatus.ARCHIVED, WINDOW, ENDS, OPENS) is RegistrationPhase.OVER


@pytest.mark.parametrize(
    ("current", "stage", "expected"),
    [
        (RegistrationPhase.OPEN, Stage.BEFORE, Shelf.OPEN),
        (RegistrationPhase.NOT_YET, Stage.BEFORE, Shelf.AHEAD),
        (RegistrationPhase.CLOSED, Stage.BEFORE, Shelf.AHEAD),
        (RegistrationPhase.OPEN, Stage.TODAY, Shelf.RUNNING),
        (RegistrationPhase.CLOSED, Stage.OVER, Shelf.PAST),
        (RegistrationPhase.OVER, Stage.BEFORE, Shelf.PAST),
    ],
)
def test_the_start_page_lists_an_edition_by_what_one_can_do(current, stage, expected):
    assert shelf(current, stage) is expected


@pytest.mark.parametrize(
    ("changes", "field", "mismatch"),
    [
        ({"registration_closes_at": OPENS}, "registration_closes_at", Mismatch.CLOSES_BEFORE_OPENING),
        ({"registration_closes_at": ENDS + timedelta(1)}, "registration_closes_at", Mismatch.CLOSES_AFTER_END),
        ({"capacity_onsite": 0, "capacity_online": 0}, "capacity_onsite", Mismatch.NO_PLACES),
    ],
)
def test_facts_that_do_not_fit_are_named_where_they_can_be_mended(changes, field, mismatch):
    assert mismatches(replace(FACTS, **changes)) == {field: mismatch}


def test_facts_that_fit_have_no_mismatch():
    assert mismatches(FACTS) == {}


def test_the_changed_facts_are_named_in_the_order_of_the_form():
    assert changed_fields(FACTS, replace(FACTS, city="Bonn", title=Localized("Forum"))) == ("title", "city")


SHADES = [
    f"#{red:02X}{green:02X}{blue:02X}"
    for red in range(0, 256, 51)
    for green in range(0, 256, 51)
    for blue in range(0, 256, 51)
]
LIGHT = [shade for shade in SHADES if contrast(shade, WHITE) < 4.5]
DEEP = [shade for shade in SHADES if shade not in LIGHT]


def test_every_colour_that_white_can_be_read_on_gives_legible_pages_in_light_and_dark():
    weakest = [10.0, 10.0, 10.0, 10.0]
    for shade in DEEP:
        colours = palette(shade)
        assert colours is not None
        pairs = [(colours.light, WHITE), (colours.dark, "#131525"), ("#06202E", colours.dark), (colours.muted, shade)]
        weakest = [min(least, contrast(one, other)) for least, (one, other) in zip(weakest, pairs, strict=True)]
    assert [value >= 4.5 for value in weakest] == [True] * 4


def test_a_colour_too_light_for_white_text_is_refused_and_a_darker_one_proposed():
    for shade in LIGHT:
        assert mismatches(replace(FACTS, accent=shade)) == {"accent": Mismatch.TOO_LIGHT}
        assert mismatches(replace(FACTS, accent=darker(shade))) == {}


@pytest.mark.parametrize("typed", ["blue", "#12345", "#1234567", "004B76", "#00gg00", "#004B76;"])
def test_what_is_no_colour_is_refused(typed):
    assert mismatches(replace(FACTS, accent=typed)) == {"accent": Mismatch.NO_COLOUR}


@pytest.mark.parametrize(
    ("size", "size_in_box"), [((640, 160), (160, 40)), ((640, 10), (200, 3)), ((16, 160), (4, 40)), ((0, 0), (1, 1))]
)
def test_a_logo_keeps_its_proportions_in_its_box(size, size_in_box):
    assert Logo("a", *size, "go-cluster").within(200, 40) == size_in_box
