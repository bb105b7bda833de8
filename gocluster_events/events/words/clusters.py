"""Sentences about clusters, and the words by which a list of them is read."""

from collections.abc import Callable, Iterator

from gocluster_events.events.rules.clusters import NAME_LIMIT, Line, ListVocabulary, Wrong
from gocluster_events.events.rules.edition import FederalState
from gocluster_events.events.words import FEDERAL_STATES
from gocluster_events.i18n import LANGUAGES, LazyString, _, _l, force_locale
from gocluster_events.text import fold, fold_german

WRONG: dict[Wrong, LazyString] = {
    Wrong.NO_NAME: _l("The name is missing."),
    Wrong.TOO_LONG: _l("The name is longer than %(limit)d characters."),
    Wrong.BAD_TEXT: _l("The name holds characters that cannot be seen."),
    Wrong.NO_STATE: _l("The federal state is missing."),
    Wrong.UNKNOWN_STATE: _l("“%(other)s” is no federal state."),
    Wrong.TWICE: _l("Line %(other)s says the same."),
}
NO_LINES = _l("Paste at least one line, or choose a file.")
TOO_MANY_LINES = _l("There are more than %(most)d lines. Add them in several parts.")
CSV_NAME = _l("clusters")
NAME, STATE = _l("Cluster"), _l("Federal state")
STATE_CHOICES: list[tuple[str, LazyString]] = [(state.value, label) for state, label in FEDERAL_STATES.items()]
_MORE_HEADS = ("Name", "Cluster name", "Clustername", "Netzwerk", "Organisation", "Clusterinitiative")
_MORE_STATE_HEADS = ("State", "Land", "Bundesland")


def why_wrong(line: Line) -> str:
    """Why the line is no cluster."""
    return str(WRONG[line.wrong]) % {"limit": NAME_LIMIT, "other": line.other} if line.wrong else ""


def vocabulary() -> ListVocabulary:
    """The words of both languages."""
    states = {fold(state.value): state for state in FederalState}
    for state, label in FEDERAL_STATES.items():
        for word in _in_each(lambda label=label: str(label)):  # type: ignore[misc]
            states |= {fold(word): state, fold_german(word): state}
    return ListVocabulary(
        states=states,
        name_heads=frozenset(map(fold, [*_in_each(lambda: _("Cluster")), *_MORE_HEADS])),
        state_heads=frozenset(map(fold, [*_in_each(lambda: _("Federal state")), *_MORE_STATE_HEADS])),
    )


def _in_each(word: Callable[[], str]) -> Iterator[str]:
    for language in LANGUAGES:
        with force_locale(language):
            yield word()
