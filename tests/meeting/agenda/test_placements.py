"""How organisers move items of the draft."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from gocluster_events.core import clock
from gocluster_events.core.accounts.models import SignIn
from gocluster_events.core.db import transaction
from gocluster_events.meeting.agenda.forms.placement import sent_as
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.placement import Placement
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import make_room
from tests.support.programme import NINE, plan, slot

MANAGE = "/de/manage/jahrestagung-2027/agenda"


@pytest.fixture
def seminar(event):
    return make_room(event, name="1.04")


def wanted(item, minutes, room, revision=1, length=60):
    starts_at = None if minutes is None else NINE + timedelta(minutes=minutes)
    return sent_as(Placement(item.uuid, revision, starts_at, length, room))


def put(organiser, *moves):
    """What the board sends when somebody puts items down."""
    token = organiser.form(MANAGE, f"{MANAGE}/placements").form.fields["csrf_token"][0]
    fields = MultiDict([("csrf_token", token), ("day", "2027-04-22"), *(("move", move) for move in moves)])
    return organiser.post(f"{MANAGE}/placements", data=fields)


def places(session, event):
    session.rollback()
    return {
        item.code: (item.starts_at and (item.starts_at - NINE).seconds // 60, item.room)
        for item in items(session, event)
    }


def items(session, event):
    return draft.draft(session, event).items


def test_an_item_put_down_is_there_and_the_page_says_so(session, event, talk, seminar, organiser):
    answer = put(organiser, wanted(talk, 90, seminar.id))
    assert answer.location.endswith(f"{MANAGE}?day=2027-04-22#item-{talk.uuid}")
    assert places(session, event) == {"A1": (90, seminar.id)}
    assert "A1: Do., 22. Apr., 10:30–11:30, Raum 1.04." in organiser.get(MANAGE).text


def test_several_items_move_by_one_step_that_is_undone_at_once(session, event, talk, seminar, organiser):
    other = slot(2, 120, code="B1", room=talk.room)
    plan(event, other)
    put(organiser, wanted(talk, 30, seminar.id), wanted(other, 150, seminar.id))
    assert places(session, event) == {"A1": (30, seminar.id), "B1": (150, seminar.id)}
    organiser.form(MANAGE, f"{MANAGE}/undo").send()
    assert places(session, event) == {"A1": (0, talk.room), "B1": (120, talk.room)}


def test_an_item_in_the_tray_is_not_scheduled(session, event, talk, organiser):
    put(organiser, wanted(talk, None, None))
    assert places(session, event) == {"A1": (None, None)}
    assert "A1 ist nicht mehr eingeplant." in organiser.get(MANAGE).text


@pytest.mark.promise("P16")
def test_whoever_is_slower_sees_both_places_and_decides(session, event, talk, seminar, organiser):
    assert put(organiser, wanted(talk, 90, seminar.id)).status_code == 302
    answer = put(organiser, wanted(talk, 180, seminar.id))
    assert answer.status_code == 409
    assert all(time in answer.text for time in ("10:30–11:30", "12:00–13:00"))
    assert places(session, event) == {"A1": (90, seminar.id)}
    organiser.form_in(answer, f"{MANAGE}/placements").send()
    assert places(session, event) == {"A1": (180, seminar.id)}


def test_an_item_that_a_colleague_took_out_is_named_as_gone(event, talk, organiser):
    organiser.own_form(f"{MANAGE}/items/{talk.uuid}/removal").send()
    answer = put(organiser, wanted(talk, 90, talk.room))
    assert (answer.status_code, "1 Programmpunkt ist nicht mehr im Programm." in answer.text) == (409, True)


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        ((), "Ein Programmpunkt kann nur an einem Tag der Veranstaltung liegen."),
        ((24 * 60,), "Ein Programmpunkt kann nur an einem Tag der Veranstaltung liegen."),
        (("unsinn",), "Ein Programmpunkt kann nur an einem Tag der Veranstaltung liegen."),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(session, event, talk, organiser, moves, sentence):
    sent = [each if isinstance(each, str) else wanted(talk, each, talk.room) for each in moves]
    answer = put(organiser, *sent)
    assert (answer.status_code, sentence in answer.text) == (200, True)
    assert places(session, event) == {"A1": (0, talk.room)}


def test_while_an_item_is_carried_the_board_asks_what_would_be_wrong_there(event, talk, organiser):
    other = slot(2, 120, code="B1", room=talk.room)
    plan(event, other)
    ask = f"{MANAGE}/clashes.json"
    assert organiser.get(ask, query_string={"move": wanted(other, 30, talk.room)}).json == [
        "Eichensaal ist belegt: B1 läuft dort von 09:30 bis 10:30 Uhr, A1 zur selben Zeit.",
        "Nächste freie Zeit: Eichensaal ab 10:00 Uhr.",
    ]
    assert organiser.get(ask, query_string={"move": wanted(other, 60, talk.room)}).json == []
    assert organiser.get(ask, query_string={"move": "unsinn"}).json == []


def test_what_is_wrong_with_an_item_anywhere_is_not_said_of_a_place(event, talk, organiser):
    """A panel without moderation is so in every room."""
    bare = slot(2, None, code="B1", kind=Kind.PANEL, room=None)
    plan(event, bare)
    assert organiser.get(f"{MANAGE}/clashes.json", query_string={"move": wanted(bare, 60, talk.room)}).json == []


def test_the_draft_says_when_somebody_changed_it(event, talk, organiser):
    before = organiser.get(f"{MANAGE}/revision.json").json
    put(organiser, wanted(talk, 90, talk.room))
    assert organiser.get(f"{MANAGE}/revision.json").json == before + 1


def test_everything_from_a_time_on_moves_by_minutes(session, event, talk, organiser):
    plan(event, slot(2, 120, code="B1", room=talk.room), slot(3, 180, code="C1", room=talk.room))
    form = organiser.form(f"{MANAGE}/shift?day=2027-04-22&from=11:00", f"{MANAGE}/shift?day=2027-04-22")
    assert form.form.fields["items"] == [slot(2).uuid, slot(3).uuid]
    assert [form.send(minutes="15").status_code for _click in range(2)] == [302, 302]
    assert [place[0] for place in places(session, event).values()] == [0, 135, 195]


@pytest.mark.parametrize(
    ("minutes", "sentence"), [("0", "mit Minuszeichen wird vorgezogen"), ("1441", "von -1440 bis 1440")]
)
def test_by_how_much_is_checked(event, talk, organiser, minutes, sentence):
    form = organiser.form(f"{MANAGE}/shift?day=2027-04-22&from=09:00", f"{MANAGE}/shift?day=2027-04-22")
    assert sentence in form.send(minutes=minutes).text


def test_a_minus_sign_moves_items_earlier(session, event, talk, organiser):
    form = organiser.form(f"{MANAGE}/shift?day=2027-04-22&from=09:00", f"{MANAGE}/shift?day=2027-04-22")
    assert form.send(minutes="-15").status_code == 302
    session.rollback()
    assert [item.starts_at - NINE for item in items(session, event)] == [-timedelta(minutes=15)]


def test_what_a_colleague_moved_meanwhile_is_not_moved_twice(session, event, talk, organiser):
    form = organiser.form(f"{MANAGE}/shift?day=2027-04-22&from=09:00", f"{MANAGE}/shift?day=2027-04-22")
    plan(event, slot(2, 120, code="B1", room=talk.room))
    assert "Jemand hat das Programm inzwischen geändert." in form.send(minutes="15").text
    assert places(session, event)["A1"] == (0, talk.room)


def test_a_break_is_copied_to_every_room_once(session, event, talk, seminar, organiser):
    coffee = slot(5, 60, kind=Kind.COFFEE, room=talk.room, code="")
    plan(event, coffee)
    there = f"{MANAGE}/items/{coffee.uuid}/copies"
    assert there in organiser.get(f"{MANAGE}/items/{coffee.uuid}").text
    form = organiser.own_form(there)
    assert [form.send().status_code for _click in range(2)] == [302, 302]
    session.rollback()
    assert sorted(item.room for item in items(session, event) if item.kind is Kind.COFFEE) == [talk.room, seminar.id]
    assert "In jedem Raum gibt es sie schon." in organiser.get(there).text


def test_an_archived_programme_is_looked_at_and_not_moved(session, event, talk, organiser):
    token = organiser.form(MANAGE, f"{MANAGE}/placements").form.fields["csrf_token"][0]
    with transaction() as writing:
        writing.merge(event).status = EventStatus.ARCHIVED
    organiser.post(f"{MANAGE}/placements", data={"csrf_token": token, "move": wanted(talk, 90, talk.room)})
    text = organiser.get(MANAGE).text
    assert "Das Programm lässt sich nicht mehr ändern." in text
    assert "data-editor" not in text
    assert items(session, event) == (replace(talk),)


def test_an_open_board_alone_keeps_nobody_signed_in(session, event, talk, organiser):
    before = clock.now() - timedelta(minutes=30)
    with transaction() as writing:
        writing.execute(sa.update(SignIn).values(seen_at=before))
    organiser.get(f"{MANAGE}/revision.json")
    assert session.scalars(sa.select(SignIn.seen_at)).one() == before
    organiser.get(MANAGE)
    session.rollback()
    assert session.scalars(sa.select(SignIn.seen_at)).one() > before


def test_an_empty_plan_offers_the_table(event, hall, organiser):
    assert f'href="{MANAGE}/import"' in organiser.get(MANAGE).text
    assert "Programm aus Excel" in organiser.get(MANAGE).text
