"""What is wished, as a workbook that may leave the house."""

from flask import Response, g

from gocluster_events.attendance.attendees.exports.report import XLSX, to_xlsx
from gocluster_events.attendance.attendees.rules.figures import Part, Report, ReportLine
from gocluster_events.attendance.attendees.words import figures as figure_words
from gocluster_events.attendance.bookings.words.terms import title_of
from gocluster_events.attendance.wishes.queries.demand import demand
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.rules.demand import Demand
from gocluster_events.attendance.wishes.rules.demand_report import demand_numbers
from gocluster_events.attendance.wishes.views.allocation import PAGE
from gocluster_events.attendance.wishes.views.blueprint import blueprint
from gocluster_events.attendance.wishes.words.team import CHOICES
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, current_language, dates, moment
from gocluster_events.core.web.answers import as_file, found_or_404
from gocluster_events.core.web.audience import requires


@blueprint.get(f"{PAGE}/demand.xlsx")
@requires(Permission.ALLOT)
def download() -> Response:
    """The demand for each item; never exact, for it leaves the house."""
    round_ = found_or_404(round_of(db.session(), g.event))
    part = _part(demand(db.session(), g.event), round_.most_wishes)
    event, language = g.event, current_language()
    report = Report(
        title=_("Choices: %(event)s", event=event.title.pick(language)[0]),
        lang=language,
        edition=event.title.pick(language),
        about=dates(event.starts_at, event.ends_at, event.zone),
        as_of=_("As of %(time)s", time=moment(clock.now(), event.zone)),
        note=figure_words.hidden_note(is_exact=False),
        caption=figure_words.caption(),
        hidden=figure_words.HIDDEN,
        parts=(part,),
    )
    return as_file(to_xlsx(report), XLSX, f"{event.slug}-choices-{language}.xlsx")


def _part(wanted: Demand, most: int) -> Part:
    rows, total = demand_numbers(wanted, most)
    lines = tuple(ReportLine(title_of(wanted.by_item[uuid].item), numbers) for uuid, numbers in rows)
    heads = (_("Places"), *(str(each) for each in CHOICES[:most]))
    return Part("choices", _("Demand for each item"), _("Item"), heads, lines, ReportLine(_("Total"), total), 0)
