"""`dev.py bench conflicts`: checking a programme of 600 items, against one pass that compares sorted neighbours."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time as wall_clock, timedelta
from itertools import pairwise
from uuid import UUID

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, PersonStatus
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Day, Item, Person, Room, Timetable, Track
from tools.measuring import Row, in_turn, seconds

ITEMS, ROOMS, PEOPLE, TRACKS, DAYS = 600, 20, 250, 8, 4
MOST_MILLISECONDS = 50.0
RUNS = 15
FIRST = date(2027, 4, 20)


def run() -> list[Row]:
    """How long a check of everything takes, of a small programme and of a large one."""
    return [_checked(items) for items in (60, ITEMS)]


def _checked(items: int) -> Row:
    planned = programme(items)
    ours, floor = in_turn(
        lambda: seconds(lambda: conflicts(planned)), lambda: seconds(lambda: neighbours(planned)), RUNS
    )
    what = f"{items} items checked (floor: comparing neighbours)"
    return Row(what, 1000 * ours, "ms", 1000 * floor, at_most=MOST_MILLISECONDS)


def programme(items: int = ITEMS) -> Timetable:
    """A congress of four days: all rooms busy, some of them twice, and everybody on the stage several times."""
    chance = random.Random(2027)  # noqa: S311 -- a plan, not a secret
    rooms = [Room(number, f"{number}.01", seats=chance.choice((0, 40, 80, 400))) for number in range(1, ROOMS + 1)]
    tracks = [Track(number, chr(64 + number), Localized(f"Strang {number}"), "#005C45") for number in range(1, TRACKS)]
    people = [_person(number, chance) for number in range(1, PEOPLE + 1)]
    planned = [_item(number, rooms, tracks, people, chance) for number in range(items)]
    days = [Day(FIRST + timedelta(days=number), wall_clock(8), wall_clock(20)) for number in range(DAYS)]
    return Timetable("Europe/Berlin", tuple(days), tuple(rooms), tuple(tracks), tuple(people), tuple(planned))


def _person(number: int, chance: random.Random) -> Person:
    status = chance.choice((PersonStatus.AGREED, PersonStatus.AGREED, PersonStatus.ASKED))
    opening = datetime(FIRST.year, FIRST.month, FIRST.day, 6, tzinfo=UTC)
    times = tuple((opening + timedelta(days=day), opening + timedelta(days=day, hours=10)) for day in range(DAYS))
    available = times if number % 3 else ()
    return Person(str(UUID(int=number)), "Vorname", f"Nachname {number}", status=status, available=available)


def _item(number: int, rooms: list[Room], tracks: list[Track], people: list[Person], chance: random.Random) -> Item:
    day = FIRST + timedelta(days=number % DAYS)
    start = datetime(day.year, day.month, day.day, 6, tzinfo=UTC) + timedelta(minutes=15 * chance.randrange(36))
    cast = tuple(Appearance(person.uuid, Part.SPEAKER) for person in chance.sample(people, chance.randrange(4)))
    return Item(
        uuid=str(UUID(int=number + 10_000)),
        kind=chance.choice(list(Kind)),
        title=Localized(f"Punkt {number}", f"Item {number}" if number % 9 else ""),
        length_minutes=chance.choice((30, 45, 60, 90)),
        code=f"A{number}",
        track=chance.choice(tracks).id if number % 4 else None,
        seats=chance.choice((0, 0, 60)),
        starts_at=start,
        room=chance.choice(rooms).id,
        people=cast,
    )


def neighbours(planned: Timetable) -> int:
    """The floor: how often an item begins before the one before it in its room is over."""
    spans = sorted((item.room or 0, *item.span) for item in planned.items)
    return sum(one[0] == next_[0] and next_[1] < one[2] for one, next_ in pairwise(spans))
