"""The editions one runs, the desk, and the settings: who may, what is refused, and what nobody loses."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.outbox import services as outbox_services
from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.accountability import a_report
from tests.support.make import make_account, make_day, make_event, make_mail, make_member, make_registration, make_room
from tests.support.outbox import failed_mail, lease_one
from tests.support.programme import plan, slot
from tests.support.settings import NOW


def people(app, event):
    """A visitor for each kind of person, signed in."""
    other = make_event()
    accounts = {
        "organiser": make_member(event),
        "staff": make_member(event, Role.STAFF),
        "foreign": make_member(other),
        "admin": make_account(is_admin=True),
        "anonymous": None,
    }
    for name, account in accounts.items():
        visitor = app.test_client()
        if account:
            visitor.enter(account.email)
        yield name, visitor


def settings_form(visitor):
    return visitor.own_form("/en/manage/jahrestagung-2027/settings")


def stored(session, event):
    session.rollback()
    return events.settings(session, event.id)[0]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/de/manage/", {"organiser": 302, "staff": 302, "foreign": 302, "admin": 200, "anonymous": 302}),
        (
            "/de/manage/jahrestagung-2027/",
            {"organiser": 200, "staff": 200, "foreign": 404, "admin": 200, "anonymous": 302},
        ),
        (
            "/de/manage/jahrestagung-2027/settings",
            {"organiser": 200, "staff": 403, "foreign": 404, "admin": 200, "anonymous": 302},
        ),
    ],
)
def test_each_page_opens_for_whom_it_is_meant(app, event, path, expected):
    assert {name: visitor.get(path).status_code for name, visitor in people(app, event)} == expected


def test_nobody_else_can_post_the_settings(app, event):
    path = "/de/manage/jahrestagung-2027/settings"
    codes = {name: visitor.post(path, data={"city": "Bonn"}).status_code for name, visitor in people(app, event)}
    assert codes == {"organiser": 200, "staff": 403, "foreign": 404, "admin": 200, "anonymous": 302}


def test_the_desk_counts_places_states_and_what_waits(event, organiser):
    make_day(event)
    make_registration(event)
    make_registration(event, status=Status.WAITLISTED, confirmed_at=None)
    hall = make_room(event)
    plan(event, slot(1, room=hall.id), slot(2, room=hall.id))
    text = " ".join(organiser.get("/de/manage/jahrestagung-2027/").text.split())
    assert "<strong>1</strong> von 200" in text
    assert "1 auf der Warteliste" in text
    assert "Konflikt im Programm" in text
    assert "Unveröffentlichte Änderungen" in text


def test_staff_see_no_way_to_where_they_may_not_go(app, event):
    staff = dict(people(app, event))["staff"]
    text = staff.get("/de/manage/jahrestagung-2027/").text
    assert ("/settings" in text, "manage/jahrestagung-2027/agenda" in text, "/attendees" in text) == (
        False, False, True,
    )  # fmt: skip


def test_what_only_organisers_can_do_does_not_wait_for_staff(app, event):
    make_day(event)
    hall = make_room(event)
    plan(event, slot(1, room=hall.id), slot(2, room=hall.id))
    staff = dict(people(app, event))["staff"]
    assert "Nichts wartet auf Sie." in staff.get("/de/manage/jahrestagung-2027/").text


def test_a_mail_that_failed_waits_until_somebody_takes_note_of_it(event, organiser):
    desk = "/en/manage/jahrestagung-2027/"
    make_mail("confirmed:1", scope=f"edition:{event.id}", recipient="kim@example.org")
    leased = lease_one(NOW)
    outbox.mark_failed(leased, "550 no such user", permanent=True, now=NOW)
    text = organiser.get(desk).text
    assert "To kim@example.org" in text
    assert "The server said: 550 no such user." in text
    assert "outbox?segment=failed" in text
    outbox_services.dismiss_failure(event.id, leased.id, "Phoned.", Act("organiser@example.org", NOW))
    assert "kim@example.org" not in organiser.get(desk).text


def test_that_no_mail_leaves_is_the_first_thing_on_the_desk(event, organiser):
    failed_mail(event)
    outbox_services.pause_mails(event.id, Act("organiser@example.org", NOW))
    text = organiser.get("/de/manage/jahrestagung-2027/").text
    assert 0 < text.index("Versand angehalten") < text.index("E-Mail nicht zugestellt")


def test_an_open_report_on_a_barrier_waits_on_the_desk(event, organiser):
    a_report(event)
    assert "Meldung einer Barriere wartet auf Antwort" in organiser.get("/de/manage/jahrestagung-2027/").text


def test_more_failed_mails_than_a_page_can_show_are_counted_all_the_same(event, organiser):
    for number in range(23):
        make_mail(f"confirmed:{number}", scope=f"edition:{event.id}", recipient=f"kim{number}@example.org")
        outbox.mark_failed(lease_one(NOW), "550 no such user", permanent=True, now=NOW)
    text = organiser.get("/en/manage/jahrestagung-2027/").text
    assert '<strong class="task__number">23</strong>' in text
    assert ("The latest 20 addresses" in text, text.count("search=kim")) == (True, 20)


def test_addresses_not_proven_wait_with_the_time_at_which_the_first_lapses(event, organiser):
    held = {"status": Status.UNCONFIRMED, "confirmed_at": None, "proven_at": None}
    make_registration(event, **held, created_at=datetime(2027, 3, 20, 9, tzinfo=UTC))
    make_registration(event, **held, created_at=datetime(2027, 3, 19, 9, tzinfo=UTC))
    text = organiser.get("/en/manage/jahrestagung-2027/").text
    assert ("Addresses not confirmed yet" in text, "lapses on 21 March 2027, 10:00" in text) == (True, True)


def test_organisers_see_what_the_team_did_last_and_staff_do_not(app, event, organiser):
    plan(event, slot(1, room=make_room(event).id))
    settings_form(organiser).send(city="Bonn")
    settings_form(organiser).send(city="Mainz")
    make_registration(event)
    organiser.get("/en/manage/jahrestagung-2027/attendees.csv?purpose=Badges", buffered=True)
    text = " ".join(organiser.get("/en/manage/jahrestagung-2027/").text.split())
    assert "<strong>Kim Muster</strong> changed the settings 2 times." in text
    assert "<strong>Kim Muster</strong> downloaded 1 row of the list." in text
    assert "changed the programme." in text
    staff = dict(people(app, event))["staff"]
    assert "Recent activity" not in staff.get("/en/manage/jahrestagung-2027/").text


def test_nothing_waits_in_an_archived_edition(event, organiser):
    plan(event, slot(1, room=make_room(event).id))
    organiser.own_form("/en/manage/jahrestagung-2027/status/archiving").send()
    assert "Nothing needs your attention." in organiser.get("/en/manage/jahrestagung-2027/").text


def test_a_mode_no_longer_offered_stays_on_the_desk_while_somebody_has_a_place(event, organiser):
    make_registration(event, mode=Mode.ONLINE)
    settings_form(organiser).send(capacity_online="0")
    assert "<strong>1</strong> of 0" in organiser.get("/en/manage/jahrestagung-2027/").text


def test_saved_settings_are_on_the_public_page(session, event, organiser):
    answer = settings_form(organiser).send(city="Bonn", capacity_onsite="120", day_0_opens="08:30")
    assert answer.status_code == 302
    facts = stored(session, event)
    assert (facts.city, facts.capacity_onsite, facts.starts_at) == (
        "Bonn",
        120,
        datetime(2027, 4, 22, 6, 30, tzinfo=UTC),
    )
    assert "Bonn, Forum Berlin" in organiser.get("/de/jahrestagung-2027/").text


def test_the_form_saves_what_it_shows_without_a_change(session, event, organiser):
    before = stored(session, event)
    assert settings_form(organiser).send().status_code == 302
    assert stored(session, event) == before


def test_days_can_be_set_before_the_venue_is_known(session, event, organiser):
    assert settings_form(organiser).send(venue="", address="", city="", day_0_opens="08:30").status_code == 302
    facts = stored(session, event)
    assert (facts.venue, facts.city, facts.starts_at) == ("", "", datetime(2027, 4, 22, 6, 30, tzinfo=UTC))
    page = organiser.get("/de/jahrestagung-2027/").text
    assert ("wird noch bekannt gegeben" in page, 'id="venue"' in page) == (True, True)
    assert "22. April 2027 ·" not in organiser.get("/de/jahrestagung-2027/agenda").text


def test_who_saves_second_sees_both_texts_and_loses_nothing(session, event, organiser):
    mine, colleague = settings_form(organiser), settings_form(organiser)
    colleague.send(city="Bonn")
    answer = mine.send(city="Mainz", motto_de="Mein Motto")
    assert (answer.status_code, stored(session, event).city) == (409, "Bonn")
    assert all(word in answer.text for word in ("Mainz", "Bonn", "Mein Motto", "Cluster verbinden Regionen"))
    again = organiser.form_in(answer, "/en/manage/jahrestagung-2027/settings")
    assert again.send().status_code == 302
    assert (stored(session, event).city, stored(session, event).motto.de) == ("Mainz", "Mein Motto")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day_0_date": "2027-03-28", "day_0_opens": "02:30"}, "This time does not exist on that day"),
        ({"day_0_date": "gestern"}, "Enter a date"),
        ({"day_0_date": ""}, "Enter a date"),
        ({"day_0_date": "0001-01-01"}, "Enter a date"),
        ({"day_0_opens": "neun"}, "Enter a time"),
        ({"day_0_closes": ""}, "Enter a time"),
        ({"day_0_closes": "08:00"}, "The day must end after it begins."),
        ({"day_0_admission": "10:00"}, "Admission must begin no later than the day does."),
        ({"day_0_kind": "side"}, "At least one day must belong to the main programme."),
        ({"registration_closes_at": "2027-01-01T00:00"}, "Registration must close after it opens."),
        ({"registration_closes_at": "2027-05-01T00:00"}, "Registration must close before the event ends."),
        ({"capacity_onsite": "viele"}, "Enter a whole number from 0 to 100000."),
        ({"capacity_onsite": "-1"}, "Enter a whole number from 0 to 100000."),
        ({"capacity_onsite": "0", "capacity_online": "0"}, "Offer at least one place"),
        ({"zone": "Mars/Olympus"}, "Choose one of the options."),
        ({"title_de": ""}, "Fill in this field."),
        ({"contact_email": "niemand"}, "Enter the e-mail address with an @"),
        ({"motto_de": "a\u202eb"}, "Remove the invisible characters that change the direction"),
        ({"motto_de": "x" * 301}, "Shorten this text to at most 300 characters."),
    ],
)
@pytest.mark.promise("P17")
def test_what_cannot_be_kept_is_refused_at_its_field_and_the_rest_stays(session, event, organiser, typed, sentence):
    before = stored(session, event)
    answer = settings_form(organiser).send(**{"venue": "Neuer Ort", **typed})
    assert (answer.status_code, answer.text.count(sentence), 'value="Neuer Ort"' in answer.text) == (200, 2, True)
    assert stored(session, event) == before


def test_the_hour_that_comes_twice_is_the_first_one(session, event, organiser):
    settings_form(organiser).send(day_0_date="2027-10-31", day_0_opens="02:30", day_0_closes="18:00")
    facts = stored(session, event)
    assert (facts.starts_at, facts.ends_at) == (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 17, tzinfo=UTC),
    )


def test_more_places_go_to_who_has_waited_longest_with_a_mail(session, event, organiser):
    settings_form(organiser).send(capacity_onsite="1")
    make_registration(event)
    first = make_registration(event, status=Status.WAITLISTED, confirmed_at=None, email="erste@example.org")
    second = make_registration(event, status=Status.WAITLISTED, confirmed_at=None, email="zweite@example.org")
    settings_form(organiser).send(capacity_onsite="2")
    session.rollback()
    assert [session.get(Registration, each.id).status for each in (first, second)] == [
        Status.CONFIRMED,
        Status.WAITLISTED,
    ]
    assert session.scalars(sa.select(Mail.recipient)).all() == ["erste@example.org"]


def test_fewer_places_take_nobodys_place(session, event, organiser):
    people = [make_registration(event) for _number in range(3)]
    settings_form(organiser).send(capacity_onsite="1")
    session.rollback()
    assert [session.get(Registration, each.id).status for each in people] == [Status.CONFIRMED] * 3
    assert stored(session, event).capacity_onsite == 1


def test_an_archived_edition_keeps_its_facts_until_it_leaves_the_archive(session, event, organiser):
    organiser.own_form("/en/manage/jahrestagung-2027/status/archiving").send()
    refused = settings_form(organiser).send(city="Bonn")
    assert (refused.status_code, "This event is archived." in refused.text) == (200, True)
    organiser.own_form("/en/manage/jahrestagung-2027/status/reopening").send()
    assert settings_form(organiser).send(city="Bonn").status_code == 302
    assert stored(session, event).city == "Bonn"


def test_the_conflicts_are_counted_anew_when_the_day_gets_shorter(session, event, organiser):
    make_day(event)
    plan(event, slot(1, room=make_room(event).id))
    settings_form(organiser).send(day_0_closes="09:30", title_de="Verschoben", title_en="")
    text = organiser.get("/de/manage/jahrestagung-2027/").text
    assert ("Konflikt im Programm" in text, stored(session, event).title) == (True, Localized("Verschoben"))
