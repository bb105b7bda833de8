"""Two editions that are over: one asks how it was, the other has its answers. It needs an app's context."""

from datetime import datetime, timedelta
from random import Random

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.post_event.documentation import services as documentation
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.services import closing
from tests.support.archived import put_copy
from tests.support.left_behind import leave_behind
from tests.support.make import make_event
from tests.support.settings import NOW
from tests.support.surveying import SCALES, answer, guests, sheet

PEOPLE = 7
CHANCE = Random(23)


def ended(slug: str, title: str, at: datetime) -> Event:
    """An edition that took place online on the day on which it ended, a Friday or a Thursday."""
    began = at - timedelta(hours=8)
    opened, closed = began - timedelta(days=60), began - timedelta(days=9)
    dates = {"starts_at": began, "ends_at": at, "registration_opens_at": opened, "registration_closes_at": closed}
    return make_event(slug=slug, title=Localized(title), city="Jena", **dates)


def surveyed() -> tuple[Event, int]:
    """One that ended yesterday, of which three of seven have answered, and the registration of one who has not."""
    event = ended("gestern", "Werkstatt", NOW - timedelta(hours=17))
    leave_behind(event, NOW)
    documentation.publish(event.id, Act("organiser@example.org", NOW))
    put_copy(event, b"PK")
    first, *others = guests(event, PEOPLE)
    for each in others[:3]:
        answer(event, each, sheet(4, 5, 3, 2, 5), NOW, CHANCE)
    return event, first


def closed() -> str:
    """One that ended a week ago and whose survey is closed; returns the key of one of its free texts."""
    event = ended("vorbei", "Fachtag", NOW - timedelta(days=8))
    for number, each in enumerate(guests(event, PEOPLE)):
        steps = [min(each_step + number % 2, 5) for each_step in (4, 4, 3, 5, 4)]
        assert len(steps) == SCALES
        answer(event, each, sheet(*steps, text=f"Mehr Zeit für Gespräche, Nummer {number}"), NOW, CHANCE)
    put_copy(event, b"", state=CopyState.WITHDRAWN, withdrawn_at=NOW)
    closing.close_now(event.id, CHANCE, Act("organiser@example.org", NOW))
    texts = [row for rows in queries.texts(db.session(), event.id).values() for row in rows]
    return texts[0].key
