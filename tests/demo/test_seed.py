"""The demo is what it promises, and the same at every start."""

import re
from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.attendance.wishes.queries.demand import demand
from gocluster_events.attendance.wishes.queries.results import lacking, wishes_of_each
from gocluster_events.attendance.wishes.queries.rounds import round_of, runs
from gocluster_events.attendance.wishes.rules.lacking import Lack
from gocluster_events.attendance.wishes.rules.phases import Phase
from gocluster_events.cli.commands import newest_time
from gocluster_events.core import db
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.config import Settings
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.demo import people as demo_people, seed
from gocluster_events.demo.environment import PASSWORD
from gocluster_events.demo.people import clusters
from gocluster_events.demo.registering import ANNUAL_MEETING, NOW, moments
from gocluster_events.factory import create_app
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import draft as draft_queries, publishing as agenda
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import ConflictKind
from gocluster_events.meeting.agenda.rules.differences import Turn, changes
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people, seats
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.post_event.lessons.queries import of_edition
from gocluster_events.post_event.survey.queries import frozen, texts
from tests.support.databases import Database
from tests.support.settings import settings
from tests.support.visitor import Visitor

EDITIONS = ("jahrestagung-2027", "regionalforum-2027", "fachdialog-2027", "jahrestagung-2018")


@pytest.fixture(scope="module")
def demo(seeded: Database) -> Iterator[Flask]:
    """An app on the demo's database for all tests of this file: they only read."""
    app = create_app(settings(database_url=seeded.url))
    app.test_client_class = Visitor
    with app.app_context():
        yield app
        db.db.engine.dispose()


def event(slug):
    edition = events.event(db.session(), slug)
    assert edition is not None
    return edition


def standing(slug):
    return people.counts(db.session(), event(slug).id)


def test_the_annual_meeting_has_as_many_people_as_promised(demo):
    assert standing("jahrestagung-2027") == {
        (Mode.ONSITE, Status.CONFIRMED): 177,
        (Mode.ONSITE, Status.UNCONFIRMED): 4,
        (Mode.ONSITE, Status.LAPSED): 3,
        (Mode.ONSITE, Status.CANCELLED): 6,
        (Mode.ONSITE, Status.DECLINED): 3,
        (Mode.ONLINE, Status.CONFIRMED): 88,
        (Mode.ONLINE, Status.UNCONFIRMED): 2,
        (Mode.ONLINE, Status.LAPSED): 2,
        (Mode.ONLINE, Status.CANCELLED): 3,
        (Mode.ONLINE, Status.DECLINED): 1,
    }
    meeting = event("jahrestagung-2027")
    assert (meeting.capacity_onsite, meeting.capacity_online) == (200, 150)


def test_the_regional_forum_is_full_and_twenty_five_people_wait(demo):
    assert standing("regionalforum-2027") == {
        (Mode.ONSITE, Status.CONFIRMED): 40,
        (Mode.ONSITE, Status.WAITLISTED): 25,
        (Mode.ONSITE, Status.UNCONFIRMED): 2,
        (Mode.ONSITE, Status.CANCELLED): 1,
    }
    assert event("regionalforum-2027").capacity_onsite == 40


def test_the_team_of_the_expert_dialogue_has_decided_some_and_has_some_left_to_decide(demo):
    assert standing("fachdialog-2027") == {
        (Mode.ONSITE, Status.UNCONFIRMED): 1,
        (Mode.ONSITE, Status.RECEIVED): 14,
        (Mode.ONSITE, Status.IN_REVIEW): 3,
        (Mode.ONSITE, Status.CONFIRMED): 7,
        (Mode.ONSITE, Status.DECLINED): 1,
    }


def test_the_annual_meeting_keeps_places_for_a_municipality_and_the_press_and_the_rest_is_open(demo):
    board = seats.seat_plan(db.session(), event("jahrestagung-2027"), NOW)
    assert [board.quota_seats(pool).free for pool in board.pools] == [0, 1, 5]
    assert board.open_seats(Mode.ONSITE).free == 200 - 177 - 6


def test_one_workshop_is_full_with_people_waiting_and_the_other_has_places(demo):
    meeting = event("jahrestagung-2027")
    titles = {each.uuid: each.code for each in agenda.latest(db.session(), meeting.id).timetable.items}
    offers = offerings(db.session(), meeting)
    booked = {uuid: each for uuid, each in offers.items() if not each.by_wish}
    assert {titles[uuid]: (each.seats, each.held, each.waiting) for uuid, each in booked.items()} == {
        "B2": (40, 26, 0), "C2": (40, 40, 9),
    }  # fmt: skip
    assert settle_due(NOW) == 0


def test_three_workshops_go_by_wish_until_the_first_of_april_and_a_hundred_and_twenty_have_wished(demo):
    meeting = event("jahrestagung-2027")
    wanted, round_ = demand(db.session(), meeting), round_of(db.session(), meeting)
    assert [row.item.code for row in wanted.rows] == ["A1", "B1", "C1"]
    assert round_.phase(NOW) is Phase.OPEN
    assert len(wishes_of_each(db.session(), meeting.id)) == 120


def test_at_the_regional_forum_the_places_are_allotted_with_reasons(demo):
    forum = event("regionalforum-2027")
    (run,) = runs(db.session(), forum.id)
    assert round_of(db.session(), forum).phase(NOW) is Phase.REST
    lacking_one = lacking(db.session(), forum.id, run.id)
    assert {lack for each in lacking_one for lack in each.lacks} >= {Lack.PLACE, Lack.FIRST}
    assert all(given.explanations for each in lacking_one for given in each.given)


def test_the_meeting_of_2018_is_archived_with_its_programme_and_without_people(demo):
    assert (event("jahrestagung-2018").status, standing("jahrestagung-2018")) == (EventStatus.ARCHIVED, {})


PAST = "/{}/jahrestagung-2018/{}".format


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("16. März 2018", "„Wir haben zehn Jahre Erfahrung, aber sie steckt in drei Köpfen.“", "10.500")),
        ("en", ("16 March 2018", "“We have ten years of experience, but it is in three heads.”", "10,500")),
    ],
)
def test_the_meeting_of_2018_has_a_report_in_both_languages_with_its_quote_photos_and_materials(demo, language, words):
    page = demo.test_client().get(PAST(language, "report"))
    assert [each for each in words if each not in page.text] == []
    assert (page.text.count('class="photo__picture"'), page.text.count("CC BY 4.0") >= 4) == (2, True)
    assert "https://video.example.org/jahrestagung-2018/podium" in page.text
    assert len(page.data) < 70 * 1024


def test_the_documentation_of_2018_is_public_and_holds_cards_files_photos_and_the_report(demo):
    visitor = demo.test_client()
    page = visitor.get(PAST("de", "documentation"))
    assert "9 Programmpunkte, 2 Wissenskarten, 4 Unterlagen. 1 Frage ist offen geblieben." in page.text
    data = visitor.get(PAST("de", "documentation.json")).json
    items = [item for strand in data["strands"] for item in strand["items"]]
    numbers = [sum(len(item[name]) for item in items) for name in ("cards", "materials", "photos")]
    assert (numbers, data["report"]["headline"]["de"]) == (
        [3, 4, 3],
        "Clusterinitiativen machen Regionalentwicklung zu ihrer Sache",
    )
    assert visitor.get(PAST("en", "documentation.pdf")).data.startswith(b"%PDF-")


def test_the_three_photos_of_2018_and_the_three_files_open_and_are_small(demo):
    visitor = demo.test_client()
    paths = [*re.findall(r'src="([^"]*/640\.jpg)"', visitor.get(PAST("de", "photos")).text)]
    paths += set(
        re.findall(r'href="(/de/jahrestagung-2018/materials/[^"/]*)"', visitor.get(PAST("de", "materials")).text)
    )
    answers = [visitor.get(path) for path in paths]
    assert [each.mimetype for each in answers] == ["image/jpeg"] * 3 + ["application/pdf"] * 3
    assert all(len(each.data) < 40_000 for each in answers)


def test_the_team_of_2018_sees_what_waits_and_what_went_wrong(demo):
    visitor, address = demo.test_client(), "/de/manage/jahrestagung-2018/{}".format
    visitor.sign_in("organiser@example.org", PASSWORD)
    signs = {
        "report": "Freigabe erbeten am", "photos": "1 Person möchte darauf nicht zu sehen sein",
        "materials": "zurückgezogen: Levent Şahinbaş", "materials?search=Kommunen": "Nicht barrierefrei",
    }  # fmt: skip
    assert {page: sign in visitor.get(address(page)).text for page, sign in signs.items()} == dict.fromkeys(signs, True)


def test_the_notice_about_photos_leaves_nothing_to_be_written(demo):
    page = demo.test_client().get("/de/photos").text
    assert ("zehn Jahre" in page, "[" in page, "Entwurf:" in page) == (True, False, False)


def test_of_the_survey_of_2018_only_the_figures_are_left_and_the_team_has_two_notes_for_next_time(demo):
    past = event("jahrestagung-2018")
    figures = frozen(db.session(), past, NOW)
    assert (figures.sheets, figures.eligible, len(figures.scales)) == (81, 196, 5)
    assert texts(db.session(), past.id) == {}
    assert [len(each) for each in of_edition(db.session(), past.id).values()] == [2, 0, 0]


def test_the_next_annual_meeting_has_nothing_of_that_yet(demo):
    visitor, address = demo.test_client(), "/de/jahrestagung-2027/{}".format
    assert visitor.get(address("report")).status_code == 404
    assert "sind noch keine Fotos" in visitor.get(address("photos")).text
    assert f'href="{address("materials/")}' not in visitor.get(address("materials")).text
    visitor.sign_in("organiser@example.org", PASSWORD)
    pages = ("report", "photos", "materials", "survey", "lessons", "documentation")
    assert [visitor.get(f"/de/manage/jahrestagung-2027/{page}").status_code for page in pages] == [200] * 6


@pytest.mark.parametrize("slug", EDITIONS)
def test_every_programme_is_published_with_nothing_to_act_on_but_pitches_in_the_lunch_break(demo, slug):
    published = agenda.latest(db.session(), event(slug).id)
    assert published is not None
    troubles = [(each.trouble, each.items[0].code) for each in conflicts(published.timetable) if each.needs_attention]
    assert troubles == [(ConflictKind.INTO_BREAK, "P4")] * (slug == "jahrestagung-2027")


def test_the_annual_meeting_is_being_planned_further(demo):
    meeting = event("jahrestagung-2027")
    draft, published = draft_queries.draft(db.session(), meeting), agenda.latest(db.session(), meeting.id)
    differences = changes(published.timetable, as_published(draft))
    assert [(change.item.code, change.turn) for change in differences] == [
        ("P2", Turn.PEOPLE), ("N1", Turn.NEW), ("P4", Turn.MOVED), ("A2", Turn.PEOPLE),
    ]  # fmt: skip
    assert [conflict.trouble for conflict in conflicts(draft)] == [
        ConflictKind.PERSON_TWICE, ConflictKind.INTO_BREAK, ConflictKind.PERSON_ASKED, ConflictKind.BESIDE_GATHERING,
    ]  # fmt: skip


def test_ninety_clusters_take_part(demo):
    assert len(events.cluster_names(db.session(), event("jahrestagung-2027").id)) == 90


def test_everybody_on_the_public_programme_who_can_be_written_to_was_told_so_and_one_takes_notes(demo):
    to = sa.select(Mail.recipient)
    letters, notes = (db.session().scalars(to.where(Mail.letter == name)).all() for name in ("own_first", "note_taker"))
    addresses = db.session().scalars(sa.select(Person.email).where(Person.email != "")).all()
    assert (sorted(letters), notes) == (sorted(addresses), ["ettinger@example.org"])


def test_all_mails_but_two_were_sent_when_they_were_caused_and_one_of_those_came_back(demo):
    mails = db.session().scalars(sa.select(Mail)).all()
    lost = [mail for mail in mails if mail.state is not State.SENT]
    assert {(mail.state, mail.letter, mail.last_error, mail.bounced_at is None) for mail in lost} == {
        (State.FAILED, "confirmed_onsite", "550 5.1.1 User unknown", True),
        (State.FAILED, "confirmed_onsite", "552 5.2.2 Mailbox full", False),
    }
    assert all(mail.sent_at == mail.created_at for mail in mails if mail not in lost)


def test_everybody_can_be_reached_at_example_org_only(demo):
    addresses = db.session().scalars(sa.select(Registration.email).union(sa.select(Account.email))).all()
    assert {address.rpartition("@")[2] for address in addresses} == {"example.org"}


def test_nothing_has_happened_after_the_clock_of_the_first_start(demo):
    newest = demo.test_cli_runner().invoke(newest_time).output.strip()
    assert "2027-03-19" < newest < NOW.isoformat()


@pytest.mark.parametrize("who", ["admin", "organiser", "staff"])
@pytest.mark.parametrize("slug", EDITIONS)
def test_the_three_can_sign_in_and_open_every_list(demo, who, slug):
    visitor = demo.test_client()
    visitor.sign_in(f"{who}@example.org", PASSWORD)
    assert visitor.get(f"/de/manage/{slug}/attendees").status_code == 200


def test_a_database_that_has_editions_stays_as_it_is(demo):
    assert not seed.prepare(demo.config["SETTINGS"])


@pytest.mark.parametrize(
    "changes",
    [{"mode": "production"}, {"base_url": "https://events.example.org"}, {"base_url": "http://[2001:db8::1]"}],
)
def test_the_demo_is_refused_where_others_could_use_its_passwords(changes):
    with pytest.raises(ValueError, match="loopback"):
        seed.prepare(Settings(**{"mode": "demo", "base_url": "http://127.0.0.1:8000", **changes}))


def test_chance_invents_the_same_people_every_time():
    first, second = (list(islice(demo_people.entries(Random(7), clusters()), 300)) for _ in range(2))
    assert first == second
    assert len({entry.email for entry, _consents in first}) == 300


def test_chance_lets_the_same_things_happen_every_time():
    opens_at = NOW.replace(month=2, day=1)
    assert moments(Random(7), ANNUAL_MEETING, opens_at) == moments(Random(7), ANNUAL_MEETING, opens_at)
