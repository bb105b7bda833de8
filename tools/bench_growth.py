"""How little the team's pages grow with the people: `dev.py bench growth`.

Every page of the team that the tests know is opened with 200 people and with 10,000, who have left what people leave:
consents, answers, mails, admissions, invitations. The floor is the same page with 200. Each is to stay below a number
of milliseconds, a search below fewer, and the one in the middle below twice its floor. Not every page can: a message is
sealed by all whom it goes to, badges are measured one by one, facets and a search look at everybody; of each that
cannot, `docs/operating.md` says why. Named are the pages that are opened most, three searches for a word that is nearly
everybody's name, and each that takes more than twice as long. The milliseconds are those of a machine on which a fixed
piece of Python takes 20, since this one may be slower, and another time than before. With 100,000 people each page is
opened once more: none may fail, or hold more than a number of mebibytes.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator, Mapping
from functools import partial
from statistics import median

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.meeting.events.models import Event
from tests.support.meeting import Meeting, Who, arrange
from tests.support.page import MANAGE
from tests.support.pages import PAGES
from tests.support.roles import visitors
from tests.support.settings import NOW
from tests.support.visitor import Visitor
from tools import crowd
from tools.measuring import Row, fixed_piece, in_turn, seconds
from tools.stage import freeze, stage
from tools.steps import Failed

FEW, MANY, HUGE = 200, 10_000, 100_000
MOST_TIMES, MOST_MILLISECONDS, MOST_TO_SEARCH, MOST_MEBIBYTES = 2.0, 150.0, 60.0, 150.0
MOST_TO_SEARCH_THE_LIST = 80.0
"""The fifty people whom it finds are shown with all their columns, which takes most of that with 200 people, too."""
USUAL_MILLISECONDS = 20.0
"""How long the machine for which the aims are set needs for a fixed piece of Python."""
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
    """Milliseconds of the processor of each page, how many times as long it takes with many, and the most memory."""
    with stage(mode="demo", clock=f"{NOW.isoformat()}@{int(time.time())}") as on:
        meeting = arrange(on.app)
        event_id = db.session().scalars(sa.select(Event.id).where(Event.slug == "jahrestagung-2027")).one()
        clients = visitors(on.app, meeting)
        few, many = (_costs(event_id, size, meeting, clients) for size in (FEW, MANY))
        size, path = max(
            (_mebibytes(client, at), path) for path, client, at in _pages(event_id, HUGE, meeting, clients)
        )
    what = f"… the most memory of a page with {HUGE:,} people ({path})"
    return [*_rows(few, many), *_summary(few, many), Row(what, size, "MiB", at_most=MOST_MEBIBYTES)]


def _costs(event_id: int, size: int, meeting: Meeting, clients: Mapping[Who, Visitor]) -> Costs:
    return {
        path: _milliseconds(client, address, _most(path))
        for path, client, address in _pages(event_id, size, meeting, clients)
    }


def _pages(
    event_id: int, size: int, meeting: Meeting, clients: Mapping[Who, Visitor]
) -> Iterator[tuple[str, Visitor, str]]:
    """The path of each page, who opens it, and its whole address, once there are so many people."""
    crowd.grow(event_id, size)
    db.db.session.remove()
    sent = str(crowd.sent_message(event_id))
    db.db.session.remove()
    freeze()
    around = Meeting(meeting.cookies, {**meeting.places, "sent_message": sent})
    pages = {page.address: page.who for page in PAGES if _is_measured(page.address, page.who) and _answers(page)}
    pages |= {f"{MANAGE}{path}": pages.get(f"{MANAGE}{path}", Who.ORGANISER) for path in OFTEN.values()}
    for address, who in pages.items():
        yield address.removeprefix(MANAGE), clients[who], around.address(address)


def _is_measured(address: str, who: Who) -> bool:
    return who in TEAM and address.startswith(MANAGE)


def _answers(page: object) -> bool:
    return getattr(page, "status", 0) == 200 and getattr(page, "sends", None) is None


def _milliseconds(client: Visitor, path: str, most: float) -> float:
    """What the processor of the machine for which the aims are set does for the page, after it was asked for once.

    What takes longer than ``most`` is measured again, twice at most: what else the machine does only adds to it.
    """
    ask = partial(_ask, client, path)
    ask()
    taken = float("inf")
    for _time in range(3):
        page, piece = in_turn(lambda: 1000 * seconds(ask, time.process_time), fixed_piece)
        taken = min(taken, page / piece * USUAL_MILLISECONDS)
        if taken <= most:
            break
    return taken


def _ask(client: Visitor, path: str) -> None:
    with client.get(path) as answer:
        if answer.status_code != 200:
            raise Failed(f"{path} answered {answer.status_code}.")


def _mebibytes(client: Visitor, path: str) -> float:
    """The most that Python holds at once for the page."""
    tracemalloc.start()
    _ask(client, path)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 2**20


def _rows(few: Costs, many: Costs) -> list[Row]:
    names = {path: name for name, path in OFTEN.items()}
    slow = [path for path in many if path not in names and many[path] > MOST_TIMES * few[path]]
    return [_row(path, few, many, names.get(path, "")) for path in [*names, *sorted(slow)]]


def _row(path: str, few: Costs, many: Costs, name: str = "") -> Row:
    what = f"{name} ({path})" if name else path
    if path == UNPROMISED:
        return Row(what, many[path], "ms", few[path])
    return Row(what, many[path], "ms", few[path], at_most=_most(path))


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
