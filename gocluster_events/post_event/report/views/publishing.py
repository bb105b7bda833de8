"""The report goes out and comes back; how it would be read, and how it was."""

from flask import g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import number_in
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.markdown import article
from gocluster_events.post_event.report.forms.restoring import RestoringForm
from gocluster_events.post_event.report.models import ReportVersion
from gocluster_events.post_event.report.queries.draft import report_of, version
from gocluster_events.post_event.report.queries.published import Standing, granted, standing
from gocluster_events.post_event.report.rules import numbers
from gocluster_events.post_event.report.rules.document import Report
from gocluster_events.post_event.report.rules.reading import in_marks, public
from gocluster_events.post_event.report.services import writing
from gocluster_events.post_event.report.views import written
from gocluster_events.post_event.report.views.blueprint import blueprint
from gocluster_events.post_event.report.views.editor import PAGE, collision, page
from gocluster_events.post_event.report.views.public import Reading, public_photos, report_page
from gocluster_events.post_event.report.words.codes import REFUSALS


@blueprint.post(f"{PAGE}/publication")
@requires(Permission.PUBLISH_RESULTS)
def publication() -> Reply:
    """The draft is as typed, and everybody reads it."""
    state = written.present()
    form = written.typed_form(state)
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                written.store(form, state)
                writing.publish(g.event.id, acting(), written.present().revision)
                return saved(_("The report is published. Nobody was written to."), ".editor")
        except Stale:
            return collision(form)
        form.revision.data = str(written.present().revision)
    return page(form, written.present())


@blueprint.route(f"{PAGE}/withdrawal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def withdrawal() -> Reply:
    """Nobody outside the team reads the report any more; the page says what that means."""
    found_or_404(standing(db.session(), g.event))
    form = Confirm()
    if form.validate_on_submit():
        writing.take_back(g.event.id, acting())
        return saved(_("The report is no longer public. Draft and versions are still here."), ".editor")
    return render_template("post_event/report/withdrawal.html", form=form)


@blueprint.get(f"{PAGE}/preview")
@requires(Permission.EDIT_RESULTS)
def preview() -> str:
    """The draft as everybody would read it now."""
    return report_page(_as_if(written.present().report), preview=True)


def _as_if(report: Report) -> Reading:
    now, photos = clock.now(), public_photos()
    known = public(report, granted(db.session(), g.event.id), written.people(), photos.keys())
    read = standing(db.session(), g.event)
    at = read.published_at if read else now
    return Reading(known, Standing(report, 0, at, now), photos, (), None)


@blueprint.route(f"{PAGE}/versions/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def earlier(number: int) -> Reply:
    """The draft is what this version holds; the page shows it, with the quotes that are released now."""
    row, form = found_or_404(version(db.session(), g.event.id, number)), RestoringForm()
    if form.validate_on_submit():
        try:
            writing.restore(g.event.id, number, acting(), number_in(form.seen.data or ""))
            return saved(_("Version %(number)d is the draft now.", number=number), ".editor")
        except Stale:
            form.form_errors.append(_("A colleague has changed the draft in the meantime. Please check it again."))
            return _version_page(row, form), 409
    return _version_page(row, form)


def _version_page(row: ReportVersion, form: RestoringForm) -> str:
    form.seen.data = str(written.present().revision)
    report, photos = report_of(row), public_photos()
    return render_template(
        "post_event/report/version.html",
        form=form,
        row=row,
        report=public(report, granted(db.session(), g.event.id), written.people(), photos.keys()),
        photos=photos,
        names=accounts.names(db.session(), {row.saved_by}),
        article=article,
        in_marks=in_marks,
        written=lambda number: numbers.written(number, g.lang),
    )
