"""What somebody of the programme reads of the cards about which they are asked."""

from collections.abc import Iterable

from gocluster_events.core.i18n import LazyString, _, _l, force_locale
from gocluster_events.post_event.cards.rules.cards import Card
from gocluster_events.post_event.cards.rules.own import OwnCard
from gocluster_events.post_event.releases.rules import GRANTED, State

_WAITS, _YES, _NO, _PUBLIC = "clock", "tick", "cross", "globe"
OTHER_CARD = _l("The card has changed since you opened this page. Please read it again.")
NAMING: dict[State, LazyString] = {
    State.ASKED: _l("The card would name you under “Who to ask”. You have not answered that yet."),
    State.GIVEN: _l("The card may name you under “Who to ask”."),
    State.ON_PAPER: _l("The card may name you under “Who to ask”."),
    State.REFUSED: _l("The card does not name you."),
    State.WITHDRAWN: _l("The card does not name you any more."),
}


def rows(language: str, cards: Iterable[Card]) -> str:
    """The cards as rows of a letter."""
    with force_locale(language):
        return "\n".join(_row(card.number, card.facts.question) for card in cards)


def sample(language: str) -> str:
    """A row as a letter could have it."""
    with force_locale(language):
        return _row(3, _("What should happen before the last day at work?"))


def _row(number: int, question: str) -> str:
    return "- " + _("Card %(number)d", number=number) + f": {question}"


def sentences(own: OwnCard) -> list[tuple[str, str]]:
    """How the card stands for the person, each with its sign: what they have said, and what they have not answered."""
    rows = []
    if own.is_asked and own.answer is None:
        rows.append((_WAITS, _("You have not told us yet whether the card is right.")))
    elif own.answer is not None and own.answer.is_correct:
        rows.append((_YES, _("You say: right as it is.")))
    elif own.answer is not None:
        rows.append((_NO, _("You say: not right.")))
    if own.may_object:
        rows.append((_PUBLIC, _("This text is public. The team is writing another one.")))
    if own.is_named:
        state = own.release.state if own.release else State.ASKED
        sign = _WAITS if state is State.ASKED else _YES if state in GRANTED else _NO
        rows.append((sign, str(NAMING[state])))
    if own.can_take_step and own.is_owner and not own.has_agreed:
        rows.append((_WAITS, _("We do not know yet whether you take care of the next step.")))
    if own.has_agreed:
        rows.append((_YES, _("You take care of the next step, and we may ask you what became of it.")))
    return rows
