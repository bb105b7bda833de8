"""The mails of the demo as they lie in their folder, instead of at the people they were sent to."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Literal

MOST = 100


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail; ``name`` is its file's, ``attachments`` are the names of what comes with it.

    ``html`` is empty where it has none; ``headers`` are its own, decoded, in their order.
    """

    name: str
    subject: str
    recipient: str
    sent_at: datetime
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[str, ...]


def letters(folder: Path) -> list[Letter]:
    """The latest mails, newest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:MOST]]


def letter(folder: Path, name: str) -> Letter | None:
    """The mail of that name."""
    return next((_read(file) for file in folder.glob("*.eml") if file.stem == name), None)


def _read(file: Path) -> Letter:
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(file.read_bytes())
    return Letter(
        name=file.stem,
        subject=message["Subject"],
        recipient=message["To"],
        sent_at=message["Date"].datetime,
        text=_body(message, "plain"),
        html=_with_pictures(message, _body(message, "html")),
        headers=tuple((name, str(value)) for name, value in message.items()),
        attachments=tuple(part.get_filename() or part.get_content_type() for part in message.iter_attachments()),
    )


def _body(message: EmailMessage, kind: Literal["plain", "html"]) -> str:
    part = message.get_body((kind,))
    return "" if part is None else str(part.get_content())


def _with_pictures(message: EmailMessage, html: str) -> str:
    """The HTML with the pictures that came with it in their places, as a mail program shows it."""
    for part in message.walk():
        if part.get_content_maintype() == "image" and part["Content-ID"]:
            name, encoded = part["Content-ID"].strip("<>"), b64encode(part.get_content()).decode()
            html = html.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{encoded}")
    return html
