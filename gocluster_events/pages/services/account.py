"""What an account does by a mailed link: a new password, another address."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events import text
from gocluster_events.accounts import queries
from gocluster_events.accounts.models import Account
from gocluster_events.accounts.services import own
from gocluster_events.db import transaction
from gocluster_events.letters import services as letters
from gocluster_events.letters.rules import Letter
from gocluster_events.pages.rules.feedback import SITE_ZONE
from gocluster_events.pages.rules.letters import (
    ACCOUNT_NOTICE,
    EMAIL_KNOWN,
    EMAIL_PROOF,
    EMAIL_REPLACED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
)
from gocluster_events.registration.services.mails import moment_in


def send_reset(email: str, language: str, now: datetime) -> None:
    """Where an active account has the address, a link for a new password is on its way to it.

    An unknown address waits for the write lock too, so that the time taken tells little.
    """
    with transaction() as session:
        account = queries.account_by_email(session, text.email_key(email))
        if account is not None:
            generation = own.ask_reset(session, account.id, now)
            _write(session, account, PASSWORD_RESET, account.email, language, now, generation)


def reset(account_id: int, generation: int, password: str, language: str, now: datetime) -> None:
    """Only the new password counts, every session has ended, and a mail says so.

    Raises Refused when the link is over or the password not good enough.
    """
    with transaction() as session:
        account = own.reset(session, account_id, generation, password, now)
        _write(session, account, PASSWORD_CHANGED, account.email, language, now)


def ask_email(account_id: int, email: str, language: str, now: datetime) -> None:
    """A link is on its way to the new address; where that has an account already, a mail that says so and no more."""
    with transaction() as session:
        account = session.get_one(Account, account_id)
        known = queries.any_account(session, text.email_key(email))
        if known is None or known.id == account_id:
            _write(session, account, EMAIL_PROOF, email, language, now, own.ask_email(session, account, email, now))
        else:
            _write(session, known, EMAIL_KNOWN, known.email, language, now)


def prove_email(account_id: int, generation: int, language: str, now: datetime) -> None:
    """The new address is the account's, and the old one is told.

    Raises Refused when the link is over, or another account has the address meanwhile.
    """
    with transaction() as session:
        account, old = own.prove_email(session, account_id, generation, now)
        _write(session, account, EMAIL_REPLACED, old, language, now)


def notice(
    session: Session, account: Account, action: str, now: datetime, *,
    what: Mapping[str, str], browser: str, language: str,
) -> None:  # fmt: skip
    """A mail to the account says what was done to it, when, from which browser, and what to do if it was not oneself.

    ``what`` has the words for every action.
    """
    told = {"what": what[action], "at": moment_in(SITE_ZONE, now, language), "browser": browser}
    _write(session, account, ACCOUNT_NOTICE, account.email, language, now, **told)


def _write(
    session: Session, account: Account, letter: Letter, to: str, language: str, now: datetime, generation: int = 0,
    **told: str,
) -> None:  # fmt: skip
    letters.send(
        session,
        letter,
        now=now,
        scope="site",
        subject=f"account:{account.id}",
        to=to,
        language=language,
        key=f"{letter.name}:{account.id}:{generation}:{now.isoformat()}",
        values={"name": account.name, **told},
        link=(account.id, generation),
    )
