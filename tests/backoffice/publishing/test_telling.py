"""Who is told of a new version, and what: rules."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.backoffice.publishing.rules import Audience, briefing
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Visibility
from gocluster_events.meeting.agenda.rules.differences import Turn
from gocluster_events.meeting.events.rules.edition import Mode
from tests.support.programme import MAI, SEMINAR, TAREK, slot, timetable, with_people

TALK, OTHER = slot(1, code="A1"), slot(2, 60, code="B1")
STREAMED = slot(3, 120, code="P1", has_stream=True)


def later(item, minutes=5):
    return replace(item, starts_at=item.starts_at + timedelta(minutes=minutes))


def briefed(old, new):
    """What readers learn, by mode: the turn and the code of each item."""
    return {
        mode: [(each.turn, each.item.code) for each in differences]
        for mode, differences in briefing(timetable(*old), timetable(*new)).readers.items()
    }


def test_readers_learn_what_is_new_moved_and_gone_and_nothing_of_the_rest():
    by_mode = briefed([TALK, OTHER], [later(TALK), slot(4, 180, code="C1")])
    assert by_mode == {Mode.ONSITE: [(Turn.MOVED, "A1"), (Turn.DROPPED, "B1"), (Turn.NEW, "C1")], Mode.ONLINE: []}


def test_whoever_takes_part_online_learns_of_what_is_streamed_but_of_no_room():
    assert briefed([STREAMED], [later(STREAMED)])[Mode.ONLINE] == [(Turn.MOVED, "P1")]
    assert briefed([STREAMED], [replace(STREAMED, room=SEMINAR.id)])[Mode.ONLINE] == []


def test_a_stream_that_ends_is_news_for_whoever_takes_part_online():
    assert briefed([STREAMED], [replace(STREAMED, has_stream=False)])[Mode.ONLINE] == [(Turn.CHANGED, "P1")]


def test_a_closed_item_is_never_told_to_readers_but_to_its_own_people():
    closed = with_people(replace(TALK, visibility=Visibility.CLOSED), MAI)
    brief = briefing(timetable(closed, OTHER), timetable(later(closed), OTHER))
    assert (brief.readers[Mode.ONSITE], list(brief.people)) == ((), [MAI.uuid])


def test_an_item_that_is_closed_from_now_on_is_gone_for_readers():
    assert briefed([TALK], [replace(TALK, visibility=Visibility.CLOSED)])[Mode.ONSITE] == [(Turn.DROPPED, "A1")]


def test_whoever_leaves_an_item_learns_of_it_as_well_as_whoever_comes():
    brief = briefing(timetable(with_people(TALK, MAI)), timetable(with_people(TALK, TAREK)))
    assert {uuid: len(changes) for uuid, changes in brief.people.items()} == {MAI.uuid: 1, TAREK.uuid: 1}


def test_people_learn_of_their_own_items_alone():
    mine, theirs = with_people(TALK, MAI), with_people(OTHER, TAREK)
    brief = briefing(timetable(mine, theirs), timetable(later(mine), theirs))
    assert list(brief.people) == [MAI.uuid]


@pytest.mark.parametrize("audience", list(Audience))
def test_a_better_title_writes_to_nobody_unless_somebody_ticks_it(audience):
    named = replace(with_people(TALK, MAI), title=Localized("Besserer Titel"))
    brief = briefing(timetable(with_people(TALK, MAI)), timetable(named))
    assert (brief.matters(audience), len(brief.readers[Mode.ONSITE]), len(brief.people)) == (False, 1, 1)


def test_a_move_matters_to_participants_and_its_people_but_not_to_those_who_wait():
    brief = briefing(timetable(with_people(TALK, MAI)), timetable(later(with_people(TALK, MAI))))
    assert [audience for audience in Audience if brief.matters(audience)] == [Audience.PARTICIPANTS, Audience.PEOPLE]


def test_a_better_abstract_is_told_to_nobody():
    brief = briefing(timetable(TALK), timetable(replace(TALK, abstract=Localized("Neu"))))
    assert (brief.readers[Mode.ONSITE], brief.people, brief.modes) == ((), {}, ())


def test_the_first_version_concerns_everybody_and_tells_people_of_their_items():
    brief = briefing(None, timetable(with_people(TALK, MAI)))
    assert (brief.modes, list(brief.people), brief.matters(Audience.PARTICIPANTS)) == (tuple(Mode), [MAI.uuid], False)
