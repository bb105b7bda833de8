"""What people agree to, word by word in each version, and how an answer is called."""

from collections.abc import Mapping
from enum import Enum

from gocluster_events.core.i18n import LazyString, _, _l
from gocluster_events.post_event.releases import rules
from gocluster_events.post_event.releases.rules import Kind, Refusal, Release, State

KINDS: dict[Kind, LazyString] = {
    Kind.FILE: _l("File or link"),
    Kind.QUOTE: _l("Quote"),
    Kind.CARD: _l("Name on a knowledge card"),
}
STATES: dict[State, LazyString] = {
    State.ASKED: _l("not answered yet"),
    State.GIVEN: _l("release granted"),
    State.REFUSED: _l("release refused"),
    State.WITHDRAWN: _l("release withdrawn"),
    State.ON_PAPER: _l("release on paper"),
}
REFUSALS: dict[Enum, LazyString] = {
    Refusal.NOT_ASKED: _l("This release is not needed any more."),
    Refusal.ANSWERED: _l("The person has already given their own answer. Only they can change it."),
    Refusal.NOT_GRANTED: _l("There is no release that could be withdrawn."),
}
HOW_WITHDRAWN = _l(
    "Note it as soon as they have told you, in whatever way, that they do not agree any more. "
    "Your name and the time stay with it, for three years as a proof."
)
AFTER_WITHDRAWAL = _l("Only they can agree again, on their own page. After a withdrawal no release on paper counts.")
OTHER_SUBJECT = _l("This has changed since you opened this page. Please look at it again.")
WORDINGS: Mapping[tuple[Kind, int], tuple[LazyString, ...]] = {
    (Kind.FILE, 1): (
        _l("I agree that this file or link is published with my name on the website of the event."),
        _l(
            "It then stands on the page of the programme item and in the list of materials. If it is for everybody, "
            "search engines can find it, too. If it is for participants, only they can open it."
        ),
        _l(
            "The licence named beside it says what others may do with it. With a free licence they may go on doing so "
            "even if you withdraw your release."
        ),
        _l(
            "You can withdraw your release on this page at any time, without giving a reason. The file and all links "
            "to it then disappear from this website at once. Copies that others have by then cannot be called back."
        ),
    ),
    (Kind.QUOTE, 1): (
        _l("I agree that this quote is published with my name in the report on the event."),
        _l("Everybody can read the report on the website of the event, and search engines can find it."),
        _l(
            "You can withdraw your release on this page at any time, without giving a reason. The quote then "
            "disappears from this website at once. Copies that others have by then cannot be called back."
        ),
    ),
    (Kind.CARD, 1): (
        _l("I agree that this card names me under “Who to ask”, with my position and institution."),
        _l(
            "Everybody can read the card on the website of the event and in what is compiled from it, and search "
            "engines can find it. Neither your e-mail address nor a telephone number is shown."
        ),
        _l(
            "You can withdraw your release on this page at any time, without giving a reason. Your name then "
            "disappears from this website at once. Copies that others have by then cannot be called back."
        ),
    ),
}
"""Every text by its number: first what is agreed to, then what that means. None of them ever changes."""


def wording(kind: Kind, number: int = 0) -> tuple[LazyString, ...]:
    """The text of a version, that in force if none is named."""
    return WORDINGS[kind, number or rules.WORDING]


def name(release: Release) -> str:
    """Whose release it is."""
    return release.name or _("Name removed on request")
