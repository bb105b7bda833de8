"""Which texts are meant by what somebody types, in what order, what is marked in them, and numbers that add up."""

from datetime import timedelta
from random import Random

import pytest

from gocluster_events.core.text import Localized, fold, fold_german
from gocluster_events.post_event.discovery.rules import matching
from gocluster_events.post_event.discovery.rules.entries import Edition, Entry, Kind
from gocluster_events.post_event.discovery.rules.excerpt import LONGEST, excerpt, marked
from gocluster_events.post_event.discovery.rules.matching import SHORT, Shelf, hits, needles, searchable, similar
from gocluster_events.post_event.discovery.rules.narrowing import (
    A_PAGE,
    Facet,
    Wanted,
    last_page,
    narrowed,
    numbers,
    portion,
)
from gocluster_events.post_event.discovery.rules.plain import joined, plain
from tests.support.settings import NOW

WORDS = ("KI", "Kirche", "Künstliche", "Kommune", "Kommunen", "Straße", "Müller", "Mueller", "und", "Wissen", "e-Akte")
STRANDS = (Localized(), Localized("Region und Kommune", "Regions"), Localized("Start-ups"))
EDITIONS = tuple(Edition(f"tagung-{year}", Localized(f"Tagung {year}"), year) for year in (2027, 2025, 2018))


def entry(title="", text="", edition=EDITIONS[0], **changes):
    facts = {"kind": Kind.ITEM, "title": Localized(title), "text": Localized(text), **changes}
    return Entry(edition=edition, **facts)


def shelf(*entries):
    return Shelf(tuple(map(searchable, entries)))


def phrase(chance, most=6):
    return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))


def some_shelves(chance):
    return [
        shelf(*(
            entry(
                phrase(chance, 3), phrase(chance), edition,
                kind=chance.choice(list(Kind)), strand=chance.choice(STRANDS),
            )
            for _number in range(12)
        ))
        for edition in EDITIONS
    ]  # fmt: skip


def meant(query, shelves):
    """The titles that a plain reading of the law gives: word by word, in either folding, a short one as a whole."""

    def stands(typed, text):
        for how in (fold, fold_german):
            wanted, words = how(typed), how(text).replace("-", " ").split()
            if any(word == wanted if len(wanted) <= SHORT else wanted in word for word in words):
                return True
        return False

    def all_stand(text):
        return all(stands(word, text) for word in query.replace("-", " ").split())

    every = [each.entry for shelf in shelves for each in shelf.texts]
    rows = [each for each in every if all_stand(f"{each.title.de} {each.text.de}")]
    return sorted(rows, key=lambda each: not all_stand(each.title.de))


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_typed_a_plain_reading_finds_the_same_in_the_same_order(seed):
    chance = Random(seed)
    shelves = some_shelves(chance)
    for _round in range(10):
        query = phrase(chance, 2)
        assert [each.entry for each in hits(shelves, needles(query), NOW)] == meant(query, shelves)


@pytest.mark.parametrize("seed", range(10))
def test_the_numbers_beside_each_choice_are_what_it_leaves_and_add_up(seed):
    chance = Random(seed)
    everything = hits(some_shelves(chance), needles(chance.choice(("Kommune", "und", "Wissen"))), NOW)
    wanted = Wanted(
        "", chance.choice(("", "2027", "2018")), chance.choice(("", "none", "start-ups")), chance.choice(("", "item"))
    )
    for facet, tally in numbers(everything, wanted).items():
        free = narrowed(everything, wanted.with_choice(facet, ""))
        assert tally.total() == len(free)
        for value, number in tally.items():
            assert number == len(narrowed(everything, wanted.with_choice(facet, value)))
    assert list(numbers(everything, wanted)) == list(Facet)


def titles(query, *shelves):
    return [each.entry.title.de for each in hits(shelves, needles(query), NOW)]


def test_a_short_word_is_meant_as_a_whole_and_a_longer_one_stands_within_others():
    here = shelf(entry("KI im Amt"), entry("Kirche"), entry("Verwaltungsdigitalisierung"))
    assert titles("ki", here) == ["KI im Amt"]
    assert titles("digital", here) == ["Verwaltungsdigitalisierung"]
    assert titles("amt ki", here) == ["KI im Amt"]
    assert titles("", here) == []


def test_what_is_in_the_title_comes_first_and_then_the_latest_edition():
    new = shelf(entry("Neu", "Wissen"), entry("Wissen heute"))
    old = shelf(entry("Wissen früher", edition=EDITIONS[2]), entry("Alt", "Wissen", EDITIONS[2]))
    assert titles("wissen", new, old) == ["Wissen heute", "Wissen früher", "Neu", "Alt"]


def test_both_languages_are_searched():
    here = shelf(Entry(edition=EDITIONS[0], kind=Kind.ITEM, title=Localized("Wissen", "Knowledge")))
    assert (titles("knowledge", here), titles("wissen", here)) == (["Wissen"], ["Wissen"])


def test_a_letter_may_be_wrong_and_every_word_must_be_near_something():
    here = shelf(entry("Kommunen als Partner"), entry("Kommando"))
    assert similar("komunen", [here]) == ((" kommunen ",),)
    assert similar("komunen partmer", [here]) == ((" kommunen ",), (" partner ",))
    assert similar("komunen zebra", [here]) == ()
    assert similar("ommunen", [here]) == ()
    assert similar("komunen", []) == ()


def test_before_its_time_nobody_finds_a_material():
    here = shelf(entry("Folien", opens_at=NOW + timedelta(hours=1)))
    assert hits([here], needles("folien"), NOW) == []
    assert len(hits([here], needles("folien"), NOW + timedelta(hours=1))) == 1


def text_of(quotation):
    return "".join(piece.text for piece in quotation.pieces)


def marks(quotation):
    return [piece.text for piece in quotation.pieces if piece.is_marked]


def test_the_words_are_marked_as_they_are_written():
    quotation = marked(Localized("„Müllers“ KI-Labor, Kirche"), needles("mueller ki"), "de")
    assert (text_of(quotation), marks(quotation)) == ("„Müllers“ KI-Labor, Kirche", ["Müllers", "KI"])


@pytest.mark.parametrize("seed", range(20))
def test_an_excerpt_is_a_piece_of_the_text_in_whole_words_around_what_was_looked_for(seed):
    chance = Random(seed)
    words = [*chance.choices(("Wissen", "und", "Straße", "Region"), k=chance.randint(1, 200)), "Kanarien"]
    chance.shuffle(words)
    text = " ".join(words)
    quotation = excerpt(Localized(text), needles("kanarien"), "de")
    piece = text_of(quotation).strip("…")
    assert (marks(quotation), len(piece) <= LONGEST, f" {piece} " in f" {text} ") == (["Kanarien"], True, True)


def test_a_text_without_a_blank_is_cut_all_the_same():
    quotation = excerpt(Localized("x" * 1000), needles("x" * 50), "de")
    assert len(text_of(quotation)) <= LONGEST + 2


def test_an_excerpt_is_in_the_readers_language_unless_the_words_stand_only_in_the_other():
    both = Localized("Wissen bleibt", "Knowledge stays")
    assert [excerpt(both, needles(word), "en").language for word in ("knowledge", "wissen", "zebra")] == [
        "en", "de", "en",
    ]  # fmt: skip
    assert excerpt(Localized("Nur deutsch"), needles("zebra"), "en").language == "de"


def test_the_signs_of_markdown_are_no_text():
    source = "## Drei *Foren*\n\n- **Wissen** [hier](https://example.org/a_b)\n2. snake_case `x`\n\n> so"
    assert plain(Localized(source)) == Localized("Drei Foren Wissen hier snake_case x so")


def test_parts_are_joined_by_language_and_names_stand_in_each_that_is_written():
    assert joined([Localized("A", "B"), Localized("C")], ["Kim"]) == Localized("A · C · Kim", "B · Kim")
    assert joined([Localized("A")], ["Kim"]) == Localized("A · Kim")
    assert joined([], ["Kim"]) == Localized("Kim", "Kim")
    assert joined([]) == Localized()


def test_pages_of_twenty():
    everything = [searchable(entry(f"T{number}")) for number in range(A_PAGE + 1)]
    assert ([last_page(number) for number in (0, A_PAGE, A_PAGE + 1)], len(portion(everything, 2))) == ([1, 1, 2], 1)


def test_what_is_kept_knows_how_much_it_weighs():
    assert shelf(entry("Titel", "x" * 5000)).weight > 2 * 5000
    assert matching.folded("Jürgen’s") == " jurgens juergens "
