"""A letter as the message that a mail server takes (RFC 5322)."""

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from io import BytesIO

from email_validator import EmailNotValidError, validate_email

from gocluster_events.letters.rules import Framed, Unwritable
from gocluster_events.mail.rules.outbox import message_token
from gocluster_events.text import one_line

CODE_PICTURE = "admission-code"
"""The name by which the HTML of a letter shows the picture that comes with it (RFC 2392): nothing is fetched."""
MODULE_PIXELS = 8
_POLICY = SMTP.clone(cte_type="7bit")  # no server on the way needs 8BITMIME


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


def message(
    framed: Framed, envelope: Envelope, attachment: Attachment | None = None, code: str = ""
) -> EmailMessage:  # fmt: skip
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

    picture = BytesIO()
    segno.make(code, error="m", micro=False).save(picture, kind="png", scale=MODULE_PIXELS, border=4)
    return picture.getvalue()


def _written(framed: Framed, envelope: Envelope, attachment: Attachment | None, code: str) -> EmailMessage:
    name, sender = parseaddr(envelope.sender)
    made = EmailMessage(policy=_POLICY)
    made["From"] = Address(display_name=one_line(name), addr_spec=sender)
    made["To"] = _to(on_the_wire(envelope.recipient))
    made["Subject"] = one_line(framed.subject)
    made["Date"] = format_datetime(envelope.sent_at)
    made["Message-ID"] = _message_id(envelope, sender)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(framed.text)
    made.add_alternative(framed.html, subtype="html")
    if code:
        *_text, html = made.iter_parts()
        cid, name = f"<{CODE_PICTURE}>", f"{CODE_PICTURE}.png"
        html.add_related(code_png(code), "image", "png", cid=cid, filename=name, disposition="inline")
    if attachment is not None:
        text, method = attachment.calendar.decode(), attachment.method
        made.add_attachment(text, subtype="calendar", params={"method": method}, filename=attachment.name)
    return made


def on_the_wire(address: str) -> str:
    """The address with its domain in ASCII, as far as it has such a form."""
    try:
        return validate_email(address, check_deliverability=False, test_environment=True).ascii_email or address
    except EmailNotValidError:
        return address


def _to(address: str) -> Address:
    """Letters like ö before the @ are left to a server that takes them (RFC 6531). Raises ValueError for no address."""
    if address.isascii():
        return Address(addr_spec=address)
    valid = validate_email(address, check_deliverability=False, test_environment=True)
    return Address(username=valid.local_part, domain=valid.domain)


def _message_id(envelope: Envelope, sender: str) -> str:
    return f"<{message_token(envelope.key, envelope.queued_at)}@{sender.rpartition('@')[2]}>"
