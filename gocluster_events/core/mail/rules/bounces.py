"""A message that says that a mail did not arrive: a report after RFC 3464, or what older servers write instead.

A report about an address with letters like ö before the @ is one after RFC 6533.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice, pairwise
from typing import Any

MOST_BYTES = 64 * 1024  # of a message; a report stands before the mail that it returns
MOST_LINES = 2000
MOST_PARTS = 40
MOST_TOKENS = 20
MOST_RECIPIENTS = 20
LINE_LIMIT = 300
_LINE_END = re.compile(rb"\r\n|\r|\n")
_TOKEN = re.compile(r"(?<![0-9a-f])([0-9a-f]{32})@")
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_REFUSAL = re.compile(r"(?<![\d.])[45]\d\d[ -]|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
_DELAY = re.compile(r"delay|not yet been delivered|still being retried|verzögert", re.IGNORECASE)
_SERVERS = frozenset({"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"})
_ENCODED = re.compile(r"\\x\{((?:10|[0-9A-F])?[0-9A-F]{1,4})\}", re.IGNORECASE)
_REPORT, _GLOBAL_REPORT = "message/delivery-status", "message/global-delivery-status"
_WHOLE = frozenset({"message/rfc822", "message/global"})
_HEADERS = frozenset({"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"})
_UNREADABLE = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)
"""What Python's parser raises of messages that are made to confuse it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """One mail that did not arrive, or not yet."""

    report: str  # the same whenever the same report is read
    tokens: tuple[str, ...]  # what may be the token of the mail's Message-ID, the surest first
    recipients: tuple[str, ...]  # as the report names them, the first one we wrote to before where it was forwarded
    is_final: bool  # nobody tries any more
    line: str  # what the server said
    sent_at: datetime | None  # about when the mail left


def bounce(raw: bytes) -> Bounce | None:
    """What the message reports; None when it reports nothing of the kind, or cannot be read.

    No more of it is read than its first `MOST_BYTES` and `MOST_LINES`, so that nobody can keep the reader busy.
    """
    raw = _beginning(raw)
    try:
        message = message_from_bytes(raw)
        parts = list(_parts(message))
        blocks = next(filter(None, map(_status_blocks, parts)), [])
        people = [block for block in blocks if block["Final-Recipient"] and (block["Action"] or block["Status"])]
        report = _reported(message, parts, raw, blocks[0], people) if people else _written(message, parts, raw)
    except _UNREADABLE:
        return None
    return report and replace(
        report, line=_printable(report.line), recipients=tuple(filter(None, map(_printable, report.recipients)))
    )


def _beginning(raw: bytes) -> bytes:
    raw = raw[:MOST_BYTES]
    last = next(islice(_LINE_END.finditer(raw), MOST_LINES - 1, None), None)
    return raw[: last.end()] if last else raw


def _printable(text: str) -> str:
    """The text without what no database takes (NUL, halves of characters) and what no page shows."""
    return "".join(each for each in text if each.isprintable())


def _parts(message: Message) -> Iterator[Message]:
    """The message and its parts, but nothing that somebody merely forwarded: a returned mail is one part."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        yield part
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting[:0] = _blocks(part)


def _blocks(part: Message) -> list[Message]:
    held = part.get_payload()
    return [each for each in held if isinstance(each, Message)] if isinstance(held, list) else []


def _status_blocks(part: Message) -> list[Message]:
    """One block about the mail and one for each recipient; Python splits only those of the older kind."""
    if part.get_content_type() != _GLOBAL_REPORT:
        return _blocks(part) if part.get_content_type() == _REPORT else []
    held = Message()
    held["Content-Transfer-Encoding"] = part["Content-Transfer-Encoding"] or "8bit"
    held.set_payload(b"".join(map(bytes, _blocks(part))).decode("ascii", "surrogateescape"))
    payload: Any = held.get_payload(decode=True)
    blocks = payload.decode("utf-8", "replace").replace("\r\n", "\n").strip().split("\n\n")
    return [message_from_string(block) for block in blocks[:MOST_PARTS]]


def _reported(
    message: Message, parts: Sequence[Message], raw: bytes, mail: Message, people: Sequence[Message]
) -> Bounce | None:  # fmt: skip
    """The bounce in a report for machines (RFC 3464): one block about the mail, then one for each recipient."""
    verdicts = {_verdict(person): person for person in reversed(people)}
    person = verdicts.get(True, verdicts.get(False))
    if person is None:
        return None
    named = tuple(filter(None, (_address(person[name]) for name in ("Original-Recipient", "Final-Recipient"))))
    times = (mail["Arrival-Date"], person["Last-Attempt-Date"], message["Date"])
    return Bounce(
        report=_name(message, raw),
        tokens=_tokens(parts, raw),
        recipients=tuple(dict.fromkeys(named)),
        is_final=bool(_verdict(person)),
        line=_line(person, _text(parts), named),
        sent_at=next(filter(None, map(_time, times)), None),
    )


def _verdict(person: Message) -> bool | None:
    """What the block says of the mail. True: it did not arrive. False: not yet. None: it did, or nothing is said."""
    action = _as_text(person["Action"]).lower()
    if action in {"failed", "delayed"}:
        return action == "failed"
    status = _STATUS.search(_as_text(person["Status"]))
    return status[0].startswith("5") if status and not action and status[0][0] in "45" else None


def _line(person: Message, text: str, named: Sequence[str]) -> str:
    """What the server said, with its detailed code (RFC 3463) in front where it stands apart."""
    _kind, _semicolon, reply = _as_text(person["Diagnostic-Code"]).partition(";")
    status = _STATUS.search(_as_text(person["Status"]))
    reply = reply.strip() or _refusal(text, named)
    code = status[0] if status and not _STATUS.search(reply) else ""
    return " ".join(f"{code} {reply}".split())[:LINE_LIMIT]


def _written(message: Message, parts: Sequence[Message], raw: bytes) -> Bounce | None:
    """The bounce in a text for people, from a server that names the recipients in a header or calls itself one.

    Anybody can write such a text, so there must be something in it that looks like the token of a mail.
    """
    recipients = filter(None, map(_bare, _as_text(message["X-Failed-Recipients"]).split(",")))
    named = tuple(islice(recipients, MOST_RECIPIENTS))
    text, subject = _text(parts), _as_text(message["Subject"])
    line = _refusal(text, named)
    is_server = parseaddr(_as_text(message["From"]))[1].partition("@")[0].lower() in _SERVERS
    is_delay = not named and bool(_DELAY.search(subject))
    tokens = _tokens(parts, raw)
    if not tokens or not (named or (is_server and (is_delay or _REFUSAL.search(line)))):
        return None
    sent_at = _time(message["Date"])
    return Bounce(
        report=_name(message, raw), tokens=tokens, recipients=named, is_final=not is_delay, line=line, sent_at=sent_at
    )


def _refusal(text: str, named: Sequence[str]) -> str:
    """The line of the text that has a status code, or else the one below a recipient's address."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    coded = next((line for line in lines if _REFUSAL.search(line)), "")
    below = (after for before, after in pairwise(lines) if any(each in before for each in named))
    return (coded or next(below, ""))[:LINE_LIMIT]


def _tokens(parts: Sequence[Message], raw: bytes) -> tuple[str, ...]:
    """The tokens in the message: that of the returned mail first, then whatever looks like one."""
    returned = (_returned(part) for part in parts)
    tokens = [token for each in returned if each is not None for token in _TOKEN.findall(_as_text(each["Message-ID"]))]
    tokens += _TOKEN.findall(raw.decode("ascii", "replace"))
    return tuple(dict.fromkeys(tokens))[:MOST_TOKENS]


def _returned(part: Message) -> Message | None:
    """The mail that came back, or its headers."""
    if part.get_content_type() in _WHOLE:
        return next(iter(_blocks(part)), None)
    if part.get_content_type() in _HEADERS:
        held = part.get_payload(decode=True)
        return message_from_bytes(held) if isinstance(held, bytes) else next(iter(_blocks(part)), None)
    return None


def _text(parts: Sequence[Message]) -> str:
    held = (part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/plain")
    return "\n".join(each.decode("utf-8", "replace") for each in held if isinstance(each, bytes))


def _name(message: Message, raw: bytes) -> str:
    own = _as_text(message["Message-ID"]).strip().encode("utf-8", "replace")
    return hashlib.sha256(own or raw).hexdigest()


def _address(field: object) -> str:
    """The address in a field of the report; after ``utf-8;`` its letters may be hexadecimal numbers (RFC 6533)."""
    kind, _semicolon, address = _as_text(field).rpartition(";")
    is_global = kind.strip().lower() == "utf-8"
    return _bare(_ENCODED.sub(lambda match: chr(int(match[1], 16)), address) if is_global else address)


def _bare(address: str) -> str:
    tidy = address.strip().strip("<>")
    return tidy if "@" in tidy and len(tidy) <= 254 else ""


def _time(field: object) -> datetime | None:
    try:
        date = parsedate_to_datetime(_as_text(field))
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _as_text(field: object) -> str:
    """A header as text; one with bytes that no charset explains is no ``str`` yet."""
    return "" if field is None else str(field).replace("\0", "")
