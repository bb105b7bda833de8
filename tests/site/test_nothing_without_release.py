"""Nothing is shown without the release of everybody whose it is, and what is withdrawn is gone everywhere at once.

Chance asks, releases, notes from paper, withdraws, publishes, hides, changes and removes; after each step pages, files
and what browsers keep of them are asked. That these proofs can fail is seen without the rules.
"""

import pytest

from gocluster_events.meeting.agenda.views import latest
from gocluster_events.post_event.materials.rules import standing
from gocluster_events.post_event.materials.rules.codes import SeenBy
from gocluster_events.post_event.materials.rules.standing import Hurdle
from gocluster_events.post_event.materials.services import publishing
from gocluster_events.post_event.photos.services import photos
from gocluster_events.post_event.report.rules import reading
from tests.support.aftermath import Aftermath, Readers
from tests.support.materials import TEAM
from tests.support.releasing import after_the_meeting

SHORT, FULL, OF_ONE_MEETING, STEPS, OTHERS = 1, 500, 20, 3, 2


@pytest.fixture
def app(database, tmp_path, request):
    with after_the_meeting(database, tmp_path, request.node) as app:
        yield app


class Count:
    """What was asked in all histories."""

    def __init__(self):
        self.answers = self.gone = 0


def histories(app, dice, number, count):
    """So many histories of one meeting, each of which begins when everything is public; what was wrong, step by step.

    After each step are asked: wherever anything was that may not be read any more, the pages on which everything must
    stand that may, and some others; at last everything that was ever asked.
    """
    aftermath = Aftermath(app, dice)
    readers = Readers(aftermath)
    for _history in range(number):
        aftermath.make_public()
        yield from readers.surprises({*readers.behind(), *some_of(readers)})
        for _step in range(STEPS):
            aftermath.step()
            outdated = readers.outdated()
            yield from readers.surprises({*outdated, *readers.behind(), *some_of(readers)})
            count.gone += len(outdated)
    aftermath.redact()
    count.gone += len(readers.outdated())
    yield from readers.surprises({*readers.copies})
    count.answers += readers.number
    aftermath.end()


def some_of(readers):
    return readers.aftermath.dice.sample(readers.places(), OTHERS)


@pytest.mark.promise("P33", "P34")
@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_nothing_is_shown_without_its_release_and_withdrawn_is_gone_at_once(app, proof):
    number, count = proof.size(SHORT, FULL), Count()
    for begun in range(0, number, OF_ONE_MEETING):
        some = min(OF_ONE_MEETING, number - begun)
        assert [*histories(app, proof.random, some, count)] == []
    proof.says(
        f"{number} random histories: asking, releasing, refusing, noting from paper, withdrawing, publishing, taking"
        " back, hiding, changing, removing",
        f"{count.answers} answers with nothing in them that is not released, {count.gone} of them where it was before",
    )


def of_public(app, proof):
    """A meeting of which everything is public, and who reads it."""
    aftermath = Aftermath(app, proof.random)
    aftermath.make_public()
    return aftermath, Readers(aftermath)


def without_rules(monkeypatch, whole=standing.hurdles):
    """Materials, quotes and photos are published, and read, without anybody's release."""
    for module in (standing, publishing):
        monkeypatch.setattr(
            module, "hurdles", lambda *facts: tuple(each for each in whole(*facts) if each is not Hurdle.LACKING)
        )
    monkeypatch.setattr(reading, "is_released", lambda *_facts: True)
    monkeypatch.setattr(photos, "lacking", lambda _facts: ())


@pytest.mark.promise("P33", control=True)
@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_without_the_rules_something_is_shown_that_nobody_released(app, proof, monkeypatch):
    without_rules(monkeypatch)
    aftermath, readers = of_public(app, proof)
    first, _second = aftermath.stage.cast
    uuid = aftermath.materials.put(first, SeenBy.PUBLIC, is_file=False)
    publishing.publish(aftermath.stage.event.id, uuid, TEAM)
    aftermath.quotes.reword()
    aftermath.photos.remove()  # so that it is the same one each time
    for verb in (aftermath.photos.take_back, aftermath.photos.change, aftermath.photos.publish):
        verb()
    surprises = [*readers.surprises(aftermath.whole())]
    pages = {path.rpartition("/")[2]: len(excess) for _last, (_reader, path), excess, _missing in surprises}
    assert pages == {"photos": 1, "materials": 1, "report": 3}
    proof.says(
        "materials, quotes and photos are published without the rule", f"it is seen on {len(surprises)} of 4 pages"
    )


@pytest.mark.promise("P34", control=True)
@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_a_search_that_keeps_its_texts_still_finds_a_name_that_was_removed(app, proof, monkeypatch):
    texts, whole = {}, latest._latest
    monkeypatch.setattr(
        latest, "_latest", lambda event_id, versions: texts.setdefault(event_id, whole(event_id, versions))
    )
    aftermath, readers = of_public(app, proof)
    assert [*readers.surprises(readers.places())] == []
    empty = {path for (_reader, path), copy in readers.copies.items() if not copy.canaries}
    assert empty == {f"/{aftermath.stage.slug}/changes.atom?lang=de"}
    aftermath.redact()
    paths = {path for _last, (_reader, path), excess, _missing in readers.surprises(readers.places()) if excess}
    assert {path.rpartition("/")[2] for path in paths} >= {"agenda?search=Kanarie", "people?search=Kanarie"}
    proof.says("the texts in which is searched are not dropped", f"the name is found at {len(paths)} addresses")
