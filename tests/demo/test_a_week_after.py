"""A week after the annual meeting of the demo, one's own page leads to all that it left behind, once it is there."""

import time
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import db
from gocluster_events.core.accounts.services.sessions import start_participant_session
from gocluster_events.core.act import Act
from gocluster_events.demo.seed import ORGANISER
from gocluster_events.factory import create_app
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.post_event.materials.rules.codes import Kind
from gocluster_events.post_event.materials.services.publishing import publish
from tests.support import sessions
from tests.support.databases import Database
from tests.support.materials import add_link
from tests.support.photographs import make_photo
from tests.support.report import BODY, put_out, with_blocks
from tests.support.settings import settings
from tests.support.surveying import let_in
from tests.support.visitor import Visitor

SLUG = "jahrestagung-2027"
WEEK_AFTER = datetime(2027, 4, 29, 10, tzinfo=ZoneInfo("Europe/Berlin"))
ACT = Act(ORGANISER, WEEK_AFTER)


@pytest.fixture
def demo(seeded: Database) -> Iterator[Flask]:
    app = create_app(settings(database_url=seeded.url, clock=f"{WEEK_AFTER.isoformat()}@{int(time.time())}"))
    app.test_client_class = Visitor
    with app.app_context():
        yield app
        db.db.engine.dispose()


def own_page(app: Flask, person: Registration) -> str:
    """What somebody's own page says to them."""
    key = start_participant_session(f"edition:{person.event_id}", f"registration:{person.id}", 1, WEEK_AFTER)
    visitor = app.test_client()
    visitor.set_cookie(app.config["SESSION_COOKIE_NAME"], sessions.cookie(app, {"participant": key}))
    return visitor.get("/de/my/").text


def links(page: str) -> set[str]:
    """To which of the meeting's results it leads."""
    ways = {
        "survey": "/de/my/survey", "materials": "/de/my/materials", "report": f"/de/{SLUG}/report",
        "photos": f"/de/{SLUG}/photos",
    }  # fmt: skip
    return {name for name, way in ways.items() if f'href="{way}"' in page}


def test_whoever_came_is_asked_how_it_was_and_is_led_to_what_the_team_has_published(demo):
    event = events.event(db.session(), SLUG)
    came = sa.select(Registration).where(
        Registration.event_id == event.id, Registration.status == Status.CONFIRMED, Registration.mode == Mode.ONSITE
    )
    person = db.session().scalars(came.order_by(Registration.id)).first()
    assert links(own_page(demo, person)) == set()
    let_in(event, person)
    assert links(own_page(demo, person)) == {"survey"}
    put_out(event, with_blocks(BODY), ACT)
    make_photo(event)
    items = agenda.latest(db.session(), event.id).timetable.items
    plain = next(each.uuid for each in items if each.code == "A1")  # moderated, so that nobody's release is needed
    publish(event.id, add_link(event, ACT, item=plain, kind=Kind.MINUTES), ACT)
    assert links(own_page(demo, person)) == {"survey", "report", "photos", "materials"}
