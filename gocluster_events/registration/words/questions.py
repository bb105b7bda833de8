"""Words around an edition's own questions."""

from collections.abc import Sequence

from gocluster_events.i18n import LazyString, _, _l, current_language, day
from gocluster_events.registration.rules.questions import NO, YES, Answer, Question, QuestionKind
from gocluster_events.registration.rules.retention import Retention

__all__ = [
    "KINDS",
    "NO_ANSWER",
    "OPTION_IS_FULL",
    "RETENTIONS",
    "UNANSWERED",
    "YES_NO",
    "answer",
    "full",
    "only_if",
]

KINDS: dict[QuestionKind, LazyString] = {
    QuestionKind.LINE: _l("One line of text"),
    QuestionKind.TEXT: _l("Longer text"),
    QuestionKind.YES_NO: _l("Yes or no"),
    QuestionKind.ONE_OF: _l("One of several answers"),
    QuestionKind.SOME_OF: _l("Any number of several answers"),
    QuestionKind.NUMBER: _l("Number"),
    QuestionKind.DATE: _l("Date"),
}

RETENTIONS: dict[Retention, LazyString] = {
    Retention.NEEDS: _l("14 days after the event, with the special needs"),
    Retention.REGISTRATION: _l("6 months after the event, with the registration"),
}

UNANSWERED: dict[QuestionKind, LazyString] = {
    QuestionKind.LINE: _l("Answer this question."),
    QuestionKind.TEXT: _l("Answer this question."),
    QuestionKind.YES_NO: _l("Choose “Yes” or “No”."),
    QuestionKind.ONE_OF: _l("Choose one of the answers."),
    QuestionKind.SOME_OF: _l("Choose at least one of the answers."),
    QuestionKind.NUMBER: _l("Enter a whole number."),
    QuestionKind.DATE: _l("Enter a date."),
}

YES_NO: dict[str, LazyString] = {YES: _l("Yes"), NO: _l("No")}
NO_ANSWER = _l("Not answered")
OPTION_IS_FULL = _l("This answer is fully booked. Choose another one.")


def full(label: str) -> str:
    """An option that nobody can choose any more."""
    return str(_("%(option)s (fully booked)", option=label))


def only_if(parent: Question, options: Sequence[str]) -> str:
    """For whom a question is that depends on an answer to an earlier one."""
    label = parent.label.pick(current_language())[0]
    known = [option for option in _codes(parent) if option in options]
    said = [_option(parent, option) for option in known]
    answers = said[0] if len(said) == 1 else _("%(first)s or %(last)s", first=", ".join(said[:-1]), last=said[-1])
    return str(_("Only if you answered “%(answers)s” to “%(question)s” above.", answers=answers, question=label))


def answer(question: Question, given: Answer) -> str:
    """The answer as people read it, in the words of the question as it was asked."""
    if given.date is not None:
        return day(given.date, form="plain")
    if given.number is not None:
        return str(given.number)
    if given.options:
        return ", ".join(_option(question, option) for option in _codes(question) if option in given.options)
    return given.text


def _codes(question: Question) -> Sequence[str]:
    return (YES, NO) if question.kind is QuestionKind.YES_NO else [option.id for option in question.options]


def _option(question: Question, code: str) -> str:
    if question.kind is QuestionKind.YES_NO:
        return str(YES_NO[code])
    return next(option.label.pick(current_language())[0] for option in question.options if option.id == code)
