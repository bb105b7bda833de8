"""What was published or left by a colleague stays readable, and can be the draft again."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core import clock
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.report.queries.draft import draft, versions
from gocluster_events.post_event.report.rules.document import Report, Text
from gocluster_events.post_event.report.rules.editing import Refusal
from gocluster_events.post_event.report.services import writing
from gocluster_events.post_event.report.services.storing import MOST_DRAFTS
from tests.support.make import make_member
from tests.support.refusal import refusal
from tests.support.report import AFTERWARDS, BODY, COLLEAGUE, REPORT, TEAM, make_meeting, put_out, write
from tests.support.settings import NOW


def titled(headline: str) -> Report:
    return replace(REPORT, headline=Localized(headline))


def numbers(event, session) -> list[tuple[int, bool, str]]:
    session.rollback()
    return [(row.number, row.published_at is not None, row.saved_by) for row in versions(session, event.id)]


def test_what_a_colleague_left_and_what_was_published_are_versions(session):
    event = make_meeting()
    write(event, titled("Erste"))
    write(event, titled("Erste, besser"))
    write(event, titled("Zweite"), COLLEAGUE)
    assert numbers(event, session) == [(1, False, TEAM.by)]
    put_out(event, titled("Zweite"), COLLEAGUE)
    assert numbers(event, session) == [(2, True, COLLEAGUE.by), (1, False, TEAM.by)]
    write(event, titled("Nach einer Pause"), Act(COLLEAGUE.by, AFTERWARDS + timedelta(hours=2)))
    assert len(numbers(event, session)) == 2  # the same words are no version of their own


def test_of_drafts_the_last_twenty_stay_and_every_published_version(session):
    event = make_meeting()
    put_out(event, titled("Veröffentlicht"))
    for turn in range(MOST_DRAFTS + 3):
        write(event, titled(f"Satz {turn}"), (TEAM, COLLEAGUE)[turn % 2])
    rows = numbers(event, session)
    assert (len(rows), rows[-1][:2], rows[0][0]) == (MOST_DRAFTS + 1, (1, True), MOST_DRAFTS + 3)


def test_an_earlier_version_becomes_the_draft_and_the_draft_a_version(session):
    event = make_meeting()
    put_out(event, titled("Alt"))
    revision = write(event, titled("Neu"))
    writing.restore(event.id, 1, TEAM, revision)
    session.rollback()
    assert draft(session, event.id).report.headline.de == "Alt"
    assert [number for number, *_rest in numbers(event, session)] == [2, 1]
    with pytest.raises(Stale):
        writing.restore(event.id, 1, TEAM, revision)


def test_what_was_taken_back_is_nowhere_and_can_be_published_again(session, visitor):
    event = make_meeting()
    put_out(event)
    writing.take_back(event.id, TEAM)
    assert visitor.get(f"/de/{event.slug}/report").status_code == 404
    assert visitor.get(f"/{event.slug}/report.atom").status_code == 404
    assert "Nachbericht" not in visitor.get(f"/de/{event.slug}/agenda").text
    assert put_out(event) == 1
    assert visitor.get(f"/de/{event.slug}/report").status_code == 200
    writing.publish(event.id, TEAM, draft(session, event.id).revision)
    session.rollback()
    mine = sa.select(AuditEntry.action).where(AuditEntry.action.like("report.%")).order_by(AuditEntry.id)
    actions = ["report.begun", "report.published", "report.taken_back", "report.published"]
    assert list(session.scalars(mine)) == actions


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (replace(REPORT, headline=Localized()), Refusal.NO_HEADLINE),
        (replace(REPORT, lead=Localized()), Refusal.NO_LEAD),
        (replace(REPORT, blocks=()), Refusal.NO_WORDS),
    ],
)
def test_without_headline_lead_or_words_nothing_is_published(session, report, code):
    assert refusal(put_out, make_meeting(), report) is code


def test_a_draft_edition_and_one_that_has_not_begun_publish_no_report(session):
    assert refusal(put_out, make_meeting(status=EventStatus.DRAFT)) is Refusal.DRAFT


def test_before_the_event_begins_its_report_is_not_published(session):
    assert refusal(put_out, make_meeting(), REPORT, Act(TEAM.by, NOW)) is Refusal.NOT_BEGUN


def test_a_report_of_more_blocks_than_a_page_bears_is_refused(session):
    blocks = tuple(Text(f"{number:036}", BODY.text) for number in range(61))
    assert refusal(write, make_meeting(), replace(REPORT, blocks=blocks)) is Refusal.TOO_MANY


def test_what_others_changed_meanwhile_is_not_published(session):
    event = make_meeting()
    revision = write(event)
    write(event, titled("Anders"), COLLEAGUE)
    with pytest.raises(Stale):
        writing.publish(event.id, TEAM, revision)


def test_an_organiser_publishes_what_stands_in_the_form_and_takes_it_back(session, visitor, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTERWARDS)
    event = make_meeting()
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    page, public = f"/de/manage/{event.slug}/report", f"/de/{event.slug}/report"
    write(event)
    form = visitor.own_form(page).form
    sent = {**form.fields, "headline": "Zuletzt getippt"}
    assert visitor.post(f"{page}/publication", data=sent).status_code == 302
    assert "<h1>Zuletzt getippt</h1>" in visitor.get(public).text
    text = visitor.get(page).text
    assert ("Nachbericht ist veröffentlicht" in text, "keine Änderungen" in text) == (True, True)
    write(event, titled("Später"), COLLEAGUE)
    assert "keine Änderungen" not in visitor.get(page).text
    late = visitor.post(f"{page}/publication", data=sent)
    assert (late.status_code, "Später" in late.text) == (409, True)
    assert "Zuletzt getippt" in visitor.get(f"{page}/versions/1").text
    visitor.own_form(f"{page}/versions/1").send()
    assert visitor.own_form(page).form.fields["headline"] == ["Zuletzt getippt"]
    visitor.own_form(f"{page}/withdrawal").send()
    assert visitor.get(public).status_code == 404


def test_a_preview_shows_the_draft_to_the_team_alone(session, visitor):
    event = make_meeting()
    write(event, titled("Nur für uns"))
    way = f"/de/manage/{event.slug}/report/preview"
    assert visitor.get(way).status_code == 302
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    page = visitor.get(way).text
    assert ("Nur für uns" in page, "Dies ist eine Vorschau" in page, "noindex" in page) == (True, True, True)
