"""A message to very many: its pages show a hundred people at a time, and lead to all the others."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.messages import services as messages
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support.outbox import a_message, a_planned_message
from tests.support.settings import NOW
from tools.stage import person

PAGE = "/de/manage/jahrestagung-2027/messages"
MANY = 130
SOON = NOW + timedelta(minutes=5)
NAME = re.compile(r"Vorname (\d+) Müller-Lüdenscheidt")


@pytest.fixture
def people(event: Event) -> list[int]:
    """The ids of a hundred and thirty people, in the order in which they are listed."""
    rows = [person(event.id, number, created_at=NOW - timedelta(minutes=number)) for number in range(MANY)]
    with db.transaction() as session:
        session.execute(sa.insert(Registration), rows)
        return list(session.scalars(sa.select(Registration.id).order_by(Registration.id)))


def names(page: str) -> list[int]:
    """The numbers of the people who are named in lists of the page."""
    return [int(each) for each in NAME.findall("".join(re.findall(r"<li>.*?</li>", page, re.DOTALL)))]


@pytest.mark.parametrize("path", ["{}", "{}/sending", "new?status=confirmed"])
def test_of_many_recipients_the_first_hundred_are_named_and_there_is_a_way_to_the_others(
    event, organiser, people, path
):
    address = f"{PAGE}/{path.format(a_message(event))}"
    first = organiser.get(address).text
    assert "130 Personen erhalten sie" in first
    assert (names(first), "1 bis 100 von 130" in first) == (list(range(100)), True)
    (way,) = set(re.findall(r'href="([^"]*recipients=2[^"]*)" rel="next" target="recipients"', first))
    assert first.count('target="recipients">') == first.count("(öffnet in einem neuen Tab)") == 3
    second = organiser.get(way.replace("&amp;", "&")).text
    assert (names(second), '<ol start="101">' in second, 'id="recipients" open>' in second) == (
        list(range(100, MANY)), True, True,
    )  # fmt: skip


def test_of_a_few_recipients_all_are_named_and_there_are_no_pages(event, organiser, people):
    with db.transaction() as session:
        session.execute(sa.delete(Registration).where(Registration.id.in_(people[100:])))
    page = organiser.get(f"{PAGE}/{a_message(event)}/sending").text
    assert (names(page), 'class="pagination"' in page) == (list(range(100)), False)


def test_the_way_to_the_others_keeps_whatever_else_the_address_says(event, organiser, people):
    for typed in ("endpoint=x", "_anchor=x", "values=1&values=2", "lang=en"):
        page = organiser.get(f"{PAGE}/{a_planned_message(event, *people)}?{typed}")
        way = re.search(r'href="([^"]*)" rel="next"', page.text)[1].replace("&amp;", "&")
        assert way.partition("?")[2] == f"{typed}&recipients=2#recipients"
        assert 'id="recipients"' in organiser.get(way).text


def test_a_part_that_does_not_exist_is_the_nearest_one(event, organiser, people):
    address = f"{PAGE}/{a_message(event)}/sending?recipients="
    parts = {typed: names(organiser.get(f"{address}{typed}").text)[0] for typed in ("0", "-1", "x", "3", "9" * 30)}
    assert parts == {"0": 0, "-1": 0, "x": 0, "3": 100, "9" * 30: 0}


def test_a_hundred_of_those_who_will_get_it_or_got_it_are_named_at_a_time(event, organiser, people):
    message_id = a_planned_message(event, *people)
    for parameter in ("recipients", "mails"):
        first, second = (organiser.get(f"{PAGE}/{message_id}?{parameter}={part}").text for part in (1, 2))
        assert (names(first), names(second)) == (list(range(100)), list(range(100, MANY)))
        messages.send_due_messages(SOON)  # after the first round there are mails


def test_who_was_erased_since_is_counted_and_named_as_one_who_gets_nothing(event, organiser, people):
    message_id = a_planned_message(event, *people)
    messages.send_due_messages(SOON)
    for each in people[:2]:
        privacy.erase(event.id, each, Act("organiser@example.org", NOW))
    page = organiser.get(f"{PAGE}/{message_id}").text
    assert ("2 Personen erhalten nichts" in page, "1 bis 100 von 128" in page) == (True, True)


def test_one_can_go_to_any_of_many_readers_of_a_message(event, organiser, people):
    path = f"{PAGE}/{a_message(event)}/preview?recipient="
    choices = {place: re.findall(r'<option value="(\d+)"', organiser.get(f"{path}{place}").text) for place in (1, 130)}
    assert choices[1] == [*(str(number) for number in range(1, 101)), "101"]
    assert choices[130] == ["1", *(str(number) for number in range(101, 131))]


def test_a_page_about_a_message_grows_no_more_when_the_people_do(event, organiser, people):
    draft = a_message(event)
    paths = (f"{draft}", f"{draft}/sending", f"{draft}/preview", f"{a_planned_message(event, *people)}")
    few = {path: len(organiser.get(f"{PAGE}/{path}").data) for path in paths}
    with db.transaction() as session:
        session.execute(sa.insert(Registration), [person(event.id, number) for number in range(1_000, 2_500)])
    many = {path: len(organiser.get(f"{PAGE}/{path}").data) for path in paths}
    assert {path: many[path] - few[path] < 4_000 for path in paths} == dict.fromkeys(paths, True)
