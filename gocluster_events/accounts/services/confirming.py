"""Asking somebody who is signed in for their password again, before something that cannot be taken back easily."""

from datetime import datetime

from gocluster_events import db
from gocluster_events.accounts.models import Account
from gocluster_events.accounts.rules import Limits, Refusal
from gocluster_events.accounts.services import Limit, count_one_by_one, fits, uncount
from gocluster_events.errors import Refused


def confirm(account_id: int, password: str, address: str, limits: Limits, now: datetime) -> None:
    """Nothing has changed: it is their password. Guesses count as at sign-in.

    Raises Refused when it is not, TooMany after too many failures from ``address``.
    """
    account = db.session().get_one(Account, account_id)
    guesses = (
        Limit("sign_in_account", f"{account.email_key} {address}", limits.per_account, limits.window),
        Limit("sign_in", address, limits.per_address, limits.window),
    )
    password_hash = account.password_hash
    count_one_by_one(guesses, now)
    if not fits(password_hash, password):
        raise Refused(Refusal.WRONG_PASSWORD)
    with db.transaction() as session:
        uncount(session, guesses, now)
