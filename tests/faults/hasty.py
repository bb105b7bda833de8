"""The app whose worker notes that a mail was sent before the mail is handed over. It must drop mails."""

from collections.abc import Sequence
from datetime import datetime

from gocluster_events.core.mail.services import outbox
from gocluster_events.core.mail.services.outbox import Leased
from gocluster_events.factory import create_app

lease_only = outbox.lease


def lease_and_note(now: datetime, most: int) -> Sequence[Leased]:
    """The next due mails, which count as sent."""
    leased = lease_only(now, most)
    outbox.mark_sent(leased, now)
    return leased


outbox.lease = lease_and_note

app = create_app()
