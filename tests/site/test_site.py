"""What the public reads: all editions, one edition in every phase, and the legal pages."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from icalendar import Calendar

from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.make import make_day, make_event, make_member, make_registration, make_room, make_track, move_event
from tests.support.programme import TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW


def heading(answer):
    """The registration box's own heading."""
    return " ".join(re.search(r'<h2 id="seats">(.*?)</h2>', answer.text, re.DOTALL)[1].split())


@pytest.mark.parametrize(
    ("languages", "address"), [("de-DE,de;q=0.9", "/de/"), ("en-GB,en", "/en/"), ("fr", "/de/"), ("", "/de/")]
)
def test_the_root_speaks_the_language_of_the_browser(visitor, languages, address):
    answer = visitor.get("/", headers={"Accept-Language": languages})
    assert (answer.status_code, answer.location, "Accept-Language" in answer.vary) == (302, address, True)


def test_the_start_page_lists_open_coming_and_past_editions_but_no_drafts(session, visitor):
    make_event(title=Localized("Jahrestagung"))
    make_event(title=Localized("Herbstforum"), registration_opens_at=NOW + timedelta(days=1))
    make_event(title=Localized("Rückblick"), status=EventStatus.ARCHIVED)
    make_event(title=Localized("Geheim"), status=EventStatus.DRAFT)
    text = visitor.get("/de/").text
    places = [text.find(word) for word in ("Jahrestagung</a>", "Herbstforum</a>", "Rückblick</a>")]
    assert (places == sorted(places), -1 in places, "Geheim" in text) == (True, False, False)


def test_a_meeting_that_runs_comes_before_those_one_can_register_for(session, visitor):
    make_event(title=Localized("Herbstforum"))
    runs = make_event(title=Localized("Jahrestagung"))
    make_event(title=Localized("Fachdialog"))
    move_event(runs.id, clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1))
    text = visitor.get("/de/").text
    titles = sorted(("Herbstforum</a>", "Jahrestagung</a>", "Fachdialog</a>"), key=text.find)
    assert (titles[0], "Jetzt läuft" in text) == ("Jahrestagung</a>", True)


def test_without_any_edition_the_start_page_says_so(session, visitor):
    assert "Es ist noch keine Veranstaltung angekündigt." in visitor.get("/de/").text


@pytest.mark.parametrize(
    ("changes", "german", "english"),
    [
        ({}, "Sie können sich anmelden", "You can register"),
        ({"capacity_onsite": 10}, "Sie können sich anmelden", "You can register"),
        ({"capacity_onsite": 7}, "Noch 5 Plätze vor Ort", "5 in-person places left"),
        ({"capacity_onsite": 3}, "Noch 1 Platz vor Ort", "1 in-person place left"),
        ({"capacity_onsite": 2}, "Vor Ort sind alle Plätze vergeben", "All in-person places are taken"),
        (
            {"registration_opens_at": NOW + timedelta(days=3)},
            "Die Anmeldung öffnet am 23. März 2027",
            "Registration opens on 23 March 2027",
        ),
        ({"registration_closes_at": NOW}, "Die Anmeldefrist ist abgelaufen", "The registration period has ended"),
        ({"status": EventStatus.ARCHIVED}, "Diese Veranstaltung ist vorbei", "This event is over"),
    ],
)
def test_the_box_says_what_one_can_do_now(session, visitor, changes, german, english):
    event = make_event(**changes)
    make_registration(event)
    make_registration(event)
    assert heading(visitor.get(f"/de/{event.slug}/")) == german
    assert heading(visitor.get(f"/en/{event.slug}/")) == english


@pytest.mark.parametrize(
    ("changes", "button"),
    [
        ({}, "Jetzt anmelden"),
        ({"capacity_onsite": 1}, "Auf die Warteliste"),
        ({"registration_closes_at": NOW}, None),
        ({"registration_opens_at": NOW + timedelta(days=1)}, None),
        ({"status": EventStatus.ARCHIVED}, None),
    ],
)
def test_the_box_has_a_button_only_when_somebody_can_register(session, visitor, changes, button):
    event = make_event(**changes)
    make_registration(event)
    buttons = re.findall(r'kern-btn--primary".*?kern-label">(.*?)<', visitor.get(f"/de/{event.slug}/").text)
    assert buttons == ([button] if button else [])


def test_when_the_hall_is_full_the_stream_is_offered(session, visitor):
    event = make_event(capacity_onsite=1)
    make_registration(event)
    assert "Oder online teilnehmen:" in visitor.get(f"/de/{event.slug}/").text


def test_who_waits_takes_no_place(session, visitor):
    event = make_event(capacity_onsite=1)
    make_registration(event)
    make_registration(event, status=Status.WAITLISTED, confirmed_at=None)
    assert "1 von 1 vergeben" in visitor.get(f"/de/{event.slug}/").text


def test_the_page_works_without_a_programme_and_shows_it_once_it_is_published(session, visitor):
    event = make_event()
    make_day(event)
    hall, track = make_room(event, name="Eichensaal"), make_track(event)
    talk = with_people(slot(1, room=hall.id, track=track.id, title=Localized("Kommunen als Partner")), TAREK)
    plan(event, talk, TAREK)
    before = visitor.get(f"/de/{event.slug}/").text
    publish(event)
    after = visitor.get(f"/de/{event.slug}/").text
    assert ("Das Programm folgt." in before, "Kommunen als Partner" in before) == (True, False)
    assert ("Das Programm folgt." in after, "Kommunen als Partner" in after, "Lindholm" in after) == (False, True, True)


def test_a_text_that_is_missing_in_english_is_shown_in_german_and_marked(session, visitor):
    event = make_event(motto=Localized("Wissen sichern"), description=Localized("Ein **Tag** <b>für alle</b>."))
    text = visitor.get(f"/en/{event.slug}/").text
    assert '<h1 class="hero__motto" lang="de">' in text
    assert "<p>Ein <strong>Tag</strong> &lt;b&gt;für alle&lt;/b&gt;.</p>" in text


@pytest.mark.parametrize("path", ["/de/{slug}/", "/en/{slug}/", "/{slug}/meeting.ics"])
def test_a_draft_is_not_there_for_the_public(session, visitor, path):
    event = make_event(status=EventStatus.DRAFT)
    assert visitor.get(path.format(slug=event.slug)).status_code == 404


@pytest.mark.parametrize("path", ["/fr/", "/de/nirgends/", "/de/nirgends", "/xx/privacy"])
def test_an_unknown_edition_or_language_is_a_helpful_404(session, visitor, path):
    answer = visitor.get(path, follow_redirects=True)
    assert (answer.status_code, "<h1>" in answer.text) == (404, True)


@pytest.mark.parametrize("body", [b"email=" + b"x" * 3_000_000, b"&a" * 5_000], ids=["bytes", "fields"])
def test_a_form_with_more_than_anybody_types_is_refused_with_a_page(visitor, body):
    answer = visitor.post("/de/sign-in", data=body, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, "<h1>" in answer.text) == (413, True)


@pytest.mark.parametrize(
    ("path", "status"), [("/de/sign-in", 413), ("/de/nirgends/", 405), ("/de/manage/nirgends/settings", 302)]
)
def test_what_is_refused_is_read_to_its_end_for_a_proxy_that_is_still_sending_it(visitor, path, status):
    body = BytesIO(b"email=" + b"x" * 3_000_000)
    kind = "application/x-www-form-urlencoded"
    answer = visitor.post(path, input_stream=body, content_length=3_000_006, content_type=kind)
    assert (answer.status_code, body.read()) == (status, b"")


@pytest.mark.parametrize(("path", "is_large"), [("sign-in", False), ("manage/tagung/materials/upload", True)])
def test_what_is_far_too_large_is_read_as_far_only_where_files_of_that_size_are_taken(session, visitor, path, is_large):
    make_member(make_event(slug="tagung"), email="organiser@example.org")
    if is_large:
        visitor.enter("organiser@example.org")
    size = 26 * 1024 * 1024
    body = BytesIO(bytes(size))
    kind = "multipart/form-data; boundary=border"
    answer = visitor.post(f"/de/{path}", input_stream=body, content_length=size, content_type=kind)
    assert answer.status_code == 413
    assert (body.tell() == size, body.tell() < size // 2) == (is_large, not is_large)


def test_the_public_pages_are_the_same_bytes_for_staff_and_strangers(session, app, visitor):
    event = make_event()
    visitor.enter(make_member(event, Role.STAFF).email)
    for path in ("/de/", f"/de/{event.slug}/", "/en/privacy"):
        stranger = app.test_client().get(path)
        assert visitor.get(path).data == stranger.data
        assert ("Set-Cookie" in stranger.headers, "Cookie" in stranger.vary) == (False, False)


def test_the_meeting_fits_into_a_calendar_and_points_to_its_page(session, visitor):
    event = make_event()
    answer = visitor.get(f"/{event.slug}/meeting.ics?lang=en")
    entry = Calendar.from_ical(answer.data).walk("VEVENT")[0]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.slug}.ics"'
    assert (str(entry["SUMMARY"]), str(entry["URL"])) == ("Annual meeting", f"http://localhost/en/{event.slug}/")
    assert (entry.start, entry.end) == (event.starts_at, event.ends_at)


def test_whoever_meets_a_barrier_finds_the_contact_of_each_coming_meeting(session, visitor):
    make_event(contact_email="coming@example.org")
    make_event(contact_email="past@example.org", status=EventStatus.ARCHIVED)
    text = visitor.get("/de/accessibility").text
    assert ("mailto:coming@example.org" in text, "past@example.org" in text) == (True, False)


@pytest.mark.parametrize(
    ("onsite", "sentences"),
    [
        (7, ["", ""]),
        (6, ["Noch 5 Plätze vor Ort", ""]),
        (2, ["Noch 1 Platz vor Ort", ""]),
        (1, ["Vor Ort ausgebucht", ""]),
    ],
)
def test_programs_and_the_programme_are_told_how_many_places_are_left(session, visitor, onsite, sentences):
    event = make_event(slug="meeting", capacity_onsite=onsite)
    make_registration(event)
    make_registration(event, status=Status.WAITLISTED)
    answer = visitor.get("/meeting/places.json?lang=de")
    places = answer.get_json()["places"]
    assert [each["sentence"].replace("\u00a0", " ") for each in places] == sentences
    assert (places[0]["free"], places[0]["full"], places[0]["waiting"]) == (onsite - 1, onsite == 1, 1)
    assert (answer.headers["Cache-Control"], "Set-Cookie" in answer.headers) == ("public, max-age=5", False)
    assert "Accept-Language" in answer.vary


def test_what_programs_are_told_does_not_outlast_the_registration(session, visitor):
    make_event(slug="meeting", registration_closes_at=clock.now() + timedelta(seconds=3))
    policy = visitor.get("/meeting/places.json?lang=de").headers["Cache-Control"]
    assert policy in {"public, max-age=2", "public, max-age=1"}


@pytest.mark.parametrize(
    ("at", "sentences"),
    [
        (datetime(2027, 4, 21, 12, tzinfo=UTC), (False, False, False)),
        (datetime(2027, 4, 22, 9, 30, tzinfo=UTC), (True, True, False)),
        (datetime(2027, 4, 22, 16, tzinfo=UTC), (False, False, True)),
    ],
)
def test_the_edition_page_knows_that_it_is_the_day_and_that_it_is_over(session, visitor, monkeypatch, at, sentences):
    event = make_event(slug="meeting")
    plan(event, slot(1, room=make_room(event).id))
    publish(event)
    monkeypatch.setattr(clock, "now", lambda: at)
    page = visitor.get("/de/meeting/").text
    assert ("„Mein Tag“ öffnen" in page, 'id="today"' in page, 'seats__state">Vorbei' in page) == sentences
    assert ("Jetzt läuft" in visitor.get("/de/").text) is sentences[0]


def test_the_dates_of_a_meeting_over_two_days_stand_on_its_page(session, visitor):
    make_event(slug="meeting", ends_at=datetime(2027, 4, 23, 11, tzinfo=UTC))
    page = visitor.get("/de/meeting/").text
    assert ("22.–23. April 2027" in page, "Do 09:00 – Fr 13:00" in page) == (True, True)


def test_nothing_is_said_of_places_once_registration_has_closed(session, visitor):
    make_event(slug="meeting", capacity_onsite=1, registration_closes_at=NOW - timedelta(days=1))
    answer = visitor.get("/meeting/places.json?lang=en").get_json()
    assert (answer["open"], [each["sentence"] for each in answer["places"]]) == (False, ["", ""])


def test_a_missing_page_of_a_meeting_leads_to_the_meeting(session, visitor):
    make_event(slug="meeting")
    answer = visitor.get("/de/meeting/agenda/gibt-es-nicht")
    assert (answer.status_code, 'href="/de/meeting/"' in answer.text) == (404, True)


def test_an_address_that_only_a_button_uses_says_so(visitor):
    answer = visitor.post("/de/privacy")
    assert (answer.status_code, "funktioniert nur über eine Schaltfläche" in answer.text) == (405, True)


def test_rooms_that_need_steps_say_so_when_not_all_are_step_free(visitor, event):
    make_room(event, name="Saal", seats=40)
    make_room(event, name="Keller", seats=0, is_step_free=False)
    page = visitor.get("/en/jahrestagung-2027/").text
    assert (page.count("not step-free"), "All rooms are wheelchair-accessible." in page) == (1, False)
