"""Publishing the programme: what changes for its readers, and the button."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.accounts import queries as accounts
from gocluster_events.agenda import queries, words
from gocluster_events.agenda.forms.publication import PublicationForm
from gocluster_events.agenda.rules.conflicts import Findings, Severity
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.timetable import Timetable, as_published
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _
from gocluster_events.pages import services
from gocluster_events.pages.views.blueprint import blueprint
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import read_revision
from gocluster_events.web.fields import show_refusal


@blueprint.route("/<lang:lang>/manage/<edition>/agenda/publication", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def publication() -> Any:
    """The draft that was looked at is the public programme."""
    form = PublicationForm(data={"revision": queries.head(db.session(), g.event.id).revision})
    form.errors_left = len(_findings(queries.draft(db.session(), g.event)).of(Severity.ERROR).open)
    if form.validate_on_submit():
        try:
            number = services.publish(g.event.id, form.note, g.account.email, clock.now(), seen=read_revision(form))
        except Stale:
            return _overtaken(form), 409
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            flash(_("Version %(number)d is published.", number=number), "success")
            return redirect(url_for("agenda.draft"))
    return _page(form)


def _overtaken(form: PublicationForm) -> str:
    """What would be published now is not what was looked at: show that first, the note is kept."""
    form.revision.data = str(queries.head(db.session(), g.event.id).revision)
    form.form_errors.append(
        _("A colleague has changed the programme in the meantime. Review the changes, then publish again.")
    )
    return _page(form)


def _findings(draft: Timetable) -> Findings:
    return queries.findings(db.session(), g.event.id, draft)


def _page(form: PublicationForm) -> str:
    session, event = db.session(), g.event
    draft, latest = queries.draft(session, event), queries.latest(session, event.id)
    planned, versions = as_published(draft), queries.versions(session, event.id)
    found, findings = changes(latest.timetable if latest else None, planned), _findings(draft)
    return render_template(
        "pages/publication.html",
        form=form,
        draft=draft,
        latest=latest,
        changes=found,
        unchanged=len(planned.items) - sum(change.new is not None for change in found),
        errors=findings.of(Severity.ERROR).open,
        remaining=findings.of(Severity.WARNING, Severity.HINT),
        versions=versions,
        names=accounts.names(session, {version.published_by for version in versions}),
        words=words,
    )
