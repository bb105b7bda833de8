"""Which deed leads a card from where to where, and what forbids it."""

from datetime import datetime, timedelta

from gocluster_events.post_event.cards.rules.cards import Card, CardFacts
from gocluster_events.post_event.cards.rules.codes import ASIDE, SILENCE, Deed, Refusal, State

_LEADS: dict[Deed, dict[State, State]] = {
    Deed.CHANGE: {
        State.COLLECTED: State.EDITED,
        State.EDITED: State.EDITED,
        State.ASKED: State.EDITED,
        State.PUBLIC: State.EDITED,
    },
    Deed.COLLECT: {State.EDITED: State.COLLECTED},
    Deed.EDIT: {State.COLLECTED: State.EDITED, State.ASKED: State.EDITED},
    Deed.ASK: {State.EDITED: State.ASKED},
    Deed.PUBLISH: {State.EDITED: State.PUBLIC, State.ASKED: State.PUBLIC},
    Deed.TAKE_BACK: {
        State.COLLECTED: State.COLLECTED,
        State.EDITED: State.EDITED,
        State.ASKED: State.ASKED,
        State.PUBLIC: State.ASKED,
    },
    Deed.DISMISS: dict.fromkeys((State.COLLECTED, State.EDITED, State.ASKED), State.DISMISSED),
    Deed.MERGE: dict.fromkeys((State.COLLECTED, State.EDITED, State.ASKED), State.MERGED),
    Deed.RESTORE: {State.DISMISSED: State.COLLECTED},
    Deed.ANSWER: {State.ASKED: State.ASKED, State.PUBLIC: State.PUBLIC, State.EDITED: State.EDITED},
}
MOVES = {State.COLLECTED: Deed.COLLECT, State.EDITED: Deed.EDIT, State.ASKED: Deed.ASK, State.PUBLIC: Deed.PUBLISH}
"""The deed that brings a card into a column."""


def led_to(card: Card, deed: Deed) -> State | None:
    """The state after the deed; None where it cannot be done in that state."""
    after = _LEADS[deed].get(card.state)
    if deed is Deed.TAKE_BACK and after is State.ASKED and card.asked_at is None:
        return State.EDITED  # nobody was asked about it
    return after


def refusal(card: Card, deed: Deed, now: datetime) -> Refusal | None:
    """What forbids the deed; None where it may be done."""
    if deed in {Deed.DISMISS, Deed.MERGE} and card.public is not None:
        return Refusal.IS_PUBLIC
    if card.state is State.COLLECTED and deed in {Deed.ASK, Deed.PUBLISH}:
        return Refusal.NOT_EDITED
    if led_to(card, deed) is None or (deed is Deed.TAKE_BACK and card.public is None):
        return Refusal.WRONG_STATE
    if deed is Deed.ANSWER and not can_be_answered(card):
        return Refusal.NOT_ASKED
    if deed in {Deed.ASK, Deed.PUBLISH}:
        return _incomplete(card) or (_unasked(card) if deed is Deed.ASK else _unanswered(card, now))
    return None


def _incomplete(card: Card) -> Refusal | None:
    if card.item is None:
        return Refusal.NO_ITEM
    if not card.facts.question:
        return Refusal.NO_QUESTION
    return None if card.facts.insight or card.facts.is_open else Refusal.NO_INSIGHT


def _unasked(card: Card) -> Refusal | None:
    """A no is heard: silence about the same words again would not make it a yes."""
    if card.denied:
        return Refusal.SAID_NO
    return None if is_somebody_asked(card) else Refusal.NOBODY_TO_ASK


def _unanswered(card: Card, now: datetime) -> Refusal | None:
    """Whoever spoke confirmed it, or was silent for long enough; a no is heard."""
    if card.denied:
        return Refusal.SAID_NO
    if card.is_confirmed or not card.spoke:
        return None
    if card.state is not State.ASKED or card.asked_at is None:
        return Refusal.NOT_ASKED
    return None if now >= card.asked_at + SILENCE else Refusal.STILL_ASKED


def can_be_answered(card: Card) -> bool:
    """Whether people are asked about the card as it stands: also once somebody said that it is not right, until the
    team has changed it.
    """
    return card.state in {State.ASKED, State.PUBLIC} or (card.state is State.EDITED and card.asked_at is not None)


def is_somebody_asked(card: Card) -> bool:
    """Whether anybody can be asked about the card: who spoke, who knows more, or who takes the next step."""
    return bool(card.spoke or card.facts.ask_person or card.facts.owner)


def may_merge(source: Card, target: Card, now: datetime) -> Refusal | None:
    """What forbids that the first card becomes part of the second one; None where nothing does."""
    if source.uuid == target.uuid or target.state in ASIDE:
        return Refusal.NO_OTHER_CARD
    return refusal(source, Deed.MERGE, now)


def ways(card: Card, now: datetime) -> tuple[State, ...]:
    """The columns into which the card may be moved now."""
    return tuple(state for state, deed in MOVES.items() if state is not card.state and refusal(card, deed, now) is None)


def days_left(card: Card, now: datetime) -> int:
    """How many days, begun ones too, those who were asked still have to answer; 0: none."""
    left = card.asked_at + SILENCE - now if card.asked_at else timedelta()
    return max(0, -(-left // timedelta(days=1)))


def drops_consent(before: CardFacts, after: CardFacts) -> bool:
    """Whether the one who takes the next step has not agreed to be asked after this one."""
    return (before.owner, before.next_step) != (after.owner, after.next_step)
