"""Header and footer are kept once they are rendered: whoever looks, they are what would be made anew."""

import re
from datetime import timedelta

import pytest

from gocluster_events.core import clock
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from tests.support import sessions
from tests.support.make import make_event, make_member, make_registration
from tests.support.settings import NOW

HERE, THERE = "jahrestagung-2027", "regionalforum-2027"
PAGES = (
    "/de/", "/en/", f"/de/{HERE}/", f"/en/{HERE}/", f"/de/{HERE}/agenda", f"/de/{HERE}/register",
    f"/de/{THERE}/", f"/de/{THERE}/register", f"/en/{THERE}/register", "/de/my/", f"/de/my/?edition={THERE}",
    "/de/lost-link", f"/en/lost-link?edition={HERE}", "/de/privacy", "/en/imprint", "/de/my/details",
)  # fmt: skip
PARTS = re.compile(r'<header class="site-header">.*?</header>|<footer class="site-footer">.*?</footer>', re.DOTALL)


@pytest.fixture
def visitors(app, session):
    """Everybody who could look at a page: nobody in particular, somebody with a place, one of the team."""
    here = make_event(slug=HERE)
    make_event(slug=THERE, title=Localized("Regionalforum <1>"), registration_closes_at=NOW - timedelta(days=1))
    person, member = make_registration(here), make_member(here)
    cookies = ({}, sessions.participant(here, person.id), sessions.signed_in(member))
    session.rollback()
    made = []
    for cookie in cookies:
        visitor = app.test_client()
        with visitor.session_transaction() as held:
            held.update(cookie)
        made.append(visitor)
    return made


def frames(app, visitors, *, anew):
    """Header and footer of each page for each visitor; ``anew``: of none that was kept."""
    seen = {}
    for number, visitor in enumerate(visitors):
        for page in PAGES:
            if anew:
                app.extensions.pop("kept frames", None)
            seen[number, page] = PARTS.findall(visitor.get(page, follow_redirects=True).text)
    return seen


def test_kept_frames_are_those_that_would_be_made_anew(app, visitors):
    fresh = frames(app, visitors, anew=True)
    assert {len(parts) for parts in fresh.values()} == {2}
    assert frames(app, visitors, anew=False) == fresh
    assert frames(app, visitors, anew=False) == fresh
    assert len({parts for pair in fresh.values() for parts in pair}) > len(PAGES)


def test_a_frame_follows_what_it_tells(app, visitors, session):
    page, nobody = f"/de/{HERE}/", visitors[0]
    before = PARTS.findall(nobody.get(page).text)
    with transaction() as writing:
        event = writing.query(Event).filter_by(slug=HERE).one()
        event.title, event.registration_closes_at = Localized("Herbsttreffen"), clock.now() - timedelta(hours=1)
    after = PARTS.findall(nobody.get(page).text)
    assert ["Herbsttreffen" in part for part in before + after] == [False, False, True, True]
    assert ["/register" in part for part in before + after] == [True, True, False, False]
