"""A report of the small programme's meeting, and what is done with it."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.releases.rules import Kind
from gocluster_events.post_event.releases.services import ask_in
from gocluster_events.post_event.report import models
from gocluster_events.post_event.report.queries.draft import draft
from gocluster_events.post_event.report.rules.document import FORMAT, Block, Fact, Quote, Report, Text, to_document
from gocluster_events.post_event.report.services import quotes, writing
from tests.support.make import make_event
from tests.support.programme import MAI, NINE, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW

AFTERWARDS = NINE + timedelta(days=1)
TEAM, COLLEAGUE = Act("organiser@example.org", AFTERWARDS), Act("colleague@example.org", AFTERWARDS)
ID = "00000000-0000-4000-8000-{:012d}".format
BODY = Text(ID(1), Localized("## Drei Foren\n\nAm Nachmittag drei Foren.", "## Three forums\n\nIn the afternoon."))
VISITORS = Fact(ID(2), "1500", Localized("rund", "about"), Localized("Gäste", "guests"))
SAYING = Quote(ID(3), Localized("Wissen bleibt, wenn Köpfe gehen", "Knowledge stays"), person=TAREK.uuid)
REPORT = Report(
    Localized("Cluster machen Region", "Clusters make regions"),
    Localized("Rund 200 Menschen haben gefragt.", "About 200 people asked."),
    Localized("Geschäftsstelle", "Office"),
    (BODY, VISITORS, SAYING),
)
NAMES = {TAREK.uuid: TAREK.name, MAI.uuid: MAI.name}


def make_meeting(**changes: object) -> Event:
    """A meeting with a published programme in which two people speak."""
    event = make_event(**changes)
    plan(event, TAREK, MAI, with_people(slot(1, room=None), TAREK, MAI))
    publish(event)
    return event


def write(event: Event, report: Report = REPORT, act: Act = TEAM) -> int:
    """The draft is this report; returns its revision."""
    session().rollback()
    return writing.save(event.id, report, act, draft(session(), event.id).revision)


def put_out(event: Event, report: Report = REPORT, act: Act = TEAM) -> int:
    """Everybody reads this report; returns the number of its version."""
    return writing.publish(event.id, act, write(event, report, act))


def release(event: Event, quote: Quote = SAYING, *, is_granted: bool = True) -> None:
    """Whoever is quoted is asked, and answers."""
    quotes.ask(event.id, quote.uuid, NAMES, TEAM)
    quotes.answer_quote(event.id, quote.subject, quote.person, Act("person:1", AFTERWARDS), is_granted=is_granted)


def person_id(event: Event, uuid: str = TAREK.uuid) -> int:
    """The number of somebody on the programme."""
    session().rollback()
    return session().scalars(sa.select(Person.id).where(Person.event_id == event.id, Person.uuid == uuid)).one()


def a_public_report(event: Event) -> str:
    """A report that everybody reads, with two versions and a quote that waits for its release; the quote's UUID.

    The meeting need not have begun.
    """
    written = {"saved_at": NOW, "saved_by": TEAM.by, "format": FORMAT, "document": to_document(REPORT)}
    with transaction() as joined:
        joined.add(models.Report(event_id=event.id, revision=3, **written))
        joined.add(models.ReportVersion(event_id=event.id, number=1, published_at=NOW, **written))
        joined.get_one(Event, event.id).report_version = 1
        people = joined.scalars(sa.select(Person.uuid).where(Person.event_id == event.id))
        ask_in(joined, event.id, Kind.QUOTE, SAYING.subject, [(uuid, "") for uuid in people], TEAM)
    return SAYING.uuid


def of_reports(event: Event) -> dict[str, dict[str, str]]:
    """What the pages of the report need in their addresses."""
    quote = a_public_report(event)
    quotes_of = {f"report.{noun}": {"uuid": quote} for noun in ("release_request", "release_on_paper")}
    return {**quotes_of, "report.earlier": {"number": "1"}}


def with_blocks(*blocks: Block) -> Report:
    """The report with these blocks in place of its own."""
    return replace(REPORT, blocks=blocks)
