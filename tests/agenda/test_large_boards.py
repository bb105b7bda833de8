"""A board of many items is as much longer as it has more items, however much is wrong with them."""

import pytest

from gocluster_events.agenda.rules.codes import Kind
from gocluster_events.agenda.rules.conflicts.accepting import FIRST, MOST_ALIKE
from gocluster_events.agenda.rules.conflicts.finding import ConflictKind
from gocluster_events.agenda.rules.day_board import day_board
from tests.support.make import make_room, make_track
from tests.support.programme import HALL, MAI, NINE, TAREK, plan, slot, timetable, with_people

MANAGE = "/de/manage/jahrestagung-2027/agenda"
FEW, MANY = 20, 200
MOST_OF_A_PIECE = 500  # bytes


@pytest.fixture
def crowd(event):
    """Plans items in two rooms within ten hours: rooms are taken, people are in two places, strands collide."""
    rooms = [make_room(event, name=f"Raum {letter}").id for letter in "AB"]
    values = {"kind": Kind.WORKSHOP, "track": make_track(event).id, "length_minutes": 30}
    plan(event, MAI, TAREK)

    def begin(numbers):
        items = [slot(n, 7 * n % 570, code=f"X{n}", room=rooms[n % 2], **values) for n in numbers]
        plan(event, *(with_people(item, MAI, TAREK) for item in items))

    return begin


def checks_of(text):
    return text.partition('id="checks"')[2].partition("</aside>")[0]


def test_ten_times_the_items_are_at_most_ten_times_the_bytes_and_no_piece_is_long(crowd, organiser):
    crowd(range(FEW))
    few = organiser.get(MANAGE).data
    crowd(range(FEW, MANY))
    many = organiser.get(MANAGE).data
    assert many.count(b'<li id="item-') == MANY
    assert (len(many) - len(few)) / (MANY - FEW) < MOST_OF_A_PIECE


def test_of_many_findings_of_a_kind_only_the_first_stand_beside_the_plan(crowd, organiser):
    crowd(range(MANY))
    text = checks_of(organiser.get(MANAGE).text)
    assert len(text) < 20_000
    assert f'href="{MANAGE}/checks/room_taken"' in text


def test_the_page_of_a_kind_shows_all_of_it_a_page_at_a_time(event, organiser):
    plan(event, *(slot(n, 10 * n, code=f"X{n}", kind=Kind.MATCHMAKING, room=None) for n in range(60)))
    first, second = (organiser.get(f"{MANAGE}/checks/no_room?page={page}").text for page in (1, 2))
    assert (first.count("check__finding"), second.count("check__finding")) == (50, 10)
    assert "51 bis 60 von 60" in second
    assert "Alle 60 akzeptieren" in first
    assert organiser.get(f"{MANAGE}/checks/no_room?page=99").text.count("check__finding") == 10


def test_a_kind_that_is_found_no_more_has_a_page_that_says_so_and_an_unknown_one_has_none(event, talk, organiser):
    assert "Die Prüfung findet das nicht mehr." in organiser.get(f"{MANAGE}/checks/code_twice").text
    assert "Es ist nichts akzeptiert." in organiser.get(f"{MANAGE}/checks/accepted").text
    assert organiser.get(f"{MANAGE}/checks/nonsense").status_code == 404


@pytest.mark.parametrize(("number", "alone", "links"), [(MOST_ALIKE, MOST_ALIKE, 0), (MOST_ALIKE + 1, 0, 1)])
def test_few_of_a_kind_stand_one_by_one(event, organiser, number, alone, links):
    plan(event, *(slot(n, 10 * n, code=f"X{n}", kind=Kind.MATCHMAKING, room=None) for n in range(number)))
    text = checks_of(organiser.get(MANAGE).text)
    assert text.count("check__finding") == alone
    assert text.count(f"{MANAGE}/checks/") == links
    assert f'<span class="check__number">{number}</span>' in text
    assert text.count('href="#') == 0
    assert text.count("data-place") == (2 * alone if alone else FIRST)


def test_everything_that_is_accepted_has_a_page(event, organiser):
    plan(event, *(slot(n, 60 * n, code=f"X{n}", kind=Kind.MATCHMAKING, room=None) for n in range(12)))
    page = f"{MANAGE}/acceptances/"
    way = page + organiser.get(MANAGE).text.partition(f'href="{page}')[2].partition('"')[0]
    organiser.form(way, way.partition("?")[0]).send(reason="So verabredet.")
    text = organiser.get(MANAGE).text
    assert (text.count("Akzeptiert: So verabredet."), "Alle 12 akzeptierten" in text) == (10, True)
    assert organiser.get(f"{MANAGE}/checks/accepted").text.count("Akzeptiert: So verabredet.") == 12


def test_lanes_of_a_crowded_room_are_as_few_as_overlap_at_once():
    items = [slot(n, 5 * n, length_minutes=30) for n in range(200)]
    hall = next(each for each in day_board(timetable(*items), NINE.date()).columns if each.room == HALL)
    assert {block.lanes for block in hall.blocks} == {6}
    for one, other in zip(hall.blocks, hall.blocks[6:], strict=False):
        assert (one.lane, other.at - one.at) == (other.lane, 30)


def test_every_kind_has_a_page_of_its_own(event, talk, organiser):
    assert {organiser.get(f"{MANAGE}/checks/{kind.value}").status_code for kind in ConflictKind} == {200}
