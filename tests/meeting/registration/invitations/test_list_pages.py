"""The pages of a list of people to invite: files refused at their field, sheets and columns, promises of places."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from openpyxl import Workbook
from sqlalchemy.orm import Session

from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, Terms
from gocluster_events.meeting.registration.invitations.services import codes, imports
from tests.support.make import make_member, make_quota
from tests.support.registrants import CHANCE
from tests.support.sheets import hostile, open_document, workbook
from tests.support.signing_up import errors
from tests.support.visitor import OpenForm, Visitor

ORGANISER = "organiser@example.org"
REFUSED = (
    *("macros", "a zip bomb", "an old workbook", "an encrypted workbook", "a page", "too heavy"),
    *("a LibreOffice table", "a pdf"),
)
FILES = hostile()


@pytest.fixture
def organiser(event: Event, visitor: Visitor) -> Visitor:
    """Somebody of the team, signed in."""
    make_member(event, email=ORGANISER)
    visitor.enter(ORGANISER)
    return visitor


def base(event: Event) -> str:
    return f"/de/manage/{event.slug}/registration/invitations"


def form(visitor: Visitor, address: str) -> OpenForm:
    """The page's own form; the button for signing out stands on every page of the team."""
    return visitor.own_form(address)


def upload(visitor: Visitor, event: Event, content: bytes, name: str = "liste.xlsx"):
    answer = form(visitor, f"{base(event)}/lists/new").send(table=(io.BytesIO(content), name))
    answer.request.environ["wsgi.input"].close()  # Werkzeug's client leaves its temporary file open
    return answer


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_would_hurt_is_refused_at_its_field(organiser: Visitor, event: Event, name: str):
    answer = upload(organiser, event, FILES[name][0])
    assert (answer.status_code, len(errors(answer))) == (200, 1)


def test_a_file_larger_than_any_list_gets_the_page_that_says_so(organiser: Visitor, event: Event):
    assert upload(organiser, event, bytes(6 * 1024 * 1024)).status_code == 413


def test_elsewhere_as_much_is_still_too_much(organiser: Visitor, event: Event):
    assert form(organiser, f"{base(event)}/new").send(last_name="x" * (3 * 1024 * 1024)).status_code == 413


def test_a_list_goes_from_its_file_to_the_page_that_counts_and_its_problems_can_be_downloaded(
    organiser: Visitor, event: Event
):
    rows = [["Name", "Mail"], ["Kim Voss", "kim@example.org"], ["=HYPERLINK(1)", "=x"]]
    columns = upload(organiser, event, workbook([rows[0], rows[1], ["Jo", "jo(at)example.org"]])).location
    check = form(organiser, columns).send().location
    problems = organiser.get(check.replace("check", "problems.csv"))
    assert problems.data.decode("utf-8-sig").splitlines() == [
        "Zeile;Fehler",
        "3;Zeile 3: „jo(at)example.org“ ist keine E-Mail-Adresse.",
    ]
    refused = form(organiser, check).send()
    assert (refused.status_code, len(errors(refused))) == (200, 1)
    assert form(organiser, check).send(leave_out="y").location == check.removesuffix("/check")


def test_a_table_of_libreoffice_gets_the_exact_way_to_save_it(organiser: Visitor, event: Event):
    assert errors(upload(organiser, event, open_document(), "Gäste.ods")) == [
        (
            "Das ist eine Tabelle von LibreOffice (.ods). Öffnen Sie sie in LibreOffice, wählen Sie „Datei“, „Speichern"
            " unter …“ und den Typ „Excel 2007–365 (.xlsx)“, und laden Sie die neue Datei hoch."
        )
    ]


def an_office_list() -> bytes:
    """A title, the names of the columns in row 3, a hidden row, two addresses in a cell, a formula, another sheet."""
    book = Workbook()
    guests, old = book.worksheets[0], book.create_sheet("Alt")
    guests.title = "Gäste"
    for row in (
        ["Einladungen 2027"],
        [],
        ["Anrede", "Name", "E-Mail", "Firma", "Summe"],
        ["Frau Dr.", "Kim Voss", "kim@example.org; voss@example.org", "Muster GmbH", "=1+1"],
        ["Herr Prof. Dr.", "Jo Baum", '"Jo Baum" <jo@example.org>', "=A1"],
        ["", "Lea Adler", "lea@example.org"],
    ):
        guests.append(row)
    guests.row_dimensions[6].hidden = True
    old.append(["Name", "E-Mail"])
    old.append(["Ada Fink", "ada@example.org"])
    old.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def invited_people(session: Session) -> list[tuple[str, str, str]]:
    session.rollback()
    rows = session.scalars(sa.select(Invitation).order_by(Invitation.id))
    return [(row.title, row.last_name, row.email) for row in rows]


def begin(visitor: Visitor, check: str) -> None:
    """The list that was checked is imported, without the rows that have errors."""
    assert form(visitor, check).send(leave_out="y").location == check.removesuffix("/check")
    db.session().rollback()  # it has read before the list was queued
    assert imports.run_imports(clock.now(), CHANCE) == 1


def test_a_list_as_offices_keep_it_is_read_below_its_title_and_says_what_it_leaves_out(
    organiser: Visitor, event: Event, session: Session
):
    columns = upload(organiser, event, an_office_list()).location
    page = organiser.get(columns).text
    for sentence in (
        "Alt (ausgeblendet, 2 Zeilen)",
        "Zeile 3: Anrede, Name, E-Mail",
        "1 Zeile ist in der Datei ausgeblendet: Zeile 6.",
    ):
        assert sentence in page
    check = form(organiser, columns).send().location
    page = organiser.get(check).text
    for sentence in (
        "Zelle D5: Die Formel hat keinen gespeicherten Wert.",
        "1 ausgeblendete Zeile bleibt außen vor: Zeile 6.",
        "Jede Adresse wird eine eigene Einladung: Zeile 4.",
        "1 weiteres Blatt der Datei wird nicht gelesen: Alt.",
    ):
        assert sentence in page
    begin(organiser, check)
    assert invited_people(session) == [("Dr.", "Voss", "kim@example.org"), ("Dr.", "Voss", "voss@example.org")]


def test_hidden_rows_and_the_first_address_alone_can_be_chosen_and_a_used_formula_left_unused(
    organiser: Visitor, event: Event, session: Session
):
    columns = upload(organiser, event, an_office_list()).location
    check = form(organiser, columns).send(takes_hidden="y", addresses="first", column_3="").location
    begin(organiser, check)
    assert invited_people(session) == [
        ("Dr.", "Voss", "kim@example.org"),
        ("Prof. Dr.", "Baum", "jo@example.org"),
        ("", "Adler", "lea@example.org"),
    ]


def test_another_sheet_can_be_chosen_and_shows_its_own_columns(organiser: Visitor, event: Event, session: Session):
    columns = upload(organiser, event, an_office_list()).location
    assert form(organiser, columns).send(sheet="1", column_0="email", column_2="email").location == columns
    check = form(organiser, columns).send().location
    begin(organiser, check)
    assert invited_people(session) == [("", "Fink", "ada@example.org")]


def test_what_was_chosen_stays_when_something_is_wrong(organiser: Visitor, event: Event):
    columns = upload(organiser, event, an_office_list()).location
    answer = form(organiser, columns).send(takes_hidden="y", addresses="first", head_row="0", column_1="email")
    fields = organiser.form_in(answer, columns).form.fields
    assert (len(errors(answer)), fields["takes_hidden"], fields["addresses"], fields["head_row"]) == (
        1, ["y"], ["first"], ["0"]
    )  # fmt: skip


def test_a_mailing_says_before_its_button_that_it_promises_more_places_than_the_quota_has(
    organiser: Visitor, event: Event
):
    quota = make_quota(event, by_invitation=True, actor_types=[], places=2)
    terms, act = Terms(quota_id=quota.id), Act(ORGANISER, clock.now())
    address = f"{base(event)}/mailing/invitation"
    for name in ("kim", "jo"):
        codes.invite(event.id, Guest(last_name=name, email=f"{name}@example.org"), terms, act, CHANCE)
    assert "fehlt" not in organiser.get(address).text
    form(organiser, address).send()
    codes.invite(event.id, Guest(last_name="lea", email="lea@example.org"), terms, act, CHANCE)
    assert (
        "Kontingent „Start-ups“: Plätze 2, vergeben 0, ohne Antwort eingeladen 2, jetzt einzuladen 1. "
        "Sagen alle zu, fehlt 1 Platz."
    ) in organiser.get(address).text


def test_what_a_shared_code_can_still_bring_counts_among_the_promises(organiser: Visitor, event: Event):
    quota = make_quota(event, by_invitation=True, actor_types=[], places=9)
    act, address = Act(ORGANISER, clock.now()), f"{base(event)}/mailing/invitation"
    theirs, over = Terms(quota_id=quota.id), clock.now() - timedelta(days=1)
    for label, uses, terms in (
        ("Presse", 8, theirs),
        ("Partner", None, theirs),
        ("Vorbei", 50, replace(theirs, expires_at=over)),
        ("Offen", 50, Terms()),
    ):
        codes.share_code(event.id, label, uses, terms, act, CHANCE)
    codes.invite(event.id, Guest(last_name="kim", email="kim@example.org"), Terms(quota_id=quota.id), act, CHANCE)
    assert "fehlt" not in organiser.get(address).text
    codes.invite(event.id, Guest(last_name="jo", email="jo@example.org"), Terms(quota_id=quota.id), act, CHANCE)
    assert (
        "ohne Antwort eingeladen 0, jetzt einzuladen 2. Gemeinsame Codes sind noch 8 Mal verwendbar. "
        "Der Code „Partner“ hat keine Grenze und ist nicht mitgezählt. Sagen alle zu, fehlt 1 Platz."
    ) in organiser.get(address).text


def test_a_list_says_at_each_quota_and_once_it_is_imported_how_many_places_are_too_few(
    organiser: Visitor, event: Event
):
    quota = make_quota(event, by_invitation=True, actor_types=[], places=2)
    people = [["Name", "Mail"], ["Kim Voss", "kim@example.org"], ["Jo Baum", "jo@example.org"]]
    columns = upload(organiser, event, workbook(people)).location
    check = form(organiser, columns).send().location
    assert ">Start-ups</option>" in organiser.get(check).text
    guest = Guest(last_name="Adler", email="lea@example.org")
    codes.invite(event.id, guest, Terms(quota_id=quota.id), Act(ORGANISER, clock.now()), CHANCE)
    assert ">Start-ups (1 Platz zu wenig)</option>" in organiser.get(check).text
    overall = "jetzt einzuladen 3. Sagen alle zu, fehlt 1 Platz."
    assert overall not in organiser.get(base(event)).text
    progress = form(organiser, check).send(quota=str(quota.id)).location
    db.session().rollback()  # it has read before the list was queued
    assert imports.run_imports(clock.now(), CHANCE) == 1
    assert overall in organiser.get(base(event)).text
    assert "Sagen alle zu" not in organiser.get(progress).text  # the list alone is not too many
    codes.invite(event.id, replace(guest, email="ada@example.org"), Terms(), Act(ORGANISER, clock.now()), CHANCE)
    assert overall in organiser.get(base(event)).text  # without a quota nobody takes its places


def test_two_columns_cannot_hold_the_same(organiser: Visitor, event: Event):
    columns = upload(organiser, event, workbook([["Name", "Mail"], ["Voss", "kim@example.org"]])).location
    answer = form(organiser, columns).send(column_0="email", column_1="email")
    assert (answer.status_code, errors(answer)) == (
        200, ["Zwei Spalten enthalten dasselbe. Wählen Sie eine davon."]
    )  # fmt: skip
