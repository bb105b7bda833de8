"""Nothing is shown without the release of everybody whose it is, and what is withdrawn is gone everywhere at once.

Chance adds, releases, notes from paper, withdraws, publishes, changes and removes; after each step every page and every
query is asked. That these proofs can fail is seen without the rule, and with a list that forgets to look again.
"""

import pytest

from gocluster_events.accounts.services.sessions import start_participant_session
from gocluster_events.events.models import Event
from gocluster_events.materials.queries import materials as queries
from gocluster_events.materials.rules import standing
from gocluster_events.materials.rules.codes import SeenBy
from gocluster_events.materials.rules.standing import Hurdle
from gocluster_events.materials.services import publishing
from gocluster_events.materials.views import public
from tests.support import sessions
from tests.support.make import make_registration
from tests.support.materials import AFTER
from tests.support.releases_at_random import Materials
from tests.support.releasing import after_the_meeting

GOING = frozenset({"say_no", "take_back", "remove", "change"})
STEPS, SHORT, FULL, SOME_REDACT = 10, 3, 500, 0.3


@pytest.fixture
def app(database, tmp_path, request):
    with after_the_meeting(database, tmp_path, request.node) as app:
        yield app


@pytest.fixture
def asking(app, session):
    """What an edition shows to anybody, and to whoever takes part in it: every page and query that names materials."""

    def ask(some, *, is_whole):
        event = session.get_one(Event, some.event.id)
        yield SeenBy.PUBLIC, {each.uuid for each in queries.public(session, event, AFTER)}
        yield SeenBy.PARTICIPANTS, {each.uuid for each in queries.for_participants(session, event, AFTER)}
        if is_whole:
            session.rollback()
            yield SeenBy.PUBLIC, named(app.test_client().get(f"/de/{some.slug}/materials").text, some)
            yield SeenBy.PARTICIPANTS, named(guest(app, some).get("/de/my/materials").text, some)
        session.rollback()

    return ask


def guest(app, some):
    visitor = app.test_client()
    if not hasattr(some, "guest"):
        number = make_registration(some.event).id
        key = start_participant_session(f"edition:{some.event.id}", f"registration:{number}", 1, AFTER)
        some.guest = sessions.cookie(app, {"participant": key})
    visitor.set_cookie(app.config["SESSION_COOKIE_NAME"], some.guest)
    return visitor


def named(text, some):
    """The materials whose words stand in the text; of one that is gone, the words alone."""
    return {uuid for uuid, each in some.known.items() if each.canary in text}


def wrong(some, asking, *, is_whole):
    """What is to be seen and may not be, or is hidden and was published with every release."""
    allowed = {uuid: some.known[uuid] for uuid in some.allowed()}
    for reader, visible in asking(some, is_whole=is_whole):
        expected = {uuid for uuid, each in allowed.items() if each.seen_by in {SeenBy.PUBLIC, reader}}
        if visible != expected:
            yield some.last, reader, visible - expected, expected - visible


def history(dice, asking):
    """A short history; what was wrong in it, step by step. Pages are read where something may have gone."""
    some = Materials(dice)
    some.make_public()
    yield from wrong(some, asking, is_whole=True)
    for _step in range(STEPS):
        some.step()
        yield from wrong(some, asking, is_whole=some.last in GOING)
    if dice.random() < SOME_REDACT:
        some.redact()
    yield from wrong(some, asking, is_whole=True)


@pytest.mark.both_databases
def test_nothing_is_shown_without_its_release_and_withdrawn_is_gone_at_once(asking, proof):
    for _history in range(proof.size(SHORT, FULL)):
        assert [*history(proof.random, asking)] == []


def test_without_the_rule_something_would_be_shown_that_nobody_released(asking, proof, monkeypatch):
    whole, some = standing.hurdles, Materials(proof.random)

    def lax(*facts):
        return tuple(each for each in whole(*facts) if each is not Hurdle.LACKING)

    for module in (standing, publishing):
        monkeypatch.setattr(module, "hurdles", lax)
    some.publish()
    assert [visible for _last, _reader, visible, _hidden in wrong(some, asking, is_whole=True) if visible]


def test_a_list_that_did_not_look_again_would_still_name_what_was_withdrawn(asking, proof, monkeypatch):
    remembered, known, some = {}, public.queries, Materials(proof.random)

    class Forgetful:
        """As the queries, but what was once in the list stays there."""

        def __getattr__(self, name):
            return getattr(known, name)

        def for_participants(self, session, event, now):
            remembered.update({each.uuid: each for each in known.for_participants(session, event, now)})
            return tuple(remembered.values())

    monkeypatch.setattr(public, "queries", Forgetful())
    uuid = some.make_public()
    assert [*wrong(some, asking, is_whole=True)] == []
    some.withdraw(uuid)
    surprises = [*wrong(some, asking, is_whole=True)]
    assert {(reader, uuid) for _last, reader, visible, _hidden in surprises for uuid in visible} >= {
        (SeenBy.PARTICIPANTS, uuid)
    }
