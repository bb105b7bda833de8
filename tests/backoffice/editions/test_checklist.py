"""The checklist of an edition: made from what is there, ticked by people, and led to by the desk until it is done."""

import re
from uuid import uuid4

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.editions import queries as editions_queries, services as editions
from gocluster_events.backoffice.editions.rules.year import Point, Remark, State, next_steps
from gocluster_events.backoffice.editions.words import POINTS
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event, Tick
from gocluster_events.meeting.events.rules.edition import EventStatus, Refusal
from gocluster_events.meeting.events.rules.new_edition import CopyOf
from tests.support.make import make_day, make_event, make_item, make_member, make_person, make_quota, make_room
from tests.support.questions import ask
from tests.support.settings import NOW
from tests.support.wordings import reword

PAGE = "/en/manage/jahrestagung-2027/checklist"
BOTH = pytest.mark.both_databases


def findings(session, event):
    session.rollback()
    return {each.point: each for each in editions_queries.checklist(session, session.get_one(Event, event.id), NOW)}


@pytest.fixture
def copy(session):
    """The copy of an edition that has something of everything, and the old one's words in it."""
    source = make_event(slug="vorher", title=Localized("Jahrestagung 2027"))
    make_day(source)
    make_room(source)
    make_quota(source, places=500)
    make_person(source)
    make_item(source)
    ask(source, "Waren Sie am 22. April 2027 dabei?")
    reword(source)
    copy_of = CopyOf(slug="jahrestagung-2028", title=Localized("Jahrestagung 2028", "Meeting"), days=364)
    editions.copy_edition(source.id, copy_of, make_member(source).id, lambda: str(uuid4()), NOW)
    return session.scalars(sa.select(Event).where(Event.slug == "jahrestagung-2028")).one()


@BOTH
def test_a_copy_is_looked_at_where_it_is_as_before_and_mended_where_it_cannot_be(session, copy):
    by_point = findings(session, copy)
    as_before = {point for point, each in by_point.items() if Remark.AS_BEFORE in each.remarks}
    assert as_before == {Point.TEXTS, Point.VENUE, Point.CONTACT, Point.PLACES, Point.ROOMS, Point.ITEMS}
    assert {point for point, each in by_point.items() if each.state is State.MEND} == {Point.PLACES, Point.LEGAL}
    assert {point for point, each in by_point.items() if each.state is State.DONE} >= {Point.DATES, Point.WINDOW}
    assert (by_point[Point.PEOPLE].remarks, by_point[Point.TEAM].remarks) == ((Remark.UNCONFIRMED,), (Remark.ALONE,))
    assert [each.words for each in by_point[Point.QUESTIONS].mentions] == [("22. April 2027",)]


def test_what_is_mended_elsewhere_is_done_on_the_list(session, copy):
    make_room(copy)
    session.get_one(Event, copy.id).venue = "Beethovenhalle"
    session.commit()
    by_point = findings(session, copy)
    assert (by_point[Point.ROOMS].state, by_point[Point.VENUE].state) == (State.DONE, State.DONE)


@BOTH
def test_a_point_is_ticked_once_and_can_be_opened_again(session, event):
    for verb in (editions.tick, editions.tick, editions.untick, editions.untick, editions.tick):
        verb(event.id, Point.VENUE, Act("kim@example.org", NOW))
    session.rollback()
    assert editions_queries.ticks(session, event.id) == {Point.VENUE: (NOW, "kim@example.org")}
    log = sa.select(AuditEntry.action, AuditEntry.fields).order_by(AuditEntry.id)
    assert session.execute(log).all() == [
        ("edition.point_ticked", ["checklist_venue"]),
        ("edition.point_opened", ["checklist_venue"]),
        ("edition.point_ticked", ["checklist_venue"]),
    ]


def test_nobody_ticks_in_an_archive(session):
    archived = make_event(status=EventStatus.ARCHIVED)
    with pytest.raises(Refused) as refusal:
        editions.tick(archived.id, Point.VENUE, Act("kim@example.org", NOW))
    assert (refusal.value.code, session.get(Tick, (archived.id, "venue"))) == (Refusal.ARCHIVED, None)


def test_the_page_says_how_many_are_done_and_a_tick_is_one_more(session, event, organiser):
    def settled(page):
        done, points = re.search(r"(\d+) of (\d+) items are done\.", page.text).groups()
        return int(done), int(points)

    before = organiser.get(PAGE)
    done, points = settled(before)
    assert organiser.form_in(before, f"{PAGE}/trial/tick").send().location == PAGE
    after = organiser.get(PAGE)
    assert (settled(after), points) == ((done + 1, points), len(Point))
    assert "Ticked by Kim Muster" in after.text
    organiser.form_in(after, f"{PAGE}/trial/tick/removal").send()
    assert settled(organiser.get(PAGE)) == (done, points)


def test_what_must_be_mended_has_no_tick(session, event, organiser):
    page = organiser.get(PAGE)
    assert (f"{PAGE}/team/tick" in page.text, f"{PAGE}/legal/tick" in page.text) == (True, False)


def test_a_point_that_is_none_is_not_found(session, event, organiser):
    assert organiser.get(f"{PAGE}/weather/tick").status_code == 404


def test_every_text_that_speaks_of_the_earlier_event_leads_to_its_page(session, copy, visitor):
    visitor.enter(make_member(copy).email)
    page = visitor.get("/en/manage/jahrestagung-2028/checklist")
    assert "Waren Sie am 22. April 2027 dabei?" in page.text
    link = page.text.split("Waren Sie am 22.")[0].rsplit('href="', 1)[1].split('"')[0]
    assert visitor.get(link).status_code == 200


def test_the_next_three_points_that_wait_for_nothing_stand_on_the_desk(session, event, organiser):
    page = organiser.get("/en/manage/jahrestagung-2027/").text
    card = re.search(r'id="plan".*?</section>', page, re.DOTALL)[0]
    points = re.findall(r"<strong><a[^>]*>([^<]*)</a></strong>", card)
    steps = [step for _finding, step in editions_queries.year(session, session.get_one(Event, event.id), NOW)]
    assert points == [POINTS[step.point]._args[0] for step in next_steps(steps, 3)]


def test_a_point_whose_day_has_passed_is_called_overdue_on_desk_and_list(event, organiser):
    pages = [organiser.get(f"/de/manage/{event.slug}/{page}").text for page in ("", "checklist")]
    assert [("Seit dem 22. Oktober 2026 überfällig." in text, "Bis 22. Oktober 2026" in text) for text in pages] == [
        (True, False)
    ] * 2
    assert re.search(r"Bis \d+\. April 2027\.", pages[1])


def test_publishing_names_what_comes_first_in_the_checklist(session, event, organiser):
    session.rollback()
    session.get_one(Event, event.id).status = EventStatus.DRAFT
    session.commit()
    page = organiser.get("/en/manage/jahrestagung-2027/status/publishing").text
    steps = [step for _finding, step in editions_queries.year(session, session.get_one(Event, event.id), NOW)]
    awaited = next(step.waits_for for step in steps if step.point is Point.PUBLIC)
    points = re.findall(r'checklist#\w+">([^<]*)</a>', page)
    assert points == [POINTS[point]._args[0] for point in awaited] != []
