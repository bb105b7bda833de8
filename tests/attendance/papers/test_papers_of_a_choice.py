"""Badges and signature lists of one person, of whoever is ticked, of a filter or a view."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.models import Export, SavedView
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.services.rows import add_answers
from tests.support.arrivals import arrive, make_guest, number_of
from tests.support.counting import counted_statements
from tests.support.make import add, make_event, make_member, make_registration
from tests.support.paper import flat
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.questions import RECEPTION, answer, ask

TAGUNG = "/de/manage/tagung"
DOOR = f"{TAGUNG}/admission"


def printed(visitor, path: str, *names: str) -> list[str]:
    """Which of these names stand on the paper."""
    answer = visitor.get(f"{TAGUNG}/{path}")
    assert answer.mimetype == "application/pdf", answer.text
    text = flat(answer.data)
    return [name for name in names if name in text]


def test_the_page_of_a_person_prints_their_badge_at_once(event, staff):
    one, _other = make_registration(event, last_name="Eins"), make_registration(event, last_name="Zwei")
    assert f'href="{TAGUNG}/badges.pdf?ids={one.id}"' in staff.get(f"{TAGUNG}/registration/{one.id}").text
    assert printed(staff, f"badges.pdf?ids={one.id}", "Eins", "Zwei") == ["Eins"]


def test_the_answer_at_the_door_prints_the_badge_of_whoever_may_pass(event, staff):
    guest = make_guest(event, last_name="Kommt")
    waiting = make_guest(event, last_name="Wartet", status=Status.WAITLISTED)
    form = staff.form_in(staff.get(f"{DOOR}?search=kommt"), DOOR)
    tails = [
        form.send(code=each.reference, key=f"an-intention-{each.id}").text.partition("badges.pdf?reference=")[2]
        for each in (guest, waiting)
    ]
    links = [tail.partition(">")[0] for tail in tails]
    assert [link.partition('"')[0] for link in links] == [guest.reference, waiting.reference]
    assert [link.endswith(" hidden") for link in links] == [False, True]
    assert printed(staff, f"badges.pdf?reference={guest.reference}", "Kommt", "Wartet") == ["Kommt"]


def test_the_number_of_somebody_on_the_programme_prints_their_badge_before_and_after_they_came(event, staff):
    make_registration(event, last_name="Angemeldet")
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)
    number = number_of(event, MAI)
    assert printed(staff, f"badges.pdf?reference={number}", "Petersen", "Angemeldet") == ["Petersen"]
    arrive(event, number)
    assert printed(staff, f"badges.pdf?reference={number}", "Petersen", "Angemeldet") == ["Petersen"]


def test_a_number_that_nobody_of_the_edition_has_prints_nobody(event, staff):
    make_registration(event, last_name="Angemeldet")
    foreign = make_guest(make_event(slug="andere"), last_name="Fremd").reference
    for number in ("", "nonsense", foreign):
        assert "leere Sie möchten" in staff.get(f"{TAGUNG}/badges.pdf?reference={number}").text


def test_badges_one_by_one_do_not_use_up_the_downloads_of_an_hour_but_have_a_limit_of_their_own(
    event, staff, app, monkeypatch
):
    one, two = (make_registration(event, last_name=name).id for name in ("Eins", "Zwei"))
    limits = replace(app.config["SETTINGS"], exports_per_hour=1, single_papers_per_hour=3)
    monkeypatch.setitem(app.config, "SETTINGS", limits)
    alone = [staff.get(f"{TAGUNG}/badges.pdf?ids={one}").status_code for _ in range(4)]
    both = [staff.get(f"{TAGUNG}/badges.pdf?ids={one},{two}").status_code for _ in range(2)]
    assert (alone, both) == ([200, 200, 200, 429], [200, 429])


@pytest.mark.parametrize("paper", ["badges.pdf?blank=8", "figures.pdf", "signatures.pdf?mode=online"])
def test_papers_about_nobody_count_as_downloads(event, staff, app, monkeypatch, paper):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], exports_per_hour=1))
    assert [staff.get(f"{TAGUNG}/{paper}").status_code for _ in range(2)] == [200, 429]


def test_staff_tick_and_see_only_what_they_may_do(event, staff, organiser):
    make_registration(event, last_name="Eins")
    texts = [visitor.get(f"{TAGUNG}/attendees").text for visitor in (staff, organiser)]
    assert [text.count('name="id"') for text in texts] == [1, 1]
    bars = [text.partition("data-bulk")[2].partition("data-rows")[0] for text in texts]
    papers = ("/badges.pdf", "/badges", "/signatures.pdf", "/attendees.xlsx")
    assert [[f'formaction="{TAGUNG}{each}"' in bar for each in papers] for bar in bars] == [[True] * 4] * 2
    assert [["/decisions/" in bar, "/messages/" in bar] for bar in bars] == [[False, False], [True, True]]


@pytest.mark.parametrize("paper", ["badges.pdf", "signatures.pdf"])
def test_what_is_ticked_is_printed_and_the_whole_list_where_that_is(event, staff, paper):
    one, _two = make_registration(event, last_name="Eins"), make_registration(event, last_name="Zwei")
    make_registration(event, last_name="Daheim", mode=Mode.ONLINE)
    names = ("Eins", "Zwei", "Daheim")
    assert printed(staff, f"{paper}?id={one.id}", *names) == ["Eins"]
    assert printed(staff, f"{paper}?id={one.id}&all=1&mode=onsite", *names) == ["Eins", "Zwei"]


def test_the_signature_list_of_a_filter_says_which_and_is_on_record(event, staff):
    for name, status in (("Bestaetigt", Status.CONFIRMED), ("Wartend", Status.WAITLISTED)):
        make_registration(event, last_name=name, status=status)
    assert f"{TAGUNG}/signatures.pdf?status=waitlisted" in staff.get(f"{TAGUNG}/attendees?status=waitlisted").text
    words = ("Wartend", "Bestaetigt", "Warteliste")
    assert printed(staff, "signatures.pdf?status=waitlisted&search=wartend", *words) == [
        "Wartend",
        "Warteliste",
    ]
    export = reading().scalars(sa.select(Export)).one()
    assert (export.rows, export.filter["status"], export.filter["search"]) == (1, ["waitlisted"], [])


@pytest.mark.parametrize("paper", ["badges.pdf", "signatures.pdf"])
def test_of_those_who_said_yes_to_the_reception_only_who_comes_stands_on_paper(event, staff, paper):
    question = ask(event, RECEPTION)
    yes = answer(event, question, "yes")
    standings = {
        "Kommt": (Status.CONFIRMED, Mode.ONSITE), "Daheim": (Status.CONFIRMED, Mode.ONLINE),
        "Wartend": (Status.WAITLISTED, Mode.ONSITE), "Abgesagt": (Status.CANCELLED, Mode.ONSITE),
        "Abgelehnt": (Status.DECLINED, Mode.ONSITE), "Unbewiesen": (Status.UNCONFIRMED, Mode.ONSITE),
    }  # fmt: skip
    ids = {
        name: make_registration(event, last_name=name, status=status, mode=mode).id
        for name, (status, mode) in standings.items()
    }
    with transaction() as session:
        for each in ids.values():
            add_answers(session, each, [yes])
    filtered, names = f"{paper}?answer={question}:yes", tuple(standings)
    assert printed(staff, filtered, *names) == ["Kommt"]
    assert printed(staff, f"{filtered}&status=waitlisted", *names) == ["Wartend"]
    assert printed(staff, f"{filtered}&mode=online", *names) == ["Daheim"]
    assert printed(staff, f"{paper}?id={ids['Abgesagt']}", *names) == ["Abgesagt"]
    assert [export.rows for export in reading().scalars(sa.select(Export))] == [1] * 4


def test_a_saved_view_has_its_papers_where_papers_are_printed(event, staff):
    make_registration(event, last_name="Kommt")
    make_registration(event, last_name="Daheim", mode=Mode.ONLINE)
    owner = make_member(event, email="organiser@example.org")
    facts = {"event_id": event.id, "account_id": owner.id, "name": "Empfang", "is_shared": True}
    view = SavedView(**facts, parameters={"mode": ["online"]}, columns=[])
    add(view)
    text = staff.get(f"{TAGUNG}/papers").text
    assert f"{TAGUNG}/signatures.pdf?view={view.id}&amp;mode=online" in text
    names = ("Empfang", "Daheim", "Kommt")
    assert printed(staff, f"signatures.pdf?view={view.id}&mode=online", *names) == ["Empfang", "Daheim"]
    assert printed(staff, "badges.pdf?mode=online", *names) == ["Daheim"]


@pytest.mark.parametrize("path", ["badges", "badges?search=eins", "badges.pdf", "badges.pdf?search=eins", "papers"])
def test_a_page_of_papers_asks_for_the_programme_and_for_what_a_filter_can_name_once(event, staff, path):
    make_registration(event, last_name="Eins")
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)
    with counted_statements() as statements:
        assert staff.get(f"{TAGUNG}/{path}").status_code == 200
    tables = ("FROM contributor_match", "FROM quota")
    assert max(sum(table in each for each in statements) for table in tables) == 1


def test_no_calibration_page_of_a_size_that_cannot_be_printed(event, staff):
    assert "</form>" in staff.get(f"{TAGUNG}/badges/calibration.pdf?size=nonsense").text
