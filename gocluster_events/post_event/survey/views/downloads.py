"""What a survey gave, as a workbook."""

from collections.abc import Sequence

from flask import Response, g

from gocluster_events.attendance.attendees.exports.report import XLSX, to_xlsx
from gocluster_events.attendance.attendees.rules.figures import Part, Report, ReportLine
from gocluster_events.attendance.attendees.words.figures import HIDDEN
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, current_language, dates, moment
from gocluster_events.core.text import Localized
from gocluster_events.core.web.answers import as_file, found_or_404
from gocluster_events.core.web.audience import requires
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.models import SurveyText
from gocluster_events.post_event.survey.rules.figures import SurveyFigures, Tally
from gocluster_events.post_event.survey.rules.questions import SCALE, Kind, Question
from gocluster_events.post_event.survey.views.blueprint import blueprint
from gocluster_events.post_event.survey.views.team import PAGE, may_read


@blueprint.get(f"{PAGE}.xlsx")
@requires(Permission.PUBLISH_RESULTS)
def download() -> Response:
    """The figures of a closed survey and its free texts, a sheet for each question."""
    event, language = g.event, current_language()
    figures = found_or_404(queries.frozen(db.session(), event, clock.now()))
    report = Report(
        title=_("Survey: %(event)s", event=event.title.pick(language)[0]),
        lang=language,
        edition=event.title.pick(language),
        about=dates(event.starts_at, event.ends_at, event.zone),
        as_of=_("Closed on %(time)s", time=moment(figures.at, event.zone)),
        note=note(figures),
        caption=note(figures),
        hidden=HIDDEN,
        parts=tuple(_parts(figures)),
    )
    return as_file(to_xlsx(report), XLSX, f"{event.slug}-survey-{language}.xlsx")


def note(figures: SurveyFigures) -> str:
    """How many have answered, and what is hidden."""
    if figures.sheets is None:
        return _("Too few answers: figures and texts are shown from five answers on.")
    answers = _("%(sheets)d of %(eligible)d have answered.", sheets=figures.sheets, eligible=figures.eligible)
    hidden = _("Numbers below five are hidden, and those from which one could compute them.")
    return f"{answers} {hidden}"


def _parts(figures: SurveyFigures) -> list[Part]:
    texts = queries.texts(db.session(), g.event.id) if may_read(figures) else {}
    return [
        _overview(figures),
        *(
            _scale(f"question{place}", each)
            if each.question.kind is Kind.SCALE
            else _texts(f"question{place}", each.question, texts.get(place, ()))
            for place, each in enumerate(figures.tallies)
        ),
    ]


def _overview(figures: SurveyFigures) -> Part:
    lines = tuple(ReportLine(_words(each.question.text), (each.answers, each.share)) for each in figures.scales)
    heads = (_("Answers"), _("Per cent of 4 and 5"))
    sheets = ReportLine(_("Number of people who answered"), (figures.sheets,))
    return Part("overview", _("All scales"), _("Question"), heads, lines, sheets, 1)


def _scale(name: str, gave: Tally) -> Part:
    lines = tuple(
        ReportLine(step_words(gave.question, step), (number,)) for step, number in zip(SCALE, gave.counts, strict=True)
    )
    total = ReportLine(_("Total"), (gave.answers,))
    return Part(name, _words(gave.question.text), _("Step"), (_("Answers"),), lines, total, 1)


def step_words(question: Question, step: int) -> str:
    """A step of the scale, with the words at its end."""
    ends = {SCALE[0]: question.low, SCALE[-1]: question.high}
    return f"{step} – {_words(ends[step])}" if step in ends else str(step)


def _texts(name: str, question: Question, texts: Sequence[SurveyText]) -> Part:
    lines = tuple(ReportLine(each.text, ()) for each in texts)
    return Part(name, _words(question.text), _("Texts"), (), lines, ReportLine("", ()), 1)


def _words(text: Localized) -> str:
    return text.pick(current_language())[0]
