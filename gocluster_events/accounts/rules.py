"""How long a session lasts, and which passwords are good enough."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

TOUCH_EVERY = timedelta(minutes=5)
PASSWORD_LENGTH = 15  # without a second factor


class Refusal(Enum):
    """Why signing in or an account is refused."""

    WRONG = "wrong"
    PASSWORD_SHORT = "password_short"  # noqa: S105 -- a code, not a password
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
