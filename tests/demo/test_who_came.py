"""With a clock behind the annual meeting of the demo, most of its guests were there."""

import time
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core import db
from gocluster_events.core.accounts.services.sessions import start_participant_session
from gocluster_events.demo import arriving
from gocluster_events.demo.seed import ANNUAL, ORGANISER
from gocluster_events.factory import create_app
from gocluster_events.meeting.events import queries as events
from tests.support import sessions
from tests.support.databases import Database
from tests.support.settings import settings

WEEK_AFTER = datetime(2027, 4, 29, 10, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def demo(seeded: Database) -> Iterator[Flask]:
    app = create_app(settings(database_url=seeded.url, clock=f"{WEEK_AFTER.isoformat()}@{int(time.time())}"))
    with app.app_context():
        yield app
        db.db.engine.dispose()


def own_page(app: Flask, event_id: int, person: int) -> str:
    key = start_participant_session(f"edition:{event_id}", f"registration:{person}", 1, WEEK_AFTER)
    visitor = app.test_client()
    visitor.set_cookie(app.config["SESSION_COOKIE_NAME"], sessions.cookie(app, {"participant": key}))
    return visitor.get("/de/my/").text


def test_nine_of_ten_were_let_in_once_and_are_thanked(demo: Flask):
    event = events.event(db.session(), ANNUAL)
    assert arriving.let_in(ANNUAL, ORGANISER, event.starts_at) == 0
    number = arriving.let_in(ANNUAL, ORGANISER, WEEK_AFTER)
    assert number > 100
    assert arriving.let_in(ANNUAL, ORGANISER, WEEK_AFTER) == 0
    people = db.session().scalars(sa.select(Admission.registration_id)).all()
    assert len(people) == number
    assert "Danke, dass Sie da waren" in own_page(demo, event.id, people[0])
