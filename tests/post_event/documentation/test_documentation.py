"""The documentation of a meeting that is over: what it holds, who reads it since when, and how it is found."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.attendance.attendees.rules.figures import Row, Table, Topic
from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.timetable import Room
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.documentation import services
from gocluster_events.post_event.documentation.exports.prose import pieces
from gocluster_events.post_event.documentation.rules.codes import Refusal
from gocluster_events.post_event.documentation.rules.documentation import Sources, documentation
from tests.support.cards import AFTER, OTHER, TALK, TEAM, a_meeting, make_card, public_card
from tests.support.documented import LATER, SLUG, a_documented_meeting
from tests.support.make import make_event, make_member, make_room, make_track
from tests.support.programme import TAREK, plan, publish, slot, timetable, with_people
from tests.support.report import put_out

PAGE = f"/de/{SLUG}/documentation"
TEAM_PAGE = f"/de/manage/{SLUG}/documentation"


@pytest.fixture(autouse=True)
def weeks_later(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER.at + timedelta(days=1))


def titles(page):
    return re.findall(r'<h2 id="title-[^"]*"><a[^>]*>(.*?)</a>', page)


def test_breaks_are_left_out_and_items_of_no_strand_are_the_plenary():

    known = documentation(timetable(slot(1), replace(slot(2), kind=Kind.LUNCH)), 3, Sources())
    assert [(each.address, [row.item.uuid for row in each.items]) for each in known.strands] == [
        ("plenary", [slot(1).uuid])
    ]
    assert (known.version, known.questions, known.has_figures) == (3, (), False)


def test_what_stands_for_a_documentation_is_the_same_in_every_process():
    known = documentation(replace(timetable(slot(1)), rooms=(Room(1, "Großer Saal"),)), 1, Sources())
    assert "Großer Saal" in repr(known)
    assert "frozenset" not in repr(known)  # a set has its order from the process


def test_of_the_frozen_figures_only_who_came_is_told():
    weeks = Table(Topic.WEEK, ("",), (Row("2027-03-01", (20,)),), Row("", (20,)))
    modes = Table(Topic.MODE, ("came", "missing", ""), (Row("onsite", (70, 15, 85)),), Row("", (70, 15, 90)))
    known = documentation(timetable(slot(1)), 1, Sources(tables=(weeks, modes)))
    assert known.tables == (Table(Topic.MODE, ("came",), (Row("onsite", (70,)),), Row("", (70,))),)


def test_a_text_becomes_headings_paragraphs_and_entries():
    text = "## Drei Foren\n\nAm *Nachmittag*\ndrei [Foren](https://example.org).\n\n- eins\n- zwei\n\n```\nCode\n```"
    assert list(pieces(text)) == [
        ("heading", "Drei Foren"), ("paragraph", "Am Nachmittag drei Foren."), ("entry", "eins"), ("entry", "zwei"),
        ("paragraph", "Code"),
    ]  # fmt: skip


def test_nobody_reads_it_before_it_is_published_and_then_the_menu_leads_there(session, visitor):
    event = a_meeting(slug=SLUG)
    put_out(event)
    pages = [PAGE, f"{PAGE}/plenary", f"{PAGE}.pdf", f"{PAGE}.json"]
    assert [visitor.get(page).status_code for page in pages] == [404] * 4
    assert f'href="{PAGE}"' not in visitor.get(f"/de/{SLUG}/report").text
    services.publish(event.id, LATER)
    assert [visitor.get(page).status_code for page in pages] == [200] * 4
    assert visitor.get(f"/de/{SLUG}/report").text.count(f'href="{PAGE}"') == 2
    assert visitor.get(f"/de/{SLUG}/").text.count(f'href="{PAGE}"') == 3
    assert f'href="{PAGE}"' in visitor.get("/de/").text
    services.take_back(event.id, LATER)
    assert [visitor.get(page).status_code for page in pages] == [404] * 4
    assert [f'href="{PAGE}"' in visitor.get(place).text for place in (f"/de/{SLUG}/report", "/de/")] == [False, False]


def test_an_item_of_which_there_is_something_leads_to_its_place_in_the_documentation(session, visitor):
    event, _ids = a_documented_meeting()
    item = f"/de/{SLUG}/agenda/a1-vortrag-1"
    assert f'href="{PAGE}/plenary#item-{TALK}"' in visitor.get(item).text
    assert f'id="item-{TALK}"' in visitor.get(f"{PAGE}/plenary").text
    services.take_back(event.id, LATER)
    assert f"{PAGE}/plenary" not in visitor.get(item).text


def test_a_strand_has_its_items_with_line_files_cards_and_photos(session, visitor):
    _event, ids = a_documented_meeting()
    page = visitor.get(f"{PAGE}/plenary").text
    assert len(titles(page)) == 2
    first, second = page[page.index(f'id="item-{TALK}"') :].split(f'id="item-{OTHER}"')
    for there in ("Erkenntniskanarie", "Dateikanarie", "Fotokanarie", "Mai Lan Petersen"):
        assert (there in first, there in second) == (True, False)
    assert "Offenkanarie?" in second
    assert "2 Programmpunkte, 1 Wissenskarte, 1 Unterlage. 1 Frage ist offen geblieben." in page
    overview = visitor.get(PAGE).text
    assert ("Cluster machen Region" in overview, "Offene Fragen" in overview) == (True, True)
    assert [f"{ids[name]}/640.jpg" in overview for name in ("other_photo", "photo")] == [True, False]
    assert "Offenkanarie?" in visitor.get(f"{PAGE}/open-questions").text
    figures = visitor.get(f"{PAGE}/figures").text
    assert re.findall(r'is-numeric">(\d+|•)<', figures) == ["70", "•", "70"]
    assert "1.500" in figures


def test_there_is_no_page_of_what_does_not_exist(session, visitor):
    services.publish(a_meeting(slug=SLUG).id, LATER)
    pages = ("a", "figures", "open-questions", "nonsense")
    assert [visitor.get(f"{PAGE}/{page}").status_code for page in pages] == [404] * 4


def test_each_strand_has_a_page_of_its_own(session, visitor):
    event = a_meeting(slug=SLUG)
    track, room = make_track(event).id, make_room(event).id
    plan(event, with_people(slot(3, 180, code="A3", track=track, room=room), TAREK))
    publish(event)
    services.publish(event.id, LATER)
    assert (len(titles(visitor.get(f"{PAGE}/a").text)), len(titles(visitor.get(f"{PAGE}/plenary").text))) == (1, 2)
    assert 'class="documentation__head track track-a"' in visitor.get(f"{PAGE}/a").text


def test_the_page_says_how_many_pages_the_pdf_has_once_it_is_made(session, visitor):
    a_documented_meeting()
    assert "Als PDF <" in re.sub(r"\s+", " ", visitor.get(PAGE).text)
    visitor.get(f"{PAGE}.pdf")
    assert re.search(r"Als PDF, \d+ Seiten", visitor.get(PAGE).text)


@pytest.mark.parametrize(
    ("changes", "at", "refusal"),
    [
        ({"status": EventStatus.DRAFT}, LATER.at, Refusal.DRAFT),
        ({}, AFTER - timedelta(days=2), Refusal.NOT_OVER),
        ({}, LATER.at, Refusal.NO_PROGRAMME),
    ],
)
def test_it_is_not_published_in_a_draft_before_the_end_or_without_a_programme(session, changes, at, refusal):
    event = make_event(slug=SLUG, **changes)
    with pytest.raises(Refused) as refused:
        services.publish(event.id, Act(TEAM.by, at))
    assert refused.value.code is refusal
    session.rollback()
    assert session.get_one(Event, event.id).documentation_at is None


def test_twice_published_it_keeps_its_day(session):
    event = a_meeting(slug=SLUG)
    services.publish(event.id, LATER)
    services.publish(event.id, Act(TEAM.by, LATER.at + timedelta(days=9)))
    session.rollback()
    assert session.get_one(Event, event.id).documentation_at == LATER.at


def test_the_team_sees_what_it_would_hold_and_what_is_not_public_and_publishes_it(session, visitor):
    event = a_meeting(slug=SLUG)
    public_card(event), make_card(event)
    visitor.enter(make_member(event).email)
    page = visitor.get(TEAM_PAGE).text
    for there in (
        "2 Programmpunkte, 1 Wissenskarte.",
        "1 Wissenskarte ist noch nicht öffentlich.",
        "Der Nachbericht ist nicht öffentlich.",
    ):
        assert there in page
    assert visitor.get(f"{TEAM_PAGE}/copy.pdf").data.startswith(b"%PDF-")
    assert visitor.get(f"{TEAM_PAGE}/copy.json").json["strands"][0]["items"][0]["cards"][0]["number"] == 1
    assert visitor.press(f"{TEAM_PAGE}/publication").status_code == 302
    assert "Öffentlich seit" in visitor.get(TEAM_PAGE).text
    assert visitor.press(f"{TEAM_PAGE}/publication/removal").status_code == 302
    assert "Öffentlich seit" not in visitor.get(TEAM_PAGE).text


def test_without_a_programme_the_team_reads_what_it_is_good_for(session, visitor):
    visitor.enter(make_member(make_event(slug=SLUG)).email)
    assert "sammelt, was von der Veranstaltung bleibt" in visitor.get(TEAM_PAGE).text
    assert visitor.get(f"{TEAM_PAGE}/copy.pdf").status_code == 404


def test_a_draft_edition_shows_nobody_anything(session, visitor):
    event, _ids = a_documented_meeting()
    with transaction() as writing:
        writing.get_one(Event, event.id).status = EventStatus.DRAFT
    assert [visitor.get(f"{PAGE}{end}").status_code for end in ("", ".pdf", ".json")] == [404] * 3
