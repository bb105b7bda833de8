"""A public page is the same whatever a newsletter adds to the links that lead there."""

from datetime import timedelta

import pytest

from gocluster_events.core.text import Localized
from tests.support.counting import counted_statements
from tests.support.make import make_event, make_room, make_track
from tests.support.programme import MAI, plan, publish, slot, with_people

PUBLIC = "/de/jahrestagung-2027"
PAGES = ("", "/agenda", "/agenda/a1-kommunen", "/people", f"/people/{MAI.uuid}", "/changes", "/screen")


@pytest.fixture
def event(session, monkeypatch):
    """An edition whose programme is published; what is known of it stays so however slow the machine is."""
    monkeypatch.setattr("gocluster_events.core.web.page_cache.FRESH", timedelta(hours=1))
    made = make_event(slug="jahrestagung-2027")
    track, room = make_track(made).id, make_room(made).id
    plan(made, MAI, with_people(slot(1, code="A1", title=Localized("Kommunen"), room=room, track=track), MAI))
    publish(made)
    return made


@pytest.mark.parametrize("page", ["/de/", *(f"{PUBLIC}{each or '/'}" for each in PAGES)])
def test_what_newsletters_add_to_their_links_makes_no_page_anew_and_stands_in_none(event, visitor, page):
    first = visitor.get(page, query_string={"utm_source": "newsletter", "utm_medium": "email"})
    with counted_statements() as seen:
        pages = [visitor.get(page, query_string=link).data for link in ({}, {"utm_source": "another"})]
    assert (first.status_code, pages, "utm_" in first.text, seen) == (200, [first.data, first.data], False, [])


def test_what_a_page_reads_stays_in_the_other_language(event, visitor):
    people, programme = (
        visitor.get(f"{PUBLIC}/{each}&utm_source=newsletter").text for each in ("people?search=mai", "agenda?track=a")
    )
    assert 'href="/en/jahrestagung-2027/people?search=mai' in people
    assert 'href="/en/jahrestagung-2027/agenda?track=a"' in programme
