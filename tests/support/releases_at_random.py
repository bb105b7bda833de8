"""The materials of a meeting that is over, of which chance adds, releases, withdraws, publishes and changes some."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.post_event.materials.queries.materials import material
from gocluster_events.post_event.materials.rules.codes import Kind, Licence, SeenBy
from gocluster_events.post_event.materials.rules.material import Entry, MaterialFacts
from gocluster_events.post_event.materials.services import editing, publishing, releasing
from tests.support.materials import AFTER, TEAM, facts, look_at_files, upload
from tests.support.pdfs import LANGUAGE, pdf
from tests.support.releasing import number_of
from tests.support.stage import Stage, Verb


@dataclass
class Deeds:
    """What was done about one material, apart from what is stored: who says yes to it as it is, is it public."""

    item: str
    canary: str
    seen_by: SeenBy
    is_file: bool
    is_early: bool  # its time has not come
    is_public: bool = False
    granted: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)


class Materials:
    """The materials of an edition; ``known`` by their UUID."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.known = stage, dict[str, Deeds]()
        self.verbs: list[tuple[Verb, float]] = [
            (self.add, 0.5), (self.say_yes, 6), (self.say_no, 3), (self.on_paper, 2), (self.note_withdrawal, 2),
            (self.publish, 6), (self.take_back, 1), (self.change, 1), (self.remove, 1),
        ]  # fmt: skip

    def allowed(self, reader: SeenBy) -> Iterator[str]:
        """What of them may be read: it is public, and released by everybody whose it is, all of whom have a name."""
        for deeds in self.known.values():
            people = self.stage.cast_of(deeds.item)
            is_released = people <= deeds.granted and not people & self.stage.redacted
            if deeds.is_public and is_released and not deeds.is_early and deeds.seen_by in {SeenBy.PUBLIC, reader}:
                yield deeds.canary

    def addresses(self) -> Iterator[tuple[SeenBy, str]]:
        """Where those lie that are files, for everybody and for whoever takes part."""
        for uuid, deeds in self.known.items():
            if deeds.is_file:
                yield SeenBy.PUBLIC, f"/de/{self.stage.slug}/materials/{uuid}"
                yield SeenBy.PARTICIPANTS, f"/de/my/materials/{uuid}"

    def make_public(self) -> None:
        """All of them are released by everybody whose they are, and published."""
        for uuid, deeds in self.known.items():
            for person in self.stage.cast[deeds.item]:
                if person.uuid not in deeds.granted:
                    self._answer(uuid, person, is_granted=True)
            if not deeds.is_public:
                publishing.publish(self.stage.event.id, uuid, TEAM)
                deeds.is_public = True

    def add(self) -> None:
        dice = self.stage.dice
        item, seen_by = dice.choice(list(self.stage.cast)), dice.choice([SeenBy.PUBLIC, SeenBy.PARTICIPANTS])
        self.put(item, seen_by, is_file=dice.random() < 0.5, is_early=dice.random() < 0.1)

    def put(self, item: str, seen_by: SeenBy, *, is_file: bool, is_early: bool = False) -> str:
        """The item has one more material; returns its UUID."""
        deeds = Deeds(item, self.stage.canary(), seen_by, is_file, is_early)
        event = self.stage.event
        arrived = upload(event, pdf(LANGUAGE, f"({deeds.canary})")) if is_file else ""
        uuid = editing.add(event.id, _facts(deeds), arrived, TEAM)
        if is_file:
            look_at_files(AFTER)
        self.known[uuid] = deeds
        return uuid

    def say_yes(self) -> None:
        uuid, _deeds, person = self._chosen()
        self._answer(uuid, person, is_granted=True)

    def say_no(self) -> None:
        uuid, _deeds, person = self._chosen()
        self._answer(uuid, person, is_granted=False)

    def _answer(self, uuid: str, person: Person, *, is_granted: bool) -> None:
        deeds, event = self.known[uuid], self.stage.event
        number, revision = number_of(event, person), self._entry(uuid).record.revision
        act = Act(f"person:{number}", AFTER)
        releasing.answer_release(event.id, number, uuid, revision, act, is_granted=is_granted)
        deeds.answered.add(person.uuid)
        if is_granted:
            deeds.granted.add(person.uuid)
        else:
            self._withdraw(deeds, person)

    def on_paper(self) -> None:
        uuid, deeds, person = self._chosen()
        releasing.on_paper(self.stage.event.id, uuid, person.uuid, self._entry(uuid).record.revision, TEAM)
        assert person.uuid not in deeds.answered, "a paper counts against somebody's own word"
        deeds.granted.add(person.uuid)

    def note_withdrawal(self) -> None:
        uuid, deeds, person = self._chosen()
        releasing.note_withdrawal(self.stage.event.id, uuid, person.uuid, TEAM)
        deeds.answered.add(person.uuid)
        self._withdraw(deeds, person)

    def _withdraw(self, deeds: Deeds, person: Person) -> None:
        deeds.granted.discard(person.uuid)
        deeds.is_public = False

    def publish(self) -> None:
        uuid, deeds, _person = self._chosen()
        publishing.publish(self.stage.event.id, uuid, TEAM)
        deeds.is_public = True

    def take_back(self) -> None:
        uuid, deeds, _person = self._chosen()
        publishing.take_back(self.stage.event.id, uuid, TEAM)
        deeds.is_public = False

    def change(self) -> None:
        """It is under another licence: another thing than the one that was released."""
        uuid, deeds, _person = self._chosen()
        record = self._entry(uuid).record
        licence = self.stage.dice.choice([each for each in Licence if each is not record.facts.licence])
        editing.change(self.stage.event.id, uuid, _facts(deeds, licence), record.revision, TEAM)
        deeds.answered -= deeds.granted  # a no stays
        deeds.granted = set()

    def remove(self) -> None:
        uuid, _deeds, _person = self._chosen()
        editing.remove(self.stage.event.id, uuid, TEAM)
        del self.known[uuid]

    def _chosen(self) -> tuple[str, Deeds, Person]:
        if not self.known:
            self.add()
        uuid = self.stage.dice.choice(sorted(self.known, key=lambda each: self.known[each].canary))
        return uuid, self.known[uuid], self.stage.dice.choice(self.stage.cast[self.known[uuid].item])

    def _entry(self, uuid: str) -> Entry:
        entry = material(session(), self.stage.event.id, uuid)
        assert entry is not None
        return entry


def _facts(deeds: Deeds, licence: Licence = Licence.HERE_ONLY) -> MaterialFacts:
    title = Localized(f"Unterlage {deeds.canary}")
    link = {"kind": Kind.LINK, "url": f"https://video.example.org/{deeds.canary}"}
    where = {"kind": Kind.SLIDES} if deeds.is_file else link
    opens = AFTER + timedelta(days=1) if deeds.is_early else None
    return facts(deeds.item, title=title, seen_by=deeds.seen_by, licence=licence, not_before=opens, **where)
