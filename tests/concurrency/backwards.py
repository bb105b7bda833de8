"""The app whose lists move up from their end, with a made-up reason for everybody passed. It must be found out."""

from collections.abc import Iterable, Sequence

from gocluster_events.factory import create_app
from gocluster_events.meeting.registration.people.rules.codes import Passed
from gocluster_events.meeting.registration.people.rules.seats import Applicant, SeatPlan
from gocluster_events.meeting.registration.waiting import rules as waiting_rules
from gocluster_events.meeting.registration.waiting.rules import Person, Step
from tests.faults.exchange import everywhere

in_order = waiting_rules.next_in_line


def last_in_line(board: SeatPlan, waiting: Iterable[tuple[Person, Applicant]]) -> Sequence[Step[Person]]:
    """The steps that fill the board, whoever came last first."""
    line, steps = list(waiting), []
    for step in in_order(board, line[::-1]):
        before = [person for person, _applicant in line]
        passed = [(person, Passed.NOT_IN_QUOTA) for person in before[: before.index(step.person)]]
        line.pop(before.index(step.person))
        steps.append(Step(step.person, step.place, tuple(passed)))
    return steps


everywhere("next_in_line", in_order, last_in_line)

app = create_app()
