"""The app whose worker takes up what another worker has in hand. Two of them must send mails twice."""

from datetime import timedelta

from gocluster_events.core.mail.rules import outbox
from gocluster_events.factory import create_app

outbox.LEASE = timedelta()

app = create_app()
