"""Screens for the foyer and the doors, from what is published; and where organisers find their addresses."""

from datetime import datetime
from pathlib import Path

from flask import Response, abort, current_app, g, redirect, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.audience import public, public_by_name, requires
from gocluster_events.core.web.page_cache import answer_page
from gocluster_events.meeting.agenda.queries import publishing as queries
from gocluster_events.meeting.agenda.rules import paths
from gocluster_events.meeting.agenda.rules.differences import News
from gocluster_events.meeting.agenda.rules.screen import changes_at, screen_view
from gocluster_events.meeting.agenda.rules.timetable import Room, Timetable
from gocluster_events.meeting.agenda.views.draft import MANAGE, blueprint
from gocluster_events.meeting.agenda.views.latest import enter, latest_version, sheet


@blueprint.get("/<lang:lang>/<edition>/screen")
@public_by_name
def screen() -> Response:
    """The screen of the whole meeting: what runs in all rooms."""
    return _answer()


@blueprint.get("/<lang:lang>/<edition>/screen/<address>")
@public_by_name
def door(address: str) -> Response:
    """What runs in one room, at the address that its name gives it now."""
    return _answer(address)


def _answer(address: str = "") -> Response:
    """The screen of the room at that address, or of all; it stays as it is until something begins or ends."""
    standing, now = enter(), clock.now()
    version = latest_version(standing)
    period = version.period(now) if version else 0
    return answer_page("screen", (standing.key, period, g.lang, address), lambda: _screen(standing, now, address))


def _screen(standing: queries.ProgrammeState, now: datetime, address: str) -> str:
    version = latest_version(standing)
    if not address:
        return _page(standing, now)
    room = found_or_404(paths.find_room(found_or_404(version).timetable, address))
    if address != paths.room_path(room):
        abort(redirect(url_for("agenda.door", address=paths.room_path(room))))
    return _page(standing, now, room)


@blueprint.get("/<lang:lang>/<edition>/screen-worker.js")
@public
def screen_worker() -> Response:
    """The script that keeps a screen's page for a reload without network; here, since its folder is its reach."""
    script = Path(current_app.root_path) / "static" / "built" / "screen_worker.js"
    return Response(script.read_text(encoding="utf-8"), mimetype="text/javascript")


@blueprint.get(f"{MANAGE}/screens")
@requires(Permission.EDIT_AGENDA)
def screens() -> str:
    """The addresses of all screens."""
    version = queries.published(db.session(), g.event.id)
    rooms = [(room, paths.room_path(room)) for room in version.timetable.rooms] if version else []
    return render_template("meeting/agenda/screens.html", published=version, rooms=rooms)


def _page(standing: queries.ProgrammeState, now: datetime, room: Room | None = None) -> str:
    version = latest_version(standing)
    timetable = version.timetable if version else Timetable(g.event.zone)
    recent = version.release.recent if version else News()
    marked, dropped = changes_at(recent, now, room)
    return render_template(
        "meeting/agenda/screen.html",
        published=version is not None,
        timetable=timetable,
        before=version.release.before if version else None,
        room=room,
        board=screen_view(timetable, now, room),
        recent=recent,
        marked=marked,
        dropped=dropped,
        theme=sheet(standing),
    )
