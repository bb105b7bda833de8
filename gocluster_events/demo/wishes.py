"""What people of the demo wish: one edition still collects wishes, in another the places are allotted."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.wishes.models import ItemWish
from gocluster_events.attendance.wishes.queries import rounds as queries
from gocluster_events.attendance.wishes.rules.facts import RoundFacts
from gocluster_events.attendance.wishes.services import binding, rounds, runs
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.demo.places import confirmed
from gocluster_events.demo.registering import NOW
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.events.models import Event

_CLOSES = datetime(2027, 4, 1, 10, tzinfo=UTC)  # noon in Berlin
_CLOSED = NOW - timedelta(days=2)
_LISTS = 120
_LIKED: Mapping[str, int] = {"A1": 4, "B1": 5, "C1": 3, "R1": 2, "R2": 5}
"""How much each item is liked, against the others at its time."""
_SEED = 2027


def collect(slug: str, organiser: str) -> None:
    """Let people of an edition wish until a deadline that is still to come."""
    event = _begin(slug, organiser, RoundFacts(closes_at=_CLOSES, most_wishes=3))
    with db.transaction() as session:
        _name(session, event, _LISTS, most=3)


def allot(slug: str, organiser: str) -> None:
    """Let nearly everybody of an edition wish, until a deadline that has passed, and give everybody the result."""
    event = _begin(slug, organiser, RoundFacts(closes_at=_CLOSED))
    with db.transaction() as session:
        _name(session, event, None, most=2)
    _allot(event.id, organiser)


def _begin(slug: str, organiser: str, facts: RoundFacts) -> Event:
    event = db.session().scalars(sa.select(Event).where(Event.slug == slug)).one()
    rounds.set_round(event.id, facts, Act(organiser, NOW - timedelta(days=20)), 0)
    return event


def _name(session: Session, event: Event, lists: int | None, *, most: int) -> None:
    """So many of those who come on site, or nearly all, name wishes; some only one, and a few that they do not come."""
    version = agenda.latest(session, event.id)
    items = {each.code: each.uuid for each in version.timetable.items if each.code in _LIKED} if version else {}
    random = Random(f"{_SEED} wishes {event.slug}")  # noqa: S311 -- the demo is the same every time
    people = [each for each in confirmed(session, event.id) if each[1] < _CLOSED - timedelta(hours=12)]
    for person, since in random.sample(people, min(lists or len(people) - 4, len(people))):
        at = since + timedelta(hours=random.randrange(1, 10))
        ranks = _ranks(random, list(items), most)
        facts = {"event_id": event.id, "registration_id": person, "at": at}
        session.add_all(ItemWish(item=items[code], rank=rank, **facts) for code, rank in ranks.items())


def _ranks(random: Random, codes: Sequence[str], most: int) -> Mapping[str, int]:
    drawn = random.random()
    if drawn < 0.05:
        return dict.fromkeys(codes, 0)
    order: list[str] = []
    while len(order) < (1 if drawn < 0.3 else min(most, len(codes))):
        left = [code for code in codes if code not in order]
        order += random.choices(left, [_LIKED[code] for code in left])
    return {code: rank for rank, code in enumerate(order, 1)}


def _allot(event_id: int, organiser: str) -> None:
    """The worker closes the round and computes; an organiser makes the run binding, and everybody has it."""
    at = _CLOSED + timedelta(hours=3)
    rounds.close_due(_CLOSED)
    chance = Random(_SEED)  # noqa: S311 -- the demo is the same every time
    number = runs.compute(event_id, {}, Act(organiser, at), chance)
    runs.run_due(at, lambda: at)
    run = queries.run(db.session(), event_id, number)
    digest = run.digest if run else ""
    binding.commit(event_id, number, Act(organiser, at + timedelta(minutes=20)), digest)
    binding.bind_due(at + timedelta(minutes=26))
