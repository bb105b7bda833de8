"""Publishing a material, taking it back and removing it; each is asked for once, with what follows from it."""

from collections.abc import Callable

from flask import g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.collision import read_number
from gocluster_events.post_event.materials.queries import materials as queries
from gocluster_events.post_event.materials.rules.material import Entry
from gocluster_events.post_event.materials.rules.standing import hurdles
from gocluster_events.post_event.materials.services import editing, publishing
from gocluster_events.post_event.materials.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.materials.words.codes import REFUSALS
from gocluster_events.post_event.releases.forms import SeenForm


@blueprint.route(f"{MANAGE}/<uuid>/publication", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def publication(uuid: str) -> Reply:
    """Whoever may open the material can, from its time on; refused with the names of whose release is missing."""
    done = _("The material is published.")

    def verb(seen: int) -> None:
        publishing.publish(g.event.id, uuid, acting(), seen)

    return _confirmed("publication", uuid, verb, done)


@blueprint.route(f"{MANAGE}/<uuid>/publication/removal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def publication_removal(uuid: str) -> Reply:
    """Nobody outside the team can open the material any more."""
    done = _("The material is taken back. Nobody outside the team can open it any more.")
    return _confirmed("publication_removal", uuid, lambda _seen: publishing.take_back(g.event.id, uuid, acting()), done)


@blueprint.route(f"{MANAGE}/<uuid>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def removal(uuid: str) -> Reply:
    """The material is gone, with its file; a public one only by whoever may take it back."""
    takes_back = may(Permission.PUBLISH_RESULTS)
    done = _("The material is removed.")

    def verb(_seen: int) -> None:
        editing.remove(g.event.id, uuid, acting(), takes_back=takes_back)

    return _confirmed("removal", uuid, verb, done, is_gone=True)


def _confirmed(page: str, uuid: str, verb: Callable[[int], None], done: str, *, is_gone: bool = False) -> Reply:
    entry = _entry(uuid)
    form = SeenForm(data={"seen": str(entry.record.revision)})
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                verb(read_number(form.seen))
                return saved(done, ".materials") if is_gone else saved(done, ".material", uuid=uuid)
        except Stale:
            entry = _entry(uuid)
            form.show_again(str(entry.record.revision))
            return _page(page, form, entry), 409
    return _page(page, form, entry)


def _entry(uuid: str) -> Entry:
    return found_or_404(queries.material(db.session(), g.event.id, uuid))


def _page(page: str, form: SeenForm, entry: Entry) -> str:
    facts = {"entry": entry, "hurdles": hurdles(entry.standing, clock.now())}
    return render_template(f"post_event/materials/{page}.html", form=form, **facts)
