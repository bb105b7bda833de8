"""People about to press one button each: their rows, drafts and sessions are made in bulk, only the button is real."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from random import Random
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.models import SignIn
from gocluster_events.core.accounts.services.sessions import digest
from gocluster_events.core.db import Base
from gocluster_events.core.tokens import Signer
from tests.support.settings import SECRET_KEY

BROWSER = "one secret for the forms of all browsers"
DONE = 302  # leads on to the page that says so
REFUSED = 200  # the form again, with the reason
OVERTAKEN = 409  # what has happened since the page was opened; of decisions of the team
PATIENCE_SECONDS = 300  # 200 connections wait for each other, on a busy machine for minutes; no test measures time


@dataclass(frozen=True)
class Press:
    """One button: where it posts to, what with, and the cookie of whoever presses it."""

    address: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    cookie: str = ""


@dataclass
class Player:
    """Somebody in a round: what they do, the button for it, and every answer to it."""

    email: str
    path: Any
    press: Press | None = None
    id: int = 0
    answers: list[int] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Whether the last answer was the form again."""
        return bool(self.answers) and self.answers[-1] == REFUSED


class Browsers:
    """Cookies and tokens as the software gives them out, without asking it for a page."""

    def __init__(self, app: Flask) -> None:
        signer: Any = app.session_interface
        self._signed = signer.get_signing_serializer(app).dumps
        self._name = app.config["SESSION_COOKIE_NAME"]
        self.token = URLSafeTimedSerializer(SECRET_KEY, salt="wtf-csrf-token").dumps(BROWSER)
        self.forms = self.holding(drafts=BROWSER)
        self.sign = Signer((SECRET_KEY,)).sign
        self.rows: list[dict[str, Any]] = []

    def holding(self, **held: str) -> str:
        """The cookie of a browser that holds this besides the secret of its forms."""
        return f"{self._name}={self._signed({'csrf_token': BROWSER, **held})}"

    def of_participant(self, event_id: int, registration_id: int, now: datetime, generation: int = 1) -> str:
        """The cookie of somebody who has opened their personal link."""
        key, subject = f"participant {registration_id} {now.isoformat()}", f"registration:{registration_id}"
        self._begin(key, now, scope=f"edition:{event_id}", subject=subject, generation=generation)
        return self.holding(participant=key)

    def of_staff(self, account_id: int, now: datetime) -> str:
        """The cookie of somebody of the team."""
        key = f"staff {account_id} {now.isoformat()}"
        self._begin(key, now, account_id=account_id)
        return self.holding(_user_id=key)

    def _begin(self, key: str, now: datetime, **whose: Any) -> None:
        nobody = {"account_id": None, "scope": "", "subject": "", "generation": 0}
        self.rows.append({"key_digest": digest(key), "created_at": now, "seen_at": now, **nobody, **whose})

    def store(self, session: Session) -> None:
        """The sessions given out are known to the servers."""
        insert(session, SignIn, self.rows)
        self.rows = []


def insert(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """The rows are stored, all at once."""
    if rows:
        session.execute(sa.insert(table), list(rows))


def ask(port: int, press: Press, token: str = "") -> tuple[int, str]:
    """Status and body; a button is pressed if there is a ``token``. Everybody has a connection of their own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": press.cookie}
    body = urlencode({**press.fields, "csrf_token": token}, doseq=True) if token else None
    connection.request("POST" if token else "GET", press.address, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def shuffled(dice: Random, players: Sequence[Player]) -> list[Player]:
    """The same people in another order."""
    return dice.sample(list(players), len(players))
