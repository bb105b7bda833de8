"""The doors of the programme's items: which there are, the desk at one of them, and a counter where nobody signs up."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from flask import Blueprint, Response, flash, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.rules.filter import BREAKS
from gocluster_events.agenda.rules.paths import short
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.bookings.queries.offers import offering, offerings
from gocluster_events.bookings.rules.offers import Offering
from gocluster_events.door import rules as door, words as door_words
from gocluster_events.door.views import Desk, page_words, unless_known
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.i18n import _, _n, current_language
from gocluster_events.item_door import exports, queries, rules, services, words
from gocluster_events.item_door.forms import CountForm, ItemPassageForm
from gocluster_events.search import Hit, SearchRefusal, search_refusal
from gocluster_events.web.answers import Reply, acting, found_or_404, saved
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import Confirm
from gocluster_events.web.headers import with_camera

blueprint = Blueprint("item_door", __name__, url_prefix="/<lang:lang>/manage/<edition>/admission/items")


@dataclass(frozen=True, slots=True)
class Point:
    """An item whose door is open, where it stands in the programme, and its places; None: nobody signs up for it."""

    programme: Timetable
    item: Item
    name: str
    places: Offering | None

    @property
    def title(self) -> str:
        """What the item is called."""
        return self.item.title.pick(current_language())[0]


def _point(name: str) -> Point:
    session = db.session()
    programme = queries.timetable(session, g.event.id)
    item = found_or_404(queries.item_of(programme, name))
    places = offering(session, g.event, item.uuid)
    return Point(programme, item, name, places if places and places.is_listed else None)


@blueprint.get("")
@requires(Permission.ADMIT)
def items() -> str:
    """Every item of the programme, what runs and comes next first, with who is in of how many places."""
    session, event = db.session(), g.event
    programme, now = queries.timetable(session, event.id), clock.now()
    days = {day: [each for each in of_day if each.kind not in BREAKS] for day, of_day in programme.by_day().items()}
    return render_template(
        "item_door/items.html",
        here=rules.today(days.pop(_day(now), ()), now),
        days=days,
        room=programme.room,
        short=short,
        offers={item: each for item, each in offerings(session, event).items() if each.is_listed},
        admitted=queries.numbers_in(session, event.id),
        counts=queries.counts(session, event.id),
    )


@blueprint.route("/<name>", methods=["GET", "POST"])
@requires(Permission.ADMIT)
def item(name: str) -> Reply:
    """Somebody is let into the item, or not, and the page says so; where nobody signs up there is a counter."""
    point, form, outcome, problem = _point(name), ItemPassageForm(), None, None
    if point.places is None:
        return _counter(point)
    if form.validate_on_submit():
        try:
            outcome = _done(point, form)
        except Refused as refusal:
            problem = words.REFUSALS[refusal.code]
    elif form.is_submitted():
        problem = next(iter(next(iter(form.errors.values()), [])), None)
    return _page(point, form, outcome, problem)


@blueprint.post("/<name>/passages")
@requires(Permission.ADMIT)
def item_passages(name: str) -> tuple[Response, int]:
    """Passages as the script sends them. A token that is not valid any more is answered with a fresh one."""
    point, form = _point(name), ItemPassageForm()
    if not form.validate():
        is_token = "csrf_token" in form.errors
        return jsonify(problem="token" if is_token else "form", token=generate_csrf() if is_token else None), 400
    try:
        outcome = _done(point, form)
    except Refused as refusal:
        return jsonify(problem="refused", words=str(words.REFUSALS[refusal.code])), 409
    if outcome is None:
        return jsonify(verdict=None), 200
    return jsonify(exports.answer(outcome, _notes(point, outcome), _label(outcome), str(words.hint(outcome)))), 200


@blueprint.get("/<name>/state.json")
@requires(Permission.ADMIT, is_use=False)
def item_state(name: str) -> Response:
    """The numbers of the door and who went in last; asked every few seconds."""
    session, point, now = db.session(), _point(name), clock.now()
    tally = queries.tally(session, g.event.id, found_or_404(point.places), _day(now), now)
    return unless_known(exports.state(tally, queries.passages(session, g.event.id, point.item.uuid)))


@blueprint.get("/<name>/snapshot.json")
@requires(Permission.ADMIT, is_use=False)
def item_snapshot(name: str) -> Response:
    """Everybody as the desk needs to know them without network, until the coming night."""
    session, point, now = db.session(), _point(name), clock.now()
    places = found_or_404(point.places)
    known = queries.known_list(session, g.event.id, places, point.item, _day(now))
    return unless_known(exports.snapshot(known, places.seats, _day(now), door.expires_at(now, g.event.zone)))


@blueprint.route("/<name>/release", methods=["GET", "POST"])
@requires(Permission.ADMIT)
def release(name: str) -> Reply:
    """Whose places would be free, and then they are."""
    point, form = _point(name), Confirm()
    places = found_or_404(point.places)
    if form.validate_on_submit():
        try:
            number = services.free_missing(g.event.id, point.item.uuid, acting())
        except Refused as refusal:
            flash(str(words.REFUSALS[refusal.code]), "danger")
            return redirect(url_for(".item", name=name))
        return saved(_n("One place is released.", "%(num)s places are released.", number), ".item", name=name)
    missing = queries.missing_names(db.session(), places.id, point.item.uuid)
    return render_template("item_door/release.html", form=form, point=point, missing=missing)


@blueprint.post("/<name>/count")
@requires(Permission.ADMIT)
def count(name: str) -> Reply:
    """One more is in the item, or one fewer."""
    point, form = _point(name), CountForm()
    if not form.validate_on_submit():
        return _counter(point)
    try:
        services.count(g.event.id, point.item.uuid, form.number)
    except Refused as refusal:
        flash(str(words.REFUSALS[refusal.code]), "danger")
    return redirect(url_for(".item", name=name))


def _day(now: datetime) -> date:
    return door.entrance_day(now, g.event.zone)


def _done(point: Point, form: ItemPassageForm) -> rules.ItemAnswer | None:
    """What becomes of the intention; None where an admission was taken back."""
    act, uuid = acting(), point.item.uuid
    if form.takes_back:
        services.undo(g.event.id, uuid, form.key.data or "", form.code.data, act)
        return None
    at = door.moment(act.at, form.seconds_ago)
    return services.admit(
        g.event.id, uuid, form.code.data, door.Arrival(form.key.data or "", at, form.desk.data), act, form.way
    )


def _page(point: Point, form: ItemPassageForm, outcome: rules.ItemAnswer | None, problem: Any) -> Response:
    session, event, now, places = db.session(), g.event, clock.now(), found_or_404(point.places)
    search, is_kept = request.args.get("search", "").strip(), "kept" in request.args
    flaw = search_refusal(search)
    page = render_template(
        "item_door/item.html",
        desk=_desk(point),
        point=point,
        form=form,
        answer=outcome,
        problem=problem,
        search=search,
        refusal=door_words.SEARCH_REFUSALS[flaw] if flaw else None,
        too_long=door_words.SEARCH_REFUSALS[SearchRefusal.TOO_LONG],
        hits=_hits(point, search) if search and not flaw else (),
        day=_day(now),
        tally=queries.tally(session, event.id, places, _day(now), now),
        frees_from=rules.frees_from(places.starts_at),
        may_free=now >= rules.frees_from(places.starts_at),
        is_over=now >= places.ends_at,
        is_kept=is_kept,
        latest=() if is_kept else queries.passages(session, event.id, point.item.uuid),
        keys=partial(secrets.token_hex, 16),
        is_on=events.phase(session, event, now).day is not None,
        said=page_words(words),
    )
    return with_camera(make_response(page))


def _hits(point: Point, search: str) -> Sequence[Hit[Any]]:
    return queries.search(db.session(), g.event.id, found_or_404(point.places), point.item, search, _day(clock.now()))


def _desk(point: Point) -> Desk:
    address = partial(url_for, name=point.name)
    return Desk(
        page=address(".item"),
        passages=address(".item_passages"),
        state=address(".item_state"),
        snapshot=address(".item_snapshot"),
        point=point.title,
        verdicts=words,
        item=point.name,
        notes=partial(_notes, point),
        label=_label,
        hint=words.hint,
    )


def _notes(point: Point, outcome: rules.ItemAnswer) -> Sequence[str]:
    """Where somebody is booked at that time, and where they stand on the list."""
    other, lines = point.programme.item(outcome.elsewhere), []
    if other is not None:
        room = point.programme.room(other)
        parts = (other.code, other.title.pick(current_language())[0], room.name if room else "")
        lines.append(_("Booked: %(item)s", item=" · ".join(filter(None, parts))))
    if outcome.number is not None:
        lines.append(_("Waiting list, number %(number)s", number=outcome.number))
    if outcome.ahead and outcome.way is rules.Way.DESPITE:
        number = outcome.ahead
        lines.append(_n("One person in the house waits before.", "%(num)s people in the house wait before.", number))
    return lines


def _label(outcome: rules.ItemAnswer) -> str:
    """What stands on the button by which somebody is let in after all."""
    if outcome.way is rules.Way.BOTH:
        return _("Admit now, to the meeting, too")
    if outcome.way is rules.Way.DESPITE and outcome.is_next:
        return _("Admit (place %(seat)s)", seat=outcome.seat)
    return _("Admit anyway (place %(seat)s)", seat=outcome.seat) if outcome.way else ""


def _counter(point: Point) -> str:
    room = point.programme.room(point.item)
    return render_template(
        "item_door/counter.html",
        point=point,
        number=queries.counts(db.session(), g.event.id).get(point.item.uuid, 0),
        room=room,
        seats=point.item.seats or (room.seats if room else 0),
        form=CountForm(),
    )
