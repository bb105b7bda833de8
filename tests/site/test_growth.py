"""The curve of the confirmed registrations: what is counted, and how it is drawn."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gocluster_events.core import db
from gocluster_events.meeting.events.rules.edition import Mode, Window
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.site.queries import pages as site
from gocluster_events.site.rules.growth import Milestone, Stay, chart, growth, ticks
from tests.support.make import make_event, make_registration

ZONE = "Europe/Berlin"
OPENS = datetime(2027, 3, 1, 8, tzinfo=UTC)
WINDOW = Window(OPENS, OPENS + timedelta(days=40))
NOON = datetime(2027, 3, 21, 11, tzinfo=UTC)


def stay(days_in, *, until=None, mode=Mode.ONSITE):
    ended_at = None if until is None else OPENS + timedelta(days=until)
    return Stay(mode, OPENS + timedelta(days=days_in), ended_at)


def grown(*stays, now=NOON, window=WINDOW):
    return growth(stays, Mode, window, now, ZONE)


def drawn(*stays, now=NOON, window=WINDOW):
    return chart(grown(*stays, now=now, window=window), window, now, ZONE)


def milestones(figure):
    return [(mark.milestone, mark.day.isoformat()) for mark in figure.marks]


def test_a_place_counts_from_its_day_until_it_is_given_up():
    curve = grown(stay(0), stay(1), stay(1, until=3), now=OPENS + timedelta(days=4))
    assert curve.days == tuple(date(2027, 3, day) for day in range(1, 6))
    assert curve.counts == {Mode.ONSITE: (1, 3, 3, 2, 2), Mode.ONLINE: (0, 0, 0, 0, 0)}


def test_the_table_begins_with_the_latest_day():
    curve = grown(stay(0), stay(1, mode=Mode.ONLINE), now=OPENS + timedelta(days=1))
    assert curve.rows == ((date(2027, 3, 2), (1, 1)), (date(2027, 3, 1), (1, 0)))


def test_days_are_those_of_the_clocks_at_the_venue():
    late = Stay(Mode.ONSITE, datetime(2027, 3, 27, 23, 30, tzinfo=UTC), None)  # half past midnight, before the change
    curve = growth([late], Mode, WINDOW, datetime(2027, 3, 28, 22, 30, tzinfo=UTC), ZONE)  # again, after it
    assert curve.days == (date(2027, 3, 28), date(2027, 3, 29))


def test_without_a_confirmed_place_there_is_no_curve():
    assert grown().days == ()
    assert drawn() is None


def test_one_day_is_a_point():
    drawing = drawn(stay(0), now=OPENS + timedelta(hours=1))
    assert [line.points for line in drawing.lines] == ["0,0", "0,100"]
    assert milestones(drawing) == [(Milestone.OPENING, "2027-03-01"), (Milestone.DEADLINE, "2027-04-10")]


def test_the_curve_ends_today_and_the_axis_at_the_deadline():
    drawing = drawn(stay(0), stay(10), stay(0, mode=Mode.ONLINE))
    assert milestones(drawing)[1] == (Milestone.TODAY, "2027-03-21")
    assert [(line.x, line.y, line.count) for line in drawing.lines] == [(50.0, 0.0, 2), (50.0, 50.0, 1)]
    assert drawing.lines[0].points.startswith("0,50 2.5,50 ")


def test_after_the_deadline_the_curve_goes_on_only_while_something_changes():
    drawing = drawn(stay(5), stay(6, until=50), now=OPENS + timedelta(days=900))
    assert drawing.growth.days[-1] == (OPENS + timedelta(days=50)).date()
    assert [mark.milestone for mark in drawing.marks] == [Milestone.OPENING, Milestone.DEADLINE]


def test_somebody_confirmed_before_the_opening_is_on_the_curve_too():
    drawing = drawn(stay(-4), stay(0))
    assert (drawing.lines[0].points[:4], drawing.marks[0].x) == ("0,50", 9.09)


@pytest.mark.parametrize("both", [False, True])
def test_labels_never_lie_over_each_other(both):
    stays = [stay(0, until=1)] if not both else [stay(0), stay(0, mode=Mode.ONLINE)]
    heights = [line.label_y for line in drawn(*stays).lines]
    assert abs(heights[0] - heights[1]) >= 12
    assert all(0 <= height <= 100 for height in heights)


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (4, (0, 1, 2, 3, 4)),
        (6, (0, 2, 4, 6)),
        (177, (0, 50, 100, 150, 200)),
        (200, (0, 50, 100, 150, 200)),
        (201, (0, 50, 100, 150, 200, 250)),
        (2600, (0, 1000, 2000, 3000)),
    ],
)
def test_the_axis_has_few_round_numbers(most, expected):
    assert ticks(most) == expected


def test_the_curve_ends_with_those_who_are_confirmed_now(session):
    event = make_event(registration_opens_at=OPENS)
    make_registration(event, confirmed_at=OPENS)
    make_registration(event, confirmed_at=OPENS, status=Status.CANCELLED, ended_at=OPENS + timedelta(days=2))
    make_registration(event, confirmed_at=None, status=Status.LAPSED, ended_at=OPENS + timedelta(days=2))
    make_registration(event, confirmed_at=None, status=Status.WAITLISTED)
    make_registration(make_event(), confirmed_at=OPENS)
    drawing = site.growth_curve(session, event, NOON)
    assert [line.count for line in drawing.lines] == [1, 0]


def test_people_of_one_hour_are_read_as_one_row(session):
    event = make_event()
    for _person in range(3):
        make_registration(event, confirmed_at=NOON)
    make_registration(event, confirmed_at=NOON + timedelta(minutes=59), ended_at=NOON + timedelta(days=1))
    read = people.confirmations(db.session(), event)
    ended = NOON + timedelta(days=1)
    assert sorted(read, key=lambda each: each[-1]) == [(Mode.ONSITE, NOON, ended, 1), (Mode.ONSITE, NOON, None, 3)]


@pytest.mark.parametrize(("zone", "days"), [("Asia/Kolkata", [20, 21]), ("Europe/Berlin", [20])])
def test_a_day_begins_where_the_venue_says_though_that_is_at_half_past(session, zone, days):
    event = make_event(zone=zone)
    for minute in (29, 31):  # midnight in India is at half past six in the evening of UTC
        make_registration(event, confirmed_at=datetime(2027, 3, 20, 18, minute, tzinfo=UTC))
    stays = [Stay(*each) for each in people.confirmations(db.session(), event)]
    curve = growth(stays, Mode, WINDOW, datetime(2027, 3, 20, 18, 40, tzinfo=UTC), zone)
    steps = [each.day for each in curve.days]
    assert (steps, curve.counts[Mode.ONSITE][-1]) == (days, 2)
