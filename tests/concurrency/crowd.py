"""Many people at many browsers, who all press the same button at the same moment, on servers of several processes."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

from gocluster_events.core import clock
from gocluster_events.meeting.events.models import Event
from tests.support import nursery
from tests.support.databases import Database
from tests.support.make import make_event
from tests.support.settings import settings
from tools import servers

PROCESSES = 4
THREADS = 4
AT_ONCE = PROCESSES * THREADS
OUTLOOK = re.compile(r'name="outlook"[^>]*value="([prw]+)"')
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PAGE = {
    "first_name": "Miriam",
    "last_name": "Tannert",
    "organisation": "Musternetzwerk",
    "member": "no",
    "actor_type": "cluster",
    "state": "SN",
    "mode": "onsite",
    "diet": "unsaid",
}


def an_edition(seats: int) -> Event:
    """Open for registration today, with so many places on site and none online."""
    now = clock.now()
    return make_event(
        capacity_onsite=seats,
        capacity_online=0,
        registration_opens_at=now - timedelta(days=1),
        registration_closes_at=now + timedelta(days=1),
        starts_at=now + timedelta(days=2),
        ends_at=now + timedelta(days=3),
    )


@contextmanager
def serving(database: Database, folder: Path, app: str, *, worker: bool = False, mail_url: str = "") -> Iterator[int]:
    """gunicorn with several processes answers on the port; ``app`` is the module and the name of the app in it.

    A worker has the same app. Mails go into the folder, or where ``mail_url`` says.
    """
    port = servers.free_port()
    environ = settings(
        database_url=database.url,
        base_url=f"http://127.0.0.1:{port}",
        mail_url=mail_url or f"file:{folder / 'mail'}",
        registrations_per_minute="1000000",
    )
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(PROCESSES), "--threads", str(THREADS), app]
    started = [nursery.start("web server", command, environ, folder / "web.log")]
    if worker:
        started.append(servers.worker(environ, folder / "worker.log", nursery.start, app=app))
    try:
        servers.await_ready(f"http://127.0.0.1:{port}", started)
        yield port
    finally:
        servers.stop(started)


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, port: int, email: str) -> None:
        self.port, self.email = port, email
        self.cookie = self.token = self.draft = self.page = ""
        self.answers: list[int] = []

    def come_to_the_button(self, slug: str) -> None:
        """The page is sent; the next step is the button that registers."""
        self.come(slug)
        check = self.ask("POST", f"/de/{slug}/register", {**PAGE, "email": self.email})[2]
        self.draft = check.removesuffix("/check")
        self.page = self.ask("GET", f"{self.draft}/check")[1]
        assert OUTLOOK.search(self.page), (self.email, self.answers, self.page)

    def come(self, slug: str) -> None:
        """The browser has opened the page of fields."""
        self.open(f"/de/{slug}/register")

    def open(self, page: str) -> None:
        """The browser has opened a form."""
        self.token = TOKEN.findall(self.ask("GET", page)[1])[0]

    def press(self) -> None:
        """Anmeldung absenden, and again as long as the page tells of places that others have taken meanwhile."""
        page, status = self.page, 200
        while status == 200:
            outlook = OUTLOOK.findall(page)[0]
            status, page, _way_on = self.ask("POST", f"{self.draft}/check", {"outlook": outlook})

    def prove(self, token: str) -> None:
        """The button behind the link in the mail."""
        self.ask("POST", f"/de/my/prove/{token}", {})

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, body and where it leads."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        body = None if fields is None else urlencode({**fields, "csrf_token": self.token})
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        self.cookie = (answer.getheader("Set-Cookie") or self.cookie).partition(";")[0]
        self.answers.append(answer.status)
        connection.close()
        return answer.status, text, answer.getheader("Location") or ""


def all_at_once(people: Sequence[Person], do: Callable[[Person], None]) -> None:
    """Everybody does it, and the first sixteen within the same moment."""
    start = Barrier(min(AT_ONCE, len(people)))

    def together(number: int) -> None:
        if number < start.parties:
            start.wait(60)
        do(people[number])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(together, range(len(people))))
