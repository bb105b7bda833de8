"""What somebody says became of a next step, how far it is for the team, and why something is not done."""

from enum import Enum

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.follow_ups.rules.codes import Refusal, Standing

CHOICES: dict[Outcome, LazyString] = {
    Outcome.DONE: _l("Done"),
    Outcome.UNDER_WAY: _l("Still under way"),
    Outcome.CHANGED: _l("Changed"),
    Outcome.DROPPED: _l("Let drop"),
    Outcome.PASSED_ON: _l("Passed on to somebody else"),
}
STANDINGS: dict[Standing, LazyString] = {
    Standing.ANSWERED: _l("To be looked at"),
    Standing.SILENT: _l("Without an answer"),
    Standing.UNDELIVERED: _l("The e-mail did not arrive"),
    Standing.NO_ADDRESS: _l("No address"),
    Standing.WAITING: _l("Waiting for an answer"),
    Standing.PLANNED: _l("Not asked yet"),
    Standing.PUBLIC: _l("Public"),
    Standing.HIDDEN: _l("Put aside"),
    Standing.OVER: _l("Nobody is asked"),
}
MEANINGS: dict[Standing, LazyString] = {
    Standing.ANSWERED: _l("Nobody else reads these answers until you publish them."),
    Standing.SILENT: _l("Neither the e-mail nor the reminder brought an answer."),
    Standing.UNDELIVERED: _l("Enter the right address, then ask again."),
    Standing.NO_ADDRESS: _l("There is no address of the person who takes the step. Enter it, then ask."),
    Standing.OVER: _l("Nobody agreed to be asked, or the time for it is over. You can write down what you know."),
}
REFUSALS: dict[Enum, LazyString] = {
    Refusal.GONE: _l("This no longer exists."),
    Refusal.OVER: _l("Nobody is asked about this step any more."),
    Refusal.NO_STEP: _l("The card has no public next step."),
    Refusal.NO_ANSWER: _l("There is no answer that could be published."),
    Refusal.NO_ADDRESS: _l("No address is known for the person taking the step."),
    Refusal.TOO_SOON: _l("An e-mail went to them less than 14 days ago."),
    Refusal.HAS_ANSWER: _l("Whoever takes the step has answered already."),
    Refusal.NOT_PUBLIC: _l("The event is not public, so nobody is written to."),
}
