"""Handing one finished message to the world: an SMTP server, or files for a demo."""

import re
import select
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

SILENCE_SECONDS = 0.2
_NAME = re.compile(rb"^Message-ID: <([^>\r\n]+)>", re.MULTILINE)


class NotDelivered(Exception):
    """The message did not leave. ``permanent`` says that a retry cannot help (RFC 5321, 5yz)."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class MailLine(Protocol):
    """What the worker hands messages to, one after the other."""

    def send(self, message: bytes, sender: str, recipient: str) -> None:
        """The message is taken over for delivery. Raises NotDelivered otherwise."""


class Transport(Protocol):
    """Where messages leave."""

    def opened(self, when_silent: Callable[[], None] = ...) -> AbstractContextManager[MailLine]:
        """A line for some messages; closed with the block. ``when_silent`` is done while the other side says nothing
        for `SILENCE_SECONDS`, each time; it raises nothing, or the message at hand would leave twice.
        """


def _nothing() -> None:
    """What is done while a server is silent, where nothing is."""


@dataclass(frozen=True)
class Server:
    """An SMTP server at ``smtp://[user:password@]host[:port]``; ``smtp+starttls`` and ``smtps`` encrypt."""

    url: str
    timeout_seconds: float = 20.0

    @contextmanager
    def opened(self, when_silent: Callable[[], None] = _nothing) -> Iterator[MailLine]:
        """One connection, made with the first message: it takes longer than handing over does."""
        line = _Connection(self, when_silent)
        try:
            yield line
        finally:
            line.hang_up()

    def connect(self, when_silent: Callable[[], None]) -> "_Talk":
        """A new connection to the server, signed in if the address has a user."""
        at, timeout = urlsplit(self.url), self.timeout_seconds
        host = at.hostname or "localhost"
        if at.scheme == "smtps":
            secure = ssl.create_default_context()
            server: _Talk = _EncryptedTalk(when_silent, host, at.port or 465, timeout=timeout, context=secure)
        else:
            server = _Talk(when_silent, host, at.port or 25, timeout=timeout)
        try:
            if at.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if at.username:
                server.login(unquote(at.username), unquote(at.password or ""))
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        return server


class _Talk(smtplib.SMTP):
    """A connection that says when the server is silent, and whether a message was on its way when it broke."""

    has_begun = False  # to hand over the message at hand: the server may have it, whatever comes

    def __init__(self, when_silent: Callable[[], None], *where: Any, **options: Any) -> None:
        self._when_silent = when_silent
        super().__init__(*where, **options)

    def getreply(self) -> tuple[int, bytes]:
        """As smtplib's."""
        if self.sock is not None and not select.select([self.sock], [], [], SILENCE_SECONDS)[0]:
            self._when_silent()
        return super().getreply()

    def data(self, msg: Any) -> tuple[int, bytes]:
        """As smtplib's."""
        self.has_begun = True
        return super().data(msg)

    @property
    def is_gone(self) -> bool:
        """The server has ended it, or said that it does."""
        return self.sock is None


class _EncryptedTalk(_Talk, smtplib.SMTP_SSL):
    """The same, encrypted from its beginning."""


@dataclass
class _Connection:
    """A connection that is made anew where it broke, so that no message suffers from the one before it."""

    at: Server
    when_silent: Callable[[], None]
    _server: _Talk | None = None

    def send(self, message: bytes, sender: str, recipient: str) -> None:
        """The server has taken the message. Raises NotDelivered otherwise."""
        try:
            self._hand_over(message, sender, recipient)
        except smtplib.SMTPRecipientsRefused as error:
            code, reason = next(iter(error.recipients.values()))
            raise NotDelivered(_words(code, reason), permanent=500 <= code < 600) from error
        except smtplib.SMTPResponseException as error:
            permanent = 500 <= error.smtp_code < 600 and not isinstance(error, smtplib.SMTPAuthenticationError)
            raise NotDelivered(_words(error.smtp_code, error.smtp_error), permanent=permanent) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotDelivered(str(error) or type(error).__name__, permanent=False) from error

    def hang_up(self) -> None:
        """The next message is handed over on a new connection."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()

    def _hand_over(self, message: bytes, sender: str, recipient: str) -> None:
        """Some servers end a connection after so many messages, or seconds: then it is made anew, and no message was
        on its way.
        """
        is_new = self._server is None
        server = self._server = self._server or self.at.connect(self.when_silent)
        server.has_begun = False
        try:
            server.ehlo_or_helo_if_needed()
            if not (sender + recipient).isascii() and not server.has_extn("smtputf8"):
                raise NotDelivered("The server does not know SMTPUTF8.", permanent=True)  # RFC 6531
            options = () if (sender + recipient).isascii() else ("SMTPUTF8", "BODY=8BITMIME")
            server.sendmail(sender, [recipient], message, options)
        except (smtplib.SMTPException, OSError):
            can_begin_anew = server.is_gone and not (is_new or server.has_begun)
            self.hang_up()
            if not can_begin_anew:
                raise
            self._hand_over(message, sender, recipient)


@dataclass(frozen=True)
class Folder:
    """Each message becomes an ``.eml`` file named after its Message-ID, so a repeat overwrites itself."""

    path: Path

    def opened(self, when_silent: Callable[[], None] = _nothing) -> AbstractContextManager[MailLine]:
        """The folder itself, which is its own line and never silent."""
        return nullcontext(self)

    def send(self, message: bytes, sender: str, recipient: str) -> None:
        """The file is there, whole. Raises NotDelivered when it cannot be written."""
        (name,) = (each.decode().replace("/", "_") for each in _NAME.findall(message)[:1])
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            partial = self.path / f".{name}.part"
            partial.write_bytes(message)
            partial.replace(self.path / f"{name}.eml")
        except OSError as error:
            raise NotDelivered(f"{recipient}: {error}", permanent=False) from error


def _words(code: int, reason: bytes | str) -> str:
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return f"{code} {' '.join(text.split())}"[:300]


def transport(url: str) -> Transport:
    """The transport a setting names: ``file:<folder>`` or one of the ``smtp`` schemes."""
    return Folder(Path(url.removeprefix("file:"))) if url.startswith("file:") else Server(url)
