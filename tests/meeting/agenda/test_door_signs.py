"""Door signs: a sheet for each room and day, which says what takes place there."""

from dataclasses import replace

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Visibility
from tests.support.make import make_room
from tests.support.paper import accessibility, drawn, flat, opened, tags
from tests.support.pdf_ua import flaws
from tests.support.programme import MAI, plan, publish, slot, with_people

PATH = "/de/manage/jahrestagung-2027/agenda/door-signs.pdf"
PRINT = "/de/manage/jahrestagung-2027/papers"


def sheets(answer):
    """The text of each page in one line."""
    return [" ".join(page.extract_text().split()) for page in opened(answer.data).pages]


def test_each_room_has_a_sheet_for_each_day_on_which_it_is_used(event, talk, organiser):
    small = make_room(event, name="1.04", floor=Localized("1. Obergeschoss"))
    make_room(event, name="Leer")
    plan(event, slot(2, 60, title=Localized("Am Mittag"), room=small.id))
    plan(event, slot(3, 1440, title=Localized("Am Freitag"), room=small.id), slot(4, 1500, room=None))
    publish(event)
    signs = sheets(organiser.get(PATH))
    assert [sheet.partition(" Zeit ")[0] for sheet in signs] == [
        "Donnerstag, 22. April 2027 Jahrestagung Eichensaal EG",
        "Donnerstag, 22. April 2027 Jahrestagung Raum 1.04 1. Obergeschoss",
        "Freitag, 23. April 2027 Jahrestagung Raum 1.04 1. Obergeschoss",
    ]
    assert "Zeit Programmpunkt 09:00 –10:00 Kommunen; als, Partner A A1 · Fachforum Dr. Tarek Lindholm" in signs[0]
    assert "10:00 –11:00 Am Mittag Vortrag Jahrestagung · Version 1 vom" in signs[1]


def test_they_are_accessible_and_each_room_is_a_heading(event, talk, organiser):
    plan(event, slot(2, 60, room=make_room(event, name="1.04").id))
    publish(event)
    content = organiser.get(PATH).data
    metadata = accessibility(content)
    assert flaws(content) == []
    assert (metadata["part"], metadata["language"], metadata["title"]) == ("1", "de-DE", "Türschilder: Jahrestagung")
    elements = tags(content)
    assert (elements.count("H1"), elements.count("Table"), elements.count("TH")) == (2, 2, 4)


def test_a_full_room_stays_on_one_sheet(event, talk, organiser, tmp_path):
    day = [
        replace(
            slot(number, 30 * number, room=talk.room), length_minutes=30, title=Localized(f"Ein Thema, Nummer {number}")
        )
        for number in range(2, 16)
    ]
    plan(event, *(with_people(item, MAI) for item in day))
    publish(event)
    content = organiser.get(PATH).data
    assert len(opened(content).pages) == 1
    assert [item for item in day if item.title.de not in flat(content)] == []
    assert {image.size for image in drawn(content, tmp_path)} <= {(414, 585)}


def test_a_long_name_and_markup_are_printed_as_they_are(event, talk, organiser):
    hostile = "#pagebreak() *Halle* " + "mit sehr langem Namen " * 2
    plan(event, slot(2, 60, title=Localized("$x$ <a> @b " * 20), room=make_room(event, name=hostile.strip()).id))
    publish(event)
    assert hostile.strip() in sheets(organiser.get(PATH))[1]


def test_nothing_closed_hangs_beside_a_door(event, talk, organiser):
    plan(event, slot(2, 60, title=Localized("Hinter Türen"), room=talk.room, visibility=Visibility.CLOSED))
    publish(event)
    assert "Hinter" not in flat(organiser.get(PATH).data)
    assert "Hinter" not in flat(organiser.get(f"{PATH}?draft=1").data)


def test_the_draft_says_that_it_is_one(event, talk, organiser):
    assert organiser.get(PATH).status_code == 404
    sign = sheets(organiser.get(f"{PATH}?draft=1"))[0]
    assert ("Kommunen; als, Partner" in sign, "Entwurf vom 20. März 2027" in sign) == (True, True)


def test_a_programme_without_items_needs_no_signs(event, organiser):
    assert organiser.get(f"{PATH}?draft=1").status_code == 404


def test_printing_leads_to_the_signs_of_the_draft_and_of_what_is_published(event, hall, organiser):
    assert "door-signs.pdf" not in organiser.get(PRINT).text
    plan(event, slot(1, room=hall.id))
    page = organiser.get(PRINT).text
    assert (f'href="{PATH}?draft=1"' in page, f'href="{PATH}"' in page) == (True, False)
    publish(event)
    assert f'href="{PATH}"' in organiser.get(PRINT).text
