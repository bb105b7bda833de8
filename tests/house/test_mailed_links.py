"""Programs that open mailed links ahead of their readers change nothing; only a person's button does."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events import db
from gocluster_events.agenda.rules.letters import LETTERS as TO_CONTRIBUTORS
from gocluster_events.pages.rules.letters import LETTERS as TO_THE_TEAM
from gocluster_events.registration.rules.letters import LETTERS
from tests.support.meeting import Meeting
from tests.support.visitor import Visitor

# Each view that a letter's button leads to, with the link that the meeting has mailed.
LINKS = {
    "registration.prove": "/{lang}/my/prove/{prove}",
    "registration.prove_again": "/{lang}/my/prove-again/{prove_again}",
    "registration.personal": "/{lang}/my/{personal}",
    "registration.invitation": "/{lang}/my/invitation/{invited}",
    "registration.substitute": "/{lang}/my/substitute/{substitute}",
    "registration.prove_email": "/{lang}/my/prove-email/{prove_email}",
    "agenda.own_link": "/{lang}/my/contribution/{own_link}",
    "pages.join": "/{lang}/my/team/{join}",
    "pages.new_password": "/{lang}/my/password/{reset}",
    "pages.account_email_proof": "/{lang}/my/account-email/{account_email}",
}
TYPED = {
    "pages.new_password": {"password": "sieben Zwerge am See"},
    "pages.join": {"name": "Kim Neu", "password": "sieben Zwerge am See"},
}


def dump(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table."""
    with app.app_context():
        session = db.session()
        found = {name: list(session.execute(sa.select(table))) for name, table in db.Base.metadata.tables.items()}
        session.rollback()
    return found


def test_every_link_that_is_mailed_is_tried():
    assert {letter.link for letter in (*LETTERS, *TO_CONTRIBUTORS, *TO_THE_TEAM) if letter.link} == set(LINKS)


@pytest.mark.both_databases
def test_looking_at_a_mailed_link_changes_nothing(demo: Flask, meeting: Meeting):
    before = dump(demo)
    scanner = demo.test_client()
    for link in (*LINKS.values(), "/{lang}/my/{outdated}"):
        for method in ("GET", "HEAD", "GET"):  # twice, the second time with the cookie of the first
            scanner.open(meeting.address(link), method=method)
    assert dump(demo) == before


@pytest.mark.parametrize("name", LINKS)
def test_the_button_behind_a_mailed_link_does_something(demo: Flask, meeting: Meeting, name: str):
    link, typed = LINKS[name], TYPED.get(name, {})
    before = dump(demo)
    person = demo.test_client()
    assert isinstance(person, Visitor)
    way_on = person.form(meeting.address(link)).send(**typed).headers["Location"]
    elsewhere = {
        LINKS["registration.invitation"]: f"/de/jahrestagung-2027/register?code={meeting.places['code']}",
        LINKS["agenda.own_link"]: "/de/my/contribution",
        LINKS["pages.join"]: "/de/manage/jahrestagung-2027/",
        LINKS["pages.new_password"]: "/de/sign-in",
        LINKS["pages.account_email_proof"]: "/de/sign-in",
    }
    assert way_on == elsewhere.get(link, "/de/my/")
    assert dump(demo) != before
