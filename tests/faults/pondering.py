"""The app whose worker ponders on a proposal as long as a mail waits to leave."""

import time
from typing import Any

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.factory import create_app
from gocluster_events.meeting.agenda.planning import services as planning
from gocluster_events.meeting.agenda.planning.rules import Annealer
from tests.faults import patient


class Pondering(Annealer):
    """It finds what any other finds, later."""

    def run(self, *tries: Any) -> None:
        """As many tries, once no mail waits."""
        while db.session().scalar(sa.select(sa.exists().where(Mail.state == State.QUEUED))):
            db.session().rollback()
            time.sleep(0.02)
        super().run(*tries)


planning.Annealer = Pondering  # type: ignore[misc]
patient.wait_for_mail_servers()

app = create_app()
