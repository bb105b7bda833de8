"""A team with a colleague, somebody who is asked and somebody whose invitation is over, and what their links hold."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import Account, Authenticator, Passkey
from gocluster_events.core.accounts.rules import Limits
from gocluster_events.core.accounts.services import factors, own
from gocluster_events.core.accounts.services.sessions import sign_in
from gocluster_events.core.db import session, transaction
from gocluster_events.core.tokens import Signer, Vault
from gocluster_events.meeting.events.models import Event, TeamInvitation
from tests.support.device import coded
from tests.support.make import PASSWORD, add, make_member
from tests.support.settings import NOW, SECRET_KEY

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of an app


def make_invitation(event: Event, email: str = "neu@example.org", **changes: object) -> TeamInvitation:
    """An open invitation of generation 1."""
    values = {
        "event_id": event.id,
        "email": email,
        "email_key": email,
        "role": Role.STAFF,
        "language": "de",
        "generation": 1,
        "invited_by": "organiser@example.org",
        "sent_at": NOW,
        "expires_at": NOW + timedelta(days=7),
    }
    return add(TeamInvitation(**{**values, **changes}))


def ask_team(app: Flask, event: Event) -> dict[str, str]:
    """What stands in the addresses of the team's pages."""
    colleague: Account = make_member(event, Role.STAFF, name="Timo Kellner", email="kellner@example.org")
    invitation = make_invitation(event)
    make_invitation(event, "spaet@example.org", expires_at=NOW - timedelta(hours=1))
    signer = Signer(app.config["SETTINGS"].secret_keys)
    return {
        "member": str(colleague.id),
        "team_invitation": str(invitation.id),
        "join": signer.sign("team.join", invitation.id, 1),
        "join_dead": signer.sign("team.join", invitation.id, 99),
        **_moving(app, event),
    }


def _moving(app: Flask, event: Event) -> dict[str, str]:
    """Somebody has asked for a new password and for another address."""
    lost = make_member(event, Role.STAFF, name="Ria Verloren", email="verloren@example.org")
    signer = Signer(app.config["SETTINGS"].secret_keys)
    with transaction() as writing:
        own.ask_reset(writing, lost.id, NOW)
        own.ask_email(writing, writing.get_one(Account, lost.id), "gefunden@example.org", NOW)
    return {
        "reset": signer.sign("team.new_password", lost.id, 1),
        "reset_dead": signer.sign("team.new_password", lost.id, 99),
        "account_email": signer.sign("team.account_email_proof", lost.id, 1),
    }


def protect(app: Flask, account: Account, secret: str = SECRET) -> dict[str, str]:
    """The account has an app, a passkey, recovery codes, and another app that waits for its first code."""
    vault = Vault(app.config["SETTINGS"].secret_keys)
    sealed, later = vault.seal(secret), clock.now() + timedelta(hours=1)  # it waits as long as any test takes
    add(Authenticator(account_id=account.id, secret=sealed, pending=sealed, pending_at=later, proven_at=NOW))
    known = coded(f"key {account.id}".encode())
    key = Passkey(account_id=account.id, credential_id=known, public_key=b"key", name="Telefon")
    key.created_at = NOW
    factors.renew_codes(account.id, NOW)
    return {"passkey": str(add(key).id)}


def half_session(app: Flask, event: Event) -> dict[str, str]:
    """The cookie of somebody who has typed the password, and no code yet."""
    account = make_member(event, Role.STAFF, name="Halb Da")
    protect(app, account)
    return {"half": sign_in(account.email, PASSWORD, "127.0.0.1", Limits(5, 50), NOW)}


def of_the_team(app: Flask, event: Event, email: str) -> dict[str, dict[str, object]]:
    """What the views about a team and its accounts need in their addresses; whoever has ``email`` has factors."""
    member, invitation = make_member(event, Role.STAFF).id, make_invitation(event).id
    me = session().scalars(sa.select(Account).where(Account.email == email)).one()
    gone, lost = make_invitation(event, "weg@example.org").id, make_member(event).id
    with transaction() as writing:
        own.ask_reset(writing, lost, clock.now())
        own.ask_email(writing, writing.get_one(Account, lost), "new@example.org", clock.now())
    return {
        "team.join": {"token": Signer((SECRET_KEY,)).sign("team.join", invitation, 1)},
        "team.team_invitation_renewal": {"number": invitation},
        "team.team_invitation_withdrawal": {"number": gone},
        "team.team_role": {"account_id": member},
        "team.new_password": {"token": Signer((SECRET_KEY,)).sign("team.new_password", lost, 1)},
        "team.account_email_proof": {"token": Signer((SECRET_KEY,)).sign("team.account_email_proof", lost, 1)},
        "accounts.session_end": {"number": 1},
        "accounts.passkey_removal": {"number": protect(app, me)["passkey"]},
        "team.account_deed": {"account_id": member, "deed": "blocking"},
        "team.team_removal": {"account_id": member},
    }
