"""A personal link that got into wrong hands is exchanged for another; and no link stands where it should not."""

from pathlib import Path

import pytest
from flask import Flask

from gocluster_events import db
from gocluster_events.agenda.models import Person
from gocluster_events.registration.services import links
from gocluster_events.tokens import Signer
from tests.security.test_scanners import dump
from tests.support.crawl import looks
from tests.support.mailed import LINKS
from tests.support.make import PASSWORD
from tests.support.meeting import SECRET, Meeting, Who
from tests.support.proving import Proof
from tests.support.remote import remote
from tests.support.roles import visitors

MANAGE = "/{lang}/manage/{edition}"
# For each link that opens something for longer: whose button makes a new one, at which address, and what it opened.
RENEWALS = {
    "registration.personal": (Who.PARTICIPANT, "/{lang}/my/new-link", "/{lang}/my/"),
    "agenda.own_link": (Who.ORGANISER, MANAGE + "/agenda/people/{speaker}/link", "/{lang}/my/contribution"),
    "pages.join": (Who.ORGANISER, MANAGE + "/team/invitations/{team_invitation}/renewal", ""),
}


def renewed(app: Flask, meeting: Meeting, name: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """What the old link and the page behind it answer to whoever has both, before and after there is a new one."""
    who, button, behind = RENEWALS[name]
    meeting = with_address(app, meeting)
    link, thief = meeting.address(LINKS[name]), visitors(app, meeting)[Who.PARTICIPANT]

    def answers() -> tuple[int, int]:
        return thief.get(link).status_code, thief.get(meeting.address(behind)).status_code if behind else 0

    before = answers()
    answer = visitors(app, meeting)[who].press(meeting.address(button), language="de", is_new="y")
    assert answer.status_code == 302, button
    return before, answers()


def with_address(app: Flask, meeting: Meeting) -> Meeting:
    """The person of the programme whose link the meeting has mailed is known, and has an address."""
    identity = Signer(app.config["SETTINGS"].secret_keys).read("agenda.own_link", meeting.places["own_link"])
    assert identity is not None
    with app.app_context(), db.transaction() as session:
        speaker = session.get_one(Person, identity[0])
        speaker.email = "speaker@example.org"
        return Meeting(meeting.cookies, {**meeting.places, "speaker": speaker.uuid})


@pytest.mark.promise("P8")
@pytest.mark.parametrize("name", RENEWALS)
def test_with_a_new_link_the_old_one_and_its_sessions_are_over_at_once(
    demo: Flask, meeting: Meeting, name: str, proof: Proof
):
    before, after = renewed(demo, meeting, name)
    assert before[0] == 200
    assert before[1] in {200, 0}
    assert (after[0], after[1]) in {(410, 401), (410, 0)}
    proof.says(
        f"{name}: a new link is made while somebody else holds the old one and its session", f"{after[0]} at once"
    )


@pytest.mark.promise("P8", control=True)
def test_where_the_generation_stays_the_old_link_lives_on(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(links, "raise_generation", lambda *_args: None)
    before, after = renewed(demo, meeting, "registration.personal")
    assert before == after
    proof.says("a new link does not raise the generation of the registration", f"the old link still answers {after[0]}")


def secrets_of(demo: Flask, meeting: Meeting, mailed: list[str]) -> list[str]:
    """All that opens something: the tokens of all mailed links, the keys in the cookies, passwords."""
    tokens = {link.rpartition("/")[2] for link in mailed if "/my/" in link}
    serializer = demo.session_interface.get_signing_serializer(demo)  # type: ignore[attr-defined]
    keys = {str(key) for cookie in meeting.cookies.values() for key in serializer.loads(cookie).values()}
    return sorted({*tokens, *keys, PASSWORD, SECRET} - {"True", ""})


@pytest.mark.both_databases
@pytest.mark.promise("P8")
def test_nothing_that_opens_anything_is_stored(demo: Flask, meeting: Meeting, mailed: list[str], proof: Proof):
    secrets = secrets_of(demo, meeting, mailed)
    stored = "".join(row for rows in dump(demo).values() for row in rows)
    assert len(stored) > 10_000
    assert [each for each in secrets if each in stored] == []
    proof.says(f"all rows are searched for {len(secrets)} tokens, session keys and passwords", "0 found")


@pytest.mark.promise("P8")
def test_no_page_and_no_export_shows_somebody_elses_link(
    demo: Flask, meeting: Meeting, mailed: list[str], proof: Proof
):
    tokens = [each.lower() for each in secrets_of(demo, meeting, mailed) if "." in each]
    people = proof.size([Who.ORGANISER], [Who.ANYBODY, Who.STAFF, Who.ORGANISER, Who.ADMIN])
    found, number = set(), 0
    for look in looks(demo, meeting, people, proof, [MANAGE + "/outbox/{mail}", MANAGE + "/outbox/{mail}.eml"]):
        number += 1
        shown = [token for token in tokens if token in look.text.replace("=\r\n", "").replace("=\n", "")]
        if shown and not any(token in meeting.address(look.address).lower() for token in shown):
            found.add((look.address, look.who))
    assert found == set()
    proof.says(f"{number} pages and exports are searched for {len(tokens)} tokens", "0 found")


@pytest.mark.promise("P8")
def test_no_link_stands_in_the_servers_log_or_in_a_referrer(
    demo: Flask, meeting: Meeting, tmp_path: Path, proof: Proof
):
    tokens, log, policies = opened(demo, meeting, tmp_path / "server")
    assert log
    assert [token for token in tokens if token in log] == []
    assert policies == {"no-referrer"}
    proof.says(f"{len(tokens)} links are opened", "0 in the log of the web server, all with no-referrer")


@pytest.mark.promise("P8", control=True)
def test_a_log_of_addresses_would_hold_links(
    demo: Flask, meeting: Meeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--access-logfile -")
    tokens, log, _policies = opened(demo, meeting, tmp_path / "server")
    found = [token for token in tokens if token in log]
    assert found
    proof.says("the web server logs every address", f"{len(found)} of {len(tokens)} links are in the log")


def opened(demo: Flask, meeting: Meeting, folder: Path) -> tuple[list[str], str, set[str]]:
    """The tokens of links that somebody opened at a web server, its log, and what it says of referrers."""
    paths = [meeting.address(link) for link in LINKS.values()]
    with remote(demo, folder) as server:
        answers = [demo.test_client().get(path) for path in paths]
        assert {answer.status_code for answer in answers} == {200}
        policies = {answer.headers["Referrer-Policy"] for answer in answers}
        return [path.rpartition("/")[2] for path in paths], server.log, policies
