"""In tests a handful of people wish: the worker searches a tenth as long for their places, but in full proofs."""

from functools import partial
from typing import Any

from gocluster_events.attendance.wishes.services import runs
from tests.support import proving

TRIES_PER_UNIT = 400
_runs: Any = runs


def keep() -> None:
    """From now on a run of this process ends soon; tests of the search itself say how long it searches."""
    if not proving.is_full():
        _runs.Annealing = partial(_runs.Annealing, tries_per_unit=TRIES_PER_UNIT)
