"""Whom somebody means by what they typed: the same for the server and for a desk without network."""

import base64
import json
import re
from operator import attrgetter
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page

from gocluster_events.core import search as rule
from gocluster_events.core.search import (
    LONGEST,
    Hit,
    Meaning,
    SearchRefusal,
    near_anywhere,
    search,
    search_refusal,
    stored_words,
    words_of,
)
from tests.support.alike import people_alike, typed_for

EXAMPLES = json.loads(Path(__file__).with_name("search_examples.json").read_text(encoding="utf-8"))
PEOPLE = EXAMPLES["people"]
CASES = [
    (query, who, is_sure) for kind, is_sure in (("sure", True), ("similar", False)) for query, who in EXAMPLES[kind]
]
SCRIPT = Path("static/js/admission/finding.js")


def hits(query):
    among = search(query, PEOPLE, lambda each: f"{each['name']} {each['organisation']}", lambda each: each["reference"])
    return [[PEOPLE.index(each.who), each.is_sure] for each in among]


def of(names, *, is_sure):
    return [[each, is_sure] for each in names]


@pytest.mark.parametrize(("query", "who", "is_sure"), CASES)
def test_the_server_finds_whom_the_table_names(query, who, is_sure):
    assert [each for each in hits(query) if each[1] is is_sure] == of(who, is_sure=is_sure)
    if not is_sure:
        assert [each for each in hits(query) if each[1]] == []


def test_the_desk_without_network_finds_the_same(page: Page):
    code = base64.b64encode(SCRIPT.read_bytes()).decode()
    page.set_content("<!doctype html>")
    searched = page.evaluate(
        """async ([code, people, queries]) => {
          const { search, sought } = await import(`data:text/javascript;base64,${code}`);
          const known = people.map((each, index) => ({ ...each, index, sought: sought(each) }));
          return queries.map((query) => search(query, known).map(({ who, isSure }) => [who.index, isSure]));
        }""",
        [code, PEOPLE, [query for query, _who, _is_sure in CASES]],
    )
    assert searched == [hits(query) for query, _who, _is_sure in CASES]


def test_whoever_is_meant_literally_stands_first():
    names = ["Meier", "Maler Maier", "Mayer", "Maier"]
    assert [each.who for each in search("maier", names, str)] == ["Maler Maier", "Maier", "Meier", "Mayer"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("a" * LONGEST, None), ("a" * (LONGEST + 1), SearchRefusal.TOO_LONG), ("a\u202eb", SearchRefusal.NOT_TEXT)],
)
def test_a_text_that_is_too_long_or_no_text_is_refused_for_its_reason(typed, reason):
    assert search_refusal(typed) is reason


WORDS = ("meier", "muller", "mueller", "kassbohrer", "lunemann", "wasserstofftechnik", "100%_a", "silk", "aaaaaaaa")


def with_a_letter_wrong(word):
    """Every word that is another by one letter added, left out, changed or swapped with the next, but for the first."""
    for at in range(1, len(word) + 1):
        before, rest = word[:at], word[at:]
        yield from (before + letter + rest for letter in "xa%_")
        yield from (before + letter + rest[1:] for letter in "xa%_" if rest)
        yield before + rest[1:]
        yield before + rest[1:2] + rest[:1] + rest[2:]


def matches(pattern, stored):
    """Whether ``LIKE`` finds the pattern there."""
    signs = re.findall(r"\\.|.", pattern)
    kinds = {"%": ".*", "_": "."}
    return re.fullmatch("".join(kinds.get(sign) or re.escape(sign[-1]) for sign in signs), stored) is not None


@pytest.mark.parametrize("word", WORDS)
def test_whoever_is_meant_with_a_letter_wrong_is_among_those_whom_the_database_picks(word):
    stored = stored_words("Anna", f"{word}-hofer")
    for typed in with_a_letter_wrong(word):
        if search(typed, [f"{word}hofer"], str):
            assert any(matches(each, f"anna.{word}hofer@example.org") for each in near_anywhere(typed)), typed
        if search(typed, [word], str):
            ((*near,),) = Meaning(typed).near_patterns()
            assert any(matches(each, stored) for each in near), typed


def test_a_look_at_a_text_tells_apart_only_whose_words_are_worth_a_search():
    people = people_alike(0, 60, Random(7))
    texts = [f"{each['first_name']} {each['last_name']}-({each['organisation']})" for each in people]
    texts += [each["search_text"] for each in people]
    without_words = 0
    for typed in typed_for([(each, ("A1B2-C3D4",)) for each in texts], Random(7), 10):
        meaning = Meaning(typed)
        for each in texts:
            words = meaning.words_in(each)
            without_words += not words
            assert meaning.misses(words, "") == meaning.misses(words_of(each), ""), (typed, each)
    assert without_words > 1000


@pytest.mark.parametrize(
    ("rows", "most", "reads"),  # of each row what must be forgiven, and what must be so at least
    [
        (["00", "11", "11", "11"], 3, [3]),  # whoever comes later must be forgiven as much at least
        (["00", "11", "21", "11"], 3, [3, None]),  # less than one of the first
        (["00", "00", "00", "11"], 4, [3, None]),
        (["00", "11"], 3, [3]),  # nobody comes later
    ],
)
def test_all_who_may_be_meant_are_read_only_where_the_first_may_not_be_the_best(monkeypatch, rows, most, reads):
    monkeypatch.setattr(rule, "FIRST", 3)
    people, limits = [SimpleNamespace(misses=int(a), least=int(b)) for a, b in rows], []

    def read(limit):
        limits.append(limit)
        return people[:limit]

    def hits_of(some):
        return sorted((Hit(each, each.misses) for each in some), key=attrgetter("misses"))

    assert (rule.nearest(read, hits_of, most)[:most], limits) == (hits_of(people)[:most], reads)
