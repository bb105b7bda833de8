"""However many answer at once, and however many workers come by: a sign-up of several causes one letter."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial

import pytest
from flask import Flask

from gocluster_events.core.db import transaction
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.sign_up.rules import Joint, Report, report
from gocluster_events.meeting.registration.sign_up.services import colleagues, proving
from tests.support.joint import JO, KIM, OVER, awaited, reports, together
from tests.support.make import make_event
from tests.support.registrants import prove
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def at_once(app: Flask, event_id: int, *verbs: Callable[[], object]) -> None:
    """All of them happen; each has come as far as it can before the edition is free."""

    def attempt(verb: Callable[[], object]) -> None:
        with app.app_context():
            verb()

    with ThreadPoolExecutor() as processes:
        with transaction() as writing:
            events.lock(writing, event_id)
            started = [processes.submit(attempt, verb) for verb in verbs]
            wait(started, timeout=0.5)
        for each in started:
            each.result()


def test_of_the_last_two_who_answer_at_once_one_causes_the_letter(app: Flask):
    event = make_event()
    event_id, (miriam, *others) = event.id, together(event, JO, KIM)
    prove(event, miriam)
    at_once(app, event_id, *(partial(proving.prove, event_id, each, 1, NOW) for each in others))
    assert reports() == [("Jo Muster, Kim Muster", "")]


def test_two_workers_and_the_last_answer_cause_one_letter(app: Flask):
    event = make_event()
    event_id, (miriam, jo) = event.id, together(event, JO)
    prove(event, miriam)
    workers = [partial(colleagues.report_overdue, OVER)] * 2
    at_once(app, event_id, *workers, partial(proving.prove, event_id, jo, 1, OVER))
    (outcome,) = reports()
    assert (outcome in {("Jo Muster", ""), ("", "Jo Muster")}, awaited()) == (True, 0)


def of_several(*flags: Sequence[bool]) -> list[Joint]:
    """The registrant and others, each with whether they have and may still have answered."""
    return [Joint(f"Person {n}", n == 0, has, may) for n, (has, may) in enumerate(flags)]


YES, OPEN, NO = (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("people", "outcome"),
    [
        (of_several(YES, OPEN), None),
        (of_several(OPEN, YES), None),
        (of_several(NO, YES), Report(("Person 1",), (), is_sent=False)),
        (of_several(YES, NO, YES), Report(("Person 2",), ("Person 1",), is_sent=True)),
        (of_several(YES), Report((), (), is_sent=False)),
        ([replace(each, is_registrant=False) for each in of_several(YES)], Report(("Person 0",), (), is_sent=False)),
    ],
)
def test_a_report_waits_for_everybody_and_goes_to_a_registrant_who_has_answered(people, outcome):
    assert report(people) == outcome
