"""Who comes at the same time: a whole ministry that shares one address, and those who guess passwords."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from tests.support.live import Mailbox, link_in
from tests.support.signing_up import PAGE
from tests.support.wire import TYPED, Answer, Browser, Site

MINISTRY = "127.0.0.50"
AT_ONCE = 16
PAUSE_SECONDS = 0.05


@dataclass
class Timed(Browser):
    """Somebody of the ministry who writes down how many seconds each answer took, whatever it was."""

    source: str = MINISTRY
    waited: list[float] = field(default_factory=list)

    def ask(self, method: str, path: str, body: str | bytes | None, kind: str = TYPED, **headers: str) -> Answer:
        """As any browser does."""
        begun = time.monotonic()
        try:
            return super().ask(method, path, body, kind, **headers)
        finally:
            self.waited.append(time.monotonic() - begun)


def sign_up(site: Site, slug: str, email: str, waited: list[float]) -> int:
    """All pages up to the binding button, by somebody of the ministry; the last answer's status."""
    browser = Timed(site, waited=waited)
    check = browser.send(browser.form(f"/de/{slug}/register"), **{**PAGE, "email": email}).way_on
    answer = browser.send(browser.own_form(check))
    return browser.get(answer.way_on).status


def prove(site: Site, mailbox: Mailbox, emails: Sequence[str], waited: list[float]) -> Counter[int]:
    """What the button behind each link in the mails answered."""
    mailbox.wait_for(emails[-1])
    letters = {str(each["To"]): each for each in mailbox.letters()}

    def press(email: str) -> int:
        path = link_in(letters.get(email) or mailbox.wait_for(email), "/my/prove/").partition(site.name)[2]
        browser = Timed(site, waited=waited)
        return browser.send(browser.own_form(path)).status

    return at_once(press, emails)


def at_once(do, emails) -> Counter[int]:  # type: ignore[no-untyped-def]
    """What it answered to each of them, sixteen at a time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(do, emails))


@dataclass
class Guessing:
    """What guessing brought: answers by address and account, and whatever was not as it should be."""

    answers: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def guessed(self, source: str, email: str = "") -> int:
        """How many passwords were looked at, from that address, for that account or for all."""
        ours = [(at, who) for at, who, status in list(self.answers) if status == 200 and at == source and email in who]
        return sum(self.answers[at, who, 200] for at, who in ours)

    def refused(self, source: str) -> int:
        """How many were not, from that address."""
        return sum(number for (at, _who, status), number in dict(self.answers).items() if (at, status) == (source, 429))


@dataclass(frozen=True)
class Guesser:
    """Somebody at an address who tries words on accounts, and says to come from elsewhere each time."""

    site: Site
    source: str
    emails: Sequence[str]
    words: Sequence[str]
    random: Random

    def guess(self, record: Guessing, over: threading.Event) -> None:
        """Again and again, until it is over."""
        browser = Browser(self.site, self.source)
        form = browser.form("/de/sign-in")
        while not over.wait(PAUSE_SECONDS):
            email = self.random.choice(self.emails)
            browser.headers["X-Forwarded-For"] = ".".join(str(self.random.randrange(1, 255)) for _ in range(4))
            answer = browser.send(form, email=email, password=self.random.choice(self.words))
            record.answers[self.source, email, answer.status] += 1
            if answer.status == 429 and (not answer.headers["Retry-After"] or f'value="{email}"' not in answer.text):
                record.wrong.append(f"429 to {email} without Retry-After, or with an empty form")
            elif answer.status not in {200, 429}:
                record.wrong.append(f"{answer.status} to {email} from {self.source}")


@contextmanager
def guessing(*guessers: Guesser) -> Iterator[Guessing]:
    """They guess as long as the block lasts."""
    tally, over = Guessing(), threading.Event()
    with ThreadPoolExecutor(len(guessers)) as pool:
        jobs = [pool.submit(each.guess, tally, over) for each in guessers]
        try:
            yield tally
        finally:
            over.set()
    for job in jobs:
        job.result()
