"""What an administrator does about accounts."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core import db, text
from gocluster_events.core.accounts import queries
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.accounts.rules import Deed, check_deed
from gocluster_events.core.accounts.services.factors import remove_all
from gocluster_events.core.accounts.services.own import end_sessions, record
from gocluster_events.core.act import Act

_Change = Callable[[Session, Account, Act], None]


def do(deed: Deed, account_id: int, actor: Account, now: datetime) -> None:
    """The deed is done and on record. That the administrator's own password was typed was asked before.

    Raises Refused when no administrator could sign in any more, or somebody would shut themselves out.
    """
    with db.transaction() as session:
        queries.lock_admins(session)
        account = session.get_one(Account, account_id, populate_existing=True)
        counts = account.is_admin and account.is_active
        active = queries.active_admins(session) + (0 if counts else 1)  # one who cannot sign in takes nobody away
        check_deed(deed, is_own=actor.id == account_id, is_admin=account.is_admin, active_admins=active)
        _CHANGES[deed](session, account, Act(actor.email, now))


def remove_factor(email: str, now: datetime) -> bool:
    """The account of the address has no second factor and no session; whether there is such an account."""
    with db.transaction() as session:
        account = queries.any_account(session, text.email_key(email))
        if account is not None:
            remove_all(session, account, Act("command line", now))
        return account is not None


def _block(session: Session, account: Account, act: Act) -> None:
    account.is_active = False
    end_sessions(session, account.id)
    record(session, account, "account.blocked", act)


def _unblock(session: Session, account: Account, act: Act) -> None:
    account.is_active = True
    record(session, account, "account.unblocked", act)


def _promote(session: Session, account: Account, act: Act) -> None:
    account.is_admin = True
    record(session, account, "account.made_admin", act)


def _demote(session: Session, account: Account, act: Act) -> None:
    account.is_admin = False
    record(session, account, "account.admin_ended", act)


def _sign_out(session: Session, account: Account, act: Act) -> None:
    end_sessions(session, account.id)
    record(session, account, "account.sessions_ended", act)


_CHANGES: Mapping[Deed, _Change] = {
    Deed.BLOCK: _block,
    Deed.UNBLOCK: _unblock,
    Deed.PROMOTE: _promote,
    Deed.DEMOTE: _demote,
    Deed.SIGN_OUT: _sign_out,
    Deed.REMOVE_FACTOR: remove_all,
}
