"""A real browser visits a meeting full of hostile texts, and nothing of them runs (promise P11)."""

from itertools import cycle

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser

from gocluster_events.core import db
from gocluster_events.core.text import LANGUAGES
from tests.security.browsing import site
from tests.security.corpus import stored, texts
from tests.security.poison import CODES, RUNNING, TYPED, deal, followed, poison, served, without_escapes, without_policy
from tests.support.answers import COLLISIONS, REFUSED
from tests.support.databases import Database
from tests.support.meeting import Meeting, Who
from tests.support.page import EDITION, MANAGE, Page
from tests.support.pages import PAGES, REGISTER
from tests.support.proving import Proof
from tests.support.remote import servers_of

FEW = (
    Page(f"{EDITION}/agenda"),
    Page("/{lang}/my/", Who.PARTICIPANT),
    Page(f"{MANAGE}/attendees?search=m", Who.STAFF),
    Page(f"{MANAGE}/agenda", Who.ORGANISER),
    Page(f"{MANAGE}/settings", Who.ORGANISER),
)
LETTER = Page(f"{MANAGE}/outbox/{{mail}}/letter.html", Who.STAFF)  # which stands in a frame
IN_FULL = (*(page for page in PAGES if page.sends is None), LETTER)
FORM = Page(REGISTER, sends={})
FEW_FORMS = (FORM, COLLISIONS[2])
FOR_ADDRESSES = (Page("/{lang}/sign-in", sends={}), Page("/{lang}/lost-link", sends={}))  # hostile ones are refused
OTHERS = tuple(each for each in REFUSED if each.address not in {form.address for form in FOR_ADDRESSES})
FORMS = (*FOR_ADDRESSES, *OTHERS, *COLLISIONS[:5])  # the others have no texts
LONGEST = 10_000  # characters of the longest field there is
ONE = Page(f"{REGISTER}/{{draft}}/check", Who.PARTICIPANT)

# The server of the controls leaves a file open when a browser turns to the next page while it is sent.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")


@pytest.fixture
def poisoned(demo: Flask, meeting: Meeting) -> int:
    """Harm stands behind every text of the meeting; how many there are."""
    return poison(demo, followed())


def test_of_every_column_of_texts_it_is_known_whether_anybody_typed_them(demo: Flask):  # which knows every table
    columns = [each for table in db.Base.metadata.tables.values() for each in table.columns]
    texts = {each.name for each in columns if type(each.type) in {sa.String, sa.Text}}
    assert (texts - TYPED - CODES, CODES - texts, TYPED & CODES) == (set(), set(), set())


@pytest.mark.promise("P11")
def test_no_page_dialog_preview_or_print_of_a_hostile_meeting_runs_anything(
    demo: Flask, database: Database, meeting: Meeting, poisoned: int, browser: Browser, proof: Proof
):
    strings = proof.size((), stored(LONGEST))
    without_room = deal(demo, database, strings, proof.random)
    pages = proof.size([(page, "de") for page in FEW], [(page, lang) for page in IN_FULL for lang in LANGUAGES])
    with site(servers_of(demo).address, meeting, browser, strings) as here:
        for page, lang in pages:
            here.visit(page, lang)
    heard, seen = here.heard, len(here.heard.seen)
    assert (heard.everything, 2 * seen >= len(strings)) == ([], True)
    proof.says(
        f"a browser on {len(pages)} pages of a meeting with {poisoned} hostile texts, dialogs open and printed",
        f"{heard}; of {len(strings)} strings more, {seen} seen whole, {len(without_room)} without room",
    )


@pytest.mark.promise("P11")
def test_no_form_that_is_refused_with_what_was_typed_runs_anything(
    demo: Flask, meeting: Meeting, browser: Browser, proof: Proof
):
    harm, forms = followed(), proof.size(FEW_FORMS, FORMS)
    strings = [harm(each) for each in proof.random.sample(texts(), proof.size(8, len(texts())))]
    fields, sent, all_of_them = 0, 0, cycle(strings)
    with site(servers_of(demo).address, meeting, browser) as here:
        while fields < len(strings):
            for form in forms:
                typed = cycle(RUNNING) if form in COLLISIONS else all_of_them  # another text would be refused before
                fields += here.is_refused(form, LANGUAGES[sent % 2], typed)
                sent += 1
    assert here.heard.everything == []
    proof.says(
        f"{len(strings)} strings sent with {len(forms)} forms that are refused, and the answers in a browser",
        f"{sent} sent, {fields} fields: {here.heard}",
    )


@pytest.mark.promise("P11", control=True)
@pytest.mark.usefixtures("poisoned")
def test_without_escapes_and_without_a_policy_texts_run(demo: Flask, meeting: Meeting, browser: Browser, proof: Proof):
    without_escapes(demo)
    without_policy(demo)
    with served(demo) as address, site(address, meeting, browser) as here:
        here.visit(ONE)
        visited = len(here.heard.ran)
        here.is_refused(FORM, "de", cycle(RUNNING))
    assert (visited, len(here.heard.ran)) == (1, 2)
    proof.says("one page and one refused form without escapes and without the policy", str(here.heard))


@pytest.mark.promise("P11", control=True)
@pytest.mark.usefixtures("poisoned")
def test_without_escapes_the_policy_alone_stops_what_would_run(
    demo: Flask, meeting: Meeting, browser: Browser, proof: Proof
):
    without_escapes(demo)
    with served(demo) as address, site(address, meeting, browser) as here:
        here.visit(ONE)
    assert (here.heard.ran, here.heard.stopped != []) == ([], True)
    proof.says("the same page without escapes, with the policy", str(here.heard))
