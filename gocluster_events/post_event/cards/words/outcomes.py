"""What became of a next step, in words: at the card, in a figure, in the documentation."""

from gocluster_events.core.i18n import LazyString, _, _l, _n, day
from gocluster_events.post_event.cards.rules.outcomes import Became, Outcome
from gocluster_events.post_event.cards.rules.reading import Steps

OUTCOMES: dict[Outcome, LazyString] = {
    Outcome.DONE: _l("done"),
    Outcome.UNDER_WAY: _l("still under way"),
    Outcome.CHANGED: _l("changed"),
    Outcome.DROPPED: _l("dropped"),
    Outcome.PASSED_ON: _l("passed on"),
}


def outcome(became: Became) -> str:
    """What became of it and since when one knows that: “done (8 March 2019)”."""
    return f"{OUTCOMES[became.outcome]} ({day(became.day, form='plain')})"


def figure(steps: Steps) -> str:
    """How many of how many next steps are done."""
    return _n("%(done)d of %(num)d next step done", "%(done)d of %(num)d next steps done", steps.total, done=steps.done)


def as_of(steps: Steps) -> str:
    """The day of the last public answer, as it stands beside the figure."""
    return _("as of %(day)s", day=day(steps.day, form="plain"))
