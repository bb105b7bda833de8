"""The decision about a photo on which somebody does not want to be seen."""

from flask import g, render_template

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.post_event.photos.forms import DecisionForm
from gocluster_events.post_event.photos.queries import objections, photos as queries
from gocluster_events.post_event.photos.rules.objections import showing_refusal
from gocluster_events.post_event.photos.services import objections as services
from gocluster_events.post_event.photos.views.blueprint import blueprint
from gocluster_events.post_event.photos.views.team import PHOTOS
from gocluster_events.post_event.photos.words.codes import REFUSALS


@blueprint.route(f"{PHOTOS}/<uuid>/decision", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def photo_decision(uuid: str) -> Reply:
    """The photo is public all the same, with a reason that everybody reads who did not want that."""
    row, form = found_or_404(queries.photo(db.session(), g.event.id, uuid)), DecisionForm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            services.keep_public(g.event.id, uuid, form.reason.data, acting())
            return saved(_("The photo is public. The reason is on its way."), ".photos_of_team")
    wanted = objections.objectors(db.session(), g.event.id).get(row.id, ())
    refusal = showing_refusal(row.state, row.shown_again_at, len(wanted))
    return render_template(
        "post_event/photos/photo_decision.html", form=form, photo=row, objectors=wanted, refusal=refusal
    )
