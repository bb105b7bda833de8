"""A letter that nobody has got yet is shown with what is true of this event, and with nothing made up about it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gocluster_events.backoffice.wordings.rules import LETTERS
from gocluster_events.core.access import Role
from gocluster_events.core.text import LANGUAGES, Localized
from gocluster_events.meeting.agenda.rules.timetable import Person
from tests.support.make import make_day, make_event, make_member, make_room
from tests.support.programme import plan, slot, with_people
from tests.support.visitor import Visitor

OPENS = datetime(2031, 6, 17, 7, tzinfo=UTC)
CLOSES = datetime(2031, 5, 5, 10, tzinfo=UTC)
MADE_UP = r"22\. Apr|8\. April|Pitches|Eichenhof|Eichensaal|Musterstraße|tagung@example.org"


@pytest.fixture
def organiser(session, visitor: Visitor):
    """Somebody who words the letters of an event in 2031."""
    event = make_event(
        slug="forum-2031", title=Localized("Forum 2031", "Forum 2031"), starts_at=OPENS,
        ends_at=OPENS + timedelta(hours=8),
        registration_closes_at=CLOSES, venue="Haus am See", address="Seestraße 1", contact_email="forum@example.org",
    )  # fmt: skip
    make_member(event, Role.ORGANISER, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    return visitor, event


def preview(visitor: Visitor, letter: str, language: str = "de") -> str:
    """The letter as the page shows it, without the fields."""
    page = visitor.get(f"/de/manage/forum-2031/letters/{letter}/{language}").text
    return page[page.index("wording__letter") :]


def test_no_letter_says_anything_made_up_about_the_event(organiser):
    visitor, _event = organiser
    texts = {(letter, language): preview(visitor, letter, language) for letter in LETTERS for language in LANGUAGES}
    assert {key: re.findall(MADE_UP, text) for key, text in texts.items() if re.search(MADE_UP, text)} == {}


def test_deadlines_are_those_of_the_event(organiser):
    visitor, _event = organiser
    assert "5. Mai 2031, 12:00 Uhr" in preview(visitor, "invitation")
    assert "5 May 2031" in preview(visitor, "invitation", "en")


def test_an_english_letter_is_english_throughout(organiser):
    visitor, _event = organiser
    text = preview(visitor, "declined", "en") + preview(visitor, "received", "en") + preview(visitor, "cancelled", "en")
    assert [each for each in ("vor Ort", "Plätze", "Kalender", "Frau") if each in text] == []


def test_letters_about_the_programme_name_items_of_the_programme(organiser):
    visitor, event = organiser
    room = make_room(event, name="Seesaal")
    talk = slot(1, 0, room=room.id, title=Localized("Wasser für alle"))
    person = Person(slot(9).uuid, "Kim", "Voss")
    plan(event, person, with_people(talk, person))
    assert "Wasser für alle" in preview(visitor, "programme_changed")
    first = preview(visitor, "own_first")
    assert ("Wasser für alle" in first, "Seesaal" in first, "Kim Voss" in first) == (True, True, True)


def test_what_a_day_is_for_stands_beside_it_in_a_letter_about_ones_items(organiser):
    visitor, event = organiser
    make_day(event, date=OPENS.date(), name=Localized("Exkursion", "Excursion"))
    person = Person(slot(9).uuid, "Kim", "Voss")
    talk = replace(slot(1, room=make_room(event).id), starts_at=OPENS)
    plan(event, person, with_people(talk, person))
    assert "Di., 17. Juni · Exkursion, 09:00" in preview(visitor, "own_first")
    assert "Tue, 17 Jun · Excursion, 09:00" in preview(visitor, "own_first", "en")
