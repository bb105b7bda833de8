"""Who registers when in the demo, and what becomes of it: chance with a seed, over the weeks before 20 March 2027."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from random import Random

from gocluster_events.events.rules.edition import Mode

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
