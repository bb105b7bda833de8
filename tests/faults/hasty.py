"""The app whose worker notes that a mail was sent before the mail is handed over. It must drop mails."""

from datetime import datetime

from gocluster_events.factory import create_app
from gocluster_events.mail import services as mail
from gocluster_events.mail.services import Leased

lease_only = mail.lease


def lease_and_note(now: datetime, sent: int | None = None) -> Leased | None:
    """The next due mail, which counts as sent."""
    leased = lease_only(now, sent)
    if leased is not None:
        mail.mark_sent(leased.id, now)
    return leased


mail.lease = lease_and_note

app = create_app()
