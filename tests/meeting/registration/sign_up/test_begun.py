"""Sign-ups that somebody begins and never sends: few of one network, and not too many in all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.sign_up.models import Draft
from gocluster_events.meeting.registration.sign_up.services import drafts
from tests.support import apps
from tests.support.databases import Database
from tests.support.registrants import HOUR, keep_draft, sign_up
from tests.support.settings import NOW
from tests.support.signing_up import PAGE, errors, fill_in, number_of, page_of
from tests.support.visitor import Visitor

MINUTE = timedelta(minutes=1)


@pytest.fixture
def app(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app, which lets a network begin two sign-ups."""
    made = apps.made(drafts_per_hour="2", database_url=database.url, mail_url=f"file:{tmp_path / 'mail'}")
    with apps.answering(made, request.node, tmp_path) as app:
        yield app


@pytest.mark.both_databases
def test_a_network_begins_no_more_than_so_many_sign_ups_and_the_form_is_still_filled(
    app: Flask, event: Event, session: Session
):
    slug = event.slug
    for email in ("a@example.org", "b@example.org"):
        fill_in(Visitor.of(app), event, email=email)
    visitor = Visitor.of(app)
    for typed in (PAGE, {**PAGE, "last_name": ""}):
        answer = visitor.form(f"/de/{slug}/register").send(**{**typed, "organisation": "Muster GmbH"})
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
        assert 'value="Muster GmbH"' in answer.text
        sentences = errors(answer)
        assert [each for each in sentences if "Aus Ihrem Netz kamen zu viele" in each or typed is not PAGE] == sentences
    assert number_of(session, Draft) == 2
    visitor.environ_base["REMOTE_ADDR"] = "192.0.2.9"
    assert visitor.form_in(answer).send(last_name="Tannert").status_code == 302, "the page itself can be sent again"
    assert number_of(session, Draft) == 3


def test_whoever_sends_or_goes_on_is_not_stopped(app: Flask, event: Event):
    visitors = [Visitor.of(app) for _ in range(3)]
    checks = [fill_in(each, event, email=f"{number}@example.org") for number, each in enumerate(visitors[:2])]
    assert visitors[0].form(page_of(checks[0])).send(**{**PAGE, "last_name": "Anders"}).status_code == 302
    assert visitors[0].form(checks[0]).send().status_code == 302
    assert fill_in(visitors[2], event, email="c@example.org")


def keep(event: Event, *names: str) -> None:
    """One a minute was begun, the first of them three hours ago."""
    for number, name in enumerate(names):
        keep_draft(event.id, name, sign_up(), NOW - 3 * HOUR + number * MINUTE)


def left(session: Session) -> set[str]:
    session.rollback()
    return set(session.scalars(sa.select(Draft.id)))


@pytest.mark.both_databases
def test_of_too_many_in_all_the_oldest_go_and_first_those_for_which_nothing_was_sent_again(
    event: Event, session: Session
):
    keep(event, "typing", "alone", "sent", "younger")
    keep(event, "typing")
    keep_draft(event.id, "now", sign_up(), NOW - HOUR + MINUTE)
    with transaction() as writing:
        drafts.submit(writing, "sent", NOW)
    assert drafts.drop_excess(4, NOW) == 0
    assert (drafts.drop_excess(3, NOW), left(session)) == (1, {"typing", "sent", "younger", "now"})
    assert (drafts.drop_excess(2, NOW), left(session)) == (1, {"typing", "sent", "now"})
    assert (drafts.drop_excess(0, NOW), left(session)) == (1, {"sent", "now"})


WAITING = sa.text(
    "SELECT count(*) FROM pg_locks AS waiting JOIN pg_locks AS held USING (pid) WHERE NOT waiting.granted "
    "AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_draft_that_is_sent_while_it_was_to_be_dropped_stays(app: Flask, event: Event, session: Session):
    keep(event, "sent")

    def drop() -> int:
        with app.app_context():
            return drafts.drop_excess(0, NOW)

    with ThreadPoolExecutor(1) as worker:
        with transaction() as writing:
            drafts.submit(writing, "sent", NOW)
            dropping = worker.submit(drop)
            while not writing.scalar(WAITING) and not dropping.done():
                pass
        assert (dropping.result(), left(session)) == (0, {"sent"})
