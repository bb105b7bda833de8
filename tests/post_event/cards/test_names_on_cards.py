"""No card names anybody without their release, nor is public against a no, and what is withdrawn is gone at once.

Chance writes, asks, answers, publishes and takes back; after each step every page with cards is read. That this proof
can fail is seen with a list that names whoever was asked.
"""

import pytest

from gocluster_events.core import clock
from gocluster_events.post_event.cards.queries import published as queries
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.releases.rules import Release, State
from tests.support.cards_at_random import Cards

STEPS, SHORT, FULL = 10, 2, 300


@pytest.fixture
def reading(app, session, monkeypatch):
    """What everybody reads of an edition's cards: on their own page, on that of the item and on the edition's."""

    def read(some):
        monkeypatch.setattr(clock, "now", lambda: some.now)
        visitor = app.test_client()
        pages = (f"/de/{some.slug}/knowledge", some.item_address, f"/de/{some.slug}/")
        texts = [visitor.get(page).text for page in pages]
        session.rollback()
        return texts

    return read


def wrong(some, reading):
    """The names on the page of cards that may not stand there, and the cards to which somebody said no."""
    texts = reading(some)
    names = {each.last_name for each in some.people if each.last_name in texts[0]} - some.may_be_read()
    denied = {uuid for uuid in some.denied if any(some.words[uuid] in text for text in texts)}
    return [(some.last, names, denied)] if names or denied else []


def history(dice, reading):
    some = Cards(dice)
    for _step in range(STEPS):
        some.step()
        yield from wrong(some, reading)
    some.redact()
    yield from wrong(some, reading)


@pytest.mark.both_databases
def test_no_card_names_anybody_without_their_release_nor_is_read_against_a_no(reading, proof):
    for _history in range(proof.size(SHORT, FULL)):
        assert [*history(proof.random, reading)] == []


def test_a_list_that_named_whoever_was_asked_would_be_noticed(reading, proof, monkeypatch):
    some = Cards(proof.random)
    uuid = min(some.words)
    some.ask_about(uuid)
    for person in some.people:
        some.respond(uuid, person, is_correct=True, may_be_named=False)
    decide(some.event.id, {uuid: None}, Deed.PUBLISH, some.team)
    assert wrong(some, reading) == []
    everybody = tuple(Release(each.uuid, each.name, State.GIVEN, 1, some.now) for each in some.people)
    monkeypatch.setattr(queries.releases, "releases_of", lambda *_facts: {uuid: everybody})
    assert wrong(some, reading)
