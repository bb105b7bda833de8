"""What histories by chance take place on: a meeting that is over, with an edition, two talks and two people."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from uuid import UUID

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.timetable import Item, Person
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.events.models import Event
from tests.support.make import make_event
from tests.support.materials import TEAM
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people

Verb = Callable[[], None]
CANARY = rb"kanarie[0-9a-f]{10}"
_number = count(10_000)


@dataclass
class Stage:
    """The first talk is of both people, the second of the last one alone; ``redacted`` has no name any more.

    Whoever is on it is called by a canary, as is all that they hand in: so whatever is read anywhere can be told apart.
    """

    dice: Random
    event: Event
    people: tuple[Person, ...]
    talks: tuple[Item, ...]
    redacted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.slug, self.cast = self.event.slug, {talk.uuid: self.people[at:] for at, talk in enumerate(self.talks)}
        self.verbs: list[tuple[Verb, float]] = [(self.join, 0.5)]

    @classmethod
    def of(cls, dice: Random) -> "Stage":
        """A new one."""
        event = make_event(slug=f"tagung-{next(_number)}")
        people = tuple(
            replace(each, uuid=str(UUID(int=next(_number))), last_name=_canary(dice).title()) for each in (MAI, TAREK)
        )
        titles = [{"room": None, "code": f"A{at}", "title": Localized(f"Vortrag {at}")} for at in (1, 2)]
        talks = tuple(
            with_people(slot(next(_number), 90 * at, **titles[at]), *people[at:])  # type: ignore[arg-type]
            for at in range(2)
        )
        plan(event, *people, *talks)
        publish(event)
        return cls(dice, event, people, talks)

    def canary(self) -> str:
        """A word that nobody has said before."""
        return _canary(self.dice)

    def cast_of(self, item: str) -> set[str]:
        """Who is in it, by UUID."""
        return {each.uuid for each in self.cast[item]}

    def join(self) -> None:
        """The second talk is of both, too, in a new version of the programme."""
        talk = self.talks[1]
        if len(self.cast[talk.uuid]) == 1:
            drafting.apply(self.event.id, [Change(talk, with_people(talk, *self.people))], {talk.uuid: 1}, TEAM)
            self.cast[talk.uuid] = self.people
            publish(self.event, at=TEAM.at)

    def names(self) -> set[str]:
        """The names that may be read."""
        return {each.last_name.lower() for each in self.people if each.uuid not in self.redacted}


def _canary(dice: Random) -> str:
    return f"kanarie{dice.getrandbits(40):010x}"
