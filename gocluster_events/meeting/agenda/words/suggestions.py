"""Suggested texts in words."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.agenda.rules.suggestions import SuggestionRefusal, SuggestionState
from gocluster_events.meeting.agenda.words import programme

STATES: dict[SuggestionState, LazyString] = {
    SuggestionState.OPEN: _l("Your suggestion is with the organisers."),
    SuggestionState.ACCEPTED: _l(
        "Your suggestion has been accepted. It becomes public when the organisers next publish."
    ),
    SuggestionState.DECLINED: _l("The organisers did not adopt your suggestion."),
}
REFUSALS = {
    **programme.REFUSALS,
    SuggestionRefusal.NOT_WANTED: _l("This event does not take suggested texts any more."),
    SuggestionRefusal.NOT_THEIRS: _l("You are no longer in this item."),
    SuggestionRefusal.UNCHANGED: _l("The programme says exactly this already."),
    SuggestionRefusal.ANSWERED: _l("This suggestion has been answered, or taken back."),
}
