"""Every sentence of the software exists in German."""

import ast
import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.support.tree import ROOT
from tools import catalogues

GERMAN = ROOT / "gocluster_events" / "translations" / "de" / "LC_MESSAGES" / "messages.po"
SAME_IN_GERMAN = Path(__file__).with_name("same_in_german.txt")
HOLE = re.compile(r"%\((\w+)\)")


@cache
def used() -> set[str]:
    """Every message that code or templates ask for; of one with a plural, the singular."""
    return {each.singular for each in catalogues.messages()}


@cache
def german() -> Catalog:
    with GERMAN.open("rb") as file:
        return read_po(file, locale="de")


def messages() -> dict[str, Message]:
    return {each.id if isinstance(each.id, str) else each.id[0]: each for each in german() if each.id}


def texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_no_message_lacks_its_german():
    known = {name for name, message in messages().items() if all(texts(message))}
    assert sorted(used() - known) == []


def test_no_message_stands_inside_an_f_string_where_only_a_newer_python_finds_it():
    hidden = [
        (path.relative_to(ROOT).as_posix(), call.lineno)
        for path in sorted((ROOT / "gocluster_events").rglob("*.py"))
        if "{_" in (source := path.read_text(encoding="utf-8"))
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in catalogues.KEYWORDS
    ]
    assert hidden == []


def test_no_translation_is_a_guess():
    assert [name for name, message in messages().items() if message.fuzzy] == []


def test_the_catalogue_holds_nothing_that_nobody_says():
    assert sorted(set(messages()) - used()) == []


def test_a_message_equal_to_its_english_is_meant_to_be():
    meant = set(SAME_IN_GERMAN.read_text(encoding="utf-8").splitlines())
    equal = {name for name, message in messages().items() if set(texts(message)) == {name}}
    assert equal == meant


def test_every_translation_has_the_holes_of_its_english():
    wrong = [
        name
        for name, message in messages().items()
        if any(set(HOLE.findall(text)) != set(HOLE.findall(english)) for english, text in pairs(message) if text)
    ]
    assert wrong == []


def pairs(message: Message) -> list[tuple[str, str]]:
    """English and German, of a plural only the plural: one of something may do without its number."""
    english = (message.id,) if isinstance(message.id, str) else message.id
    return [(english[-1], text) for text in texts(message)[len(english) - 1 :]]
