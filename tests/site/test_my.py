"""The personal page: what can be done until when, and what changed in the programme since the last visit."""

from dataclasses import replace

import pytest

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.services import drafting as agenda, publishing
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode, RegistrationPhase
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries.people import until
from gocluster_events.meeting.registration.people.rules.changing import Choices, choices
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from gocluster_events.site.rules.overview import unseen_changes
from tests.support.counting import counted_statements
from tests.support.joint import JO, together
from tests.support.make import make_registration, make_room
from tests.support.programme import plan, publish, slot, timetable
from tests.support.questions import ask
from tests.support.registrants import HOUR, arrive, cancel, prove, row_of
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page

TALK = slot(1, title=Localized("KI im Clustermanagement"))


@pytest.fixture
def rooms(event):
    return [make_room(event, name=name).id for name in ("1.05", "1.06")]


@pytest.fixture
def miriam(event, rooms, visitor):
    """Somebody who registered when the first version was published, and whose page is open."""
    plan(event, replace(TALK, room=rooms[0]))
    publish(event)
    miriam = arrive(event, "miriam@example.org")
    open_my_page(visitor, miriam)
    return miriam


def move(event, rooms):
    """The talk has moved to the other room, for the public too."""
    before = replace(TALK, room=rooms[0])
    change = Change(before, replace(before, room=rooms[1]))
    agenda.apply(event.id, [change], {TALK.uuid: 1}, Act("organiser@example.org", NOW + HOUR))
    event_id = event.id
    with transaction() as session:
        publishing.publish(session, event_id, Localized(), Act("organiser@example.org", NOW + HOUR))


def test_whoever_knows_the_programme_reads_of_no_change(visitor, miriam):
    assert "Gelesen" not in visitor.get("/de/my/").text


def test_a_version_is_read_once_however_often_somebody_looks_at_their_own_page(visitor, event, rooms, miriam):
    visitor.get("/de/my/")
    with counted_statements() as again:
        visitor.get("/de/my/")
    assert not [each for each in again if "version.document" in each]
    move(event, rooms)
    with counted_statements() as after_a_change:
        visitor.get("/de/my/")
    assert [each for each in after_a_change if "version.document" in each]


def test_a_change_is_shown_until_somebody_says_that_it_was_read(visitor, event, rooms, miriam):
    move(event, rooms)
    page = visitor.get("/de/my/")
    assert "1 Änderung im Programm seit Ihrem letzten Besuch" in page.text
    assert "Raum 1.06 statt 1.05" in page.text
    assert row_of(miriam).seen_version is None  # a look has stored nothing
    assert visitor.form_in(page, "/de/my/programme").send().location == "/de/my/"
    assert (row_of(miriam).seen_version, "Gelesen" in visitor.get("/de/my/").text) == (2, False)


def test_what_is_published_between_the_look_and_the_button_stays_unread(visitor, event, rooms, miriam):
    move(event, rooms)
    form = visitor.form("/de/my/programme")
    with transaction() as session:
        session.get_one(Registration, miriam).seen_version = None
    form.form.fields["version"] = "1"  # the version that the page knew
    form.send()
    assert (row_of(miriam).seen_version, "Gelesen" in visitor.get("/de/my/").text) == (1, True)


@pytest.mark.parametrize("version", ["", "999999999", "x", "-1"])
def test_a_version_that_does_not_exist_is_never_seen(visitor, event, rooms, miriam, version):
    move(event, rooms)
    visitor.form("/de/my/programme").send(version=version)
    assert row_of(miriam).seen_version in {0, 2}


def test_who_registered_before_there_was_a_programme_reads_that_it_is_there(visitor, event, rooms):
    miriam = arrive(event, "miriam@example.org", NOW - HOUR)
    plan(event, replace(TALK, room=rooms[0]))
    publish(event)
    assert "Das Programm ist veröffentlicht" in open_my_page(visitor, miriam).text


def test_a_better_text_is_no_news():
    old, new = timetable(TALK), timetable(replace(TALK, abstract=Localized("Mehr dazu")))
    assert unseen_changes(2, old, new) is None


def test_until_when_somebody_can_do_what(event):
    closes, begins, ends = event.registration_closes_at, event.starts_at, event.ends_at

    def can(status, phase=RegistrationPhase.OPEN, now=NOW):
        return choices(status, until(event), phase, now)

    assert can(Status.CONFIRMED) == Choices(details=begins, mode=closes, cancelling=ends, returning=None)
    assert can(Status.OFFERED) == Choices(details=begins, mode=None, cancelling=ends, returning=None)
    assert can(Status.UNCONFIRMED) == Choices(details=None, mode=None, cancelling=ends, returning=None)
    assert can(Status.CANCELLED) == Choices(details=None, mode=None, cancelling=None, returning=closes)
    assert can(Status.CANCELLED, RegistrationPhase.CLOSED) == can(Status.DECLINED) == Choices(None, None, None, None)
    assert can(Status.CONFIRMED, RegistrationPhase.CLOSED, closes) == Choices(begins, None, ends, None)
    assert can(Status.CONFIRMED, RegistrationPhase.CLOSED, begins) == Choices(None, None, ends, None)
    assert (
        can(Status.CONFIRMED, RegistrationPhase.OVER)
        == can(Status.CONFIRMED, RegistrationPhase.CLOSED, ends)
        == Choices(*[None] * 4)
    )


@pytest.mark.parametrize("status", list(Status))
def test_the_page_of_whoever_stands_anywhere_writes_to_nobody_for_a_change(visitor, event, miriam, status):
    with transaction() as session:
        row = session.get_one(Registration, miriam)
        row.status, row.waitlisted_at, row.offer_until = status, NOW, NOW + HOUR
    page = visitor.get("/de/my/")
    offered = {action for action in ("/details/person", "/cancellation", "/return") if f"/de/my{action}" in page.text}
    now_can = choices(status, until(event), RegistrationPhase.OPEN, NOW)
    expected = {"/details/person": now_can.details, "/cancellation": now_can.cancelling, "/return": now_can.returning}
    assert (page.status_code, offered) == (200, {action for action, end in expected.items() if end})


def test_after_the_meeting_and_in_an_archive_nothing_is_left_to_do(visitor, event, miriam):
    event_id = event.id
    with transaction() as session:
        session.get_one(type(event), event_id).status = EventStatus.ARCHIVED
    page = visitor.get("/de/my/").text
    assert [path in page for path in ("/my/details", "/my/cancellation", "/my/return")] == [False, False, False]


@pytest.mark.parametrize(
    ("mode", "status", "sees"),
    [
        (Mode.ONLINE, Status.CONFIRMED, True),
        (Mode.ONSITE, Status.CONFIRMED, False),
        (Mode.ONLINE, Status.CANCELLED, False),
    ],
)
def test_only_those_with_a_confirmed_place_online_get_the_link_to_the_stream(
    session, visitor, event, mode, status, sees
):
    make_room(event, name="Saal", has_stream=True, stream_url="https://stream.example.org/x")
    miriam = arrive(event, "miriam@example.org", mode=mode)
    session.get_one(Registration, miriam).status = status
    session.commit()
    open_my_page(visitor, miriam)
    page = visitor.get("/de/my/").text
    assert ('href="https://stream.example.org/x"' in page, "Ihr Link zum Stream" in page) == (sees, sees)


@pytest.mark.parametrize(
    ("mode", "rooms_named", "streams_named"), [(Mode.ONSITE, True, False), (Mode.ONLINE, False, True)]
)
def test_online_the_own_programme_names_streams_instead_of_rooms(
    visitor, event, rooms, mode, rooms_named, streams_named
):
    streamed, coffee = replace(TALK, room=rooms[0], has_stream=True), slot(2, 60, kind=Kind.COFFEE, room=rooms[1])
    plan(event, streamed, coffee, slot(3, 120, title=Localized("Ausblick"), room=rooms[1]))
    publish(event)
    open_my_page(visitor, arrive(event, "miriam@example.org", mode=mode))
    page = visitor.get("/de/my/").text
    assert {each in page for each in ("1.05", "1.06")} == {rooms_named}
    online = ("</span>Livestream</p>", "</span>Ohne Stream</p>", "Pause ohne Stream")
    assert {each in page for each in online} == {streams_named}


def test_before_the_link_is_set_up_the_page_says_that_it_will_come(visitor, event):
    make_room(event, name="Saal", has_stream=True)
    open_my_page(visitor, arrive(event, "miriam@example.org", mode=Mode.ONLINE))
    assert "Sie finden den Link hier, sobald er eingerichtet ist." in visitor.get("/de/my/").text


@pytest.mark.parametrize(("status", "label"), [(Status.CONFIRMED, "Abmelden"), (Status.CANCELLED, "Doch teilnehmen")])
def test_the_ways_out_and_back_promise_nothing_about_a_waiting_list(visitor, event, status, label):
    miriam = arrive(event, "miriam@example.org")  # the meeting has room, and nobody waits
    if status is Status.CANCELLED:
        cancel(event, miriam)
    manage = open_my_page(visitor, miriam).text.split("my-day__manage")[1]
    assert (label in manage, "Warteliste" in manage) == (True, False)


def test_only_whoever_was_registered_by_somebody_reads_that_it_was_left_out_for_them(visitor, event):
    ids = together(event, JO)
    ask(event, "Bahn?", QuestionKind.LINE, is_mandatory=True)  # asked only after both had registered
    pages = []
    for person in ids:
        prove(event, person)
        pages.append(open_my_page(visitor, person).text)
    assert ["Angaben, die wir noch brauchen" in page for page in pages] == [True, True]
    assert ["Wer Sie angemeldet hat" in page for page in pages] == [False, True]
    assert ["Das Organisationsteam braucht sie von Ihnen." in page for page in pages] == [True, False]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(Status.WAITLISTED, "Sie stehen auf Platz 1 der Warteliste"), (Status.IN_REVIEW, "Ihre Anmeldung ist in Prüfung")],
)
def test_who_has_no_place_yet_reads_where_they_stand_and_nothing_of_what_they_told(
    session, visitor, event, status, sentence
):
    columns = {"waitlisted_at": NOW} if status is Status.WAITLISTED else {}
    miriam = make_registration(event, status=status, confirmed_at=None, organisation="Musternetzwerk", **columns)
    open_my_page(visitor, miriam.id)
    page = visitor.get("/de/my/").text
    assert (sentence in page, "<h1>Meine Anmeldung</h1>" in page) == (True, True)
    assert ("Ihre Angaben</h2>" in page, "Keine Angabe" in page, "Noch offen" in page) == (False, False, False)
