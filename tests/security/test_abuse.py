"""A ministry behind one address signs up while others hold slow connections, send garbage and guess passwords."""

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.security.attack import Attack, under_attack
from tests.security.guests import MINISTRY, Guesser, Guessing, at_once, guessing, prove, sign_up
from tests.security.stage import Stage, Watch, p95, standing, watched
from tests.support import nginx
from tests.support.databases import Database
from tests.support.make import PASSWORD, make_account, make_event
from tests.support.proving import Proof
from tests.support.wire import Browser

VICTIM, COLLEAGUE = "victim@example.org", "colleague@example.org"
THIEF = "127.0.0.66"
WORDS = ["password", "12345678", "Sommer2027!", "letmein", "geheim"]
ELSEWHERE = "127.0.0.77"
PER_ACCOUNT, PER_ADDRESS = 5, 50
MOST_SECONDS = 60
MOST_P95_SECONDS = 5  # of what somebody of the ministry waits for one answer
SLOW = {"slow_header": 150, "slow_body": 150, "slow_reader": 100, "silent": 300}
NEARLY = 0.95  # of what is wanted of each kind stands at once: what has ended begins again only a moment later
pytestmark = pytest.mark.slow


@pytest.fixture
def slug(session: Session) -> str:
    """An edition, and two people who organise something."""
    for email in (VICTIM, COLLEAGUE):
        make_account(email=email)
    return make_event().slug


def guessers(stage: Stage, dice: Random) -> list[Guesser]:
    """One in the ministry itself, and three at once who share another address."""
    many = [*[VICTIM] * 10, *(f"person-{number}@example.org" for number in range(30))]
    targets = [(MINISTRY, [VICTIM]), *[(THIEF, many)] * 3]
    return [Guesser(stage.site, source, emails, WORDS, Random(dice.random())) for source, emails in targets]


def await_refusals(record: Guessing) -> None:
    """Until both addresses have guessed too often, or far more often than they may."""
    deadline = time.monotonic() + MOST_SECONDS
    while time.monotonic() < deadline and record.wrong == []:
        is_over = [record.refused(source) > 5 or record.guessed(source) > 60 for source in (MINISTRY, THIEF)]
        if all(is_over):
            return
        time.sleep(0.05)


def refuse_guessing(record: Guessing, stage: Stage) -> None:
    """No more than what is allowed was looked at; the guessers are locked out, and nobody else is."""
    assert record.wrong == []
    assert record.guessed(MINISTRY, VICTIM) <= PER_ACCOUNT
    assert record.guessed(THIEF, VICTIM) <= PER_ACCOUNT
    assert record.guessed(THIEF) <= PER_ADDRESS
    tries = [(MINISTRY, VICTIM), (THIEF, VICTIM), (ELSEWHERE, VICTIM), (MINISTRY, COLLEAGUE)]
    answers = [Browser(stage.site, source).sign_in(email, PASSWORD).status for source, email in tries]
    assert answers == [429, 429, 302, 302]


def enemies(stage: Stage, proof: Proof, slug: str, wanted: dict[str, int]) -> AbstractContextManager[Attack]:
    """So many connections of each kind, from forty addresses."""
    sources = [f"127.0.1.{number}" for number in range(1, 41)]
    where = {"host": stage.site.host, "port": stage.site.port, "path": f"/de/{slug}/"}
    is_tls = stage.site.trust is not None
    return under_attack(**where, is_tls=is_tls, seed=proof.seed, wanted=wanted, sources=sources)


def refuse_weakness(attack: Attack, wanted: dict[str, int]) -> None:
    """Nearly as many slow connections of each kind as were wanted stood at once."""
    slow = {kind: number for kind, number in wanted.items() if kind != "garbage"}
    assert set(attack.slow) == set(slow)
    assert [kind for kind, number in slow.items() if attack.slow[kind] < NEARLY * number] == [], attack.slow


@pytest.mark.promise("P21")
@pytest.mark.both_databases
def test_a_ministry_behind_one_address_signs_up_while_others_attack(
    database: Database, session: Session, slug: str, proof: Proof, tmp_path: Path
):
    emails = [f"person-{number}@example.org" for number in range(proof.size(8, 200))]
    wanted, behind = ({**SLOW, "garbage": 20}, nginx.manual()) if proof.is_full else ({"garbage": 4}, None)
    with (
        standing(database, tmp_path, behind=behind) as stage,
        enemies(stage, proof, slug, wanted) as attack,
        watched(stage.site, "/healthz", f"/de/{slug}/") as watch,
        guessing(*guessers(stage, proof.random)) as tally,
    ):
        begun, waited = time.monotonic(), list[float]()
        answers = at_once(lambda email: sign_up(stage.site, slug, email, waited), emails)
        answers += prove(stage.site, stage.mailbox, emails, waited)
        seconds = time.monotonic() - begun
        await_refusals(tally)
        refuse_guessing(tally, stage)
    assert not proof.is_full or (seconds <= MOST_SECONDS and p95(waited) < MOST_P95_SECONDS), (seconds, p95(waited))
    assert watch.failures == []
    assert logged(tmp_path, "/my/prove/") == []
    assert attack.crashes == []
    refuse_weakness(attack, wanted)
    assert answers == {200: len(emails), 302: len(emails)}
    session.rollback()
    assert Counter(session.scalars(sa.select(Registration.status))) == {Status.CONFIRMED: len(emails)}
    proof.says(*sentences(f"{len(emails)} sign-ups from one address in {seconds:.0f} s", attack, tally, watch, waited))


def logged(folder: Path, words: str) -> list[str]:
    """The logs that tell of it."""
    return [file.name for file in folder.rglob("*.log") if words in file.read_text(errors="replace")]


def sentences(signed: str, attack: Attack, record: Guessing, watch: Watch, waited: Sequence[float]) -> tuple[str, str]:
    """The line of the table."""
    held = sum(attack.slow.values())
    slow = f"{held} slow connections held through nginx as the manual sets it up, " if held else ""
    rest = f"{attack.counts['garbage']} requests of garbage, {record.answers.total()} guessed passwords"
    did = f"{slow}{rest}"
    looked = sum(number for (_source, _email, status), number in record.answers.items() if status == 200)
    times = ", ".join(f"p95 {watch.p95(path):.0f} ms {path}" for path in watch.seconds)
    signed = f"{signed}, all confirmed, p95 {p95(waited) * 1000:.0f} ms an answer"
    return did, f"{signed}; {looked} guesses looked at, the others 429; {times}"


@pytest.mark.promise("P21", control=True)
def test_gunicorn_alone_stalls_under_slow_connections(database: Database, slug: str, proof: Proof, tmp_path: Path):
    wanted = {"slow_header": 10, "slow_body": 10}
    with (
        standing(database, tmp_path) as stage,
        enemies(stage, proof, slug, wanted) as attack,
        watched(stage.site, "/healthz", patience=5) as watch,
    ):
        deadline = time.monotonic() + 30
        while not watch.failures and time.monotonic() < deadline:
            time.sleep(0.1)
    assert watch.failures == ["/healthz: TimeoutError"]
    refuse_weakness(attack, wanted)
    proof.says(
        f"gunicorn without nginx, {sum(attack.slow.values())} slow connections", "/healthz does not answer within 5 s"
    )


@pytest.mark.promise("P21", control=True)
@pytest.mark.parametrize(
    ("changes", "without"),
    [
        ({"sign_in_per_account": "100000", "sign_in_per_address": "100000"}, "limits of failed sign-ins set aside"),
        ({"proxy_hops": "1"}, "one proxy more believed than there is, X-Forwarded-For made up"),
    ],
)
def test_guessing_goes_on_without_what_stops_it(
    database: Database, slug: str, proof: Proof, tmp_path: Path, changes: dict[str, str], without: str
):
    with standing(database, tmp_path, **changes) as stage, guessing(*guessers(stage, proof.random)[:1]) as tally:
        while tally.guessed(MINISTRY) <= PER_ACCOUNT and not tally.refused(MINISTRY):
            time.sleep(0.01)
    with pytest.raises(AssertionError):
        refuse_guessing(tally, stage)
    proof.says(without, f"{tally.guessed(MINISTRY)} guesses at one account from one address were looked at")
