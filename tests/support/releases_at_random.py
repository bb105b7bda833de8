"""Materials of a meeting that is over, of which chance adds, releases, withdraws, publishes and changes some."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from uuid import UUID

from gocluster_events.act import Act
from gocluster_events.agenda.rules.timetable import Person
from gocluster_events.agenda.services.redaction import remove_name
from gocluster_events.db import session
from gocluster_events.errors import Refused
from gocluster_events.materials.queries.materials import material
from gocluster_events.materials.rules.codes import Kind, Licence, SeenBy
from gocluster_events.materials.services import editing, publishing, releasing
from gocluster_events.text import Localized
from tests.support.make import make_event
from tests.support.materials import AFTER, TEAM, facts
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.releasing import number_of

_number = count(10_000)


@dataclass
class Deeds:
    """What was done about one material, apart from what is stored: who says yes to it as it is, is it public."""

    item: str
    canary: str
    seen_by: SeenBy
    is_public: bool = False
    granted: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)


class Materials:
    """The materials of an edition; ``known`` by their UUID, ``redacted`` who has no name any more."""

    def __init__(self, dice: Random) -> None:
        self.dice, self.event = dice, make_event(slug=f"tagung-{next(_number)}")
        self.people = [replace(each, uuid=str(UUID(int=next(_number)))) for each in (MAI, TAREK)]
        talks = [with_people(slot(next(_number), 90 * at, room=None), *self.people[at:]) for at in range(2)]
        plan(self.event, *self.people, *talks)
        publish(self.event)
        self.cast = {talk.uuid: tuple(self.people[at:]) for at, talk in enumerate(talks)}
        self.slug, self.known, self.redacted = self.event.slug, dict[str, Deeds](), set[str]()
        self.last = ""
        for _material in range(2):
            self.add()

    def allowed(self) -> set[str]:
        """The materials that are public, and released by everybody whose they are, all of whom have a name."""
        return {uuid for uuid, deeds in self.known.items() if deeds.is_public and self._is_released(deeds)}

    def _is_released(self, deeds: Deeds) -> bool:
        people = {each.uuid for each in self.cast[deeds.item]}
        return people <= deeds.granted and not people & self.redacted

    def step(self) -> None:
        """Something happens, as it would by the pages; what is refused changes nothing."""
        verbs: list[tuple[Callable[[], None], int]] = [
            (self.add, 1), (self.say_yes, 6), (self.say_no, 3), (self.on_paper, 3), (self.publish, 6),
            (self.take_back, 1), (self.change, 1), (self.remove, 1),
        ]  # fmt: skip
        choices = verbs if self.known else verbs[:1]
        ((verb, _weight),) = self.dice.choices(choices, [weight for _verb, weight in choices])
        self.last = verb.__name__
        session().rollback()
        try:
            verb()
        except Refused as refusal:
            self.last += f" refused: {refusal}"
        session().rollback()

    def make_public(self) -> str:
        """One of the materials is released by everybody whose it is, and published; returns its UUID."""
        uuid = min(self.known)
        for person in self.cast[self.known[uuid].item]:
            self._answer(uuid, person, is_granted=True)
        publishing.publish(self.event.id, uuid, TEAM)
        self.known[uuid].is_public, self.last = True, "publish"
        session().rollback()
        return uuid

    def withdraw(self, uuid: str) -> None:
        """One of its people withdraws the release."""
        self._answer(uuid, self.cast[self.known[uuid].item][0], is_granted=False)
        self.last = "say_no"
        session().rollback()

    def add(self) -> None:
        item, canary = self.dice.choice(list(self.cast)), f"Kanarie{self.dice.getrandbits(40):x}"
        seen_by = self.dice.choice([SeenBy.PUBLIC, SeenBy.PARTICIPANTS])
        uuid = editing.add(self.event.id, self._facts(item, canary, seen_by), "", TEAM)
        self.known[uuid] = Deeds(item, canary, seen_by)

    def say_yes(self) -> None:
        self._say(is_granted=True)

    def say_no(self) -> None:
        self._say(is_granted=False)

    def _say(self, *, is_granted: bool) -> None:
        uuid, _deeds, person = self._chosen()
        self._answer(uuid, person, is_granted=is_granted)

    def _answer(self, uuid: str, person: Person, *, is_granted: bool) -> None:
        deeds = self.known[uuid]
        entry = material(session(), self.event.id, uuid)
        assert entry is not None
        number = number_of(self.event, person)
        revision, act = entry.record.revision, Act(f"person:{number}", AFTER)
        releasing.answer_release(self.event.id, number, uuid, revision, act, is_granted=is_granted)
        deeds.answered.add(person.uuid)
        if is_granted:
            deeds.granted.add(person.uuid)
        else:
            deeds.granted.discard(person.uuid)
            deeds.is_public = False

    def on_paper(self) -> None:
        uuid, deeds, person = self._chosen()
        entry = material(session(), self.event.id, uuid)
        assert entry is not None
        releasing.on_paper(self.event.id, uuid, person.uuid, entry.record.revision, TEAM)
        assert person.uuid not in deeds.answered, "a paper counts against somebody's own word"
        deeds.granted.add(person.uuid)

    def publish(self) -> None:
        uuid, deeds, _person = self._chosen()
        publishing.publish(self.event.id, uuid, TEAM)
        deeds.is_public = True

    def take_back(self) -> None:
        uuid, deeds, _person = self._chosen()
        publishing.take_back(self.event.id, uuid, TEAM)
        deeds.is_public = False

    def change(self) -> None:
        """It lies elsewhere, or under another licence: another thing than the one that was released."""
        uuid, deeds, _person = self._chosen()
        entry = material(session(), self.event.id, uuid)
        assert entry is not None
        licence = self.dice.choice([each for each in Licence if each is not entry.record.facts.licence])
        after = self._facts(deeds.item, deeds.canary, deeds.seen_by, licence)
        editing.change(self.event.id, uuid, after, entry.record.revision, TEAM)
        deeds.answered -= deeds.granted  # a no stays
        deeds.granted = set()

    def remove(self) -> None:
        uuid, _deeds, _person = self._chosen()
        editing.remove(self.event.id, uuid, TEAM)
        del self.known[uuid]

    def redact(self) -> None:
        """Somebody wants their name to stand nowhere any more."""
        person = self.dice.choice(self.people)
        remove_name(self.event.id, person.uuid, TEAM)
        self.redacted.add(person.uuid)
        self.last = f"{person.name} is redacted"

    def _chosen(self) -> tuple[str, Deeds, Person]:
        uuid = self.dice.choice(sorted(self.known))
        return uuid, self.known[uuid], self.dice.choice(self.cast[self.known[uuid].item])

    def _facts(self, item: str, canary: str, seen_by: SeenBy, licence: Licence = Licence.HERE_ONLY):  # type: ignore[no-untyped-def]
        title, url = Localized(f"Unterlage {canary}"), f"https://video.example.org/{canary}"
        return facts(item, kind=Kind.LINK, title=title, url=url, seen_by=seen_by, licence=licence)
