"""What an uploaded list says: columns under any name, names in one cell, and problems with the number of their row."""

from itertools import starmap

import pytest

from gocluster_events.core.sheets.limits import Row, Sheet
from gocluster_events.meeting.registration.invitations.rules.cells import addresses, spoken_to
from gocluster_events.meeting.registration.invitations.rules.codes import Guest
from gocluster_events.meeting.registration.invitations.rules.guest_list import (
    KnownAddress,
    LineError,
    LineErrorKind,
    Reader,
    Reading,
    lacking,
    plan,
    several_addresses,
)
from gocluster_events.meeting.registration.invitations.rules.heads import Column, guess, likeliest
from gocluster_events.meeting.registration.people.rules.codes import FormOfAddress

GERMAN = ("Lfd. Nr.", "Anrede", "Titel", "Vorname", "Nachname", "Firma/Institution", "E-Mail-Adresse", "Sprache")
ENGLISH = ("Salutation", "First name", "Surname", "Company", "E-Mail Address")
MS, MR = FormOfAddress.MS, FormOfAddress.MR


def reader(*columns: Column, **how: bool) -> Reader:
    return Reader(Reading(mapping=dict(enumerate(columns)), **how), lambda address: address.count("@") == 1)


def guests(read: Reader, *cells: tuple[str, ...]) -> list[Guest]:
    return [each for row in table(*cells) for each in read.read(row) if isinstance(each, Guest)]


def faults(read: Reader, *rows: Row) -> list[LineError]:
    return [each for row in rows for each in read.read(row) if isinstance(each, LineError)]


def table(*cells: tuple[str, ...], first: int = 1) -> list[Row]:
    return [Row(number, each) for number, each in enumerate(cells, first)]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            GERMAN,
            {
                1: "form_of_address", 2: "title", 3: "first_name", 4: "last_name", 5: "organisation", 6: "email",
                7: "language",
            },
        ),
        (ENGLISH, {0: "form_of_address", 1: "first_name", 2: "last_name", 3: "organisation", 4: "email"}),
        (("Ansprechpartner", "MAIL", "Behörde"), {0: "name", 1: "email", 2: "organisation"}),
        (("Name", "Vorname", "Nachname", "Mail"), {1: "first_name", 2: "last_name", 3: "email"}),
        (("Vorname", "Name", "E-Mail"), {0: "first_name", 1: "last_name", 2: "email"}),
        (("Anrede / Titel", "Name", "E-Mail (dienstlich)"), {0: "form_of_address", 1: "name", 2: "email"}),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_german_and_english_names(head, expected):
    head_row, column_by_number = guess(table(head, ("x",)))
    assert (head_row, {number: column.value for number, column in column_by_number.items()}) == (1, expected)


def test_the_names_of_columns_are_found_below_titles_and_empty_rows():
    rows = [
        Row(1, ("Einladung zur Jahrestagung",)),
        Row(2, ("Stand: 3. März", "", "Kontakt")),
        *table(ENGLISH, first=19),
    ]
    assert guess(rows)[0] == 19


def test_below_the_first_address_nothing_names_columns():
    rows = table(("Voss", "kim@example.org"), ("Nachname", "E-Mail"))
    assert guess(rows) == (0, {1: Column.EMAIL})


def test_without_names_of_columns_the_addresses_are_found_by_their_look():
    assert guess(table(("Voss", "kim@example.org"), ("Baum", "jo@example.org"))) == (0, {1: Column.EMAIL})


def test_whatever_stands_above_the_names_of_columns_is_not_read():
    rows = [Row(1, ("Gästeliste",)), Row(3, ENGLISH), Row(4, ("", "Kim")), Row(5, ("", "Jo"), is_hidden=True)]
    assert [[row.number for row in Reading(head_row=3, takes_hidden=each).rows(rows)] for each in (False, True)] == [
        [4],
        [4, 5],
    ]


def test_the_first_sheet_in_sight_with_an_address_is_read():
    people, cover = tuple(table(("Mail",), ("kim@example.org",))), tuple(table(("Deckblatt",)))
    assert [
        likeliest([Sheet("Deckblatt", cover), Sheet("Gäste", people)]),
        likeliest([Sheet("Alt", people, is_hidden=True), Sheet("Deckblatt", cover)]),
        likeliest([Sheet("Leer", ()), Sheet("Alt", people, is_hidden=True)]),
    ] == [1, 1, 1]


def test_an_address_and_a_name_are_what_a_list_needs_and_a_name_may_stand_before_the_address():
    rows = table(("kim@example.org", '"Kim Voss" <kim@example.org>'))
    assert [
        lacking({}, rows),
        lacking({0: Column.EMAIL}, rows),
        lacking({0: Column.EMAIL, 1: Column.NAME}, rows),
        lacking({1: Column.EMAIL}, rows),
    ] == [Column.EMAIL, Column.LAST_NAME, None, None]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", ()),
        ("kim@example.org", (("kim@example.org", ""),)),
        ("mailto:kim@example.org", (("kim@example.org", ""),)),
        ('"Voss, Kim" <kim@example.org>', (("kim@example.org", "Voss, Kim"),)),
        ("Kim Voss <mailto:kim@example.org>;", (("kim@example.org", "Kim Voss"),)),
        ("kim@example.org; jo@example.org", (("kim@example.org", ""), ("jo@example.org", ""))),
        ("kim@example.org\njo@example.org", (("kim@example.org", ""), ("jo@example.org", ""))),
        ("kim@example.org/jo@example.org", (("kim@example.org", ""), ("jo@example.org", ""))),
        ("kim@example.org oder jo@example.org", (("kim@example.org", ""), ("jo@example.org", ""))),
        ("kim@example.org, kim@example.org", (("kim@example.org", ""),)),
        ("jo@example.org, Voss, Kim <kim@example.org>", (("jo@example.org", ""), ("kim@example.org", "Voss, Kim"))),
        ("Kim <kim@example.org>, jo@example.org", (("kim@example.org", "Kim"), ("jo@example.org", ""))),
        ("kim@example.org (privat)", (("kim@example.org (privat)", ""),)),
        ("kim(at)example.org", (("kim(at)example.org", ""),)),
    ],
)
def test_a_cell_has_addresses_with_the_names_before_them_or_is_wrong_as_a_whole(cell, expected):
    assert tuple((each.email, each.name) for each in addresses(cell)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Frau", (MS, "")),
        ("Frau Dr.", (MS, "Dr.")),
        ("Herr Prof. Dr.", (MR, "Prof. Dr.")),
        ("Herrn Prof. Dr.-Ing. h. c.", (MR, "Prof. Dr.-Ing. h. c.")),
        ("Frau Professorin", (MS, "Professorin")),
        ("Frau Prof.in Dr.in", (MS, "Prof.in Dr.in")),
        ("Herr Dipl.-Ing. (FH)", (MR, "Dipl.-Ing. (FH)")),
        ("Mx.", (FormOfAddress.NONE, "")),
        ("Dr.", (None, "Dr.")),
        ("Sehr geehrte Frau Dr. Voss,", (MS, "Dr.")),
        ("keine Anrede", (FormOfAddress.NONE, "")),
        ("", (None, "")),
        ("Familie", None),
        ("Frau Direktorin", None),
        ("Frau / Herr", None),
    ],
)
def test_a_title_may_stand_with_the_form_of_address(cell, expected):
    assert spoken_to(cell, "Voss") == expected


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
        ("Frau Dr.in Ina Voss", ("Dr.in", "Ina", "Voss")),
        ("Mag.a Eva Voss", ("Mag.a", "Eva", "Voss")),
        ("Dipl.-Ing. (FH) Kim Voss", ("Dipl.-Ing. (FH)", "Kim", "Voss")),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(cell, expected):
    guest = guests(reader(Column.NAME, Column.EMAIL), (cell, "a@example.org"))[0]
    assert (guest.title, guest.first_name, guest.last_name) == expected


def test_a_form_of_address_is_read_in_both_languages_and_before_a_name():
    read = reader(Column.FORM_OF_ADDRESS, Column.NAME, Column.EMAIL)
    cells = (("Herrn", "A"), ("Ms", "B"), ("Divers", "C"), ("", "Frau D E"), ("", "F"))
    people = guests(read, *((form, name, f"{number}@example.org") for number, (form, name) in enumerate(cells)))
    assert [each.form_of_address for each in people] == [
        FormOfAddress.MR, FormOfAddress.MS, FormOfAddress.NONE, FormOfAddress.MS, None
    ]  # fmt: skip


def test_every_problem_names_its_row_and_the_first_row_of_an_address_stays():
    read = reader(Column.LAST_NAME, Column.EMAIL, Column.FORM_OF_ADDRESS, Column.LANGUAGE)
    rows = {
        2: ("Voss", "a@example.org"), 3: ("Baum", ""), 4: ("Baum", "keine"), 5: ("", "b@example.org"),
        6: ("x" * 101, "c@example.org"), 7: ("A\u202eB", "d@example.org"), 8: ("Baum", "e@example.org", "Familie"),
        9: ("Baum", "f@example.org", "", "fr"), 10: ("Voss", "A@Example.org"), 11: ("Voss", "ﷺ" * 14 + "@example.org"),
    }  # fmt: skip
    assert [(each.number, each.problem, each.other) for each in faults(read, *starmap(Row, rows.items()))] == [
        (3, LineErrorKind.NO_EMAIL, 0),
        (4, LineErrorKind.BAD_EMAIL, 0),
        (5, LineErrorKind.NO_NAME, 0),
        (6, LineErrorKind.TOO_LONG, 0),
        (7, LineErrorKind.BAD_TEXT, 0),
        (8, LineErrorKind.BAD_FORM_OF_ADDRESS, 0),
        (9, LineErrorKind.BAD_LANGUAGE, 0),
        (10, LineErrorKind.TWICE, 2),
        (11, LineErrorKind.BAD_EMAIL, 0),
    ]


def test_a_row_with_a_problem_does_not_take_its_address_from_a_later_one():
    read = reader(Column.LAST_NAME, Column.EMAIL)
    assert isinstance(read.read(Row(2, ("", "a@example.org")))[0], LineError)
    assert isinstance(read.read(Row(3, ("Voss", "a@example.org")))[0], Guest)


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


def test_a_title_beside_the_form_of_address_and_a_form_of_address_among_the_titles_are_read():
    read = reader(Column.FORM_OF_ADDRESS, Column.TITLE, Column.LAST_NAME, Column.EMAIL)
    people = guests(
        read, ("Frau Dr.", "", "A", "a@example.org"), ("Herr Dr.", "Prof. Dr.", "B", "b@example.org"),
        ("", "Ms", "C", "c@example.org"), ("", "Herr Dr.", "D", "d@example.org"),
    )  # fmt: skip
    assert [(each.form_of_address, each.title) for each in people] == [
        (MS, "Dr."), (MR, "Prof. Dr."), (MS, ""), (MR, "Dr.")
    ]  # fmt: skip


def test_two_addresses_of_a_cell_are_two_people_or_one_as_was_chosen_and_both_are_named():
    cells = ("Dr.", "Voss", '"Kim Voss" <kim@example.org>; "Baum, Jo" <jo@example.org>; tel@example.org')
    columns = (Column.TITLE, Column.LAST_NAME, Column.EMAIL)
    each, first = reader(*columns), reader(*columns, takes_each_address=False)
    assert [(guest.title, guest.first_name, guest.last_name, guest.email) for guest in guests(each, cells)] == [
        ("Dr.", "", "Voss", "kim@example.org"),
        ("", "Jo", "Baum", "jo@example.org"),
        ("Dr.", "", "Voss", "tel@example.org"),
    ]
    assert [guest.email for guest in guests(first, cells)] == ["kim@example.org"]
    assert [several.emails for several in (*each.several, *first.several)] == [
        ("kim@example.org", "jo@example.org", "tel@example.org")
    ] * 2
    assert several_addresses(table(("Voss", "kim@example.org"), cells)) == [2]


def test_names_before_the_addresses_are_those_of_the_people_where_no_column_has_any():
    people = guests(reader(Column.EMAIL), ('"Voss, Kim" <kim@example.org>',), ("Frau Dr. Jo Baum <jo@example.org>",))
    assert [(each.form_of_address, each.title, each.first_name, each.last_name) for each in people] == [
        (None, "", "Kim", "Voss"),
        (MS, "Dr.", "Jo", "Baum"),
    ]


def test_a_formula_without_a_value_is_wrong_where_its_column_is_used_and_named_by_its_cell():
    row = Row(14, ("Voss", "kim@example.org"), unsaved=(3, 5))
    unused = reader(Column.LAST_NAME, Column.EMAIL)
    used = reader(Column.LAST_NAME, Column.EMAIL, Column.ORGANISATION)
    assert (faults(unused, row), faults(used, row)) == (
        [],
        [LineError(14, LineErrorKind.UNSAVED_FORMULA, cell="C14")],
    )


@pytest.mark.parametrize("value", ["#NV", "#N/A", "#BEZUG!", "#REF!"])
def test_what_a_failed_formula_shows_is_nobodys_name(value):
    assert faults(reader(Column.LAST_NAME, Column.EMAIL), Row(2, (value, "kim@example.org"))) == [
        LineError(2, LineErrorKind.WRONG_VALUE, value, cell="A2")
    ]


def test_a_long_remark_is_wrong_only_where_its_column_is_used():
    row = Row(2, ("Voss", "kim@example.org", "x" * 501))
    assert faults(reader(Column.LAST_NAME, Column.EMAIL), row) == []
    assert [each.problem for each in faults(reader(Column.NAME, Column.EMAIL, Column.LAST_NAME), row)] == [
        LineErrorKind.TOO_LONG
    ]
