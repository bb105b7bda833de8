"""Somebody's own day without network: what a browser keeps of it when asked, and the page that shows that."""

from pathlib import Path
from typing import Any

from flask import Response, current_app, g, jsonify, render_template

from gocluster_events.attendance.bookings.queries.saved import saved_items
from gocluster_events.core import clock, db
from gocluster_events.core.dates import clock_time
from gocluster_events.core.i18n import _n, current_language
from gocluster_events.core.text import Localized
from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.audience import participant_or_nobody, public
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.views.latest import public_version
from gocluster_events.meeting.agenda.words import programme as words
from gocluster_events.meeting.events.rules.days import forgotten_at
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.views import mine
from gocluster_events.site.rules.own_day import OwnRow
from gocluster_events.site.views.my import code_of
from gocluster_events.site.views.my_day import own_plan
from gocluster_events.site.views.site import blueprint
from gocluster_events.site.words import AT_THE_DOOR, mark


@blueprint.get("/<lang:lang>/my/copy")
@public
def my_copy() -> str:
    """The page that shows the day that this browser has kept. It names nobody, and is the same for everybody."""
    return render_template("site/my_copy.html")


@blueprint.get("/<lang:lang>/my/day-worker.js")
@public
def my_worker() -> Response:
    """The script that opens that page without network; its address decides which pages it stands in for."""
    script = Path(current_app.root_path) / "static" / "js" / "day" / "worker.js"
    return Response(script.read_text(encoding="utf-8"), mimetype="text/javascript")


@blueprint.get("/<lang:lang>/my/copy.json")
@participant_or_nobody
def my_copy_data() -> Response:
    """The day of somebody whose place is confirmed, until the night after the meeting."""
    registration = mine() if g.participant is not None else None
    has_place = registration is not None and registration.status is Status.CONFIRMED
    owner = found_or_404(registration if has_place else None)
    dies_at = forgotten_at(g.days, g.event.zone)
    found_or_404(owner if clock.now() < dies_at else None)
    return jsonify(dies_at=dies_at.isoformat(), **_person(owner), days=_days(owner))


def _person(registration: Registration) -> dict[str, str]:
    event, name = g.event, (registration.title, registration.first_name, registration.last_name)
    return {
        "zone": event.zone,
        "name": " ".join(filter(None, name)),
        "organisation": registration.organisation,
        "reference": registration.reference,
        "code": str(code_of(registration)) if registration.mode is Mode.ONSITE else "",
        "contact": ": ".join(filter(None, (event.contact_name, event.contact_phone or event.contact_email))),
    }


def _days(registration: Registration) -> list[dict[str, Any]]:
    version = public_version(g.event.id)
    if version is None:
        return []
    timetable, starred = version.timetable, saved_items(db.session(), registration.id)
    is_here = registration.mode is Mode.ONSITE
    days = own_plan(g.event, registration, timetable, starred)
    return [
        {"date": day.date.isoformat(), "rows": [_row(row, timetable, is_here=is_here) for row in day.rows]}
        for day in days
    ]


def _row(row: OwnRow, timetable: Timetable, *, is_here: bool) -> dict[str, Any]:
    item = row.item
    room = timetable.room(item) if item and is_here else None
    return {
        "from": row.starts_at.isoformat(),
        "to": row.ends_at.isoformat(),
        "start": clock_time(row.starts_at, timetable.zone),
        "end": f"–{clock_time(row.ends_at, timetable.zone)}",
        "quiet": row.is_quiet,
        "rank": row.rank,
        "mark": mark(row),
        "door": str(AT_THE_DOOR) if row.waits_at_door else "",
        "title": _localized(item.title) if item else _choice_of(len(row.items)),
        "kind": str(words.kind_beside_title(item)) if item else "",
        "where": words.room_and_floor(room) if room else "",
        "room": words.room_name(room) if room else "",
        "floor": _localized(room.floor) if room else "",
        "choices": [] if item else [_choice(each, timetable, is_here=is_here) for each in row.items],
    }


def _choice_of(number: int) -> str:
    return str(_n("%(num)d item to choose from", "%(num)d items to choose from", number))


def _choice(item: Item, timetable: Timetable, *, is_here: bool) -> dict[str, str]:
    room = timetable.room(item) if is_here else None
    return {"title": _localized(item.title), "where": words.room_and_floor(room) if room else ""}


def _localized(text: Localized) -> str:
    return text.pick(current_language())[0]
