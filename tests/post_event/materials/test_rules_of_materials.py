"""Whether a material may be seen, whose release it needs, and how well it can be read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.core.documents.pdf_facts import PdfFacts
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.rules.codes import Kind as ItemKind, Part
from gocluster_events.meeting.agenda.rules.timetable import Appearance
from gocluster_events.post_event.materials.rules import uploads
from gocluster_events.post_event.materials.rules.codes import (
    PART_BYTES,
    Accessible,
    FileState,
    Kind,
    Reading,
    Refusal,
    SeenBy,
)
from gocluster_events.post_event.materials.rules.listing import missing_items
from gocluster_events.post_event.materials.rules.standing import (
    Hurdle,
    Standing,
    hurdles,
    needed_people,
    opens_to,
    presenting,
    reading,
    visible,
)
from tests.support.programme import MAI, NINE, TAREK, slot, timetable, with_people

OPEN = Standing(
    file=FileState.CHECKED, is_published=True, is_on_programme=True, has_removed_name=False, lacking=(), opens_at=NINE
)
TALK = with_people(slot(1), TAREK)
IN_THE_WAY = {
    Hurdle.FILE_REFUSED: {"file": FileState.REFUSED},
    Hurdle.ARRIVING: {"file": FileState.ARRIVING},
    Hurdle.NOT_CHECKED: {"file": FileState.QUEUED},
    Hurdle.OFF_PROGRAMME: {"is_on_programme": False},
    Hurdle.NAME_REMOVED: {"has_removed_name": True},
    Hurdle.LACKING: {"lacking": (MAI.uuid,)},
    Hurdle.NOT_PUBLISHED: {"is_published": False},
    Hurdle.NOT_YET: {"opens_at": NINE + timedelta(seconds=1)},
}


def test_a_material_is_seen_from_its_moment_on():
    assert visible(OPEN, NINE)
    assert not visible(OPEN, NINE - timedelta(seconds=1))


def test_a_link_needs_no_check():
    assert visible(replace(OPEN, file=None), NINE)


@pytest.mark.parametrize("hurdle", Hurdle)
def test_each_thing_alone_keeps_a_material_from_being_seen(hurdle):
    assert hurdles(replace(OPEN, **IN_THE_WAY[hurdle]), NINE) == (hurdle,)


def test_what_is_being_looked_at_or_has_no_time_is_not_seen():
    assert not visible(replace(OPEN, file=FileState.RUNNING), NINE)
    assert not visible(replace(OPEN, opens_at=None), NINE)


def test_what_is_for_participants_opens_for_them_alone():
    assert opens_to(SeenBy.PARTICIPANTS, is_participant=True)
    assert not opens_to(SeenBy.PARTICIPANTS, is_participant=False)
    assert opens_to(SeenBy.PUBLIC, is_participant=False)


def needed(*people, kind=Kind.SLIDES):
    item = replace(slot(1), people=people)
    return needed_people(timetable(item), item, kind)


def test_the_release_of_whoever_speaks_is_needed_once():
    talk = (
        Appearance(TAREK.uuid, Part.KEYNOTE),
        Appearance(TAREK.uuid, Part.PANELLIST),
        Appearance(MAI.uuid, Part.PITCH),
    )
    assert needed(*talk) == (TAREK, MAI)


def test_of_a_recording_that_of_the_moderation_too():
    moderation, talk = Appearance(MAI.uuid, Part.MODERATION), Appearance(TAREK.uuid, Part.IMPULSE)
    assert needed(moderation, talk) == (TAREK,)
    assert needed(moderation, talk, kind=Kind.RECORDING) == (MAI, TAREK)


def test_whoever_stands_in_releases_and_not_whom_they_stand_in_for():
    assert needed(Appearance(MAI.uuid, Part.SPEAKER, for_person=TAREK.uuid)) == (MAI,)
    assert needed(Appearance(MAI.uuid, Part.STANDING_IN, for_person=TAREK.uuid)) == (MAI,)


def test_those_who_write_minutes_or_interpret_are_not_asked():
    assert needed(Appearance(MAI.uuid, Part.MINUTES), Appearance(TAREK.uuid, Part.INTERPRETING)) == ()


def test_materials_are_expected_where_somebody_speaks():
    coffee = with_people(slot(2, kind=ItemKind.COFFEE), TAREK)
    redacted = timetable(TALK, people=(replace(TAREK, is_redacted=True),))
    assert presenting(timetable(TALK), TALK)
    assert not presenting(timetable(slot(3)), slot(3))
    assert not presenting(timetable(coffee), coffee)
    assert not presenting(redacted, TALK)


def test_nobody_expects_materials_of_a_welcome_or_of_the_guests_of_a_panel():
    welcome = with_people(slot(2, kind=ItemKind.WELCOME), TAREK)
    panel = replace(slot(3), people=(Appearance(MAI.uuid, Part.PANELLIST), Appearance(TAREK.uuid, Part.IMPULSE)))
    assert presenting(timetable(welcome), welcome) == ()
    assert presenting(timetable(panel), panel) == (TAREK,)
    missing = missing_items((), timetable(welcome, panel))
    assert [(each.item, each.people) for each in missing] == [(panel, (TAREK,))]


READINGS = [
    (Accessible.UNKNOWN, None, Reading.UNKNOWN),
    (Accessible.YES, None, Reading.GOOD),
    (Accessible.PARTLY, None, Reading.PARTLY),
    (Accessible.NO, (True, "de"), Reading.POOR),
    (Accessible.YES, (False, ""), Reading.UNTAGGED_NO_LANGUAGE),
    (Accessible.UNKNOWN, (False, "de"), Reading.UNTAGGED),
    (Accessible.UNKNOWN, (True, ""), Reading.NO_LANGUAGE),
    (Accessible.UNKNOWN, (True, "de"), Reading.TAGGED),
    (Accessible.YES, (True, "de"), Reading.GOOD),
]


@pytest.mark.parametrize(("accessible", "file", "how"), READINGS)
def test_what_a_file_lacks_counts_before_what_somebody_says_of_it(accessible, file, how):
    assert reading(accessible, PdfFacts(1, *file, title="") if file else None) is how


def refusal(verb, *given):
    with pytest.raises(Refused) as refused:
        verb(*given)
    return refused.value.code


def test_a_file_is_refused_that_is_empty_too_large_or_too_much_for_the_edition():
    assert refusal(uploads.refuse_size, 0, 10, 0, 100) is Refusal.EMPTY
    assert refusal(uploads.refuse_size, 11, 10, 0, 100) is Refusal.TOO_LARGE
    assert refusal(uploads.refuse_size, 10, 10, 91, 100) is Refusal.EDITION_FULL
    uploads.refuse_size(10, 10, 90, 100)


def test_the_first_part_begins_as_a_pdf_does():
    uploads.refuse_first_part(b"%PDF-1.7")
    assert refusal(uploads.refuse_first_part, b"%PDX-1.7") is Refusal.NO_PDF


def test_every_part_but_the_last_has_one_mebibyte():
    size = 2 * PART_BYTES + 5
    assert [uploads.part_size(size, number) for number in range(uploads.parts_of(size))] == [PART_BYTES, PART_BYTES, 5]
    assert uploads.parts_of(PART_BYTES) == 1
