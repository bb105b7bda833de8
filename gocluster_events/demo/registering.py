"""Who registers in the demo, when, and what becomes of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.demo.facts import Facts, instant, localized
from gocluster_events.meeting.agenda.models import Item
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.registration.people.models import QuestionRow, QuestionVersion, Quota
from gocluster_events.meeting.registration.people.rules.codes import Audience, Retention
from gocluster_events.meeting.registration.people.rules.questions import NO, YES, Answer, Answers, QuestionKind

LATEST = datetime(2027, 3, 19, 20, tzinfo=UTC)  # of those who prove their address
NOW = datetime(2027, 3, 20, 9, tzinfo=UTC)  # where the demo's clock stands at its first start


class Fate(Enum):
    """What becomes of a registration before the demo begins."""

    TAKES_PART = "takes_part"  # confirmed, or on the waiting list when all places are taken
    UNPROVEN = "unproven"
    LAPSES = "lapses"
    CANCELS = "cancels"
    DECLINED = "declined"


class Happens(Enum):
    """What happens to a registration at an instant."""

    REGISTER = "register"
    PROVE = "prove"
    CANCEL = "cancel"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Moment:
    """At ``at`` the ``number``-th person of a crowd does this, or has it done to them."""

    at: datetime
    number: int
    act: Happens
    mode: Mode


Crowd = Mapping[tuple[Mode, Fate], int]

ANNUAL_MEETING: Crowd = {
    (Mode.ONSITE, Fate.TAKES_PART): 177,
    (Mode.ONSITE, Fate.UNPROVEN): 4,
    (Mode.ONSITE, Fate.LAPSES): 3,
    (Mode.ONSITE, Fate.CANCELS): 6,
    (Mode.ONSITE, Fate.DECLINED): 3,
    (Mode.ONLINE, Fate.TAKES_PART): 88,
    (Mode.ONLINE, Fate.UNPROVEN): 2,
    (Mode.ONLINE, Fate.LAPSES): 2,
    (Mode.ONLINE, Fate.CANCELS): 3,
    (Mode.ONLINE, Fate.DECLINED): 1,
}
REGIONAL_FORUM: Crowd = {
    (Mode.ONSITE, Fate.TAKES_PART): 65,  # 40 places, so 25 wait
    (Mode.ONSITE, Fate.UNPROVEN): 2,
    (Mode.ONSITE, Fate.CANCELS): 1,
}
EXPERT_DIALOGUE: Crowd = {
    (Mode.ONSITE, Fate.TAKES_PART): 25,  # the team decides about each
    (Mode.ONSITE, Fate.UNPROVEN): 1,
}


def moments(random: Random, crowd: Crowd, opens_at: datetime) -> list[Moment]:
    """Everything that happens to the crowd, in the order of time; who has which fate is chance."""
    fates = [fate for fate, count in crowd.items() for _ in range(count)]
    random.shuffle(fates)
    lives = [_life(random, number, mode, fate, opens_at) for number, (mode, fate) in enumerate(fates)]
    return sorted((moment for life in lives for moment in life), key=lambda moment: (moment.at, moment.number))


def _life(random: Random, number: int, mode: Mode, fate: Fate, opens_at: datetime) -> Iterator[Moment]:
    if fate is Fate.UNPROVEN:
        yield Moment(
            _between(random, NOW - timedelta(hours=40), NOW - timedelta(hours=1)), number, Happens.REGISTER, mode
        )
        return
    latest = LATEST - timedelta(days=6) if fate is not Fate.TAKES_PART else LATEST
    at = _between(random, opens_at, latest)
    yield Moment(at, number, Happens.REGISTER, mode)
    if fate is Fate.LAPSES:
        return
    is_slow = random.random() < 0.3 and at < NOW - timedelta(days=1)
    proven_at = at + (_some_hours(random) if is_slow else timedelta(minutes=random.randint(1, 40)))
    yield Moment(proven_at, number, Happens.PROVE, mode)
    if fate in {Fate.CANCELS, Fate.DECLINED}:
        act = Happens.CANCEL if fate is Fate.CANCELS else Happens.DECLINE
        yield Moment(_between(random, LATEST - timedelta(days=4), NOW - timedelta(hours=2)), number, act, mode)


def _between(random: Random, start: datetime, end: datetime) -> datetime:
    """An instant in the span, most likely by day: of eight draws the one nearest to two in the afternoon."""
    seconds = int((end - start).total_seconds())
    drawn = [start + timedelta(seconds=random.randrange(seconds)) for _ in range(8)]
    return min(drawn, key=lambda at: abs(at.hour + at.minute / 60 - 13))


def _some_hours(random: Random) -> timedelta:
    return timedelta(hours=random.randint(1, 20), minutes=random.randint(0, 59))


Answerable = Sequence[tuple[QuestionVersion, Mapping[str, Any]]]
"""Questions that participants are asked, each with its facts."""


def add(session: Session, event: Event, facts: Facts) -> Answerable:
    """The edition has its procedure, its quotas and its questions; those that participants answer are returned."""
    event.confirmation = Confirmation(facts.get("confirmation", Confirmation.AUTOMATIC.value))
    event.moving_up = MovingUp(facts.get("moving_up", MovingUp.DIRECT.value))
    event.state = FederalState(facts.get("state", FederalState.ABROAD.value))
    session.add_all(_quota(event.id, position, quota) for position, quota in enumerate(facts.get("quotas", ())))
    rows: list[tuple[QuestionVersion, Mapping[str, Any]]] = []
    for position, question in enumerate(facts.get("questions", ())):
        rows.append((_question(session, event, position, question, rows), question))
    event.asks_more = bool(rows)
    session.flush()
    return [(row, question) for row, question in rows if not row.for_staff]


def answers(random: Random, questions: Answerable, *, is_member: bool) -> Answers:
    """Random answers to the questions; a conditional question is answered only if it is asked of that person."""
    given: dict[int, Answer] = {}
    for row, facts in questions:
        if row.condition and row.condition["options"][0] not in _chosen(given, row.condition["question"]):
            continue
        if facts.get("audience") == Audience.MEMBERS.value and not is_member:
            continue
        answer = _answer(random, row, facts)
        if answer:
            given[row.question_id] = answer
    return tuple(given.values())


def _chosen(given: Mapping[int, Answer], question_id: int) -> tuple[str, ...]:
    return given[question_id].options if question_id in given else ()


def _answer(random: Random, row: QuestionVersion, facts: Mapping[str, Any]) -> Answer:
    content: dict[str, Any] = {}
    if row.kind is QuestionKind.YES_NO:
        content["options"] = (YES if random.random() < 0.3 else NO,)
    elif row.options:
        content["options"] = (random.choice(row.options)["id"],)
    elif "answers" in facts:
        content["text"] = random.choice(facts["answers"])
    return Answer(question_id=row.question_id, version_id=row.id, **content)


def _quota(event_id: int, position: int, facts: Mapping[str, Any]) -> Quota:
    return Quota(
        event_id=event_id,
        position=position,
        name=localized(facts["name"]),
        mode=Mode(facts["mode"]),
        places=facts["places"],
        by_invitation=facts.get("by_invitation", False),
        members_only=facts.get("members_only", False),
        actor_types=facts.get("actor_types", []),
        most_per_organisation=facts.get("most_per_organisation", 0),
        release_at=instant(facts["release"]) if "release" in facts else None,
    )


def _item(session: Session, event: Event, facts: Mapping[str, Any]) -> str:
    """The UUID of the item for which the question stands; empty: for none."""
    named = sa.select(Item.uuid).where(Item.event_id == event.id, Item.code == facts.get("item"))
    return session.scalar(named) or ""


def _question(
    session: Session, event: Event, position: int, facts: Mapping[str, Any], earlier: Answerable
) -> QuestionVersion:
    audience = Audience(facts.get("audience", Audience.EVERYBODY.value))
    row = QuestionRow(event_id=event.id, position=position + 1, audience=audience, item=_item(session, event, facts))
    session.add(row)
    session.flush()
    condition = {}
    if "only_if" in facts:  # an earlier question, by its number from 1, and the answer
        number, option = facts["only_if"]
        condition = {"question": earlier[number - 1][0].question_id, "options": [option]}
    options = [{"id": f"o{each}", **option} for each, option in enumerate(facts.get("options", ()), 1)]
    version = QuestionVersion(
        question_id=row.id,
        number=1,
        created_at=event.registration_opens_at,
        kind=QuestionKind(facts["kind"]),
        label=localized(facts["label"]),
        help=localized(facts.get("help")),
        is_mandatory=facts.get("mandatory", False),
        for_staff=facts.get("for_staff", False),
        condition=condition,
        options=[{"places": 0, **option} for option in options],
        purpose=facts.get("purpose", ""),
        retention=Retention.REGISTRATION,
    )
    session.add(version)
    session.flush()
    return version
