"""Before badges are printed the page says on whose something would be missing, and what can be done about it."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.fields import requirements
from gocluster_events.meeting.registration.questions import services as questions
from tests.support.make import make_registration
from tests.support.paper import flat
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.settings import NOW
from tools.stage import person

TAGUNG, ORGANISER = "/de/manage/tagung", "organiser@example.org"
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 2


def test_whose_name_does_not_fit_is_said_before_it_is_printed(event, staff):
    one = make_registration(event, badge_name=LONG)
    make_registration(event, first_name="Mai Lan", last_name="Petersen")
    page = staff.get(f"{TAGUNG}/badges")
    assert "1 Namensschild zeigt in 80 × 50 mm nicht alles" in page.text
    assert (f"{LONG}" in page.text, "Petersen" in page.text) == (True, False)
    assert "Der Name ist zu lang." in page.text
    assert f"/attendees/{one.id}" in page.text or f"/registration/{one.id}" in page.text


def test_of_many_badges_that_do_not_show_everything_a_hundred_are_named_at_a_time(event, staff):
    rows = [
        person(event.id, number, badge_name=f"{LONG} Nr{number:03}", sort_key=f"{number:03}") for number in range(104)
    ]
    with transaction() as session:
        session.execute(sa.insert(Registration), rows)
    first = staff.get(f"{TAGUNG}/badges").text
    assert "104 Namensschilder zeigen in 80 × 50 mm nicht alles" in first
    (way,) = re.findall(r'href="([^"]*)" rel="next" target="shortcomings"', first)  # what is typed here stays
    second = staff.get(way.replace("&amp;", "&")).text
    named = [[int(number) for number in re.findall(r"> ?[^<]* Nr(\d{3})</a>", page)] for page in (first, second)]
    assert named == [list(range(100)), list(range(100, 104))]
    assert ("<details open>" in second, 'name="shortcomings"' in second) == (True, False)


def test_a_page_that_has_said_it_is_followed_by_the_sheet(event, staff):
    make_registration(event, badge_name=LONG)
    first = staff.get(f"{TAGUNG}/badges.pdf")
    assert (first.mimetype, 'name="seen" type="hidden" value="80x50"' in first.text) == ("text/html", True)
    assert staff.get(f"{TAGUNG}/badges.pdf?seen=80x50").mimetype == "application/pdf"


def test_in_another_size_it_is_said_again(event, staff):
    make_registration(event, first_name="Prof. Dr. Katharina", last_name="Osterloh-Weißgerber", position="Vorsitz " * 9)
    assert staff.get(f"{TAGUNG}/badges.pdf?seen=80x50").mimetype == "application/pdf"
    smaller = staff.get(f"{TAGUNG}/badges.pdf?seen=80x50&size=free&width=40&height=25")
    assert "in 40 × 25 mm nicht alles" in smaller.text
    assert staff.get(f"{TAGUNG}/badges.pdf?seen=40x25&size=free&width=40&height=25").mimetype == "application/pdf"


def test_characters_without_letters_are_named_and_another_name_is_offered(event, organiser):
    one = make_registration(event, first_name="小明", last_name="王", organisation="Start-up 🚀")
    page = organiser.get(f"{TAGUNG}/badges").text
    assert "Nicht druckbar: 小明王🚀" in page
    assert f"/registration/{one.id}/correction#badge_name" in page
    assert 'id="badge_name"' in organiser.get(f"{TAGUNG}/registration/{one.id}/correction").text


def test_another_name_can_be_entered_where_nobody_was_asked_for_one(event, organiser):
    questions.ask_fields(event.id, requirements({"badge_name": "off"}), event.revision, Act(ORGANISER, NOW))
    one = make_registration(event, first_name="小明")
    assert 'id="badge_name"' in organiser.get(f"{TAGUNG}/registration/{one.id}/correction").text


@pytest.mark.parametrize(
    "name", ["Γιώργος Παπαδόπουλος", "Дмитро Їжак", "გიორგი ჯაფარიძე", "محمد علي", "Nguyễn Thị Hằng"]
)
def test_a_name_in_letters_of_the_house_is_printed_as_it_is_beside_one_that_is_not(event, staff, name):
    make_registration(event, badge_name=name)
    make_registration(event, badge_name="王小明")
    page, text = staff.get(f"{TAGUNG}/badges").text, flat(staff.get(f"{TAGUNG}/badges.pdf?seen=80x50").data)
    assert ("Nicht druckbar: 王小明" in page, f">{name}<" in page) == (True, False)
    assert [each for each in name.split() if each not in text] == []
    assert "□□□" in text


def test_of_whom_lists_and_certificates_cannot_show_everything_is_said_where_they_are_printed(event, organiser):
    one = make_registration(event, first_name="小明", last_name="Wang", badge_name="Xiaoming Wang")
    make_registration(event, first_name="Γιώργος", last_name="Παπαδόπουλος")
    page = organiser.get(f"{TAGUNG}/papers").text
    assert "Von 1 Person lässt sich nicht alles drucken" in page
    assert f"/registration/{one.id}/correction#last_name" in page
    assert ("Nicht druckbar: 小明" in page, "Παπαδόπουλος" in page) == (True, False)
    assert "nicht alles" not in organiser.get(f"{TAGUNG}/badges").text
    assert "□□" in flat(organiser.get(f"{TAGUNG}/signatures.pdf").data)


def test_somebody_of_the_programme_is_named_too_and_corrected_there(event, organiser):
    plan(event, wang := replace(MAI, first_name="小明", last_name="Wang"), with_people(slot(1, room=None), wang))
    publish(event)
    for page in (organiser.get(f"{TAGUNG}/badges").text, organiser.get(f"{TAGUNG}/papers").text):
        assert "Nicht druckbar: 小明" in page
        assert f"/agenda/people/{wang.uuid}" in page
    assert "ändern Sie den Namen bei der Person im Programm" in organiser.get(f"{TAGUNG}/badges").text
