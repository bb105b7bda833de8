"""The app whose worker notes that a mail was sent before the mail is handed over. It must drop mails."""

from datetime import datetime

from gocluster_events.factory.app import create_app
from gocluster_events.mail.services import outbox
from gocluster_events.mail.services.outbox import Leased

lease_only = outbox.lease


def lease_and_note(now: datetime, sent: int | None = None) -> Leased | None:
    """The next due mail, which counts as sent."""
    leased = lease_only(now, sent)
    if leased is not None:
        outbox.mark_sent(leased.id, now)
    return leased


outbox.lease = lease_and_note

app = create_app()
