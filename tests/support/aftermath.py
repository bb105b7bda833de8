"""A meeting that is over and what happens to all that it leaves behind, by chance; and what of it can be read where."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from flask import Flask
from werkzeug.test import TestResponse

from gocluster_events.core.accounts.services.sessions import start_participant_session
from gocluster_events.core.db import session, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.materials.rules.codes import SeenBy
from tests.support import sessions
from tests.support.make import make_member
from tests.support.materials import AFTER
from tests.support.photos_at_random import Photos
from tests.support.releases_at_random import Materials
from tests.support.report_at_random import Quotes
from tests.support.stage import CANARY, Stage
from tests.support.visitor import Visitor

PAGES = (
    "", "agenda/a1-vortrag-1", "agenda/a2-vortrag-2", "agenda?search=Kanarie", "people", "people?search=Kanarie",
)  # fmt: skip
FEEDS = ("report.atom?lang=de", "schedule.json?lang=de", "agenda.ics?lang=de", "changes.atom?lang=de")


class Aftermath:
    """All that a meeting leaves behind; ``last`` is what happened last."""

    def __init__(self, app: Flask, dice: Random) -> None:
        self.app, self.dice, self.last = app, dice, ""
        self.stage = Stage.of(dice)
        self.photos = Photos(self.stage)
        self.quotes = Quotes(self.stage, self.photos)
        self.materials = Materials(self.stage)
        first, second = self.stage.cast
        self.materials.put(first, SeenBy.PUBLIC, is_file=True)
        self.materials.put(second, SeenBy.PARTICIPANTS, is_file=False)
        self.verbs = [*self.stage.verbs, *self.photos.verbs, *self.quotes.verbs, *self.materials.verbs]

    def make_public(self) -> None:
        """Everybody has released everything, and all of it is published, whatever happened before."""
        session().rollback()
        self.photos.make_public()
        self.quotes.make_public()
        self.materials.make_public()
        session().rollback()
        self.last = "everything is published"

    def allowed(self, reader: SeenBy) -> set[str]:
        """What may be read, but for names."""
        return {*self.quotes.allowed(), *self.photos.allowed(), *self.materials.allowed(reader)}

    def whole(self) -> dict["Place", set[str]]:
        """What stands on the pages on which everything stands from the very moment in which it may be read."""
        materials, page = set(self.materials.allowed(SeenBy.PUBLIC)), f"/de/{self.stage.slug}/"
        report = set(self.quotes.allowed())
        return {
            (SeenBy.PUBLIC, f"{page}photos"): set(self.photos.allowed()),
            (SeenBy.PUBLIC, f"{page}materials"): materials,
            (SeenBy.PUBLIC, f"{page}report"): report | materials if report else set(),
            (SeenBy.PARTICIPANTS, "/de/my/materials"): set(self.materials.allowed(SeenBy.PARTICIPANTS)),
        }

    def step(self) -> None:
        """Something happens, as it would by the pages; what is refused changes nothing."""
        ((verb, _weight),) = self.dice.choices(self.verbs, [weight for _verb, weight in self.verbs])
        self.last = f"{type(verb.__self__).__name__}.{verb.__name__}"  # type: ignore[attr-defined]
        session().rollback()
        try:
            verb()
        except Refused as refusal:
            self.last += f" refused: {refusal}"
        session().rollback()

    def redact(self) -> None:
        """Somebody wants their name to stand nowhere any more; the team does so on its page."""
        person, team = self.dice.choice(self.stage.people), Visitor.of(self.app)
        team.enter(make_member(self.stage.event).email)
        page = f"/de/manage/{self.stage.slug}/agenda/people/{person.uuid}/name-removal"
        assert team.own_form(page).send(is_sure="y").status_code == 302
        self.stage.redacted.add(person.uuid)
        self.last = "a name is removed"
        session().rollback()

    def end(self) -> None:
        """The edition is a draft again; nobody knows of it."""
        event_id = self.stage.event.id
        with transaction() as writing:
            writing.get_one(Event, event_id).status = EventStatus.DRAFT


Place = tuple[SeenBy, str]
"""Who asks, and at which address."""


@dataclass(frozen=True)
class Copy:
    """What a browser has of an address, and the canaries in it."""

    etag: str
    canaries: frozenset[str]


class Readers:
    """Anybody, and somebody who takes part: what each of them reads, with the copies that their browsers keep."""

    def __init__(self, aftermath: Aftermath) -> None:
        self.aftermath, self.copies, self.number = aftermath, dict[Place, Copy](), 0
        guest, anybody = Visitor.of(aftermath.app), Visitor.of(aftermath.app)
        event_id, number = aftermath.stage.event.id, aftermath.photos.guests[0]
        key = start_participant_session(f"edition:{event_id}", f"registration:{number}", 1, AFTER)
        cookie = sessions.cookie(aftermath.app, {"participant": key})
        guest.set_cookie(aftermath.app.config["SESSION_COOKIE_NAME"], cookie)
        self.browsers = {SeenBy.PUBLIC: anybody, SeenBy.PARTICIPANTS: guest}

    def places(self) -> list[Place]:
        """Every address at which something of the meeting can stand."""
        slug = self.aftermath.stage.slug
        pages = ["/de/", f"/en/{slug}/report", *(f"/de/{slug}/{each}" for each in PAGES)]
        pages += [f"/{slug}/{each}" for each in FEEDS]
        files = [*self.aftermath.photos.addresses(), *self.aftermath.materials.addresses()]
        anybody = [(SeenBy.PUBLIC, each) for each in pages]
        return [*self.aftermath.whole(), *anybody, (SeenBy.PARTICIPANTS, "/de/my/"), *files]

    def look(self, place: Place) -> frozenset[str]:
        """The canaries that stand there now, or in the copy of which the browser is told that it is still good."""
        reader, path = place
        before, self.number = self.copies.get(place), self.number + 1
        headers = {"If-None-Match": before.etag} if before and before.etag else {}
        with self.browsers[reader].get(path, headers=headers) as answer:
            if before and answer.status_code == 304:
                return before.canaries
            self.copies[place] = Copy(answer.headers.get("ETag", ""), self._canaries(path, answer))
        return self.copies[place].canaries

    def _canaries(self, path: str, answer: TestResponse) -> frozenset[str]:
        content = answer.get_data()
        words = re.findall(CANARY, content.lower() + str(answer.headers).lower().encode())
        is_picture = content.startswith(b"\xff\xd8")
        pictured = [canary for uuid, canary in self.aftermath.photos.canaries.items() if is_picture and uuid in path]
        return frozenset([*(each.decode() for each in words), *pictured])

    def surprises(self, places: Iterable[Place]) -> Iterator[tuple[str, Place, set[str], set[str]]]:
        """Where something stands that may not be read, and where something is missing that should: after what, at which
        place, too much, too little.
        """
        whole, may_be_read = self.aftermath.whole(), self.may_be_read()
        for place in places:
            canaries = self.look(place)
            excess, missing = canaries - may_be_read[place[0]], whole.get(place, set()) - canaries
            if excess or missing:
                yield self.aftermath.last, place, set(excess), missing

    def outdated(self) -> set[Place]:
        """Where something was, when it was asked last, that may not be read any more."""
        may_be_read = self.may_be_read()
        return {place for place, copy in self.copies.items() if copy.canaries - may_be_read[place[0]]}

    def behind(self) -> set[Place]:
        """The pages on which everything stands of which no copy has all of it."""
        nothing = Copy("", frozenset())
        known = {place: self.copies.get(place, nothing).canaries for place in self.aftermath.whole()}
        return {place for place, canaries in self.aftermath.whole().items() if canaries - known[place]}

    def may_be_read(self) -> dict[SeenBy, set[str]]:
        """What each of them may read, with the names that stand on the programme."""
        names = self.aftermath.stage.names()
        return {reader: self.aftermath.allowed(reader) | names for reader in SeenBy}
