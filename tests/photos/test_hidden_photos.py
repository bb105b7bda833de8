"""Whoever hides a photo is seen nowhere from that moment on, and nothing is public that lacks something, whatever the
team and others do meanwhile (K1, K2).
"""

from collections.abc import Callable
from contextlib import suppress
from random import Random

import pytest
from flask import Response

from gocluster_events.db import session as reading
from gocluster_events.errors import Refused
from gocluster_events.events.models import Event
from gocluster_events.photos.queries import photos as queries
from gocluster_events.photos.rules.codes import State
from gocluster_events.photos.rules.photos import PhotoFacts, lacking
from gocluster_events.photos.services import objections, photos
from gocluster_events.photos.services.objections import Plea
from gocluster_events.text import Localized
from tests.support.make import make_event, make_registration
from tests.support.photographs import ACT, COMPLETE, make_photo, pictures
from tests.support.settings import NOW
from tests.support.visitor import Visitor

COLOURS = ("teal", "navy", "maroon")
HISTORIES, STEPS = range(4), 14


class History:
    """A meeting with three photos and three people, and what happens to them by chance."""

    def __init__(self, seed: int) -> None:
        self.chance, self.event = Random(seed), make_event(slug=f"tagung-{seed}")
        self.photos = {make_photo(self.event, colour): pictures(colour) for colour in COLOURS}
        self.people = [make_registration(self.event).id for _person in range(3)]
        self.hidden: set[str] = set()  # by somebody, and not shown again since

    def step(self) -> str:
        """One thing happens, unless a rule refuses it; which photo it was about."""
        uuid = self.chance.choice(list(self.photos))
        with suppress(Refused):
            self.chance.choice(VERBS)(self, uuid)
        reading().rollback()
        return uuid

    def object(self, uuid: str) -> None:
        person = self.chance.choice(self.people)
        if objections.object_as_participant(self.event.id, uuid, person, "de", NOW) is State.HIDDEN:
            self.hidden.add(uuid)

    def ask(self, uuid: str) -> None:
        objections.ask(self.event.id, uuid, Plea("kim@example.org", "de", ""), NOW)
        row = queries.photo(reading(), self.event.id, uuid)
        plea = objections.queries.unproven(reading(), row.id, "kim@example.org") if row else None
        if plea:
            objections.prove(plea.id, NOW)

    def publish(self, uuid: str) -> None:
        photos.publish(self.event.id, uuid, ACT)

    def take_back(self, uuid: str) -> None:
        photos.take_back(self.event.id, uuid, ACT)

    def change(self, uuid: str) -> None:
        alt = self.chance.choice((Localized("Ein Saal"), Localized("Ein Saal", "A hall")))
        row = queries.photo(reading(), self.event.id, uuid)
        if row:
            photos.change(self.event.id, uuid, PhotoFacts(**{**COMPLETE, "alt": alt}), row.revision, ACT)

    def show_again(self, uuid: str) -> None:
        objections.keep_public(self.event.id, uuid, "Nicht zu erkennen.", ACT)
        self.hidden.discard(uuid)

    def remove(self, uuid: str) -> None:
        if self.chance.random() < 0.3:
            photos.remove(self.event.id, uuid, ACT)


VERBS: tuple[Callable[[History, str], None], ...] = (
    History.object, History.object, History.ask, History.publish, History.take_back, History.change,
    History.show_again, History.remove,
)  # fmt: skip


def traces(visitor: Visitor, history: History, uuid: str) -> list[str]:
    """The addresses whose answers hold bytes of that photo, or name it, also for a browser that has seen it before."""
    gallery = f"/de/{history.event.slug}/photos"
    large, small = history.photos[uuid]
    etag = {"If-None-Match": f'"{large.sha256[:24]}-1600"'}
    pages = (gallery, gallery.replace("/de/", "/en/", 1))
    pictured = [path for path in pages if f"{uuid}/640.jpg" in visitor.get(path).text]
    answers = {each: visitor.get(f"{gallery}/{uuid}/{each}") for each in ("640.jpg", "1600.jpg", "me")}
    canaries = (large.content[-120:], small.content[-120:])
    held = [path for path, answer in answers.items() if any(each in answer.data for each in canaries)]
    again = visitor.get(f"{gallery}/{uuid}/1600.jpg", headers=etag)
    return pictured + held + ["what a browser has stored"] * (again.status_code == 304)


def unlawful(event: Event) -> list[str]:
    """The photos that the public sees though they lack something."""
    rows = queries.photos(reading(), event.id)
    return [each.uuid for each in rows if each.state is State.PUBLISHED and lacking(queries.facts_of(each))]


@pytest.mark.both_databases
@pytest.mark.parametrize("seed", HISTORIES)
def test_a_hidden_photo_leaves_no_byte_and_a_public_one_lacks_nothing(session, visitor, seed):
    history = History(seed)
    assert all(traces(visitor, history, uuid) for uuid in history.photos)  # as long as they are public
    looks = 0
    for _step in range(STEPS):
        uuid = history.step()
        assert unlawful(history.event) == []
        if uuid in history.hidden:
            looks += 1
            assert traces(visitor, history, uuid) == []
    assert looks > 0


def as_stored(uuid: str, width: int) -> Response:
    """A route that serves what there is, as pictures by their digest are served: the control."""
    row = queries.photo(reading(), reading().query(Event).one().id, uuid)
    return Response(row.small if width == 640 else row.large, mimetype="image/jpeg")


def test_a_route_that_does_not_look_at_the_state_is_noticed(app, session, visitor):
    app.view_functions["photos.image"] = as_stored
    as_stored.audience = app.view_functions["photos.photos"].audience
    history = History(1)
    uuid = next(iter(history.photos))
    history.object(uuid)
    assert traces(visitor, history, uuid) == ["640.jpg", "1600.jpg"]


def test_publishing_without_the_rule_is_noticed(session, monkeypatch):
    monkeypatch.setattr(photos, "lacking", lambda _facts: ())
    event = make_event()
    uuid = make_photo(event, alt=Localized("Ein Saal"))
    assert unlawful(event) == [uuid]
