"""What a letter's own wording must keep, and how what is wrong is found."""

from dataclasses import replace

import pytest

from gocluster_events.meeting.letters.rules import (
    Letter,
    Wording,
    WordingMistake,
    WordingRefusal,
    changed_lines,
    mandatory,
    mistakes,
)

LETTER = Letter("declined", "x.txt", {"event": "Tagung", "salutation": "Frau Voss", "reason": "Voll."}, "own.personal")
GOOD = Wording("{event}", "Keine Zusage", "Guten Tag {salutation},\n\n{reason}", "Meine Anmeldung")


def mistakes_in(**changes: str) -> tuple[WordingMistake, ...]:
    return mistakes(LETTER, replace(GOOD, **changes))


def test_a_good_wording_has_no_flaw():
    assert mistakes(LETTER, GOOD) == ()


def test_only_what_the_letter_is_about_must_stay():
    assert mandatory(LETTER) == ("reason",)
    assert mistakes_in(body="Guten Tag") == (WordingMistake("body", WordingRefusal.MISSING, "reason"),)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("saluation", "salutation"),
        ("Salutation", "salutation"),
        (" salutation ", "salutation"),
        ("EVENT", "event"),
        ("evnt", "event"),
    ],
)
def test_a_mistyped_placeholder_is_named_with_the_one_that_is_meant(typed: str, nearest: str):
    assert mistakes_in(heading=f"Hallo {{{typed}}}") == (
        WordingMistake("heading", WordingRefusal.UNKNOWN_LIKE, typed, nearest),
    )


@pytest.mark.parametrize("typed", ["", "qqqqqqqq", "0.__class__", "Ägypten!", "x" * 200])
def test_one_that_resembles_none_is_named_alone_and_not_at_length(typed: str):
    assert mistakes_in(subject=f"{{{typed}}}") == (WordingMistake("subject", WordingRefusal.UNKNOWN, typed[:40]),)


@pytest.mark.parametrize(("typed", "brace"), [("{", "{"), ("a } b", "}"), ("{event", "{"), ("{reason}}", "}")])
def test_a_single_brace_is_refused(typed: str, brace: str):
    assert mistakes_in(subject=typed) == (WordingMistake("subject", WordingRefusal.BRACE, brace),)


def test_two_braces_are_one_and_no_placeholder():
    assert mistakes_in(body="{{event}} {{ }} {reason}") == ()
    assert mistakes_in(body="{{reason}}") == (WordingMistake("body", WordingRefusal.MISSING, "reason"),)


def test_every_part_says_something():
    assert mistakes(LETTER, Wording(" ", "", "\n", "")) == (
        WordingMistake("subject", WordingRefusal.EMPTY),
        WordingMistake("heading", WordingRefusal.EMPTY),
        WordingMistake("body", WordingRefusal.EMPTY),
        WordingMistake("button", WordingRefusal.NO_BUTTON),
    )
    without = replace(LETTER, link=None)
    assert mistakes(without, replace(GOOD, button="")) == ()


def test_all_flaws_are_told_at_once_in_the_order_of_the_form():
    assert [(flaw.field, flaw.fault) for flaw in mistakes_in(body="{evnt} {", button="{qqqqqqqq}")] == [
        ("body", WordingRefusal.UNKNOWN_LIKE),
        ("body", WordingRefusal.BRACE),
        ("body", WordingRefusal.MISSING),
        ("button", WordingRefusal.UNKNOWN),
    ]


def test_what_changes_is_told_line_by_line():
    after = replace(GOOD, body="Guten Tag {salutation},\n\nleider nicht: {reason}")
    assert changed_lines(GOOD, after) == (
        (" ", "{event}"), (" ", "Keine Zusage"), (" ", "Guten Tag {salutation},"), ("-", "{reason}"),
        ("+", "leider nicht: {reason}"), (" ", "Meine Anmeldung"),
    )  # fmt: skip
