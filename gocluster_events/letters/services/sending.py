"""Writing letters: queued in the transaction that causes them, made into mails when they leave."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.events.exports.ics import meeting_calendar, method
from gocluster_events.events.rules.edition import Meeting
from gocluster_events.letters.exports import Attachment, Envelope, message, on_the_wire
from gocluster_events.letters.rules.letter import Frame, Framed, Letter, Link, UnknownPlaceholder, Unwritable, Wording
from gocluster_events.letters.services.wordings import Trial, Wordings
from gocluster_events.mail.rules.outbox import Outgoing
from gocluster_events.mail.services import outbox
from gocluster_events.smtp import NotDelivered, Transport

BATCH = 10


def send(session: Session, letter: Letter, *, now: datetime, **facts: Any) -> None:
    """The letter is in the outbox, once for each key; ``facts`` as in `compose`."""
    outbox.queue(session, compose(letter, **facts), now)


def send_all(session: Session, composed: Sequence[Outgoing], now: datetime) -> None:
    """These letters are in the outbox, each once for its key."""
    outbox.queue_all(session, composed, now)


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
    trial: Trial | None = None,
) -> Outgoing:
    """The letter as the outbox takes it. ``link`` is identity and generation behind its button.

    It brings the meeting as a calendar entry, or ``items``, a whole calendar. A ``trial`` says what it is told to say.
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
        **(asdict(trial) if trial else {}),
    }
    return Outgoing(
        key=key, scope=scope, subject=subject, recipient=to, language=language, letter=letter.name, content=content,
        not_before=not_before, leaves_nothing=letter.leaves_nothing,
    )  # fmt: skip


def deliver(now: datetime, transport: Transport, frame: Frame, link: Link, sender: str) -> int:
    """Up to `BATCH` due mails have left or wait for their next attempt. Returns how many were taken up.

    Each has its own lease: a mail that stalls or stops this worker holds up no other. Each says what its edition has
    made of its letter when the first mail of the batch leaves.
    """
    taken, sent, wordings = 0, None, Wordings()
    with transport.opened() as line:
        while taken < BATCH and (leased := outbox.lease(now, sent)) is not None:
            taken, sent = taken + 1, None
            try:
                told = as_message(leased, now, frame, link, sender, wordings.of(leased))
                line.send(told, on_the_wire(leased.recipient))
            except NotDelivered as failure:
                outbox.mark_failed(leased.id, failure.reason, permanent=failure.permanent, now=now)
            except Unwritable as failure:
                outbox.mark_failed(leased.id, str(failure), permanent=True, now=now)
            else:
                sent = leased.id
        if taken == BATCH and sent is not None:  # before the server has answered the farewell, which may take long
            outbox.mark_sent(sent, now)
    return taken


def as_message(
    leased: outbox.Leased, now: datetime, frame: Frame, link: Link, sender: str, wording: Wording | None = None
) -> EmailMessage:  # fmt: skip
    """The mail as it leaves at ``now``, in the edition's own ``wording`` if it has one. Raises Unwritable."""
    told = framed(leased.content, leased.language, frame, link, wording)
    envelope = Envelope(sender, leased.recipient, leased.key, leased.created_at, now)
    return message(told, envelope, _attachment(leased.content, leased.created_at))


def framed(content: Mapping[str, Any], language: str, frame: Frame, link: Link, wording: Wording | None) -> Framed:
    """The letter as its reader gets it. Raises Unwritable.

    A mail that is a trial brings its own wording; one that was queued before the wording asked for more than it has
    reads as it was shipped.
    """
    address = _address(link, content, language)
    told = Wording(**content["wording"]) if content.get("wording") else wording
    if told is not None:
        try:
            return frame(content["template"], language, content["values"], address, told)
        except (Unwritable, UnknownPlaceholder):
            pass
    return frame(content["template"], language, content["values"], address, None)


def _address(link: Link, content: Mapping[str, Any], language: str) -> str | None:
    if content["link"] is None:
        address: str | None = content.get("address")
        return address
    endpoint, identity, generation = content["link"]
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
