"""Looking at a published version beside another state, and taking it back as the draft."""

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.forms.item import RemovalForm
from gocluster_events.agenda.queries import publishing
from gocluster_events.agenda.queries import undoing as queries
from gocluster_events.agenda.services import drafting as services
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.views.comparing import compared, of_version
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _, _l
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import read_revision
from gocluster_events.web.fields import show_refusal
from gocluster_events.web.find import found_or_404

CHANGED_MEANWHILE = _l("A colleague has changed the programme in the meantime. Look at it once more.")


@blueprint.route(f"{MANAGE}/versions/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def version(number: int) -> Any:
    """What differs between a version and the draft, or the state that the address names; the draft becomes it."""
    revision = queries.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    form, shown = (
        RemovalForm(data={"revision": revision}),
        found_or_404(publishing.version(db.session(), g.event.id, number)),
    )
    done = _("The draft is what version %(number)d was. You can undo that.", number=number)
    return take_back(form, services.restore, number, revision, done) or (_page(form, shown), status_of(form))


def take_back(form: RemovalForm, verb: Callable[..., None], number: int, revision: int, done: str) -> Any:
    """The way to the draft once the verb has made it what that state was; None when not, and the form says why.

    After a colleague's change the form knows ``revision``, at which its page shows the draft.
    """
    if not form.validate_on_submit():
        return None
    try:
        verb(g.event.id, number, read_revision(form), g.account.email, clock.now())
    except Stale:
        form.revision.data = str(revision)
        form.form_errors.append(CHANGED_MEANWHILE)
    except Refused as refusal:
        show_refusal(form, refusal, words.REFUSALS)
    else:
        flash(done, "success")
        return redirect(url_for("agenda.draft"))
    return None


def status_of(form: RemovalForm) -> int:
    """409 for a form that a colleague was faster than, 200 for any other."""
    return 409 if CHANGED_MEANWHILE in form.form_errors else 200


def _page(form: RemovalForm, shown: publishing.Published) -> str:
    return render_template("agenda/version.html", form=form, note=shown.note, **compared(of_version(shown)))
