"""The app whose worker, once asked to stop, has long for what is under way; until then it ponders on a proposal."""

import time
from typing import Any

from flask import g

from gocluster_events.cli import worker
from gocluster_events.factory import create_app
from gocluster_events.meeting.agenda.planning import services as planning
from gocluster_events.meeting.agenda.planning.rules import Annealer
from gocluster_events.meeting.agenda.rules.planning_problem import PlanningProblem
from tests.faults import patient


class Pondering(Annealer):
    """It finds something after a few tries, late."""

    def __init__(self, problem: PlanningProblem, seed: int) -> None:
        super().__init__(problem, seed, most_tries=10)

    def run(self, *tries: Any) -> None:
        """As many tries, once the worker is asked to stop."""
        while not g.is_stopping():
            time.sleep(0.02)
        super().run(*tries)


planning.Annealer = Pondering  # type: ignore[misc]
worker.FAREWELL_SECONDS = 120.0
patient.wait_for_mail_servers()

app = create_app()
