"""What is to be better next time: noted on any page of the team, listed on one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from werkzeug.exceptions import HTTPException

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.order.places import homes
from gocluster_events.post_event.lessons import queries, services
from gocluster_events.post_event.lessons.forms import LessonForm, lesson_form
from gocluster_events.post_event.lessons.models import Lesson
from gocluster_events.post_event.lessons.rules import LONGEST_PAGE, Facts, State, usual_weeks

blueprint = Blueprint("lessons", __name__)
LESSONS = "/<lang:lang>/manage/<edition>/lessons"
_UNDO = "undo-lesson"
_LONGEST_WAY = 1000
_STATES = {state.value: state for state in State}


@dataclass(frozen=True, slots=True)
class Origin:
    """A page of the team: what it is called, its tab, and the values of that tab's address."""

    label: str
    endpoint: str
    values: dict[str, str]


@blueprint.get(LESSONS)
@requires(Permission.EDIT_RESULTS)
def lessons() -> str:
    """What the team has noted: what is open, done, dropped."""
    undo = session.pop(_UNDO, None)
    return render_template(
        "post_event/lessons/lessons.html",
        lessons=queries.of_edition(db.session(), g.event.id),
        origin=origin,
        action=Confirm(),
        undo=undo["fields"] if undo and undo["edition"] == g.event.id else None,
    )


@blueprint.route(f"{LESSONS}/new", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def new_lesson() -> Reply:
    """Something is noted; whoever did is back on the page on which it came to mind."""
    form = lesson_form(Facts("", _usual()), page=_came_from())
    if form.validate_on_submit():
        way = own_page(form.page.data or "")
        services.write(g.event.id, form.facts(), _path(way), acting())
        flash(_("Noted for next time."), "success")
        return redirect(way or url_for(".lessons"))
    return _page(form, None, own_page(form.page.data or ""))


@blueprint.route(f"{LESSONS}/<int:lesson_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def lesson(lesson_id: int) -> Reply:
    """The lesson is as typed."""
    row = _row(lesson_id)
    form = lesson_form(_facts(row), row.revision)
    if form.validate_on_submit():
        try:
            services.change(g.event.id, lesson_id, form.facts(), read_revision(form), acting())
        except Stale:
            row = _row(lesson_id)
            theirs = lesson_form(_facts(row), row.revision, is_typed=False)
            return _page(form, row, "", collision=collided(form, theirs)), 409
        return saved(_("The note is saved."), ".lessons")
    return _page(form, row, "")


@blueprint.route(f"{LESSONS}/<int:lesson_id>/<state>", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def lesson_state(lesson_id: int, state: str) -> Reply:
    """The lesson is done, dropped or open again."""
    row, form, wanted = _row(lesson_id), Confirm(), found_or_404(_STATES.get(state))
    if form.validate_on_submit():
        services.settle(g.event.id, lesson_id, wanted, acting())
        return saved(_("The note is saved."), ".lessons")
    return render_template("post_event/lessons/lesson_state.html", form=form, row=row, state=wanted)


@blueprint.route(f"{LESSONS}/<int:lesson_id>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def lesson_removal(lesson_id: int) -> Reply:
    """The lesson is gone, and can be put back."""
    row, form = _row(lesson_id), Confirm()
    fields = {"text": row.text, "weeks": str(row.weeks), "page": row.page}
    if form.validate_on_submit():
        services.remove(g.event.id, lesson_id, acting())
        session[_UNDO] = {"edition": g.event.id, "fields": fields}
        return saved(_("The note is removed."), ".lessons")
    return render_template("post_event/lessons/lesson_removal.html", form=form, row=row)


def origin(path: str) -> Origin | None:
    """What the team's page of that path is called, and the tab on which it is found; None where there is none."""
    try:
        endpoint, values = current_app.url_map.bind("localhost").match(path, method="GET")
    except HTTPException:  # nobody's page, or one that is only sent to
        return None
    named = {name: value for name, value in values.items() if name not in {"lang", "edition"}}
    home = next(homes(endpoint, named), None)
    if home is None or "edition" not in values:
        return None
    label = home.part.label if len(home.tab.parts) > 1 else home.tab.label
    return Origin(f"{home.entry.label} › {label}", home.part.endpoint, dict(home.part.values))


def own_page(way: str) -> str:
    """The way, if it leads to a page of the team of this edition; otherwise empty."""
    parts = urlsplit(way)
    is_own = parts.path.startswith((f"/de/manage/{g.event.slug}/", f"/en/manage/{g.event.slug}/"))
    return way if is_own and not parts.netloc and len(way) <= _LONGEST_WAY and origin(parts.path) else ""


def _came_from() -> str:
    """The page on which the button was pressed, as the browser says."""
    parts = urlsplit(request.referrer or "")
    way = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return own_page(way) if parts.netloc == request.host else ""


def _path(way: str) -> str:
    """Without the query, which may hold what somebody searched for."""
    path = urlsplit(way).path
    return path if len(path) <= LONGEST_PAGE else ""


def _usual() -> int:
    zone = ZoneInfo(g.event.zone)
    first, last, today = (each.astimezone(zone).date() for each in (g.event.starts_at, g.event.ends_at, clock.now()))
    return usual_weeks(first, last, today)


def _row(lesson_id: int) -> Lesson:
    return found_or_404(queries.lesson(db.session(), g.event.id, lesson_id))


def _facts(row: Lesson) -> Facts:
    return Facts(row.text, row.weeks)


def _page(form: LessonForm, row: Lesson | None, back: str, **facts: Any) -> str:
    return render_template(
        "post_event/lessons/lesson.html", form=form, row=row, back=back or url_for(".lessons"), **facts
    )
