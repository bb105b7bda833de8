"""The team notes that no materials of an item come, or that they are asked for after all."""

from collections.abc import Callable

from flask import g, render_template

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.post_event.materials.queries import materials as queries
from gocluster_events.post_event.materials.queries.waivers import waivers
from gocluster_events.post_event.materials.rules.standing import presenting
from gocluster_events.post_event.materials.rules.waiving import addressees
from gocluster_events.post_event.materials.services import waiving
from gocluster_events.post_event.materials.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.materials.words.codes import REFUSALS

_ITEM = f"{MANAGE}/items/<item>/waiver"


@blueprint.route(_ITEM, methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def waiver(item: str) -> Reply:
    """Nobody is asked for materials of the item any more, nor reminded of them."""
    done = _("It is noted that no materials come.")
    return _confirmed(item, waiving.waive, done, is_removal=False)


@blueprint.route(f"{_ITEM}/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def waiver_removal(item: str) -> Reply:
    """Everybody who speaks in the item is asked for materials again."""
    done = _("Materials are asked for again.")
    return _confirmed(item, waiving.ask_after_all, done, is_removal=True)


def _confirmed(item: str, verb: Callable[[int, str, Act], None], done: str, *, is_removal: bool) -> Reply:
    timetable = found_or_404(queries.programme(db.session(), g.event.id))
    place = found_or_404(timetable.item(item))
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            verb(g.event.id, item, acting())
            return saved(done, ".materials")
    none = waivers(db.session(), g.event.id)
    everybody, open_ones = presenting(timetable, place), addressees(timetable, place, none)
    people = [each for each in everybody if each not in open_ones] if is_removal else open_ones
    facts = {"item": place, "people": people, "is_removal": is_removal}
    return render_template("post_event/materials/waiver.html", form=form, **facts)
