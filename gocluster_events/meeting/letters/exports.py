"""A letter as the message that a mail server takes (RFC 5322)."""

import struct
import zlib
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from typing import Any

from email_validator import EmailNotValidError, validate_email

from gocluster_events.core.mail.rules.outbox import message_token
from gocluster_events.core.text import one_line
from gocluster_events.meeting.letters.rules import Framed, Unwritable

CODE_PICTURE = "admission-code"
"""The name by which the HTML of a letter shows the picture that comes with it (RFC 2392): nothing is fetched."""
MODULE_PIXELS = 8
QUIET_MODULES = 4
_PIXELS = b"\xff\x00" + bytes(254)  # a light module, a dark one: a byte is the eight pixels of its width
_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom. ``key`` and ``queued_at`` make the Message-ID, so that a retry repeats it."""

    sender: str
    recipient: str
    key: str
    queued_at: datetime
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A calendar file and what a calendar does with it."""

    calendar: bytes
    method: str
    name: str = "meeting.ics"


def message(framed: Framed, envelope: Envelope, attachment: Attachment | None = None, code: str = "") -> bytes:
    """The whole message: text, HTML with the picture of the ``code`` for admission in it, and the calendar file.

    Raises Unwritable when it cannot be one.
    """
    try:
        return _written(framed, envelope, attachment, code)
    except (ValueError, LookupError, MessageError) as error:  # an address that is none, a character that no charset has
        raise Unwritable(f"{type(error).__name__}: {error}") from error


def code_png(code: str) -> bytes:
    """The code for admission as a picture, black on white, with the quiet zone that scanners need."""
    import segno  # noqa: PLC0415 -- only mails to people who come on site wait for it

    rows = [row.translate(_PIXELS) for row in segno.make(code, error="m", micro=False).matrix]
    side, margin = b"\xff" * QUIET_MODULES, [b"\xff" * (len(rows) + 2 * QUIET_MODULES)] * QUIET_MODULES
    lines = [b"\0" + line for line in (*margin, *(side + row + side for row in rows), *margin)]
    width = len(lines) * MODULE_PIXELS
    head = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)  # a bit a pixel, black or white
    pixels = zlib.compress(b"".join(line * MODULE_PIXELS for line in lines), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _written(framed: Framed, envelope: Envelope, attachment: Attachment | None, code: str) -> bytes:
    name = message_token(envelope.key, envelope.queued_at)
    body = _parts("alternative", name, [_text("plain", framed.text), _html(framed.html, name, code)])
    if attachment is not None:
        body = _parts("mixed", name, [body, _calendar(attachment)])
    lines = (
        _sender(envelope.sender),
        b"To: " + _address(envelope.recipient).encode(),
        _subject(one_line(framed.subject)),
        f"Date: {format_datetime(envelope.sent_at)}".encode(),
        f"Message-ID: <{name}@{address_of(envelope.sender).rpartition('@')[2]}>".encode(),
        b"Auto-Submitted: auto-generated",
        b"MIME-Version: 1.0",
        body,
    )
    return b"\r\n".join(lines)


def _parts(kind: str, name: str, parts: Sequence[bytes]) -> bytes:
    """A part made of parts. What is between them begins as no line does in quoted-printable or Base64."""
    boundary = f"=_{kind}_{name}"
    head, line = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n'.encode(), f"--{boundary}".encode()
    return b"\r\n".join((head, *(line + b"\r\n" + part for part in parts), line + b"--\r\n"))


def _text(kind: str, text: str, *head: str) -> bytes:
    lines = "; ".join((f'Content-Type: text/{kind}; charset="utf-8"', *head))
    content = b"\r\n".join((*text.encode().splitlines(), b""))
    return b"\r\n".join(
        (lines.encode(), b"Content-Transfer-Encoding: quoted-printable\r\n", b2a_qp(content, istext=True))
    )


def _html(html: str, name: str, code: str) -> bytes:
    """The HTML, with the picture of the code if there is one."""
    if not code:
        return _text("html", html)
    picture = (
        f"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <{CODE_PICTURE}>\r\n"
        f'Content-Disposition: inline; filename="{CODE_PICTURE}.png"\r\n\r\n'
    )
    lines = encodebytes(code_png(code)).replace(b"\n", b"\r\n")
    return _parts("related", name, [_text("html", html), picture.encode() + lines])


def _calendar(attachment: Attachment) -> bytes:
    disposition = f'\r\nContent-Disposition: attachment; filename="{attachment.name}"'
    return _text("calendar", attachment.calendar.decode(), f'method="{attachment.method}"{disposition}')


@lru_cache(maxsize=8)
def _sender(sender: str) -> bytes:
    name, address = parseaddr(one_line(sender))
    return _header("From", Address(display_name=name, addr_spec=address))


@lru_cache(maxsize=256)
def _subject(subject: str) -> bytes:
    """Many letters share one, and to encode and fold it takes long."""
    return _header("Subject", subject)


def _header(name: str, value: Any) -> bytes:
    """A line as the general parser of messages makes it. Raises ValueError for a value of more than one line."""
    _name, parsed = _POLICY.header_store_parse(name, value)
    folded: str = parsed.fold(policy=_POLICY)
    return folded.removesuffix("\r\n").encode()


def address_of(sender: str) -> str:
    """The address of ``Name <address>``."""
    return parseaddr(one_line(sender))[1]


def on_the_wire(address: str) -> str:
    """The address with its domain in ASCII, as far as it has such a form."""
    try:
        return validate_email(address, check_deliverability=False, test_environment=True).ascii_email or address
    except EmailNotValidError:
        return address


def _address(typed: str) -> str:
    """Letters like ö before the @ are left to a server that takes them (RFC 6531). Raises ValueError for no address."""
    address = on_the_wire(typed)
    if address.isascii():
        return str(Address(addr_spec=address))
    valid = validate_email(address, check_deliverability=False, test_environment=True)
    return str(Address(username=valid.local_part, domain=valid.domain))
