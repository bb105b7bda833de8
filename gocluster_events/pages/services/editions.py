"""There is a new edition, made from nothing or from an earlier one; and how far it is."""

from collections.abc import Callable
from datetime import datetime

from gocluster_events.accounts.models import Account
from gocluster_events.agenda.rules.copying import Ground
from gocluster_events.agenda.services import copying as agenda
from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.events.rules.preparing import CopyOf, NewEdition
from gocluster_events.events.services import preparing
from gocluster_events.letters import services as letters
from gocluster_events.registration.services import copying as registration


def create_edition(edition: NewEdition, account_id: int, now: datetime) -> None:
    """There is a draft of that edition, and the account is its organiser. Raises Refused for its address."""
    with transaction() as session:
        preparing.create(session, edition, session.get_one(Account, account_id), now)


def copy_edition(source_id: int, copied: CopyOf, account_id: int, fresh: Callable[[], str], now: datetime) -> None:
    """There is a draft with everything that was prepared for another edition, so many days later.

    Nobody who registered there, nothing they told, no mail, version or download comes along. ``fresh`` gives UUIDs.
    Raises Refused for its address.
    """
    with transaction() as session:
        source = events.lock(session, source_id)  # before any other read: what was read earlier may be stale
        account = session.get_one(Account, account_id)
        event, rooms, tracks = preparing.copy(session, source, copied, account, now)
        letters.copy(session, source_id, event.id, account.email, now)
        registration.copy(session, source, event, copied.days, now)
        agenda.copy(session, source, event.id, Ground(copied.days, rooms, tracks), fresh, account.email, now)
