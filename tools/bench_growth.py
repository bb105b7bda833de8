"""How little the team's pages grow with the people: `dev.py bench growth`.

Every page of the team that the tests know is opened with 200 people and with 10,000, who have left what people leave:
consents, answers, mails, admissions, invitations. The floor is the same page with 200. Each is to stay below a number
of milliseconds, a search below fewer, and the one in the middle below twice its floor. Not every page can: a message is
sealed by all whom it goes to, badges are measured one by one, facets and a search look at everybody; of each that
cannot, `docs/operating.md` says why. Named are the pages that are opened most, three searches for a word that is nearly
everybody's name, and each that takes more than twice as long. `GROWTH=100000` makes the crowd larger, for which nothing
is promised but that no page fails.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from functools import cache
from statistics import median

import sqlalchemy as sa

from gocluster_events import db
from gocluster_events.events.models import Event
from tests.support.meeting import Meeting, Who, arrange
from tests.support.page import MANAGE
from tests.support.pages import PAGES
from tests.support.roles import visitors
from tests.support.settings import NOW
from tests.support.visitor import Visitor
from tools import crowd, parts
from tools.measuring import ROUNDS, Row
from tools.stage import freeze, stage
from tools.steps import Failed

FEW, MANY = 200, int(os.environ.get("GROWTH", "10000"))
MOST_TIMES, MOST_MILLISECONDS, MOST_TO_SEARCH = 2.0, 150.0, 60.0
MOST_TO_SEARCH_THE_LIST = 80.0
"""The fifty people whom it finds are shown with all their columns, which takes most of that with 200 people, too."""
USUAL_SECONDS, PIECE = 0.02, 450_000
"""How long the machine for which the milliseconds are meant needs for a fixed piece of Python."""
UNPROMISED = "/badges?size=free&width=40&height=25"
"""In so small a size hardly any badge shows everything, so that each is laid out to say what it lacks."""
TEAM = (Who.STAFF, Who.DESK, Who.ORGANISER, Who.ADMIN)
SEARCHES = {
    "searching at the door": "/admission?search=miller",
    "searching the list": "/attendees?search=miller",
    "searching everything": "/search?q=miller",
}
OFTEN = {
    "the desk": "/",
    "the list": "/attendees",
    "the list narrowed": "/attendees?status=received&status=in_review",
    "the figures": "/figures",
    "the door": "/admission",
    "one person": "/registration/{registration}/correction",
    "badges": "/badges",
    "papers": "/papers",
    "reminders": "/letters/reminders",
    "a message": "/messages/{message}",
    "sending a message": "/messages/{message}/sending",
    "a message on its way": "/messages/{planned_message}",
    "a message that went": "/messages/{sent_message}",
    "publishing": "/agenda/publication",
    "the gate list": "/lists/gate",
    "duplicates": "/registration/duplicates",
    "invitations": "/registration/invitations",
    "waiting lists": "/registration/waiting",
    "the log": "/audit",
    "the outbox": "/outbox",
    **SEARCHES,
}
Costs = Mapping[str, float]


def run() -> list[Row]:
    """Milliseconds of the processor of each page, and how many times as long it takes with many."""
    parts.build()
    with stage(mode="demo", clock=f"{NOW.isoformat()}@{int(time.time())}") as on:
        meeting = arrange(on.app)
        event_id = db.session().scalars(sa.select(Event.id).where(Event.slug == "jahrestagung-2027")).one()
        clients = visitors(on.app, meeting)
        few, many = (_costs(meeting, clients, event_id, size) for size in (FEW, MANY))
    return [*_rows(few, many), *_summary(few, many)]


def _costs(meeting: Meeting, clients: Mapping[Who, Visitor], event_id: int, size: int) -> Costs:
    crowd.grow(event_id, size)
    db.db.session.remove()
    sent = str(crowd.sent_message(event_id))
    db.db.session.remove()
    freeze()
    around = Meeting(meeting.cookies, {**meeting.places, "sent_message": sent})
    pages = {page.address: page.who for page in PAGES if _is_measured(page.address, page.who) and _answers(page)}
    pages |= {f"{MANAGE}{path}": pages.get(f"{MANAGE}{path}", Who.ORGANISER) for path in OFTEN.values()}
    return {
        path: _milliseconds(clients[who], around.address(address), _most(path) * _slowness())
        for address, who in pages.items()
        for path in (address.removeprefix(MANAGE),)
    }


def _is_measured(address: str, who: Who) -> bool:
    return who in TEAM and address.startswith(MANAGE)


def _answers(page: object) -> bool:
    return getattr(page, "status", 0) == 200 and getattr(page, "sends", None) is None


def _milliseconds(client: Visitor, path: str, most: float) -> float:
    """The median of what the processor does for the page, after it was asked for once.

    What takes longer than ``most`` is measured again, twice at most: what else the machine does only adds to it.
    """

    def ask() -> None:
        with client.get(path) as answer:
            if answer.status_code != 200:
                raise Failed(f"{path} answered {answer.status_code}.")

    ask()
    taken = float("inf")
    for _time in range(3):
        taken = min(taken, median(_work(ask) for _round in range(ROUNDS)))
        if taken <= most:
            break
    return taken


def _work(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return 1000 * (time.process_time() - began)


def _rows(few: Costs, many: Costs) -> list[Row]:
    names = {path: name for name, path in OFTEN.items()}
    slow = [path for path in many if path not in names and many[path] > MOST_TIMES * few[path]]
    return [_row(path, few, many, names.get(path, "")) for path in [*names, *sorted(slow)]]


def _row(path: str, few: Costs, many: Costs, name: str = "") -> Row:
    what = f"{name} ({path})" if name else path
    if MANY != 10_000 or path == UNPROMISED:
        return Row(what, many[path], "ms", few[path])
    return Row(what, many[path], "ms", few[path], at_most=round(_most(path) * _slowness()))


def _most(path: str) -> float:
    if path == SEARCHES["searching the list"]:
        return MOST_TO_SEARCH_THE_LIST
    return MOST_TO_SEARCH if path in SEARCHES.values() else MOST_MILLISECONDS


def _summary(few: Costs, many: Costs) -> list[Row]:
    ratios = [many[path] / few[path] for path in many]
    return [
        Row(f"… of {len(many)} pages of the team: the median", median(many.values()), "ms", median(few.values())),
        Row("… how many times as long with many, the median", median(ratios), "×", at_most=MOST_TIMES),
    ]


@cache
def _slowness() -> float:
    """How many times as long this machine takes as the one for which the milliseconds are meant."""
    return max(1.0, min(_piece() for _round in range(5)) / USUAL_SECONDS)


def _piece() -> float:
    began = time.process_time()
    sum(number * number % 7 for number in range(PIECE))
    return time.process_time() - began
