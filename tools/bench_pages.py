"""How fast each public page is, known and for the first time, beside floors of the same run: `dev.py bench pages`.

The floor of a known page is a view of the same app that answers with the same bytes from memory, so that it passes the
same hooks; both are asked as a web server asks an app, and what is compared is the time of the processor. The floor of
a first rendering is a fixed piece of Python that took 20 ms where that aim was set.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import Context
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, Response
from werkzeug.test import EnvironBuilder

from gocluster_events.core import db
from gocluster_events.core.text import Localized
from gocluster_events.core.web.audience import public
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import publishing
from gocluster_events.meeting.agenda.rules import paths
from gocluster_events.meeting.agenda.rules.document import FORMAT, to_document
from gocluster_events.meeting.events.models import Event
from tests.support.counting import counted_statements
from tools import bench_programme
from tools.measuring import Row, fixed_piece, in_turn
from tools.stage import DAY, NOW, SLUG, event, stage
from tools.steps import Failed

REQUESTS, ROUNDS, RENDERINGS, LARGE = 200, 5, 9, 2_000
LEAST_SHARE, TIMES_WHERE_IT_WAS_SET = 0.8, 1.0
FLOOR, HEADERS = "/de/floor", ("Content-Encoding", "Content-Type")
Bodies = dict[str, tuple[bytes, dict[str, str]]]


def run() -> list[Row]:
    """Of each page answers for each second of a processor, and milliseconds when it is made; statements of them all."""
    with stage() as on:
        bodies: Bodies = {}
        _add_floor(on.app, bodies)
        bench_programme.fill()
        _fill_large()
        pages = _pages()
        rows = [row for name, path in pages.items() for row in _rows(on.app, bodies, name, path)]
        statements = sum(min(_statements(on.app, path) for _turn in range(3)) for path in pages.values())
    return [*rows, Row("SQL statements of all of them, known, and of their known ETags", statements, "", at_most=0)]


def _pages() -> dict[str, str]:
    """The public pages by name."""
    timetable = _programme().timetable
    return {
        "start page": "/de/",
        "edition": f"/de/{SLUG}/",
        f"edition of {LARGE:,} items": "/de/gross/",
        "item": f"/de/{SLUG}/agenda/{paths.path(timetable, timetable.items[7])}",
        "people": f"/de/{SLUG}/people",
        "person": f"/de/{SLUG}/people/{timetable.people[0].uuid}",
        "changes": f"/de/{SLUG}/changes",
        "screen": f"/de/{SLUG}/screen",
        "schedule.json": f"/{SLUG}/schedule.json",
        "schedule.xml": f"/{SLUG}/schedule.xml",
        "calendar": f"/{SLUG}/agenda.ics",
        "feed": f"/{SLUG}/changes.atom",
        "changes.json": f"/{SLUG}/changes.json",
        "paper": f"/de/{SLUG}/programme.pdf",
    }


def _programme() -> publishing.Published:
    session = db.session()
    version = publishing.published(session, session.scalars(sa.select(Event.id).where(Event.slug == SLUG)).one())
    if version is None:
        raise Failed("there is no programme.")
    return version


def _rows(app: Flask, bodies: Bodies, name: str, path: str) -> list[Row]:
    made, fixed = in_turn(lambda: _first(app, path), fixed_piece, 1 if name == "paper" else RENDERINGS)
    answer = app.test_client().get(path, headers={"Accept-Encoding": "gzip"})
    bodies[name] = answer.data, {key: value for key, value in answer.headers.items() if key in HEADERS}
    ours, floor = in_turn(answers_a_second(app, path), answers_a_second(app, f"{FLOOR}/{name}"), ROUNDS)
    return [
        Row(f"{name}, known, for each second of a processor (floor: a view of the same bytes)", ours, "/s", floor,
            at_least_times=LEAST_SHARE),
        Row(f"{name}, made for the first time (floor: a fixed piece of Python)", made, "ms", fixed,
            at_most_times=None if name == "paper" else TIMES_WHERE_IT_WAS_SET),
    ]  # fmt: skip


def _add_floor(app: Flask, bodies: Bodies) -> None:
    """At one more address the app answers with bytes from memory."""

    @app.get(f"{FLOOR}/<name>")
    @public
    def floor(name: str) -> Response:
        content, headers = bodies[name]
        return Response(content, headers=headers)


def answers_a_second(app: Flask, path: str) -> Callable[[], float]:
    """Measures how many answers the app gives for each second that this process works."""
    environ = EnvironBuilder(path, headers=[("Accept-Encoding", "gzip")]).get_environ()
    statuses: list[str] = []

    def start(status: str, _headers: Any, _error: Any = None) -> Any:
        statuses.append(status)

    def rate() -> float:
        statuses.clear()
        began = time.process_time()
        for _request in range(REQUESTS):
            body = Context().run(app.wsgi_app, dict(environ), start)  # apart from the context of the stage
            b"".join(body)
        worked = time.process_time() - began
        if set(statuses) != {"200 OK"}:
            raise Failed(f"{path} answered {set(statuses)}.")
        return REQUESTS / worked

    return rate


def _first(app: Flask, path: str) -> float:
    """The milliseconds of work for the page in a process that knows the version, and has not made this page yet."""
    client = app.test_client()
    app.extensions.pop("kept pages", None)
    began = time.process_time()
    answer = client.get(path)
    answer.get_data()
    worked = 1000 * (time.process_time() - began)
    if answer.status_code != 200:
        raise Failed(f"{path} answered {answer.status}.")
    return worked


def _statements(app: Flask, path: str) -> int:
    """How many statements a page costs that was asked for just now, and one that the browser has.

    A machine that is busy takes longer than the second for which a process knows how an edition stands.
    """
    client = app.test_client()
    etag = client.get(path).headers["ETag"]
    with counted_statements() as seen:
        codes = client.get(path).status_code, client.get(path, headers={"If-None-Match": etag}).status_code
    if codes != (200, 304):
        raise Failed(f"{path}, known, was answered with {codes}.")
    return len(seen)


def _fill_large() -> None:
    """Another edition has a programme of many items over three days."""
    with db.transaction() as session:
        small = _programme().timetable
        large = event(session, slug="gross", ends_at=DAY + timedelta(days=2, hours=10))
        pattern = small.items
        items = tuple(
            replace(
                pattern[number % len(pattern)], uuid=str(UUID(int=number + 1)), code=f"Y{number}",
                starts_at=DAY + timedelta(days=number % 3, minutes=5 * (number // 3 % 100)),
                title=Localized(f"Vortrag {number}", f"Talk {number}"),
            )
            for number in range(LARGE)
        )  # fmt: skip
        document = to_document(replace(small, items=items))
        session.add(
            models.Version(
                event_id=large.id, number=1, format=FORMAT, document=document, note=Localized(), published_at=NOW,
                published_by="bench@example.org",
            )
        )  # fmt: skip
