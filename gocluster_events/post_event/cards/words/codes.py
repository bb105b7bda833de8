"""What the codes of knowledge cards are called, and why something is not done with one."""

from enum import Enum

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.post_event.cards.rules.codes import Origin, Refusal, State

STATES: dict[State, LazyString] = {
    State.COLLECTED: _l("Collected"),
    State.EDITED: _l("Edited"),
    State.ASKED: _l("Being asked"),
    State.PUBLIC: _l("Public"),
    State.DISMISSED: _l("Dismissed"),
    State.MERGED: _l("Merged"),
}
MEANINGS: dict[State, LazyString] = {
    State.COLLECTED: _l("from note takers and contributors"),
    State.EDITED: _l("checked and shortened by the editors"),
    State.ASKED: _l("with those who spoke, for seven days"),
    State.PUBLIC: _l("on the website and in the search"),
}
ORIGINS: dict[Origin, LazyString] = {
    Origin.NOTES: _l("Note taker"),
    Origin.SPEAKER: _l("Contributor"),
    Origin.EDITOR: _l("Editors"),
}
REFUSALS: dict[Enum, LazyString] = {
    Refusal.GONE: _l("This card no longer exists."),
    Refusal.NOT_PUBLIC: _l("The event is not public, so nobody is written to."),
    Refusal.NO_ITEM: _l("Its programme item is not on the published programme."),
    Refusal.NO_PERSON: _l("This person is not on the published programme."),
    Refusal.WRONG_STATE: _l("This cannot be done with the card as it stands now."),
    Refusal.NOT_EDITED: _l("The card is only collected. Look at its words and move it to “Edited” first."),
    Refusal.NO_QUESTION: _l("The card has no question yet."),
    Refusal.NO_INSIGHT: _l("The card has no insight yet. If nobody knows an answer, mark it as an open question."),
    Refusal.NOBODY_TO_ASK: _l("Nobody can be asked about this card. It can be published as it is."),
    Refusal.NOT_ASKED: _l("Those who spoke have not been asked yet whether the card is right."),
    Refusal.SAID_NO: _l("Somebody who spoke says that the card is not right. Change it, then ask again."),
    Refusal.STILL_ASKED: _l("Those who spoke have seven days to answer. This time is not over yet."),
    Refusal.IS_PUBLIC: _l("The card is public. Take it back first."),
    Refusal.NO_OTHER_CARD: _l("Choose another card that has been neither dismissed nor merged."),
}
