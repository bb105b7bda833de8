"""The checklist of an edition: what to look at, who has looked, and where it is mended."""

from collections.abc import Callable
from datetime import datetime

from flask import g, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.editions import queries, services, words
from gocluster_events.editions.rules.checklist import Mention, Point, is_settled
from gocluster_events.editions.views.blueprint import blueprint
from gocluster_events.events.words import REFUSALS
from gocluster_events.i18n import _
from gocluster_events.web.answers import Reply, found_or_404, refusals, saved
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import Action

CHECKLIST = "/<lang:lang>/manage/<edition>/checklist"
_POINTS = {point.value: point for point in Point}
WHERE: dict[Point, tuple[str, dict[str, str]]] = {
    Point.DATES: ("site.settings", {"_anchor": "place"}),
    Point.WINDOW: ("site.settings", {"_anchor": "registration"}),
    Point.TEXTS: ("site.settings", {"_anchor": "meeting"}),
    Point.VENUE: ("site.settings", {"_anchor": "place"}),
    Point.CONTACT: ("site.settings", {"_anchor": "contact"}),
    Point.LOOK: ("site.settings", {"_anchor": "look"}),
    Point.PLACES: ("quotas.quotas", {}),
    Point.ROOMS: ("editions.parts", {"what": "rooms"}),
    Point.TRACKS: ("editions.parts", {"what": "tracks"}),
    Point.CLUSTERS: ("editions.clusters", {}),
    Point.QUESTIONS: ("questions.questions", {}),
    Point.LETTERS: ("wordings.wordings", {}),
    Point.ITEMS: ("agenda.draft", {}),
    Point.PEOPLE: ("agenda.people", {}),
    Point.LEGAL: ("legal.legal", {}),
    Point.TEAM: ("team.team", {}),
    Point.TRIAL: ("questions.question_preview", {}),
}
"""Where a point is mended."""


@blueprint.get(CHECKLIST)
@requires(Permission.EDIT_SETTINGS)
def checklist() -> str:
    """Every point as it stands now."""
    session, event = db.session(), g.event
    found, ticks = queries.checklist(session, event, clock.now()), queries.ticks(session, event.id)
    settled = {each.point for each in found if is_settled(each, ticks)}
    return render_template(
        "editions/checklist.html", found=found, ticks=ticks, settled=settled, where=WHERE, mended_at=_mended_at,
        action=Action(),
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


def _turn(name: str, verb: Callable[[int, Point, str, datetime], None]) -> Reply:
    point, form = found_or_404(_POINTS.get(name)), Action()
    title, is_ticking = words.POINTS[point], verb is services.tick
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            verb(g.event.id, point, g.account.email, clock.now())
            said = (
                _("“%(point)s” is ticked.", point=title) if is_ticking else _("“%(point)s” is open again.", point=title)
            )
            return saved(said, ".checklist")
    return render_template("editions/checklist_tick.html", form=form, title=title, is_ticking=is_ticking)


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
