"""Looking through a mailbox: new messages, one after the other, none of them changed by being read."""

import contextlib
import imaplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote, urlsplit

SCHEMES = ("imaps", "imap+starttls", "imap")
READ_BYTES = 64 * 1024
"""As much of a message as is read: a report stands before the mail that it returns."""
_WINDOW = 50_000  # numbers asked for at once, so that the answer stays a line that `imaplib` takes
_SECONDS = 30.0
_FAILURES = (imaplib.IMAP4.error, OSError, ValueError, IndexError, TypeError)
"""What `imaplib` raises of a server that refuses, is gone, or answers what nobody understands."""


class NotReached(Exception):
    """The mailbox cannot be read now."""


@dataclass(frozen=True)
class Mailbox:
    """A folder at ``imaps://user:password@host[:port]/FOLDER``; ``imap+starttls`` encrypts too, ``imap`` does not."""

    url: str
    timeout_seconds: float = 10.0

    @property
    def name(self) -> str:
        """A name of the folder and its person, which does not change with the password."""
        at = urlsplit(self.url)
        return sha256(f"{at.hostname} {at.username} {self.folder}".encode()).hexdigest()[:32]

    @property
    def folder(self) -> str:
        """The inbox where the address names none."""
        return unquote(urlsplit(self.url).path.strip("/")) or "INBOX"

    @contextmanager
    def opened(self) -> Iterator["Opened"]:
        """The folder, until the block ends. Raises NotReached."""
        with _answered():
            server = self._connect()
        try:
            with _answered():
                self._sign_in(server)
                opened = _select(server, self.folder)
            yield opened
        finally:
            with contextlib.suppress(*_FAILURES):
                server.logout()

    def _connect(self) -> imaplib.IMAP4:
        at, secure = urlsplit(self.url), ssl.create_default_context()
        host = at.hostname or "localhost"
        if at.scheme == "imaps":
            return imaplib.IMAP4_SSL(host, at.port or 993, ssl_context=secure, timeout=self.timeout_seconds)
        server = imaplib.IMAP4(host, at.port or 143, timeout=self.timeout_seconds)
        if at.scheme == "imap+starttls":
            server.starttls(ssl_context=secure)
        return server

    def _sign_in(self, server: imaplib.IMAP4) -> None:
        at = urlsplit(self.url)
        user, password = unquote(at.username or ""), unquote(at.password or "")
        if "AUTH=PLAIN" in server.capabilities:  # takes every character, also beyond ASCII
            server.authenticate("PLAIN", lambda _challenge: f"\0{user}\0{password}".encode())
        else:
            server.login(_quoted(user), password)


@dataclass(frozen=True)
class Opened:
    """A folder that is open. Its messages have ascending numbers, as long as ``validity`` stays the same."""

    server: imaplib.IMAP4
    validity: int
    next_number: int | None
    is_read_only: bool

    def after(self, number: int) -> Iterator[tuple[int, bytes]]:
        """The messages with a higher number, in their order, each with its first bytes; ends after half a minute.

        Raises NotReached.
        """
        until = time.monotonic() + _SECONDS
        for each in self._numbers(number):
            if time.monotonic() > until:
                return
            with _answered():
                _state, data = self.server.uid("FETCH", str(each), f"(UID BODY.PEEK[]<0.{READ_BYTES}>)")
            yield each, next((part[1] for part in data if isinstance(part, tuple) and b"BODY[]" in part[0]), b"")

    def mark_read(self, number: int) -> None:
        """The message is marked as read, so people who open the mailbox can skip it. Raises NotReached."""
        if not self.is_read_only:
            with _answered():
                self.server.uid("STORE", str(number), "+FLAGS.SILENT", r"(\Seen)")

    def _numbers(self, number: int) -> Iterator[int]:
        first = number + 1
        while self.next_number is None or first < self.next_number:
            last = first + _WINDOW - 1
            uid_set = f"{first}:*" if self.next_number is None else f"{first}:{last}"
            with _answered():
                _state, data = self.server.uid("SEARCH", "UID", uid_set)
                uids = sorted({int(each) for line in data if line for each in line.split()})
            yield from (each for each in uids if each >= first)  # `*` finds the last one, however low it is
            if self.next_number is None:
                return
            first = last + 1


def _select(server: imaplib.IMAP4, folder: str) -> Opened:
    is_read_only = False
    try:
        state, reply = server.select(_quoted(folder))
    except imaplib.IMAP4.readonly:
        is_read_only = True
        state, reply = server.select(_quoted(folder), readonly=True)
    if state != "OK":
        raise imaplib.IMAP4.error(reply[-1])
    validity, coming = (server.response(name)[1][0] for name in ("UIDVALIDITY", "UIDNEXT"))
    return Opened(server, int(validity or 0), int(coming) if coming else None, is_read_only)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


@contextmanager
def _answered() -> Iterator[None]:
    try:
        yield
    except _FAILURES as error:
        reply = error.args[0] if isinstance(error, imaplib.IMAP4.error) and error.args else error
        text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
        raise NotReached(" ".join(text.split())[:300] or type(error).__name__) from error
