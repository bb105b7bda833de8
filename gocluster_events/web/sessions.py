"""What the cookie knows of who somebody is: the key of a session row, and nothing else."""

from typing import Any

from flask import session
from flask_login import UserMixin, login_user, logout_user

_PARTICIPANT = "participant"
_CONTRIBUTOR = "contributor"


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


def remember_contributor(key: str) -> None:
    """The browser holds the session of somebody on the programme."""
    session[_CONTRIBUTOR] = key


def contributor_key() -> str | None:
    """The key of that session, whether or not it is still alive."""
    return session.get(_CONTRIBUTOR)
