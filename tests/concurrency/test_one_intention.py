"""One intention, however often and in whatever spelling it is sent, is one registration, one seat and one mail."""

import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import idna
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.concurrency.crowd import PAGE, Person, all_at_once, an_edition, serving
from tests.concurrency.nobody_lost import taken
from tests.support.databases import Database
from tests.support.proving import Proof
from tests.support.settings import SECRET_KEY
from tests.support.smtp_server import SmtpServer

TIMES = 10
DOMAIN = "büro.example.org"
DELIVERY_SECONDS = 60

pytestmark = pytest.mark.slow


def spellings(name: str) -> Iterator[str]:
    """The same address as people type it, as their keyboards compose it, and as programs write it."""
    yield f"{name.upper()}@{DOMAIN}"
    yield f"{name}@{DOMAIN.title()}"
    yield unicodedata.normalize("NFD", f"{name}@{DOMAIN}")
    yield f"{name}@{DOMAIN}."
    yield f"  {name}@{DOMAIN} "
    yield f"{name}@{idna.encode(DOMAIN).decode()}"


def sends_it_in_every_way(port: int, slug: str, name: str) -> list[Person]:
    """All at once one browser ten times, its other tabs, and others in every spelling; back, reloaded, once more."""
    person = Person(port, f"{name}@{DOMAIN}")
    person.come_to_the_button(slug)
    tabs = [of_the_same_browser(person) for _tab in range(2)]
    others = [*tabs, *(Person(port, spelling) for spelling in spellings(name))]
    all_at_once(others, lambda each: each.come_to_the_button(slug))
    all_at_once([*others, *[person] * TIMES], Person.press)
    goes_back_and_reloads(person)
    all_at_once(others, lambda each: each.come_to_the_button(slug))
    all_at_once(others * 2, Person.press)
    return [person, *others]


def goes_back_and_reloads(person: Person) -> None:
    """The page of fields once more, the check page from the browser's memory, and the page after it twice."""
    person.ask("POST", f"{person.draft}/1/person", {**PAGE, "email": person.email})
    person.press()
    for _reload in range(2):
        person.ask("GET", f"{person.draft}/done")


def of_the_same_browser(person: Person) -> Person:
    """A second tab."""
    tab = Person(person.port, person.email)
    tab.cookie = person.cookie
    return tab


def rows(session: Session, event_id: int) -> list[Registration]:
    """In the order in which they came."""
    session.rollback()
    statement = sa.select(Registration).where(Registration.event_id == event_id).order_by(Registration.id)
    return list(session.scalars(statement))


def mails(session: Session, event_id: int) -> Counter[str]:
    """How many there are of each letter in the outbox."""
    session.rollback()
    return Counter(session.scalars(sa.select(Mail.letter).where(Mail.scope == f"edition:{event_id}")))


def arrived(smtp: SmtpServer, session: Session) -> Counter[str]:
    """How many letters the mail server was given for each address, once nothing is left in the outbox."""
    deadline = time.monotonic() + DELIVERY_SECONDS
    while session.scalar(sa.select(sa.exists().where(Mail.state != State.SENT))):
        assert time.monotonic() < deadline, "the worker has not delivered the mails"
        session.rollback()
        time.sleep(0.05)
    return Counter(text.email_key(str(letter["To"])) for letter in smtp.letters)


def presses_once_more(senders: Sequence[Person]) -> None:
    """Back to the button in every tab and browser, long after all is done."""
    all_at_once([*senders] * 2, Person.press)


@pytest.mark.both_databases
@pytest.mark.promise("P5")
def test_one_intention_is_one_registration(
    database: Database, session: Session, tmp_path: Path, proof: Proof, smtp: SmtpServer
):
    people, sent = proof.size(1, 40), 0
    with serving(database, tmp_path, "app:app", worker=True, mail_url=smtp.url) as port:
        event = an_edition(seats=2 * people)
        event_id, slug = event.id, event.slug
        for number in range(people):
            senders = sends_it_in_every_way(port, slug, f"jörg{number}")
            assert {status for each in senders for status in each.answers} == {200, 302}
            sent += sum(len(each.answers) for each in senders)
        registrations = rows(session, event_id)
        keys = [f"jörg{number}@{DOMAIN}" for number in range(people)]
        assert [(text.email_key(row.email), row.status) for row in registrations] == [
            (key, Status.UNCONFIRMED) for key in keys
        ]
        assert (taken(session, event_id), mails(session, event_id)) == (people, {"prove_address": people})
        assert arrived(smtp, session) == dict.fromkeys(keys, 1)
        other = Person(port, f"jörg0+büro@{DOMAIN}")
        other.come_to_the_button(slug)
        other.press()
        proves_many_times(port, registrations[-1])
        presses_once_more(senders)
        stands = Counter(row.status for row in rows(session, event_id))
        letters = arrived(smtp, session)
    assert stands == {Status.UNCONFIRMED: people, Status.CONFIRMED: 1}
    assert taken(session, event_id) == people + 1
    assert mails(session, event_id) == {"prove_address": people + 1, "confirmed_onsite": 1}
    assert letters == {**dict.fromkeys(keys, 1), other.email: 1, keys[-1]: 2}
    proof.says(
        f"{people} people, each {TIMES} times at once, back, reloaded, in 3 tabs, in "
        f"{len([*spellings('')])} spellings and {TIMES} proofs at once; a plus sign is another person",
        f"{sent} requests: {len(registrations)} rows, {len(registrations)} seats, "
        f"{len(keys)} mails delivered by the worker over SMTP",
    )


def proves_many_times(port: int, row: Registration) -> None:
    """The button behind the link in the mail, in ten tabs at once."""
    token = Signer((SECRET_KEY,)).sign("own.prove", row.id, row.generation)
    tabs = [Person(port, row.email) for _tab in range(TIMES)]
    for tab in tabs:
        tab.open(f"/de/my/prove/{token}")
    all_at_once(tabs, lambda tab: tab.prove(token))
    assert {status for tab in tabs for status in tab.answers} == {200, 302}


@pytest.mark.promise("P5", control=True)
def test_addresses_compared_as_typed_are_several_people(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    with serving(database, tmp_path, "tests.concurrency.as_typed:app") as port:
        event = an_edition(seats=20)
        event_id = event.id
        sends_it_in_every_way(port, event.slug, "jörg")
    count = len(rows(session, event_id))
    assert (count > 1, taken(session, event_id) > 1, mails(session, event_id)["prove_address"] > 1) == (True,) * 3
    proof.says("addresses are compared as they were typed", f"{count} rows for one person")


@pytest.mark.promise("P5", control=True)
def test_a_draft_that_forgets_that_it_was_submitted_writes_again(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    with serving(database, tmp_path, "tests.concurrency.forgetful:app") as port:
        event = an_edition(seats=20)
        event_id = event.id
        senders = sends_it_in_every_way(port, event.slug, "jörg")
        proves_many_times(port, rows(session, event_id)[0])
        presses_once_more(senders)
    letters = mails(session, event_id)
    assert letters["known"]
    proof.says("a draft forgets that it was submitted", f"{letters.total()} mails for one person who proved once")
