"""The mails of the demo as they lie in their folder, instead of at the people they were sent to."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

MOST = 100


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail; ``name`` is its file's, ``attachments`` are the names of what comes with it."""

    name: str
    subject: str
    recipient: str
    sent_at: datetime
    text: str
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
    body = message.get_body(("plain",))
    return Letter(
        name=file.stem,
        subject=message["Subject"],
        recipient=message["To"],
        sent_at=message["Date"].datetime,
        text="" if body is None else body.get_content(),
        attachments=tuple(part.get_filename() or part.get_content_type() for part in message.iter_attachments()),
    )
