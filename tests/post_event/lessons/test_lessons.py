"""What the team notes on any page stands on the checklist of the next event, on its day."""

import re
from uuid import uuid4

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.editions import services as editions
from gocluster_events.backoffice.editions.queries import preparation
from gocluster_events.backoffice.editions.rules.copying import CopiedPart
from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.rules.new_edition import CopyOf
from gocluster_events.post_event.lessons import queries, services
from gocluster_events.post_event.lessons.models import Lesson, LessonTick
from gocluster_events.post_event.lessons.rules import Facts, State
from tests.support.lessons import ORGANISER, a_lesson, noted_before, stored
from tests.support.make import make_event, make_member
from tests.support.settings import NOW

MANAGE = "/en/manage/jahrestagung-2027"
LIST = f"{MANAGE}/lessons"
BOTH = pytest.mark.both_databases
ACT = Act(ORGANISER, NOW)


def reminders(session, event):
    session.rollback()
    return queries.reminders(session, session.get_one(Event, event.id))


def copied(session, source):
    copy = CopyOf(slug="jahrestagung-2028", title=Localized("Jahrestagung 2028", "Annual meeting 2028"), days=364)
    editions.copy_edition(source.id, copy, make_member(source).id, lambda: str(uuid4()), NOW)
    session.rollback()
    return events.event(session, "jahrestagung-2028")


@BOTH
def test_a_copy_has_each_open_note_on_its_day_and_says_from_which_event_it_comes(session, event):
    late, early = a_lesson(event, "Fotos früher", 2), a_lesson(event, "Mehr Steckdosen", -12)
    for state in (State.DONE, State.DROPPED):
        services.settle(event.id, a_lesson(event, state.value), state, ACT)
    assert preparation(session, event.id).along[CopiedPart.LESSONS] == 2
    copy = copied(session, event)
    assert [(each.lesson_id, str(each.due), each.source) for each in reminders(session, copy)] == [
        (early, "2028-01-27", event.title),
        (late, "2028-05-04", event.title),
    ]


@BOTH
def test_what_is_noted_after_the_copy_was_made_reaches_it_and_what_is_dropped_leaves_it(session, event):
    copy = copied(session, event)
    number = a_lesson(event)
    assert [each.lesson_id for each in reminders(session, copy)] == [number]
    services.settle(event.id, number, State.DROPPED, ACT)
    assert reminders(session, copy) == ()


@BOTH
def test_a_note_is_ticked_once_stays_ticked_and_can_be_opened_again(session, event):
    number = noted_before(event)
    services.tick(event.id, number, ACT)
    services.tick(event.id, number, Act("kim@example.org", NOW))
    services.settle(stored(number).event_id, number, State.DONE, ACT)
    assert [each.ticked for each in reminders(session, event)] == [(NOW, ORGANISER)]
    services.untick(event.id, number, ACT)
    assert (reminders(session, event), session.scalar(sa.select(sa.func.count(LessonTick.at)))) == ((), 0)


def test_the_note_of_another_event_is_not_ticked(session, event):
    services.tick(event.id, a_lesson(make_event()), ACT)
    assert session.scalar(sa.select(sa.func.count(LessonTick.at))) == 0


@BOTH
def test_the_second_of_two_colleagues_is_not_lost_and_loses_nothing(session, event):
    number = a_lesson(event)
    services.change(event.id, number, Facts("Zwei Foyers", -8), 1, ACT)
    with pytest.raises(Stale):
        services.change(event.id, number, Facts("Ein Foyer", -8), 1, ACT)
    assert (stored(number).text, stored(number).revision) == ("Zwei Foyers", 2)


def test_every_verb_works_in_an_archive_and_is_on_record_without_its_text(session):
    archived = make_event(status=EventStatus.ARCHIVED)
    number = a_lesson(archived)
    services.change(archived.id, number, Facts("Anders", 4), 1, ACT)
    for state in (State.DONE, State.OPEN, State.DROPPED, State.DROPPED):
        services.settle(archived.id, number, state, ACT)
    services.remove(archived.id, number, ACT)
    services.remove(archived.id, number, ACT)
    entries = session.execute(sa.select(AuditEntry.action, AuditEntry.fields).order_by(AuditEntry.id)).all()
    verbs = ("added", "changed", "done", "reopened", "dropped", "removed")
    assert entries == [(f"lesson.{verb}", []) for verb in verbs]
    assert stored(number) is None


def test_every_page_of_the_team_leads_to_a_note_that_leads_back_and_keeps_where_it_was_written(session, event, visitor):
    visitor.enter(make_member(event, Role.STAFF).email)
    here = f"{MANAGE}/attendees?search=Kim"
    assert f'href="{LIST}/new" data-box' in visitor.get(here).text
    form = visitor.form_in(visitor.get(f"{LIST}/new", headers={"Referer": f"http://localhost{here}"}), f"{LIST}/new")
    assert form.send(text="Länger offen lassen", weeks="-6").location == here
    session.rollback()
    row = session.scalars(sa.select(Lesson)).one()
    assert (row.text, row.weeks, row.page, row.state) == ("Länger offen lassen", -6, f"{MANAGE}/attendees", State.OPEN)
    page = visitor.get(LIST).text
    assert f'<a href="{MANAGE}/attendees">Registrations › List</a>' in page
    assert "6 weeks before the event" in page


@pytest.mark.parametrize(
    "referrer",
    ["https://example.com/en/manage/jahrestagung-2027/", "http://localhost/en/", "http://localhost//example.com/", ""],
)
def test_a_note_leads_nowhere_else(session, event, organiser, referrer):
    form = organiser.form_in(organiser.get(f"{LIST}/new", headers={"Referer": referrer}), f"{LIST}/new")
    assert form.send(text="Anders").location == LIST
    forged = organiser.form(f"{LIST}/new", f"{LIST}/new")
    for way in ("//example.com/", "https://example.com/", "/en/", f"{MANAGE}/nirgends", f"{MANAGE}/../../../"):
        assert forged.send(text="Anders", page=way).location == LIST
    session.rollback()
    assert set(session.scalars(sa.select(Lesson.page))) == {""}


def test_a_note_is_due_by_default_as_early_as_today(event, organiser):
    page = organiser.get(f"{LIST}/new").text
    assert re.search(r'<option selected value="(-?\d+)"', page)[1] == "-5"  # 33 days before the meeting


def test_a_removed_note_can_be_put_back(session, event, organiser):
    number = a_lesson(event, "Mehr Steckdosen", 0, f"{MANAGE}/attendees")
    organiser.form(f"{LIST}/{number}/removal", f"{LIST}/{number}/removal").send()
    undo = organiser.form(LIST, f"{LIST}/new")
    assert undo.send().location == f"{MANAGE}/attendees"
    session.rollback()
    row = session.scalars(sa.select(Lesson)).one()
    assert (row.text, row.weeks, row.page) == ("Mehr Steckdosen", 0, f"{MANAGE}/attendees")


def test_a_note_is_changed_settled_and_listed_by_what_became_of_it(session, event, organiser):
    number = a_lesson(event)
    organiser.form(f"{LIST}/{number}", f"{LIST}/{number}").send(text="Zwei Foyers")
    organiser.form(LIST, f"{LIST}/{number}/done").send()
    session.rollback()
    assert [(row.text, row.state) for row, _name in queries.of_edition(session, event.id)[State.DONE]] == [
        ("Zwei Foyers", State.DONE)
    ]
    assert "Done (1)" in organiser.get(LIST).text
    assert organiser.get(f"{LIST}/{number}/lost").status_code == 404


def test_two_texts_of_one_note_stand_side_by_side(event, organiser):
    number = a_lesson(event)
    form = organiser.form(f"{LIST}/{number}", f"{LIST}/{number}")
    services.change(event.id, number, Facts("Zwei Foyers", -8), 1, ACT)
    answer = form.send(text="Drei Foyers")
    assert (answer.status_code, "Zwei Foyers" in answer.text, "Drei Foyers" in answer.text) == (409, True, True)


def test_the_checklist_and_the_desk_of_the_next_event_show_the_note_and_a_tick_settles_it(event, organiser):
    number = noted_before(event, text="Fotos vom Aufbau", weeks=-30, page="/de/manage/vorher/attendees")
    checklist, tick = f"{MANAGE}/checklist", f"{MANAGE}/checklist/lessons/{number}/tick"
    page = organiser.get(checklist)
    item = re.search(rf'<li class="point" id="lesson-{number}">.*?</li>', page.text, re.DOTALL)[0]
    assert "Noted at “Annual meeting” for next time." in item
    assert f'href="{MANAGE}/attendees">View it' in item
    assert f'<a href="{checklist}#lesson-{number}">Fotos vom Aufbau</a>' in organiser.get(f"{MANAGE}/").text
    assert organiser.form_in(page, tick).send().location == checklist
    assert "Fotos vom Aufbau" not in organiser.get(f"{MANAGE}/").text
    organiser.form_in(organiser.get(checklist), f"{tick}/removal").send()
    assert "Fotos vom Aufbau" in organiser.get(f"{MANAGE}/").text


def test_the_log_leads_to_a_note(event, organiser):
    number = a_lesson(event)
    page = organiser.get(f"{MANAGE}/audit").text
    assert "Something noted for next time" in page
    assert f'href="{LIST}/{number}"' in page


def test_without_a_note_the_list_says_what_it_is_for(event, organiser):
    page = organiser.get(LIST).text
    assert "Nothing noted yet" in page
    assert len(re.findall(rf'href="{LIST}/new"', page)) == 2  # in the rail, and the one button
