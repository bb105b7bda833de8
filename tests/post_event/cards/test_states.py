"""The way of a knowledge card: random walks along it, and what no walk may ever reach."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from gocluster_events.post_event.cards.rules import states
from gocluster_events.post_event.cards.rules.cards import Answer, Card, CardFacts, PublicText, needs_answers_anew
from gocluster_events.post_event.cards.rules.codes import COLUMNS, SILENCE, Deed, Origin, Refusal, State
from gocluster_events.post_event.cards.rules.states import days_left, led_to, may_merge, refusal, ways
from tests.support.programme import MAI, TAREK, slot
from tests.support.settings import NOW

HISTORIES, STEPS = 150, 20
WEIGHTS = {Deed.ASK: 9, Deed.PUBLISH: 9, Deed.ANSWER: 9, Deed.EDIT: 5, Deed.MERGE: 1, Deed.DISMISS: 1}  # others 3


def card(**changes) -> Card:
    values = {
        "uuid": "a",
        "number": 1,
        "facts": CardFacts(item=slot(1).uuid, question="Warum?", insight="Darum."),
        "state": State.EDITED,
        "origin": Origin.EDITOR,
        "author": "o@example.org",
        "revision": 1,
        "added_at": NOW,
        "item": slot(1),
        "spoke": (MAI, TAREK),
    }
    return Card(**{**values, **changes})


def step(random: Random, before: Card, now: datetime) -> Card:
    """Something is done with the card, if the rules let it."""
    (deed,) = random.choices(list(Deed), [WEIGHTS.get(each, 3) for each in Deed])
    if refusal(before, deed, now):
        return before
    after = replace(before, state=led_to(before, deed))
    if deed is Deed.CHANGE:
        texts = {"insight": random.choice(["", "Darum.", "Deshalb."]), "is_open": random.random() < 0.3}
        facts = replace(before.facts, **texts)
        anew = needs_answers_anew(before.facts, facts)
        return replace(after, facts=facts, answers=() if anew else before.answers)
    if deed is Deed.ASK:
        return replace(after, asked_at=now)
    if deed is Deed.PUBLISH:
        return replace(after, public=PublicText(before.facts, before.is_confirmed), published_at=now)
    if deed is Deed.ANSWER:
        person, is_correct = random.choice(before.spoke), random.random() < 0.7
        others = tuple(each for each in before.answers if each.person != person.uuid)
        answered = replace(after, answers=(*others, Answer(person.uuid, is_correct, now)))
        taken_back = replace(answered, state=led_to(answered, Deed.TAKE_BACK), public=None, published_at=None)
        return answered if is_correct or before.public is None else taken_back
    return replace(after, public=None, published_at=None) if deed is Deed.TAKE_BACK else after


def history(seed: int) -> Iterator[tuple[Card, Card, datetime]]:
    """A card before and after each step of its way, and when that was."""
    random, now = Random(seed), NOW
    here = card(state=State.COLLECTED, spoke=random.choice([(MAI, TAREK), (MAI,)]))
    for _ in range(STEPS):
        now += timedelta(days=random.choice([0, 1, 4]))
        before, here = here, step(random, here, now)
        yield before, here, now


def wrongs(before: Card, here: Card, now: datetime) -> set[str]:
    """Which of the house's promises the step has broken."""
    text = here.public
    is_new = text is not None and before.public is not text
    all_yes = {each.person for each in before.answers if each.is_correct} >= {person.uuid for person in before.spoke}
    is_silent = before.state is State.ASKED and before.asked_at is not None and now - before.asked_at >= SILENCE
    is_asked_anew = here.state is State.ASKED and here.asked_at != before.asked_at
    checks = {
        "public without its seven days": is_new and not (all_yes or is_silent),
        "public against a no": text is not None and here.state is State.PUBLIC and bool(here.denied),
        "asked anew against a no": is_asked_anew and bool(before.denied),
        "public without an insight": is_new and not (text.facts.insight or text.facts.is_open),
        "confirmed by somebody who has not answered": is_new and text.is_confirmed and not all_yes,
        "put aside and public": text is not None and here.state in {State.DISMISSED, State.MERGED},
        "back from where nothing leads": before.state is State.MERGED and here.state is not State.MERGED,
    }
    return {name for name, is_broken in checks.items() if is_broken}


def broken_promises() -> set[str]:
    return {name for seed in range(HISTORIES) for each in history(seed) for name in wrongs(*each)}


def test_no_history_of_a_card_breaks_a_promise():
    assert broken_promises() == set()
    assert {here.state for seed in range(HISTORIES) for _before, here, _now in history(seed)} == set(State)


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("_unanswered", "public without its seven days"),
        ("_incomplete", "public without an insight"),
        ("_unasked", "asked anew against a no"),
    ],
)
def test_without_a_rule_the_histories_would_tell(monkeypatch, rule, broken):
    monkeypatch.setattr(states, rule, lambda *_given: None)
    assert broken in broken_promises()


def test_the_board_lets_a_card_go_only_where_the_rules_do():
    pending = card(state=State.ASKED, asked_at=NOW)
    assert ways(card(state=State.COLLECTED), NOW) == (State.EDITED,)
    assert ways(card(), NOW) == (State.COLLECTED, State.ASKED)
    assert ways(pending, NOW) == (State.EDITED,)
    assert ways(pending, NOW + SILENCE) == (State.EDITED, State.PUBLIC)
    assert ways(card(spoke=()), NOW) == (State.COLLECTED, State.PUBLIC)
    assert ways(card(item=None), NOW) == (State.COLLECTED,)
    assert [ways(card(state=state), NOW) for state in (State.PUBLIC, State.DISMISSED, State.MERGED)] == [(), (), ()]


def test_a_card_becomes_part_of_another_one_only():
    here = card()
    assert may_merge(here, here, NOW) is Refusal.NO_OTHER_CARD
    for state in State:
        other = card(uuid="b", state=state)
        assert (may_merge(here, other, NOW) is None) == (state in COLUMNS)


def test_begun_days_count_as_long_as_somebody_can_answer():
    pending = card(state=State.ASKED, asked_at=NOW)
    passed = (timedelta(0), timedelta(hours=1), timedelta(days=6, hours=23), SILENCE, timedelta(days=9))
    assert [days_left(pending, NOW + each) for each in passed] == [7, 7, 1, 0, 0]
    assert days_left(card(), NOW) == 0


def test_a_card_that_is_only_collected_says_that_it_has_to_be_edited_first():
    gathered = card(state=State.COLLECTED)
    assert {refusal(gathered, deed, NOW) for deed in (Deed.ASK, Deed.PUBLISH)} == {Refusal.NOT_EDITED}
