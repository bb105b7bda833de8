"""A mail server for measurements: it takes every letter at once and hands it on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller

from tools.servers import free_port


@dataclass(frozen=True, slots=True)
class Sink:
    """It tells ``taken`` of each letter: to whom, and its bytes."""

    taken: Callable[[str, bytes], None]

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        """Takes the letter."""
        self.taken(envelope.rcpt_tos[0], envelope.content)
        return "250 OK"


@contextmanager
def listening(taken: Callable[[str, bytes], None]) -> Iterator[str]:
    """The setting MAIL_URL for a server that answers until the block ends."""
    port = free_port()
    controller = Controller(Sink(taken), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def text_of(letter: bytes) -> str:
    """The plain text of a letter."""
    body = message_from_bytes(letter, policy=policy.default).get_body(("plain",))
    return str(body.get_content()) if body else ""
