"""The search over everything of an edition: whom it finds what for, and what it never says."""

import re

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.access import Permission, Role
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.text import Localized
from gocluster_events.core.web.audience import audience_of
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.people.models import SpecialNeeds
from gocluster_events.meeting.registration.people.rules.codes import Diet, NoteKind
from gocluster_events.site.views.search import named_pages
from tests.support.counting import counted_statements
from tests.support.make import add, make_event, make_item, make_member, make_person, make_registration
from tests.support.outbox import mail_to
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/search"


@pytest.fixture
def event(session):
    return make_event(slug="jahrestagung-2027")


def signed_in(app, event, role):
    visitor = app.test_client()
    visitor.enter(make_member(event, role).email)
    return visitor


@pytest.fixture
def organiser(app, event):
    return signed_in(app, event, Role.ORGANISER)


@pytest.fixture
def staff(app, event):
    return signed_in(app, event, Role.STAFF)


def groups(text):
    """What was found: the names of the hits, by the name of their group."""
    sections = re.findall(r'<section class="hits__group" aria-label="([^"]+)">(.*?)</section>', text, re.DOTALL)
    return {name: re.findall(r'hit__name">([^<]*)<', body) for name, body in sections}


def a_person_of_the_programme(event, **changes):
    row = make_person(event)
    with db.transaction() as session:
        for name, value in changes.items():
            setattr(session.get_one(Person, row.id), name, value)
    return row


@pytest.mark.parametrize("typed", ["Fährmann, Silke", "faehrmann", "Fhärmann", "K7M2-9QX4", "9qx4"])
def test_a_registration_is_found_however_it_is_typed(event, organiser, typed):
    make_registration(event, first_name="Silke", last_name="Fährmann", reference="K7M2-9QX4-T")
    make_registration(event, first_name="Kim", last_name="Tafelmaier")
    assert groups(organiser.get(f"{PAGE}?q={typed}").text)["Anmeldungen"] == ["Silke Fährmann"]


def test_people_items_mails_and_pages_are_found_by_name(event, organiser):
    a_person_of_the_programme(event, first_name="Ada", last_name="Warteberg")
    make_item(event, code="W1", title=Localized("Wartungsfreie Anlagen", ""))
    mail_to(event, first_name="Björn", last_name="Wartke", email="b@example.org")
    assert groups(organiser.get(f"{PAGE}?q=wart").text) == {
        "Anmeldungen": ["Björn Wartke"],
        "Mitwirkende": ["Ada Warteberg"],
        "Programmpunkte": ["Wartungsfreie Anlagen"],
        "E-Mails": ["Björn Wartke"],
        "Seiten": ["Warteliste"],
    }


@pytest.mark.parametrize("typed", ["b@example.org", "Persönlicher Link", "Warrtke"])
def test_a_mail_is_found_by_its_recipient_its_subject_and_a_similar_name(event, organiser, typed):
    mail_to(event, first_name="Björn", last_name="Wartke", email="b@example.org")
    assert groups(organiser.get(f"{PAGE}?q={typed}").text)["E-Mails"] == ["Björn Wartke"]


def test_an_item_that_was_taken_out_and_a_name_that_was_removed_are_not_found(event, organiser):
    a_person_of_the_programme(event, last_name="Warteberg", is_redacted=True)
    make_item(event, title=Localized("Wartungsfrei", ""), dropped_at=NOW)
    assert set(groups(organiser.get(f"{PAGE}?q=wart").text)) == {"Seiten"}


def test_whoever_may_not_open_a_page_does_not_read_its_name_or_what_stands_on_it(event, staff):
    a_person_of_the_programme(event, last_name="Warteberg")
    make_item(event, title=Localized("Wartungsfrei", ""))
    make_registration(event, last_name="Wartke")
    text = staff.get(f"{PAGE}?q=wart").text
    assert groups(text) == {"Anmeldungen": ["Maria Wartke"], "Seiten": ["Warteliste"]}
    assert groups(staff.get(f"{PAGE}?q=Rechtstexte").text) == {}


def test_nobody_of_another_edition_is_found(event, organiser):
    make_registration(make_event(slug="other"), last_name="Wartke")
    assert "Wartke" not in organiser.get(f"{PAGE}?q=wart").text


def test_needs_and_notes_and_remarks_find_nobody(event, organiser):
    row = make_registration(event, last_name="Wartke", remark="Geheimnis")
    add(SpecialNeeds(registration_id=row.id, diet=Diet.VEGAN, intolerances="Geheimnis", support=[], support_details=""))
    add(Note(registration_id=row.id, kind=NoteKind.COMMENT, at=NOW, author="a@example.org", text="Geheimnis"))
    assert groups(organiser.get(f"{PAGE}?q=Geheimnis").text) == {}


def test_nothing_of_a_search_is_written_down(event, organiser):
    make_registration(event, last_name="Wartke")
    organiser.get(PAGE)
    with counted_statements() as statements:
        organiser.get(f"{PAGE}?q=wart")
    assert [
        each for each in statements if not str(each).lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN"))
    ] == []
    assert [each for each in db.session().scalars(sa.select(AuditEntry)) if "wart" in str(each.details)] == []


def test_a_text_that_is_too_long_says_so(event, organiser):
    text = organiser.get(f"{PAGE}?q={'a' * 101}").text
    assert "Der Suchtext hat mehr als 100 Zeichen. Bitte kürzen Sie ihn." in text
    assert f'value="{"a" * 101}"' in text


def test_without_words_the_page_says_what_it_searches_and_without_hits_what_to_do(event, organiser):
    assert "Gesucht wird in allem, was Sie in dieser Veranstaltung öffnen dürfen." in organiser.get(PAGE).text
    assert "Kein Treffer für „xyzzy“." in organiser.get(f"{PAGE}?q=xyzzy").text


def test_more_hits_than_are_shown_lead_to_the_list(event, organiser):
    for number in range(10):
        make_registration(event, last_name="Wartke", email=f"{number}@example.org")
    text = organiser.get(f"{PAGE}?q=Wartke").text
    assert (len(groups(text)["Anmeldungen"]), "Alle 10 in der Liste" in text) == (8, True)


def test_each_page_of_the_team_that_an_edition_has_once_is_found_by_its_name(app):
    """Not files and data, not what only a page leads to in the course of work."""
    once = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.arguments <= {"lang", "edition"} and {"lang", "edition"} <= rule.arguments and "GET" in rule.methods
        if "." not in str(rule).rpartition("/")[2]
        and isinstance(getattr(audience_of(app, rule.endpoint), "permission", None), Permission)
    }
    work = r"(removal|withdrawal|pause|attempts|columns|new_\w+|shift|windows|undo|close|unhappy|seats)$|invitation_"
    work += r"|report\.preview$|remind$|cards\.(state|publication|merging|dismissal|restoration)$"  # of chosen cards
    on_the_way = {each for each in once if re.search(work, each)}
    assert once - on_the_way - {each.endpoint for each in named_pages()} - {"site.search"} == set()
