"""The printed programme: everything that is published stands on it, in order, for every reader."""

from dataclasses import replace

import pytest

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.exports.printed import colours
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.services.drafting import apply
from tests.support.make import make_day, make_file, make_room, make_track
from tests.support.paper import accessibility, addresses, drawn, flat, opened, tags
from tests.support.pdf_ua import flaws
from tests.support.programme import MAI, TAREK, block, plan, publish, slot, with_people
from tests.support.settings import NOW

PATH = "/de/jahrestagung-2027/programme.pdf"


def test_before_the_first_version_there_is_nothing_to_print(talk, visitor):
    assert visitor.get(PATH).status_code == 404


def test_it_is_accessible_in_the_language_of_its_address(event, talk, visitor):
    publish(event)
    assert accessibility(visitor.get(PATH).data) == {
        "marked": True,
        "language": "de-DE",
        "title": "Programm: Jahrestagung",
        "shows its title": True,
        "part": "1",
    }
    assert flaws(visitor.get(PATH).data) == []
    english = accessibility(visitor.get(PATH.replace("/de/", "/en/")).data)
    assert (english["language"], english["title"]) == ("en-GB", "Programme: Annual meeting")


def test_its_link_leads_to_the_programme(event, talk, visitor):
    publish(event)
    assert addresses(visitor.get(PATH).data) == {"http://localhost/de/jahrestagung-2027/agenda"}


def test_it_says_everything_about_an_item(event, talk, visitor):
    more = {"room": talk.room, "language": SpokenLanguage.ENGLISH, "visibility": Visibility.MEMBERS, "has_stream": True}
    plan(event, slot(2, 60, code="K1", kind=Kind.KEYNOTE, title=Localized("Zum Auftakt"), **more))
    publish(event, Localized("Der Auftakt ist neu."))
    text = flat(visitor.get(PATH).data)
    for phrase in (
        "Donnerstag, 22. April 2027 Forum Berlin, Musterstraße 1, 10117 Berlin",
        "Der Auftakt ist neu.",
        "Zeit Programmpunkt Raum",
        "09:00–10:00 A A1 · Fachforum Kommunen; als, Partner Dr. Tarek Lindholm Eichensaal",
        "10:00–11:00 K1 · Keynote · Englisch · Stream Nur Mitglieder Zum Auftakt Eichensaal",
        "Personen Lindholm, Dr. Tarek A1 (Do. 09:00)",
        "Herausgegeben von Geschäftsstelle, kontakt@example.org",
        "Jahrestagung · Version 1 vom",
        "Seite 1 von 1",
    ):
        assert phrase in text


def test_the_first_hour_of_a_common_time_bears_its_name(event, talk, visitor):
    plan(event, block(1, 0, name="Block 1"))
    publish(event)
    assert "09:00–10:00 Block 1 A A1" in flat(visitor.get(PATH).data)
    assert flaws(visitor.get(PATH).data) == []


def test_days_are_headings_and_their_items_a_table_with_a_head(event, talk, visitor):
    publish(event)
    elements = tags(visitor.get(PATH).data)
    assert [tag for tag in elements if tag in {"H1", "H2", "Table", "THead"}] == ["H1", "H2", "Table", "THead", "H2"]
    assert elements.count("TH") == 3


def test_what_is_only_in_german_is_marked_as_german(event, talk, visitor):
    publish(event)
    content = visitor.get(PATH.replace("/de/", "/en/")).data
    assert "de" in {str(each.get("/Lang")) for each in _elements(opened(content))}


def _elements(reader):
    """Every dictionary of the document: parts of its structure, pages, fonts."""
    numbers = range(1, int(reader.trailer["/Size"]))
    return [each for each in (reader.get_object(number) for number in numbers) if isinstance(each, dict)]


def test_nothing_closed_and_nothing_of_the_draft_is_printed(event, talk, visitor):
    plan(
        event,
        with_people(slot(2, 60, title=Localized("Hinter Türen"), visibility=Visibility.CLOSED, room=talk.room), MAI),
    )
    publish(event)
    plan(event, slot(3, 120, title=Localized("Noch geheim"), room=talk.room))
    text = flat(visitor.get(PATH).data)
    assert [word for word in ("Hinter", "Petersen", "geheim") if word in text] == []


def test_sixty_items_with_long_and_hostile_titles_are_all_there(event, talk, visitor, tmp_path):
    make_day(event, date=talk.starts_at.date().replace(day=23))
    rooms = [make_room(event, name=f"Raum mit einem langen Namen {number}") for number in range(4)]
    track = make_track(
        event, letter="ZZ", name=Localized("Ein sehr langer Name eines Themenstrangs mit vielen Wörtern")
    )
    titles = [f"#set page() *{number}* $ < @x " + "Langer Titel mit Wörtern " * (number % 9) for number in range(60)]
    titles[7] = "Donaudampfschifffahrtsgesellschaft" * 6
    items = [
        slot(number + 10, 60 * (number // 4) + 1440 * (number % 2), title=Localized(title.strip()), track=track.id,
             room=rooms[number % 4].id, code=f"X{number}", kind=Kind.WORKSHOP)
        for number, title in enumerate(titles)
    ]  # fmt: skip
    plan(event, *(with_people(item, MAI, TAREK) for item in items))
    publish(event)
    content = visitor.get(PATH).data
    text = flat(content).replace(" ", "")
    assert [title for title in titles if title.replace(" ", "") not in text] == []
    assert all(image.getcolors(2) is None for image in drawn(content, tmp_path))  # no page is empty


def test_a_logo_is_a_figure_with_its_words(event, talk, visitor):
    publish(event)
    without, logo = visitor.get(PATH).data, make_file()
    with transaction() as session:
        row = session.get_one(type(event), event.id)
        row.logo_id, row.logo_alt = logo.id, "Zeichen der Cluster"
    content = visitor.get(PATH).data
    assert ("Figure" in tags(without), "Figure" in tags(content)) == (False, True)
    assert "Zeichen der Cluster" in {each.get("/Alt") for each in _elements(opened(content))}


def test_the_same_version_is_the_same_file_and_a_known_one_is_not_sent_again(event, talk, visitor):
    publish(event)
    first = visitor.get(PATH)
    assert (first.mimetype, first.headers["Content-Disposition"]) == (
        "application/pdf",
        'inline; filename="jahrestagung-2027-de.pdf"',
    )
    assert visitor.get(PATH, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    moved = replace(talk, length_minutes=90)
    apply(event.id, [Change(talk, moved)], {talk.uuid: 1}, Act("organiser@example.org", NOW))
    publish(event)
    again = visitor.get(PATH, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, "09:00–10:30" in flat(again.data)) == (200, True)


@pytest.mark.parametrize(("colour", "ink"), [("#FFFF00", "#000000"), ("#005C45", "#FFFFFF"), ("red", "#FFFFFF")])
def test_a_letter_is_read_on_every_colour(colour, ink):
    assert colours(colour)["ink"] == ink
