"""Where measurements take place: an app with an empty database of its own, an edition, people, and servers."""

from __future__ import annotations

import contextlib
import gc
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.text import Localized, search_text, sort_key
from gocluster_events.factory import create_app
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.days import days_between
from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState, Mode
from gocluster_events.meeting.events.services.days import add_days
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from gocluster_events.meeting.registration.people.rules.likeness import VERSION, name_key
from tests.support.visitor import Visitor
from tools import servers

NOW = datetime(2027, 3, 1, tzinfo=UTC)
DAY = datetime(2027, 4, 22, 7, tzinfo=UTC)
SLUG = "bench"


@dataclass(frozen=True, slots=True)
class Stage:
    """An app whose database is migrated and empty, the settings for its servers, and a folder for whatever is left."""

    app: Flask
    environ: dict[str, str]
    folder: Path

    @property
    def address(self) -> str:
        """The URL at which the web server answers."""
        return self.environ["GOCLUSTER_BASE_URL"]

    @property
    def port(self) -> int:
        """The port of the web server."""
        return int(self.address.rpartition(":")[2])


@contextlib.contextmanager
def stage(**changes: str) -> Iterator[Stage]:
    """In the app's context until the end of the block; then nothing is left of it. ``changes``: settings, by name."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        values = {
            "mode": "test",
            "base_url": f"http://127.0.0.1:{servers.free_port()}",
            "secret_keys": "for-measuring-only-7f3a9c51d2e84b06",
            "database_url": f"sqlite:///{folder / 'bench.db'}",
            "mail_url": f"file:{folder / 'mail'}",
            "mail_from": "bench@example.org",
            "admins_need_factor": "no",
            "clock": f"{NOW.isoformat()}@{int(time.time())}",
            "registrations_per_minute": "1000000",
            "unproven_per_hour": "1000000",
            "drafts_per_hour": "1000000",
            **changes,
        }
        environ = {**os.environ, **{f"GOCLUSTER_{key.upper()}": value for key, value in values.items()}}
        app = create_app(environ)
        app.test_client_class = Visitor  # each of its requests begins with nothing, as over the network
        with app.app_context():
            upgrade()
            yield Stage(app, environ, folder)
            db.db.session.remove()
            db.db.engine.dispose()


def freeze() -> None:
    """The collector looks no more at what is there, as in a web process, whose parent has done so before it forked."""
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def serving(on: Stage, app: str = "app:app", processes: int = 2) -> Iterator[servers.Server]:
    """The web server answers until the end of the block."""
    db.db.session.remove()
    web = servers.web("127.0.0.1", on.port, on.environ, on.folder / "web.log", processes, app=app)
    try:
        servers.await_ready(on.address, [web])
        yield web
    finally:
        servers.stop([web])


def event(session: Session, **changes: Any) -> Event:
    """A published edition of one day with places for all, and whatever else is said; stored."""
    given: dict[str, Any] = {
        "slug": SLUG, "title": Localized("Bench"), "motto": Localized(), "description": Localized(),
        "directions": Localized(), "venue": "Haus", "address": "Weg 1", "city": "Berlin", "contact_name": "Team",
        "contact_email": "bench@example.org", "status": EventStatus.PUBLISHED, "starts_at": DAY,
        "ends_at": DAY + timedelta(hours=10), "registration_opens_at": NOW - timedelta(days=60),
        "registration_closes_at": DAY, "capacity_onsite": 1_000_000,
    }  # fmt: skip
    made = Event(**{**given, **changes})
    session.add(made)
    session.flush()
    add_days(session, made.id, days_between(made.starts_at, made.ends_at, made.zone))
    return made


def people(session: Session, event_id: int, many: int, begin: int = 0) -> None:
    """So many people take part, of whom no two are alike; they are numbered from ``begin`` on."""
    for first in range(begin, begin + many, 1_000):
        numbers = range(first, min(first + 1_000, begin + many))
        session.execute(sa.insert(Registration), [person(event_id, number) for number in numbers])


def person(event_id: int, number: int, **changes: Any) -> dict[str, Any]:
    """The columns of somebody who takes part."""
    first, last, email = f"Vorname {number}", f"Müller-Lüdenscheidt {number}", f"guest-{number}@example.org"
    return {
        "event_id": event_id, "reference": f"R{number:08d}", "status": Status.CONFIRMED, "mode": Mode.ONSITE,
        "language": "en" if number % 5 == 0 else "de", "created_at": NOW + timedelta(minutes=number), "proven_at": NOW,
        "confirmed_at": NOW, "title": ["", "Dr."][number % 2], "first_name": first, "last_name": last,
        "badge_name": "", "email": email, "email_key": email, "phone": f"+49 30 {number}",
        "organisation": f"Musternetzwerk {number // 3}", "organisation_key": f"{number // 3} musternetzwerk",
        "cluster": "", "position": "Leitung Clustermanagement", "actor_type": _one(list(ActorType), number),
        "state": _one(list(FederalState), number),
        "remark": "", "search_text": search_text(first, last), "sort_key": sort_key(last, first),
        "name_key": name_key(last, first), "key_version": VERSION,
        **changes,
    }  # fmt: skip


def _one(codes: Sequence[Any], number: int) -> Any:
    return codes[number % len(codes)]
