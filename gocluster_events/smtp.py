"""Handing one finished message to the world: an SMTP server, or files for a demo."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit


class NotDelivered(Exception):
    """The message did not leave. ``permanent`` says that a retry cannot help (RFC 5321, 5yz)."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class MailLine(Protocol):
    """What the worker hands messages to, one after the other."""

    def send(self, message: EmailMessage, recipient: str) -> None:
        """The message is taken over for delivery. Raises NotDelivered otherwise."""


class Transport(Protocol):
    """Where messages leave."""

    def opened(self) -> AbstractContextManager[MailLine]:
        """A line for some messages; closed with the block."""


@dataclass(frozen=True)
class Server:
    """An SMTP server at ``smtp://[user:password@]host[:port]``; ``smtp+starttls`` and ``smtps`` encrypt."""

    url: str
    timeout_seconds: float = 20.0

    @contextmanager
    def opened(self) -> Iterator[MailLine]:
        """One connection, made with the first message: it takes longer than handing over does."""
        line = _Connection(self)
        try:
            yield line
        finally:
            line.hang_up()

    def connect(self) -> smtplib.SMTP:
        """A new connection to the server, signed in if the address has a user."""
        at = urlsplit(self.url)
        host = at.hostname or "localhost"
        if at.scheme == "smtps":
            secure = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, at.port or 465, timeout=self.timeout_seconds, context=secure)
        else:
            server = smtplib.SMTP(host, at.port or 25, timeout=self.timeout_seconds)
        if at.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if at.username:
            server.login(unquote(at.username), unquote(at.password or ""))
        return server


@dataclass
class _Connection:
    """A connection that is made anew where it broke, so that no message suffers from the one before it."""

    at: Server
    _server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, recipient: str) -> None:
        """The server has taken the message. Raises NotDelivered otherwise."""
        try:
            self._hand_over(message, recipient)
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

    def _hand_over(self, message: EmailMessage, recipient: str) -> None:
        if self._server is None or not _is_alive(self._server):
            self._server = self.at.connect()
        try:
            self._server.send_message(message, to_addrs=[recipient])
        except smtplib.SMTPNotSupportedError as error:  # an address that this server can never write (RFC 6531)
            raise NotDelivered(str(error), permanent=True) from error
        except (smtplib.SMTPException, OSError):
            self.hang_up()
            raise


@dataclass(frozen=True)
class Folder:
    """Each message becomes an ``.eml`` file named after its Message-ID, so a repeat overwrites itself."""

    path: Path

    def opened(self) -> AbstractContextManager[MailLine]:
        """The folder itself, which is its own line."""
        return nullcontext(self)

    def send(self, message: EmailMessage, recipient: str) -> None:
        """The file is there, whole. Raises NotDelivered when it cannot be written."""
        name = str(message["Message-ID"]).strip("<>").replace("/", "_")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            partial = self.path / f".{name}.part"
            partial.write_bytes(message.as_bytes(policy=SMTP.clone(utf8=not recipient.isascii())))
            partial.replace(self.path / f"{name}.eml")
        except OSError as error:
            raise NotDelivered(f"{recipient}: {error}", permanent=False) from error


def _is_alive(server: smtplib.SMTP) -> bool:
    """Whether it still answers: some close the connection after so many messages, or so many seconds."""
    try:
        return server.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _words(code: int, reason: bytes | str) -> str:
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return f"{code} {' '.join(text.split())}"[:300]


def transport(url: str) -> Transport:
    """The transport a setting names: ``file:<folder>`` or one of the ``smtp`` schemes."""
    return Folder(Path(url.removeprefix("file:"))) if url.startswith("file:") else Server(url)
