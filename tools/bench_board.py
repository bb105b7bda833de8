"""`dev.py bench board`: the board of a day with 60, 600 and 2,000 items, the answer to a move on it, and their bytes.

All items lie within ten hours, a hundred in each room, so that most of them overlap and the checks find thousands of
troubles: no real day is as bad. What grows has more rooms, strands and people, too. The floor reads the same draft and
prints one line for each item with a template of its own, in the same app. Times are those of the processor.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from string import ascii_uppercase
from uuid import UUID

from flask import Flask, g, render_template_string

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts.services.sessions import create_admin
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, Part
from gocluster_events.meeting.agenda.rules.placement import later
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person
from gocluster_events.meeting.agenda.services import drafting, publishing
from gocluster_events.meeting.agenda.views.seen_board import SEEN
from gocluster_events.meeting.events.models import Event, Room, Track
from tests.support.visitor import Visitor
from tools.measuring import Row, in_turn
from tools.stage import DAY, SLUG, Stage, event, freeze, stage
from tools.steps import Failed

SIZES, ROUNDS, HOURS = (60, 600, 2_000), 3, 10
ADDRESS, PASSWORD = "bench@example.org", "zum-messen-am-Brett-2027"
BOARD, FLOOR = f"/de/manage/{SLUG}/agenda", f"/de/manage/{SLUG}/floor"
KINDS = (Kind.FORUM, Kind.WORKSHOP, Kind.TALK, Kind.WORLD_CAFE, Kind.PANEL)
LINES = (
    "{% for item in items %}<li><a href='{{ item.uuid }}'>{{ item.code }} {{ item.title.de }}</a></li>\n{% endfor %}"
)
MOST_KILOBYTES = {60: 75, 600: 300, 2_000: 900}
MOST_KILOBYTES_OF_A_MOVE = 40
MOST_TIMES = {60: 7.0, 600: 7.0, 2_000: 12.0}  # of the last, what runs beside a plenary grows with rooms and items


def run() -> list[Row]:
    """Milliseconds and kilobytes at each size."""
    return [row for size in SIZES for row in _at(size)]


def _at(size: int) -> list[Row]:
    with stage() as on:
        fill(size)
        _add_floor(on.app)
        create_admin(ADDRESS, "Bench", PASSWORD, clock.now())
        db.db.session.remove()
        visitor = Visitor(on.app, use_cookies=True)
        visitor.sign_in(ADDRESS, PASSWORD)
        page = visitor.get(BOARD).text
        freeze()
        ours, floor = in_turn(_timed(visitor, BOARD), _timed(visitor, FLOOR), ROUNDS)
        took, answer = _moved(on, visitor, page)
    what = f"board of {size:,} items"
    return [
        Row(f"{what} (floor: the draft read and printed)", ours, "ms", floor, at_most_times=MOST_TIMES[size]),
        Row(f"{what}, its page", len(page.encode()) / 1000, "kB", at_most=MOST_KILOBYTES[size]),
        Row(f"{what}, what the script gets after a move (floor: the page)", took, "ms", ours),
        Row(f"{what}, that answer", answer / 1000, "kB", at_most=MOST_KILOBYTES_OF_A_MOVE),
    ]  # fmt: skip


def fill(size: int) -> None:
    """The day is planned, and published as it is."""
    with db.transaction() as session:
        meeting = event(session, ends_at=DAY + timedelta(hours=HOURS + 1))
        rooms = [_room(meeting.id, number) for number in range(max(6, size // 100))]
        tracks = [_track(meeting.id, letter) for letter in ascii_uppercase[: max(3, size // 200)]]
        session.add_all([*rooms, *tracks])
        session.flush()
        people = [
            Person(str(UUID(int=1_000_000 + each)), "Kim", f"Person {each}", "Dr.")
            for each in range(max(40, size // 15))
        ]
        items = [_item(number, size, [r.id for r in rooms], [t.id for t in tracks], people) for number in range(size)]
        changes = [*(Change(None, each) for each in people), *(Change(None, each) for each in items)]
        drafting.apply_in(session, meeting.id, changes, {}, Act(ADDRESS, DAY))
        publishing.publish(session, meeting.id, Localized(), Act(ADDRESS, DAY))


def _room(event_id: int, number: int) -> Room:
    return Room(event_id=event_id, name=f"Raum {number}", floor=Localized("EG"), seats=40)


def _track(event_id: int, letter: str) -> Track:
    name = Localized(f"Strang {letter}")
    return Track(event_id=event_id, letter=letter, name=name, description=Localized(), colour="#005C45")


def _item(number: int, size: int, rooms: list[int], tracks: list[int], people: list[Person]) -> Item:
    title = Localized(f"Wie Cluster den Wandel gestalten, Folge {number}", f"How clusters shape change, {number}")
    at = timedelta(minutes=number // len(rooms) * (60 * HOURS * len(rooms) // size))
    return Item(
        uuid=str(UUID(int=number + 1)), kind=KINDS[number % len(KINDS)], code=f"X{number}", title=title,
        length_minutes=30, starts_at=DAY + at, room=rooms[number % len(rooms)],
        track=tracks[number % len(tracks)] if number % 4 else None,
        people=tuple(Appearance(people[(number + each) % len(people)].uuid, Part.SPEAKER) for each in range(2)),
    )  # fmt: skip


def _add_floor(app: Flask) -> None:
    @app.get("/<lang:lang>/manage/<edition>/floor")
    @requires(Permission.EDIT_AGENDA)
    def floor() -> str:
        return render_template_string(LINES, items=draft.draft(db.session(), g.event).items)


def _timed(visitor: Visitor, path: str) -> Callable[[], float]:
    """Measures the milliseconds of an answer."""

    def took() -> float:
        began = time.process_time()
        answer = visitor.get(path)
        answer.get_data()
        if answer.status_code != 200:
            raise Failed(f"{path} answered {answer.status}.")
        return 1000 * (time.process_time() - began)

    return took


def _moved(on: Stage, visitor: Visitor, page: str) -> tuple[float, int]:
    """The milliseconds and the bytes of what the script gets after one item was moved, several times over."""
    taken, sizes = [], []
    for _round in range(ROUNDS):
        seen = page.partition('data-seen="')[2].partition('"')[0]
        with on.app.app_context(), db.transaction() as session:
            meeting = session.query(Event).one()
            changes = later(draft.draft(session, meeting), [str(UUID(int=7))], 1)
            drafting.apply_in(session, meeting.id, changes, None, Act(ADDRESS, DAY))
        began = time.process_time()
        answer = visitor.get(BOARD, headers={SEEN: seen})
        taken.append(1000 * (time.process_time() - began))
        page = answer.text
        sizes.append(len(answer.data))
        if "data-changes" not in page:
            raise Failed("a move is answered with the whole board.")
    return median(taken), max(sizes)
