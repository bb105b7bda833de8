"""A personal link that got into wrong hands is exchanged for another; and no link stands where it should not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import db
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events.models import TeamInvitation
from gocluster_events.meeting.registration.people.models import Registration
from tests.security.test_scanners import dump
from tests.support.crawl import looks
from tests.support.mailed import LINKS, addresses, everything
from tests.support.make import PASSWORD
from tests.support.meeting import SECRET, Meeting, Who
from tests.support.proving import Proof
from tests.support.remote import remote, servers_of
from tests.support.roles import visitors

MANAGE = "/{lang}/manage/{edition}"
# For each link that opens something for longer: whose button makes a new one, at which address, and what it opened.
RENEWALS = {
    "own.personal": (Who.PARTICIPANT, "/{lang}/my/new-link", "/{lang}/my/data"),
    "agenda.own_link": (Who.ORGANISER, MANAGE + "/agenda/people/{speaker}/link", "/{lang}/my/contribution"),
    "team.join": (Who.ORGANISER, MANAGE + "/team/invitations/{team_invitation}/renewal", ""),
}
GENERATIONS = {
    "own.personal": Registration.generation,
    "agenda.own_link": Person.generation,
    "team.join": TeamInvitation.generation,
}
PERSON, GATE = MANAGE + "/registration/{registration}", MANAGE + "/lists/gate"


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
    assert (after[0], after[1]) in {(410, 302), (410, 401), (410, 0)}
    proof.says(
        f"{name}: a new link is made while somebody else holds the old one and its session", f"{after[0]} at once"
    )


@pytest.mark.promise("P8", control=True)
@pytest.mark.parametrize("name", RENEWALS)
def test_where_the_generation_stays_the_old_link_lives_on(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, name: str, proof: Proof
):
    monkeypatch.setattr(sessions, "end_sessions", lambda *_args: None)
    with unchanged(GENERATIONS[name]):
        before, after = renewed(demo, meeting, name)
    assert before == after
    proof.says(f"{name}: a new link does not raise the generation", f"the old link still answers {after[0]}")


@contextmanager
def unchanged(column: Any) -> Iterator[None]:
    """Whatever is set in this column, what stood in it stays."""

    def keep_old(_row: Any, _new: int, old: int, _initiator: Any) -> int:
        return old

    sa.event.listen(column, "set", keep_old, retval=True, active_history=True)
    try:
        yield
    finally:
        sa.event.remove(column, "set", keep_old)


def secrets_of(demo: Flask, meeting: Meeting, mailed: list[str]) -> list[str]:
    """All that opens something: the tokens of all mailed links, the keys in the cookies, passwords."""
    tokens = {link.rpartition("/")[2] for link in mailed if "/my/" in link}
    serializer = demo.session_interface.get_signing_serializer(demo)  # type: ignore[attr-defined]
    keys = {str(key) for cookie in meeting.cookies.values() for key in serializer.loads(cookie).values()}
    return sorted({*tokens, *keys, PASSWORD, SECRET} - {"True", ""})


def stored_secrets(demo: Flask, secrets: list[str]) -> list[str]:
    """Those that stand in any row."""
    stored = "".join(row for rows in dump(demo).values() for row in rows)
    assert len(stored) > 10_000
    return [each for each in secrets if each in stored]


@pytest.mark.both_databases
@pytest.mark.promise("P8")
def test_nothing_that_opens_anything_is_stored(demo: Flask, meeting: Meeting, mailed: list[str], proof: Proof):
    secrets = secrets_of(demo, meeting, mailed)
    assert stored_secrets(demo, secrets) == []
    proof.says(f"all rows are searched for {len(secrets)} tokens, session keys and passwords", "0 found")


@pytest.mark.promise("P8", control=True)
def test_where_the_key_of_a_session_is_stored_as_it_is_it_is_found(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(sessions, "digest", str)
    reader = visitors(demo, meeting)[Who.ANYBODY]
    reader.form(meeting.address(LINKS["own.personal"])).send()
    cookie = reader.get_cookie("events")
    assert cookie is not None
    secrets = secrets_of(demo, replace(meeting, cookies={**meeting.cookies, Who.ANYBODY: cookie.value}), [])
    leaks = stored_secrets(demo, secrets)
    assert len(leaks) == 1
    proof.says("the key of a session is stored instead of its digest", f"{len(leaks)} of {len(secrets)} found")


@pytest.mark.promise("P8", control=True)
def test_a_link_in_any_column_is_found(demo: Flask, meeting: Meeting, mailed: list[str], proof: Proof):
    plant(demo, meeting)
    leaks = stored_secrets(demo, secrets_of(demo, meeting, mailed))
    assert leaks == [meeting.places["personal"]]
    proof.says("somebody's link stands in one field of a row", f"{len(leaks)} found")


def plant(demo: Flask, meeting: Meeting) -> None:
    """The name of somebody's institution is their personal link."""
    with demo.app_context(), db.transaction() as session:
        person = session.get_one(Registration, int(meeting.places["registration"]))
        person.organisation = meeting.places["personal"]


def leaks_on_pages(
    demo: Flask, meeting: Meeting, tokens: list[str], people: list[Who], proof: Proof
) -> tuple[set[tuple[str, str, Who]], int]:
    """Where tokens stand on pages and in exports under other addresses than their own, of how many looked through."""
    always = [PERSON, MANAGE + "/outbox/{mail}", MANAGE + "/outbox/{mail}.eml"]
    leaks, number = set(), 0
    for look in looks(demo, meeting, people, proof, always):
        number += 1
        text = look.text.replace("=\r\n", "").replace("=\n", "")
        seen = [token for token in tokens if token.lower() in text]
        if seen and not any(token in meeting.address(look.address) for token in seen):
            leaks.add((look.method, look.address, look.who))
    return leaks, number


@pytest.mark.promise("P8")
def test_no_page_and_no_export_shows_somebody_elses_link(
    demo: Flask, meeting: Meeting, mailed: list[str], proof: Proof
):
    tokens = [each for each in secrets_of(demo, meeting, mailed) if "." in each]
    people = proof.size([Who.ORGANISER], [Who.ANYBODY, Who.STAFF, Who.ORGANISER, Who.ADMIN])
    leaks, number = leaks_on_pages(demo, meeting, tokens, people, proof)
    assert leaks == set()
    proof.says(f"{number} pages and exports are searched for {len(tokens)} tokens", "0 found")


@pytest.mark.promise("P8", control=True)
def test_a_link_on_a_page_and_in_an_export_is_found(demo: Flask, meeting: Meeting, proof: Proof):
    plant(demo, meeting)
    leaks, number = leaks_on_pages(demo, meeting, [meeting.places["personal"]], [Who.ORGANISER], proof)
    assert leaks >= {("GET", PERSON, Who.ORGANISER), ("POST", GATE, Who.ORGANISER)}
    proof.says("somebody's link is the name of their institution", f"found in {len(leaks)} of {number} answers")


@pytest.mark.promise("P8")
def test_no_link_stands_in_the_servers_logs_or_in_a_referrer(
    demo: Flask, meeting: Meeting, tmp_path: Path, proof: Proof
):
    tokens, log, policies = opened(demo, meeting, tmp_path / "server")
    mailed = {path.rpartition("/")[2] for letter in everything(demo, meeting, tmp_path) for path in addresses(letter)}
    log += (delivered := servers_of(demo).log)
    assert "mails taken up" in delivered
    assert mailed >= set(tokens)
    assert [token for token in mailed if "." in token and token in log] == []
    assert policies == {"no-referrer"}
    proof.says(
        f"{len(tokens)} links are opened, {len(mailed)} are mailed",
        "0 in the logs of web server and worker, all with no-referrer",
    )


@pytest.mark.promise("P8")
def test_the_address_of_somebodys_calendar_stands_in_no_log_of_the_server(
    demo: Flask, meeting: Meeting, tmp_path: Path, proof: Proof
):
    with remote(demo, tmp_path / "server") as server:
        answer = demo.test_client().get(meeting.address("/{lang}/{edition}/feeds/{feed}.ics"))
        policies = (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"])
        assert (answer.status_code, policies) == (200, ("no-referrer", "no-store"))
        assert meeting.places["feed"] not in server.log
    proof.says("the address of somebody's calendar is asked for", "0 in the log of the web server")


@pytest.mark.promise("P8", control=True)
def test_a_log_of_addresses_would_hold_links(
    demo: Flask, meeting: Meeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--access-logfile -")
    tokens, log, _policies = opened(demo, meeting, tmp_path / "server")
    leaks = [token for token in tokens if token in log]
    assert leaks
    proof.says("the web server logs every address", f"{len(leaks)} of {len(tokens)} links are in the log")


def opened(demo: Flask, meeting: Meeting, folder: Path) -> tuple[list[str], str, set[str]]:
    """The tokens of links that somebody opened at a web server, its log, and what it says of referrers."""
    paths = [meeting.address(link) for link in LINKS.values()]
    with remote(demo, folder) as server:
        answers = [demo.test_client().get(path) for path in paths]
        assert {answer.status_code for answer in answers} == {200}
        policies = {answer.headers["Referrer-Policy"] for answer in answers}
        return [path.rpartition("/")[2] for path in paths], server.log, policies
