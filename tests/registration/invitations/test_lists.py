"""What an uploaded list says: columns under any name, names in one cell, and problems with the number of their row."""

import pytest

from gocluster_events.registration.invitations.rules.codes import Guest
from gocluster_events.registration.invitations.rules.guest_list import (
    Column,
    KnownAddress,
    LineError,
    LineErrorKind,
    Reader,
    guess,
    lacking,
    plan,
)
from gocluster_events.registration.people.rules.codes import FormOfAddress

GERMAN = ("Lfd. Nr.", "Anrede", "Titel", "Vorname", "Nachname", "Firma/Institution", "E-Mail-Adresse", "Sprache")
ENGLISH = ("Salutation", "First name", "Surname", "Company", "E-Mail Address")


def reader(*columns: Column) -> Reader:
    return Reader(dict(enumerate(columns)), lambda address: "@" in address)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (GERMAN, {1: "form_of_address", 2: "title", 3: "first_name", 4: "last_name", 6: "email", 7: "language"}),
        (ENGLISH, {0: "form_of_address", 1: "first_name", 2: "last_name", 3: "organisation", 4: "email"}),
        (("Ansprechpartner", "MAIL", "Behörde"), {0: "name", 1: "email", 2: "organisation"}),
        (("Name", "Vorname", "Nachname", "Mail"), {1: "first_name", 2: "last_name", 3: "email"}),
    ],
)
def test_columns_are_known_by_their_german_and_english_names(head, expected):
    has_header, column_by_number = guess([(1, head), (2, ("x",))])
    assert (has_header, {number: column.value for number, column in column_by_number.items()}) == (True, expected)


def test_without_names_of_columns_the_addresses_are_found_by_their_look():
    rows = [(1, ("Voss", "kim@example.org")), (2, ("Baum", "jo@example.org"))]
    assert guess(rows) == (False, {1: Column.EMAIL})


def test_an_address_and_a_name_are_what_a_list_needs():
    assert [lacking({}), lacking({0: Column.EMAIL}), lacking({0: Column.EMAIL, 1: Column.NAME})] == [
        Column.EMAIL,
        Column.LAST_NAME,
        None,
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Kim Voss", ("", "Kim", "Voss")),
        ("Voss, Kim", ("", "Kim", "Voss")),
        ("Dr. Kim von der Voss", ("Dr.", "Kim", "von der Voss")),
        ("Prof. Dr. Dr. h. c. Mai Lan Petersen", ("Prof. Dr. Dr. h. c.", "Mai Lan", "Petersen")),
        ("Dipl.-Ing. C. Voss", ("Dipl.-Ing.", "C.", "Voss")),
        ("C. Voss", ("", "C.", "Voss")),
        ("Voss", ("", "", "Voss")),
        ("Drost Meyer", ("", "Drost", "Meyer")),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(cell, expected):
    guest = reader(Column.NAME, Column.EMAIL).read(2, (cell, "a@example.org"))
    assert isinstance(guest, Guest)
    assert (guest.title, guest.first_name, guest.last_name) == expected


def test_a_form_of_address_is_read_in_both_languages_and_before_a_name():
    read = reader(Column.FORM_OF_ADDRESS, Column.NAME, Column.EMAIL)
    lines = [
        read.read(number, (form, name, f"{number}@example.org"))
        for number, (form, name) in enumerate(
            (("Herrn", "A"), ("Ms", "B"), ("Divers", "C"), ("", "Frau D E"), ("", "F"))
        )
    ]
    assert [each.form_of_address for each in lines if isinstance(each, Guest)] == [
        FormOfAddress.MR, FormOfAddress.MS, FormOfAddress.NONE, FormOfAddress.MS, None
    ]  # fmt: skip


def test_every_problem_names_its_row_and_the_first_row_of_an_address_stays():
    read = reader(Column.LAST_NAME, Column.EMAIL, Column.FORM_OF_ADDRESS, Column.LANGUAGE)
    rows = {
        2: ("Voss", "a@example.org"), 3: ("Baum", ""), 4: ("Baum", "keine"), 5: ("", "b@example.org"),
        6: ("x" * 101, "c@example.org"), 7: ("A\u202eB", "d@example.org"), 8: ("Baum", "e@example.org", "Familie"),
        9: ("Baum", "f@example.org", "", "fr"), 10: ("Voss", "A@Example.org"),
    }  # fmt: skip
    lines = [read.read(number, cells) for number, cells in rows.items()]
    assert [(each.number, each.problem, each.other) for each in lines if isinstance(each, LineError)] == [
        (3, LineErrorKind.NO_EMAIL, 0),
        (4, LineErrorKind.BAD_EMAIL, 0),
        (5, LineErrorKind.NO_NAME, 0),
        (6, LineErrorKind.TOO_LONG, 0),
        (7, LineErrorKind.BAD_TEXT, 0),
        (8, LineErrorKind.BAD_FORM_OF_ADDRESS, 0),
        (9, LineErrorKind.BAD_LANGUAGE, 0),
        (10, LineErrorKind.TWICE, 2),
    ]


def test_a_row_with_a_problem_does_not_take_its_address_from_a_later_one():
    read = reader(Column.LAST_NAME, Column.EMAIL)
    assert isinstance(read.read(2, ("", "a@example.org")), LineError)
    assert isinstance(read.read(3, ("Voss", "a@example.org")), Guest)


def test_a_plan_sorts_people_by_what_is_known_of_them():
    new, invited, registered = (Guest(last_name=name, email=f"{name}@example.org") for name in ("a", "B", "c"))
    known = {
        "b@example.org": (KnownAddress.INVITED, "b@example.org"),
        "c@example.org": (KnownAddress.REGISTERED, "c@example.org"),
    }
    imports = plan([new, invited, LineError(9, LineErrorKind.NO_NAME), registered], known)
    assert (imports.new, imports.invited, imports.registered, len(imports.faults), imports.respelled) == (
        (new,), (invited,), (registered,), 1, 1
    )  # fmt: skip
