"""The list of those who take part: who reads it, and that it never says more than somebody agreed to."""

import re
from datetime import timedelta

import pytest

from gocluster_events.attendance.attendees.rules.participant_list import ListedPerson, Order, matching
from gocluster_events.core import clock
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.rules.reach import LIST_LASTS, Reach, reach_now
from gocluster_events.meeting.registration.own.services.consents import leave_list
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.make import make_event, make_registration
from tests.support.registrants import HOUR, arrive, cancel, decide, row_of as stored
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page

PUBLIC, MINE, CONSENTS = "/de/jahrestagung-2027/attendees", "/de/my/attendees", "/de/my/consents"
NAMED = {"list_name": True}
SHOWN = {**NAMED, "list_public": True}
REACHABLE = {**SHOWN, "list_email": True}
CANARIES = {  # what nobody of the kind agreed to: the page must never hold it
    "silent": {},
    "address-only": {"list_email": True, "list_public": True},
    "waiting": {**REACHABLE, "status": Status.WAITLISTED, "waitlisted_at": NOW},
    "cancelled": {**REACHABLE, "status": Status.CANCELLED},
    "declined": {**REACHABLE, "status": Status.DECLINED},
}


@pytest.fixture
def event(session):
    return make_event(slug="jahrestagung-2027", attendee_list=Reach.PUBLIC)


def person(event, name, **changes):
    """Somebody confirmed of that name, which their address and institution hold too."""
    return make_registration(
        event,
        last_name=f"Canary-{name}",
        email=f"{name}@canary.example.org",
        organisation=f"Institut {name}",
        **changes,
    )


@pytest.fixture
def everybody(event):
    for name, changes in CANARIES.items():
        person(event, name, **changes)
    person(event, "named", **NAMED)
    person(event, "shown", **SHOWN)
    person(event, "reachable", **REACHABLE)
    person(make_event(attendee_list=Reach.PUBLIC), "elsewhere", **REACHABLE)


@pytest.fixture
def miriam(event, visitor):
    miriam = arrive(event, "miriam@example.org", **REACHABLE)
    open_my_page(visitor, miriam)
    return miriam


def every_view(visitor, address):
    """All that the page shows by whatever is asked of it, in both languages."""
    queries = (
        "",
        "?order=organisation",
        "?search=canary",
        "?search=example.org",
        "?search=institut&order=organisation",
        "?page=2",
    )
    both = (address, address.replace("/de/", "/en/"))
    return "".join(visitor.get(each + query).text for each in both for query in queries)


def test_the_public_page_names_those_alone_who_agreed_to_it_and_nobody_s_address(visitor, event, everybody):
    seen = every_view(visitor, PUBLIC)
    named = {name for name in (*CANARIES, "named", "shown", "reachable", "elsewhere") if f"Canary-{name}" in seen}
    assert named == {"shown", "reachable"}
    assert "@canary.example.org" not in seen


def test_participants_read_who_agreed_and_the_address_of_those_who_agreed_to_that_too(
    visitor, event, miriam, everybody
):
    seen = every_view(visitor, MINE)
    named = {name for name in (*CANARIES, "named", "shown", "reachable", "elsewhere") if f"Canary-{name}" in seen}
    addresses = {name for name in (*CANARIES, "named", "shown", "reachable") if f"{name}@canary" in seen}
    assert (named, addresses) == ({"named", "shown", "reachable"}, {"reachable"})


def test_a_search_finds_nobody_by_what_the_reader_does_not_see(visitor, event, everybody):
    assert "Niemand passt" in visitor.get(f"{PUBLIC}?search=reachable@canary").text
    assert "Niemand passt" in visitor.get(f"{PUBLIC}?search=named").text
    assert "Canary-shown" in visitor.get(f"{PUBLIC}?search=institut+SHOWN").text


@pytest.mark.parametrize("reach", [Reach.NOBODY, Reach.PARTICIPANTS])
def test_a_list_that_is_not_public_is_not_there(visitor, session, reach):
    event = make_event(slug="jahrestagung-2027", attendee_list=reach)
    person(event, "shown", **SHOWN)
    assert visitor.get(PUBLIC).status_code == 404
    assert PUBLIC not in visitor.get("/de/jahrestagung-2027/").text


def test_a_new_edition_shows_nobody(visitor, session):
    event = make_event(slug="jahrestagung-2027")
    open_my_page(visitor, arrive(event, "miriam@example.org", **REACHABLE))
    assert event.attendee_list is Reach.NOBODY
    assert (visitor.get(PUBLIC).status_code, visitor.get(MINE).status_code) == (404, 404)
    assert MINE not in visitor.get("/de/my/").text


def test_the_way_to_the_list_is_on_the_personal_page_and_on_the_edition_s(visitor, event, miriam):
    assert f'href="{MINE}"' in visitor.get("/de/my/").text
    page = visitor.get("/de/jahrestagung-2027/").text
    assert (f'href="{PUBLIC}"' in page, ">Wer kommt</h3>" in page) == (True, True)


def test_whoever_has_no_place_reads_no_list(visitor, event, miriam):
    cancel(event, miriam)
    assert visitor.get(MINE).status_code == 404


def test_a_withdrawn_consent_is_gone_at_once_from_what_a_browser_has_kept_too(visitor, event, miriam):
    before = visitor.get(PUBLIC)
    known = {"If-None-Match": before.headers["ETag"]}
    assert visitor.get(PUBLIC, headers=known).status_code == 304
    decide(event, miriam, NOW + HOUR, list_name=True, list_public=False)
    after = visitor.get(PUBLIC, headers=known)
    assert (after.status_code, "Tannert" in before.text, "Tannert" in after.text) == (200, True, False)


def test_nobody_between_keeps_the_list_and_search_engines_leave_it_out(visitor, event, everybody):
    answer = visitor.get(PUBLIC)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_button_leaves_the_list_even_after_the_meeting_began(visitor, event, miriam, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: event.ends_at + HOUR)
    open_my_page(visitor, miriam)
    assert visitor.form(f"{MINE}/withdrawal").send().location == "/de/my/"
    gone = stored(miriam)
    assert (gone.list_name, gone.list_email, gone.list_public) == (False, False, False)
    assert "Tannert" not in visitor.get(PUBLIC).text
    assert "Keine Liste zeigt Ihren Namen" in visitor.get(f"{MINE}/withdrawal").text


def test_leaving_twice_changes_nothing_more(event, miriam):
    leave_list(event.id, miriam, NOW)
    revision = stored(miriam).revision
    leave_list(event.id, miriam, NOW + HOUR)
    assert stored(miriam).revision == revision


def test_the_list_closes_two_weeks_after_the_meeting_and_in_an_archive():
    ends = NOW
    last = ends + LIST_LASTS - timedelta(seconds=1)
    assert reach_now(Reach.PUBLIC, ends, last, is_published=True) is Reach.PUBLIC
    assert reach_now(Reach.PUBLIC, ends, ends + LIST_LASTS, is_published=True) is Reach.NOBODY
    assert reach_now(Reach.PUBLIC, ends, NOW, is_published=False) is Reach.NOBODY


def test_an_archived_edition_shows_no_list(visitor, session):
    event = make_event(slug="jahrestagung-2027", attendee_list=Reach.PUBLIC, status=EventStatus.ARCHIVED)
    person(event, "shown", **SHOWN)
    assert visitor.get(PUBLIC).status_code == 404


@pytest.mark.parametrize("reach", Reach)
def test_the_page_of_consents_asks_for_a_public_list_only_where_there_is_one(visitor, session, reach):
    event = make_event(slug="jahrestagung-2027", attendee_list=reach)
    open_my_page(visitor, arrive(event, "kim@example.org"))
    page = visitor.get(CONSENTS).text
    assert ('name="list_name"' in page, 'name="list_public"' in page) == (True, reach is Reach.PUBLIC)
    assert " checked" not in page


def test_a_list_that_becomes_public_shows_nobody_who_agreed_before(visitor, session):
    event = make_event(slug="jahrestagung-2027", attendee_list=Reach.PARTICIPANTS)
    open_my_page(visitor, arrive(event, "miriam@example.org", **NAMED))
    with transaction() as writing:
        writing.get_one(Event, event.id).attendee_list = Reach.PUBLIC
    assert not re.search(r'name="list_public"[^>]*checked', visitor.get(CONSENTS).text)
    assert "Tannert" not in visitor.get(PUBLIC).text


def test_somebody_s_data_say_what_they_agreed_to(visitor, event, miriam):
    assert "Name in der öffentlichen Teilnehmendenliste" in visitor.get("/de/my/data").text


def listed(last, organisation="", **changes):
    values = {"title": "", "first_name": "Kim", "position": "", "email": "", "sort_key": f"{last.lower()} kim"}
    return ListedPerson(**{**values, **changes}, last_name=last, organisation=organisation)


def test_the_list_is_sorted_by_name_or_institution_and_who_has_none_comes_last():
    adler, baum, cem = listed("Adler"), listed("Baum", "Öko-Institut"), listed("Cem", "Amt")
    assert matching([adler, baum, cem], "", Order.ORGANISATION) == [cem, baum, adler]
    assert matching([cem, baum, adler], "", Order.NAME) == [adler, baum, cem]


def test_a_name_begins_with_the_last_name():
    assert listed("Lindholm", title="Dr.", first_name="Tarek").name == "Lindholm, Dr. Tarek"
    assert listed("Lindholm", first_name="").name == "Lindholm"


def test_the_head_says_what_is_sorted_by_and_leads_to_the_other_order(visitor, event, everybody):
    by_name = visitor.get(PUBLIC).text
    assert re.findall(r'aria-sort="ascending"><strong>(\w+)', by_name) == ["Name"]
    assert f'href="{PUBLIC}?order=organisation"' in by_name
    by_organisation = visitor.get(f"{PUBLIC}?order=organisation&search=canary").text
    assert re.findall(r'aria-sort="ascending"><strong>(\w+)', by_organisation) == ["Institution"]
    assert f'href="{PUBLIC}?search=canary"' in by_organisation


def test_every_word_of_a_search_must_occur():
    baum, cem = listed("Baum", "Öko-Institut"), listed("Cem", "Institut")
    assert matching([baum, cem], "oeko inst", Order.NAME) == [baum]
    assert matching([baum, cem], "institut", Order.NAME) == [baum, cem]
