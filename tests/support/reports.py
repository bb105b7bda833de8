"""A report of the small programme's meeting, and what is done with it."""

from dataclasses import replace
from datetime import timedelta

from gocluster_events.act import Act
from gocluster_events.agenda.models import Person
from gocluster_events.db import session
from gocluster_events.events.models import Event
from gocluster_events.report.queries.draft import draft
from gocluster_events.report.rules.document import Block, Fact, Quote, Report, Text
from gocluster_events.report.services import quotes, writing
from gocluster_events.text import Localized
from tests.support.make import make_event
from tests.support.programme import MAI, NINE, TAREK, plan, publish, slot, with_people

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
    plan(event, TAREK, MAI, replace(with_people(slot(1, room=None), TAREK, MAI)))
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
    return session().query(Person.id).filter_by(event_id=event.id, uuid=uuid).scalar()


def with_blocks(*blocks: Block) -> Report:
    """The report with these blocks in place of its own."""
    return replace(REPORT, blocks=blocks)
