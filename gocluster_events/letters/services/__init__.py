"""Writing letters: queued in the transaction that causes them, made into mails when they leave."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.events.exports.ics import meeting_calendar, method
from gocluster_events.events.rules import Meeting
from gocluster_events.letters.exports.message import Attachment, Envelope, message, on_the_wire
from gocluster_events.letters.rules import Frame, Letter, Link, UnknownPlaceholder, Unwritable
from gocluster_events.mail import services as mail
from gocluster_events.mail.rules import Outgoing
from gocluster_events.smtp import NotDelivered, Transport

BATCH = 10


def send(session: Session, letter: Letter, *, now: datetime, **facts: Any) -> None:
    """The letter is in the outbox, once for each key; ``facts`` as in `compose`."""
    mail.queue(session, compose(letter, **facts), now)


def send_all(session: Session, composed: Sequence[Outgoing], now: datetime) -> None:
    """These letters are in the outbox, each once for its key."""
    mail.queue_all(session, composed, now)


def compose(  # noqa: PLR0913 -- everything a letter needs, each by its name
    letter: Letter,
    *,
    scope: str,
    subject: str,
    to: str,
    language: str,
    key: str,
    values: Mapping[str, str],
    link: tuple[int, int] | None = None,
    calendar: Meeting | None = None,
    items: str = "",
    not_before: datetime | None = None,
) -> Outgoing:
    """The letter as the outbox takes it. ``link`` is identity and generation behind its button.

    It brings the meeting as a calendar entry, or ``items``, a whole calendar.
    Raises UnknownPlaceholder when ``values`` leave a placeholder of the letter empty.
    """
    missing = letter.samples.keys() - values.keys()
    if missing:
        raise UnknownPlaceholder(", ".join(sorted(missing)))
    content = {
        "template": letter.template,
        "values": dict(values),
        "link": [letter.link, *link] if link and letter.link else None,
        "calendar": _as_json(calendar) if calendar else None,
        **({"programme": items} if items else {}),
    }
    return Outgoing(
        key=key,
        scope=scope,
        subject=subject,
        recipient=to,
        language=language,
        letter=letter.name,
        content=content,
        not_before=not_before,
        leaves_nothing=letter.leaves_nothing,
    )


def deliver(now: datetime, transport: Transport, frame: Frame, link: Link, sender: str) -> int:
    """Up to `BATCH` due mails have left or wait for their next attempt. Returns how many were taken up.

    Each has its own lease: a mail that stalls or stops this worker holds up no other.
    """
    taken = 0
    while taken < BATCH and (leased := mail.lease(now)) is not None:
        taken += 1
        try:
            transport.send(_message(leased, now, frame, link, sender), on_the_wire(leased.recipient))
        except NotDelivered as failure:
            mail.mark_failed(leased.id, failure.reason, permanent=failure.permanent, now=now)
        except Unwritable as failure:
            mail.mark_failed(leased.id, str(failure), permanent=True, now=now)
        else:
            mail.mark_sent(leased.id, now)
    return taken


def _message(leased: mail.Leased, now: datetime, frame: Frame, link: Link, sender: str) -> EmailMessage:
    content, language = leased.content, leased.language
    address = _address(link, content["link"], language)
    framed = frame(content["template"], language, content["values"], address)
    envelope = Envelope(sender, leased.recipient, leased.key, leased.created_at, now)
    return message(framed, envelope, _attachment(content, leased.created_at))


def _address(link: Link, stored: Sequence[Any] | None, language: str) -> str | None:
    if stored is None:
        return None
    endpoint, identity, generation = stored
    return link(endpoint, identity, generation, language)


def _attachment(content: Mapping[str, Any], stamp: datetime) -> Attachment | None:
    stored = content["calendar"]
    if content.get("programme"):
        return Attachment(content["programme"].encode(), "PUBLISH", "programme.ics")
    if stored is None:
        return None
    times = {name: datetime.fromisoformat(stored[name]) for name in ("starts_at", "ends_at")}
    meeting = Meeting(**{**stored, **times})
    return Attachment(meeting_calendar(meeting, stamp), method(meeting))


def _as_json(meeting: Meeting) -> dict[str, Any]:
    times = {"starts_at": meeting.starts_at.isoformat(), "ends_at": meeting.ends_at.isoformat()}
    return {**asdict(meeting), **times}
