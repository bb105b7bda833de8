"""Who reads English learns in which languages the talks are held, and whether they are interpreted."""

from dataclasses import replace

import pytest

from gocluster_events.meeting.agenda.rules.codes import Kind, Part, SpokenLanguage
from gocluster_events.meeting.agenda.rules.languages import Spoken, spoken
from gocluster_events.meeting.agenda.rules.timetable import Appearance
from tests.support.programme import MAI, TAREK, plan, publish, slot, timetable, with_people

GERMAN = with_people(slot(1), TAREK)
ENGLISH = with_people(slot(2, 60, language=SpokenLanguage.ENGLISH), MAI)
INTERPRETED = replace(GERMAN, people=(*GERMAN.people, Appearance(MAI.uuid, Part.INTERPRETING)))
COFFEE = slot(3, 120, kind=Kind.COFFEE)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((GERMAN, COFFEE), Spoken(1, 0, 0)),
        ((GERMAN, ENGLISH), Spoken(1, 1, 0)),
        ((INTERPRETED, ENGLISH), Spoken(1, 1, 1)),
        ((COFFEE,), Spoken(0, 0, 0)),
    ],
)
def test_a_talk_has_a_language_and_a_break_has_none(items, expected):
    assert spoken(timetable(*items)) == expected


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (replace(GERMAN, uuid=slot(2).uuid), "All talks are held in German. There is no interpretation."),
        (ENGLISH, "Talks in German: 1, in English or in both languages: 1. There is no interpretation."),
        (replace(INTERPRETED, uuid=slot(2).uuid), "All talks are held in German. 1 of them is interpreted."),
    ],
)
def test_english_pages_say_it_and_german_ones_need_not(event, talk, visitor, second, sentence):
    plan(event, replace(second, room=talk.room))
    publish(event)
    for page in ("jahrestagung-2027/", "jahrestagung-2027/agenda"):
        assert sentence in visitor.get(f"/en/{page}").text
        assert "interpretation" not in visitor.get(f"/de/{page}").text
