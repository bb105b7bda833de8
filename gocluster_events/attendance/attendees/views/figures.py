"""The figures of an edition: on a page, as a workbook, a paper, and pictures."""

from collections.abc import Iterable, Mapping

from flask import Response, g, render_template, request

from gocluster_events.attendance.attendees.exports import report as exports
from gocluster_events.attendance.attendees.models import FrozenFigures
from gocluster_events.attendance.attendees.queries import figures as queries
from gocluster_events.attendance.attendees.rules.figures import Part, Report, ReportLine, Table, Topic
from gocluster_events.attendance.attendees.rules.frozen import freeze_at, from_stored
from gocluster_events.attendance.attendees.services import figures as services
from gocluster_events.attendance.attendees.views.downloads import hand_out
from gocluster_events.attendance.attendees.views.list_state import blueprint
from gocluster_events.attendance.attendees.words import figures as said
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, current_language, dates, moment
from gocluster_events.core.web.answers import Reply, acting, as_file, found_or_404, refusals, saved
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.queries import publishing
from gocluster_events.meeting.events import queries as events


@blueprint.get("/figures", endpoint="figures")
@requires(Permission.VIEW_FIGURES)
def figures_page() -> str:
    """Every table with its bars; whoever sees the people may ask for the exact numbers."""
    may_be_exact = may(Permission.VIEW_ATTENDEES)
    is_exact = request.args.get("exact") == "1" and may_be_exact
    return render_template(
        "attendance/attendees/figures.html",
        report=_report(is_exact=is_exact),
        is_exact=is_exact,
        may_be_exact=may_be_exact,
        is_frozen=_frozen() is not None,
        is_over=_is_over(),
    )


@blueprint.get("/figures.xlsx")
@requires(Permission.VIEW_FIGURES)
def figures_xlsx() -> Response:
    """The report as a workbook; never exact, for it leaves the house."""
    report = _report(is_exact=False)
    return as_file(exports.to_xlsx(report), exports.XLSX, f"{g.event.slug}-figures-{current_language()}.xlsx")


@blueprint.get("/figures.pdf")
@requires(Permission.VIEW_FIGURES)
def figures_pdf() -> Response:
    """The report on paper; never exact."""
    report = _report(is_exact=False)
    purpose = _("Report of figures")
    return hand_out("figures", purpose, (), 0, lambda now: exports.to_pdf(report, now))


@blueprint.get("/figures/<topic>.svg")
@requires(Permission.VIEW_FIGURES)
def figures_svg(topic: str) -> Response:
    """One table as a picture to stand in a text; never exact."""
    report = _report(is_exact=False)
    part = found_or_404(next((each for each in report.parts if each.name == topic), None))
    return as_file(exports.to_svg(part, report), "image/svg+xml", f"{g.event.slug}-{part.name}.svg")


@blueprint.route("/figures/freezing", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def figures_freezing() -> Reply:
    """What freezing the figures means, and the button."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, said.REFUSALS):
            services.freeze(g.event.id, acting())
            return saved(_("The figures are frozen."), ".figures")
    return render_template(
        "attendance/attendees/figures_freezing.html", form=form, freeze_at=freeze_at(g.event.ends_at, g.event.zone)
    )


def _frozen() -> FrozenFigures | None:
    return queries.frozen_figures(db.session(), g.event, clock.now())


def _is_over() -> bool:
    return events.phase(db.session(), g.event, clock.now()).is_over


def _report(*, is_exact: bool) -> Report:
    event, language, frozen = g.event, current_language(), _frozen()
    if frozen is None or is_exact:
        tables = queries.tables(db.session(), event, after=_is_over(), exact=is_exact)
        as_of = _("As of %(time)s", time=moment(clock.now(), event.zone))
    else:
        tables = from_stored(frozen.tables)
        as_of = _("Frozen as of %(time)s", time=moment(frozen.at, event.zone))
    edition, items = event.title.pick(language), _items(tables)
    place = ", ".join(filter(None, (event.venue, event.city)))
    return Report(
        title=_("Figures: %(event)s", event=edition[0]),
        lang=language,
        edition=edition,
        about=f"{dates(event.starts_at, event.ends_at, event.zone)}, {place}",
        as_of=as_of,
        note=said.hidden_note(is_exact=is_exact),
        caption=said.caption(),
        hidden=said.HIDDEN,
        parts=tuple(_part(table, items) for table in tables),
    )


def _items(tables: Iterable[Table]) -> Mapping[str, str]:
    """The names of the programme's items, where the report has any."""
    latest = publishing.latest(db.session(), g.event.id) if any(each.topic is Topic.ITEM for each in tables) else None
    return said.item_names(latest.timetable) if latest else {}


def _part(table: Table, items: Mapping[str, str]) -> Part:
    lines = tuple(ReportLine(said.value(table.topic, row, items), row.numbers) for row in table.rows)
    topic: Topic = table.topic
    total = ReportLine(_("Total"), table.total.numbers)
    heading, head = str(said.TOPICS[topic]), str(said.HEADS[topic])
    return Part(topic.value, heading, head, said.heads(table), lines, total, table.most)
