"""Common times: blocks and breaks for everybody, made, renamed, moved with what stands in them, aligned and removed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import steps
from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules.change import Change, changes_back
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.common_times import MOST_TIMES, Use, aligned, changes_to, common_times
from gocluster_events.meeting.agenda.rules.differences import block_changes
from gocluster_events.meeting.agenda.rules.following_days import follow_days
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.agenda.words.steps import step_sentence
from tests.support.make import make_day, make_room
from tests.support.programme import HALL, NINE, SEMINAR, block, plan, slot, timetable
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/settings"
FORM = "/de/manage/jahrestagung-2027/agenda/common-times"
BLOCK = block(1, 60, 75)
FORUM, WORKSHOP = slot(1, 60), slot(2, 75, room=SEMINAR.id)
LUNCH = slot(9, 180, kind=Kind.LUNCH, room=None, title=Localized("Mittagspause", "Lunch"))
PROGRAMME = timetable(FORUM, WORKSHOP, slot(3, 240), LUNCH, blocks=(BLOCK,))


def test_blocks_and_breaks_for_everybody_are_the_common_times():
    in_a_room = replace(LUNCH, uuid=slot(10).uuid, room=HALL.id)
    times = common_times(timetable(LUNCH, in_a_room, slot(1), blocks=(BLOCK,)))
    assert [(each.uuid, each.use) for each in times] == [(BLOCK.uuid, Use.BLOCK), (LUNCH.uuid, Use.BREAK)]


def test_a_block_that_moves_takes_along_what_stands_in_it():
    later = [replace(each, starts_at=each.starts_at + timedelta(minutes=30)) for each in common_times(PROGRAMME)[:1]]
    made = {change.touched: change.after for change in changes_to(PROGRAMME, later, (), 1)}
    assert {uuid: each.starts_at for uuid, each in made.items()} == {
        each.uuid: each.starts_at + timedelta(minutes=30) for each in (BLOCK, FORUM, WORKSHOP)
    }


def test_a_block_that_is_renamed_or_lasts_longer_leaves_everything_where_it_is():
    other = [replace(common_times(PROGRAMME)[0], name=Localized("Runde 1"), length_minutes=90)]
    (change,) = changes_to(PROGRAMME, other, (), 1)
    assert change == Change(BLOCK, replace(BLOCK, name=Localized("Runde 1"), length_minutes=90))


def test_a_break_keeps_its_identity_when_it_moves():
    moved = replace(common_times(PROGRAMME)[1], starts_at=LUNCH.starts_at + timedelta(minutes=15))
    (change,) = changes_to(PROGRAMME, [moved], (), 1)
    assert change == Change(LUNCH, replace(LUNCH, starts_at=moved.starts_at))


def test_a_block_that_becomes_a_break_is_a_new_item():
    gone, made = changes_to(PROGRAMME, [replace(common_times(PROGRAMME)[0], use=Use.BREAK)], (), 1)
    assert gone == Change(BLOCK, None)
    assert (made.after.kind, made.after.room, made.after.span) == (Kind.COFFEE, None, BLOCK.span)


def test_the_first_item_of_each_room_can_begin_with_its_block():
    second = slot(4, 100, length_minutes=20, room=SEMINAR.id)
    programme = replace(PROGRAMME, items=(*PROGRAMME.items, second))
    assert aligned(programme, BLOCK) == (Change(WORKSHOP, replace(WORKSHOP, starts_at=BLOCK.starts_at)),)


def test_blocks_follow_their_day_and_go_with_it():
    day = NINE.date()
    (change,) = [each for each in follow_days(PROGRAMME, {day: 1}, ()) if each.touched == BLOCK.uuid]
    assert change.after == replace(BLOCK, starts_at=BLOCK.starts_at + timedelta(days=1))
    assert Change(BLOCK, None) in follow_days(PROGRAMME, {}, {day})


def test_a_version_brings_its_blocks_back():
    other = replace(PROGRAMME, blocks=(replace(BLOCK, length_minutes=30), block(2, 300)))
    assert set(changes_back(other, PROGRAMME)) == {Change(other.blocks[0], BLOCK), Change(block(2, 300), None)}
    assert [each.block for each in block_changes(PROGRAMME, other)] == [other.blocks[0], block(2, 300)]


@pytest.mark.usefixtures("german")
def test_a_step_is_called_after_the_block():
    moved = replace(BLOCK, starts_at=BLOCK.starts_at + timedelta(minutes=5))
    along = Change(FORUM, replace(FORUM, starts_at=moved.starts_at))
    assert step_sentence([Change(BLOCK, moved), along]) == "Block 1 verschoben und 1 weitere Änderung"
    assert step_sentence([Change(BLOCK, replace(BLOCK, name=Localized("Runde")))]) == "Runde: Name geändert"


@pytest.fixture
def planned(event):
    """A programme with a block, two items in it and a break for everybody."""
    make_day(event)
    hall, seminar = make_room(event, name="Eichensaal").id, make_room(event, name="1.04").id
    plan(event, BLOCK, replace(FORUM, room=hall), replace(WORKSHOP, room=seminar), LUNCH)
    return event


def present(session, event):
    """The draft as it is now, whatever was read before."""
    session.rollback()
    return draft(session, event)


def test_the_settings_page_makes_moves_renames_and_removes_them(session, planned, organiser):
    sent = organiser.form(PAGE, FORM).send(
        time_0_start="10:30", time_0_end="11:45", time_1_name_de="Mittagessen", time_2_name_de="Block 2",
        time_2_start="14:00", time_2_end="15:15",
    )  # fmt: skip
    assert sent.status_code == 302
    times = common_times(present(session, planned))
    assert [each.name.de for each in times] == ["Block 1", "Mittagessen", "Block 2"]
    assert present(session, planned).item(FORUM.uuid).starts_at == FORUM.starts_at + timedelta(minutes=30)
    assert "2 Programmpunkte sind mitgezogen." in organiser.get(PAGE).text
    organiser.form(PAGE, FORM).send(remove=times[2].uuid)
    assert [each.name.de for each in common_times(present(session, planned))] == ["Block 1", "Mittagessen"]


def test_what_one_form_did_is_one_step_that_can_be_undone(session, planned, organiser):
    before = present(session, planned)
    organiser.form(PAGE, FORM).send(time_0_start="10:30", time_0_end="11:45", time_1_name_de="Essen")
    session.rollback()
    number = steps.step_to_undo(session, planned.id).number
    drafting.undo(planned.id, number, Act("organiser@example.org", NOW))
    assert present(session, planned) == before


def test_a_row_that_is_not_whole_says_what_is_missing_and_loses_nothing(session, planned, organiser):
    answer = organiser.form(PAGE, FORM).send(
        time_0_name_de="", time_1_start="13:00", time_1_end="12:30", time_2_name_de="Block 2", time_2_start="viertel"
    )
    assert answer.status_code == 200
    for sentence in ("Geben Sie einen Namen ein", "Das Ende muss nach dem Beginn liegen.", 'value="viertel"'):
        assert sentence in answer.text
    assert [each.name.de for each in common_times(present(session, planned))] == ["Block 1", "Mittagspause"]


def test_two_people_who_change_one_block_both_see_both(session, planned, organiser):
    mine = organiser.form(PAGE, FORM)
    organiser.form(PAGE, FORM).send(time_0_name_de="Erster Block")
    answer = mine.send(time_0_name_de="Runde 1")
    assert answer.status_code == 409
    assert "Erster Block, Do., 22. Apr., 10:00–11:15" in answer.text
    assert 'value="Runde 1"' in answer.text
    organiser.form_in(answer, FORM).send()
    assert present(session, planned).blocks[0].name.de == "Runde 1"


def test_a_block_that_a_colleague_removed_is_not_brought_back_by_itself(session, planned, organiser):
    mine = organiser.form(PAGE, FORM)
    organiser.form(PAGE, FORM).send(remove=BLOCK.uuid)
    assert mine.send(time_1_name_de="Essen").status_code == 409
    assert present(session, planned).blocks == ()


def test_a_form_that_is_sent_twice_makes_one_block(session, planned, organiser):
    form = organiser.form(PAGE, FORM)
    for _time in range(2):
        form.send(time_2_name_de="Block 2", time_2_start="14:00", time_2_end="15:15")
    assert [each.name.de for each in present(session, planned).blocks] == ["Block 1", "Block 2"]


def test_items_are_asked_about_before_they_begin_with_the_block(session, planned, organiser):
    page = f"{FORM}/{BLOCK.uuid}/alignment"
    assert page in organiser.get(PAGE).text
    organiser.own_form(page).send()
    assert present(session, planned).item(WORKSHOP.uuid).starts_at == BLOCK.starts_at
    assert "Im Block beginnt schon alles gemeinsam." in organiser.get(page).text


def test_more_common_times_than_an_event_has_are_refused_and_nothing_of_them_is_lost(session, planned, organiser):
    rows = {f"time_{number}_name_de": f"Block {number}" for number in range(MOST_TIMES + 1)}
    rows |= {f"time_{number}_start": "14:00" for number in range(2, MOST_TIMES + 1)}
    rows |= {f"time_{number}_end": "14:30" for number in range(2, MOST_TIMES + 1)}
    answer = organiser.form(PAGE, FORM).send(**rows)
    assert (answer.status_code, f"höchstens {MOST_TIMES} gemeinsame Zeiten" in answer.text) == (200, True)
    assert f'value="Block {MOST_TIMES}"' in answer.text
    assert [each.name.de for each in common_times(present(session, planned))] == ["Block 1", "Mittagspause"]
