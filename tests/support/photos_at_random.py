"""The photos of a meeting, of which chance publishes, hides, shows again, changes and removes some."""

from collections.abc import Iterator
from dataclasses import dataclass

from gocluster_events.core.db import session
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.post_event.materials.rules.codes import SeenBy
from gocluster_events.post_event.photos.queries import objections as pleas, photos as queries
from gocluster_events.post_event.photos.rules.codes import State
from gocluster_events.post_event.photos.rules.photos import PhotoFacts
from gocluster_events.post_event.photos.services import objections, photos
from gocluster_events.post_event.photos.services.objections import Plea
from tests.support.make import make_registration
from tests.support.materials import AFTER, TEAM
from tests.support.photographs import COMPLETE, make_photo
from tests.support.stage import Stage, Verb

COLOURS = ("teal", "navy")


@dataclass
class Shot:
    """What was done about one photo, apart from what is stored."""

    canary: str
    person: Person
    is_public: bool = True
    is_complete: bool = True
    is_hidden: bool = False

    @property
    def is_allowed(self) -> bool:
        """Whether everybody may see it."""
        return self.is_public and self.is_complete and not self.is_hidden


class Photos:
    """The photos of an edition by their UUID, and those who may see themselves on one.

    ``canaries`` has also those of photos that are gone.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage, self.known, self.canaries = stage, dict[str, Shot](), dict[str, str]()
        self.guests = [make_registration(stage.event).id]
        self.verbs: list[tuple[Verb, float]] = [
            (self.object, 3), (self.plead, 1), (self.publish, 3), (self.take_back, 1), (self.change, 2),
            (self.show_again, 2), (self.remove, 0.5),
        ]  # fmt: skip

    def allowed(self) -> Iterator[str]:
        """Those that are published, lack nothing and are not hidden."""
        for shot in self.known.values():
            if shot.is_allowed:
                yield shot.canary

    def make_public(self) -> None:
        """There are two that everybody may see, and somebody more who may be on one; what cannot be shown is gone."""
        for uuid in [uuid for uuid, shot in self.known.items() if not shot.is_allowed]:
            self._remove(uuid)
        while len(self.known) < len(COLOURS):
            shot = Shot(self.stage.canary(), self.stage.dice.choice(self.stage.people))
            item, colour = self.stage.dice.choice(self.stage.talks).uuid, COLOURS[len(self.known)]
            uuid = make_photo(self.stage.event, colour, item=item, **_words(shot))
            self.known[uuid], self.canaries[uuid] = shot, shot.canary
            self.guests.append(make_registration(self.stage.event).id)

    def addresses(self) -> Iterator[tuple[SeenBy, str]]:
        """Where their bytes lie, and the page for whoever is on one."""
        for uuid in self.known:
            for each in ("640.jpg", "1600.jpg", "me"):
                yield SeenBy.PUBLIC, f"/de/{self.stage.slug}/photos/{uuid}/{each}"

    def object(self) -> None:
        uuid, shot = self._chosen()
        person = self.stage.dice.choice(self.guests[-2:])
        state = objections.object_as_participant(self.stage.event.id, uuid, person, "de", AFTER)
        shot.is_hidden = shot.is_hidden or state is State.HIDDEN

    def plead(self) -> None:
        """Somebody else asks with an address, and proves it."""
        uuid, _shot = self._chosen()
        event_id = self.stage.event.id
        objections.ask(event_id, uuid, Plea("kim@example.org", "de", ""), AFTER)
        row = queries.photo(session(), event_id, uuid)
        plea = pleas.unproven(session(), row.id, "kim@example.org") if row else None
        if plea:
            objections.prove(plea.id, AFTER)

    def publish(self) -> None:
        uuid, shot = self._chosen()
        photos.publish(self.stage.event.id, uuid, TEAM)
        shot.is_public = True

    def take_back(self) -> None:
        uuid, shot = self._chosen()
        photos.take_back(self.stage.event.id, uuid, TEAM)
        shot.is_public = False

    def change(self) -> None:
        """Its English description goes or comes; a public one needs both."""
        uuid, shot = self._chosen()
        row = queries.photo(session(), self.stage.event.id, uuid)
        assert row is not None
        is_complete = not shot.is_complete
        after = PhotoFacts(**{**COMPLETE, "item": row.item, **_words(shot, is_complete=is_complete)})
        photos.change(self.stage.event.id, uuid, after, row.revision, TEAM)
        shot.is_complete = is_complete

    def show_again(self) -> None:
        uuid, shot = self._chosen()
        objections.keep_public(self.stage.event.id, uuid, "Nicht zu erkennen.", TEAM)
        shot.is_hidden, shot.is_public = False, True

    def remove(self) -> None:
        """One of them is gone; the last one stays, for what comes."""
        if len(self.known) > 1:
            uuid, _shot = self._chosen()
            self._remove(uuid)

    def _remove(self, uuid: str) -> None:
        photos.remove(self.stage.event.id, uuid, TEAM)
        del self.known[uuid]

    def _chosen(self) -> tuple[str, Shot]:
        uuid = self.stage.dice.choice(list(self.known))
        return uuid, self.known[uuid]


def _words(shot: Shot, *, is_complete: bool = True) -> dict[str, Localized]:
    alt = Localized(f"Bild {shot.canary}", "A picture" if is_complete else "")
    return {"alt": alt, "caption": Localized(f"Bild {shot.canary} mit {shot.person.name}", "")}
