"""The doors of the programme's items: which there are, the desk at one of them, and a counter where nobody signs up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, url_for

from gocluster_events.attendance.bookings.queries.offers import offering, offerings
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.attendance.door.exports import Document
from gocluster_events.attendance.door.rules import expires_at
from gocluster_events.attendance.door.views.desk import Desk, answered, day_of, desk_page, script_answer, unless_known
from gocluster_events.attendance.item_door import exports, queries, rules, services, words
from gocluster_events.attendance.item_door.forms import CountForm, ItemPassageForm
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import _, _n, current_language
from gocluster_events.core.web.answers import Reply, acting, found_or_404, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.paths import short
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words.programme import room_and_floor

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
        "attendance/item_door/items.html",
        here=rules.today(days.pop(day_of(now), ()), now),
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
    point, form = _point(name), ItemPassageForm()
    if point.places is None:
        return _counter(point)
    return _page(point, *answered(form, partial(_done, point, form), words.REFUSALS))


@blueprint.post("/<name>/passages")
@requires(Permission.ADMIT)
def item_passages(name: str) -> tuple[Response, int]:
    """Passages as the script sends them."""
    point, form = _point(name), ItemPassageForm()

    def document(outcome: rules.ItemAnswer) -> Document:
        return exports.answer(outcome, _notes(point, outcome), _label(outcome), str(words.hint(outcome)))

    return script_answer(form, partial(_done, point, form), document, words.REFUSALS)


@blueprint.get("/<name>/state.json")
@requires(Permission.ADMIT, is_use=False)
def item_state(name: str) -> Response:
    """The numbers of the door and who went in last; asked every few seconds."""
    session, point, now = db.session(), _point(name), clock.now()
    tally = queries.tally(session, g.event.id, found_or_404(point.places), day_of(now), now)
    return unless_known(exports.state(tally, queries.passages(session, g.event.id, point.item.uuid)))


@blueprint.get("/<name>/snapshot.json")
@requires(Permission.ADMIT, is_use=False)
def item_snapshot(name: str) -> Response:
    """Everybody as the desk needs to know them without network, until the coming night."""
    session, point, now = db.session(), _point(name), clock.now()
    places = found_or_404(point.places)
    known = queries.known_list(session, g.event.id, places, point.item, day_of(now))
    return unless_known(exports.snapshot(known, places.seats, day_of(now), expires_at(now, g.event.zone)))


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
    return render_template("attendance/item_door/release.html", form=form, point=point, missing=missing)


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


def _done(point: Point, form: ItemPassageForm) -> rules.ItemAnswer | None:
    """What becomes of the intention; None where an admission was taken back."""
    act, uuid = acting(), point.item.uuid
    if form.takes_back:
        services.undo(g.event.id, uuid, form.key.data or "", form.code.data, act)
        return None
    return services.admit(g.event.id, uuid, form.code.data, form.arrival(act.at), act, form.way)


def _page(point: Point, outcome: rules.ItemAnswer | None, problem: Any) -> Response:
    session, event, now, places, item = db.session(), g.event, clock.now(), found_or_404(point.places), point.item
    return desk_page(
        "attendance/item_door/item.html",
        _desk(point),
        now,
        lambda search: queries.search(session, event.id, places, item, search, day_of(now)) if search else (),
        lambda: queries.passages(session, event.id, item.uuid),
        point=point,
        answer=outcome,
        problem=problem,
        tally=queries.tally(session, event.id, places, day_of(now), now),
        frees_from=rules.frees_from(places.starts_at),
        may_free=now >= rules.frees_from(places.starts_at),
        is_over=now >= places.ends_at,
    )


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
        parts = (other.code, other.title.pick(current_language())[0])
        lines.append(_("Booked: %(item)s", item=" · ".join(filter(None, parts))))
        lines.extend([room_and_floor(room)] if room else [])
    if outcome.number is not None:
        lines.append(_("Waiting list, number %(number)s", number=outcome.number))
    if outcome.ahead and outcome.way is rules.Way.DESPITE:
        number = outcome.ahead
        lines.append(
            _n(
                "One person in the building is ahead on the waiting list.",
                "%(num)s people in the building are ahead on the waiting list.",
                number,
            )
        )
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
        "attendance/item_door/counter.html",
        point=point,
        number=queries.counts(db.session(), g.event.id).get(point.item.uuid, 0),
        room=room,
        seats=point.item.seats or (room.seats if room else 0),
        form=CountForm(),
    )
