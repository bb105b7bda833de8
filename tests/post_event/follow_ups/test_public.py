"""What became of a next step, as everybody reads it: at the card and the item, in the documentation, in a figure."""

import json

import pytest

from gocluster_events.core import clock
from gocluster_events.post_event.cards.rules.outcomes import Became, Outcome, StepRecord, document, from_document
from gocluster_events.post_event.documentation import services as documentation
from gocluster_events.post_event.follow_ups.services import reviewing
from tests.support.cards import TEAM, a_meeting, public_card
from tests.support.following import DAY, THREE, asked_step, reply, row_now, show, taken_step
from tests.support.programme import TAREK

EDITION = "/de/jahrestagung-2027"
WORDS = "Er liegt auf der Seite des Verbands."
LINE = "erledigt (31. Juli 2027)"
PLACES = ("/knowledge", "/agenda/a1-vortrag-1", "/documentation/plenary")


@pytest.fixture
def event(session, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: THREE + 3 * DAY)
    event = a_meeting(slug="jahrestagung-2027")
    documentation.publish(event.id, TEAM)
    return event


def test_it_stands_wherever_the_card_does_and_is_gone_everywhere_once_it_is_taken_back(session, event, visitor):
    row = reply(event, asked_step(event), Outcome.DONE, WORDS)
    assert [LINE in visitor.get(EDITION + place).text for place in PLACES] == [False] * 3
    row = show(event, row)
    assert [LINE in visitor.get(EDITION + place).text for place in PLACES] == [True] * 3
    assert [WORDS in visitor.get(EDITION + place).text for place in PLACES] == [True, False, True]
    reviewing.take_back(event.id, row.id, row.revision, TEAM)
    assert [LINE in visitor.get(EDITION + place).text for place in PLACES] == [False] * 3


def test_the_figure_counts_steps_whose_taker_agreed_or_of_which_the_team_wrote_and_only_once_one_is_public(
    session, event, visitor
):
    row = reply(event, asked_step(event), Outcome.DONE)
    taken_step(event, TAREK)
    public_card(event, next_step="Niemand hat ihn übernommen.")
    assert "nächsten Schritten getan" not in visitor.get(f"{EDITION}/knowledge").text
    show(event, row)
    figure = "1 von 2 nächsten Schritten getan"
    assert f"<strong>{figure}</strong>, Stand 31. Juli 2027" in visitor.get(f"{EDITION}/knowledge").text
    assert figure in visitor.get(f"{EDITION}/documentation/figures").text


def test_the_data_for_programs_say_it_in_codes(session, event, visitor):
    show(event, reply(event, asked_step(event), Outcome.DONE, WORDS))
    data = json.loads(visitor.get(f"{EDITION}/documentation.json").text)
    (card,) = (card for strand in data["strands"] for item in strand["items"] for card in item["cards"])
    assert card["became"] == {"outcome": "done", "day": "2027-07-31", "text": WORDS, "language": "de"}
    assert data["next_steps"] == {"done": 1, "of": 1, "day": "2027-07-31"}


def test_the_report_is_offered_the_figure(session, event, organiser):
    editor = "/de/manage/jahrestagung-2027/report"
    row = show(event, reply(event, asked_step(event), Outcome.DONE))
    page = organiser.get(editor)
    assert "1 von 1 nächsten Schritt getan" in page.text
    answer = organiser.form_in(page, editor).send(act="steps")
    assert "von 1 nächsten Schritt getan" in organiser.get(answer.location or editor).text
    assert row_now(row).is_from_team is False


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_what_is_stored_beside_a_card_is_read_again_as_it_was(outcome):
    record = StepRecord("Schritt", outcome and Became(outcome, (THREE + DAY).date(), WORDS, "en"))
    assert from_document(document(record)) == record
