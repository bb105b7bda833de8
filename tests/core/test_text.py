"""Text as people write it."""

import pytest

from gocluster_events.core.text import (
    Localized,
    TextRefusal,
    email_key,
    like,
    search_text,
    search_words,
    slugify,
    sort_key,
    text_refusal,
)


def matches(stored: str, query: str) -> bool:
    return all(any(word in search_text(stored) for word in spellings) for spellings in search_words(query))


@pytest.mark.parametrize("query", ["Müller", "mueller", "muller", "MÜLLER", "Mu\u0308ller"])
def test_every_spelling_of_an_umlaut_finds_the_same_person(query):
    assert matches("Jörg Müller", query)


@pytest.mark.parametrize("query", ["strasse", "Straße", "STRASSE"])
def test_a_sharp_s_is_found_by_two_letters(query):
    assert matches("Käthe Straßburger, Straße", query)


def test_an_umlaut_finds_somebody_who_writes_it_with_two_letters():
    assert matches("Jörg Mueller", "Müller")


def test_every_word_of_a_query_must_occur():
    assert not matches("Jörg Müller", "Müller Meier")


def test_a_query_with_a_percent_sign_looks_for_a_percent_sign():
    assert like("100%_\\") == "%100\\%\\_\\\\%"


def test_a_reader_without_a_translation_gets_the_other_language_and_learns_which():
    assert Localized(de="Begrüßung").pick("en") == ("Begrüßung", "de")


def test_a_text_that_nobody_wrote_is_empty_in_the_readers_own_language():
    assert Localized().pick("en") == ("", "en")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("a" * 11, TextRefusal.TOO_LONG),
        ("a\x00b", TextRefusal.CONTROL),
        ("a\nb", TextRefusal.CONTROL),
        ("\u202eabc", TextRefusal.DIRECTION),
        ("a\u200bb", TextRefusal.INVISIBLE),
        ("a\ud800", TextRefusal.BROKEN),
        ("a\ufffd", TextRefusal.BROKEN),
        ("Zoë 👩\u200d🔬", None),
        ("محمد", None),
    ],
)
def test_a_text_is_kept_or_refused_for_one_reason(typed, reason):
    assert text_refusal(typed, 10) is reason


@pytest.mark.promise("P5")
def test_an_address_is_the_same_person_in_every_spelling_but_a_plus_part_is_another():
    assert email_key("Jo\u0308rg@Example.ORG.") == email_key("jörg@example.org")
    assert email_key("jörg@BÜRO.example") == email_key("jörg@bu\u0308ro。example")
    assert email_key("jörg@BÜRO.example") == email_key("jörg@XN--bro-hoa.example")
    assert email_key("a+b@example.org") != email_key("a@example.org")
    assert email_key("a@straße.example") != email_key("a@strasse.example")


def test_a_domain_that_is_none_still_has_a_key():
    assert email_key("a@xn--\u0308.Example") == email_key("A@xn--\u0308.example")


def test_umlauts_sort_beside_their_base_letter():
    assert sorted(["Zander", "Özil", "Ott", "Ostermann"], key=sort_key) == ["Ostermann", "Ott", "Özil", "Zander"]


def test_a_title_becomes_an_address():
    assert slugify("KI im Clustermanagement: Größe & Maß") == "ki-im-clustermanagement-groesse-mass"
