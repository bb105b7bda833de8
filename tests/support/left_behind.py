"""What a meeting that is over leaves behind: a recording of a talk, minutes that are to come, a photo, a report."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.materials.rules.codes import Kind
from gocluster_events.post_event.materials.services import publishing
from tests.support.make import make_room, make_track
from tests.support.materials import add_link, answer
from tests.support.photographs import make_photo
from tests.support.programme import TAREK, plan, publish, slot, with_people
from tests.support.report import a_public_report

NELE = replace(TAREK, uuid=str(UUID(int=181)), first_name="Nele", last_name="Anders")


def leave_behind(event: Event, now: datetime) -> None:
    """Everybody can look at it; the address of the talk ends in ``a1-netze``."""
    act, room, track = Act("organiser@example.org", now), make_room(event).id, make_track(event).id
    talk = slot(81, None, code="A1", title=Localized("Netze", "Networks"), room=room, track=track)
    plan(event, NELE, with_people(replace(talk, starts_at=event.starts_at), NELE), now=now)
    publish(event, at=now)
    for changes in ({}, {"kind": Kind.MINUTES, "not_before": now + timedelta(days=3)}):
        uuid = add_link(event, act, item=talk.uuid, **changes)
        answer(event, uuid, NELE)
        publishing.publish(event.id, uuid, act)
    make_photo(event, item=talk.uuid)
    a_public_report(event)
