"""What the edition page and the desk say, without database or page."""

from datetime import UTC, datetime, timedelta

import pytest

from gocluster_events.backoffice.editions.rules.venue import clauses
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind, Part
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person, Timetable
from gocluster_events.meeting.events.rules.edition import Mode, RegistrationPhase, Window
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.seats import Seats
from gocluster_events.site.rules.overview import overview, speakers, today
from gocluster_events.site.rules.registration_box import BoxState, ModeSeats, registration_box
from gocluster_events.site.rules.tasks import Figures, Occasion, deadlines

ZONE = "Europe/Berlin"
OPENS = datetime(2027, 3, 1, 8, tzinfo=UTC)
CLOSES = datetime(2027, 4, 8, 10, tzinfo=UTC)
WINDOW = Window(OPENS, CLOSES)
NINE = datetime(2027, 4, 22, 7, tzinfo=UTC)


def box_of(taken, phase=RegistrationPhase.OPEN, now=OPENS):
    return registration_box(
        phase, (ModeSeats(Mode.ONSITE, Seats(200, taken)), ModeSeats(Mode.ONLINE, Seats(150, 88))), WINDOW, now, ZONE
    )


def item(title, minutes_in, length, track=None, kind=Kind.TALK, people=()):
    start = NINE + timedelta(minutes=minutes_in)
    return Item(title, kind, Localized(title), length, track=track, starts_at=start, people=people)


@pytest.mark.parametrize(
    ("taken", "phase", "face"),
    [
        (177, RegistrationPhase.OPEN, BoxState.OPEN),
        (200, RegistrationPhase.OPEN, BoxState.FULL),
        (201, RegistrationPhase.OPEN, BoxState.FULL),
        (0, RegistrationPhase.NOT_YET, BoxState.NOT_YET),
        (200, RegistrationPhase.CLOSED, BoxState.CLOSED),
        (10, RegistrationPhase.OVER, BoxState.OVER),
    ],
)
def test_the_box_shows_what_one_can_do(taken, phase, face):
    assert box_of(taken, phase).face is face


@pytest.mark.parametrize(
    ("capacity", "taken", "few"),
    [(200, 159, False), (200, 160, True), (200, 199, True), (200, 200, False), (10, 4, False), (10, 5, True)],
)
def test_a_fifth_of_the_places_and_five_are_few(capacity, taken, few):
    assert ModeSeats(Mode.ONSITE, Seats(capacity, taken)).are_few is few


def test_the_box_knows_nothing_of_places_of_which_it_says_nothing():
    assert (box_of(3) == box_of(4), box_of(177) == box_of(178)) == (True, False)
    assert box_of(177, RegistrationPhase.CLOSED) == box_of(0, RegistrationPhase.CLOSED)


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (CLOSES - timedelta(hours=1), 0),
        (datetime(2027, 4, 7, 22, 30, tzinfo=UTC), 0),  # half past midnight at the venue
        (datetime(2027, 4, 7, 21, 30, tzinfo=UTC), 1),
        (CLOSES - timedelta(days=21), 21),
        (CLOSES - timedelta(days=22), None),
    ],
)
def test_the_deadline_is_counted_in_the_midnights_of_the_venue(now, days):
    assert box_of(0, now=now).days_left == days


def test_parallel_items_of_strands_share_a_row_and_what_lies_within_stands_beside():
    table = Timetable(
        ZONE,
        items=(
            item("Kommunen", 0, 60, track=1),
            item("Start-ups", 0, 60, track=2),
            item("Matchmaking", 0, 60),
            item("Mittag", 60, 75, kind=Kind.LUNCH),
            item("Pitches", 90, 30),
            item("Ausblick", 135, 30),
        ),
    )
    rows = overview(table)[0].rows
    assert [
        (row.head and row.head.uuid, [each.uuid for each in row.parallel], [each.uuid for each in row.beside])
        for row in rows
    ] == [
        (None, ["Kommunen", "Start-ups"], ["Matchmaking"]),
        ("Mittag", [], ["Pitches"]),
        ("Ausblick", [], []),
    ]


def test_what_lasts_all_day_does_not_swallow_the_day():
    talks = tuple(item(f"Vortrag {number}", 30 * number, 30) for number in range(5))
    rows = overview(Timetable(ZONE, items=(item("Ausstellung", 0, 600, kind=Kind.EXHIBITION), *talks)))[0].rows
    assert [row.head.uuid for row in rows] == ["Ausstellung", *(f"Vortrag {number}" for number in range(5))]


def test_nothing_of_the_programme_is_missing_from_the_overview():
    items = tuple(item(f"{n}", 17 * n % 300, 20 + 13 * n % 90, track=n % 3 or None) for n in range(40))
    rows = overview(Timetable(ZONE, items=tuple(sorted(items, key=lambda each: each.starts_at))))[0].rows
    uuids = [each.uuid for row in rows for each in (*([row.head] if row.head else ()), *row.parallel, *row.beside)]
    assert sorted(uuids) == sorted(each.uuid for each in items)


def test_who_leads_an_item_comes_before_a_panel_and_who_interprets_is_not_named():
    people = tuple(Person(name, name, "Muster") for name in ("Gast", "Kopf", "Stimme"))
    cast = tuple(map(Appearance, ("Gast", "Kopf", "Stimme"), (Part.PANELLIST, Part.MODERATION, Part.INTERPRETING)))
    table = Timetable(ZONE, people=people, items=(item("Podium", 0, 60, people=cast),))
    assert [each.person.uuid for each in speakers(table)] == ["Kopf", "Gast"]


@pytest.mark.parametrize(
    ("motto", "lines"),
    [
        (
            "Cluster verbinden: Wissen sichern, Wandel gestalten",
            ("Cluster verbinden:", "Wissen sichern,", "Wandel gestalten"),
        ),
        ("Ein Tisch", ("Ein Tisch",)),
        ("Berlin, Bonn", ("Berlin, Bonn",)),
    ],
)
def test_a_motto_is_set_clause_by_clause(motto, lines):
    assert clauses(motto) == lines


def test_the_next_dates_come_first_and_past_ones_not_at_all():
    dates = deadlines(WINDOW, NINE, CLOSES - timedelta(days=2), ZONE)
    assert [(each.occasion, each.days) for each in dates] == [
        (Occasion.REGISTRATION_CLOSES, 2),
        (Occasion.MEETING, 16),
    ]


def test_figures_add_up_over_the_modes():
    figures = Figures({(Mode.ONSITE, Status.CONFIRMED): 177, (Mode.ONLINE, Status.CONFIRMED): 88})
    assert (figures.of(Status.CONFIRMED), figures.of(Status.CONFIRMED, Mode.ONLINE), figures.total) == (265, 88, 265)


def test_on_the_day_what_is_over_what_is_on_and_what_comes_next_stand_apart():
    plan = Timetable(
        ZONE, items=(item("Keynote", 0, 30), item("Panel", 30, 30), item("Break", 60, 30), item("Evening", 2000, 60))
    )
    day = today(plan, NINE.date(), NINE + timedelta(minutes=45))
    assert [[each.title.de for row in rows for each in row.items] for rows in (day.over, day.rows)] == [
        ["Keynote"],
        ["Panel", "Break"],
    ]
    assert ([each.title.de for each in day.running], day.until) == (["Panel"], NINE + timedelta(minutes=60))
    assert ([each.title.de for each in day.next], day.goes_on) == (["Break"], NINE + timedelta(minutes=60))
    assert [row.is_running(day.now) for row in day.rows] == [True, False]


def test_what_begins_on_another_day_does_not_come_next_today():
    plan = Timetable(ZONE, items=(item("Keynote", 0, 30), item("Evening", 2000, 60)))
    assert today(plan, NINE.date(), NINE + timedelta(hours=1)).next == ()
