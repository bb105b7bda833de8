"""What is about to happen with knowledge cards, and what has."""

from gocluster_events.core.i18n import LazyString, _l, _n
from gocluster_events.post_event.cards.rules.codes import Deed

TITLES: dict[Deed, LazyString] = {
    Deed.COLLECT: _l("Back to “Collected”"),
    Deed.EDIT: _l("Move to “Edited”"),
    Deed.ASK: _l("Ask whether it is right"),
    Deed.PUBLISH: _l("Publish knowledge cards"),
    Deed.TAKE_BACK: _l("Take back knowledge cards"),
    Deed.DISMISS: _l("Dismiss knowledge cards"),
    Deed.RESTORE: _l("Restore knowledge cards"),
    Deed.MERGE: _l("Merge knowledge cards"),
}
VERBS: dict[Deed, LazyString] = {
    Deed.COLLECT: _l("Back to “Collected”"),
    Deed.EDIT: _l("To “Edited”"),
    Deed.ASK: _l("Ask now"),
    Deed.PUBLISH: _l("Publish"),
    Deed.TAKE_BACK: _l("Take back"),
    Deed.DISMISS: _l("Dismiss"),
    Deed.RESTORE: _l("Restore"),
    Deed.MERGE: _l("Merge"),
}
CONSEQUENCES: dict[Deed, tuple[LazyString, ...]] = {
    Deed.COLLECT: (_l("Nobody is written to."),),
    Deed.EDIT: (
        _l("Where those who spoke were being asked, they can no longer answer until they are asked again."),
        _l("Nobody is written to."),
    ),
    Deed.ASK: (
        _l("Whoever is asked has seven days to answer. After that the card can be published as not confirmed."),
        _l("Whoever is named under “Who to ask” is asked whether their name may stand there."),
    ),
    Deed.PUBLISH: (
        _l("Everybody can read the card on the website of the event, and search engines can find it."),
        _l("Until everyone who spoke has confirmed it, it says “from the editors, not confirmed”."),
        _l("Nobody is written to."),
    ),
    Deed.TAKE_BACK: (
        _l("Nobody outside the team can read the card any more."),
        _l("The answers of those who spoke stay."),
        _l("Nobody is written to."),
    ),
    Deed.DISMISS: (_l("The card is put aside and can be restored."), _l("Nobody is written to.")),
    Deed.RESTORE: (_l("The card is under “Collected” again."), _l("Nobody is written to.")),
    Deed.MERGE: (
        _l("The card that stays keeps its own words. Those of the others stay readable beside it."),
        _l("This cannot be undone."),
        _l("Nobody is written to."),
    ),
}


def written(number: int) -> str:
    """How many letters that was."""
    return _n("%(num)d e-mail is on its way.", "%(num)d e-mails are on their way.", number)


def done(deed: Deed, number: int) -> str:
    """What has happened with so many cards."""
    sentences = {
        Deed.COLLECT: _n("%(num)d card is under “Collected”.", "%(num)d cards are under “Collected”.", number),
        Deed.EDIT: _n("%(num)d card is under “Edited”.", "%(num)d cards are under “Edited”.", number),
        Deed.ASK: _n("%(num)d card is with those who spoke.", "%(num)d cards are with those who spoke.", number),
        Deed.PUBLISH: _n("%(num)d card is public.", "%(num)d cards are public.", number),
        Deed.TAKE_BACK: _n("%(num)d card is no longer public.", "%(num)d cards are no longer public.", number),
        Deed.DISMISS: _n("%(num)d card is dismissed.", "%(num)d cards are dismissed.", number),
        Deed.RESTORE: _n("%(num)d card is restored.", "%(num)d cards are restored.", number),
        Deed.MERGE: _n("%(num)d card is merged.", "%(num)d cards are merged.", number),
    }
    return sentences[deed]
