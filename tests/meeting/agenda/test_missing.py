"""Who of the programme has not answered, or not said anything of themselves yet."""

from dataclasses import replace

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import PersonStatus, Visibility
from gocluster_events.meeting.agenda.rules.people import (
    Missing,
    PeopleFilter,
    entries,
    gaps,
    missing,
    read_filter,
    wanted,
)
from tests.support.programme import MAI, TAREK, plan, slot, timetable, with_people

SAID = replace(MAI, biography=Localized("Leitet das Cluster."), portrait="a" * 64, portrait_consent=True)
EVERYTHING = frozenset(Missing)


def missed(person, item=None):
    planned = timetable(with_people(item or slot(1), person), people=(person,))
    return missing(person, entries(planned).get(person.uuid, ()))


def test_whoever_has_said_everything_misses_nothing():
    assert missed(SAID) == frozenset()


def test_somebody_who_was_asked_and_has_said_nothing_misses_everything():
    assert missed(replace(MAI, status=PersonStatus.ASKED)) == EVERYTHING


def test_a_portrait_that_may_not_be_published_is_missing():
    assert missed(replace(SAID, portrait_consent=False)) == {Missing.PORTRAIT}


def test_whoever_declined_owes_nothing():
    assert missed(replace(MAI, status=PersonStatus.DECLINED)) == frozenset()


def test_whose_name_was_removed_owes_nothing():
    assert missed(replace(MAI, is_redacted=True)) == frozenset()


def test_whoever_is_in_no_item_owes_nothing():
    assert missing(replace(MAI, status=PersonStatus.ASKED), ()) == frozenset()


def test_of_whoever_is_in_closed_items_alone_only_the_answer_is_missing():
    closed = slot(1, visibility=Visibility.CLOSED)
    assert missed(replace(MAI, status=PersonStatus.ASKED), closed) == {Missing.ANSWER}


def test_the_filter_finds_those_who_miss_any_of_what_is_chosen():
    candidate = replace(SAID, status=PersonStatus.ASKED)
    appearances = entries(timetable(with_people(slot(1), candidate, TAREK), people=(candidate, TAREK)))
    hits = {each: wanted((candidate, TAREK), appearances, PeopleFilter(missing=frozenset({each}))) for each in Missing}
    assert hits == {Missing.ANSWER: (candidate,), Missing.BIOGRAPHY: (TAREK,), Missing.PORTRAIT: (TAREK,)}
    assert wanted((candidate, TAREK), appearances, PeopleFilter(missing=EVERYTHING)) == (candidate, TAREK)
    assert gaps((candidate, TAREK), appearances) == {Missing.ANSWER: 1, Missing.BIOGRAPHY: 1, Missing.PORTRAIT: 1}


def test_an_address_names_a_filter_and_is_made_of_it():
    chosen = read_filter({"missing": ["portrait", "nonsense", "answer"], "group": ["agreed"], "search": [" Mai "]})
    assert read_filter(chosen.parameters()) == chosen
    assert chosen.parameters() == {"group": ["agreed"], "missing": ["answer", "portrait"], "search": ["Mai"]}


def test_the_page_says_what_each_person_misses(event, organiser):
    candidate, complete = replace(MAI, status=PersonStatus.ASKED), replace(SAID, uuid=TAREK.uuid, last_name="Lindholm")
    plan(event, with_people(slot(1, room=None), candidate, complete), candidate, complete)
    page = organiser.get(f"/de/manage/{event.slug}/agenda/people?missing=biography").text
    assert "Antwort, Kurzbiografie, Porträt" in page
    assert "Lindholm, Mai Lan" not in page


def test_one_hint_counts_those_who_have_not_answered(event, organiser):
    people = [replace(MAI, status=PersonStatus.ASKED), replace(TAREK, status=PersonStatus.ASKED)]
    plan(event, with_people(slot(1, room=None), *people), *people)
    page = organiser.get(f"/de/manage/{event.slug}/agenda/people").text
    assert page.count("2 angefragte Personen haben noch nicht geantwortet.") == 1
