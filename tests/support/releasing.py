"""Who can be written to, who answers for which material, and what letters were written. They need an app's context."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.agenda.models import Person as PersonRow
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.materials.queries.materials import material
from gocluster_events.post_event.materials.rules.reminding import MATERIALS_REMINDER
from gocluster_events.post_event.materials.services import releasing
from gocluster_events.post_event.releases.rules import State
from tests.support import apps
from tests.support.databases import Database
from tests.support.materials import AFTER
from tests.support.programme import own_link
from tests.support.visitor import Visitor


@contextmanager
def after_the_meeting(database: Database, tmp_path: Path, node: pytest.Item) -> Iterator[Flask]:
    """An app whose clock shows the day after the meeting of `a_meeting`."""
    hour = f"{AFTER.isoformat()}@{int(time.time())}"
    made = apps.made(database_url=database.url, mail_url=f"file:{tmp_path / 'mail'}", clock=hour)
    with apps.answering(made, node, tmp_path) as app:
        yield app


def with_address(event: Event, *people: Person) -> None:
    """These people can be written to, at their first name."""
    with transaction() as writing:
        for person in people:
            mine = sa.update(PersonRow).where(PersonRow.event_id == event.id, PersonRow.uuid == person.uuid)
            writing.execute(mine.values(email=address(person)))


def address(person: Person) -> str:
    """Where somebody is written to."""
    return f"{person.last_name.lower()}@example.org"


def number_of(event: Event, person: Person) -> int:
    """The id of somebody on the programme."""
    mine = sa.select(PersonRow.id).where(PersonRow.event_id == event.id, PersonRow.uuid == person.uuid)
    return session().scalars(mine).one()


def own_browser(app: Flask, event: Event, person: Person) -> Visitor:
    """The browser of somebody on the programme who has opened the link to their own page."""
    visitor = Visitor.of(app)
    visitor.form(f"/de/my/contribution/{own_link(number_of(event, person))}").send()
    return visitor


def say(event: Event, uuid: str, person: Person, at: datetime = AFTER, *, is_granted: bool = True) -> State:
    """The person answers for the material as it stands now."""
    session().rollback()
    entry, number = material(session(), event.id, uuid), number_of(event, person)
    assert entry is not None
    revision, act = entry.record.revision, Act(f"person:{number}", at)
    return releasing.answer_release(event.id, number, uuid, revision, act, is_granted=is_granted)


def reminded(event: Event) -> list[str]:
    """Whom letters remind, in the order in which they were written."""
    mails = sa.select(Mail.recipient).where(Mail.scope == f"edition:{event.id}", Mail.letter == MATERIALS_REMINDER.name)
    session().rollback()
    return [*session().scalars(mails.order_by(Mail.id))]
