"""Notes taken at an item: a card each, once, however often it is sent, and its author's until the team takes it on."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.rules.codes import LIMITS, Deed, Origin, State
from gocluster_events.post_event.cards.rules.notes import kept_until
from gocluster_events.post_event.cards.services import appointing, deciding
from tests.support.cards import card_now
from tests.support.make import archive
from tests.support.materials import OTHER, TALK, TEAM, a_meeting
from tests.support.noting import PIA, a_note, appoint, notes_page, writer
from tests.support.programme import MAI, NINE, TAREK, plan, slot, with_people
from tests.support.releasing import after_the_meeting, with_address

PAGE = notes_page()


@pytest.fixture
def app(database, tmp_path, request):
    with after_the_meeting(database, tmp_path, request.node) as app:
        yield app


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


@pytest.fixture
def pia(app, event):
    appoint(event)
    return writer(app, event)


def rows(session):
    session.rollback()
    return session.scalars(sa.select(Card).order_by(Card.number)).all()


def send(visitor, note, page=PAGE):
    return visitor.press(f"{page}/card", **note)


def test_a_card_that_is_sent_three_times_is_there_once(session, pia):
    note = a_note(insight="Eine Stelle je Cluster.", is_open="y")
    answers = [send(pia, note).json for _time in range(3)]
    assert answers == [{"number": 1, "revision": 1}] * 3
    (row,) = rows(session)
    assert (row.uuid, row.item, row.state, row.origin) == (note["uuid"], TALK, State.COLLECTED, Origin.NOTES)
    assert (row.question, row.insight, row.is_open, row.language) == (note["question"], note["insight"], True, "de")


def test_a_later_text_of_a_card_takes_the_place_of_the_earlier_one_and_leaves_one_line_in_the_log(session, pia):
    note = a_note()
    send(pia, note)
    assert send(pia, {**note, "revision": 1, "insight": "Niemand."}).json == {"number": 1, "revision": 2}
    assert [row.insight for row in rows(session)] == ["Niemand."]
    logged = session.scalars(sa.select(AuditEntry.action).where(AuditEntry.action.like("card.%"))).all()
    assert sorted(logged) == ["card.added", "card.note_taker_appointed"]


def test_a_text_that_was_read_before_another_device_changed_the_card_is_not_stored_and_says_what_is_there(session, pia):
    note = a_note()
    send(pia, note)
    send(pia, {**note, "revision": 1, "insight": "Vom Telefon."})
    answer = send(pia, {**note, "revision": 1, "insight": "Vom Rechner."})
    assert (answer.status_code, answer.json["problem"], answer.json["revision"]) == (409, "changed", 2)
    assert answer.json["text"] == {
        "question": note["question"], "insight": "Vom Telefon.", "evidence": "", "ask_function": "",
        "ask_institution": "", "next_step": "", "is_open": False,
    }  # fmt: skip
    assert [row.insight for row in rows(session)] == ["Vom Telefon."]


def test_once_the_team_has_taken_a_card_on_its_author_reads_it_and_changes_it_no_more(session, event, pia):
    note = a_note()
    send(pia, note)
    assert f"?card={note['uuid']}" in pia.get(PAGE).text
    deciding.decide(event.id, {note["uuid"]: None}, Deed.EDIT, TEAM)
    answer = send(pia, {**note, "revision": 1, "insight": "Zu spät."})
    assert (answer.status_code, answer.json["problem"]) == (409, "refused")
    page = pia.get(PAGE).text
    assert (note["question"] in page, "Bearbeitet" in page, f"?card={note['uuid']}" in page) == (True, True, False)
    assert card_now(event, note["uuid"]).facts.insight == ""


def test_its_author_discards_a_card_that_the_team_has_not_taken_on_and_the_team_can_restore_it(session, event, pia):
    note = a_note()
    send(pia, note)
    way = f"{PAGE}/{note['uuid']}/removal"
    assert f'href="{way}"' in pia.get(PAGE).text
    form = pia.own_form(way)
    assert [form.send().location for _time in range(2)] == [PAGE, PAGE]  # pressed twice
    page = pia.get(PAGE).text
    assert ("Die Karte ist verworfen." in page, "Karte 1 · Verworfen" in page) == (True, True)
    assert [row.state for row in rows(session)] == [State.DISMISSED]
    assert send(pia, {**note, "revision": 1, "insight": "Doch."}).json["problem"] == "refused"
    deciding.decide(event.id, {note["uuid"]: None}, Deed.RESTORE, TEAM)
    assert f"?card={note['uuid']}" in pia.get(PAGE).text


def test_a_card_that_the_team_works_on_or_somebody_else_has_written_cannot_be_discarded(session, app, event, pia):
    note = a_note()
    send(pia, note)
    way = f"{PAGE}/{note['uuid']}/removal"
    with_address(event, TAREK)
    appoint(event, TAREK.uuid)
    assert writer(app, event, TAREK).get(way).status_code == 404
    form = pia.own_form(way)
    deciding.decide(event.id, {note["uuid"]: None}, Deed.EDIT, TEAM)
    assert "Das Team bearbeitet diese Karte schon" in form.send().text
    assert "<form" not in pia.get(way).text.partition("<main")[2].partition("</main>")[0]
    assert [row.state for row in rows(session)] == [State.EDITED]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"question": "  "}, "Schreiben Sie zuerst etwas in eines der Felder."),
        ({"question": "x" * (LIMITS["question"] + 1)}, "Kürzen Sie diesen Text auf höchstens 160 Zeichen."),
        ({"uuid": "nichts"}, "Diese Seite war zu lange offen"),
    ],
)
def test_what_cannot_be_a_card_is_refused_with_a_sentence(session, pia, typed, words):
    answer = send(pia, a_note(**typed))
    assert answer.status_code in {400, 409}
    assert answer.json["words"].startswith(words)
    assert rows(session) == []


def test_an_old_token_is_answered_with_a_new_one_and_nothing_is_stored(session, pia):
    answer = pia.post(f"{PAGE}/card", data={**a_note(), "csrf_token": "alt"})
    assert (answer.status_code, answer.json["problem"]) == (400, "token")
    assert pia.post(f"{PAGE}/card", data={**a_note(), "csrf_token": answer.json["token"]}).status_code == 200
    assert len(rows(session)) == 1


def test_without_script_the_button_saves_a_card_and_the_page_is_there_for_the_next_one(session, pia):
    form = pia.own_form(PAGE)
    assert [form.send(question="Wer zahlt?").status_code for _time in range(2)] == [302, 302]  # pressed twice
    assert "Die Karte ist gespeichert." in pia.get(PAGE).text
    (first,) = rows(session)
    pia.form(f"{PAGE}?card={first.uuid}", PAGE).send(insight="Alle.")
    pia.own_form(PAGE).send(question="Wer noch?", ask_function="Clustermanagement", ask_institution="Photonik Nord")
    assert [(row.question, row.insight, row.ask_function) for row in rows(session)] == [
        ("Wer zahlt?", "Alle.", ""),
        ("Wer noch?", "", "Clustermanagement"),
    ]


def test_without_script_a_text_that_is_not_the_latest_any_more_is_shown_beside_the_latest(session, pia):
    note = a_note()
    send(pia, note)
    form = pia.form(f"{PAGE}?card={note['uuid']}", PAGE)
    send(pia, {**note, "revision": 1, "insight": "Vom Telefon."})
    answer = form.send(insight="Vom Rechner.")
    assert answer.status_code == 409
    assert ("Vom Telefon." in answer.text, "Vom Rechner." in answer.text) == (True, True)
    pia.form_in(answer, PAGE).send()
    assert [row.insight for row in rows(session)] == ["Vom Rechner."]


def test_nobody_writes_into_the_card_of_somebody_else_nor_into_one_of_another_item(session, app, event, pia):
    note = a_note()
    send(pia, note)
    with_address(event, TAREK)
    appoint(event, TAREK.uuid)
    appoint(event, item=OTHER)
    tarek = writer(app, event, TAREK)
    assert note["question"] not in tarek.get(PAGE).text
    for visitor, page in ((tarek, PAGE), (pia, notes_page(OTHER))):
        answer = send(visitor, {**note, "revision": 1, "insight": "Fremdes."}, page)
        assert (answer.status_code, answer.json["problem"]) == (409, "refused")
    assert [(row.insight, row.item) for row in rows(session)] == [("", TALK)]


def test_notes_are_taken_where_one_is_appointed_or_the_programme_says_so_and_nowhere_else(app, event, pia, visitor):
    plan(event, with_people(slot(7, 200, room=None, code="C7"), MAI, part=Part.MINUTES))
    mai = writer(app, event, MAI)
    for here, there, elsewhere in ((pia, TALK, OTHER), (mai, slot(7).uuid, TALK)):
        statuses = [here.get(notes_page(item)).status_code for item in (there, elsewhere)]
        assert (statuses, send(here, a_note(), notes_page(elsewhere)).status_code) == ([200, 404], 404)
    assert visitor.get(PAGE).status_code == 401
    own = mai.get("/de/my/contribution").text
    assert (f'href="{notes_page(slot(7).uuid)}"' in own, f'href="{PAGE}"' in own) == (True, False)


def test_a_note_taker_who_is_taken_back_writes_no_more_and_what_is_written_stays(session, event, pia):
    note = a_note()
    send(pia, note)
    appointing.dismiss(event.id, TALK, PIA.uuid, TEAM)
    answers = [pia.get(PAGE).status_code, send(pia, {**note, "revision": 1, "insight": "Nach."}).status_code]
    assert (answers, len(rows(session))) == ([404, 404], 1)
    assert "Ihre Mitschriften" not in pia.get("/de/my/contribution").text


def test_notes_arrive_in_an_archived_edition_too_and_after_their_item_was_taken_out_of_the_programme(
    session, event, pia
):
    item = draft.item(session, event.id, TALK)
    drafting.apply(event.id, [Change(item, None)], {TALK: draft.revision(session, event.id, TALK)}, TEAM)
    archive(event)
    assert (pia.get(PAGE).status_code, send(pia, a_note()).status_code) == (200, 200)
    assert [row.item for row in rows(session)] == [TALK]


def test_the_copy_of_the_page_that_a_device_keeps_has_no_card_and_the_page_says_until_when_one_is_kept(event, pia):
    note = a_note()
    send(pia, note)
    assert (note["question"] in pia.get(PAGE).text, note["question"] in pia.get(f"{PAGE}?kept").text) == (True, False)
    assert f'data-dies-at="{(NINE + timedelta(hours=25)).isoformat()}"' in pia.get(PAGE).text
    unplaced = slot(8, None)
    assert kept_until(unplaced, event.ends_at) == event.ends_at + timedelta(hours=24)


def test_the_page_of_notes_names_nobody_at_all(event, pia):
    send(pia, a_note())
    page = pia.get(PAGE).text
    names = [person.last_name for person in (PIA, MAI, TAREK)]
    assert [each for each in names if each in page] == []
