"""The record of processing: it names everything that is stored, as the edition is set, and what goes when."""

import pkgutil
import re
from dataclasses import replace
from importlib import import_module
from io import BytesIO

import pytest
from openpyxl import load_workbook

import gocluster_events
from gocluster_events.attendance.attendees.models import Export
from gocluster_events.backoffice.legal import rules as legal
from gocluster_events.backoffice.legal.rules import Kind
from gocluster_events.backoffice.oversight.rules.personal_data import IMPERSONAL, REGISTER
from gocluster_events.backoffice.oversight.rules.purposes import PARTS, SPECIAL, Purpose
from gocluster_events.backoffice.oversight.words.processing import BASES
from gocluster_events.core.db import Base
from gocluster_events.core.i18n import force_locale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.registration.people.rules.codes import DataClass
from gocluster_events.meeting.registration.privacy.models import RetentionRun
from gocluster_events.meeting.registration.privacy.rules import Part
from tests.support.make import add
from tests.support.paper import text_of
from tests.support.pdf_ua import flaws
from tests.support.questions import ask_tour
from tests.support.settings import NOW

for each in pkgutil.walk_packages(gocluster_events.__path__, "gocluster_events."):
    if ".models" in each.name:
        import_module(each.name)
TABLES = {name: {column.name for column in table.columns} for name, table in Base.metadata.tables.items()}


def test_every_table_is_known_to_tell_of_people_or_of_nobody():
    personal = {held.table for held in REGISTER}
    assert sorted([*personal, *IMPERSONAL]) == sorted(TABLES)


@pytest.mark.parametrize("table", sorted({held.table for held in REGISTER}))
def test_every_column_of_a_table_that_tells_of_people_has_a_category_or_is_technical(table):
    named = [column for held in REGISTER if held.table == table for column in held.named()]
    assert sorted(named) == sorted(TABLES[table])


def test_special_categories_are_processed_for_nothing_but_the_needs():
    assert {held.matter for held in REGISTER for datum in held.columns if datum in SPECIAL} == {Purpose.NEEDS}


@pytest.mark.parametrize("table", sorted(IMPERSONAL))
def test_a_table_that_tells_of_nobody_names_nobody(table):
    traces = {"actor", "author", "email", "name_of", "account_id", "registration_id", "person_id"}
    assert [name for name in TABLES[table] if name in traces or name.endswith("_by")] == []


def test_whatever_a_person_reads_of_stands_in_one_matter_of_the_record():
    assert sorted(part.value for parts in PARTS.values() for part in parts) == sorted(part.value for part in Part)
    assert set(PARTS) <= set(Purpose)


PAGE = "/en/manage/jahrestagung-2027/processing"
CITATION = re.compile(r"(?:Art\. \d+(?: Abs\. \d+)? Buchst\. [a-f](?: oder [a-f])?|§ \d+\w? [A-Z]+)")


def words_in(answer):
    """The text of the page without its markup, each run of blanks as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_page_tells_what_this_edition_asks_and_nothing_that_it_does_not(session, event, organiser):
    session.rollback()
    edition = session.get_one(Event, event.id)
    edition.fields = {"birth_date": "optional", "diet": "off", "intolerances": "off", "support": "off"}
    session.commit()
    page = words_in(organiser.get(PAGE))
    assert ("Date of birth Demand" in page or "Date of birth Voluntary" in page, "Postal address" in page) == (
        True,
        False,
    )
    assert page.count("This event does not ask for it.") == 2  # needs, and questions of its own


def test_each_question_of_the_edition_stands_with_its_purpose_and_period(event, organiser):
    ask_tour(event)
    page = words_in(organiser.get(PAGE))
    assert "This event asks no questions of its own." not in page
    assert "As long as the registration, usually 6 months after the event" in page


def test_the_plan_says_the_day_on_which_each_class_goes_in_this_edition(session, event, organiser):
    session.rollback()
    edition = session.get_one(Event, event.id)
    edition.retention_days = {"needs": 3}
    session.commit()
    page = words_in(organiser.get(PAGE.replace("/en/", "/de/")))
    assert ("Speicherdauer. 3 Tage 25.04.2027" in page, "183 Tage 22.10.2027" in page) == (True, True)


def test_what_went_and_what_was_taken_away_is_told(session, event, organiser):
    add(RetentionRun(event_id=event.id, kind=DataClass.NEEDS, at=NOW, number=17))
    details = {"actor": "organiser@example.org", "purpose": "Sitzplan", "file_name": "x", "filter": {}, "columns": []}
    for rows in (12, 40):
        add(Export(event_id=event.id, at=NOW, rows=rows, sha256="0" * 64, profile="gate", **details))
    page = words_in(organiser.get(PAGE))
    assert ("Catering and support 17" in page, "Sitzplan List for the gate 2 40" in page) == (True, True)


@pytest.mark.parametrize(("needed", "mail"), [(True, "file:/tmp/mails"), (False, "smtps://mail.example.org")])
def test_measures_are_told_only_where_they_hold(app, monkeypatch, event, organiser, needed, mail):
    settings = replace(app.config["SETTINGS"], admins_need_factor=needed, mail_url=mail)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    page = words_in(organiser.get(PAGE))
    claims = (
        "Administrators need a second factor.",
        "E-mails are not sent",
        "E-mails are transmitted to the mail server encrypted.",
    )
    assert tuple(each in page for each in claims) == (needed, needed, not needed)


def test_every_legal_basis_of_the_record_is_one_that_the_privacy_notice_names_too(app):
    shipped = legal.shipped(Kind.PRIVACY, legal.Facts("", "", 90))["purposes"].de
    feedback = {"§ 12b BGG", "Art. 6 Abs. 1 Buchst. f"}  # of feedback on barriers, which no participant is asked for
    with app.test_request_context("/de/"), force_locale("de"):
        citations = {cited for basis in BASES.values() for cited in CITATION.findall(str(basis))}
    assert [cited for cited in sorted(citations - feedback) if cited not in shipped] == []


def test_the_paper_is_accessible_and_says_what_the_page_says(event, organiser):
    answer = organiser.get(f"{PAGE}.pdf")
    assert (answer.mimetype, flaws(answer.data)) == ("application/pdf", [])
    assert "Retention plan of this event" in text_of(answer.data)


def test_the_workbook_has_a_sheet_for_each_chapter_and_no_formula(event, organiser):
    book = load_workbook(BytesIO(organiser.get(f"{PAGE}.xlsx").data))
    assert (len(book.sheetnames), book.sheetnames[0]) == (7, "1 Controller and contact")
    assert [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"] == []


@pytest.mark.parametrize(("reach", "sentence"), [(Reach.NOBODY, "Nobody: only the team"), (Reach.PUBLIC, "Everyone:")])
def test_the_record_says_who_can_read_the_attendee_list(session, event, organiser, reach, sentence):
    session.rollback()
    session.get_one(Event, event.id).attendee_list = reach
    session.commit()
    assert f"of those who agreed: {sentence}" in words_in(organiser.get(PAGE))
