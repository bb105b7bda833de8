"""The desk at the door: a page that works as it stands, and what its script asks for."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from random import SystemRandom
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf.csrf import generate_csrf

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.act import Act
from gocluster_events.door import exports, queries, rules, services, words
from gocluster_events.door.forms import PassageForm, WalkInForm
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.i18n import _, current_language
from gocluster_events.registration.deciding.forms import AT_FIELD
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people
from gocluster_events.registration.people.rules.codes import Refusal
from gocluster_events.registration.people.words.codes import ACTOR_TYPES, REFUSALS
from gocluster_events.search import Hit, SearchRefusal, search_refusal
from gocluster_events.text import email_key
from gocluster_events.web.answers import Reply, refusals
from gocluster_events.web.audience import may, requires
from gocluster_events.web.headers import with_camera


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A door as its page sees it: its addresses, what its counter is about ({day}), its ``verdicts`` in words.

    An ``item`` is the short name of the item whose door it is;
    ``notes`` are lines about an answer, ``label`` stands on the button by which somebody is let in after all,
    ``hint`` below the answer.
    """

    page: str
    passages: str
    state: str
    snapshot: str
    point: str
    verdicts: Any = words
    item: str = ""
    notes: Callable[[Any], Sequence[str]] = lambda _answer: ()
    label: Callable[[Any], str] = lambda _answer: ""
    hint: Callable[[Any], Any] = lambda answer: words.HINTS[answer.verdict]


blueprint = Blueprint("door", __name__, url_prefix="/<lang:lang>/manage/<edition>")


@blueprint.route("/admission", methods=["GET", "POST"])
@requires(Permission.ADMIT)
def admission() -> Response:
    """Somebody is let in, or not, and the page says so; sent twice, it says the same."""
    form, answer, problem = PassageForm(), None, None
    if form.validate_on_submit():
        try:
            answer = _done(form)
        except Refused as refusal:
            problem = REFUSALS[refusal.code]
    elif form.is_submitted():
        problem = next(iter(next(iter(form.errors.values()), [])), None)
    return _page(form, answer, problem)


@blueprint.post("/admission/passages")
@requires(Permission.ADMIT)
def passages() -> tuple[Response, int]:
    """Passages as the script sends them. A token that is not valid any more is answered with a fresh one."""
    form = PassageForm()
    if not form.validate():
        is_token = "csrf_token" in form.errors
        return jsonify(problem="token" if is_token else "form", token=generate_csrf() if is_token else None), 400
    try:
        answer = _done(form)
    except Refused as refusal:
        return jsonify(problem="refused", words=str(REFUSALS[refusal.code])), 409
    return jsonify(exports.answer(answer) if answer else {"verdict": None}), 200


@blueprint.get("/admission/state.json")
@requires(Permission.ADMIT, is_use=False)
def admission_state() -> Response:
    """The counter and who went in last; asked every few seconds."""
    session, event_id, now = db.session(), g.event.id, clock.now()
    day = rules.entrance_day(now, g.event.zone)
    counter = queries.counter(session, event_id, day, now)
    return unless_known(exports.state(counter, queries.passages(session, event_id, day)))


@blueprint.get("/admission/snapshot.json")
@requires(Permission.ADMIT, is_use=False)
def admission_snapshot() -> Response:
    """The guests that the desk needs to know without network, until the coming night. Who has them is sent nothing,
    for which nobody of them is made.
    """
    session, now, zone = db.session(), clock.now(), g.event.zone
    day, dies_at = rules.entrance_day(now, zone), rules.expires_at(now, zone)
    # read before the guests: a tag that is older than they are costs one answer more, a newer one would hide a change
    tag = f"{day}.{dies_at:%d%H%M}.{queries.fingerprint(session, g.event.id, day)}"
    if request.if_none_match.contains_weak(tag):
        response = Response(status=HTTPStatus.NOT_MODIFIED, mimetype="application/json")
    else:
        response = document(exports.snapshot(queries.guests(session, g.event.id, day), day, dies_at))
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
    now, actor = clock.now(), g.account.email
    if form.takes_back:
        services.undo_admission(g.event.id, form.key.data or "", form.code.data, Act(actor, now))
        return None
    at = rules.moment(now, form.seconds_ago)
    arrival = rules.Arrival(form.key.data or "", at, form.desk.data, form.entrance_day)
    return services.admit(g.event.id, form.code.data, arrival, Act(actor, now))


def _page(form: PassageForm, answer: rules.Answer | None, problem: str | None) -> Response:
    session, event, now = db.session(), g.event, clock.now()
    day = rules.entrance_day(now, event.zone)
    search = request.args.get("search", "").strip()
    flaw = search_refusal(search)
    is_kept = "kept" in request.args  # the copy that a browser keeps names nobody
    page = render_template(
        "door/admission.html",
        desk=_main_entrance(),
        form=form,
        answer=answer,
        problem=problem,
        search=search,
        refusal=words.SEARCH_REFUSALS[flaw] if flaw else None,
        too_long=words.SEARCH_REFUSALS[SearchRefusal.TOO_LONG],
        hits=() if flaw else _search_results(search, day) or _to_let_in_again(answer),
        day=day,
        tally=queries.tally(session, event.id, day, now),
        is_kept=is_kept,
        latest=() if is_kept else queries.passages(session, event.id, day),
        keys=lambda: secrets.token_hex(16),
        is_on=events.phase(session, event, now).day is not None,
        said=page_words(words),
    )
    return with_camera(make_response(page))


def _main_entrance() -> Desk:
    return Desk(
        page=url_for(".admission"),
        passages=url_for(".passages"),
        state=url_for(".admission_state"),
        snapshot=url_for(".admission_snapshot"),
        point=_("Main entrance, {day}"),
    )


def _search_results(search: str, day: date) -> Sequence[Hit[rules.Guest]]:
    """The guests that the search words or the number find."""
    return queries.search(db.session(), g.event.id, search, day) if search else ()


def _to_let_in_again(answer: rules.Answer | None) -> Sequence[Hit[rules.Guest]]:
    """The guest whom an answer refuses only because the intention was sent before."""
    if answer is None or answer.guest is None or answer.verdict not in {rules.Verdict.TAKEN_BACK, rules.Verdict.USED}:
        return ()
    return (Hit(answer.guest),)


def page_words(of: Any) -> dict[str, Any]:
    """What the script has to say by itself, in the words of its door: of verdicts, and of kinds of organisations."""
    verdicts = {each.value: [str(words), str(of.HINTS[each]), *of.LOOKS[each]] for each, words in of.HEADINGS.items()}
    actors = {each.value: str(label) for each, label in ACTOR_TYPES.items()}
    return {"verdicts": verdicts, "actors": {**actors, exports.CONTRIBUTOR: _("On the programme")}}


def unless_known(content: exports.Document) -> Response:
    """The document as JSON, or 304 without a body where the script has it already."""
    response = document(content)
    response.add_etag()
    response.make_conditional(request)
    return response


def document(content: exports.Document) -> Response:
    """The content as JSON."""
    return Response(json.dumps(content, ensure_ascii=False), mimetype="application/json")


@blueprint.route("/admission/walk-in", methods=["GET", "POST"])
@requires(Permission.ADMIT)
def walk_in() -> Reply:
    """Somebody who comes unregistered is registered and let in."""
    form, known = WalkInForm(), None
    if not _may_exceed_capacity():
        del form.despite
    if not form.is_submitted():
        form.key.data = secrets.token_hex(16)
    if form.validate_on_submit():
        with refusals(form, _sentences(form), AT_FIELD) as answer:
            return redirect(url_for(".walk_in", came=_let_in(form)))
        known = already_known(form.email.data, answer.code)
    return render_template("door/walk_in.html", form=form, came=_came(), known=known)


def _may_exceed_capacity() -> bool:
    """Whether places over capacity are theirs to give: on a day of the meeting everybody's at the door, else not."""
    day = rules.entrance_day(clock.now(), g.event.zone)
    return may(Permission.EDIT_ATTENDEES) or day in {each.date for each in events.days(db.session(), g.event)}


def _sentences(form: WalkInForm) -> Mapping[Any, Any]:
    """What the page says to each refusal; of the box for places over capacity only where it is there."""
    no_place = REFUSALS[Refusal.NO_SEAT]
    return {**REFUSALS, **(words.DOOR_REFUSALS if form.despite else dict.fromkeys(words.DOOR_REFUSALS, no_place))}


def _let_in(form: WalkInForm) -> int:
    now = clock.now()
    return services.come_unregistered(
        g.event.id,
        form.walk_in(),
        rules.Arrival(form.key.data or "", now, _("Walk-in")),
        reason=_("Came unregistered and was admitted beyond capacity."),
        language=current_language(),
        act=Act(g.account.email, now),
        chance=SystemRandom(),
    )


def _came() -> tuple[int, rules.Guest] | None:
    """Who has just come, by the address: the id, and the person as the desk knows them."""
    for each in rules.read_ids(request.args.getlist("came"))[:1]:
        if each in queries.admitted(db.session(), g.event.id):
            return each, queries.guest(db.session(), each, rules.entrance_day(clock.now(), g.event.zone))
    return None


def already_known(email: str | None, code: object) -> Registration | None:
    """The registration that has the address already; None where the refusal has another reason."""
    if code is not Refusal.ALREADY_REGISTERED:
        return None
    return people.registration_by_address(db.session(), g.event.id, email_key(email or ""))
