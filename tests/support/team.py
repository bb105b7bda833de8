"""A team with a colleague, somebody who is asked and somebody whose invitation is over, and what their links hold."""

from datetime import timedelta

from flask import Flask

from gocluster_events.access import Role
from gocluster_events.accounts.models import Account
from gocluster_events.events.models import Event
from gocluster_events.events.models.team import TeamInvitation
from gocluster_events.tokens import Signer
from tests.support.make import NOW, add, make_member
from tests.support.settings import SECRET_KEY


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
    asked = make_invitation(event)
    make_invitation(event, "spaet@example.org", expires_at=NOW - timedelta(hours=1))
    signer = Signer(app.config["SETTINGS"].secret_keys)
    return {
        "member": str(colleague.id),
        "team_invitation": str(asked.id),
        "join": signer.sign("pages.join", asked.id, 1),
        "join_dead": signer.sign("pages.join", asked.id, 99),
    }


def of_the_team(event: Event) -> dict[str, dict[str, object]]:
    """What the views about a team need in their addresses: something that waits for its button."""
    member, asked = make_member(event, Role.STAFF).id, make_invitation(event).id
    gone = make_invitation(event, "weg@example.org").id
    return {
        "pages.join": {"token": Signer((SECRET_KEY,)).sign("pages.join", asked, 1)},
        "pages.team_invitation_renewal": {"number": asked},
        "pages.team_invitation_withdrawal": {"number": gone},
        "pages.team_role": {"account_id": member},
        "pages.team_removal": {"account_id": member},
    }
