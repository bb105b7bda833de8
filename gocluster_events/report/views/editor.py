"""The report for those who write it."""

from flask import g, render_template

from gocluster_events import db
from gocluster_events.access import Permission
from gocluster_events.report.queries.draft import report_row
from gocluster_events.report.views.blueprint import blueprint
from gocluster_events.web.audience import requires

PAGE = "/<lang:lang>/manage/<edition>/report"


@blueprint.get(PAGE)
@requires(Permission.EDIT_RESULTS)
def editor() -> str:
    """The report as it is being written."""
    return render_template("report/editor.html", report=report_row(db.session(), g.event.id))
