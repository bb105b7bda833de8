"""…"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from gocluster_events.meeting.letters.exports import Attachment, Envelope, message
from gocluster_events.meeting.letters.rules import Unwritable

QUEUED = datetime(2027, 3, 20, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Framed:
    subject: str = "Ihr Platz ist bestätigt"
    text: str = "Guten Tag Frau Müller,\n\nwir freuen uns.\n"
    html: str = "<p>Guten Tag Frau Müller,</p>"


def envelope(**changes: Any) -> Envelope:
    values = {
        "sender": "go-cluster Jahrestagung <tagung@example.org>",
        "recipient": "maria@example.org",
        "key": "confirmed:17:1",
        "queued_at": QUEUED,
        "sent_at": QUEUED,
        **changes,
    }
    return Envelope(**values)


def arrived(sent: bytes) -> EmailMessage:
    """The message as the other side reads it."""
    assert sent.isascii()
    return message_from_bytes(sent, policy=policy.default)


def test_a_letter_arrives_as_text_and_as_html():
    letter = arrived(message(Framed(), envelope()))
    assert letter["Subject"] == "Ihr Platz ist bestätigt"
    assert letter["From"] == "go-cluster Jahrestagung <tagung@example.org>"
    assert letter["To"] == "maria@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    bodies = [letter.get_body((kind,)) for kind in ("plain", "html")]
    texts = [body.get_content().splitlines() for body in bodies if body]
    assert texts == [Framed.text.splitlines(), Framed.html.splitlines()]


def test_a_retry_repeats_the_message_id_and_another_mail_has_its_own():
    first = arrived(message(Framed(), envelope()))["Message-ID"]
    retried = arrived(message(Framed(), envelope(sent_at=datetime(2027, 3, 21, 9, tzinfo=UTC))))["Message-ID"]
    other = arrived(message(Framed(), envelope(key="confirmed:18:1")))["Message-ID"]
    assert first == retried
    assert first != other
    assert first.endswith("@example.org>")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x00", "\x85", "\x0b"])
@pytest.mark.promise("P13")
def test_no_name_or_title_begins_a_header_of_its_own(end: str):
    hostile = f"Tagung{end}Bcc: victim@example.org{end}{end}Body"
    sender = f'"Tagung{end}Bcc: victim@example.org" <tagung@example.org>'
    letter = arrived(message(Framed(subject=hostile), envelope(sender=sender)))
    assert letter["Subject"] == "Tagung Bcc: victim@example.org Body"
    assert letter["Bcc"] is None
    assert sorted(letter.keys()) == [
        "Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "recipient",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org, b@example.org",
        "ö@example.org, b@example.org",
        "nobödy",
        "",
    ],
)
@pytest.mark.promise("P13")
def test_what_is_no_address_is_not_written_to(recipient: str):
    with pytest.raises(Unwritable):
        message(Framed(), envelope(recipient=recipient))


def test_a_text_with_a_damaged_character_is_not_sent():
    with pytest.raises(Unwritable, match="UnicodeEncodeError"):
        message(Framed(text="\ud800"), envelope())


def test_a_domain_with_an_umlaut_is_written_in_ascii():
    letter = arrived(message(Framed(), envelope(recipient="maria@münchen.example")))
    assert letter["To"] == "maria@xn--mnchen-3ya.example"


def test_a_calendar_file_says_what_a_calendar_does_with_it():
    letter = arrived(message(Framed(), envelope(), Attachment(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "CANCEL")))
    (file,) = letter.iter_attachments()
    assert file.get_content_type() == "text/calendar"
    assert file["Content-Type"].params["method"] == "CANCEL"
    assert file.get_filename() == "meeting.ics"
    assert file.get_content().splitlines() == ["BEGIN:VCALENDAR", "END:VCALENDAR"]
