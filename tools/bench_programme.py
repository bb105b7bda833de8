"""How fast the public programme is, against floors measured in the same run: `dev.py bench programme`.

The floor is a view of the same app that answers with the same bytes from memory, so that it passes the same hooks; the
same bytes without Flask stand beside it for information. 16 connections ask all of them in turn, anonymously, of the
real web server. What is compared is how many answers a second of its processors' time gives, so that it does not matter
what else the machine does.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import islice, product
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import psutil
from flask import Flask, Response

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.core.web.audience import public
from gocluster_events.core.web.page_cache import MOST_BYTES
from gocluster_events.factory import create_app
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, Part
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person
from gocluster_events.meeting.agenda.services import drafting as services, publishing
from gocluster_events.meeting.events.models import Room, Track
from tests.support.counting import counted_statements
from tools.measuring import Row, fixed_piece, in_turn
from tools.servers import Server
from tools.stage import DAY, Stage, event, serving, stage
from tools.steps import Failed

ITEMS, CONNECTIONS, SECONDS, ROUNDS = 60, 16, 1.0, 7
LEAST_SHARE, MOST_TIMES = 0.8, 0.75  # 15 of 20 ms
CHOICES = 30
BODY = "BENCH_BODY"  # where the floor finds its bytes
PAGE, FLOOR, BARE, PAPER = "/de/bench/agenda", "/de/floor", "/bare", "/de/bench/programme.pdf"
KNOWN = ("facts", "versions", "pages")  # what a process keeps of a programme
PACKED = {"Content-Encoding": "gzip"}
TRACKS = "ABC"
KINDS = (Kind.FORUM, Kind.WORKSHOP, Kind.TALK, Kind.WORLD_CAFE, Kind.PANEL)


def run() -> list[Row]:
    """The rates, the time of a first rendering, and what a known page asks of the database."""
    with stage() as on:
        on.environ[BODY] = str(on.folder / "page.html")
        fill()
        etag = _remember(on)
        first, another = _anew(on.app, *KNOWN), _anew(on.app, "pages")
        fixed = median(fixed_piece() for _round in range(ROUNDS))
        paper, statements = _paper(on.app), _statements(on.app, etag)
        _keep_little(on.app)
        with serving(on, "tools.bench_programme:with_floor()") as web:
            page, floor = _rates(on, web, PAGE), _rates(on, web, FLOOR)
            known, bare = _rates(on, web, PAGE, etag), _rates(on, web, BARE)
            page()
            rate, least = in_turn(page, floor, ROUNDS)
            unchanged, raw = in_turn(known, bare, ROUNDS)
            together = median(asyncio.run(_answers(on.port, PAGE)) for _round in range(ROUNDS))
    what = f"programme of {ITEMS} items, {CONNECTIONS} connections"
    return [
        Row(f"{what}, all that else runs here beside it", together / SECONDS, "/s"),
        Row("for each second of a processor (floor: a view of the same bytes)", rate, "/s", least,
            at_least_times=LEAST_SHARE),
        Row("the same (floor: the same bytes without Flask)", rate, "/s", raw),
        Row("304 for a known ETag (floor: the view of the bytes)", unchanged, "/s", least, at_least_times=LEAST_SHARE),
        Row("SQL statements of a known page and of a known ETag", statements, "", at_most=0),
        Row("first page of a version, nothing of which a process knows (floor: a fixed piece of Python)", first, "ms",
            fixed, at_most_times=MOST_TIMES),
        Row("another page of a version that a process knows (floor: the same)", another, "ms", fixed,
            at_most_times=MOST_TIMES),
        Row("the programme on paper, once a process has its letters", paper, "ms"),
    ]  # fmt: skip


def with_floor() -> Flask:
    """The app with the constant view, as the web server starts it; at one more address no app is asked at all."""
    app, body = create_app(), Path(os.environ[BODY]).read_bytes()
    wsgi_app = app.wsgi_app

    @app.get(FLOOR)
    @public
    def floor() -> Response:
        return Response(body, mimetype="text/html", headers=PACKED)

    def bare(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != BARE:
            return wsgi_app(environ, start)
        start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body))), *PACKED.items()])
        return [body]

    app.wsgi_app = bare  # type: ignore[method-assign, assignment]
    return app


def _remember(on: Stage) -> str:
    """The ETag of the page; its bytes, compressed as they leave, are stored for the floor."""
    answer = on.app.test_client().get(PAGE, headers={"Accept-Encoding": "gzip"})
    Path(on.environ[BODY]).write_bytes(answer.data)
    return str(answer.headers["ETag"])


def _anew(app: Flask, *forgotten: str) -> float:
    """The median milliseconds of 100 renderings of the page, each without the cached values that are ``forgotten``."""
    client, taken = app.test_client(), []
    for _round in range(100):
        for name in forgotten:
            del app.extensions[f"kept {name}"]
        began = time.thread_time()
        answer = client.get(PAGE)
        answer.get_data()
        taken.append(1000 * (time.thread_time() - began))
        if answer.status_code != 200:
            raise Failed(f"{PAGE} answered {answer.status}.")
    return median(taken)


def _paper(app: Flask) -> float:
    """The milliseconds of the printed programme in a process that has its letters, and has not printed this one yet."""
    client = app.test_client()
    client.get(PAPER.replace("/de/", "/en/")).get_data()
    began = time.perf_counter()
    client.get(PAPER).get_data()
    return 1000 * (time.perf_counter() - began)


def _statements(app: Flask, etag: str) -> int:
    """How many statements a page costs that was asked for within the second, and one that the browser has."""
    client = app.test_client()
    client.get(PAGE)
    with counted_statements() as seen:
        codes = client.get(PAGE).status_code, client.get(PAGE, headers={"If-None-Match": etag}).status_code
    if codes != (200, 304):
        raise Failed(f"a known page was answered with {codes}.")
    return len(seen)


def _keep_little(app: Flask) -> None:
    """Raises Failed if a process keeps more than it may, or a page that somebody's own words have made."""
    client = app.test_client()
    for number, (track, kind) in enumerate(islice(product(TRACKS.lower(), Kind), CHOICES)):
        for query in (f"track={track}&kind={kind.value}", f"search=word{number}"):
            answer = client.get(f"{PAGE}?{query}")
            if answer.status_code != 200:
                raise Failed(f"{PAGE}?{query} answered {answer.status}.")
    pages = app.extensions["kept pages"]._values  # noqa: SLF001 -- nobody else looks into it
    load = sum(len(body.content) for body in pages.values())
    if len(pages) < CHOICES or load > MOST_BYTES or "word" in repr(list(pages)):
        raise Failed(f"{len(pages)} pages of {load} bytes are kept.")


def _rates(on: Stage, web: Server, path: str, etag: str = "") -> Callable[[], float]:
    """Measures how many answers all connections get for each second that the web server's processes work."""
    first = psutil.Process(web.process.pid)

    def worked() -> float:
        times = [each.cpu_times() for each in (first, *first.children(recursive=True))]
        return sum(each.user + each.system for each in times)

    def rate() -> float:
        before = worked()
        return asyncio.run(_answers(on.port, path, etag)) / (worked() - before)

    return rate


async def _answers(port: int, path: str, etag: str = "") -> int:
    """How many answers all connections get within the time."""
    until = time.perf_counter() + SECONDS
    return sum(await asyncio.gather(*(_ask(port, path, etag, until) for _ in range(CONNECTIONS))))


async def _ask(port: int, path: str, etag: str, until: float) -> int:
    """How often one connection was answered as it should be. Raises Failed for any other answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    expected, count = " 304 " if etag else " 200 ", 0
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
    request += f"If-None-Match: {etag}\r\n\r\n" if etag else "\r\n"
    while time.perf_counter() < until:
        writer.write(request.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if expected not in head.partition("\r\n")[0]:
            raise Failed(f"{path} answered {head.partition(chr(13))[0]}.")
        if not etag:
            await reader.readexactly(int(head.partition("content-length:")[2].partition("\r\n")[0]))
        count += 1
        if "connection: close" in head:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
    return count


def fill() -> None:
    """A day of 60 items in six rooms, three tracks and 40 people is planned and published."""
    with db.transaction() as session:
        meeting = event(session, ends_at=DAY + timedelta(hours=11))
        rooms = [Room(event_id=meeting.id, name=f"Raum {each}", floor=Localized("EG"), seats=40) for each in range(6)]
        tracks = [_track(meeting.id, letter) for letter in TRACKS]
        session.add_all([*rooms, *tracks])
        session.flush()
        people = [Person(str(UUID(int=1000 + each)), "Kim", f"Person {each}", "Dr.") for each in range(40)]
        items = [
            _item(each, [room.id for room in rooms], [track.id for track in tracks], people) for each in range(ITEMS)
        ]
        changes = [*(Change(None, each) for each in people), *(Change(None, each) for each in items)]
        services.apply_in(session, meeting.id, changes, {}, Act("bench@example.org", DAY))
        publishing.publish(session, meeting.id, Localized(), Act("bench@example.org", DAY))


def _track(event_id: int, letter: str) -> Track:
    name = Localized(f"Strang {letter}")
    return Track(event_id=event_id, letter=letter, name=name, description=Localized(), colour="#005C45")


def _item(number: int, rooms: list[int], tracks: list[int], people: list[Person]) -> Item:
    return Item(
        uuid=str(UUID(int=number + 1)), kind=KINDS[number % len(KINDS)], code=f"X{number}", length_minutes=45,
        title=Localized(f"Wie Cluster den Wandel gestalten, Folge {number}", f"How clusters shape change, {number}"),
        starts_at=DAY + timedelta(hours=number // len(rooms)), room=rooms[number % len(rooms)],
        track=tracks[number % len(tracks)] if number % 4 else None, has_stream=number % 5 == 0,
        people=tuple(Appearance(people[(number + each) % len(people)].uuid, Part.SPEAKER) for each in range(2)),
    )  # fmt: skip
