"""A meeting that is over, with something of everything in its documentation."""

from datetime import timedelta
from typing import Any

from gocluster_events.attendance.attendees.models import FrozenFigures
from gocluster_events.attendance.attendees.rules.figures import Row, Table, Topic
from gocluster_events.attendance.attendees.rules.frozen import to_stored
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.documentation import services
from gocluster_events.post_event.materials.rules.codes import Licence
from gocluster_events.post_event.materials.services import publishing
from tests.support.cards import AFTER, OTHER, TALK, TEAM, a_meeting, public_card
from tests.support.materials import add_file, answer
from tests.support.photographs import make_photo
from tests.support.programme import MAI, TAREK
from tests.support.report import put_out, release

LATER = Act(TEAM.by, AFTER + timedelta(days=20))
SLUG = "jahrestagung-2027"
ROWS = (Row("onsite", (70, 15, 85)), Row("online", (None, None, 5)))
MODES = Table(Topic.MODE, ("came", "missing", ""), ROWS, Row("", (70, 15, 90)))


def a_documented_meeting(**changes: Any) -> tuple[Event, dict[str, str]]:
    """Its documentation is public; what of it can be withdrawn, by UUID."""
    event = a_meeting(slug=SLUG, **changes)
    put_out(event)
    release(event)
    ids = {
        "card": public_card(event, insight="Erkenntniskanarie", evidence_url="https://example.org/beleg"),
        "question": public_card(event, question="Offenkanarie?", insight="", is_open=True, item=OTHER),
        "photo": make_photo(event, item=TALK, caption=Localized("Fotokanarie", "Canary photo")),
        "other_photo": make_photo(event, "navy"),
        "material": a_public_file(event),
    }
    freeze(event)
    services.publish(event.id, LATER)
    return event, ids


def a_public_file(event: Event) -> str:
    """The slides of the first talk are public, and may be copied; returns their UUID."""
    uuid = add_file(event, title=Localized("Dateikanarie", "Canary file"), licence=Licence.CC_BY)
    for person in (MAI, TAREK):
        answer(event, uuid, person)
    publishing.publish(event.id, uuid, LATER)
    return uuid


def freeze(event: Event) -> None:
    """The figures are frozen; fewer than five came online."""
    with transaction() as session:
        session.add(FrozenFigures(event_id=event.id, at=LATER.at, tables=to_stored((MODES,))))
