"""Lists for one purpose: who is in each, who may take it away, and what has changed since the last one."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.models import Export, ListRow
from gocluster_events.attendance.attendees.rules.profiles import PROFILES, Name
from gocluster_events.attendance.attendees.services.profiles import forget_lists
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.own.services.consents import decide_consents, leave_list
from gocluster_events.meeting.registration.people.models import Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Diet, Status, Support
from gocluster_events.meeting.registration.people.rules.fields import Consents
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support.make import add, make_event, make_member, make_registration
from tests.support.paper import flat
from tests.support.pdf_ua import flaws
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page

LISTS = "/de/manage/tagung/lists"
HOSTILE = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def organiser(app, event):
    """Somebody of the organisers, signed in."""
    make_member(event, email="organiser@example.org")
    visitor = app.test_client()
    visitor.enter("organiser@example.org")
    return visitor


def taken(visitor, name, kind="xlsx", **typed):
    """The file that a list's button hands out."""
    path = f"{LISTS}/{name}"
    answer = visitor.own_form(path).send(format=kind, **typed)
    content = answer.get_data()
    answer.close()
    assert answer.headers["Content-Disposition"].startswith("attachment"), answer.text
    return content


def rows(content):
    """The rows of a workbook's first sheet, each by its heads."""
    heads, *body = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in body]


def names(content):
    return [row["Nachname"] for row in rows(content)]


def needs(person, **changes):
    values = {"diet": Diet.UNSAID, "intolerances": "", "support": [], "support_details": "", **changes}
    add(SpecialNeeds(registration_id=person.id, **values))


def change(person, **values):
    with db.transaction() as session:
        session.execute(sa.update(Registration).where(Registration.id == person).values(**values))


def logged():
    return db.session().scalars(sa.select(Export).order_by(Export.id)).all()


def test_the_gate_gets_who_is_confirmed_on_site_by_name(event, staff):
    make_registration(event, last_name="Zander", organisation=HOSTILE)
    make_registration(event, last_name="Ärmel", reference="RARMEL")
    make_registration(event, last_name="Online", mode=Mode.ONLINE)
    make_registration(event, last_name="Wartend", status=Status.WAITLISTED)
    lines = rows(taken(staff, "gate"))
    assert [row["Nachname"] for row in lines] == ["Ärmel", "Zander"]
    assert lines[0] == {
        "Nachname": "Ärmel", "Vorname": "Maria", "Titel": None, "Institution": "Musternetzwerk Nord",
        "Teilnahmeart": "vor Ort", "Vorgangsnummer": "RARMEL",
    }  # fmt: skip
    assert lines[1]["Institution"] == HOSTILE


def test_the_gates_list_on_paper_is_accessible_and_says_what_it_is_for(event, staff):
    make_registration(event, last_name="Zander")
    content = taken(staff, "gate", "pdf", purpose="Pforte am Haupteingang")
    assert flaws(content) == []
    assert "Zweck: Pforte am Haupteingang" in flat(content)


def test_text_that_a_spreadsheet_would_run_stays_text_in_csv_too(event, staff):
    make_registration(event, organisation=HOSTILE)
    read = list(csv.reader(io.StringIO(taken(staff, "gate", "csv").decode("utf-8-sig")), delimiter=";"))
    assert read[1][3] == f"'{HOSTILE}"


def test_a_caterer_gets_numbers_and_neither_names_nor_words(event, staff):
    needs(make_registration(event, last_name="Canary"), diet=Diet.VEGAN, intolerances="Nüsse wie Frau Canary")
    needs(make_registration(event, mode=Mode.ONLINE), diet=Diet.VEGAN)
    needs(make_registration(event), intolerances="Frau Canary fragen")
    content = taken(staff, "caterer", "pdf")
    assert "Canary" not in flat(content)
    assert [(row["Was"], row["Personen"]) for row in rows(taken(staff, "caterer"))] == [
        ("Alle Personen vor Ort", "1 bis 4"),
        ("Vegetarisch", 0),
        ("Vegan", "1 bis 4"),
        ("Ohne Nüsse", "1 bis 4"),
        ("Andere Angaben; bitte beim Organisationsteam erfragen", "1 bis 4"),
    ]
    assert "anary" not in str([row.cells for row in db.session().scalars(sa.select(ListRow))])


def test_one_more_vegan_makes_no_difference_to_what_a_caterer_reads(event, staff):
    needs(make_registration(event), diet=Diet.VEGAN)
    make_registration(event)
    taken(staff, "caterer")
    needs(make_registration(event), diet=Diet.VEGAN, intolerances="koscher")
    lines = rows(taken(staff, "caterer", part="changes"))
    assert [(row["Unterschied"], row["Was"], row["Personen"]) for row in lines] == [
        ("Neu", "Koscher", "1 bis 4"),
    ]


def test_the_press_list_holds_the_press_only_and_marks_who_has_not_consented_to_photographs(event, staff):
    make_registration(event, last_name="Foto", actor_type=ActorType.PRESS, photos=True)
    make_registration(event, last_name="Nein", actor_type=ActorType.PRESS, photos=False)
    make_registration(event, last_name="Offen", actor_type=ActorType.PRESS)
    make_registration(event, last_name="Kammer", actor_type=ActorType.OTHER)
    make_registration(event, last_name="Cluster")
    lines = rows(taken(staff, "press"))
    assert [(row["Nachname"], row["Fotos"]) for row in lines] == [
        ("Foto", "Zustimmung"), ("Nein", "keine Zustimmung"), ("Offen", "keine Zustimmung"),
    ]  # fmt: skip


def test_the_attendee_list_holds_who_agreed_and_addresses_of_who_agreed_to_that(event, staff):
    make_registration(event, last_name="Beides", list_name=True, list_email=True, email="beides@example.org")
    make_registration(event, last_name="Name", list_name=True)
    make_registration(event, last_name="Nichts")
    make_registration(event, last_name="Abgesagt", list_name=True, status=Status.CANCELLED)
    entries = [(row["Nachname"], row["E-Mail"]) for row in rows(taken(staff, "participants"))]
    assert entries == [("Beides", "beides@example.org"), ("Name", None)]


def test_needs_are_for_the_few_and_each_person_has_a_line_about_it(event, staff, organiser):
    person = make_registration(event, last_name="Canary")
    needs(person, diet=Diet.VEGAN, intolerances="Haselnüsse", support=[Support.WHEELCHAIR.value])
    make_registration(event, last_name="Ohne")
    assert staff.get(f"{LISTS}/needs").status_code == 403
    assert "Nur wer geschützte Angaben sehen darf" in staff.get(LISTS).text
    page = organiser.get(f"{LISTS}/needs").text
    assert ("1 Person" in page, "Canary" in page, "Haselnüsse" in page) == (True, False, False)
    (row,) = rows(taken(organiser, "needs"))
    assert (row["Nachname"], row["Verpflegung"], row["Unverträglichkeiten"]) == ("Canary", "Vegan", "Haselnüsse")
    assert row["Unterstützungsbedarf"] == "Rollstuhlplatz"
    viewed = sa.select(AuditEntry.subject, AuditEntry.actor).where(AuditEntry.action == "registration.needs_viewed")
    assert db.session().execute(viewed).all() == [(f"registration:{person.id}", "organiser@example.org")]
    assert db.session().scalar(sa.select(sa.func.count()).select_from(ListRow)) == 0


def test_each_download_is_on_record_and_its_purpose_is_remembered(event, staff):
    make_registration(event)
    assert staff.own_form(f"{LISTS}/gate").form.fields["purpose"] == ["Liste für die Pforte"]
    content = taken(staff, "gate", purpose="Wachdienst")
    row = logged()[0]
    assert (row.profile, row.purpose, row.actor, row.rows) == ("gate", "Wachdienst", "staff@example.org", 1)
    assert row.columns == [column.value for column in PROFILES[Name.GATE].columns]
    assert len(content) > 0
    assert len(row.sha256) == 64
    assert staff.own_form(f"{LISTS}/gate").form.fields["purpose"] == ["Wachdienst"]


def test_without_a_purpose_nothing_leaves(event, staff):
    path = f"{LISTS}/gate"
    assert "Nennen Sie den Zweck der Liste" in staff.own_form(path).send(format="xlsx", purpose=" ").text
    assert staff.post(path, data={"purpose": "x", "format": "xlsx"}).status_code == 200  # the page, without its token
    assert logged() == []


def test_what_has_changed_is_on_the_page_and_a_file_and_counts_from_there(event, staff):
    stays, goes, moves = (make_registration(event, last_name=name).id for name in ("Bleibt", "Geht", "Wechselt"))
    assert "Seit der letzten Liste geändert" not in staff.get(f"{LISTS}/gate").text
    taken(staff, "gate")
    assert "Nichts hat sich geändert" in staff.get(f"{LISTS}/gate").text
    make_registration(event, last_name="Kommt")
    change(goes, status=Status.CANCELLED)
    change(moves, organisation="Neues Haus")
    page = staff.get(f"{LISTS}/gate").text
    assert "Neu: 1, Entfallen: 1, Geändert: 1" in page
    assert "Musternetzwerk Nord → Neues Haus" in page
    assert "Neu: 1, Entfallen: 1, Geändert: 1" in staff.get(LISTS).text
    lines = rows(taken(staff, "gate", part="changes"))
    assert [(row["Unterschied"], row["Nachname"], row["Institution"]) for row in lines] == [
        ("Neu", "Kommt", "Musternetzwerk Nord"),
        ("Geändert", "Wechselt", "Musternetzwerk Nord → Neues Haus"),
        ("Entfallen", "Geht", "Musternetzwerk Nord"),
    ]
    assert "Nichts hat sich geändert" in staff.get(f"{LISTS}/gate").text
    remembered = set(db.session().scalars(sa.select(ListRow.registration_id)))
    assert (stays in remembered, goes in remembered, len(remembered)) == (True, False, 3)


def test_who_was_erased_is_not_named_but_counted(event, staff):
    person = make_registration(event, last_name="Canary")
    taken(staff, "gate")
    privacy.erase(event.id, person.id, Act("organiser@example.org", NOW))
    page = staff.get(f"{LISTS}/gate").text
    assert ("1 Person wurde gelöscht" in page, "Canary" in page) == (True, False)
    content = taken(staff, "gate", part="changes")
    about = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    assert ["Seit der letzten Liste", "1 Person wurde gelöscht oder möchte nicht mehr genannt werden"] in [
        [cell.value for cell in row] for row in about.iter_rows()
    ]


def consenting(event, name, **more):
    values = {"email": f"{name.lower()}@example.org", "position": f"Amt {name}", "list_name": True, "list_email": True}
    return make_registration(event, **{"last_name": name, **values, **more}).id


def withdraw_address(event, person):
    decide_consents(event.id, person, Consents(list_name=True, list_email=False), "de", NOW)


def test_who_took_the_consent_back_is_not_handed_out_once_more_as_a_change(event, staff):
    canary, stays = consenting(event, "Canary"), consenting(event, "Bleibt")
    cancels = consenting(event, "Geht")
    taken(staff, "participants")
    leave_list(event.id, canary, NOW)
    withdraw_address(event, stays)
    withdraw_address(event, cancels)
    change(cancels, status=Status.CANCELLED)
    page = staff.get(f"{LISTS}/participants").text
    assert "1 Person wurde gelöscht oder möchte nicht mehr genannt werden" in page
    assert [word for word in ("anary", "bleibt@", "geht@") if word in page] == []
    content = taken(staff, "participants", part="changes")
    book = openpyxl.load_workbook(io.BytesIO(content))
    text = str([[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()])
    assert [word for word in ("anary", "bleibt@", "geht@") if word in text] == []
    assert [(row["Unterschied"], row["Nachname"], row["E-Mail"]) for row in rows(content)] == [
        ("Geändert", "Bleibt", "darf nicht mehr weitergegeben werden → –"),
        ("Entfallen", "Geht", "darf nicht mehr weitergegeben werden"),
    ]


@pytest.mark.both_databases
def test_what_was_remembered_of_them_goes_soon_after_the_consent(event, staff):
    canary, stays = consenting(event, "Canary"), consenting(event, "Bleibt")
    taken(staff, "participants")
    taken(staff, "gate")
    leave_list(event.id, canary, NOW)
    withdraw_address(event, stays)
    assert (forget_lists(NOW), forget_lists(NOW)) == (1, 0)
    cells = [(row.registration_id, row.cells.get("email")) for row in db.session().scalars(sa.select(ListRow))]
    assert sorted(cells, key=str) == sorted([(stays, "withheld"), (canary, None), (stays, None)], key=str)  # the gate's
    lines = rows(taken(staff, "participants", part="changes"))
    assert [(row["Nachname"], row["E-Mail"]) for row in lines] == [
        ("Bleibt", "darf nicht mehr weitergegeben werden → –")
    ]


def test_two_weeks_after_the_meeting_nobody_knows_who_was_in_its_lists(event, staff):
    make_registration(event)
    taken(staff, "gate")
    assert forget_lists(event.ends_at + timedelta(days=13)) == 0
    assert forget_lists(event.ends_at + timedelta(days=14)) == 1
    assert db.session().scalar(sa.select(sa.func.count()).select_from(ListRow)) == 0
    page = staff.get(f"{LISTS}/gate").text
    assert ("staff@example.org" in page or "Kim Muster" in page, "gelöscht" in page) == (True, False)


def test_a_list_of_another_edition_is_not_found(app, event):
    make_member(make_event(slug="other"), email="other@example.org")
    visitor = app.test_client()
    visitor.enter("other@example.org")
    assert [visitor.get(path).status_code for path in (LISTS, f"{LISTS}/gate", f"{LISTS}/nonsense")] == [404] * 3


def test_what_is_remembered_of_somebody_is_in_their_data(app, event, staff):
    person = make_registration(event, last_name="Tannert")
    taken(staff, "gate", purpose="Wachdienst")
    visitor = app.test_client()
    open_my_page(visitor, person.id)
    page = visitor.get("/de/my/data").text
    assert ("Wachdienst" in page, "Tannert, Maria, Musternetzwerk Nord, onsite" in page) == (True, True)
