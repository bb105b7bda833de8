"""How fast the public programme is, against a floor measured in the same run: `dev.py bench programme`.

The floor is a view of the same app that answers with the same bytes from memory, so that it passes the same hooks. 16
connections ask both in turn, anonymously, of the real web server.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from flask import Flask, Response
from flask_migrate import upgrade

from gocluster_events import db
from gocluster_events.agenda import services
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.codes import Kind, Part
from gocluster_events.agenda.rules.timetable import Appearance, Item, Person
from gocluster_events.events.models import Event, EventDay, Room, Track
from gocluster_events.events.rules import EventStatus
from gocluster_events.factory import create_app
from gocluster_events.text import Localized
from gocluster_events.web.audience import public
from tools import parts, servers
from tools.steps import Failed

ITEMS, CONNECTIONS, SECONDS, ROUNDS = 60, 16, 3.0, 3
LEAST_SHARE, MOST_MILLISECONDS = 0.8, 15.0
BODY = "BENCH_BODY"  # where the floor finds its bytes
PAGE, FLOOR, PAPER = "/de/bench/agenda", "/de/floor", "/de/bench/programme.pdf"
DAY = datetime(2027, 4, 22, 7, tzinfo=UTC)
KINDS = (Kind.FORUM, Kind.WORKSHOP, Kind.TALK, Kind.WORLD_CAFE, Kind.PANEL)


def run() -> None:
    """Print the rates and the time of a first rendering. Raises Failed when they are worse than promised."""
    parts.build()
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, **settings(Path(folder)), BODY: str(Path(folder) / "page.html")}
        app = create_app(environ)
        with app.app_context():
            upgrade()
            fill()
        first = _first_milliseconds(app, Path(environ[BODY]))
        paper = _paper_milliseconds(app)
        with app.app_context():
            db.db.engine.dispose()
        page, floor = _rates(environ, Path(folder))
    print(f"First rendering of {ITEMS} items: {first:.1f} ms. On paper: {paper:.0f} ms.")
    print(f"Programme {page:.0f} a second, floor {floor:.0f} a second: {page / floor:.2f} of it.")
    if page / floor < LEAST_SHARE or first > MOST_MILLISECONDS:
        raise Failed(f"that is less than {LEAST_SHARE} of the floor, or more than {MOST_MILLISECONDS:.0f} ms.")


def with_floor() -> Flask:
    """The app with the constant view, as the web server starts it."""
    app, body = create_app(), Path(os.environ[BODY]).read_bytes()

    @app.get(FLOOR)
    @public
    def floor() -> Response:
        return Response(body)

    return app


def _first_milliseconds(app: Flask, body: Path) -> float:
    """The best of 100 renderings anew, at addresses that nobody has asked for, in time of the processor.

    The page itself is kept for the floor.
    """
    client = app.test_client()
    body.write_bytes(client.get(PAGE).data)
    taken = []
    for number in range(100):
        began = time.thread_time()
        answer = client.get(f"{PAGE}?anew={number}")
        answer.get_data()
        taken.append(1000 * (time.thread_time() - began))
        if answer.status_code != 200:
            raise Failed(f"{PAGE} answered {answer.status}.")
    return min(taken)


def _paper_milliseconds(app: Flask) -> float:
    """How long the printed programme takes a process that has its letters, and has not printed this one yet."""
    client = app.test_client()
    client.get(PAPER.replace("/de/", "/en/")).get_data()
    began = time.perf_counter()
    client.get(PAPER).get_data()
    return 1000 * (time.perf_counter() - began)


def _rates(environ: dict[str, str], folder: Path) -> tuple[float, float]:
    port = servers.free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    command += ["--workers", "2", "--threads", "4", "--no-control-socket", "tools.bench_programme:with_floor()"]
    started = servers.start("web server", command, environ, folder / "web.log")
    try:
        servers.await_ready(f"http://127.0.0.1:{port}", [started])
        asyncio.run(_rate(port, PAGE, 0.5))
        rounds = [(asyncio.run(_rate(port, PAGE)), asyncio.run(_rate(port, FLOOR))) for _ in range(ROUNDS)]
    finally:
        servers.stop([started])
    pages, floors = zip(*rounds, strict=True)
    return statistics.median(pages), statistics.median(floors)


async def _rate(port: int, path: str, seconds: float = SECONDS) -> float:
    """Answers a second that all connections get together."""
    began = time.perf_counter()
    counts = await asyncio.gather(*(_ask(port, path, began + seconds) for _ in range(CONNECTIONS)))
    return sum(counts) / (time.perf_counter() - began)


async def _ask(port: int, path: str, until: float) -> int:
    """How often one connection was answered with the page. Raises Failed for any other answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < until:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if " 200 " not in head.partition("\r\n")[0]:
            raise Failed(f"{path} answered {head.partition(chr(13))[0]}.")
        await reader.readexactly(int(head.partition("content-length:")[2].partition("\r\n")[0]))
        count += 1
        if "connection: close" in head:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
    return count


def settings(folder: Path) -> dict[str, str]:
    """The app's settings as environment variables, its database in that folder."""
    values = {"mode": "test", "base_url": "http://127.0.0.1", "secret_keys": "for-measuring-only-7f3a9c51d2e84b06"}
    values["database_url"] = f"sqlite:///{folder / 'bench.db'}"
    return {f"GOCLUSTER_{name.upper()}": value for name, value in values.items()}


def fill() -> None:
    """A day of 60 items in six rooms, three tracks and 40 people is planned and published."""
    with db.transaction() as session:
        event = Event(
            slug="bench", title=Localized("Bench"), motto=Localized(), description=Localized(), directions=Localized(),
            venue="Haus", address="Weg 1", city="Berlin", contact_name="Team", contact_email="bench@example.org",
            status=EventStatus.PUBLISHED, starts_at=DAY, ends_at=DAY + timedelta(hours=10), capacity_onsite=100,
            registration_opens_at=DAY - timedelta(days=60), registration_closes_at=DAY,
        )  # fmt: skip
        session.add(event)
        session.flush()
        day = DAY.date()
        rooms = [Room(event_id=event.id, name=f"Raum {each}", floor=Localized("EG"), seats=40) for each in range(6)]
        tracks = [
            Track(
                event_id=event.id,
                letter=each,
                name=Localized(f"Strang {each}"),
                description=Localized(),
                colour="#005C45",
            )
            for each in "ABC"
        ]
        hours = {"opens": DAY.time(), "closes": (DAY + timedelta(hours=11)).time()}
        session.add_all([*rooms, *tracks, EventDay(event_id=event.id, date=day, **hours)])
        session.flush()
        people = [Person(str(UUID(int=1000 + each)), "Kim", f"Person {each}", "Dr.") for each in range(40)]
        items = [
            _item(each, [room.id for room in rooms], [track.id for track in tracks], people) for each in range(ITEMS)
        ]
        changes = [*(Change(None, each) for each in people), *(Change(None, each) for each in items)]
        services.apply_in(session, event.id, changes, {}, "bench@example.org", DAY)
        services.publish(session, event.id, Localized(), "bench@example.org", DAY)


def _item(number: int, rooms: list[int], tracks: list[int], people: list[Person]) -> Item:
    return Item(
        uuid=str(UUID(int=number + 1)), kind=KINDS[number % len(KINDS)], code=f"X{number}", length_minutes=45,
        title=Localized(f"Wie Cluster den Wandel gestalten, Folge {number}", f"How clusters shape change, {number}"),
        starts_at=DAY + timedelta(hours=number // len(rooms)), room=rooms[number % len(rooms)],
        track=tracks[number % len(tracks)] if number % 4 else None, has_stream=number % 5 == 0,
        people=tuple(Appearance(people[(number + each) % len(people)].uuid, Part.SPEAKER) for each in range(2)),
    )  # fmt: skip
