"""People who register one after the other, whatever happens to the web server, and remember what they were told."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from urllib.parse import urlencode

import sqlalchemy as sa

from gocluster_events.core.mail.models import Mail
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.sign_up.models import Draft
from tests.concurrency.crowd import OUTLOOK, PAGE, TOKEN, Person
from tests.faults.workers import wait_until
from tests.support.databases import Database
from tests.support.settings import SECRET_KEY
from tools import servers

AT_ONCE = 6
REST_SECONDS = 0.02
TITLE = re.compile("<h1[^>]*>(.*?)</h1>")
REFERENCE = re.compile(r"\b[0-9A-F]{8}\b")  # of a page that says that something failed
Told = tuple[set[str], set[str], set[str]]


class Over(Exception):
    """Nobody has to go on."""


class Disbelief(Exception):
    """Somebody was told that something is stored, and it is gone."""


@dataclass
class Guests:
    """What all of them know together."""

    port: int
    slug: str
    engine: sa.Engine
    drafts: set[str] = field(default_factory=set)  # told that a step is stored
    registered: set[str] = field(default_factory=set)  # told to look for a mail
    confirmed: set[str] = field(default_factory=set)  # read that they are in
    answers: Counter[int] = field(default_factory=Counter)
    name: str = "guest"
    disbeliefs: list[str] = field(default_factory=list)
    under_way: set[int] = field(default_factory=set)  # requests that were sent and are not answered
    is_over: bool = False
    when_told: Callable[[], None] | None = None  # done once, the moment somebody is told that something is stored

    def await_more(self, server: servers.Server, number: int = 4) -> None:
        """So many more of them read that they are in."""
        enough = len(self.confirmed) + number
        wait_until(lambda: len(self.confirmed) >= enough, server)

    def note_receipt(self) -> None:
        """Somebody was told that something is stored."""
        strike, self.when_told = self.when_told, None
        if strike is not None:
            strike()

    def token(self, email: str) -> str:
        """What the link in the mail holds."""
        wanted = sa.select(Registration.id, Registration.generation).where(Registration.email == email)
        try:
            with self.engine.connect() as connection:
                row = connection.execute(wanted).one_or_none()
        except sa.exc.OperationalError as gone:  # so nobody can read their mail either
            if self.is_over:
                raise Over from gone
            time.sleep(REST_SECONDS)
            return self.token(email)
        if row is None:
            raise Disbelief(f"{email} was told to look for a mail and is not in the database")
        return Signer((SECRET_KEY,)).sign("own.prove", *row)

    def go_on(self, number: int) -> None:
        """One after the other, until it is over."""
        for each in count():
            try:
                Guest(self, f"{self.name}-{number}-{each}@example.org").register()
            except Disbelief as disbelief:
                self.disbeliefs.append(str(disbelief))
            except Over:
                return

    def told_so_far(self) -> Told:
        """Drafts, addresses that registered, and addresses that are in."""
        return set(self.drafts), set(self.registered), set(self.confirmed)

    def lost(self, claims: Told | None = None, engine: sa.Engine | None = None) -> list[str]:
        """What they were told and is not in the database, and what they could not believe."""
        return [*self.disbeliefs, *self.missing(claims, engine)]

    def missing(self, claims: Told | None = None, engine: sa.Engine | None = None) -> list[str]:
        """What they were told and is not in the database."""
        receipts = claims or self.told_so_far()
        with (engine or self.engine).connect() as connection:
            drafts = set(connection.scalars(sa.select(Draft.id)))
            rows = connection.execute(sa.select(Registration.email, Registration.proven_at)).all()
        known, proven = {row.email for row in rows}, {row.email for row in rows if row.proven_at is not None}
        return sorted((receipts[0] - drafts) | (receipts[1] - known) | (receipts[2] - proven))


class Guest(Person):
    """Somebody who tries again whatever failed, as people do, and believes what a page says."""

    def __init__(self, guests: Guests, email: str) -> None:
        super().__init__(guests.port, email)
        self.guests = guests

    def register(self) -> None:
        """All of it: the page, the button, the link in the mail."""
        self.come(self.guests.slug)
        check = self.step(f"/de/{self.guests.slug}/register", {**PAGE, "email": self.email})
        self.guests.drafts.add(check.removesuffix("/check").rpartition("/")[2])
        self.check(check)
        self.guests.registered.add(self.email)
        self.enter()

    def come(self, slug: str) -> None:
        """The form is open."""
        status, page, _onward = self.ask("GET", f"/de/{slug}/register")
        match = TOKEN.search(page)
        if match is None:
            raise Disbelief(f"{status} instead of the form")
        self.token = match[1]

    def enter(self) -> None:
        """By the link in the mail, and a look at their own page."""
        mine = self.step(f"/de/my/prove/{self.guests.token(self.email)}", {})
        status, page, onward = self.ask("GET", mine)
        is_closed = "Öffnen Sie Ihre Seite mit dem Link" in page
        is_over = is_closed and self.email not in self.guests.missing((set(), set(), {self.email}))
        if "Ihr Platz ist bestätigt" not in page and not is_over:  # by the clock of later workers their session may be
            raise Disbelief(f"{self.email} was let in and is not in: {status} {onward or TITLE.findall(page)}")
        self.guests.confirmed.add(self.email)

    def check(self, path: str) -> None:
        """The binding button, with the outlook that was shown; what they typed must be there."""
        match = OUTLOOK.search(self.ask("GET", path)[1])
        if match is None:
            raise Disbelief(f"{self.email} typed all of it, and it is gone")
        self.step(path, {"outlook": match[1]})

    def step(self, path: str, fields: dict[str, str]) -> str:
        """Where it leads once it is stored."""
        status, _page, onward = self.ask("POST", path, fields)
        if status != 302:
            raise Disbelief(f"{status} {path.rpartition('/')[2]}")
        self.guests.note_receipt()
        return onward

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, body and where it leads, however often it must be tried."""
        while not self.guests.is_over:
            try:
                status, text, onward = self.try_once(method, path, fields)
            except (OSError, HTTPException):
                status, text, onward = 0, "", ""
            self.guests.answers[status] += 1
            if status == 503 and not REFERENCE.search(text):
                self.guests.disbeliefs.append(f"an unreadable page: {text[:200]}")
            if status not in {0, 503}:
                return status, text, onward
            time.sleep(REST_SECONDS)
        raise Over

    def try_once(self, method: str, path: str, fields: dict[str, str] | None) -> tuple[int, str, str]:
        """One attempt at a request: status, body and where it leads. Raises an error when the connection breaks."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | (
            {"Cookie": self.cookie} if self.cookie else {}
        )
        body = None if fields is None else urlencode({**fields, "csrf_token": self.token})
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            try:
                connection.request(method, path, body, headers)
                self.guests.under_way.add(id(self))
                answer = connection.getresponse()
                text = answer.read().decode()
            finally:
                self.guests.under_way.discard(id(self))
            self.cookie = (answer.getheader("Set-Cookie") or self.cookie).partition(";")[0]
            return answer.status, text, answer.getheader("Location") or ""


@contextmanager
def registering(database: Database, port: int, slug: str, at_once: int = AT_ONCE) -> Iterator[Guests]:
    """They go on until the block ends."""
    engine = sa.create_engine(database.url, poolclass=sa.NullPool)
    guests = Guests(port, slug, engine)
    with ThreadPoolExecutor(at_once) as pool:
        busy = [pool.submit(guests.go_on, number) for number in range(at_once)]
        try:
            yield guests
        finally:
            guests.is_over = True
            for each in busy:
                each.result()


def flaws(guests: Guests, claims: Told, found_in: Database) -> list[str]:
    """What was told and is not in that database, and where this is not one consistent state."""
    engine = sa.create_engine(found_in.url, poolclass=sa.NullPool)
    complaints = guests.lost(claims, engine)
    with engine.connect() as connection:
        if found_in.kind == "sqlite":
            complaints += [each for (each,) in connection.execute(sa.text("PRAGMA integrity_check")) if each != "ok"]
            complaints += [str(each) for each in connection.execute(sa.text("PRAGMA foreign_key_check"))]
        about = sa.literal("registration:").concat(sa.cast(Registration.id, sa.Text))
        without_mail = sa.select(Registration.email).where(~sa.exists().where(Mail.subject == about))
        complaints += [f"{email} was never mailed" for email in connection.scalars(without_mail)]
    return complaints
