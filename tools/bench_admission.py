"""`dev.py bench admission`: 500 scans at two desks at once over HTTP, the network cut and restored in the middle."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

import sqlalchemy as sa
from flask_migrate import upgrade

from gocluster_events import clock, db
from gocluster_events.accounts import services as accounts
from gocluster_events.attendees.models import Admission
from gocluster_events.events.models import Event
from gocluster_events.events.rules import EventStatus, Mode
from gocluster_events.factory import create_app
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.codes import Status
from gocluster_events.registration.rules.references import reference
from gocluster_events.text import Localized
from tools import servers
from tools.desks import CUT_SECONDS, Desk, Network, dealt, through_the_day
from tools.steps import Failed

GUESTS, SCANS = 440, 500  # sixty come a second time, at either desk
MOST_MILLISECONDS = 300.0
SLUG = "bench"
ADMIN, PASSWORD = "admin@example.org", "a benchmark at the door"


def run() -> None:
    """Print milliseconds. Raises Failed when somebody is in twice or lost, or the desk waits longer than promised."""
    with tempfile.TemporaryDirectory() as folder:
        environ = _settings(Path(folder))
        app = create_app(environ)
        with app.app_context():
            upgrade()
            numbers = _meeting()
            with _serving(environ, Path(folder)) as port, Network(port) as network:
                desks = [Desk(network.port, SLUG, name, ADMIN, PASSWORD) for name in ("Foyer links", "Foyer rechts")]
                floor = sorted(desk.floor() for desk in desks for _ in range(100))
                through_the_day(desks, dealt(SLUG, numbers, SCANS), network)
            _report(desks, floor, len(numbers))
            db.db.engine.dispose()


def _report(desks: Sequence[Desk], floor: Sequence[float], guests: int) -> None:
    took = sorted(second for desk in desks for second in desk.seconds)
    at_95 = 1000 * took[int(len(took) * 0.95)]
    least = 1000 * floor[int(len(floor) * 0.95)]
    rows = db.session().execute(sa.select(Admission.registration_id).where(Admission.undone_at.is_(None))).all()
    lost = sum(desk.lost for desk in desks)
    print(f"{SCANS} scans at two desks, cut off for {CUT_SECONDS} s ({lost} requests lost on the way):")
    print(f"p95 {at_95:.0f} ms, {at_95 / least:.1f} times the {least:.1f} ms of an empty answer; {len(rows)} are in.")
    if len(rows) != guests or len(set(rows)) != guests:
        raise Failed(f"{len(rows)} passages of {len(set(rows))} people were counted, but {guests} came.")
    if not lost:
        raise Failed("the network was never cut, so nothing is proven.")
    if at_95 > MOST_MILLISECONDS:
        raise Failed(f"that is more than {MOST_MILLISECONDS:.0f} ms.")


@contextlib.contextmanager
def _serving(environ: dict[str, str], folder: Path) -> Iterator[int]:
    port = int(environ["GOCLUSTER_BASE_URL"].rpartition(":")[2])
    web = servers.web("127.0.0.1", port, {**os.environ, **environ}, folder / "web.log", processes=2)
    try:
        servers.await_ready(environ["GOCLUSTER_BASE_URL"], [web])
        yield port
    finally:
        servers.stop([web])


def _meeting() -> list[str]:
    """Everybody who is expected, by their numbers."""
    now, chance = clock.now(), Random(2027)  # noqa: S311 -- the same meeting each time
    accounts.create_admin(ADMIN, "Bench", PASSWORD, now)
    numbers = sorted({reference(chance) for _ in range(GUESTS)})
    with db.transaction() as session:
        event = Event(
            slug=SLUG, title=Localized("Bench"), motto=Localized(), description=Localized(), directions=Localized(),
            venue="", address="", city="", contact_name="", contact_email="bench@example.org",
            status=EventStatus.PUBLISHED, starts_at=now, ends_at=now + timedelta(hours=8),
            registration_opens_at=now - timedelta(days=9), registration_closes_at=now, capacity_onsite=GUESTS,
        )  # fmt: skip
        session.add(event)
        session.flush()
        session.add_all(_guest(event.id, number) for number in numbers)
    return numbers


def _guest(event_id: int, number: str) -> Registration:
    now, address = clock.now(), f"{number}@example.org"
    return Registration(
        event_id=event_id, reference=number, status=Status.CONFIRMED, mode=Mode.ONSITE, language="de", created_at=now,
        proven_at=now, confirmed_at=now, first_name="Vorname", last_name=number, email=address, email_key=address,
        organisation="Netzwerk", search_text=number.lower(), sort_key=number.lower(),
    )  # fmt: skip


def _settings(folder: Path) -> dict[str, str]:
    values = {"mode": "test", "secret_keys": "for-measuring-only-7f3a9c51d2e84b06", "admins_need_factor": "no"}
    values["base_url"] = f"http://127.0.0.1:{servers.free_port()}"
    values["database_url"] = f"sqlite:///{folder / 'bench.db'}"
    return {f"GOCLUSTER_{name.upper()}": value for name, value in values.items()}
