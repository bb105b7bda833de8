"""Screens for the foyer and the doors, from what is published; and where organisers find their addresses."""

from datetime import UTC, datetime
from pathlib import Path

from flask import Response, current_app, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.rules import paths
from gocluster_events.agenda.rules.differences import news
from gocluster_events.agenda.rules.screen import changes_at, screen_view
from gocluster_events.agenda.rules.timetable import Room, Timetable
from gocluster_events.agenda.views.draft import MANAGE, blueprint
from gocluster_events.web.answers import Reply, found_or_404
from gocluster_events.web.audience import public, requires


@blueprint.get("/<lang:lang>/<edition>/screen")
@public
def screen() -> str:
    """The screen of the whole meeting: what runs in all rooms."""
    return _page(queries.published(db.session(), g.event.id))


@blueprint.get("/<lang:lang>/<edition>/screen/<address>")
@public
def door(address: str) -> Reply:
    """What runs in one room, at the address that its name gives it now."""
    version = found_or_404(queries.published(db.session(), g.event.id))
    room = found_or_404(paths.find_room(version.timetable, address))
    if address != paths.room_path(room):
        return redirect(url_for("agenda.door", address=paths.room_path(room)))
    return _page(version, room)


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
    return render_template("agenda/screens.html", published=version, rooms=rooms)


def _page(newest: queries.Published | None, room: Room | None = None) -> str:
    now = clock.now()
    nothing = queries.Published(0, datetime.min.replace(tzinfo=UTC), g.event.title, Timetable(g.event.zone))
    published = newest or nothing
    timetable, before = published.timetable, queries.published_before(db.session(), g.event.id)
    recent = news(before, timetable)
    marked, dropped = changes_at(recent, now, room)
    return render_template(
        "agenda/screen.html",
        published=newest,
        timetable=timetable,
        before=before,
        room=room,
        board=screen_view(timetable, now, room),
        recent=recent,
        marked=marked,
        dropped=dropped,
        theme=queries.edition_theme(db.session(), g.event.id, timetable),
    )
