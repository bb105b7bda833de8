"""The house as one looks at it, the way there, and what search engines learn of the pages."""

import re
from dataclasses import dataclass

import pytest

from gocluster_events.backoffice.editions.rules.venue import directions, floors
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import make_event, make_member


@dataclass(frozen=True)
class Room:
    floor: Localized
    is_step_free: bool = True


def order(*names):
    return [floor.name.de for floor in floors(Room(Localized(name)) for name in names)]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (("Erdgeschoss", "2. Obergeschoss", "1. Obergeschoss"), ["2. Obergeschoss", "1. Obergeschoss", "Erdgeschoss"]),
        (("EG", "1. OG", "EG", "UG", "2. UG"), ["1. OG", "EG", "UG", "2. UG"]),
        (("EG", "5 Minuten Fußweg", "1. OG"), ["1. OG", "EG", "5 Minuten Fußweg"]),
        (("Nebenhaus", "Garten"), ["Nebenhaus", "Garten"]),
    ],
)  # fmt: skip
def test_the_highest_storey_is_on_top_and_what_lies_elsewhere_comes_last(named, expected):
    assert order(*named) == expected


def test_the_way_is_shown_in_rows_of_a_term_and_what_is_said_about_it():
    way = directions("Vor dem Haus.\n\n**Bahn:** Neun Minuten.\n\n**Zu Fuß**: Vier *Minuten*.\nÜber die Brücke.")
    assert way.intro == "Vor dem Haus."
    assert way.rows == (("Bahn", "Neun Minuten."), ("Zu Fuß", "Vier *Minuten*.\nÜber die Brücke."))


@pytest.mark.parametrize("text", ["", "Mit der U-Bahn.", "Bitte **pünktlich:** Einlass", "**Kein Doppelpunkt** hier"])
def test_a_way_without_terms_stays_the_text_it_is(text):
    assert (directions(text).intro, directions(text).rows) == (text, ())


def test_the_page_shows_the_rows_as_terms(session, visitor):
    event = make_event(directions=Localized("**Bahn:** <b>Neun</b> Minuten."))
    text = visitor.get(f"/de/{event.slug}/").text
    assert "<div><dt>Bahn</dt><dd><p>&lt;b&gt;Neun&lt;/b&gt; Minuten.</p></dd></div>" in text


def links(text, kind):
    return re.findall(rf'<link rel="{kind}"(?: hreflang="([\w-]+)")? href="([^"]+)">', text)


def test_search_engines_learn_the_address_of_a_page_in_both_languages(session, visitor):
    event = make_event(slug="tagung")
    text = visitor.get("/en/tagung/agenda?track=a").text
    address = "http://localhost/{}/tagung/agenda"
    assert links(text, "canonical") == [("", address.format("en"))]
    assert links(text, "alternate") == [
        ("de", address.format("de")), ("en", address.format("en")), ("x-default", address.format("de")),
    ]  # fmt: skip
    assert f'content="{event.title.en}, 22 April 2027, Berlin"' in text


@pytest.mark.parametrize("path", ["/de/tagung/register", "/de/my/link-sent", "/de/my/outdated-token"])
def test_forms_and_links_of_one_s_own_are_not_offered_to_search_engines(session, visitor, path):
    make_event(slug="tagung")
    text = visitor.get(path, follow_redirects=True).text
    assert (links(text, "canonical"), "og:url" in text) == ([], False)


def test_a_draft_has_no_link_to_a_public_page_that_does_not_exist(session, visitor):
    event = make_event(slug="tagung", status=EventStatus.DRAFT)
    visitor.enter(make_member(event).email)
    pages = [visitor.get(f"/de/manage/tagung/{page}").text for page in ("", "settings")]
    assert ['href="/de/tagung/"' in page for page in pages] == [False, False]
