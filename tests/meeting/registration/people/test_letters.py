"""Every letter as it arrives: as text and as HTML, in both languages."""

import re

import pytest
from flask import Flask

from gocluster_events.core.web.letter_frame import Block, Framed, _text, letter_frame
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.letters.rules import Letter, fill
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.letters import (
    CONFIRMED_ONSITE,
    LAPSED,
    LETTERS,
    MOVED_UP,
    PROVE_AGAIN,
    of_state,
    quoted,
)

LINK = "https://example.org/de/my/" + "x" * 80

every_letter = pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)
both_languages = pytest.mark.parametrize("language", ["de", "en"])


def of_confirmed(mode: Mode) -> Letter:
    return of_state(Status.CONFIRMED, mode)


def framed(app: Flask, letter: Letter, language: str, **values: str) -> Framed:
    with app.test_request_context("/de/"):
        return letter_frame(letter.template, language, {**letter.samples, **values}, LINK, fill)


@every_letter
@both_languages
def test_no_line_of_the_text_is_too_long_and_the_link_has_its_own(app: Flask, letter: Letter, language: str):
    lines = framed(app, letter, language).text.splitlines()
    assert [line for line in lines if len(line) > 78] == ([LINK] if letter.link else [])


@every_letter
@both_languages
def test_a_letter_has_one_heading_one_button_and_nothing_from_elsewhere(app: Flask, letter: Letter, language: str):
    mail = framed(app, letter, language)
    heading = re.findall(r"<h1[^>]*>(.+?)</h1>", mail.html)
    assert mail.text.splitlines()[0] == heading[0]
    assert len(heading) == 1
    legal = {f"http://localhost/{language}/imprint", f"http://localhost/{language}/privacy"}
    assert set(re.findall(r'href="([^"]+)"', mail.html)) == legal | ({LINK} if letter.link else set())
    assert re.findall(r"<img|url\(|src=", mail.html) == []


def test_whoever_registers_again_reads_that_needs_are_not_taken_over(app: Flask):
    sentence = "Angaben zu Unterstützung und Unverträglichkeiten übernehmen wir dabei nicht."
    assert sentence in " ".join(framed(app, PROVE_AGAIN, "de").text.split())


def test_facts_stand_in_rows_and_in_a_column(app: Flask):
    mail = framed(app, CONFIRMED_ONSITE, "de")
    assert re.findall(r'class="term"[^>]*>([^<]+)<', mail.html) == ["Tag", "Ort", "Teilnahmeart", "Vorgangsnummer"]
    assert "Tag:             Donnerstag, 22. April 2027, 08:45–18:00 Uhr\n" in mail.text
    assert "Vorgangsnummer:  4K7M-92QX-3\n" in mail.text


def test_a_fact_that_stands_alone_or_is_too_long_for_a_column_is_an_ordinary_sentence():
    term = "P2 Regionale Innovationssysteme im Wandel"
    alone, wide = (Block("", facts) for facts in (((term, "fehlt"),), ((term, "fehlt"), ("A1 Auftakt", "fehlt"))))
    assert [_text(each, {}, lambda text, _values: text) for each in (alone, wide)] == [
        f"{term}: fehlt", f"{term}: fehlt\nA1 Auftakt: fehlt",
    ]  # fmt: skip


@every_letter
def test_a_letter_ends_with_whom_to_ask_who_writes_and_who_answers_for_it(app: Flask, letter: Letter):
    end = [line for line in framed(app, letter, "de").text.splitlines() if line][-7:]
    assert end == [
        "Fragen: tagung@example.org", "Freundliche Grüße", "Geschäftsstelle go-cluster", "-- ", "go-cluster Events",
        "Impressum: http://localhost/de/imprint", "Datenschutzhinweise: http://localhost/de/privacy",
    ]  # fmt: skip


def test_what_somebody_typed_stays_text_in_a_row(app: Flask):
    mail = framed(app, CONFIRMED_ONSITE, "de", place="<b>Hof</b>: {day}")
    assert "&lt;b&gt;Hof&lt;/b&gt;: {day}" in mail.html
    assert "Ort:             <b>Hof</b>: {day}" in mail.text


def test_a_letter_can_be_read_in_the_dark(app: Flask):
    mail = framed(app, CONFIRMED_ONSITE, "de")
    assert '<meta name="color-scheme" content="light dark">' in mail.html
    assert "prefers-color-scheme: dark" in mail.html


@pytest.mark.parametrize("letter", [*map(of_confirmed, Mode), *MOVED_UP.values()], ids=lambda letter: letter.name)
def test_a_confirmation_says_that_a_substitute_may_come(app: Flask, letter: Letter):
    assert "Ersatzperson" in framed(app, letter, "de").text


def test_the_lapse_names_the_hour_until_which_one_can_come_back(app: Flask):
    assert "bis 8. April 2027, 12:00 Uhr anmelden" in " ".join(framed(app, LAPSED, "de").text.split())


@pytest.mark.parametrize(
    ("typed", "harmless"),
    [
        ("Dr. Miriam Tannert, M.Sc.", "Dr. Miriam Tannert, M. Sc."),
        ("Kim Weber-Vogt, Cluster 4.0", "Kim Weber-Vogt, Cluster 4. 0"),
        ("https://evil.example/win", "https:// evil. example/ win"),
        ("a@b.example\nBcc: c@d.example", "a@ b. example Bcc: c@ d. example"),
        ("x" * 81, "x" * 79 + "…"),
    ],
)
def test_words_of_somebody_else_make_no_link_and_stay_short(typed: str, harmless: str):
    assert quoted(typed) == harmless


@pytest.mark.parametrize("letter", [of_confirmed(Mode.ONLINE), MOVED_UP[Mode.ONLINE]], ids=lambda letter: letter.name)
def test_the_sample_of_a_letter_to_somebody_online_says_online(app: Flask, letter: Letter):
    assert re.search(r"Teilnahmeart: +online\n", framed(app, letter, "de").text)


@every_letter
def test_every_hour_of_a_sample_is_followed_by_its_word(letter: Letter):
    assert [value for value in letter.samples.values() if re.fullmatch(r".+ \d\d:\d\d", value)] == []
