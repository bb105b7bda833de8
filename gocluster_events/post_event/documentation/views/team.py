"""The documentation for the team: what it will hold, what is missing, publishing it and taking it back."""

from flask import Response, g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.queries.publishing import published
from gocluster_events.post_event.documentation import services
from gocluster_events.post_event.documentation.queries import lacking, read
from gocluster_events.post_event.documentation.rules.documentation import Documentation
from gocluster_events.post_event.documentation.views import files
from gocluster_events.post_event.documentation.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.documentation.words import LACKS, REFUSALS, extent_of


@blueprint.get(MANAGE)
@requires(Permission.EDIT_RESULTS)
def documentation_of_team() -> str:
    """What the documentation holds or would hold, and what of the meeting is not public."""
    known = _known()
    return render_template("post_event/documentation/documentation_of_team.html", **_facts(known))


def _known() -> Documentation | None:
    version = published(db.session(), g.event.id)
    return read(db.session(), g.event, version, clock.now()) if version else None


def _facts(known: Documentation | None) -> dict[str, object]:
    lacks = lacking(db.session(), g.event, known, clock.now()) if known else {}
    return {
        "documentation": known,
        "extent": extent_of(known) if known else "",
        "lacks": [LACKS[lack](number) for lack, number in lacks.items()],
        "is_over": clock.now() >= g.event.ends_at,
        "pages": files.pages_made(g.event, files.key_of(g.event, known)) if known else None,
    }


@blueprint.get(f"{MANAGE}/copy.pdf")
@requires(Permission.EDIT_RESULTS)
def team_pdf() -> Response:
    """The PDF as it is or would be, before everybody reads it."""
    known = found_or_404(_known())
    return files.as_pdf(g.event, known)


@blueprint.get(f"{MANAGE}/copy.json")
@requires(Permission.EDIT_RESULTS)
def team_data() -> Response:
    """The JSON as it is or would be."""
    return Response(files.as_json(g.event, found_or_404(_known())), mimetype=files.JSON)


@blueprint.route(f"{MANAGE}/publication", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def publication() -> Reply:
    """Everybody reads the documentation; the page says before what it holds, and what is missing."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            services.publish(g.event.id, acting())
            return saved(_("The documentation is published. Nobody was written to."), ".documentation_of_team")
    return render_template("post_event/documentation/publication.html", form=form, **_facts(_known()))


@blueprint.route(f"{MANAGE}/publication/removal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def publication_removal() -> Reply:
    """Nobody outside the team reads the documentation any more."""
    form = Confirm()
    if form.validate_on_submit():
        services.take_back(g.event.id, acting())
        done = _("The documentation is no longer public. What it was made of stays where it is.")
        return saved(done, ".documentation_of_team")
    return render_template("post_event/documentation/publication_removal.html", form=form)
