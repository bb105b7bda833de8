"""The figures as people see and take them: on the page, in the workbook, on paper, as pictures."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from lxml import etree
from openpyxl import load_workbook

from gocluster_events.attendance.door.models import Admission
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from tests.support.counting import counted_statements
from tests.support.make import add, make_event, make_registration, move_event
from tests.support.paper import accessibility, flat, tags
from tests.support.settings import NOW

FIGURES = "/de/manage/tagung/figures"


def people(event, number, **changes):
    return [make_registration(event, **changes) for _each in range(number)]


def test_the_page_shows_every_table_and_hides_small_numbers(event, staff):
    people(event, 8)
    people(event, 3, state=FederalState.BY, actor_type=ActorType.SME)
    people(event, 9, state=FederalState.HH, mode=Mode.ONLINE)
    people(make_event(slug="andere"), 20)
    page = staff.get(FIGURES).text
    assert page.count('<table class="table">') == 6
    row = page.partition("Bayern")[2].partition("</tr>")[0]
    assert ("ausgeblendet" in row, ">3<" in row) == (True, False)
    exact = staff.get(f"{FIGURES}?exact=1").text
    assert ">3<" in exact.partition("Bayern")[2].partition("</tr>")[0]
    assert "Geben Sie sie nicht weiter." in exact


def test_an_edition_without_registrations_says_so(event, staff):
    assert "Noch keine Zahlen" in staff.get(FIGURES).text
    assert staff.get(f"{FIGURES}/status.svg").status_code == 404


def test_the_workbook_has_a_sheet_for_each_table_and_no_small_number(event, staff):
    people(event, 8, cluster="=1+1")
    people(event, 3, state=FederalState.BY)
    people(event, 9, state=FederalState.HH, status=Status.CANCELLED)
    answer = staff.get(f"{FIGURES}.xlsx?exact=1")
    book = load_workbook(BytesIO(answer.data))
    assert len(book.sheetnames) == 7
    cells = [cell.value for sheet in book for row in sheet for cell in row if cell.value is not None]
    numbers = {value for value in cells if isinstance(value, int)}
    assert numbers & {1, 2, 3, 4} == set()
    assert {10, 20} <= numbers
    assert {number % 5 for number in numbers} == {0}
    assert any("auf Vielfache von 5 gerundet" in str(value) for value in cells)
    assert "=1+1" in cells
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}


def test_the_report_on_paper_is_accessible_and_says_as_of_when(event, staff):
    people(event, 8)
    people(event, 6, state=FederalState.BY)
    content = staff.get(f"{FIGURES}.pdf").data
    metadata, elements = accessibility(content), tags(content)
    assert (metadata["part"], metadata["language"], metadata["title"]) == ("1", "de-DE", "Auswertung: Jahrestagung")
    assert (elements.count("H1"), elements.count("H2"), elements.count("Table")) == (1, 6, 6)
    assert ("Stand: " in flat(content), "auf Vielfache von 5 gerundet" in flat(content)) == (True, True)


def test_after_the_meeting_the_report_tells_who_did_not_come(event, staff, session):
    move_event(event.id, NOW - timedelta(hours=9), NOW - timedelta(hours=1))
    there, _away = people(event, 7), people(event, 6)
    for each in there:
        add(Admission(
            event_id=event.id, registration_id=each.id, day=NOW.date(), key=str(uuid4()), at=NOW, received_at=NOW,
            actor="staff",
        ))  # fmt: skip
    rows = []
    for page in (f"{FIGURES}?exact=1", FIGURES):
        table = staff.get(page).text.partition('id="figure-mode"')[2]
        rows.append(re.findall(r">(\d+)<", table.partition("<tbody>")[2].partition("</tr>")[0]))
    assert rows == [["7", "6", "13"], ["5", "5", "15"]]


def test_each_table_is_a_picture_that_says_its_numbers_as_text(event, staff):
    people(event, 8, cluster="<b>Netz & Werk</b>")
    answer = staff.get(f"{FIGURES}/cluster.svg")
    drawn = etree.fromstring(answer.data)
    words = " ".join(drawn.itertext())
    assert ("<b>Netz & Werk</b>" in words, "10" in words.split(), "8" in words.split()) == (True, True, False)
    assert "Auf 5 gerundet." in words
    assert {etree.QName(each).localname for each in drawn.iter()} == {"svg", "title", "rect", "text"}
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tagung-cluster.svg"'


def test_the_figures_take_the_same_statements_for_few_and_for_many(event, staff):
    people(event, 3)
    with counted_statements() as few:
        staff.get(FIGURES)
    people(event, 60)
    with counted_statements() as many:
        staff.get(FIGURES)
    assert len(many) == len(few)
