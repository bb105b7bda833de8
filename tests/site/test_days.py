"""The days of an event among its settings: added, moved and removed, with what stands in them."""

import re
from datetime import UTC, date, datetime, time
from html import unescape

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.queries.steps import head
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.days import EditionDay
from tests.support.make import make_day, make_room
from tests.support.programme import plan, publish, slot
from tests.support.settings import NOW

SETTINGS = "/en/manage/jahrestagung-2027/settings"
EVE, DAY, AFTER = date(2027, 4, 21), date(2027, 4, 22), date(2027, 4, 23)
MAIN = EditionDay(DAY, time(8), time(18))


@pytest.fixture
def event(event):
    make_day(event)
    return event


def days(session, event):
    session.rollback()
    return events.days(session, session.get_one(Event, event.id))


def span(session, event):
    session.rollback()
    row = session.get_one(Event, event.id)
    return row.starts_at, row.ends_at


def starts(session, event):
    """When each item of the draft begins, by its number."""
    session.rollback()
    items = draft.draft(session, session.get_one(Event, event.id)).items
    return {int(item.uuid[-2:], 16): item.starts_at for item in items}


def words(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def pressed(organiser, form, button, **typed):
    """The page that a button of the days answers with, and the form on it."""
    page = form.send(days=button, **typed)
    assert page.status_code == 200
    return page, organiser.form_in(page, SETTINGS)


def test_a_day_is_added_after_without_losing_anything_and_is_there_once_it_is_saved(session, event, organiser):
    page, form = pressed(organiser, organiser.own_form(SETTINGS), "after", city="Bonn")
    assert ('value="Bonn"' in page.text, "2 changes are not saved yet" in page.text) == (True, True)
    assert (days(session, event), event.city) == ((MAIN,), "Berlin")
    assert form.send(day_1_opens="09:00", day_1_closes="12:30", day_1_admission="08:30").status_code == 302
    assert days(session, event) == (MAIN, EditionDay(AFTER, time(9), time(12, 30), admission=time(8, 30)))
    assert span(session, event) == (datetime(2027, 4, 22, 6, tzinfo=UTC), datetime(2027, 4, 23, 10, 30, tzinfo=UTC))
    [entry] = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "edition.changed"))
    assert set(entry.fields) == {"city", "days", "starts_at", "ends_at"}


def test_the_side_programme_changes_neither_beginning_nor_end(session, event, organiser):
    _page, form = pressed(organiser, organiser.own_form(SETTINGS), "before")
    assert form.send(day_1_opens="18:00", day_1_closes="21:30", day_1_kind="side").status_code == 302
    assert days(session, event) == (EditionDay(EVE, time(18), time(21, 30), is_main=False), MAIN)
    assert span(session, event) == (datetime(2027, 4, 22, 6, tzinfo=UTC), datetime(2027, 4, 22, 16, tzinfo=UTC))


def test_the_days_of_a_longer_span_are_made_by_one_button(session, event, organiser):
    _page, form = pressed(organiser, organiser.own_form(SETTINGS), "after")
    refused = form.send(day_1_date="2027-04-25")
    assert "A day is missing before this one." in refused.text
    _page, form = pressed(organiser, organiser.form_in(refused, SETTINGS), "between")
    assert form.send().status_code == 302
    assert [day.date.day for day in days(session, event)] == [22, 23, 24, 25]


def test_the_same_date_twice_is_refused_at_the_second(session, event, organiser):
    _page, form = pressed(organiser, organiser.own_form(SETTINGS), "after")
    page = form.send(day_1_date="2027-04-22")
    assert page.text.count("This date is there twice.") == 2
    assert days(session, event) == (MAIN,)


def test_what_was_typed_is_not_lost_by_a_mistake_in_a_row(event, organiser):
    _page, form = pressed(organiser, organiser.own_form(SETTINGS), "after")
    page, form = pressed(organiser, form, "after", day_1_date="irgendwann", motto_de="Neues Motto")
    assert ('value="irgendwann"' in page.text, 'value="Neues Motto"' in page.text) == (True, True)
    page = form.send()
    assert ('value="irgendwann"' in page.text, page.text.count("Enter a date, for example")) == (True, 2)


def test_the_items_of_a_day_move_along_with_it_by_a_step_that_can_be_undone(session, event, organiser):
    plan(event, slot(1, room=make_room(event).id))
    before = starts(session, event)
    answer = organiser.own_form(SETTINGS).send(day_0_date="2027-10-31")
    assert "1 item moved along." in words(organiser.get(answer.location))
    assert starts(session, event) == {1: datetime(2027, 10, 31, 8, tzinfo=UTC)}  # nine in Berlin, in winter
    drafting.undo(event.id, head(session, event.id).revision, Act("organiser@example.org", NOW))
    assert starts(session, event) == before


def test_a_day_with_items_goes_only_after_the_page_has_named_them(session, event, organiser):
    make_day(event, date=AFTER)
    hall = make_room(event).id
    plan(event, slot(1, room=hall), slot(2, start=24 * 60, room=hall, code="B2"))
    page, form = pressed(organiser, organiser.own_form(SETTINGS), "remove-1")
    assert "1 item moves to the tray of the programme and can be placed again: B2 Talk 2" in words(page)
    plan(event, slot(3, start=26 * 60, room=hall))  # a colleague plans one more meanwhile
    refused = form.send()
    assert "There are programme items on a day that would be removed." in refused.text
    assert "2 items move to the tray of the programme and can be placed again: B2 Talk 2 Talk 3" in words(refused)
    assert len(days(session, event)) == 2
    answer = organiser.form_in(refused, SETTINGS).send()
    assert "2 items are in the tray." in words(organiser.get(answer.location))
    assert starts(session, event)[2] is starts(session, event)[3] is None
    assert (days(session, event), starts(session, event)[1] is None) == ((MAIN,), False)


def test_a_day_that_was_removed_on_the_page_can_be_kept(session, event, organiser):
    make_day(event, date=AFTER)
    _page, form = pressed(organiser, organiser.own_form(SETTINGS), "remove-0")
    page, form = pressed(organiser, form, f"keep-{DAY}")
    assert "not saved yet" not in words(page)
    assert form.send().status_code == 302
    assert [day.date for day in days(session, event)] == [DAY, AFTER]


def test_the_last_day_cannot_be_removed(session, event, organiser):
    page, form = pressed(organiser, organiser.own_form(SETTINGS), "remove-0")
    assert "Remove day 1" not in page.text
    assert (form.send().status_code, days(session, event)) == (302, (MAIN,))


@pytest.mark.parametrize("button", ["", "remove-99", "remove-x", "keep-2027-04-30", "nothing"])
def test_a_button_that_there_is_not_changes_nothing(session, event, organiser, button):
    _page, form = pressed(organiser, organiser.own_form(SETTINGS), button)
    assert (form.send().status_code, days(session, event)) == (302, (MAIN,))


def test_a_form_without_rows_is_refused_and_shown_with_those_there_are(session, event, organiser):
    form = organiser.own_form(SETTINGS)
    answer = form.send(**dict.fromkeys([name for name in form.form.fields if name.startswith("day_")]))
    assert (answer.status_code, days(session, event)) == (200, (MAIN,))


def test_what_a_day_is_for_stands_beside_its_date_in_the_programme_and_on_its_page(session, event, organiser):
    _page, form = pressed(organiser, organiser.own_form(SETTINGS), "after")
    named = {"day_0_name_de": "Tagung", "day_1_name_de": "Exkursion", "day_1_name_en": "Excursion"}
    assert form.send(**named).status_code == 302
    assert [day.name for day in days(session, event)] == [Localized("Tagung"), Localized("Exkursion", "Excursion")]
    hall = make_room(event).id
    plan(event, slot(1, room=hall), slot(2, start=24 * 60, room=hall))
    publish(event)
    page = words(organiser.get("/en/jahrestagung-2027/agenda"))
    assert ("Thu, 22 Apr · Tagung" in page, "Fri, 23 Apr · Excursion" in page) == (True, True)
    assert "Freitag, 23. April 2027 · Exkursion" in words(organiser.get("/de/jahrestagung-2027/agenda"))
    assert "Fri, 23 Apr · Excursion" in words(organiser.get("/en/manage/jahrestagung-2027/agenda"))


def test_a_day_that_is_added_takes_the_hours_of_its_neighbour_and_not_its_name(session, event, organiser):
    make_day(event, name=Localized("Tagung"))
    _page, form = pressed(organiser, organiser.own_form(SETTINGS), "after")
    assert form.send().status_code == 302
    assert [day.name for day in days(session, event)] == [Localized("Tagung"), Localized()]
