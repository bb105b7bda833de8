"""Whether an address is known is told neither by what an answer says nor by what it takes."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.models import LinkRequest
from gocluster_events.core.accounts.rules import Lost
from gocluster_events.core.accounts.services.lost_links import PORTION, answer_first, ask_for
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support.counting import counted_statements
from tests.support.make import make_account, make_registration
from tests.support.proving import Proof
from tests.support.settings import NOW
from tests.support.signing_up import errors
from tests.support.visitor import Visitor

KNOWN, UNKNOWN = "maria@example.org", "nobody@example.org"


@pytest.mark.both_databases
@pytest.mark.parametrize("page", ["/de/lost-link", "/de/lost-password"])
def test_a_known_address_takes_the_same_statements_as_an_unknown_one(
    session: Session, visitor: Visitor, event: Event, page: str
):
    make_account(email=KNOWN)
    make_registration(event, email=KNOWN)
    session.rollback()
    bills: list[list[str]] = []
    for email in ("warm@example.org", KNOWN, UNKNOWN):
        form = visitor.form(page)
        with counted_statements() as bill:
            assert form.send(email=email).status_code == 302
        bills.append(bill)
    assert bills[1] == bills[2]
    assert any("INSERT INTO link_request" in each for each in bills[1])


@pytest.mark.both_databases
@pytest.mark.parametrize("page", ["/de/lost-link", "/de/lost-password"])
def test_an_address_that_is_too_long_once_it_is_spelt_out_is_none(session: Session, visitor: Visitor, page: str):
    (sentence,) = errors(visitor.form(page).send(email="ﷺ" * 14 + "@example.org"))
    assert sentence.startswith("Geben Sie die E-Mail-Adresse mit @ ein")
    assert session.scalars(sa.select(LinkRequest)).all() == []


@pytest.mark.both_databases
def test_what_was_asked_for_is_answered_once_and_forgotten(session: Session):
    for lost, email in ((Lost.LINK, "MARIA@example.org"), (Lost.PASSWORD, KNOWN), (Lost.LINK, UNKNOWN)):
        ask_for(lost, email, "de", NOW)
    answered: list[str] = []
    note = lambda _session, request, _now: answered.append(request.email_key)  # noqa: E731 -- as short as it is
    assert [answer_first(Lost.LINK, note, NOW) for _ in range(2)] == [2, 0]
    assert answered == [KNOWN, UNKNOWN]
    session.rollback()
    assert session.scalars(sa.select(LinkRequest.lost)).all() == [Lost.PASSWORD]


def test_whoever_asks_very_often_holds_up_the_worker_for_a_portion_at_a_time(session: Session):
    for _ in range(PORTION + 1):
        ask_for(Lost.LINK, UNKNOWN, "de", NOW)
    assert [answer_first(Lost.LINK, lambda *_any: None, NOW) for _ in range(3)] == [PORTION, 1, 0]


def test_one_that_fails_waits_for_the_next_time(session: Session):
    ask_for(Lost.LINK, KNOWN, "de", NOW)

    def fail(*_any: object) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        answer_first(Lost.LINK, fail, NOW)
    assert answer_first(Lost.LINK, lambda *_any: None, NOW) == 1


def test_whoever_is_erased_has_asked_for_nothing(event: Event, session: Session):
    event_id, person = event.id, make_registration(event, email=KNOWN).id
    ask_for(Lost.LINK, KNOWN, "de", NOW)
    privacy.erase(event_id, person, Act(KNOWN, NOW))
    session.rollback()
    assert session.scalars(sa.select(LinkRequest)).all() == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_whoever_is_erased_does_not_wait_for_the_worker_that_answers_them(app: Flask, event: Event, session: Session):
    event_id, person = event.id, make_registration(event, email=KNOWN).id
    ask_for(Lost.LINK, KNOWN, "de", NOW)

    def erase() -> None:
        with app.app_context():
            privacy.erase(event_id, person, Act(KNOWN, NOW))

    def send(*_any: object) -> None:
        with ThreadPoolExecutor(1) as another:
            another.submit(erase).result()

    assert answer_first(Lost.LINK, send, NOW) == 1
    session.rollback()
    assert [session.scalars(sa.select(each)).all() for each in (Registration.id, LinkRequest.id)] == [[], []]


def share_of_slower(known: list[float], unknown: list[float]) -> float:
    """How often one of the first is greater than one of the second: a half if nothing tells them apart."""
    pairs = [(one > other) + (one == other) / 2 for one in known for other in unknown]
    return sum(pairs) / len(pairs)


@pytest.mark.full
@pytest.mark.promise("P21")
def test_the_time_of_an_answer_does_not_tell_whether_an_address_is_known(
    app: Flask, event: Event, session: Session, proof: Proof
):
    number = 300
    for each in range(number):
        make_registration(event, email=f"known-{each}@example.org")
    emails = [f"{kind}-{each}@example.org" for kind in ("known", "other") for each in range(number)]
    proof.random.shuffle(emails)
    seconds: dict[str, list[float]] = {"known": [], "other": []}
    visitor = Visitor.of(app)
    form = visitor.form("/de/lost-link")
    for email in ["warm@example.org", *emails]:
        began = time.perf_counter()
        assert form.send(email=email).status_code == 302
        seconds.setdefault(email.partition("-")[0], []).append(time.perf_counter() - began)
    share = share_of_slower(seconds["known"], seconds["other"])
    did = f"{number} known and {number} unknown addresses ask for a lost link, in any order"
    proof.says(did, f"a known one takes longer in {share:.0%} of all pairs")
    assert abs(share - 0.5) < 0.12  # five standard deviations of chance; the lookup in the answer had nearly 1
