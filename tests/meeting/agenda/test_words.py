"""How changes and people are told to readers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.core.i18n import force_locale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.differences import changes, news
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Room
from gocluster_events.meeting.agenda.words import differences as words, programme, steps
from tests.support.programme import HALL, MAI, SEMINAR, TAREK, slot, timetable, with_people

TALK = with_people(slot(1), MAI)
OTHER_SEMINAR = Room(3, "1.06")
ROOMS = (HALL, SEMINAR, OTHER_SEMINAR)


def difference_text(before, after):
    old, new = timetable(before, rooms=ROOMS), timetable(after, rooms=ROOMS)
    (change,) = news(old, new).marked.values()
    return words.news(change, old, new)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("language", "floor", "place"),
    [
        ("en", "First floor", "Room\u00a01.04, first floor"),
        ("en", "EG", "Room\u00a01.04, EG"),
        ("en", "Wing B", "Room\u00a01.04, Wing B"),
        ("de", "First floor", "Raum\u00a01.04, 1.\u00a0Obergeschoss"),
    ],
)
def test_the_floor_follows_the_room_as_one_writes_in_a_sentence_whose_lines_end_beside_no_number(
    language, floor, place
):
    with force_locale(language):
        assert programme.room_and_floor(Room(1, "1.04", Localized("1. Obergeschoss", floor))) == place


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"room": SEMINAR.id}, "Raum 1.04 statt Eichensaal"),
        ({"room": None}, "ohne Eichensaal"),
        ({"starts_at": slot(1, 30).starts_at}, "09:30–10:30 statt 09:00–10:00"),
        ({"starts_at": slot(1, 1440).starts_at}, "Fr., 23. Apr., 09:00–10:00 statt Do., 22. Apr., 09:00–10:00"),
        ({"length_minutes": 45}, "dauert jetzt 45 statt 60 Minuten"),
        ({"length_minutes": 75, "room": SEMINAR.id}, "dauert jetzt 75 statt 60 Minuten, Raum 1.04 statt Eichensaal"),
        ({"starts_at": slot(1, 30).starts_at, "length_minutes": 45}, "09:30–10:15 statt 09:00–10:00"),
        ({"people": (Appearance(TAREK.uuid, Part.SPEAKER),)}, "Dr. Tarek Lindholm statt Mai Lan Petersen"),
        ({"people": ()}, "ohne Mai Lan Petersen"),
        ({"people": (Appearance(MAI.uuid, Part.MODERATION),)}, "andere Rollen"),
        ({"title": Localized("Neu")}, "bisher: Vortrag 1"),
        ({"kind": Kind.PANEL, "has_stream": True}, "Podiumsdiskussion statt Vortrag, jetzt mit Stream"),
        ({"language": SpokenLanguage.ENGLISH}, "Englisch statt Deutsch"),
        ({"visibility": Visibility.MEMBERS}, "jetzt nur für Mitglieder"),
        ({"sign_up": SignUp.BOOK}, "Platzbuchung jetzt erforderlich"),
    ],
)
def test_a_change_is_told_shortly(change, sentence):
    assert difference_text(TALK, replace(TALK, **change)) == sentence


@pytest.mark.usefixtures("german")
def test_whether_places_are_booked_or_go_by_choice_is_told():
    booked, wished = replace(TALK, sign_up=SignUp.BOOK), replace(TALK, sign_up=SignUp.WISH)
    assert difference_text(TALK, wished) == "Plätze werden jetzt nach Wunsch vergeben"
    assert difference_text(booked, wished) == "Plätze werden jetzt nach Wunsch vergeben"
    assert difference_text(wished, booked) == "Platzbuchung jetzt erforderlich"
    assert difference_text(wished, TALK) == "Plätze nicht mehr nach Wunsch"


@pytest.mark.usefixtures("german")
def test_the_word_for_a_room_is_said_once():
    assert (
        difference_text(replace(TALK, room=SEMINAR.id), replace(TALK, room=OTHER_SEMINAR.id)) == "Raum 1.06 statt 1.04"
    )


@pytest.mark.usefixtures("german")
def test_several_panellists_are_announced_as_several():
    panel = replace(TALK, people=tuple(Appearance(person.uuid, Part.PANELLIST) for person in (MAI, TAREK)))
    one = with_people(TALK, TAREK, part=Part.PANELLIST)
    assert [programme.cast(item, timetable(item)) for item in (panel, one)] == [
        "Podiumsgäste: Mai Lan Petersen, Dr. Tarek Lindholm",
        "Podiumsgast: Dr. Tarek Lindholm",
    ]


@pytest.mark.usefixtures("german")
def test_in_a_block_panellists_are_counted_and_a_single_part_needs_no_name():
    guests = [Appearance(person.uuid, Part.PANELLIST) for person in (MAI, TAREK)]
    panel = replace(TALK, people=(Appearance(MAI.uuid, Part.MODERATION), *guests))
    moderated = with_people(TALK, TAREK, part=Part.MODERATION)
    both = replace(TALK, people=(*moderated.people, Appearance(MAI.uuid, Part.SPEAKER)))
    assert [programme.cast_in_brief(item, timetable(item)) for item in (panel, moderated, both, slot(9))] == [
        "Moderation: Mai Lan Petersen · mit 2 Podiumsgästen",
        "Dr. Tarek Lindholm",
        "Moderation: Dr. Tarek Lindholm · Mai Lan Petersen",
        "",
    ]


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("stands_in", "word"),
    [(Appearance(MAI.uuid, Part.SPEAKER, TAREK.uuid), "Vertretung"), (Appearance(MAI.uuid, Part.SPEAKER), "Personen")],
)
def test_that_somebody_stands_in_is_said_of_the_item(stands_in, word):
    before = with_people(slot(1), TAREK)
    (change,) = changes(timetable(before), timetable(replace(before, people=(stands_in,))))
    assert str(steps.turn(change)) == word


@pytest.mark.usefixtures("german")
def test_a_change_of_length_is_called_so_and_never_a_move():
    before, after = slot(1), replace(slot(1), length_minutes=45)
    (change,) = changes(timetable(before), timetable(after))
    (fact,) = change.facts
    assert str(steps.turn(change)) == words.fact_label(fact, change) == "Dauer"
    assert steps.sides(fact, change, timetable(before), timetable(after)) == ("60 Minuten", "45 Minuten")
    assert steps.step_sentence([Change(before, after)]) == f"{programme.name(before)} verkürzt"


@pytest.mark.usefixtures("german")
def test_a_change_shows_only_what_differs():
    before = with_people(slot(1), TAREK)
    after = replace(with_people(before, TAREK, MAI), starts_at=before.starts_at + timedelta(minutes=5))
    old, new = timetable(before), timetable(after)
    (change,) = changes(old, new)
    assert [steps.sides(fact, change, old, new) for fact in change.facts] == [
        ("09:00", "09:05"), ("10:00", "10:05"), ("", "Mai Lan Petersen (Vortrag)"),
    ]  # fmt: skip
