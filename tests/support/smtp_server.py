"""A real SMTP server that keeps what it is given, and can be told how to misbehave."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tools.servers import free_port


@dataclass
class SmtpServer:
    """``replies`` are used up one a message, before all are taken with 250."""

    port: int = 0
    replies: list[str] = field(default_factory=list)
    letters: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The setting MAIL_URL for it."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        """Takes the message or answers as told."""
        if self.replies:
            return self.replies.pop(0)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def listening() -> Iterator[SmtpServer]:
    """The server answers until the block ends."""
    server = SmtpServer(free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
