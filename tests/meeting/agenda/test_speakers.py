"""The people of the public programme: all of them on one page, and each on their own."""

from dataclasses import replace

import pytest

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Part, Visibility
from gocluster_events.meeting.agenda.services import redaction
from gocluster_events.meeting.agenda.services.drafting import apply
from tests.support.make import make_file
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW

PEOPLE = "/de/jahrestagung-2027/people"
HERS, HIS = f"{PEOPLE}/{MAI.uuid}", f"{PEOPLE}/{TAREK.uuid}"


def test_every_contributor_has_a_page_with_what_they_do_where_and_when(event, talk, visitor):
    plan(
        event, with_people(slot(2, 120, room=talk.room, title=Localized("Am Nachmittag")), TAREK, part=Part.MODERATION)
    )
    publish(event)
    assert f'href="{HIS}"' in visitor.get(PEOPLE).text
    page = visitor.get(HIS).text
    assert "<h1>Dr. Tarek Lindholm</h1>" in page
    assert ("Kommunen; als, Partner" in page, "Am Nachmittag" in page) == (True, True)
    assert ("Moderation" in page, "Eichensaal" in page, "Donnerstag, 22. April 2027" in page) == (True, True, True)
    assert "Alle Termine in den Kalender (.ics)" in page
    assert f'href="{HIS}"' in visitor.get("/de/jahrestagung-2027/agenda/a1", follow_redirects=True).text
    assert f'href="{HIS}"' in visitor.get("/de/jahrestagung-2027/").text


def test_who_is_in_no_published_item_has_no_page(event, talk, visitor):
    publish(event)
    plan(event, with_people(slot(2, 60, room=talk.room), MAI))
    assert (visitor.get(HERS).status_code, visitor.get(HIS).status_code) == (404, 200)
    publish(event)
    assert visitor.get(HERS).status_code == 200


def test_who_appears_behind_closed_doors_alone_has_no_page(event, talk, visitor):
    plan(event, with_people(slot(2, 60, room=talk.room, visibility=Visibility.CLOSED), MAI))
    publish(event)
    assert visitor.get(HERS).status_code == 404
    assert "Petersen" not in visitor.get(PEOPLE).text


def test_a_page_says_nothing_of_what_the_public_may_not_see(event, talk, visitor):
    known = replace(
        TAREK, email="tarek@example.org", biography=Localized("Berät **Kommunen**. <script>alert(1)</script>")
    )
    apply(event.id, [Change(TAREK, known)], {TAREK.uuid: 1}, Act("organiser@example.org", NOW))
    publish(event)
    page = visitor.get(HIS).text
    assert "<strong>Kommunen</strong>" in page
    assert ("tarek@example.org" in page, "<script>alert(1)" in page) == (False, False)


@pytest.mark.parametrize("agrees", [True, False])
def test_a_portrait_is_on_the_page_of_whoever_agreed_to_it(event, talk, visitor, agrees):
    digest = make_file("teal").sha256
    pictured = replace(TAREK, portrait=digest, portrait_consent=agrees)
    apply(event.id, [Change(TAREK, pictured)], {TAREK.uuid: 1}, Act("organiser@example.org", NOW))
    publish(event)
    assert [digest in visitor.get(page).text for page in (PEOPLE, HIS)] == [agrees, agrees]


def test_whose_name_was_removed_has_no_page_any_more(event, talk, visitor):
    publish(event)
    redaction.remove_name(event.id, TAREK.uuid, Act("organiser@example.org", NOW))
    assert visitor.get(HIS).status_code == 404
    assert "Lindholm" not in visitor.get(PEOPLE).text


def test_a_search_narrows_by_name_and_institution(event, talk, visitor):
    plan(event, with_people(slot(2, 60, room=talk.room), MAI))
    publish(event)
    hits = visitor.get(f"{PEOPLE}?search=petersen").text
    assert ("Mai Lan Petersen" in hits, "Lindholm" in hits) == (True, False)
    assert "1 Person passt zu Ihrer Suche." in hits
    assert "Niemand passt zu Ihrer Suche." in visitor.get(f"{PEOPLE}?search=niemand").text
