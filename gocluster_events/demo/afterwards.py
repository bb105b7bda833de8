"""What is left of the demo's past meeting: photos, materials, a report, cards, a survey's figures, and notes.

All but the survey's figures is made by the same verbs as any other, as if in the days and weeks after the meeting.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.documents.pdf_child import facts as pdf_facts
from gocluster_events.core.documents.pdf_facts import PdfFacts
from gocluster_events.core.paper import pdf
from gocluster_events.demo import cards
from gocluster_events.demo.drawings import DRAWINGS
from gocluster_events.demo.facts import Facts, localized, read
from gocluster_events.demo.programme import uuid_of
from gocluster_events.demo.registering import NOW
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.rules.codes import SpokenLanguage
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.documentation.services import publish as publish_documentation
from gocluster_events.post_event.lessons import rules as lessons
from gocluster_events.post_event.lessons.services import write as note
from gocluster_events.post_event.materials.rules.codes import PART_BYTES, Accessible, Kind, Licence
from gocluster_events.post_event.materials.rules.material import MaterialFacts
from gocluster_events.post_event.materials.services import checking, editing, publishing, releasing, uploading
from gocluster_events.post_event.photos.models import PhotoObjection
from gocluster_events.post_event.photos.rules.photos import PhotoFacts
from gocluster_events.post_event.photos.services import objections, photos
from gocluster_events.post_event.photos.services.objections import Plea
from gocluster_events.post_event.report.rules.document import Block, Fact, Photo, Quote, Report, Text
from gocluster_events.post_event.report.services import quotes, writing as reports
from gocluster_events.post_event.survey.models import FrozenSurvey
from gocluster_events.post_event.survey.rules.figures import count, figures_to_stored
from gocluster_events.post_event.survey.rules.phases import Times
from gocluster_events.post_event.survey.rules.questions import SCALE, USUAL
from gocluster_events.post_event.survey.services.storing import row_in

_TEMPLATE = Path(__file__).with_name("material.typ")
_LIMITS = uploading.Limits(PART_BYTES, PART_BYTES)


@dataclass(frozen=True, slots=True)
class _Meeting:
    id: int
    slug: str
    ends_at: datetime
    organiser: str

    def act(self, **later: float) -> Act:
        """The organiser does something so much later than the end of the meeting."""
        return Act(self.organiser, self.ends_at + timedelta(**later))

    def act_of(self, person: str, **later: float) -> Act:
        """Somebody on the programme does it."""
        number = db.session().scalars(sa.select(Person.id).where(Person.uuid == person)).one()
        return Act(f"person:{number}", self.ends_at + timedelta(**later))


def add(slug: str, organiser: str) -> None:
    """The meeting, which is archived, has all of it."""
    event = db.session().scalars(sa.select(Event).where(Event.slug == slug)).one()
    meeting, facts = _Meeting(event.id, slug, event.ends_at, organiser), read(f"{slug}-after")
    times = Times(event.status, event.ends_at, event.zone)
    pictures = {each["drawing"]: _photo(meeting, facts, each) for each in facts["photos"]}
    _hide(meeting, _photo(meeting, facts, facts["hidden"]), facts["hidden"])
    _report(meeting, facts["report"], pictures)
    for each in facts["materials"]:
        _material(meeting, each)
    cards.add(meeting.id, slug, facts["cards"], meeting.act, meeting.act_of)
    _survey(meeting, facts["survey"], times.closes_at)
    for each in facts["lessons"]:
        page = f"/de/manage/{slug}/{each['page']}"
        note(meeting.id, lessons.Facts(each["text"], each["weeks"]), page, meeting.act(days=5))
    publish_documentation(meeting.id, meeting.act(days=21))


def _photo(meeting: _Meeting, common: Facts, facts: Facts) -> str:
    """The photo is pictures, described and public; its UUID."""
    uuid = photos.add(meeting.id, DRAWINGS[facts["drawing"]](), meeting.act(hours=14))
    words = PhotoFacts(
        alt=localized(facts["alt"]), caption=localized(facts["caption"]), credit=common["credit"],
        licence=common["licence"], basis=common["basis"], item=uuid_of(meeting.slug, facts["item"]), is_checked=True,
    )  # fmt: skip
    photos.change(meeting.id, uuid, words, 1, meeting.act(hours=15))
    photos.publish(meeting.id, uuid, meeting.act(hours=15))
    return uuid


def _hide(meeting: _Meeting, uuid: str, facts: Facts) -> None:
    """Years later somebody does not want to be seen on the photo; it is hidden until the team has decided."""
    at = NOW - timedelta(days=3)
    objections.ask(meeting.id, uuid, Plea(facts["email"], "de", facts["remark"]), at)
    waiting = db.session().scalars(sa.select(PhotoObjection.id).where(PhotoObjection.event_id == meeting.id)).one()
    objections.prove(waiting, at + timedelta(hours=1))
    photos.take_back(meeting.id, uuid, Act(meeting.organiser, at + timedelta(hours=20)))


def _report(meeting: _Meeting, facts: Facts, pictures: Mapping[str, str]) -> None:
    """The report is public, with its quote: whoever said it has agreed. Another waits for its release."""
    headline, lead, source = (localized(facts[name]) for name in ("headline", "lead", "source"))
    report = Report(headline, lead, source, tuple(_blocks(meeting.slug, facts, pictures)))
    revision = reports.save(meeting.id, report, meeting.act(hours=16), 0)
    names = {uuid_of(meeting.slug, key): key for key in read(meeting.slug)["people"]}
    for quote in report.quotes:
        quotes.ask(meeting.id, quote.uuid, names, meeting.act(hours=16))
        if quote.person == uuid_of(meeting.slug, facts["waits_for"]):
            continue
        act = meeting.act_of(quote.person, hours=16.5)
        quotes.answer_quote(meeting.id, quote.subject, quote.person, act, is_granted=True)
    reports.publish(meeting.id, meeting.act(hours=17), revision)


def _blocks(slug: str, facts: Facts, pictures: Mapping[str, str]) -> Iterator[Block]:
    for number, each in enumerate(facts["blocks"], 1):
        uuid = uuid_of(slug, f"report {number}")
        if "photo" in each:
            yield Photo(uuid, pictures[each["photo"]])
        elif "text" in each:
            yield Text(uuid, localized(each["text"]))
        elif "quote" in each:
            yield Quote(uuid, localized(each["quote"]), uuid_of(slug, each["person"]))
        else:
            yield Fact(uuid, each["number"], localized(each.get("hedge")), localized(each["unit"]))


def _material(meeting: _Meeting, facts: Facts) -> None:
    """The material is public, with the release of everybody whose it is: their own, or on paper.

    One of them may have withdrawn it years later.
    """
    upload = _upload(meeting, facts) if "pages" in facts else ""
    known = MaterialFacts(
        item=uuid_of(meeting.slug, facts["item"]), kind=Kind(facts["kind"]), title=localized(facts["title"]),
        language=SpokenLanguage.GERMAN, url=facts.get("url", ""), licence=Licence(facts["licence"]),
        accessible=Accessible(facts["accessible"]), note=localized(facts.get("note")),
    )  # fmt: skip
    uuid = editing.add(meeting.id, known, upload, meeting.act(days=4))
    for key in facts.get("granted", ()):
        act = meeting.act_of(uuid_of(meeting.slug, key), days=6)
        number = int(act.by.removeprefix("person:"))
        releasing.answer_release(meeting.id, number, uuid, 1, act, is_granted=True)
    for key in facts.get("on_paper", ()):
        releasing.on_paper(meeting.id, uuid, uuid_of(meeting.slug, key), 1, meeting.act(days=7))
    publishing.publish(meeting.id, uuid, meeting.act(days=8))
    for key in facts.get("withdrawn", ()):
        by = meeting.act_of(uuid_of(meeting.slug, key)).by
        act, number = Act(by, NOW - timedelta(days=9)), int(by.removeprefix("person:"))
        releasing.answer_release(meeting.id, number, uuid, 1, act, is_granted=False)


def _upload(meeting: _Meeting, facts: Facts) -> str:
    """A PDF has arrived and was looked at, here: a process of its own for each would take longer; its UUID."""
    act = meeting.act(days=4)
    values = {"title": facts["title"]["de"], "lang": "de", "layout": facts["layout"], "pages": facts["pages"]}
    content = pdf(_TEMPLATE.read_text(encoding="utf-8"), values, act.at)
    name = f"{facts['kind']}.pdf"
    uuid = uploading.take_stream(meeting.id, name, len(content), BytesIO(content), _LIMITS, act)
    checking.check_next(act.at, _look)
    return uuid


def _look(pieces: Iterator[bytes]) -> PdfFacts:
    return pdf_facts(BytesIO(b"".join(pieces)))


def _survey(meeting: _Meeting, facts: Facts, closed_at: datetime) -> None:
    """The survey is closed, and its figures are what years later is left of it: people and their answers are gone."""
    columns = [
        [step for step, number in zip(SCALE, each, strict=True) for _ in range(number)] for each in facts["steps"]
    ]
    places = range(len(USUAL.questions))
    sheets = [
        [columns[place][number] if place < len(columns) and number < len(columns[place]) else None for place in places]
        for number in range(max(map(len, columns)))
    ]
    figures = count(USUAL.questions, sheets, facts["eligible"], closed_at)
    with db.transaction() as session:
        row_in(session, meeting.id)
        session.add(FrozenSurvey(event_id=meeting.id, at=closed_at, figures=figures_to_stored(figures)))
