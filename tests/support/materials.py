"""Materials of a small meeting that is over: who uploads what, who releases it, and what the worker finds in it."""

from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from gocluster_events.core.accounts.models import Account
from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.documents import pdf_child
from gocluster_events.core.documents.pdf_facts import UnusablePdf
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SpokenLanguage
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.materials.models import Blob
from gocluster_events.post_event.materials.queries import uploads
from gocluster_events.post_event.materials.queries.materials import material
from gocluster_events.post_event.materials.rules.codes import Kind
from gocluster_events.post_event.materials.rules.material import MaterialFacts
from gocluster_events.post_event.materials.services import checking, editing, publishing, uploading
from gocluster_events.post_event.materials.services.uploading import Limits
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import Kind as ReleaseKind
from tests.support.make import make_event
from tests.support.pdfs import pdf
from tests.support.programme import MAI, NINE, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW

MIB = 1024 * 1024
LIMITS = Limits(25 * MIB, 300 * MIB)
AFTER = NINE + timedelta(days=1)  # the day after the meeting
TEAM = Act("organiser@example.org", AFTER)
TALK, OTHER = slot(1).uuid, slot(2).uuid
PDF = pdf()


def a_meeting(**changes: Any) -> Event:
    """An edition with two talks, one of Mai Lan Petersen and Dr. Tarek Lindholm, one of him alone."""
    event = make_event(**changes)
    plan(
        event, MAI, TAREK,
        with_people(slot(1, room=None, code="A1"), MAI, TAREK), with_people(slot(2, 90, room=None, code="A2"), TAREK),
    )  # fmt: skip
    publish(event)
    return event


def facts(item: str = TALK, **changes: Any) -> MaterialFacts:
    """German slides of the first talk."""
    values = {"kind": Kind.SLIDES, "title": Localized(), "language": SpokenLanguage.GERMAN}
    return MaterialFacts(item=item, **{**values, **changes})


def upload(event: Event, content: bytes = PDF, act: Act = TEAM, name: str = "folien.pdf") -> str:
    """The file has arrived; nobody has looked at it yet."""
    return uploading.take_stream(event.id, name, len(content), BytesIO(content), LIMITS, act)


def add_file(event: Event, content: bytes = PDF, act: Act = TEAM, **changes: Any) -> str:
    """A material whose file the worker has looked at."""
    uuid = editing.add(event.id, facts(**changes), upload(event, content, act), act)
    look_at_files(act.at)
    return uuid


def look_at_files(now: datetime) -> None:
    """The worker has looked at every file; here, since a process of its own for each takes half a second."""
    session().rollback()  # what came over HTTP is seen, too
    while (number := uploads.next_file(session(), now)) is not None:
        parts = checking._begin(number, now)
        content = b"".join(uploads.pieces(session(), number, parts or 0))
        outcome: Any
        try:
            outcome = pdf_child.facts(BytesIO(content))
        except UnusablePdf as refusal:
            outcome = refusal.fault
        with transaction() as writing:
            checking._store(writing, writing.get_one(Blob, number), outcome, sha256(content).hexdigest())


def add_link(event: Event, act: Act = TEAM, **changes: Any) -> str:
    """A material that lies elsewhere."""
    changes = {"kind": Kind.RECORDING, "url": "https://video.example.org/1", **changes}
    return editing.add(event.id, facts(**changes), "", act)


def answer(event: Event, uuid: str, *people: Person, is_granted: bool = True) -> None:
    """These people have said whether the material may be public."""
    with transaction() as writing:
        for person in people:
            act, kind = Act("person:1", AFTER), ReleaseKind.FILE
            releases.answer_in(writing, event.id, kind, uuid, person.uuid, act, is_granted=is_granted)


def published_file(event: Event, content: bytes = PDF, **changes: Any) -> str:
    """A material that everybody can open."""
    uuid = add_file(event, content, **changes)
    answer(event, uuid, *((MAI, TAREK) if changes.get("item", TALK) == TALK else (TAREK,)))
    publishing.publish(event.id, uuid, TEAM)
    return uuid


def some_of_each(event: Event, item: str, organiser: Account) -> dict[str, str]:
    """What stands in addresses: a material of the item that is not published, one that everybody can open, and a file
    that arrives.
    """
    act = Act(organiser.email, NOW)
    ids = {name: add_file(event, act=act, item=item, not_before=NOW) for name in ("material", "paper")}
    session().rollback()
    entry = material(session(), event.id, ids["paper"])
    answer(event, ids["paper"], *(entry.needed if entry else ()))
    publishing.publish(event.id, ids["paper"], act)
    return {**ids, "arriving": uploading.begin(event.id, "folien.pdf", 2 * MIB, LIMITS, act)}


def of_team(event: Event, item: str, organiser: str, now: datetime) -> dict[str, dict[str, Any]]:
    """What the views about materials need in their addresses: links of an item in which nobody speaks, and a file."""
    act = Act(organiser, now)
    draft, public = (add_link(event, act=act, item=item, not_before=now) for _ in range(2))
    publishing.publish(event.id, public, act)
    arriving = uploading.begin(event.id, "folien.pdf", 9, LIMITS, act)
    return {
        **{f"materials.{noun}": {"uuid": draft} for noun in ("material", "publication", "removal")},
        "materials.publication_removal": {"uuid": public},
        "materials.file_part": {"upload": arriving, "number": 0},
    }
