"""What the cookie knows of who somebody is: the key of a session row, and the page before which it stands.

Of the team also which edition it saw last.
"""

from datetime import datetime, timedelta
from typing import Any

from flask import session
from flask_login import UserMixin, login_user, logout_user

_PARTICIPANT = "participant"
_CONTRIBUTOR = "contributor"
_HALF = "half"
_CHALLENGE = "challenge"
_EDITION = "edition"
_WAY = "way"
WAY_LASTS = timedelta(hours=1)


class Identity(UserMixin):
    """Flask-Login's user: an account and the session by which it is here."""

    def __init__(self, key: str, account: Any) -> None:
        self.key, self.account = key, account

    def get_id(self) -> str:
        """What the cookie holds of it."""
        return self.key


def login(key: str) -> None:
    """The browser holds an account's session; whatever else its cookie held is gone."""
    session.clear()
    login_user(Identity(key, None))
    session.pop("_id")  # Flask-Login's digest of address and browser, of use only to its session protection


def remember_half(key: str) -> None:
    """The browser holds a sign-in that waits for a second factor and opens nothing; the rest of its cookie is gone."""
    session.clear()
    session[_HALF] = key


def half_key() -> str | None:
    """The key of the sign-in that waits for its second factor, whether or not its time is up."""
    return session.get(_HALF)


def remember_challenge(number: int) -> None:
    """The browser is the one that asked for this challenge."""
    session[_CHALLENGE] = number


def taken_challenge() -> int | None:
    """The number of the challenge that the browser asked for, which it then forgets; None without one."""
    number: int | None = session.pop(_CHALLENGE, None)
    return number


def remember_edition(slug: str) -> None:
    """The team's pages that belong to no edition lead back to this one."""
    if session.get(_EDITION) != slug:
        session[_EDITION] = slug


def last_edition() -> str | None:
    """The slug of the edition that the browser looked at last; None if it looked at none."""
    return session.get(_EDITION)


def logout() -> None:
    """The browser holds no session any more."""
    logout_user()
    session.clear()


def staff_key() -> str | None:
    """The key of the account's session, whether or not it is still alive."""
    return session.get("_user_id")


def remember_participant(key: str) -> None:
    """The browser holds a participant's session."""
    session[_PARTICIPANT] = key


def forget_participant() -> None:
    """The browser holds no participant's session any more."""
    session.pop(_PARTICIPANT, None)


def participant_key() -> str | None:
    """The key of the participant's session, whether or not it is still alive."""
    return session.get(_PARTICIPANT)


def remember_way(address: str, now: datetime) -> None:
    """Whoever opens their personal link within the next hour is led to this page of ours."""
    session[_WAY] = [address, now.isoformat()]


def taken_way(now: datetime) -> str | None:
    """The page before which the browser stood within the last hour, which it then forgets."""
    address, at = session.pop(_WAY, None) or (None, None)
    return address if at and timedelta() <= now - datetime.fromisoformat(at) < WAY_LASTS else None


def remember_contributor(key: str) -> None:
    """The browser holds the session of somebody on the programme."""
    session[_CONTRIBUTOR] = key


def contributor_key() -> str | None:
    """The key of the session of somebody on the programme, whether or not it is still alive."""
    return session.get(_CONTRIBUTOR)
