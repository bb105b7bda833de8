"""The survey in words: how far it is, why something cannot be done, and what the log says."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.post_event.survey.rules.phases import Phase, Standing
from gocluster_events.post_event.survey.rules.questions import Kind, Refusal

ACTIONS: dict[str, LazyString] = {
    "survey.changed": _l("Survey changed"),
    "survey.closed": _l("Survey closed"),
    "survey.text_removed": _l("Free text of the survey deleted"),
}
KINDS: dict[Kind, LazyString] = {
    Kind.SCALE: _l("Scale from 1 to 5"),
    Kind.TEXT: _l("Free text"),
}
PHASES: dict[Phase, LazyString] = {
    Phase.OFF: _l("Switched off"),
    Phase.AHEAD: _l("Opens with the end of the event"),
    Phase.OPEN: _l("Open"),
    Phase.CLOSED: _l("Closed"),
}
REFUSALS: dict[Refusal, LazyString] = {
    Refusal.LOCKED: _l("Somebody has answered already, so the survey stays as it is: answers belong to its questions."),
    Refusal.CLOSED: _l("The survey is closed."),
    Refusal.NOT_OPEN: _l("The survey is not open."),
    Refusal.NO_QUESTION: _l("Write at least one question, or switch the survey off."),
    Refusal.NOT_THERE: _l("Only those who were there can answer."),
    Refusal.TWICE: _l("You have answered already. Nothing was stored a second time."),
    Refusal.EMPTY: _l("Answer at least one question, then send your answers."),
}
STANDINGS: dict[Standing, LazyString] = {
    Standing.OPEN: _l("The survey is open."),
    Standing.OFF: _l("There is no survey about this event."),
    Standing.AHEAD: _l("The survey opens as soon as the event is over."),
    Standing.CLOSED: _l("The survey is closed. Thank you to everyone who answered."),
    Standing.NOT_THERE: _l(
        "Only those who were there can answer: people who were let in or had a confirmed online place."
    ),
    Standing.DONE: _l("You have answered. Thank you very much."),
}
NO_ENGLISH_ALONE = _l("Write the question in German, too.")
NO_END = _l("Say in German what this end of the scale means.")
