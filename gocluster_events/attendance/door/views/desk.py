"""What the desk at any door does: it takes passages from its page and from its script, and shows who came."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from flask import Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import generate_csrf

from gocluster_events.attendance.door import exports, words
from gocluster_events.attendance.door.forms import PassageForm
from gocluster_events.attendance.door.rules import Answer, Guest, Passage, entrance_day
from gocluster_events.core import db
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import _
from gocluster_events.core.search import Hit, SearchRefusal, search_refusal
from gocluster_events.core.web.headers import with_camera
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.people.words.codes import ACTOR_TYPES

Outcome = TypeVar("Outcome", bound=Answer)


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


def day_of(now: datetime) -> date:
    """The day of the edition's main entrance."""
    return entrance_day(now, g.event.zone)


def answered(
    form: PassageForm, verb: Callable[[], Outcome | None], refusals: Mapping[Any, Any]
) -> tuple[Outcome | None, Any]:
    """The answer to what the page has sent, if it has, or the problem that stands against it."""
    if form.validate_on_submit():
        try:
            return verb(), None
        except Refused as refusal:
            return None, refusals[refusal.code]
    return None, next(iter(next(iter(form.errors.values()), [])), None)


def script_answer(
    form: PassageForm,
    verb: Callable[[], Outcome | None],
    document: Callable[[Outcome], exports.Document],
    refusals: Mapping[Any, Any],
) -> tuple[Response, int]:
    """The answer to a passage that the script has sent; to a token that is not valid any more it is a fresh one."""
    if not form.validate():
        is_token = "csrf_token" in form.errors
        return jsonify(problem="token" if is_token else "form", token=generate_csrf() if is_token else None), 400
    try:
        outcome = verb()
    except Refused as refusal:
        return jsonify(problem="refused", words=str(refusals[refusal.code])), 409
    return jsonify(document(outcome) if outcome else {"verdict": None}), 200


def desk_page(
    template: str,
    desk: Desk,
    now: datetime,
    hits: Callable[[str], Sequence[Hit[Guest]]],
    latest: Callable[[], Sequence[Passage]],
    **facts: Any,
) -> Response:
    """The page of a door. Its copy that a browser keeps names nobody."""
    search, is_kept = request.args.get("search", "").strip(), "kept" in request.args
    flaw = search_refusal(search)
    page = render_template(
        template,
        desk=desk,
        day=day_of(now),
        search=search,
        refusal=words.SEARCH_REFUSALS[flaw] if flaw else None,
        too_long=words.SEARCH_REFUSALS[SearchRefusal.TOO_LONG],
        hits=() if flaw else hits(search),
        is_kept=is_kept,
        latest=() if is_kept else latest(),
        keys=lambda: secrets.token_hex(16),
        is_on=events.phase(db.session(), g.event, now).day is not None,
        said=_sentences(desk.verdicts),
        **facts,
    )
    return with_camera(make_response(page))


def _sentences(of: Any) -> dict[str, Any]:
    """What the script has to say by itself, in the words of its door: of verdicts, and of kinds of organisations."""
    verdicts = {each.value: [str(words), str(of.HINTS[each]), *of.LOOKS[each]] for each, words in of.HEADINGS.items()}
    actors = {each.value: str(label) for each, label in ACTOR_TYPES.items()}
    return {"verdicts": verdicts, "actors": {**actors, exports.CONTRIBUTOR: _("On the programme")}}


def unless_known(content: exports.Document) -> Response:
    """The document as JSON, or 304 without a body where the script has it already."""
    response = as_json(content)
    response.add_etag()
    response.make_conditional(request)
    return response


def as_json(content: exports.Document) -> Response:
    """The content as JSON, for a script."""
    return Response(json.dumps(content, ensure_ascii=False), mimetype="application/json")
