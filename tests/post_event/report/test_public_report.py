"""The report as everybody reads it."""

import json
from dataclasses import replace

import pytest
from lxml import etree

from gocluster_events.core.text import Localized
from gocluster_events.post_event.report.queries.published import latest, published
from gocluster_events.post_event.report.rules.document import MOST_BLOCKS, Text
from gocluster_events.post_event.report.services import writing
from tests.support.make import make_event
from tests.support.report import (
    AFTERWARDS,
    BODY,
    ID,
    REPORT,
    SAYING,
    TEAM,
    make_meeting,
    put_out,
    release,
    with_blocks,
    write,
)

ATOM = "{http://www.w3.org/2005/Atom}"
MOST_BYTES = 70 * 1024


def test_a_published_report_has_a_page_in_both_languages_and_a_place_in_the_menu(session, visitor):
    event = make_meeting()
    assert visitor.get(f"/de/{event.slug}/report").status_code == 404
    assert "Nachbericht" not in visitor.get(f"/de/{event.slug}/").text
    put_out(event)
    page = visitor.get(f"/de/{event.slug}/report").text
    assert "<h1>Cluster machen Region</h1>" in page
    assert "<h2>Drei Foren</h2>" in page
    assert "<strong>1.500</strong>" in page
    assert "Berlin, 23. April 2027" in page
    assert f'<a href="/de/{event.slug}/report" aria-current="page">Nachbericht</a>' in page
    assert f'<a href="/de/{event.slug}/report">Nachbericht</a>' in visitor.get(f"/de/{event.slug}/").text
    english = visitor.get(f"/en/{event.slug}/report").text
    assert ("<h1>Clusters make regions</h1>" in english, "<strong>1,500</strong>" in english) == (True, True)


def test_a_text_of_one_language_only_is_read_in_both_and_marked(session, visitor):
    event = make_meeting()
    put_out(event, replace(REPORT, headline=Localized("Nur auf Deutsch")))
    english = visitor.get(f"/en/{event.slug}/report").text
    assert '<h1><span lang="de">Nur auf Deutsch</span></h1>' in english


def test_a_browser_that_has_the_page_gets_it_anew_only_once_something_changed(session, visitor):
    event = make_meeting()
    put_out(event)
    way = f"/de/{event.slug}/report"
    tag = visitor.get(way).headers["ETag"]
    assert visitor.get(way, headers={"If-None-Match": tag}).status_code == 304
    release(event)
    after = visitor.get(way, headers={"If-None-Match": tag})
    assert (after.status_code, SAYING.text.de in after.text) == (200, True)


def test_a_page_of_as_many_blocks_as_there_may_be_is_small(session, visitor):
    event = make_meeting()
    text = Localized("Am Nachmittag gingen die Gäste in drei Fachforen. " * 12)
    put_out(event, with_blocks(*(Text(ID(number), text) for number in range(MOST_BLOCKS))))
    assert len(visitor.get(f"/de/{event.slug}/report").data) <= MOST_BYTES


def test_markup_that_could_run_stays_text(session, visitor):
    event = make_meeting()
    text = Localized("<script>alert(1)</script>\n\n[hier](javascript:alert(1))\n\n# Groß")
    put_out(event, with_blocks(Text(ID(1), text)))
    page = visitor.get(f"/de/{event.slug}/report").text
    assert ("<script>alert" in page, 'href="javascript' in page, "<h2>Groß</h2>" in page) == (False, False, True)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_feed_has_one_entry_that_is_new_when_it_is_published_anew(session, visitor, lang):
    event = make_meeting()
    put_out(event)
    way = f"/{event.slug}/report.atom?lang={lang}"
    first = etree.fromstring(visitor.get(way).data)
    put_out(event, replace(REPORT, headline=Localized("Neu", "New")), replace(TEAM, at=AFTERWARDS.replace(hour=12)))
    again = etree.fromstring(visitor.get(way).data)
    ids = [feed.findtext(f"{ATOM}entry/{ATOM}id") for feed in (first, again)]
    moments = [feed.findtext(f"{ATOM}updated") for feed in (first, again)]
    assert (ids[0], moments[0] < moments[1]) == (ids[1], True)
    begun = [feed.findtext(f"{ATOM}entry/{ATOM}published") for feed in (first, again)]
    assert begun == [moments[0]] * 2
    assert again.findtext(f"{ATOM}entry/{ATOM}title") == {"de": "Neu", "en": "New"}[lang]


def test_search_engines_read_a_report_about_the_event(session, visitor):
    event = make_meeting()
    put_out(event)
    page = visitor.get(f"/de/{event.slug}/report").text
    node = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert (node["@type"], node["headline"], node["about"]["@type"]) == ("Report", "Cluster machen Region", "Event")
    assert node["about"]["subjectOf"] == {"@id": node["@id"]}
    assert node["datePublished"] == AFTERWARDS.isoformat()


def test_teasers_tell_of_the_public_version_and_not_of_the_draft(session):
    event, other = make_meeting(), make_event()
    assert published(session, event.id) is None
    put_out(event)
    write(event, replace(REPORT, headline=Localized("Entwurf")))
    session.rollback()
    teaser = latest(session, (event.id, other.id))[event.id]
    assert (teaser.headline, teaser.published_at, teaser.photo({"x"})) == (REPORT.headline, AFTERWARDS, "")
    writing.take_back(event.id, TEAM)
    session.rollback()
    assert latest(session, (event.id, other.id)) == {}


def test_the_date_of_a_report_is_that_of_its_first_publication(session, visitor):
    event = make_meeting()
    put_out(event)
    later = replace(TEAM, at=AFTERWARDS.replace(day=30))
    put_out(event, with_blocks(BODY), later)
    assert "Berlin, 23. April 2027" in visitor.get(f"/de/{event.slug}/report").text
