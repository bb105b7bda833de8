"""Two machines on one PostgreSQL are one site: what one does the other knows, and each may die at any moment."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import LEASE, State
from gocluster_events.meeting.agenda.models import Version
from gocluster_events.meeting.events.models import Event
from tests.faults import machines, shared
from tests.faults.machines import Machine, Park, Post
from tests.faults.workers import wait_until, worker
from tests.support import nginx
from tests.support.databases import CLEANER, Database
from tests.support.make import make_mail, make_registration
from tests.support.programme import plan_to_publish
from tests.support.proving import Proof
from tests.support.signing_up import PAGE
from tests.support.tree import ROOT
from tests.support.wire import TYPED, Answer, Browser, Site
from tools import servers

BEFORE_AGAIN = 0.5  # seconds; nobody presses a button again while the machine is still falling
AT_ONCE = 8
CONNECTIONS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND application_name <> :cleaner"
)

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["postgresql"], indirect=True)]


def where(proof: Proof) -> str:
    """What a machine is here."""
    if not proof.is_full:
        return "two groups of web server and worker"
    network = " and a network" if machines.may_make_networks() else ""
    return f"two groups of web server and worker, each with a folder{network} of its own"


@pytest.mark.promise("P23")
def test_what_one_machine_does_the_other_knows(database: Database, session: Session, proof: Proof, tmp_path: Path):
    slug, organiser = shared.an_edition()
    with machines.running(database, tmp_path, is_full=proof.is_full) as park:
        scene = shared.Scene(*park.machines, slug, organiser)
        known = [fact(scene) for fact in shared.FACTS]
    proof.says(f"{where(proof)}: what is done at one is looked for at the other", f"shared: {', '.join(known)}")


@pytest.mark.promise("P23", control=True)
def test_machines_with_keys_of_their_own_are_two_sites(
    database: Database, session: Session, proof: Proof, tmp_path: Path
):
    slug, organiser = shared.an_edition()
    other = {"b": {"secret_keys": "another-for-tests-4d1b09e7c2a8f365"}}
    with machines.running(database, tmp_path, is_full=proof.is_full, changes=other) as park:
        scene = shared.Scene(*park.machines, slug, organiser)
        for fact in (shared.sessions, shared.drafts):
            with pytest.raises(AssertionError):
                fact(scene)
    proof.says("each machine has a GOCLUSTER_SECRET_KEYS of its own", "sessions and sign-ups end at the other machine")


@dataclass
class Patient(Browser):
    """Somebody who tries once more, at the other machine, when there is no answer."""

    sites: Sequence[Site] = ()
    again: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: str | bytes | None, kind: str = TYPED, **headers: str) -> Answer:
        """The answer of the first machine that gives one."""
        try:
            answer = super().ask(method, path, body, kind, **headers)
        except (OSError, HTTPException):
            answer = None
        if answer is not None and answer.status not in {502, 504}:
            return answer
        self.again.append(f"{method} {path}")
        time.sleep(BEFORE_AGAIN)
        self.site = self.sites[(self.sites.index(self.site) + 1) % len(self.sites)]
        second = super().ask(method, path, body, kind, **headers)
        assert second.status in {200, 302}, f"{method} {path}, asked again: {second.status}"
        return second


def sign_up(sites: Sequence[Site], slug: str, email: str, again: list[str]) -> int:
    """The status of the last page; each sign-up begins at the next machine."""
    first = sites[int(email.partition("@")[0].rpartition("-")[2]) % len(sites)]
    browser = Patient(first, sites=sites, again=again)
    check = browser.send(browser.form(f"/de/{slug}/register"), **{**PAGE, "email": email}).way_on
    return browser.get(browser.send(browser.own_form(check)).way_on).status


def sign_ups(
    sites: Sequence[Site], slug: str, emails: Sequence[str], park: Park, again: list[str], session: Session
) -> tuple[Counter[int], str]:
    """Everybody signs up, and when a third has done so the first machine dies; also whose mail it was handing over."""
    done: list[str] = []

    def do(email: str) -> int:
        status = sign_up(sites, slug, email, again)
        done.append(email)
        return status

    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        jobs = [pool.submit(do, email) for email in emails]
        while len(done) < len(emails) // 3 and not any(job.done() and job.exception() for job in jobs):
            time.sleep(0.01)
        in_hand = dies_during_a_delivery(park.machines[0], park.post, session)
        return Counter(job.result() for job in jobs), in_hand


def dies_during_a_delivery(machine: Machine, post: Post, session: Session) -> str:
    """All of it is killed when its worker, as every other, has waited to hear that a mail is kept for as long as it
    keeps to itself which mails have left; to whom that mail is.
    """
    door, post.is_silent = post.doors[machine.name], True
    time.sleep(2 * post.pause_seconds)  # what was about to be told is told
    wait_until(lambda: {*post.doors.values()} <= post.under_way.keys(), machine.worker)
    assert len({*post.under_way.values()}) == len(post.doors)  # no mail is in the hands of two
    wait_until(lambda: number_leased(session) == len(post.doors), machine.worker)
    for each in (machine.web, machine.worker):
        servers.kill(each)
    post.is_silent = False
    return post.under_way[door]


def number_leased(session: Session) -> int:
    """How many mails are in hand."""
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).where(Mail.lease_until.is_not(None))) or 0


def connections(session: Session) -> int:
    """How many the database has, but for the one that asks."""
    session.rollback()
    return session.execute(sa.text(CONNECTIONS), {"cleaner": CLEANER}).scalar_one()


def await_connections(session: Session, most: int) -> int:
    """How many there are once the database has noticed whose machine is dead: a busy one takes a moment for it."""
    deadline = time.monotonic() + 20
    while (held := connections(session)) > most and time.monotonic() < deadline:
        time.sleep(0.1)
    return held


def await_mails(session: Session, database: Database, park: Park, folder: Path) -> None:
    """What is due has left but for what the dead worker had in hand, and then what is due when its lease is over."""
    deadline = time.monotonic() + 120
    is_free = sa.and_(Mail.state == State.QUEUED, Mail.lease_until.is_(None), Mail.not_before <= clock.now())
    while session.scalar(sa.select(sa.func.count()).where(is_free)):
        session.rollback()
        assert time.monotonic() < deadline, park.machines[1].worker.last_words
        time.sleep(0.1)
    servers.stop([park.machines[1].worker])  # no clock is beside one that is ahead
    last = worker(database, folder / "last.log", later=2 * LEASE, mail_url=park.post.door("b"))
    while session.scalar(sa.select(sa.func.count()).where(Mail.state == State.QUEUED)):
        session.rollback()
        assert time.monotonic() < deadline, last.last_words
        time.sleep(0.1)
    servers.stop([last])


@pytest.mark.promise("P23")
def test_a_machine_dies_under_load_and_nobody_loses_anything(
    database: Database, session: Session, proof: Proof, tmp_path: Path
):
    slug, _organiser = shared.an_edition()
    (event,) = session.scalars(sa.select(Event))
    recipients = [make_registration(event).email for _ in range(proof.size(4, 40))]
    plan_to_publish(event, clock.now())
    emails = [f"guest-{number}@example.org" for number in range(proof.size(12, 150))]
    again: list[str] = []
    with ExitStack() as stack:
        park = stack.enter_context(machines.running(database, tmp_path, is_full=proof.is_full))
        sites = [each.site for each in park.machines]
        if proof.is_full:
            at = [each.address for each in park.machines]
            sites = [stack.enter_context(nginx.running(tmp_path / "nginx", at))]
        statuses, in_hand = sign_ups(sites, slug, emails, park, again, session)
        of_one = machines.PROCESSES * machines.THREADS + machines.WORKERS
        held = await_connections(session, of_one)
        await_mails(session, database, park, tmp_path)
    assert held <= of_one  # with its worker
    assert statuses == {200: len(emails)}
    arrived = Counter(str(letter["To"]) for letter in park.post.letters)
    assert set(arrived) == {*emails, *recipients}
    assert len({letter["Message-ID"] for letter in park.post.letters}) == len(arrived)
    assert arrived - Counter(set(arrived)) == {in_hand: 1}  # nobody else is written to twice
    assert session.scalar(sa.select(sa.func.count()).select_from(Version)) == 1
    did = f"{where(proof)}, one of each killed while {len(emails)} people sign up and a planned publication is told"
    through = "nginx" if proof.is_full else "a browser that tries again"
    figure = (
        f"{len(emails)} sign-ups through {through}, {len(again)} requests asked again, 0 failed; {held} connections; "
    )
    twice = "only the one that was under way at the kill twice, with one Message-ID"
    proof.says(did, f"{figure}{len(arrived)} mails, none lost, {twice}; 1 version")


@pytest.mark.promise("P23")
@pytest.mark.full
def test_while_machines_differ_in_their_release_every_page_finds_its_files(
    database: Database, session: Session, proof: Proof, tmp_path: Path
):
    slug, _organiser = shared.an_edition()
    with machines.running(database, tmp_path, is_full=True, releases={"b": "b" * 12}) as park:
        at = [each.address for each in park.machines]
        with nginx.running(tmp_path / "nginx", at) as site:
            pages = [Browser(site).get(f"/de/{slug}/").text for _ in range(20)]
            files = sorted({file for page in pages for file in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)})
            answers = Counter(Browser(site).get(file).status for file in files * 20)
    assert len({file.split("/")[2] for file in files}) == len(park.machines)
    assert answers == {200: 20 * len(files)}
    proof.says("two machines of different releases behind nginx", f"{answers[200]} requests for files, each found")


def test_the_manual_asks_how_many_mails_wait(database: Database, session: Session):
    manual = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    (question,) = re.findall(r"`(SELECT[^`]* FROM mail [^`]*)`", manual)
    for number in range(3):
        make_mail(f"prove:{number}:1")
    session.execute(sa.text("UPDATE mail SET not_before = now() - interval '1 minute' * id"))
    number, since = session.execute(sa.text(question)).one()
    assert (number, (clock_of(session) - since).total_seconds() // 60) == (3, 3)


def clock_of(session: Session) -> datetime:
    """The time by the database's clock, which it compares with."""
    return session.execute(sa.text("SELECT now()")).scalar_one()
