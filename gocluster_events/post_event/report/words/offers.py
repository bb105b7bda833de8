"""Numbers that are offered to the report, in both languages."""

from datetime import datetime

from gocluster_events.core.i18n import LazyString, _, _l, _n, day, force_locale
from gocluster_events.core.text import LANGUAGES, Localized
from gocluster_events.post_event.cards.rules.reading import Steps
from gocluster_events.post_event.cards.words.outcomes import as_of
from gocluster_events.post_event.report.rules.document import Basis, Fact
from gocluster_events.post_event.report.rules.offers import Hedge, Offer
from gocluster_events.post_event.survey.rules.figures import Tally
from gocluster_events.post_event.survey.rules.questions import Question

UNITS: dict[str, LazyString] = {
    "came": _l("people came"),
    "confirmed": _l("confirmed registrations"),
    "onsite": _l("confirmed registrations on site"),
    "online": _l("confirmed registrations online"),
    "clusters": _l("clusters represented"),
    "states": _l("federal states represented"),
}
HEDGES: dict[Hedge, LazyString] = {Hedge.ROUND: _l("about"), Hedge.MORE: _l("more than")}
SOURCES: dict[Basis, LazyString] = {
    Basis.PROVISIONAL: _l("provisional, as of %(day)s"),
    Basis.FROZEN: _l("figures of %(day)s"),
}


def fact(offer: Offer, uuid: str, basis: Basis, at: datetime, zone: str) -> Fact:
    """The offered number as a block of the report."""
    hedge = HEDGES[offer.hedge] if offer.hedge else None
    number = "" if offer.number is None else str(offer.number)
    source = _both(SOURCES[basis], at, zone)
    return Fact(uuid, number, _both(hedge) if hedge else Localized(), _both(UNITS[offer.key]), source, basis)


def survey_fact(tally: Tally, sheets: int, uuid: str) -> Fact:
    """What a scale of the survey gave as a block: how many of a hundred chose its two upper steps."""
    return Fact(uuid, f"{tally.share} %", Localized(), _answered(tally.question), _sheets(sheets), Basis.FROZEN)


def steps_fact(steps: Steps, uuid: str) -> Fact:
    """How many next steps of knowledge cards are done, as a block; that of the day of the last answer."""
    unit, source = [], []
    for language in LANGUAGES:
        with force_locale(language):
            unit.append(_n("of %(num)d next step done", "of %(num)d next steps done", steps.total))
            source.append(as_of(steps))
    return Fact(uuid, str(steps.done), Localized(), Localized(*unit), Localized(*source))


def _answered(question: Question) -> Localized:
    """What the share is of, in the languages in which the question is written."""
    texts = []
    for language, text in zip(LANGUAGES, (question.text.de, question.text.en), strict=True):
        with force_locale(language):
            high = question.high.pick(language)[0]
            sentence = (
                _("answered “%(question)s” with 4 or 5 (5: %(high)s)", question=text, high=high)
                if high
                else _("answered “%(question)s” with 4 or 5 of 5", question=text)
            )
            texts.append(sentence if text else "")
    return Localized(*texts)


def _sheets(number: int) -> Localized:
    texts = []
    for language in LANGUAGES:
        with force_locale(language):
            texts.append(_("survey, %(number)d answers", number=number))
    return Localized(*texts)


def _both(sentence: LazyString, at: datetime | None = None, zone: str = "") -> Localized:
    texts = []
    for language in LANGUAGES:
        with force_locale(language):
            text = str(sentence)
            texts.append(text % {"day": day(at, zone, "plain")} if at else text)
    return Localized(*texts)
