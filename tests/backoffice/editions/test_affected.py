"""Settings that concern people who are confirmed: whoever saves them is told, since nobody else is."""

import re

from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.make import make_registration

PAGE = "/de/manage/jahrestagung-2027/settings"
WRITING = "/de/manage/jahrestagung-2027/messages/new?status=confirmed"


def notices_after(organiser, **changes):
    """What the next page says beside that it is saved."""
    assert organiser.own_form(PAGE).send(**changes).status_code == 302
    page = organiser.get(PAGE).text
    notices = re.findall(r'<div class="notice notice--warning">.*?<p>(.*?)</p>', page, re.DOTALL)
    return [" ".join(each.split()) for each in notices]


def test_another_time_says_how_many_are_confirmed_for_the_earlier_one_and_how_to_write_to_them(event, organiser):
    make_registration(event)
    make_registration(event, mode=Mode.ONLINE)
    make_registration(event, status=Status.WAITLISTED, confirmed_at=None)
    [notice] = notices_after(organiser, day_0_opens="08:30")
    assert notice.startswith("2 Personen sind für den früheren Termin bestätigt. Niemand wurde benachrichtigt.")
    assert f'<a href="{WRITING}">' in notice


def test_fewer_places_than_confirmed_people_are_said_by_mode(event, organiser):
    for _number in range(3):
        make_registration(event)
    [notice] = notices_after(organiser, capacity_onsite="2")
    assert "Für 2 Plätze sind 3 Personen bestätigt. Niemand hat einen Platz verloren." in notice
    assert "Termin" not in notice
    assert notices_after(organiser, capacity_onsite="3") == []


def test_what_concerns_nobody_who_is_confirmed_is_saved_without_a_word_more(event, organiser):
    assert notices_after(organiser, day_0_opens="08:30") == []
    make_registration(event)
    assert notices_after(organiser, city="Bonn", capacity_onsite="50") == []
