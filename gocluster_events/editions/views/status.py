"""The steps of a whole edition: published, taken back, archived, reopened; each page says first what it means."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.editions import services
from gocluster_events.editions.queries import number_open
from gocluster_events.editions.views.blueprint import blueprint
from gocluster_events.errors import Refused, Stale
from gocluster_events.events.rules.edition import Window, phase
from gocluster_events.events.rules.status import LEADS_TO, Turn
from gocluster_events.events.words import REFUSALS, TURNED, TURNS
from gocluster_events.i18n import _
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import Action, show_refusal
from gocluster_events.web.find import found_or_404

_TURNS = {turn.value: turn for turn in Turn}


@blueprint.route("/<lang:lang>/manage/<edition>/status/<step>", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def edition_status(step: str) -> Any:
    """The edition is as far as the step leads."""
    turn, form = found_or_404(_TURNS.get(step)), Action()
    if form.validate_on_submit():
        try:
            services.turn_edition(g.event.id, turn, g.account.email, clock.now())
        except Refused as refusal:
            show_refusal(form, refusal, REFUSALS)
        except Stale:
            flash(_("Somebody has changed the status in the meantime. Look at it once more."), "warning")
            return redirect(url_for("site.settings"))
        else:
            flash(str(TURNED[turn]), "success")
            return redirect(url_for("site.desk"))
    return _page(form, turn)


def _page(form: Action, turn: Turn) -> str:
    event, session, now = g.event, db.session(), clock.now()
    window = Window(event.registration_opens_at, event.registration_closes_at)
    return render_template(
        "editions/edition_status.html",
        form=form,
        turn=turn,
        title=TURNS[turn],
        phase=phase(LEADS_TO[turn], window, now),
        version=agenda.latest(session, event.id),
        open_points=number_open(session, event, now),
    )
