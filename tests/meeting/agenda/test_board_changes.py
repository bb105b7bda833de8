"""A board that somebody has before them gets what changed since, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.models import Draft
from gocluster_events.meeting.agenda.queries import draft as draft_queries, steps
from gocluster_events.meeting.agenda.rules.board_changes import TRAY, Look, board_changes
from gocluster_events.meeting.agenda.rules.change import Change, without
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import worst_severities
from gocluster_events.meeting.agenda.rules.day_board import day_board
from gocluster_events.meeting.agenda.rules.placement import later
from gocluster_events.meeting.agenda.services import drafting
from tests.support.make import archive, make_room
from tests.support.programme import HALL, MAI, NINE, SEMINAR, TAREK, plan, slot, timetable, with_people
from tests.support.settings import NOW as AT

MANAGE = "/de/manage/jahrestagung-2027/agenda"
SEEN = "X-Seen-Board"


def look(draft):
    return Look(draft, day_board(draft, NINE.date()), worst_severities(conflicts(draft)), {})


def lists(drawn):
    """The UUIDs in each list of a board, in its order."""
    tray = [item.uuid for item in drawn.timetable.items if item.starts_at is None]
    columns = [[block.item.uuid for block in (*each.bands, *each.blocks)] for each in drawn.board.columns]
    return {TRAY: tray, **dict(enumerate(columns))}


def lanes(look):
    return {block.item.uuid: block for column in look.board.columns for block in column.blocks}


def put(drawn, news):
    """What the script makes of the lists of a board."""
    arriving = {each.card.item.uuid for arrivals in news.lists.values() for each in arrivals}
    made = {place: [u for u in uuids if u not in arriving | set(news.gone)] for place, uuids in lists(drawn).items()}
    for place, arrivals in news.lists.items():
        for each in arrivals:
            after = made[place].index(each.after) + 1 if each.after else 0
            made[place].insert(after, each.card.item.uuid)
    return made


def any_item(chance, number):
    kind = chance.choice([Kind.TALK, Kind.TALK, Kind.FORUM, Kind.LUNCH])
    start = chance.choice([None, *range(0, 480, 15)])
    rooms = (HALL.id, SEMINAR.id) if kind is not Kind.LUNCH else (HALL.id, None)
    item = slot(number, start, kind=kind, room=chance.choice(rooms), length_minutes=chance.choice([15, 30, 60, 90]))
    return with_people(item, *chance.sample([MAI, TAREK], chance.randrange(3)))


@pytest.mark.parametrize("seed", range(20))
def test_what_is_put_into_an_old_board_makes_it_the_new_one(seed):
    chance = Random(seed)
    items = [any_item(chance, number) for number in range(1, 25)]
    staying = [item for item in items if chance.random() > 0.1]
    after = [any_item(chance, number) for number in range(25, 28)]
    after += [any_item(chance, int(item.uuid[-2:], 16)) if chance.random() < 0.2 else item for item in staying]
    before, now = look(timetable(*items)), look(timetable(*after))
    news = board_changes(before, now)
    assert put(before, news) == lists(now)
    arriving = {each.card.item.uuid: each.card.block for arrivals in news.lists.values() for each in arrivals}
    drawn = {**lanes(before), **{block.item.uuid: block for block in news.aside}, **arriving}
    assert {uuid: drawn[uuid] for uuid in lanes(now)} == lanes(now)


def test_one_item_that_moves_takes_along_only_what_it_changes():
    quiet = [slot(number, 60 * number, code=f"A{number}") for number in range(6)]
    moved = slot(9, 0, code="B1", room=SEMINAR.id)
    before = look(timetable(*quiet, moved))
    now = look(timetable(*quiet, replace(moved, starts_at=quiet[2].starts_at, room=HALL.id)))
    changed = [each.card.item.code for arrivals in board_changes(before, now).lists.values() for each in arrivals]
    assert changed == ["A2", "B1"]


def test_what_only_lies_in_another_lane_comes_as_its_lane():
    row = [slot(number, 30 * number, code=f"A{number}", length_minutes=35) for number in range(8)]
    arriving = slot(9, 0, code="B1", room=SEMINAR.id)
    before, now = look(timetable(*row, arriving)), look(timetable(*row, replace(arriving, room=HALL.id)))
    quiet = {"worst": {}}
    news = board_changes(replace(before, **quiet), replace(now, **quiet))
    assert [each.card.item.code for arrivals in news.lists.values() for each in arrivals] == ["B1"]
    assert set(news.aside) == {block for uuid, block in lanes(now).items() if uuid != arriving.uuid}


def test_of_a_board_that_is_the_same_nothing_is_sent():
    drawn = look(timetable(slot(1), slot(2, None)))
    assert board_changes(drawn, drawn).lists == {}


@pytest.mark.parametrize("seed", range(10))
def test_without_its_last_changes_a_draft_is_as_it_was(seed):
    chance = Random(seed)
    then = timetable(*sorted((any_item(chance, number) for number in range(1, 9)), key=lambda item: item.uuid))
    changes, now = [], {item.uuid: item for item in then.items}
    for number in (1, 2, 9, 2, 9):
        item = None if chance.random() < 0.2 and slot(number).uuid in now else any_item(chance, number)
        changes.append(Change(now.pop(slot(number).uuid, None), item))
        now |= {item.uuid: item} if item else {}
    before = without(replace(then, items=tuple(now.values())), changes)
    assert {item.uuid: item for item in before.items} == {item.uuid: item for item in then.items}


@pytest.fixture
def plan_of_many(event, hall):
    """Forty items, one after the other in four rooms, none of which the checks find anything about."""
    rooms = [hall.id, *(make_room(event, name=f"Raum {letter}").id for letter in "BCD")]
    kind = {"kind": Kind.MATCHMAKING, "length_minutes": 30}
    items = [slot(n, n // 4 * 45, code=f"X{n}", room=rooms[n % 4], **kind) for n in range(1, 41)]
    plan(event, *items)
    return items


def state(organiser):
    return organiser.get(MANAGE).text.partition('data-seen="')[2].partition('"')[0]


@contextmanager
def changed_before(table: str) -> Iterator[None]:
    """Somebody changes the draft just before anything of that table is read."""
    engine, done = db.db.engine, []

    def change(_connection, _cursor, statement, *_rest):
        if f"FROM {table}" in statement and not done:
            done.append(statement)
            with engine.begin() as other:
                other.execute(sa.update(Draft).values(revision=Draft.revision + 1))

    sa.event.listen(engine, "before_cursor_execute", change)
    try:
        yield
    finally:
        sa.event.remove(engine, "before_cursor_execute", change)


def move(event, item, minutes):
    """Somebody puts the item later."""
    db.session().rollback()
    changes = later(draft_queries.draft(db.session(), event), [item.uuid], minutes)
    drafting.apply(event.id, changes, None, Act("colleague@example.org", AT))


def pieces(answer):
    return [part.partition('"')[0] for part in answer.text.split('<li id="item-')[1:]]


def test_who_moves_an_item_gets_its_piece_the_checks_and_the_revision(session, event, plan_of_many, organiser):
    before = state(organiser)
    move(event, plan_of_many[0], 5)
    answer = organiser.get(MANAGE, headers={SEEN: before})
    revision = steps.head(session, event.id).revision
    assert pieces(answer) == [plan_of_many[0].uuid]
    assert (f'data-revision="{revision}"' in answer.text, 'id="checks"' in answer.text) == (True, True)
    assert "<html" not in answer.text
    again = answer.text.partition('data-seen="')[2].partition('"')[0]
    assert pieces(organiser.get(MANAGE, headers={SEEN: again})) == []


def test_what_several_colleagues_moved_meanwhile_comes_together(event, plan_of_many, organiser):
    before = state(organiser)
    for number in (0, 1, 0):
        move(event, plan_of_many[number], 5)
    answer = organiser.get(MANAGE, headers={SEEN: before})
    assert sorted(pieces(answer)) == sorted(item.uuid for item in plan_of_many[:2])


def test_what_is_taken_out_of_the_plan_arrives_in_the_tray(event, plan_of_many, organiser):
    before, item = state(organiser), plan_of_many[0]
    form = organiser.form(f"{MANAGE}/items/{item.uuid}/panel", f"{MANAGE}/placements").form
    answer = organiser.post(f"{MANAGE}/placements", data=form.fields, headers={SEEN: before}, follow_redirects=True)
    assert pieces(answer) == [item.uuid]
    assert f'data-list="{TRAY}"' in answer.text


@pytest.mark.parametrize("sent", ["", "nonsense", "1.nonsense", "99999999999.x", "."])
def test_who_shows_something_else_gets_the_whole_board(event, plan_of_many, organiser, sent):
    assert len(pieces(organiser.get(MANAGE, headers={SEEN: sent}))) == 40


def test_after_an_undo_or_with_another_room_the_whole_board_is_sent(event, plan_of_many, organiser):
    before = state(organiser)
    move(event, plan_of_many[0], 5)
    drafting.undo(event.id, 2, Act("colleague@example.org", AT))
    assert len(pieces(organiser.get(MANAGE, headers={SEEN: before}))) == 40
    before = state(organiser)
    make_room(event, name="Neu")
    assert len(pieces(organiser.get(MANAGE, headers={SEEN: before}))) == 40


def test_once_the_edition_is_archived_the_whole_board_is_sent(event, plan_of_many, organiser):
    before = state(organiser)
    archive(event)
    assert len(pieces(organiser.get(MANAGE, headers={SEEN: before}))) == 40


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_who_shows_a_mixture_of_two_drafts_gets_a_whole_board_next(event, plan_of_many, organiser):
    assert state(organiser).startswith("1.")
    with changed_before("item"):
        assert state(organiser) == ""
    assert state(organiser).startswith("2.")


def test_who_is_ahead_of_a_database_that_was_restored_gets_the_whole_board(event, plan_of_many, organiser):
    revision, _dot, frame = state(organiser).partition(".")
    assert len(pieces(organiser.get(MANAGE, headers={SEEN: f"{int(revision) + 1}.{frame}"}))) == 40
