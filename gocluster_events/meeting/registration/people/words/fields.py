"""What the fields of a sign-up and the edition's own questions are called."""

from collections.abc import Sequence

from gocluster_events.core.i18n import LazyString, _, _l, current_language, day, force_locale
from gocluster_events.meeting.registration.people.rules.codes import Audience, Retention
from gocluster_events.meeting.registration.people.rules.fields import CORE, DETAILS, Requirement
from gocluster_events.meeting.registration.people.rules.questions import NO, YES, Answer, Question, QuestionKind, codes
from gocluster_events.meeting.registration.people.rules.seats import Pool

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
    Retention.NEEDS: _l("As long as catering and support needs, usually 14 days after the event"),
    Retention.REGISTRATION: _l("As long as the registration, usually 6 months after the event"),
}

AUDIENCES: dict[Audience, LazyString] = {
    Audience.EVERYBODY: _l("Everybody"),
    Audience.MEMBERS: _l("Members only"),
    Audience.QUOTA: _l("Only guests of the quota “%(quota)s”"),
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
NO_ANSWER = _l("No answer")
TWO_OPTIONS = _l("Enter at least two answers to choose from.")
OPTION_WITHOUT_NAME = _l("Enter this answer in German.")
OPTION_PLACES = _l("Enter a number of places from 0 to 100,000, or leave the field empty for no limit.")
ONE_QUESTION = _l("Choose answers to one question only.")
ITEM_OF_PARTICIPANTS = _l("Only a question that participants answer can stand for an item.")
OPTION_IS_FULL = _l("This answer is fully booked. Choose another one.")


def full(label: str) -> str:
    """The label of an option that is fully booked."""
    return _("%(option)s (fully booked)", option=label)


def answered_with(question: str, answer: str) -> str:
    """An answer to a question, as one can choose it."""
    return _("“%(answer)s” to “%(question)s”", question=question, answer=answer)


def only_if(parent: Question, options: Sequence[str]) -> str:
    """The sentence that says on which answers to an earlier question another one depends."""
    label = parent.label.pick(current_language())[0]
    option_labels = [option(parent, code) for code in codes(parent) if code in options]
    answers = (
        _("%(first)s or %(last)s", first=", ".join(option_labels[:-1]), last=option_labels[-1])
        if len(option_labels) > 1
        else "".join(option_labels)
    )
    return _("Only if you answered “%(answers)s” to “%(question)s” above.", answers=answers, question=label)


def guests_of(quota: str) -> str:
    """The guests of a quota of that name, as those of whom a question is asked."""
    return str(AUDIENCES[Audience.QUOTA]) % {"quota": quota}


def only_for(question: Question, quota: Pool | None) -> str:
    """The sentence that says of whom a question with an audience of its own is asked; ``quota`` is the one it names."""
    if question.audience is Audience.MEMBERS:
        return _("Only for members.")
    return _("Only for guests of the quota “%(quota)s”.", quota=_name(quota)) if quota else ""


def ended(question: Question, quota: Pool | None = None) -> str:
    """The sentence that names a question whose answer is left out, and why; ``quota``: whose guests it is for."""
    label = question.label.pick(current_language())[0]
    if quota is not None:
        return _(
            "The answer to “%(question)s” is left out: The question is only for guests of the quota “%(quota)s”.",
            question=label, quota=_name(quota),
        )  # fmt: skip
    return _("The answer to “%(question)s” is left out: The question is only for members.", question=label)


def _name(quota: Pool) -> str:
    return quota.name.pick(current_language())[0]


def answer(question: Question, given: Answer) -> str:
    """The answer as people read it, in the words of the question as it was asked."""
    if given.date is not None:
        return day(given.date, form="plain")
    if given.number is not None:
        return str(given.number)
    if given.options:
        return ", ".join(option(question, code) for code in codes(question) if code in given.options)
    return given.text


def option(question: Question, code: str) -> str:
    """The label of one of the answers to choose from."""
    if question.kind is QuestionKind.YES_NO:
        return str(YES_NO[code])
    return next(each.label.pick(current_language())[0] for each in question.options if each.id == code)


CORE_FIELDS: dict[str, LazyString] = {name: _l(each.demand_label or each.label) for name, each in CORE.items()}

REQUIREMENTS: dict[Requirement, LazyString] = {
    Requirement.OFF: _l("Not asked"),
    Requirement.OPTIONAL: _l("Voluntary"),
    Requirement.MANDATORY: _l("Required"),
}

CHANGES: dict[str, LazyString] = {
    **{each.name: _l(each.demand_label or each.label) for each in DETAILS if each.is_change},
    "language": _l("Language of your e-mails"),
    "needs": _l("Catering and accessibility"),
    "identity": _l("For the security check"),
    "answers": _l("Further questions"),
    "health": _l("Use of health data"),
}


def changes_named(names: Sequence[str], language: str) -> str:
    """The fields of these names as a list in a sentence in that language."""
    with force_locale(language):
        return ", ".join(str(CHANGES.get(name, name)) for name in names)
