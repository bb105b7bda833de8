"""A new edition: which address it gets, when it lets people in, and what a later day makes of its times."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import Mismatch
from gocluster_events.meeting.events.rules.new_edition import (
    A_YEAR,
    NewEdition,
    SlugRefusal,
    later,
    mismatches_by_field,
    proposed_slug,
    proposed_title,
    proposed_window,
    slug_refusal,
)

BERLIN = "Europe/Berlin"
NOW = datetime(2027, 5, 1, 12, tzinfo=UTC)
EDITION = NewEdition(
    slug="jahrestagung-2028", title=Localized("Jahrestagung"), zone=BERLIN,
    starts_at=datetime(2028, 4, 20, 7, tzinfo=UTC), ends_at=datetime(2028, 4, 20, 16, tzinfo=UTC),
    registration_opens_at=datetime(2028, 3, 9, 8, tzinfo=UTC),
    registration_closes_at=datetime(2028, 4, 6, 10, tzinfo=UTC), capacity_onsite=200,
)  # fmt: skip


def on_the_clock(instant):
    return instant.astimezone(ZoneInfo(BERLIN)).strftime("%a %Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Jahrestagung", "jahrestagung-2028"),
        ("Jahrestagung 2028", "jahrestagung-2028"),
        ("Jahrestagung 2027 der go-cluster", "jahrestagung-der-go-cluster-2028"),
        ("Größe & Wandel", "groesse-wandel-2028"),
        ("Zukunft " * 20, "zukunft-zukunft-zukunft-zukunft-zukunft-zukunft-zuku-2028"),
        ("???", "edition-2028"),
    ],
)
def test_the_address_is_made_of_title_and_year(title, slug):
    assert (proposed_slug(Localized(title), 2028), slug_refusal(slug)) == (slug, None)


def test_an_address_that_another_edition_has_gets_a_number():
    assert proposed_slug(Localized("Tagung"), 2028, {"tagung-2028", "tagung-2028-2"}) == "tagung-2028-3"


@pytest.mark.parametrize(
    ("slug", "flaw"),
    [
        ("tagung-2028", None),
        ("Tagung", SlugRefusal.NO_SLUG),
        ("tagung_2028", SlugRefusal.NO_SLUG),
        ("-tagung", SlugRefusal.NO_SLUG),
        ("a--b", SlugRefusal.NO_SLUG),
        ("", SlugRefusal.NO_SLUG),
        ("a-1", SlugRefusal.TOO_SHORT),
        ("a-12", None),
        ("a" * 61, SlugRefusal.NO_SLUG),
        ("tagung\n", SlugRefusal.NO_SLUG),
        ("manage", SlugRefusal.RESERVED),
        ("tagung-2027", SlugRefusal.TAKEN),
    ],
)
def test_an_address_is_free_short_and_made_of_small_letters_digits_and_hyphens(slug, flaw):
    assert slug_refusal(slug, {"tagung-2027"}) is flaw


def test_the_year_in_a_title_moves_on_and_other_numbers_stay():
    title = Localized("Jahrestagung 2027 (12027)", "Meeting 2027")
    assert proposed_title(title, 2027, 2028) == Localized("Jahrestagung 2028 (12027)", "Meeting 2028")


def test_registration_opens_six_weeks_before_and_closes_two_weeks_before_on_the_venues_clocks():
    opens, closes = proposed_window(EDITION.starts_at, BERLIN, NOW)
    assert (on_the_clock(opens), on_the_clock(closes)) == ("Thu 2028-03-09 09:00", "Thu 2028-04-06 12:00")


def test_registration_for_a_meeting_in_a_few_days_closes_when_it_begins():
    starts_at = NOW + timedelta(days=5)
    opens, closes = proposed_window(starts_at, BERLIN, NOW)
    assert (opens < NOW, closes) == (True, starts_at)


def test_a_year_later_is_the_same_weekday():
    assert on_the_clock(later(datetime(2027, 4, 22, 7, tzinfo=UTC), A_YEAR.days, BERLIN)) == "Thu 2028-04-20 09:00"


def test_the_clocks_show_the_same_hour_though_they_were_changed_in_between():
    winter, summer = datetime(2027, 3, 26, 8, tzinfo=UTC), datetime(2027, 10, 29, 7, tzinfo=UTC)
    assert [on_the_clock(later(each, 7, BERLIN))[-5:] for each in (winter, summer)] == ["09:00", "09:00"]


def test_an_hour_that_spring_skips_becomes_the_one_that_the_clocks_show():
    assert on_the_clock(later(datetime(2027, 3, 27, 1, 30, tzinfo=UTC), 1, BERLIN)) == "Sun 2027-03-28 03:30"


@given(
    st.datetimes(datetime(2000, 1, 2), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- made aware
    st.integers(-900, 900),
)
def test_there_and_back_is_where_it_was_but_for_the_hours_that_the_clocks_skip_or_repeat(instant, days):
    back = later(later(instant, days, BERLIN), -days, BERLIN)
    assert back - instant in {timedelta(), timedelta(hours=1), timedelta(hours=-1)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        ({"ends_at": EDITION.starts_at}, {"ends_at": Mismatch.ENDS_BEFORE_START}),
        (
            {"registration_opens_at": EDITION.registration_closes_at},
            {"registration_closes_at": Mismatch.CLOSES_BEFORE_OPENING},
        ),
        (
            {"registration_closes_at": EDITION.ends_at + timedelta(hours=1)},
            {"registration_closes_at": Mismatch.CLOSES_AFTER_END},
        ),
        ({"capacity_onsite": 0}, {"capacity_onsite": Mismatch.NO_PLACES}),
        ({"capacity_onsite": 0, "capacity_online": 1}, {}),
    ],
)
def test_times_that_do_not_fit_are_named_where_they_can_be_mended(changes, expected):
    assert mismatches_by_field(replace(EDITION, **changes)) == expected
