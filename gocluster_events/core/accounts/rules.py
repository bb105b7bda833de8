"""How long a session lasts, which passwords and codes are good enough, and how often a guess is allowed."""

import hmac
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from ipaddress import IPv6Address, ip_address, ip_network
from zoneinfo import ZoneInfo

import pyotp

from gocluster_events.core.errors import Refused
from gocluster_events.core.text import fold

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


class Lost(Enum):
    """What somebody who typed an address has lost."""

    LINK = "link"  # to a registration
    PASSWORD = "password"  # noqa: S105 -- a code, not a password


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


LONGEST_DAY = timedelta(hours=25)  # with the hour that comes twice in autumn


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session behind a personal link: until when it opens everything, and until when the page of the day."""

    changes_until: datetime
    reads_until: datetime


def own_session(created_at: datetime, seen_at: datetime, days: Collection[date], zone: str) -> OwnSession:
    """How long a session lasts that was last used at ``seen_at``.

    ``days`` are the dates of the meeting. Whoever takes part opens the page of the day with a session that was used on
    one of them until midnight at the venue, which prolongs nothing.
    """
    changes_until = min(seen_at + PARTICIPANT.idle, created_at + PARTICIPANT.most)
    local = seen_at.astimezone(ZoneInfo(zone))
    if local.date() not in days:
        return OwnSession(changes_until, changes_until)
    midnight = datetime.combine(local.date() + timedelta(days=1), time(), local.tzinfo).astimezone(UTC)
    return OwnSession(changes_until, max(changes_until, midnight))


@dataclass(frozen=True, slots=True)
class Limits:
    """How many failed sign-ins are allowed within ``window``, per account and network, and per network."""

    per_account: int  # and network
    per_address: int
    window: timedelta = timedelta(minutes=15)


SITE_BITS, WIDER_BITS, WIDER_SHARE = 64, 48, 10  # of an IPv6 address: what one customer has, and what one may have


@dataclass(frozen=True, slots=True)
class Network:
    """Addresses that count as one; together they may do ``share`` times as much as a rate allows."""

    name: str
    share: int = 1


def networks(address: str) -> tuple[Network, ...]:
    """The networks that an address counts against, whatever is counted.

    IPv4: the address. IPv6: its /64, all of which belongs to one customer, and its /48 at ten times. What is no address
    counts as it is written.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return (Network(address),)
    if not isinstance(parsed, IPv6Address):
        return (Network(str(parsed)),)
    if parsed.ipv4_mapped:  # as a socket for both kinds writes IPv4
        return (Network(str(parsed.ipv4_mapped)),)
    wider = ((SITE_BITS, 1), (WIDER_BITS, WIDER_SHARE))
    return tuple(Network(str(ip_network((int(parsed), bits), strict=False)), share) for bits, share in wider)


def retry_after(attempts: Sequence[datetime], limit: int, window: timedelta, now: datetime) -> int | None:
    """Seconds until one more is allowed; None when it already is. ``attempts`` lie within the window, oldest first."""
    if len(attempts) < max(limit, 1):
        return None
    frees_at = attempts[len(attempts) - max(limit, 1)] + window
    return max(1, -int((now - frees_at).total_seconds() // 1))


def check_password(password: str, *known: str, least: int = PASSWORD_LENGTH) -> None:
    """Raises Refused when the password is short, common or little more than one of the ``known`` facts of its owner."""
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


STEP_SECONDS = 30
RECOVERY_CODES = 10
SECRET_BYTES = 20  # RFC 4226, 4
_AROUND = (0, -1, 1)  # steps that a clock may be wrong
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing looks like something else
_CODE_LENGTH = 12  # 60 bits
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A one-time code as somebody typed it, and the time on their phone's clock (a demo's own clock may be moved)."""

    code: str
    at: datetime


def fitting_step(secret: str, typed: Typed, last_step: int) -> int | None:
    """The half minute whose code was typed, where it is about that time and later than ``last_step``; else None."""
    digits, app = "".join(typed.code.split()), pyotp.TOTP(secret)
    current = int(typed.at.timestamp()) // STEP_SECONDS
    fitting = [current + off for off in _AROUND if _same(app.generate_otp(current + off), digits)]
    return next((step for step in fitting if step > last_step), None)


def address_for_app(secret: str, email: str) -> str:
    """The address with the secret that an app for one-time codes reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="go-cluster Events")


def recovery_code(chance: bytes) -> str:
    """A code as it is shown, three groups of four, from 12 bytes of chance."""
    letters = "".join(_ALPHABET[byte % 32] for byte in chance[:_CODE_LENGTH])
    return "-".join(letters[at : at + 4] for at in range(0, _CODE_LENGTH, 4))


def plain_code(typed: str) -> str:
    """A recovery code as it is compared, however it was typed; empty when it cannot be a recovery code."""
    plain = "".join(each for each in typed.upper() if each.isalnum()).translate(_READ_AS)
    return plain if len(plain) == _CODE_LENGTH else ""


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


class Deed(Enum):
    """A change of somebody's account; the value stands in its address."""

    BLOCK = "blocking"
    UNBLOCK = "unblocking"
    PROMOTE = "administration"
    DEMOTE = "end-of-administration"
    SIGN_OUT = "end-of-sessions"
    REMOVE_FACTOR = "factor-removal"


class ManagingRefusal(Enum):
    """Why an account stays as it is."""

    LAST_ADMIN = "last_admin"
    OWN_ACCOUNT = "own_account"


def possible(*, is_active: bool, is_admin: bool, has_factor: bool) -> tuple[Deed, ...]:
    """The deeds that would change something about such an account."""
    deeds = [Deed.BLOCK if is_active else Deed.UNBLOCK, Deed.DEMOTE if is_admin else Deed.PROMOTE]
    if is_active:
        deeds.append(Deed.SIGN_OUT)
    return (*deeds, Deed.REMOVE_FACTOR) if has_factor else tuple(deeds)


def check_deed(deed: Deed, *, is_own: bool, is_admin: bool, active_admins: int) -> None:
    """Raises Refused when no administrator could sign in any more, or somebody would shut themselves out.

    ``active_admins`` counts those who can sign in, this one included where they can.
    """
    if deed is Deed.BLOCK and is_own:
        raise Refused(ManagingRefusal.OWN_ACCOUNT)
    if deed in {Deed.BLOCK, Deed.DEMOTE} and is_admin and active_admins <= 1:
        raise Refused(ManagingRefusal.LAST_ADMIN)
