"""The session behind a personal link: until when it lasts, and ending it on this device."""

from flask import Response, g, jsonify, redirect, render_template, url_for

from gocluster_events.core import clock
from gocluster_events.core.accounts.services.sessions import sign_out
from gocluster_events.core.web import sessions
from gocluster_events.core.web.answers import Reply
from gocluster_events.core.web.audience import participant, participant_or_nobody
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.registration.own.views.page import blueprint


@blueprint.get("/my/session.json")
@participant
def session_state() -> Response:
    """For how many seconds more everything is open; whoever asks has used it, so that it lasts again."""
    left = g.own_session.changes_until - clock.now()
    return jsonify(seconds=int(left.total_seconds()))


@blueprint.route("/my/session/end", methods=["GET", "POST"])
@participant_or_nobody
def session_end() -> Reply:
    """What ending means, and the button for it; afterwards this browser opens nothing any more, other devices do."""
    form, key = Confirm(), sessions.participant_key()
    if not form.validate_on_submit():
        return render_template("meeting/registration/own/session_end.html", form=form)
    if key is not None:
        sign_out(key)
        sessions.forget_participant()
    return redirect(url_for("site.my", edition=g.event.slug if g.event is not None else None, why="ended"))
