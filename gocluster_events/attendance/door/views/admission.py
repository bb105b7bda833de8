"""The desk at the main entrance: a page that works as it stands, and what its script asks for."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from pathlib import Path

from flask import Response, current_app, g, request, url_for

from gocluster_events.attendance.door import exports, queries, rules, services
from gocluster_events.attendance.door.forms import PassageForm
from gocluster_events.attendance.door.views.blueprint import blueprint
from gocluster_events.attendance.door.views.desk import (
    Desk,
    answered,
    as_json,
    day_of,
    desk_page,
    script_answer,
    unless_known,
)
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _
from gocluster_events.core.search import Hit
from gocluster_events.core.web.answers import acting
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.registration.people.words.codes import REFUSALS


@blueprint.route("/admission", methods=["GET", "POST"])
@requires(Permission.ADMIT)
def admission() -> Response:
    """Somebody is let in, or not, and the page says so; sent twice, it says the same."""
    form = PassageForm()
    answer, problem = answered(form, partial(_done, form), REFUSALS)
    session, event, now = db.session(), g.event, clock.now()
    day = day_of(now)
    return desk_page(
        "attendance/door/admission.html",
        _main_entrance(),
        now,
        lambda search: queries.search(session, event.id, search, day) if search else _to_let_in_again(answer),
        lambda: queries.passages(session, event.id, day),
        answer=answer,
        problem=problem,
        tally=queries.tally(session, event.id, day, now),
    )


@blueprint.post("/admission/passages")
@requires(Permission.ADMIT)
def passages() -> tuple[Response, int]:
    """Passages as the script sends them."""
    form = PassageForm()
    return script_answer(form, partial(_done, form), exports.answer, REFUSALS)


@blueprint.get("/admission/state.json")
@requires(Permission.ADMIT, is_use=False)
def admission_state() -> Response:
    """The counter and who went in last; asked every few seconds."""
    session, event_id, now = db.session(), g.event.id, clock.now()
    counter = queries.counter(session, event_id, day_of(now), now)
    return unless_known(exports.state(counter, queries.passages(session, event_id, day_of(now))))


@blueprint.get("/admission/snapshot.json")
@requires(Permission.ADMIT, is_use=False)
def admission_snapshot() -> Response:
    """The guests that the desk needs to know without network, until the coming night. Who has them is sent nothing,
    for which nobody of them is made.
    """
    session, now = db.session(), clock.now()
    day, dies_at = day_of(now), rules.expires_at(now, g.event.zone)
    # read before the guests: a tag that is older than they are costs one answer more, a newer one would hide a change
    tag = f"{day}.{dies_at:%d%H%M}.{queries.fingerprint(session, g.event.id, day)}"
    if request.if_none_match.contains_weak(tag):
        response = Response(status=HTTPStatus.NOT_MODIFIED, mimetype="application/json")
    else:
        response = as_json(exports.snapshot(queries.guests(session, g.event.id, day), day, dies_at))
    response.set_etag(tag)
    return response


@blueprint.get("/admission-worker.js")
@requires(Permission.ADMIT, is_use=False)
def admission_worker() -> Response:
    """The service worker that opens the desk's page without network; its address decides which pages it may serve."""
    script = Path(current_app.root_path) / "static" / "js" / "admission" / "worker.js"
    return Response(script.read_text(encoding="utf-8"), mimetype="text/javascript")


def _done(form: PassageForm) -> rules.Answer | None:
    """What becomes of the intention; None where an admission was taken back."""
    act = acting()
    if form.takes_back:
        services.undo_admission(g.event.id, form.key.data or "", form.code.data, act)
        return None
    return services.admit(g.event.id, form.code.data, form.arrival(act.at), act)


def _main_entrance() -> Desk:
    return Desk(
        page=url_for(".admission"),
        passages=url_for(".passages"),
        state=url_for(".admission_state"),
        snapshot=url_for(".admission_snapshot"),
        point=_("Main entrance, {day}"),
    )


def _to_let_in_again(answer: rules.Answer | None) -> Sequence[Hit[rules.Guest]]:
    """The guest whom an answer refuses only because the intention was sent before."""
    if answer is None or answer.guest is None or answer.verdict not in {rules.Verdict.TAKEN_BACK, rules.Verdict.USED}:
        return ()
    return (Hit(answer.guest),)
