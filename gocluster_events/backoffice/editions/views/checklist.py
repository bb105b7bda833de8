"""The plan of an edition's year: its points, ticked by people, and where each is settled."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from flask import g, render_template, url_for

from gocluster_events.backoffice.editions import queries, services, words
from gocluster_events.backoffice.editions.rules.checklist import Finding, Mention
from gocluster_events.backoffice.editions.rules.year import Point, Step
from gocluster_events.backoffice.editions.views.editions import blueprint
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events import words as events_words
from gocluster_events.post_event.lessons import queries as lessons, services as lesson_services
from gocluster_events.post_event.lessons.rules import Reminder
from gocluster_events.post_event.lessons.views import origin

CHECKLIST = "/<lang:lang>/manage/<edition>/checklist"
_POINTS = {point.value: point for point in Point}
WHERE: dict[Point, tuple[str, dict[str, str]]] = {
    Point.DATES: ("site.settings", {"_anchor": "days"}),
    Point.VENUE: ("site.settings", {"_anchor": "place"}),
    Point.TEXTS: ("site.settings", {"_anchor": "meeting"}),
    Point.CONTACT: ("site.settings", {"_anchor": "contact"}),
    Point.TEAM: ("team.team", {}),
    Point.LEGAL: ("legal.legal", {}),
    Point.LOOK: ("site.settings", {"_anchor": "look"}),
    Point.PUBLIC: ("site.settings", {"_anchor": "status"}),
    Point.ROOMS: ("editions.parts", {"what": "rooms"}),
    Point.TRACKS: ("editions.parts", {"what": "tracks"}),
    Point.CLUSTERS: ("editions.clusters", {}),
    Point.QUESTIONS: ("questions.questions", {}),
    Point.PLACES: ("quotas.quotas", {}),
    Point.LETTERS: ("wordings.wordings", {}),
    Point.TRIAL: ("questions.question_preview", {}),
    Point.INVITATIONS: ("invitations.invitations", {}),
    Point.WINDOW: ("site.settings", {"_anchor": "registration"}),
    Point.ITEMS: ("agenda.draft", {}),
    Point.REMINDERS: ("wordings.reminders", {}),
    Point.PEOPLE: ("agenda.people", {}),
    Point.VERSION: ("publishing.publication", {}),
    Point.CATERER: ("attendees.profile", {"name": "caterer"}),
    Point.GATE: ("attendees.profile", {"name": "gate"}),
    Point.BADGES: ("papers.papers", {}),
    Point.ADMISSION: ("door.admission", {}),
    Point.CERTIFICATES: ("papers.papers", {}),
    Point.FIGURES: ("attendees.figures", {}),
    Point.ARCHIVE: ("site.settings", {"_anchor": "status"}),
}
"""Where a point is settled."""


def year() -> tuple[tuple[Finding, Step], ...]:
    """The plan of this page's edition, read once however often it is asked for."""
    if "year" not in g:
        g.year = queries.year(db.session(), g.event, clock.now())
    points: tuple[tuple[Finding, Step], ...] = g.year
    return points


def reminders() -> tuple[Reminder, ...]:
    """What the event before noted for this one, read once however often it is asked for."""
    if "reminders" not in g:
        g.reminders = lessons.reminders(db.session(), g.event)
    noted: tuple[Reminder, ...] = g.reminders
    return noted


def plan() -> Sequence[tuple[Finding | None, Step | Reminder]]:
    """Every point, and between them what the event before noted, by when it is due."""
    entries: list[tuple[Finding | None, Step | Reminder]] = [*year(), *((None, each) for each in reminders())]
    return sorted(entries, key=lambda entry: entry[1].due)


@blueprint.get(CHECKLIST)
@requires(Permission.EDIT_SETTINGS)
def checklist() -> str:
    """Every point as it stands now, by when it is due."""
    return render_template(
        "backoffice/editions/checklist.html", plan=plan(), ticks=queries.ticks(db.session(), g.event.id), where=WHERE,
        mended_at=_mended_at, origin=origin, action=Confirm(),
        today=clock.now().astimezone(ZoneInfo(g.event.zone)).date(),
    )  # fmt: skip


@blueprint.route(f"{CHECKLIST}/<point>/tick", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def checklist_tick(point: str) -> Reply:
    """Somebody has looked at the point."""
    return _turn(point, services.tick)


@blueprint.route(f"{CHECKLIST}/<point>/tick/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def checklist_tick_removal(point: str) -> Reply:
    """The point is to be looked at again."""
    return _turn(point, services.untick)


@blueprint.route(f"{CHECKLIST}/lessons/<int:lesson_id>/tick", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def lesson_tick(lesson_id: int) -> Reply:
    """Somebody has seen to what the event before noted."""
    return _turn_lesson(lesson_id, lesson_services.tick)


@blueprint.route(f"{CHECKLIST}/lessons/<int:lesson_id>/tick/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def lesson_tick_removal(lesson_id: int) -> Reply:
    """It is to be looked at again."""
    return _turn_lesson(lesson_id, lesson_services.untick)


def _turn_lesson(lesson_id: int, verb: Callable[[int, int, Act], None]) -> Reply:
    row, form = found_or_404(lessons.reminder(db.session(), g.event, lesson_id)), Confirm()
    is_ticking = verb is lesson_services.tick
    if form.validate_on_submit():
        verb(g.event.id, lesson_id, acting())
        return saved(_("The note is ticked.") if is_ticking else _("The note is open again."), ".checklist")
    return render_template("backoffice/editions/checklist_tick.html", form=form, title=row.text, is_ticking=is_ticking)


def _turn(name: str, verb: Callable[[int, Point, Act], None]) -> Reply:
    point, form = found_or_404(_POINTS.get(name)), Confirm()
    title, is_ticking = words.POINTS[point], verb is services.tick
    if form.validate_on_submit():
        with refusals(form, events_words.REFUSALS):
            verb(g.event.id, point, acting())
            ticked, opened = _("“%(point)s” is ticked.", point=title), _("“%(point)s” is open again.", point=title)
            return saved(ticked if is_ticking else opened, ".checklist")
    return render_template("backoffice/editions/checklist_tick.html", form=form, title=title, is_ticking=is_ticking)


def _mended_at(mention: Mention) -> str:
    """The page of a text that speaks of an earlier event."""
    point, reference = mention.text.point, mention.text.reference
    match point:
        case Point.QUESTIONS:
            return url_for("questions.edit_question", question_id=int(reference))
        case Point.LETTERS:
            letter, _slash, language = reference.partition("/")
            return url_for("wordings.wording", letter=letter, language=language)
        case Point.ITEMS:
            return url_for("agenda.edit_item", uuid=reference)
        case Point.TRACKS:
            return url_for("editions.part", what="tracks", number=int(reference))
        case _:
            return url_for(WHERE[point][0], _anchor=WHERE[point][1].get("_anchor"))
