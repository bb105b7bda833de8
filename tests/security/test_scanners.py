"""Programs that open mailed links ahead of their readers change nothing; only a person's button does."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page

from gocluster_events.core import db
from gocluster_events.core.web.fields import Confirm
from tests.support.mailed import LETTERS, LINKS
from tests.support.meeting import Meeting
from tests.support.proving import Proof
from tests.support.remote import servers_of
from tests.support.visitor import Visitor

TYPED = {
    "team.new_password": {"password": "sieben Zwerge am See"},
    "follow_ups.answer": {"outcome": "done"},
    "team.join": {"name": "Kim Neu", "password": "sieben Zwerge am See"},
}


def dump(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table: sessions and counted attempts, too."""
    with app.app_context():
        session = db.session()
        rows_by_table = {name: sorted(map(repr, session.execute(sa.select(table)))) for name, table in TABLES.items()}
        session.rollback()
    return rows_by_table


TABLES = db.Base.metadata.tables


def scan(app: Flask, links: list[str]) -> int:
    """A program opens them all, as such programs do; the second time with the cookie of the first."""
    scanner, number = app.test_client(), 0
    for link in links:
        for method in ("GET", "HEAD", "GET"):
            with scanner.open(link, method=method, follow_redirects=True) as answer:
                assert answer.status_code in {200, 410}, link
            number += 1
    return number


def test_every_link_that_is_mailed_is_tried():
    assert {letter.link for letter in LETTERS if letter.link} == set(LINKS)


@pytest.mark.both_databases
@pytest.mark.promise("P7")
def test_looking_at_a_mailed_link_changes_nothing(demo: Flask, meeting: Meeting, mailed: list[str], proof: Proof):
    links = [*mailed, meeting.address("/{lang}/my/{outdated}")]
    assert {meeting.address(link, lang) for link in LINKS.values() for lang in ("de", "en")} <= set(links)
    before = dump(demo)
    number = scan(demo, links)
    assert dump(demo) == before
    proof.says(
        f"{len(links)} links of {len(LETTERS)} kinds of letters in 2 languages are opened with {number} GET and HEAD",
        f"{sum(map(len, before.values()))} rows of {len(before)} tables, 0 changed",
    )


@pytest.mark.promise("P7")
def test_a_browser_that_runs_scripts_changes_nothing_either(
    demo: Flask, meeting: Meeting, mailed: list[str], page: Page, proof: Proof
):
    links = [link for link in mailed if "/my/" in link]
    chosen = proof.random.sample(links, proof.size(4, len(links)))
    before = dump(demo)
    for link in chosen:
        page.goto(f"{servers_of(demo).address}{link}", wait_until="networkidle")
        assert page.locator("form[method=post] button[type=submit]").count()
    assert dump(demo) == before
    proof.says(f"{len(chosen)} of {len(links)} personal links are opened in a browser with scripts", "0 rows changed")


@pytest.mark.promise("P7", control=True)
def test_a_link_that_acts_at_once_is_noticed(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    before = dump(demo)
    monkeypatch.setattr(Confirm, "validate_on_submit", lambda _form: True)
    acted = []
    for name, link in LINKS.items():
        demo.test_client().get(meeting.address(link))
        after = dump(demo)
        acted += [name] if after != before else []
        before = after
    assert "own.personal" in acted
    proof.says("a page does not ask whether somebody has pressed its button", f"{len(acted)} of {len(LINKS)} links act")


@pytest.mark.promise("P7")
@pytest.mark.parametrize("name", LINKS)
def test_the_button_behind_a_mailed_link_does_something(demo: Flask, meeting: Meeting, name: str):
    link, typed = LINKS[name], TYPED.get(name, {})
    before = dump(demo)
    person = demo.test_client()
    assert isinstance(person, Visitor)
    way_on = person.form(meeting.address(link)).send(**typed).headers["Location"]
    elsewhere = {
        LINKS["sign_up.invitation"]: f"/de/jahrestagung-2027/register?code={meeting.places['code']}",
        LINKS["agenda.own_link"]: "/de/my/contribution",
        LINKS["follow_ups.answer"]: meeting.address(LINKS["follow_ups.answer"]),
        LINKS["photos.proof"]: "/de/jahrestagung-2027/photos/asked",
        LINKS["team.join"]: "/de/manage/jahrestagung-2027/",
        LINKS["team.new_password"]: "/de/sign-in",
        LINKS["team.account_email_proof"]: "/de/sign-in",
    }
    assert way_on == elsewhere.get(link, "/de/my/")
    assert dump(demo) != before
