"""The public search: what it finds of which editions, what it says, and what it leaves nowhere."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from gocluster_events.core import clock
from gocluster_events.core.search import LONGEST
from gocluster_events.core.text import Localized, one_line
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.materials.rules.codes import SeenBy
from gocluster_events.post_event.materials.services import publishing
from tests.support.answers import BROKEN, break_a_programme
from tests.support.cards import LATER, public_card
from tests.support.html_forms import forms_of
from tests.support.make import make_event, make_track
from tests.support.materials import TEAM, a_meeting, add_link, answer
from tests.support.programme import MAI, NINE, TAREK, plan, publish, slot, with_people
from tests.support.report import put_out

SEARCH = "/de/search?q="


@pytest.fixture
def event(session, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER.at)
    return a_meeting(slug="jahrestagung-2027")


def rows(text):
    """Of each result what it is, its title and where it leads."""
    hits = re.findall(r'__hit">\s*<p class="meta">(.*?) ·.*?<a href="([^"]*)">(.*?)</a>', text, re.DOTALL)
    return [(kind, unescape(re.sub("<[^>]*>", "", title)), href) for kind, href, title in hits]


def test_of_an_edition_everything_public_is_found_and_leads_to_its_place(event, visitor):
    uuid = add_link(event, title=Localized("Kanarienfilm"))
    answer(event, uuid, MAI, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    put_out(event)
    public_card(event, question="Wie bleibt Wissen?"), public_card(event, question="Wer zahlt?", is_open=True)
    base = "/de/jahrestagung-2027"
    wanted = {
        "kanarienfilm": ("Unterlage", "Kanarienfilm", f"{base}/materials#item-{slot(1).uuid}"),
        "cluster region": ("Nachbericht", "Cluster machen Region", f"{base}/report"),
        "bleibt": ("Wissenskarte", "Wie bleibt Wissen?", f"{base}/knowledge#card-1"),
        "zahlt": ("Offene Frage", "Wer zahlt?", f"{base}/knowledge#card-2"),
        "vortrag 2": ("Programmpunkt", "Vortrag 2", f"{base}/agenda/a2-vortrag-2"),
        "petersen mai lan": ("Person", "Mai Lan Petersen", f"{base}/people/{MAI.uuid}"),
    }
    for words, row in wanted.items():
        assert rows(visitor.get(SEARCH + words).text)[0] == row
        assert visitor.get(row[2]).status_code == 200


def test_what_is_planned_for_participants_or_later_is_not_found(event, visitor):
    plan(event, with_people(slot(7, 300, room=None, title=Localized("Kanarienplan")), MAI))
    make_event(title=Localized("Kanarientagung"), status=EventStatus.DRAFT)
    changes = ({"seen_by": SeenBy.PARTICIPANTS}, {"not_before": datetime(2028, 1, 1, tzinfo=UTC)})
    for number, change in enumerate(changes):
        uuid = add_link(event, title=Localized("Kanarienfilm"), url=f"https://video.example.org/{number}", **change)
        answer(event, uuid, MAI, TAREK)
        publishing.publish(event.id, uuid, TEAM)
    assert "Kein Treffer für „kanarien“." in visitor.get(f"{SEARCH}kanarien").text


def test_the_words_are_marked_and_another_language_is_named(event, visitor):
    public_card(event)
    page = visitor.get("/en/search?q=ruhestand").text
    assert '<span lang="de">Wie sichert man Wissen vor dem <mark>Ruhestand</mark>?</span>' in page
    assert ('role="status">1 match</p>' in page, '<a href="/de/search?q=ruhestand"' in page) == (True, True)


def test_years_strands_and_kinds_narrow_by_links_and_lead_back(event, visitor):
    old = make_event(
        slug="tagung-2018", starts_at=NINE.replace(year=2018), ends_at=NINE.replace(year=2018, hour=16),
        registration_opens_at=NINE.replace(year=2018, month=1), registration_closes_at=NINE.replace(year=2018, month=2),
    )  # fmt: skip
    track = make_track(old).id
    plan(old, with_people(slot(21, room=None, track=track, starts_at=old.starts_at, title=Localized("Vortrag alt"))))
    publish(old)
    page = visitor.get(f"{SEARCH}vortrag").text
    chips = [
        (unescape(re.sub(r"\s+", " ", label)).strip(), int(count), href)
        for href, label, count in re.findall(r'chip" href="([^"]*)"[^>]*>([^<]*)<span class="chip__count">(\d+)', page)
    ]
    by_label = {label: (count, unescape(href)) for label, count, href in chips}
    assert (by_label["2027"][0], by_label["2018"][0]) == (2, 1)
    narrowed = visitor.get(by_label["2018"][1]).text
    assert [title for _kind, title, _href in rows(narrowed)] == ["Vortrag alt"]
    assert 'href="/de/search?q=vortrag" aria-current="true">2018' in narrowed
    nothing = visitor.get(f"{SEARCH}vortrag&year=2018&kind=person").text
    assert "Zu dieser Auswahl gibt es keinen Treffer." in nothing
    assert len(rows(visitor.get(f"{SEARCH}vortrag&year=unsinn&kind=x&strand=y").text)) == 3


def test_what_is_chosen_stays_with_other_words_until_it_is_cleared(event, visitor):
    narrowed = visitor.get(f"{SEARCH}vortrag&year=2027&kind=item")
    (form,) = [each for each in forms_of(narrowed.text) if each.action == "/de/search"]
    assert form.fields == {"year": ["2027"], "kind": ["item"], "q": ["vortrag"]}
    assert '<a href="/de/search?q=vortrag">Auswahl aufheben</a>' in narrowed.text
    assert "Auswahl aufheben" not in visitor.get(f"{SEARCH}vortrag").text
    unknown = visitor.get(f"{SEARCH}vortrag&year=unsinn")
    assert 'name="year"' not in unknown.text
    assert "discovery__facet" not in visitor.get(f"{SEARCH}niemand&kind=item").text


def test_twenty_stand_on_a_page(event, visitor):
    plan(event, *(slot(30 + at, 100 + at, room=None, title=Localized(f"Kanarie {at}")) for at in range(21)))
    publish(event)
    pages = [rows(visitor.get(f"{SEARCH}kanarie&page={page}").text) for page in (1, 2, 99, -1)]
    assert [len(each) for each in pages] == [20, 1, 1, 20]
    assert 'href="/de/search?q=kanarie&amp;page=2" rel="next"' in visitor.get(f"{SEARCH}kanarie").text


def test_a_letter_may_be_wrong_where_nothing_else_is_meant(event, visitor):
    page = visitor.get(f"{SEARCH}petersem").text
    assert "Kein Text enthält diese Wörter. Ähnliche: " in page
    assert "<mark>Petersen</mark>" in page
    assert "Ähnliche" not in visitor.get(f"{SEARCH}petersen").text


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "%_\\", "(((", "\u202e\u200b", "{{ 7*7 }}"]
)
def test_whatever_is_typed_is_text(event, visitor, typed):
    page = visitor.get("/de/search", query_string={"q": typed})
    field = re.search(r'name="q" value="([^"]*)"', page.text)[1]
    assert (page.status_code, unescape(field)) == (200, one_line(typed))
    assert ("<script>alert" in page.text, "<img src=x" in page.text) == (False, False)


def test_what_is_too_long_is_cut_and_the_page_says_so(event, visitor):
    page = visitor.get(f"{SEARCH}{'vortrag ' * 40}").text
    assert f"Gesucht wurde nach den ersten {LONGEST} Zeichen." in page
    assert len(re.search(r'name="q" value="([^"]*)"', page)[1]) <= LONGEST
    assert "Gesucht wurde" not in visitor.get(SEARCH + "x" * LONGEST).text


def test_what_somebody_looks_for_is_left_nowhere(event, visitor, caplog):
    page = visitor.get(f"{SEARCH}kanarienwort")
    headers = page.headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert ("Set-Cookie" in headers, "kanarienwort" in caplog.text) == (False, False)
    assert '<meta name="robots" content="noindex">' in page.text


def test_a_programme_that_cannot_be_read_hides_no_other_and_stands_in_the_log_once(event, visitor, caplog):
    break_a_programme()
    pages = [visitor.get(f"{SEARCH}vortrag") for _time in range(2)]
    assert [(page.status_code, len(rows(page.text))) for page in pages] == [(200, 2), (200, 2)]
    assert [each.message for each in caplog.records] == [
        f"Nothing of {BROKEN} can be searched: its programme cannot be read."
    ]


def test_one_gets_there_from_every_public_page_and_from_the_start(event, visitor):
    assert '<a href="/de/search">Suche</a></li>' in visitor.get("/de/imprint").text
    assert 'action="/de/search"' in visitor.get("/de/").text
    empty = visitor.get("/de/search").text
    assert ("wird nicht aufgezeichnet" in empty, "Treffer" in empty) == (True, False)
