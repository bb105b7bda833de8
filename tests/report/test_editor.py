"""Writing the report on its page."""

import pytest

from gocluster_events.report.queries.draft import draft
from gocluster_events.report.rules.document import Quote, Text
from gocluster_events.text import Localized
from tests.support.make import make_member
from tests.support.report import make_meeting


@pytest.fixture
def event(session):
    return make_meeting()


@pytest.fixture
def organiser(event, visitor):
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    return visitor


def page(event) -> str:
    return f"/de/manage/{event.slug}/report"


def stored(event, session):
    session.rollback()
    return draft(session, event.id).report


def test_a_report_begins_with_its_headline_and_grows_block_by_block(event, organiser, session):
    form = organiser.form(page(event), page(event))
    answer = form.send(headline="Cluster machen Region", act="new:text")
    assert answer.status_code == 302
    answer = organiser.form(page(event), page(event)).send(act="new:quote")
    report = stored(event, session)
    assert (report.headline, [type(each) for each in report.blocks]) == (
        Localized("Cluster machen Region"),
        [Text, Quote],
    )
    assert answer.location.endswith(f"#block-{report.blocks[1].uuid}")
