"""What a whole sign-up may cost, from the first form to the personal page: eight requests, three transactions,
forty statements, of which no request reads anything twice.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from gocluster_events.core import db
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Cluster, Event
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.models import Quota, Registration
from gocluster_events.meeting.registration.people.rules.codes import ActorType
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from tests.support.invited import shared_code
from tests.support.joint import together
from tests.support.make import add, make_day, make_quota, make_room
from tests.support.programme import plan, publish, slot
from tests.support.questions import TOURS, ask
from tests.support.signing_up import PAGE, prove_address
from tests.support.visitor import Visitor

MOST_REQUESTS, MOST_STATEMENTS, FOR_EACH_MORE, MOST_TRANSACTIONS = 8, 40, 4, 3

pytestmark = pytest.mark.both_databases


@dataclass
class Bill:
    """Every request with the statements that it caused, by name."""

    requests: list[tuple[str, list[str]]] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{len(self.requests)} requests, {self.statements} statements"]
        for number, (request, statements) in enumerate(self.requests, 1):
            lines += [f"{number:2} {request}: {len(statements)}", *(f"     {each}" for each in statements)]
        return "\n".join(lines)

    @property
    def statements(self) -> int:
        return sum(len(statements) for _request, statements in self.requests)

    @property
    def twice(self) -> list[str]:
        """What one request has read more than once."""
        counts = (Counter(statements) for _request, statements in self.requests)
        return [read for each in counts for read, many in each.items() if many > 1 and read.startswith("SELECT")]


def named(statement: str) -> str:
    """What a statement does, and to which tables."""
    verb = statement.split(maxsplit=1)[0].upper()
    tables = dict.fromkeys(re.findall(r"\b(?:FROM|INTO|UPDATE|JOIN)\s+(\w+)", statement))
    return f"{verb} {', '.join(tables)}" + (" FOR UPDATE" if re.search(r"FOR (NO KEY )?UPDATE", statement) else "")


@contextmanager
def counted(statements: list[str]) -> Iterator[None]:
    """Whatever is asked of the database is on the list; BEGIN and COMMIT are not."""

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            statements.append(named(statement))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


class Payer:
    """A visitor whose requests are on a bill."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.bill = visitor, Bill()

    def get(self, path: str) -> TestResponse:
        return self._pay("GET", path, lambda: self.visitor.get(path))

    def send(self, page: TestResponse, **typed: Any) -> str:
        """Where the form on that page leads."""
        form = self.visitor.form_in(page)
        answer = self._pay("POST", form.form.action, lambda: form.send(**typed))
        assert answer.status_code == 302
        return answer.location

    def _pay(self, method: str, path: str, ask: Callable[[], TestResponse]) -> TestResponse:
        statements: list[str] = []
        self.bill.requests.append((f"{method} {re.sub(r'[^/]{20,}', '…', path)}", statements))
        with counted(statements):
            return ask()


def arrange(event: Event) -> None:
    """The edition keeps places for some, has a published programme and asks more than the usual."""
    make_day(event)
    quota = Quota(event_id=event.id, name=Localized("Start-ups"), mode=Mode.ONSITE, places=20)
    quota.actor_types, quota.most_per_organisation = [ActorType.STARTUP.value], 2
    add(quota)
    plan(event, *(slot(number, 60 * number, room=make_room(event).id) for number in range(1, 5)))
    publish(event, Localized("Erste Fassung", "First version"))


def sign_up(payer: Payer, slug: str, email: str, more: Mapping[str, str], **answers: str) -> TestResponse:
    """From the first form to the personal page, as a browser asks for it."""
    somebody = {**PAGE, "actor_type": "startup", "email": email, **more, **answers}
    check = payer.send(payer.get(f"/de/{slug}/register"), **somebody)
    done = payer.send(payer.get(check))
    assert payer.get(done).status_code == 200
    return payer.get(payer.send(payer.get(prove_address(latest()))))


def latest() -> int:
    db.session().rollback()
    return db.session().scalar(sa.select(sa.func.max(Registration.id))) or 0


@pytest.mark.parametrize("questions", [0, 2])
def test_a_whole_sign_up_costs_at_most_eight_requests_and_forty_statements(
    visitor: Visitor, event: Event, questions: int
):
    slug = event.slug
    arrange(event)
    answers = {f"q{ask(event, f'Frage {number}')}": "yes" for number in range(questions)}
    check(visitor, slug, {}, f"{questions} questions", **answers)


def test_a_member_a_code_and_an_option_with_few_places_cost_four_more_each_at_most(visitor: Visitor, event: Event):
    slug, quota = event.slug, make_quota(event, by_invitation=True, actor_types=[])
    arrange(event)
    add(Cluster(event_id=event.id, name="Musternetzwerk Leichtbau", state=FederalState.SN))
    code = shared_code(event, quota)
    tour = ask(event, "Welche Exkursion?", QuestionKind.ONE_OF, options=TOURS)
    more = {"member": "yes", "cluster": "Musternetzwerk Leichtbau", "invitation_code": code}
    check(visitor, slug, more, "member, code and option", **{f"q{tour}": "o2"}, extra=3 * FOR_EACH_MORE)


def test_each_more_of_a_sign_up_of_several_reads_no_questions_again(event: Event):
    ask(event, "Welche Exkursion?", QuestionKind.ONE_OF, options=TOURS)
    together(event, "first@example.org")  # the servers have run for a while
    bills: list[list[str]] = [[], []]
    for bill, others in zip(bills, (["jo@example.org"], ["mai@example.org", "kim@example.org"]), strict=True):
        with counted(bill):
            together(event, *others, draft=others[0])
    one, two = ([each for each in bill if "question" in each] for bill in bills)
    assert one
    assert len(two) == len(one)


def check(visitor: Visitor, slug: str, more: Mapping[str, str], what: str, extra: int = 0, **answers: str) -> None:
    sign_up(Payer(visitor), slug, "first@example.org", more, **answers)  # the servers have run for a while
    payer, before = Payer(visitor), db.commits()
    page = sign_up(payer, slug, "miriam@example.org", more, **answers)
    bill = payer.bill
    print(f"\n{db.db.engine.dialect.name}, {what}: {bill}")  # noqa: T201 -- pytest -s shows it
    assert "Ihr Platz ist bestätigt" in page.text
    assert len(bill.requests) <= MOST_REQUESTS
    assert db.commits() - before == MOST_TRANSACTIONS
    assert bill.statements <= MOST_STATEMENTS + extra
    assert bill.twice == []
