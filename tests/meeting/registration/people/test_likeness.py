"""Which spellings of a name are one: the same by which the search finds somebody, and no more."""

import pytest

from gocluster_events.meeting.registration.people.rules.likeness import LONGEST_KEY, name_key, organisation_key

SAME_PEOPLE = (
    (("Müller", "Jürgen"), ("Mueller", "Juergen")),
    (("Muller", "JURGEN"), ("Müller", "Jürgen")),
    (("Weiß", "Zoë"), ("Weiss", "Zoe")),
    (("Sørensen", "Renée"), ("Soerensen", "Renee")),
    (("Groß-Bölting", "Ann Christin"), ("Gross Boelting", "Ann-Christin")),
    (("O'Neill", "Maria"), ("O\u2019Neill", "Maria")),
    (("Karl", "Anna"), ("Anna", "Karl")),
)
OTHER_PEOPLE = (
    (("Bauer", "Anna"), ("Baur", "Anna")),
    (("Neue", "Kim"), ("Neu", "Kim")),
    (("Meier", "Kim"), ("Meyer", "Kim")),
)
SAME_INSTITUTIONS = (
    ("Müller  GmbH", "MÜLLER GmbH", "Mueller", "Müller GmbH & Co. KG"),
    ("Müller & Söhne", "Mueller und Soehne", "Müller u. Söhne GmbH", "Muller + Sohne", "Müller&Söhne"),
    ("Cluster Optik e. V.", "Cluster Optik e.V.", "Cluster Optik eV", "Cluster Optik", "„Cluster Optik“ e. V."),
    ("Café Zoë AG", "Cafe Zoe"),
)
OTHER_INSTITUTIONS = (
    ("Bauer GmbH", "Baur GmbH"),
    ("Musternetzwerk Nord", "Musternetzwerk Süd"),
    ("AG", "GmbH"),
)


@pytest.mark.parametrize(("one", "other"), SAME_PEOPLE)
def test_one_name_in_two_spellings_is_one(one: tuple[str, str], other: tuple[str, str]):
    assert name_key(*one) == name_key(*other)


@pytest.mark.parametrize(("one", "other"), OTHER_PEOPLE)
def test_two_names_are_two(one: tuple[str, str], other: tuple[str, str]):
    assert name_key(*one) != name_key(*other)


@pytest.mark.parametrize("spellings", SAME_INSTITUTIONS)
def test_one_institution_is_one_with_and_without_its_legal_form(spellings: tuple[str, ...]):
    assert len(set(map(organisation_key, spellings))) == 1


@pytest.mark.parametrize(("one", "other"), OTHER_INSTITUTIONS)
def test_two_institutions_are_two(one: str, other: str):
    assert organisation_key(one) != organisation_key(other)


def test_no_institution_has_no_key_and_the_longest_one_has_room():
    assert organisation_key("") == ""
    assert len(organisation_key("ﷺ" * 200)) == LONGEST_KEY
