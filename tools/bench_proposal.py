"""Measure a proposal for a day, against placing each item at its first free place: `dev.py bench proposal`."""

from __future__ import annotations

import random
import time
from datetime import UTC, date, datetime, time as clock, timedelta
from uuid import UUID

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.planning.rules import Annealer
from gocluster_events.meeting.agenda.rules.codes import Kind, Part
from gocluster_events.meeting.agenda.rules.plan_state import PlanState
from gocluster_events.meeting.agenda.rules.planning_problem import PlanningProblem
from gocluster_events.meeting.agenda.rules.proposals import Scope, Wish, WishKind
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Day, Item, Person, Room, Timetable, Track
from tools.measuring import Row, seconds

ITEMS, MOST_SECONDS = 60, 10.0
TEN = datetime(2027, 4, 22, 8, tzinfo=UTC)
SEATS = (220, 120, 60, 48, 40, 36)


def run() -> list[Row]:
    """Seconds of one core and what the plan costs, each against the first free places."""
    problem = PlanningProblem(a_meeting(), Scope(), wishes())
    annealer = Annealer(problem, seed=1)
    took = seconds(lambda: annealer.run(annealer.tries), time.process_time)
    plans: list[PlanState] = []
    least = seconds(lambda: plans.append(first_fit(problem)), time.process_time)
    what = f"a proposal for {ITEMS} items in {len(SEATS)} rooms"
    return [
        Row(f"{what} (floor: first free places)", took, "s", least, at_most=MOST_SECONDS),
        Row("what that proposal costs in points", annealer.cost, "", plans[0].cost, at_most_times=1.0),
    ]


def first_fit(problem: PlanningProblem) -> PlanState:
    """Each item at its earliest free place in a room that is big enough."""
    plan = PlanState(problem)
    for number in range(len(problem.free)):
        fitting = sorted(problem.spots[number], key=lambda spot: (problem.room_costs[number][spot[0]] >= 50, spot[1]))
        next((spot for spot in fitting if plan.put(number, spot)), None)
    return plan


def a_meeting() -> Timetable:
    """Two days with lunch and coffee, which stay; sixty items in four tracks and nothing placed yet."""
    chance = random.Random(7)  # noqa: S311 -- the same meeting every time
    days = tuple(Day(date(2027, 4, 22 + number), clock(8, 30), clock(18)) for number in range(2))
    people = tuple(Person(str(UUID(int=1000 + number)), "Kim", f"Nr. {number}") for number in range(45))
    breaks = tuple(_item(200 + n, kind, 30 * (1 + n % 2), starts_at=TEN + timedelta(days=n // 2, hours=2 + 2 * (n % 2)))
                   for n, kind in enumerate((Kind.COFFEE, Kind.LUNCH) * 2))  # fmt: skip
    kinds = (Kind.WELCOME, Kind.KEYNOTE, Kind.KEYNOTE, Kind.PANEL, Kind.AWARDS, Kind.GET_TOGETHER)
    plenaries = tuple(_item(100 + n, kind, 30, has_stream=True) for n, kind in enumerate(kinds))
    others = tuple(
        _item(
            n, chance.choice((Kind.FORUM, Kind.WORKSHOP, Kind.TALK)), chance.choice((30, 45, 60, 60, 75)),
            track=1 + n % 4, seats=chance.choice((20, 30, 40, 40, 60, 100)),
            people=tuple(Appearance(each.uuid, Part.SPEAKER) for each in chance.sample(people, chance.randint(1, 2))),
        )
        for n in range(ITEMS - len(kinds))
    )  # fmt: skip
    rooms = tuple(Room(n, f"{n}.01", seats=seats, has_stream=n <= 2) for n, seats in enumerate(SEATS, start=1))
    tracks = tuple(Track(n, "ABCD"[n - 1], Localized(f"Strang {n}"), "#005C45") for n in range(1, 5))
    return Timetable("Europe/Berlin", days, rooms, tracks, people, (*breaks, *plenaries, *others))


def wishes() -> tuple[Wish, ...]:
    """Five pairs that should follow one another, five that should not be at the same time."""
    kinds = (WishKind.TOGETHER, WishKind.APART) * 5
    return tuple(Wish(kind, str(UUID(int=3 * n)), str(UUID(int=3 * n + 4))) for n, kind in enumerate(kinds))


def _item(number: int, kind: Kind, minutes: int, **more: object) -> Item:
    given = {"room": 1, **more} if "starts_at" in more else more
    return Item(str(UUID(int=number)), kind, Localized(f"Nr. {number}"), minutes, **given)  # type: ignore[arg-type]
