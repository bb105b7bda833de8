"""What is new: a page and a feed that tell what each version changed for readers, and nothing that is closed."""

import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.exports.atom import ATOM
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Visibility
from gocluster_events.meeting.agenda.services import drafting as services
from tests.support.programme import plan, publish, slot
from tests.support.settings import NOW

PAGE, FEED = "/de/jahrestagung-2027/changes", "/jahrestagung-2027/changes.atom"


def change(session, event, before, after):
    session.rollback()
    seen = {before.uuid: draft.revision(session, event.id, before.uuid)}
    services.apply(event.id, [Change(before, after)], seen, Act("organiser@example.org", NOW))


def three_versions(session, event, talk):
    """The talk is moved, then it goes, while something closed comes."""
    publish(event)
    moved = replace(talk, starts_at=talk.starts_at + timedelta(minutes=30))
    change(session, event, talk, moved)
    plan(event, slot(7, 60, room=None, title=Localized("Neu <b>&", "New <b>&")))
    publish(event, Localized("Eine halbe Stunde später", "Half an hour later"))
    change(session, event, moved, None)
    plan(event, slot(8, 90, room=None, title=Localized("Geheim"), visibility=Visibility.CLOSED))
    publish(event)


def entries(visitor, lang="de"):
    root = ET.fromstring(visitor.get(f"{FEED}?lang={lang}").data)  # noqa: S314 -- our own
    return [
        (each.findtext(f"{{{ATOM}}}title"), each.findtext(f"{{{ATOM}}}content"))
        for each in root.iter(f"{{{ATOM}}}entry")
    ]


def test_each_version_says_what_it_changed_the_newest_first(session, event, talk, visitor):
    three_versions(session, event, talk)
    text = visitor.get(PAGE).text
    places = [text.index(words) for words in ("Version 3", "Version 2", "Eine halbe Stunde später", "Version 1")]
    assert places == sorted(places)
    assert "09:30–10:30 statt 09:00–10:00" in text
    assert ("Die erste Version des Programms." in text, "Geheim" in text, "Neu &lt;b&gt;&amp;" in text) == (
        True, False, True,
    )  # fmt: skip


def test_the_feed_says_the_same_in_the_language_that_was_asked_for(session, event, talk, visitor):
    three_versions(session, event, talk)
    (third, gone), (second, moved), (_first, begun) = entries(visitor)
    assert (third, second, begun) == ("Version 3", "Version 2", "Die erste Version des Programms.")
    assert gone == "Kommunen; als, Partner: entfällt"
    assert moved.splitlines() == [
        "Eine halbe Stunde später",
        "Kommunen; als, Partner: 09:30–10:30 statt 09:00–10:00",
        "Neu <b>&: neu im Programm",
    ]
    assert "New <b>&: new on the programme" in entries(visitor, "en")[1][1]


def test_a_reader_knows_a_version_again(session, event, talk, visitor):
    three_versions(session, event, talk)
    first, second = (ET.fromstring(visitor.get(FEED).data) for _ in range(2))  # noqa: S314 -- our own
    ids = [[each.text for each in root.iter(f"{{{ATOM}}}id")] for root in (first, second)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 4


def test_where_nothing_is_published_the_page_says_so_and_there_is_no_feed(event, talk, visitor):
    assert "Das Programm folgt." in visitor.get(PAGE).text
    assert visitor.get(FEED).status_code == 404


def test_a_link_leads_to_the_item_whatever_its_code_has_become(session, event, talk, visitor):
    other = slot(2, 90, code="B1", room=None)
    plan(event, other)
    publish(event)
    moved = replace(talk, starts_at=talk.starts_at + timedelta(minutes=5))
    change(session, event, talk, moved)
    publish(event)
    change(session, event, moved, replace(moved, code="B1"))
    change(session, event, other, replace(other, code="A1"))
    publish(event)
    links = re.findall(
        r'<a href="/de/jahrestagung-2027/agenda/([^"]+)">(?:<span[^>]*>)?([^<]+)<', visitor.get(PAGE).text
    )
    assert [address for address, title in links if title.startswith("Kommunen")] == ["b1-kommunen-als-partner"]


def test_an_item_that_is_gone_has_no_link(session, event, talk, visitor):
    three_versions(session, event, talk)
    text = visitor.get(PAGE).text
    assert ("agenda/a1-" in text, '<p class="plan__title">Kommunen; als, Partner</p>' in text) == (False, True)


def test_programs_learn_in_which_version_each_item_changed_last_and_nothing_of_closed_ones(event, talk, organiser):
    publish(event)
    moved = replace(talk, starts_at=talk.starts_at + timedelta(minutes=5))
    services.apply(event.id, [Change(talk, moved)], {talk.uuid: 1}, Act("organiser@example.org", NOW))
    publish(event)
    plan(event, slot(8, 90, code="B1", room=None), slot(9, 90, room=None, visibility=Visibility.CLOSED))
    publish(event)
    assert organiser.get("/jahrestagung-2027/changes.json").json == {
        "version": 3, "changed": {"item-a1": 2, "item-b1": 3},
    }  # fmt: skip
