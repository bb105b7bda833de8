"""How long a session lasts, which passwords are good enough, and how often a guess is allowed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.errors import Refused
from gocluster_events.text import fold

TOUCH_EVERY = timedelta(minutes=5)
PASSWORD_LENGTH = 15  # without a second factor
PASSWORD_LENGTH_WITH_FACTOR = 12
APP_WAITS = timedelta(minutes=10)  # from the password to the first code of a new app
HALF_LASTS = timedelta(minutes=5)  # from the password to the second factor
_FEWEST_CHARACTERS = 6  # different ones
# Long enough, but among the first that anybody would try; compared without blanks and punctuation.
_COMMON = frozenset(
    {
        "123456789012345", "1234567890123456", "12345678901234567890", "qwertyuiop123456", "qwertzuiop123456",
        "passwordpassword", "passwortpasswort", "password12345678", "passwort12345678", "adminadminadmin",
        "administrator123", "correcthorsebatterystaple", "goclusterevents", "goclusterevents2027", "goclusterdemo2027",
        "letmeinletmein123", "changemechangeme", "geheimgeheimgeheim", "willkommenwillkommen", "jahrestagung2027",
    }
)  # fmt: skip
# A path on this site: browsers read //, /\ and a tab between two slashes as another host.
_OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


class Refusal(Enum):
    """Why signing in or an account is refused."""

    WRONG = "wrong"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 -- a code, not a password
    WRONG_CODE = "wrong_code"
    WRONG_APP_CODE = "wrong_app_code"
    HALF_OVER = "half_over"
    LINK_OVER = "link_over"
    FACTOR_NEEDED = "factor_needed"
    PASSWORD_TOO_SHORT_ALONE = "password_too_short_alone"  # noqa: S105 -- a code, not a password
    PASSKEY_REFUSED = "passkey_refused"
    ADDRESS_KNOWN = "address_known"
    PASSWORD_SHORT = "password_short"  # noqa: S105 -- a code, not a password
    PASSWORD_SHORT_WITH_FACTOR = "password_short_with_factor"  # noqa: S105 -- a code, not a password
    PASSWORD_COMMON = "password_common"  # noqa: S105 -- a code, not a password


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A session ends after ``idle`` without a request, and after ``most`` in any case."""

    idle: timedelta
    most: timedelta


STAFF = Lifetime(timedelta(minutes=60), timedelta(hours=12))
PARTICIPANT = Lifetime(timedelta(minutes=30), timedelta(hours=4))


def is_alive(lifetime: Lifetime, created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session still counts at ``now``."""
    return now < seen_at + lifetime.idle and now < created_at + lifetime.most


@dataclass(frozen=True, slots=True)
class Limits:
    """How many failed sign-ins are borne within ``window``."""

    per_account: int  # and address
    per_address: int
    window: timedelta = timedelta(minutes=15)


def retry_after(attempts: Sequence[datetime], limit: int, window: timedelta, now: datetime) -> int | None:
    """Seconds until one more is allowed; None when it already is. ``attempts`` lie within the window, oldest first."""
    if len(attempts) < max(limit, 1):
        return None
    frees_at = attempts[len(attempts) - max(limit, 1)] + window
    return max(1, -int((now - frees_at).total_seconds() // 1))


def check_password(password: str, *known: str, least: int = PASSWORD_LENGTH) -> None:
    """Raises Refused when it is short, among the common ones or little more than something ``known`` of its owner."""
    if len(password) < least:
        raise Refused(Refusal.PASSWORD_SHORT if least == PASSWORD_LENGTH else Refusal.PASSWORD_SHORT_WITH_FACTOR)
    plain = _bare(password)
    own = [_bare(each) for each in known if _bare(each)]
    given_away = any(each in plain and len(plain) - len(each) < _FEWEST_CHARACTERS for each in own)
    if plain in _COMMON or len(set(password)) < _FEWEST_CHARACTERS or given_away:
        raise Refused(Refusal.PASSWORD_COMMON)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


def is_own_path(path: str) -> bool:
    """Whether a redirect to ``path`` stays on this site."""
    return _OWN_PATH.fullmatch(path) is not None
