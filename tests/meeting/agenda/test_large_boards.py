"""A board of many items is as much longer as it has more items, however much is wrong with them."""

import re

import pytest

from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.conflicts.accepting import FIRST, MOST_ALIKE
from gocluster_events.meeting.agenda.rules.conflicts.finding import ConflictKind
from gocluster_events.meeting.agenda.rules.day_board import day_board
from tests.support.make import make_room, make_track
from tests.support.programme import HALL, MAI, NINE, TAREK, plan, slot, timetable, with_people

MANAGE = "/de/manage/jahrestagung-2027/agenda"
FEW, MANY = 20, 200
MOST_OF_A_PIECE = 500  # bytes
ELSEWHERE = {40: Kind.FORUM, 41: Kind.ADVICE}


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
    assert f'href="{MANAGE}/checks/room_taken?severity=error"' in text


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


def numbers(organiser, text):
    """Of each link to a page of findings: the number that it names, and how many it leads to."""
    ways = re.findall(r'href="([^"]*/checks/[^"]*)">Alle (\d+) ', text)
    pages = [organiser.get(way.replace("&amp;", "&")).text for way, _number in ways]
    return [(int(n), int(re.search(r" von (\d+)</p>", page)[1])) for (_way, n), page in zip(ways, pages, strict=True)]


@pytest.fixture
def stand(event):
    """Mai is in twelve talks at once, and at a stand that she can leave; eighteen others have no room either."""
    made = slot(90, 0, code="N1", kind=Kind.ADVICE, room=None, length_minutes=60)
    talks = [slot(n, 0, code=f"X{n}", kind=Kind.FORUM, room=None) for n in range(12)]
    plan(event, MAI, *(with_people(each, MAI) for each in (*talks, made)))
    plan(event, *(slot(n, 90, code=f"Y{n}", kind=Kind.MATCHMAKING, room=None) for n in range(20, 36)))
    plan(event, TAREK, *(with_people(slot(n, 300, kind=kind, room=None), TAREK) for n, kind in ELSEWHERE.items()))
    return made


def test_a_link_leads_to_as_many_findings_as_it_names(stand, organiser):
    assert numbers(organiser, checks_of(organiser.get(MANAGE).text)) == [(66, 66), (13, 13), (31, 31)]
    assert numbers(organiser, organiser.get(f"{MANAGE}/items/{stand.uuid}").text) == [(12, 12)]
    assert numbers(organiser, organiser.get(f"{MANAGE}/publication").text) == [(66, 66), (13, 13), (31, 31)]


def accept_all(organiser, page, kind):
    way = re.search(
        rf'href="([^"]*/acceptances/[^"]*alike=y[^"]*)">Alle \d+ [^<]*<[^>]*>: {kind}<', organiser.get(page).text
    )
    organiser.form(way[1].replace("&amp;", "&"), way[1].partition("?")[0]).send(reason="So verabredet.")


def test_what_was_accepted_all_at_once_for_an_item_are_its_findings(stand, organiser):
    item = f"{MANAGE}/items/{stand.uuid}"
    accept_all(organiser, item, "An zwei Orten zugleich")
    accept_all(organiser, MANAGE, "Ohne Raum")
    assert numbers(organiser, organiser.get(item).text) == [(13, 13)]
    assert numbers(organiser, checks_of(organiser.get(MANAGE).text)) == [(66, 66), (43, 43)]


@pytest.mark.parametrize("unknown", ["item=nonsense", "severity=nonsense", "item=", "severity="])
def test_a_list_narrowed_to_nothing_that_there_is_does_not_exist(stand, organiser, unknown):
    assert organiser.get(f"{MANAGE}/checks/no_room?{unknown}").status_code == 404


def test_lanes_of_a_crowded_room_are_as_few_as_overlap_at_once():
    items = [slot(n, 5 * n, length_minutes=30) for n in range(200)]
    hall = next(each for each in day_board(timetable(*items), NINE.date()).columns if each.room == HALL)
    assert {block.lanes for block in hall.blocks} == {6}
    for one, other in zip(hall.blocks, hall.blocks[6:], strict=False):
        assert (one.lane, other.at - one.at) == (other.lane, 30)


def test_every_kind_has_a_page_of_its_own(event, talk, organiser):
    assert {organiser.get(f"{MANAGE}/checks/{kind.value}").status_code for kind in ConflictKind} == {200}
