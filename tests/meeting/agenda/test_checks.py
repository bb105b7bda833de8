"""Each check says one sentence about what it finds, and of what is gravest first."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind, SignUp
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import Conflict, ConflictKind, Severity, worst_severities
from gocluster_events.meeting.agenda.rules.timetable import Day
from tests.support.checking import ASKED, AWAY, DECLINED, KEYNOTE, PANEL, PARTY, PEOPLE, ROOM, sentences, talk
from tests.support.programme import HALL, MAI, REGION, SEMINAR, TAREK, slot, timetable, troubles

pytestmark = pytest.mark.usefixtures("german")
NO_TIME_TO_WALK = (
    "Mai Lan Petersen hat keine Zeit für den Weg: A1 (Eichensaal) endet um 10:00 Uhr, "
    "A2 (Raum 1.04) beginnt um 10:04 Uhr."
)


@pytest.mark.parametrize(
    ("items", "severity", "sentence"),
    [
        (
            (talk(1), talk(2, 30, kind=Kind.MATCHMAKING)),
            "error",
            "Eichensaal ist belegt: A2 läuft dort von 09:30 bis 10:30 Uhr, A1 zur selben Zeit.",
        ),
        (
            (talk(1, 0, MAI, kind=Kind.WORKSHOP), talk(2, 30, MAI, kind=Kind.WORKSHOP, **ROOM)),
            "error",
            "Mai Lan Petersen ist gleichzeitig an zwei Orten: A1 und A2 (09:30 bis 10:30 Uhr).",
        ),
        (
            (talk(1, 0, MAI, kind=Kind.WORKSHOP), talk(2, 30, MAI, kind=Kind.ADVICE, **ROOM)),
            "warning",
            "Mai Lan Petersen ist gleichzeitig an zwei Orten: A1 und A2 (09:30 bis 10:30 Uhr).",
        ),
        (
            (talk(1, -90),),
            "error",
            "A1 liegt außerhalb der Tage und Öffnungszeiten: Do., 22. Apr., 07:30 bis 08:30 Uhr.",
        ),
        ((talk(1), talk(2, None, code="a1")), "error", "A1 und a1 haben dasselbe Kürzel."),
        ((talk(1, seats=41, **ROOM),), "warning", "A1 nimmt 41 Personen auf; Raum 1.04 hat 40 Plätze."),
        ((talk(1, room=None),), "warning", "A1 hat noch keinen Raum."),
        (
            (talk(1, kind=Kind.MATCHMAKING), talk(2, 30, kind=Kind.COFFEE, room=None)),
            "warning",
            "A1 reicht in die Pause A2 hinein (09:30 bis 10:30 Uhr).",
        ),
        (
            (talk(1, has_stream=True, **ROOM),),
            "warning",
            "A1 soll übertragen werden, aber Raum 1.04 hat keinen Stream.",
        ),
        (
            (KEYNOTE, talk(2, 30, MAI, kind=Kind.WORKSHOP, **ROOM)),
            "warning",
            "A2 läuft parallel zu A1 (09:00 bis 10:00 Uhr); dort sollen alle dabei sein.",
        ),
        (
            (PARTY, talk(2, 30, kind=Kind.MATCHMAKING, **ROOM)),
            "hint",
            "A2 überschneidet sich mit A1; dazu sind alle eingeladen.",
        ),
        ((PANEL,), "warning", "Das Podium A1 hat noch keine Moderation."),
        (
            (talk(1, 0, MAI), talk(2, 64, MAI, **ROOM)),
            "warning",
            NO_TIME_TO_WALK,
        ),
        (
            (talk(1, 0, AWAY, kind=Kind.FORUM),),
            "error",
            "Ada Fern ist bei A1 nicht verfügbar: Do., 22. Apr., 09:00 bis 10:00 Uhr.",
        ),
        (
            (talk(1, 0, AWAY),),
            "warning",
            "Ada Fern ist bei A1 nicht verfügbar: Do., 22. Apr., 09:00 bis 10:00 Uhr.",
        ),
        (
            (talk(1, 0, DECLINED), talk(2, 60, DECLINED)),
            "error",
            "Bo Nein hat abgesagt und steht noch im Programm: A1, A2.",
        ),
        ((talk(1, 0, ASKED),), "hint", "Cleo Offen hat noch nicht zugesagt: A1."),
        (
            (
                talk(1, 0, MAI, kind=Kind.WORKSHOP, length_minutes=90),
                talk(2, 104, MAI, kind=Kind.FORUM, length_minutes=77),
            ),
            "hint",
            "Mai Lan Petersen hat von 09:00 bis 12:01 Uhr keine Pause, von A1 bis A2.",
        ),
        (
            (talk(1, track=REGION.id, kind=Kind.VOTE), talk(2, 59, track=REGION.id, kind=Kind.VOTE, **ROOM)),
            "hint",
            "A1 und A2 aus Themenstrang A laufen zur selben Zeit.",
        ),
        ((talk(1, kind=Kind.WORKSHOP),), "hint", "Bei A1 ist noch niemand eingetragen."),
        ((talk(1), talk(2, 60, title=Localized("Nur deutsch"))), "hint", "A2 hat keinen englischen Titel."),
        (
            (talk(1, kind=Kind.LUNCH, sign_up=SignUp.BOOK),),
            "warning",
            "Für A1 werden Plätze gebucht, aber das ist eine Pause, ein Programmpunkt für alle oder ein geschlossener.",
        ),
    ],
)
def test_each_check_says_one_sentence(items, severity, sentence):
    assert sentences(*items) == [(severity, sentence)]


def test_places_that_nobody_has_counted_cannot_be_booked():
    garden = replace(SEMINAR, name="Garten", seats=0)
    expected = "Für A1 werden Plätze gebucht, aber weder der Programmpunkt noch sein Raum (Garten) hat eine Platzzahl."
    assert sentences(talk(1, sign_up=SignUp.BOOK, **ROOM), rooms=(HALL, garden)) == [("warning", expected)]


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [(-60, 60, []), (-61, 60, [ConflictKind.OUTSIDE_HOURS]), (480, 60, []), (480, 61, [ConflictKind.OUTSIDE_HOURS])],
)
def test_items_lie_within_the_opening_hours(start, minutes, expected):
    assert troubles(conflicts(timetable(talk(1, start, length_minutes=minutes)))) == expected


@pytest.mark.parametrize("kind", [Kind.EXHIBITION, Kind.EXCURSION])
def test_items_lie_on_the_days_of_the_meeting(kind):
    assert troubles(conflicts(timetable(talk(1, 24 * 60, kind=kind)))) == [ConflictKind.OUTSIDE_HOURS]


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2027, 3, 28), 0), (date(2027, 10, 31), 1)])
def test_opening_hours_hold_when_the_clocks_change(day, utc_hour):
    """Open from 1:00 to 4:00 on the wall, which is two hours in spring and four in autumn."""
    days = (Day(day, time(1), time(4)),)
    opens_at = (
        datetime(2027, day.month, day.day, utc_hour, tzinfo=UTC)
        if day.month == 3
        else datetime(2027, 10, 30, 23, tzinfo=UTC)
    )
    length = 120 if day.month == 3 else 240
    fitting = talk(1, starts_at=opens_at, length_minutes=length)
    assert conflicts(timetable(fitting, days=days)) == ()
    assert troubles(conflicts(timetable(replace(fitting, length_minutes=length + 1), days=days))) == [
        ConflictKind.OUTSIDE_HOURS
    ]


def test_what_is_found_names_the_items_and_the_person():
    items = talk(1, 0, MAI, TAREK, kind=Kind.FORUM), talk(2, 30, MAI, kind=Kind.FORUM, **ROOM)
    (finding,) = conflicts(timetable(*items))
    assert (finding.trouble, finding.person, finding.items) == (ConflictKind.PERSON_TWICE, MAI.uuid, items)


def test_the_gravest_comes_first():
    small, beside = talk(1, seats=41, kind=Kind.FORUM, **ROOM), [talk(number, kind=Kind.VOTE) for number in (2, 3)]
    assert [each.severity for each in conflicts(timetable(small, *beside))] == [
        Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.WARNING, Severity.HINT,
    ]  # fmt: skip


def test_an_item_is_marked_with_the_worst_that_was_found_in_it():
    first, second = slot(1), slot(2)
    findings = (
        Conflict(ConflictKind.ROOM_TAKEN, Severity.ERROR, (first, second)),
        Conflict(ConflictKind.NO_ROOM, Severity.WARNING, (second,)),
        Conflict(ConflictKind.NO_STREAM, Severity.WARNING, (slot(3),)),
        Conflict(ConflictKind.NO_ENGLISH, Severity.HINT, (slot(4),)),
    )
    assert worst_severities(findings) == {
        first.uuid: Severity.ERROR,
        second.uuid: Severity.ERROR,
        slot(3).uuid: Severity.WARNING,
    }


def test_of_two_plenaries_the_later_one_is_beside_the_other():
    other = talk(2, 30, MAI, kind=Kind.ADDRESS, room=3)
    rooms = (HALL, SEMINAR, replace(HALL, id=3, name="Festsaal"))
    assert sentences(KEYNOTE, other, rooms=rooms) == [
        ("warning", "A2 läuft parallel zu A1 (09:00 bis 10:00 Uhr); dort sollen alle dabei sein.")
    ]


def test_a_hint_marks_no_item_and_does_not_ask_for_attention():
    (finding,) = conflicts(timetable(talk(1, kind=Kind.WORKSHOP)))
    assert (finding.severity, finding.needs_attention) == (Severity.HINT, False)


def test_a_fingerprint_names_the_same_trouble_of_the_same_items_again():
    def fingerprint(*items):
        return conflicts(timetable(*items))[0].fingerprint

    there = fingerprint(talk(1), talk(2, 30, kind=Kind.VOTE))
    assert fingerprint(talk(2, 0, kind=Kind.VOTE), talk(1, 30, title=Localized("Anders", "Other"))) == there
    assert fingerprint(talk(1), talk(3, 30, kind=Kind.VOTE)) != there
    assert len(there) == 32


def test_every_trouble_is_tried_here():
    tried = {each.trouble for mark in test_each_check_says_one_sentence.pytestmark for items, *_rest in mark.args[1]
             for each in conflicts(timetable(*items, people=PEOPLE))}  # fmt: skip
    elsewhere = {ConflictKind.UNSTREAMED, ConflictKind.NO_SEATS_TO_BOOK}  # which need other rooms
    assert tried == set(ConflictKind) - elsewhere
