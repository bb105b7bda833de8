"""Finding items in the public programme: by words, room, language and person."""

from dataclasses import replace

import pytest

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules import filter as choosing
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage
from gocluster_events.meeting.agenda.rules.filter import LONGEST_QUERY, Filter, search, tidy_query
from tests.support.make import make_room
from tests.support.programme import HALL, MAI, SEMINAR, TAREK, plan, publish, slot, timetable, with_people

PUBLIC = "/de/jahrestagung-2027/agenda"
KLUG = replace(MAI, uuid="00000000-0000-0000-0000-0000000000aa", last_name="Müßig", organisation="Straßenbau Köln")
TRANSFER = with_people(
    slot(1, code="B2", title=Localized("Vom Pitch zum Prüfstand", "From pitch to trial"), room=SEMINAR.id), KLUG
)
LECTURE = with_people(slot(2, 60, abstract=Localized("Über Kommunen"), language=SpokenLanguage.ENGLISH), TAREK)
BOTH = slot(3, 120, language=SpokenLanguage.BOTH, kind=Kind.PANEL)
DAY = timetable(TRANSFER, LECTURE, BOTH, people=(TAREK, MAI, KLUG))


def numbers_of(words):
    return [item.uuid[-1] for item in search(DAY, words)]


@pytest.mark.parametrize(
    "words",
    [
        "prüfstand",
        "PRUEFSTAND",
        "prufstand",
        "b2",
        "müßig",
        "muessig",
        "strassenbau",
        "koln pitch",
        "trial",
        " Pitch\t",
    ],
)
def test_words_find_title_code_person_and_organisation_however_they_are_spelled(words):
    assert numbers_of(words) == ["1"]


def test_all_words_have_to_occur():
    assert (numbers_of("pitch kommunen"), numbers_of("kommunen")) == ([], ["2"])


def test_no_words_leave_nothing_out():
    assert numbers_of("  ") == ["1", "2", "3"]


def test_signs_of_a_pattern_stand_for_themselves():
    assert numbers_of("%") == numbers_of("_") == numbers_of("vor.rag") == []


def test_a_query_is_tidied_and_bounded():
    assert tidy_query("  a \n b ") == "a b"
    assert len(tidy_query("x" * 5000)) == LONGEST_QUERY


def filtered(wanted):
    return [item.uuid[-1] for item in DAY.items if choosing.matches(DAY, item, wanted)]


def test_rooms_languages_and_people_narrow_the_programme():
    assert filtered(Filter(rooms=frozenset({SEMINAR.id}))) == ["1"]
    assert filtered(Filter(rooms=frozenset({SEMINAR.id, HALL.id}))) == ["1", "2", "3"]
    assert filtered(Filter(people=frozenset({TAREK.uuid}))) == ["2"]
    assert filtered(Filter(people=frozenset({TAREK.uuid}), rooms=frozenset({SEMINAR.id}))) == []


def test_what_is_held_in_both_languages_is_in_each():
    assert filtered(Filter(languages=frozenset({SpokenLanguage.ENGLISH}))) == ["2", "3"]
    assert filtered(Filter(languages=frozenset({SpokenLanguage.GERMAN}))) == ["1", "3"]


def test_a_choice_has_one_address_and_is_read_from_it():
    wanted = Filter(
        rooms=frozenset({2, 1}), languages=frozenset({SpokenLanguage.BOTH}), people=frozenset({MAI.uuid}), words="ki ü"
    )
    query = {
        name: [str(each) for each in values] if isinstance(values, list) else [values]
        for name, values in choosing.address(wanted).items()
    }
    assert query == {"search": ["ki ü"], "room": ["1", "2"], "language": ["de_en"], "person": [MAI.uuid]}
    assert choosing.read(query, DAY) == (wanted, ())


def test_what_the_programme_does_not_know_is_named():
    query = {"room": ["99"], "language": ["fr"], "person": ["nobody"], "track": ["z"]}
    assert choosing.read(query, DAY) == (Filter(), ("99", "fr", "nobody", "z"))


@pytest.fixture
def published(event, hall):
    other = make_room(event, name="1.04")
    people = [replace(TAREK, organisation="Musternetzwerk"), MAI]
    talk = with_people(slot(1, code="A1", title=Localized("Über Gründung"), room=hall.id), TAREK)
    lecture = with_people(slot(2, 60, title=Localized("Wissen sichern"), room=other.id, kind=Kind.KEYNOTE), MAI)
    plan(event, *people, talk, lecture)
    publish(event)
    return other


def titles_in(text):
    return [title for title in ("Über Gründung", "Wissen sichern") if f">{title}</a>" in text]


def test_the_search_needs_no_script_and_says_what_is_shown(published, visitor):
    text = visitor.get(f"{PUBLIC}?search=ueber+musternetzwerk").text
    assert titles_in(text) == ["Über Gründung"]
    assert "1 Programmpunkt passt zu Ihrer Auswahl." in text
    assert 'value="ueber musternetzwerk"' in text
    assert "Filter entfernen: „ueber musternetzwerk“" in text


def test_nothing_found_shows_the_way_back(published, visitor):
    text = visitor.get(f"{PUBLIC}?search=gibtesnicht").text
    assert (titles_in(text), "Kein Programmpunkt passt zu Ihrer Auswahl." in text) == ([], True)
    assert "Alle Programmpunkte anzeigen" in text


def test_room_language_and_person_are_chosen_in_lists(published, visitor):
    assert titles_in(visitor.get(f"{PUBLIC}?room={published.id}").text) == ["Wissen sichern"]
    assert titles_in(visitor.get(f"{PUBLIC}?person={TAREK.uuid}").text) == ["Über Gründung"]
    assert titles_in(visitor.get(f"{PUBLIC}?language=en").text) == []


def test_the_form_keeps_what_is_chosen_besides_it(published, visitor):
    text = visitor.get(f"{PUBLIC}?kind=keynote&search=wissen").text
    assert '<input type="hidden" name="kind" value="keynote">' in text
    assert '<input type="hidden" name="search"' not in text


def test_empty_fields_of_the_form_leave_the_address(published, visitor):
    answer = visitor.get(f"{PUBLIC}?search=+wissen&room=&language=&person=&kind=keynote")
    assert answer.headers["Location"] == f"{PUBLIC}?search=wissen&kind=keynote"


def test_what_somebody_looked_for_is_the_same_bytes_for_everyone(published, visitor, app):
    address = f"{PUBLIC}?search=wissen"
    first, second = visitor.get(address), app.test_client().get(address)
    assert first.data == second.data
    assert (first.headers["Cache-Control"], "Set-Cookie" in first.headers) == ("no-cache", False)


def test_typed_words_never_run(published, visitor):
    text = visitor.get(f"{PUBLIC}?search=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in text
