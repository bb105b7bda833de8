"""The real thing on a free port: web server and worker as processes of their own, with a database and a mail folder."""

import email
import email.policy
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path

from tests.support import nursery
from tests.support.databases import Database
from tests.support.settings import around, settings
from tools import servers

LETTER_SECONDS = 20


@dataclass(frozen=True)
class Mailbox:
    """The folder into which the worker delivers."""

    folder: Path

    def letters(self, to: str = "") -> list[EmailMessage]:
        """What has arrived so far, oldest first; only for ``to`` if given."""
        files = sorted(self.folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        mails = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]
        return [letter for letter in mails if to in str(letter["To"])]

    def wait_for(self, to: str, number: int = 1) -> EmailMessage:
        """The ``number``-th letter to that address, once it has arrived."""
        deadline = time.monotonic() + LETTER_SECONDS
        while time.monotonic() < deadline:
            letters = self.letters(to)
            if len(letters) >= number:
                return letters[number - 1]
            time.sleep(0.1)
        arrived = [str(letter["Subject"]) for letter in self.letters(to)]
        raise AssertionError(f"no letter number {number} to {to} within {LETTER_SECONDS} s; arrived: {arrived}")


def text_of(letter: EmailMessage) -> str:
    """The plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(letter: EmailMessage, containing: str = "") -> str:
    """The first address in a letter's text that contains those characters."""
    links = [link for link in re.findall(r"https?://[^\s<>]+", text_of(letter)) if containing in link]
    assert links, f"no link with {containing!r} in:\n{text_of(letter)}"
    return str(links[0])


@dataclass
class Live:
    """A running web server, and what a test needs to know of it; a worker once it, or a mail of it, is asked for."""

    address: str
    database: Database
    environ: dict[str, str]
    web: servers.Server
    folder: Path

    @cached_property
    def worker(self) -> servers.Server:
        """What delivers mails and does what is due."""
        return servers.worker(self.environ, self.folder / "worker.log", nursery.start)

    @property
    def mailbox(self) -> Mailbox:
        """Where the worker's mails arrive."""
        assert not self.worker.has_ended, self.worker.last_words
        return Mailbox(self.folder / "mail")

    def end(self) -> None:
        """Nothing runs any more; how servers end by themselves is a test of its own."""
        servers.kill(self.web)
        if "worker" in vars(self):
            servers.kill(self.worker)


@contextmanager
def running(
    database: Database, folder: Path, *, processes: int = 1, host: str = "127.0.0.1", **changes: str
) -> Iterator[Live]:
    """A web server on that database, with further settings in ``changes``, and a worker once one is asked for."""
    port = servers.free_port()
    address, mail = f"http://{host}:{port}", folder / "mail"
    ours = settings(database_url=database.url, base_url=address, mail_url=f"file:{mail}", **changes)
    environ = {**around(), **ours}
    web = servers.web("127.0.0.1", port, environ, folder / "web.log", processes, nursery.start)
    live = Live(address, database, environ, web, folder)
    try:
        servers.await_ready(address, [web])
        yield live
    finally:
        live.end()
