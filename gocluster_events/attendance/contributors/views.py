"""People on the programme and registrations of the same name: whether they are one person."""

from flask import Blueprint, g, render_template

from gocluster_events.attendance.contributors import queries, services, words
from gocluster_events.attendance.contributors.forms import AnswerForm
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.web.answers import Reply, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.registration.people.words.codes import REFUSALS

blueprint = Blueprint("contributors", __name__, url_prefix="/<lang:lang>/manage/<edition>")


@blueprint.route("/contributors/alike", methods=["GET", "POST"])
@requires(Permission.ADMIT)
def likenesses() -> Reply:
    """The pairs that wait for an answer, and those that have one."""
    form = AnswerForm()
    if form.validate_on_submit():
        pair, verdict = found_or_404(form.pair_in()), form.verdict()
        with refusals(form, {**REFUSALS, **words.MATCH_REFUSALS}):
            services.answer(g.event.id, pair, verdict, Act(g.account.email, clock.now()))
            return saved(str(words.DONE[verdict]), ".likenesses")
    pairs = queries.alike(db.session(), g.event.id)
    return render_template("attendance/contributors/likenesses.html", form=form, pairs=pairs)
