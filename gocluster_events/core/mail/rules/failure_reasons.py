"""Why a mail did not arrive, as far as a server's line says it."""

import re
from enum import Enum


class Reason(Enum):
    """Why a mail did not arrive, told apart by what the team can do about it."""

    MAILBOX_UNKNOWN = "mailbox_unknown"
    MAILBOX_CLOSED = "mailbox_closed"
    MAILBOX_FULL = "mailbox_full"
    DOMAIN_UNKNOWN = "domain_unknown"
    REFUSED_AS_SPAM = "refused_as_spam"
    TOO_LARGE = "too_large"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    SIGN_IN = "sign_in"
    UNWRITABLE = "unwritable"
    OTHER = "other"


_CODE = re.compile(r"(?<![\d.])([245]\d\d)(?![\d.])")
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")  # RFC 3463
_BY_DETAIL = {
    "1.1": Reason.MAILBOX_UNKNOWN,
    "1.2": Reason.DOMAIN_UNKNOWN,
    "1.3": Reason.MAILBOX_UNKNOWN,
    "1.6": Reason.MAILBOX_CLOSED,
    "1.10": Reason.DOMAIN_UNKNOWN,
    "2.1": Reason.MAILBOX_CLOSED,
    "2.2": Reason.MAILBOX_FULL,
    "2.3": Reason.TOO_LARGE,
    "3.1": Reason.MAILBOX_FULL,
    "3.2": Reason.BUSY,
    "3.4": Reason.TOO_LARGE,
    "4.1": Reason.UNREACHABLE,
    "4.2": Reason.UNREACHABLE,
    "4.3": Reason.UNREACHABLE,
    "4.4": Reason.DOMAIN_UNKNOWN,
    "4.5": Reason.BUSY,
    "4.7": Reason.UNREACHABLE,
    "5.3": Reason.BUSY,
    "7.8": Reason.SIGN_IN,
    "7.0": Reason.REFUSED_AS_SPAM,
    "7.1": Reason.REFUSED_AS_SPAM,
}
_BY_WORD: tuple[tuple[re.Pattern[str], Reason], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"spam|block ?list|black ?list|blocked|reputation|\bdmarc\b|\bspf\b|\bdkim\b|\brbl\b", Reason.REFUSED_AS_SPAM),
        (r"over ?quota|quota exceeded|mailbox (is )?full|exceeded.{0,20}(storage|quota)", Reason.MAILBOX_FULL),
        (r"disabled|inactive|suspended|no longer|closed account", Reason.MAILBOX_CLOSED),
        (
            (
                r"(user|recipient|mailbox|account|address)[^.]{0,40}(unknown|not found|does not exist|rejected|invalid)"
                r"|(no such|unknown|invalid) (user|recipient|mailbox|address|local part)|mailbox unavailable"
            ),
            Reason.MAILBOX_UNKNOWN,
        ),
        (r"grey ?list|try again|temporar|too many|rate limit|deferred|busy", Reason.BUSY),
        (r"too (large|big)|size limit|exceeds.{0,20}size", Reason.TOO_LARGE),
        (
            r"domain (not found|unknown)|host (not found|unknown)|null mx|non-existent host|unrouteable",
            Reason.DOMAIN_UNKNOWN,
        ),
        (
            r"timed? ?out|refused|unreachable|not known|name resolution|unexpectedly closed|connection|reset by peer",
            Reason.UNREACHABLE,
        ),
    )
)
_SIGN_IN = frozenset({"454", "530", "534", "535", "538"})
_BUSY = frozenset({"421", "450", "451"})
_WRITING = re.compile(r"^(?:[\w./-]+: )?\w*(?:Error|Placeholder|Encode): ?|^There is no page ")


def reason(line: str) -> Reason:
    """What the line of a server, or of ourselves, says: its detailed code first, then its words, then its code."""
    if _WRITING.match(line):
        return Reason.UNWRITABLE
    code, words = _CODE.search(line), _by_word(line)
    if code and code[1] in _SIGN_IN:
        return Reason.SIGN_IN
    detailed = _ENHANCED.search(line)
    cause = _BY_DETAIL.get(f"{detailed[2]}.{detailed[3]}") if detailed else None
    if cause is Reason.REFUSED_AS_SPAM and words in {Reason.MAILBOX_UNKNOWN, Reason.MAILBOX_FULL, Reason.BUSY}:
        return words  # some servers say 5.7.1 of every refusal
    if cause is Reason.DOMAIN_UNKNOWN and words is Reason.MAILBOX_UNKNOWN and detailed and detailed[3] == "10":
        return words  # Exchange says 5.1.10 of a recipient, RFC 7505 of a domain
    return cause or words or _by_class(detailed[2] if detailed else "", code[1] if code else "")


def _by_word(line: str) -> Reason | None:
    return next((cause for pattern, cause in _BY_WORD if pattern.search(line)), None)


def _by_class(subject: str, code: str) -> Reason:
    if subject == "7":
        return Reason.REFUSED_AS_SPAM
    if code in _BUSY:
        return Reason.BUSY
    return Reason.MAILBOX_FULL if code in {"452", "552"} else Reason.OTHER
