"""A meeting with two workshops that one signs up for, changed and published again. They need the ``session``."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gocluster_events.attendance.bookings.rules.publication_letters import NAMES, UNDO
from gocluster_events.backoffice.publishing.rules import Announcement, Phrases
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, SignUp
from gocluster_events.meeting.agenda.services import drafting as agenda
from gocluster_events.meeting.events.models import Event
from tests.support.booking import item
from tests.support.make import make_day, make_event, make_registration, make_room
from tests.support.programme import plan, slot
from tests.support.settings import NOW

ORGANISER = "organiser@example.org"
PITCH, MACHINES = (
    slot(number, start, code=code, kind=Kind.WORKSHOP, title=Localized(german, english), sign_up=SignUp.BOOK, seats=1)
    for number, start, code, german, english in (
        (1, 0, "B2", "Vom Pitch zum Pilotprojekt", "From pitch to pilot"),
        (2, 60, "C2", "KI im Clustermanagement", "AI in cluster management"),
    )
)


def make_workshops(voice: Phrases) -> Event:
    """An edition whose programme has two workshops, one after the other, with a place each."""
    made = make_event(slug="jahrestagung-2027")
    make_day(made)
    plan(made, *(replace(each, room=make_room(made, name=each.code).id) for each in (PITCH, MACHINES)))
    send(made, voice)
    return made


def make_people(event: Event) -> list[int]:
    """Anna and Cem, who read German, and Ben, who reads English."""
    return [
        make_registration(event, email=f"{name}@example.org", language=language, last_name=name.title()).id
        for name, language in (("anna", "de"), ("ben", "en"), ("cem", "de"))
    ]


def send(event: Event, voice: Phrases, now: datetime = NOW, announcement: Announcement | None = None) -> Any:
    """The draft is published, without a letter to everybody unless one is announced."""
    db.session().rollback()
    seen = steps.head(db.session(), event.id).revision
    return publishing.publish(event.id, announcement or Announcement(), Act(ORGANISER, now), seen=seen, voice=voice)


def change(event: Event, number: int, **facts: Any) -> None:
    """The item of the draft is otherwise; without facts it is taken out."""
    db.session().rollback()
    before = draft.item(db.session(), event.id, item(number))
    assert before is not None
    revisions = {before.uuid: draft.revision(db.session(), event.id, before.uuid)}
    after = replace(before, **facts) if facts else None
    agenda.apply(event.id, [Change(before, after)], revisions, Act(ORGANISER, NOW))


def bring_back(event: Event, version: int) -> None:
    """The draft is as that version."""
    db.session().rollback()
    agenda.restore(event.id, version, steps.head(db.session(), event.id).revision, Act(ORGANISER, NOW))


def mails_leave() -> None:
    """Every mail has been sent."""
    with db.transaction() as session:
        session.execute(sa.update(Mail).values(state=State.SENT, sent_at=NOW + UNDO))


def letters(value: str = "places") -> list[tuple[str, str, str]]:
    """The letters about what a version does to places: whom, which one, and what they name."""
    db.session().rollback()
    mails = sa.select(Mail).where(Mail.letter.in_(NAMES)).order_by(Mail.recipient, Mail.id)
    return [(row.recipient, row.letter, row.content["values"].get(value, "")) for row in db.session().scalars(mails)]
