"""What each item of the programme says on its page."""

from dataclasses import replace

import pytest

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.differences import News, news
from gocluster_events.meeting.agenda.rules.grid import day_grids
from gocluster_events.meeting.agenda.views.slots import Drawing
from tests.support.programme import MAI, REGION, SEMINAR, START_UPS, TAREK, block, slot, timetable, with_people

pytestmark = pytest.mark.usefixtures("german")

KEYNOTE = slot(1, 0, kind=Kind.KEYNOTE, code="K1")
COFFEE = slot(2, 60, kind=Kind.COFFEE, title=Localized("Kaffeepause"), length_minutes=30)
FORUM = slot(3, 90, kind=Kind.FORUM, track=REGION.id)
WORKSHOP = slot(4, 90, kind=Kind.WORKSHOP, track=START_UPS.id, room=SEMINAR.id)
DAY = (KEYNOTE, COFFEE, FORUM, WORKSHOP)
EVENING = slot(5, -15 * 60)


def days_of(*items, before=None, chosen=None):
    """The days as they are shown, for somebody who has chosen ``chosen``."""
    planned = timetable(*items)
    drawing = Drawing(planned, before, news(before, planned) if before else News(), "/agenda", "?track=a")
    return drawing.days(day_grids(planned), {item.uuid for item in chosen or items})


def slots(*items, **options):
    return [each for day in days_of(*items, **options) for beginning in day.beginnings for each in beginning.slots]


def labels(item):
    """What stands above its title, beside another item."""
    return [label.text for each in slots(item, WORKSHOP) for label in each.labels if each.title == item.title.de]


def test_an_item_says_when_and_where_and_leads_to_its_page():
    (keynote,) = slots(with_people(KEYNOTE, MAI, TAREK))
    assert (keynote.time, [label.text for label in keynote.labels]) == ("09:00–10:00", ["Keynote", "Eichensaal"])
    assert (keynote.anchor, keynote.href, keynote.people) == (
        "item-k1", "/agenda/k1-vortrag-1?track=a", "Mai Lan Petersen, Dr. Tarek Lindholm",
    )  # fmt: skip
    assert (keynote.begins, keynote.ends) == ("2027-04-22T07:00Z", "2027-04-22T08:00Z")


def test_what_is_for_everyone_says_so_and_a_break_says_its_room_below():
    keynote, coffee, forum, _workshop = slots(*DAY)
    assert [each.is_plenary for each in (keynote, coffee, forum)] == [True, False, False]
    assert (coffee.labels, coffee.where, coffee.star) == ((), "Eichensaal", "")
    assert "slot--wide slot--break" in coffee.look


def test_the_first_hour_of_a_common_time_bears_its_name():
    blocks = (block(1, 90, name="Block 1"), block(2, 300, name="Block 2"))
    drawing = Drawing(timetable(*DAY, blocks=blocks), None, News(), "/agenda", "")
    (day,) = drawing.days(day_grids(drawing.timetable), {item.uuid for item in DAY})
    assert [(each.block.row, each.common, each.is_roomy) for each in day.beginnings] == [
        (0, (), True), (12, (), True), (18, ("Block 1",), True),
    ]  # fmt: skip


def test_a_break_bears_no_name_of_a_common_time():
    drawing = Drawing(timetable(*DAY, blocks=(block(1, 60, name="Block 1"),)), None, News(), "/agenda", "")
    (day,) = drawing.days(day_grids(drawing.timetable), {item.uuid for item in DAY})
    assert [each.common for each in day.beginnings] == [(), (), ("Block 1",)]


def test_a_track_shows_its_letter_and_what_has_none_in_a_room_of_its_own_is_plain():
    forum, talk = slots(FORUM, replace(WORKSHOP, track=None))
    assert (forum.track, "track-a" in forum.look) == (("a", "A", "Region und Kommune"), True)
    assert (talk.track, "slot--untracked" in talk.look, "slot--untracked" in forum.look) == (None, True, False)


def test_a_kind_that_only_repeats_the_title_is_left_out_unless_a_block_says_more():
    welcome, forum = replace(KEYNOTE, kind=Kind.WELCOME, title=Localized("Begrüßung")), Localized("Fachforum")
    assert [label.text for label in slots(welcome)[0].labels] == ["Eichensaal"]
    assert labels(replace(FORUM, title=forum)) == ["Eichensaal"]
    assert labels(replace(FORUM, title=forum, has_stream=True)) == ["Fachforum", "Eichensaal", "Stream"]


def test_a_stream_another_language_and_a_closed_circle_are_told():
    item = replace(FORUM, has_stream=True, language=SpokenLanguage.ENGLISH, visibility=Visibility.MEMBERS)
    assert labels(item) == ["Fachforum", "Eichensaal", "Stream", "Englisch"]
    assert [each.is_for_members for each in slots(item, WORKSHOP)] == [True, False]


def test_what_is_new_and_what_has_changed_is_marked():
    day_slots = slots(*DAY, before=timetable(KEYNOTE, COFFEE, replace(FORUM, room=SEMINAR.id)))
    assert [(each.turn, each.news) for each in day_slots] == [
        ("", ""), ("", ""), ("Geändert", "Eichensaal statt Raum 1.04"), ("Neu", ""),
    ]  # fmt: skip


def test_a_choice_leaves_out_items_hours_and_days():
    (day,) = days_of(*DAY, EVENING, chosen=[FORUM, COFFEE])
    assert [(len(each.slots), each.is_break) for each in day.beginnings] == [(1, True), (1, False)]


def test_a_day_with_little_comes_last_as_a_list_and_the_only_other_one_needs_no_name():
    drawn, listed = days_of(*DAY, EVENING)
    assert [(day.grid.date.day, day.number, day.is_drawn) for day in (drawn, listed)] == [(22, 2, True), (21, 1, False)]
    assert drawn.is_only
    later = [replace(item, uuid=f"{item.uuid[:-1]}f{number}", starts_at=item.starts_at.replace(day=23))
             for number, item in enumerate(DAY)]  # fmt: skip
    assert [day.is_only for day in days_of(*DAY, *later)] == [False, False]


def test_a_programme_without_items_has_no_days():
    assert days_of() == ()
