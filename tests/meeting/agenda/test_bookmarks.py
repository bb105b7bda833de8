"""A selection of programme items in an address: shown, said where it clashes, and subscribed to."""

from dataclasses import replace

import pytest
from icalendar import Calendar

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules import filter as choosing
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.filter import Filter
from gocluster_events.meeting.agenda.rules.paths import short
from gocluster_events.meeting.agenda.rules.placement import Clash, clashes
from gocluster_events.meeting.agenda.services.drafting import apply
from tests.support.make import make_room
from tests.support.programme import NINE, plan, publish, slot, timetable
from tests.support.settings import NOW

PUBLIC = "/de/jahrestagung-2027/agenda"
FIRST = slot(1, code="A1", title=Localized("Kommunen"))
SECOND = slot(2, 30, code="B1", title=Localized("Start-ups"))
THIRD = slot(3, 90, title=Localized("Ausblick"))
DAY = timetable(FIRST, SECOND, THIRD)


def read(value, programme=DAY):
    return choosing.read({"items": [value]}, programme)[0]


def test_a_choice_names_items_by_code_uuid_or_its_end():
    assert read(f"a1,{SECOND.uuid}, {short(THIRD)}").items == {short(FIRST), short(SECOND), short(THIRD)}


def test_a_choice_outlives_a_change_of_code_and_title():
    items = choosing.address(read("a1"))["items"]
    changed = replace(FIRST, code="C7", title=Localized("Ganz anders"))
    assert read(items, timetable(changed)).items == {short(changed)}


def test_a_choice_has_one_address_whatever_its_order():
    assert choosing.address(read("b1,a1")) == choosing.address(read("a1,b1,a1"))


def test_no_choice_shows_everything_and_an_empty_one_nothing():
    everything = [item for item in DAY.items if choosing.matches(DAY, item, Filter())]
    nothing = [item for item in DAY.items if choosing.matches(DAY, item, read(""))]
    assert (len(everything), nothing, bool(Filter()), bool(read(""))) == (3, [], False, True)


def test_what_is_in_the_programme_no_more_is_named():
    assert choosing.gone({"items": ["a1,x9", "ffffffff"]}, DAY) == ("ffffffff", "x9")


def test_items_of_a_choice_clash_where_they_overlap_and_not_where_they_touch():
    assert clashes((THIRD, SECOND, FIRST)) == (Clash(FIRST, SECOND),)
    assert clashes((FIRST, replace(SECOND, starts_at=FIRST.span[1]))) == ()
    assert Clash(FIRST, SECOND).span == (SECOND.starts_at, FIRST.span[1])
    assert FIRST.starts_at == NINE


@pytest.fixture
def published(event, hall):
    other = make_room(event, name="1.04").id
    coffee = slot(4, 150, kind=Kind.COFFEE, title=Localized("Kaffeepause"), room=hall.id)
    plan(event, replace(FIRST, room=hall.id), replace(SECOND, room=other), replace(THIRD, room=hall.id), coffee)
    publish(event)


def titles_in(text):
    return [title for title in ("Kommunen", "Start-ups", "Ausblick", "Kaffeepause") if f">{title}</a>" in text]


def test_a_shared_selection_is_shown_without_script(published, visitor):
    text = visitor.get(f"{PUBLIC}?items={short(FIRST)},{short(THIRD)}").text
    assert (titles_in(text), "überschneiden" in text) == (["Kommunen", "Ausblick"], False)
    assert "Eine Auswahl aus dem Programm" in text
    assert f'href="/jahrestagung-2027/agenda.ics?lang=de&amp;items={short(FIRST)},{short(THIRD)}"' in text


def test_a_selection_says_what_clashes_in_it(published, visitor):
    text = visitor.get(f"{PUBLIC}?items=a1,b1").text
    assert "„Kommunen“ und „Start-ups“ überschneiden sich: Do., 22. Apr., 09:30–10:00." in text


def test_a_selection_says_what_was_taken_out(session, event, published, visitor):
    row = draft.item(session, event.id, THIRD.uuid)
    apply(event.id, [Change(row, None)], {THIRD.uuid: 1}, Act("organiser@example.org", NOW))
    publish(event)
    text = visitor.get(f"{PUBLIC}?items=a1,{short(THIRD)}").text
    assert "Ein Programmpunkt dieser Auswahl steht nicht mehr im Programm." in text
    assert titles_in(text) == ["Kommunen"]


def test_without_bookmarks_the_own_programme_says_how_to_begin(published, visitor):
    text = visitor.get(f"{PUBLIC}?items=").text
    assert (titles_in(text), "Noch ist nichts vorgemerkt." in text) == ([], True)


def test_breaks_have_no_star(published, visitor):
    text = visitor.get(PUBLIC).text
    assert text.count(' data-star="') == 3
    assert ' data-star="' in visitor.get(f"{PUBLIC}/a1-kommunen").text


def test_a_selection_is_a_calendar_of_its_own(published, visitor):
    answer = visitor.get(f"/jahrestagung-2027/agenda.ics?lang=de&items=b1,{short(THIRD)}")
    calendar = Calendar.from_ical(answer.data)
    assert [str(each["SUMMARY"]) for each in calendar.walk("VEVENT")] == ["Start-ups", "Ausblick"]
    assert str(calendar["NAME"]).startswith("Auswahl aus dem Programm: ")
    again = visitor.get(
        f"/jahrestagung-2027/agenda.ics?lang=de&items=b1,{short(THIRD)}",
        headers={"If-None-Match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


def test_a_selection_of_nothing_is_an_empty_calendar(published, visitor):
    answer = visitor.get("/jahrestagung-2027/agenda.ics?lang=de&items=gone")
    assert Calendar.from_ical(answer.data).walk("VEVENT") == []
