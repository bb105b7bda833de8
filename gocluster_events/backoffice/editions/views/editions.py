"""An edition as a whole: made, copied, its procedure and its status."""

from datetime import date
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, g, redirect, render_template, url_for

from gocluster_events.backoffice.editions import queries, services, words
from gocluster_events.backoffice.editions.forms import CopyForm, NewEditionForm
from gocluster_events.backoffice.editions.rules.copying import Date, moved
from gocluster_events.backoffice.editions.rules.year import Point
from gocluster_events.backoffice.publishing import queries as publishing
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import may, requires, requires_anywhere
from gocluster_events.core.web.collision import collided, read_number, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.events import queries as events, words as events_words
from gocluster_events.meeting.events.forms.settings import ProcedureForm
from gocluster_events.meeting.events.rules.edition import FederalState, registration_phase
from gocluster_events.meeting.events.rules.status import LEADS_TO, Turn
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.waiting import queries as waiting

blueprint = Blueprint("editions", __name__)


@blueprint.route("/<lang:lang>/manage/new", methods=["GET", "POST"])
@requires_anywhere(Permission.MAKE_EDITIONS)
def new_edition() -> Reply:
    """There is an empty edition, and whoever makes it is its organiser."""
    form = NewEditionForm()
    form.now, form.taken = clock.now(), events.slugs(db.session())
    if form.validate_on_submit():
        edition = form.edition()
        try:
            services.create_edition(edition, g.account.id, form.now)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            done = _("The event has been created as a draft. The checklist shows what is missing.")
            return saved(done, ".checklist", edition=edition.slug)
    return render_template("backoffice/editions/new_edition.html", form=form)


@blueprint.route("/<lang:lang>/manage/<edition>/copy", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def edition_copy() -> Reply:
    """There is an edition with what was prepared for this one, on other days."""
    form = _copy_form()
    if form.validate_on_submit() and not form.look.data:
        copied = form.copy()
        try:
            services.copy_edition(g.event.id, copied, g.account.id, lambda: str(uuid4()), clock.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            done = _("The copy has been created as a draft. The checklist shows what to check.")
            return saved(done, ".checklist", edition=copied.slug)
    return _copy_page(form)


def _copy_form() -> CopyForm:
    form = CopyForm()
    form.taken, form.before = events.slugs(db.session()), _first_day()
    if not form.is_submitted():
        form.show(g.event.title)
    return form


def _first_day() -> date:
    first: date = g.event.starts_at.astimezone(ZoneInfo(g.event.zone)).date()
    return first


def _copy_page(form: CopyForm) -> str:
    event, session = g.event, db.session()
    state = "" if event.state is FederalState.ABROAD else event.state.value
    times = moved({each: at for each in Date if (at := getattr(event, each.value))}, form.days, event.zone, state)
    when = {each.date: each.after for each in times}
    return render_template(
        "backoffice/editions/edition_copy.html",
        form=form,
        times=times,
        found=queries.preparation(session, event.id),
        meanwhile=queries.meanwhile(session, g.account, when[Date.STARTS], when[Date.ENDS]),
    )


@blueprint.route("/<lang:lang>/manage/<edition>/registration/procedure", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def procedure() -> Reply:
    """The edition's procedure for registering is the one in the form."""
    form = _form()
    if form.validate_on_submit():
        seen, revision, now = read_number(form.seen), read_revision(form), clock.now()
        try:
            with refusals(form, events_words.REFUSALS):
                services.change_procedure(g.event.id, form.procedure(), revision, Act(g.account.email, now), seen=seen)
                return saved(_("The procedure is saved."), "editions.procedure")
        except Stale:
            theirs = ProcedureForm(formdata=None)
            theirs.show(*events.procedure(db.session(), g.event.id))
            return _procedure_page(form, collision=collided(form, theirs)), 409
    return _procedure_page(form)


def _form() -> ProcedureForm:
    form = ProcedureForm()
    if not form.is_submitted():
        form.show(*events.procedure(db.session(), g.event.id))
    return form


def _procedure_page(form: ProcedureForm, **facts: Any) -> str:
    """The form, and what follows from changing it: who would move up, and who stays to be decided."""
    session, event = db.session(), g.event
    movers = len(waiting.moving_up(session, event, clock.now()))
    form.seen.data = str(movers)
    return render_template(
        "backoffice/editions/procedure.html",
        form=form,
        movers=movers,
        under_review=waiting.under_review(session, event.id),
        **facts,
    )


_TURNS = {turn.value: turn for turn in Turn}


@blueprint.route("/<lang:lang>/manage/<edition>/status/<step>", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def edition_status(step: str) -> Reply:
    """The edition has the status to which the step leads."""
    turn, form = found_or_404(_TURNS.get(step)), Confirm()
    if form.validate_on_submit():
        try:
            with refusals(form, events_words.REFUSALS):
                held = services.turn_edition(g.event.id, turn, acting())
                return saved(" ".join((str(events_words.TURNED[turn]), *words.was_held_back(held))), _next(turn))
        except Stale:
            flash(_("Somebody has changed the status in the meantime. Please check it again."), "warning")
            return redirect(url_for("site.settings", _anchor="status"))
    return _page(form, turn)


def _next(turn: Turn) -> str:
    """The desk, or the question whether to write to those on the programme who have not been told that they are."""
    version = agenda.latest(db.session(), g.event.id) if turn is Turn.PUBLISH else None
    return "publishing.first_letters" if _newcomers(version) and may(Permission.PUBLISH_AGENDA) else "site.desk"


def _newcomers(version: agenda.Published | None) -> int:
    return publishing.first_letters(db.session(), g.event.id, version).number if version else 0


def _page(form: Confirm, turn: Turn) -> str:
    event, session, now = g.event, db.session(), clock.now()
    version, states = agenda.latest(session, event.id), people.counts(session, event.id)
    return render_template(
        "backoffice/editions/edition_status.html",
        form=form,
        turn=turn,
        title=events_words.TURNS[turn],
        phase=registration_phase(LEADS_TO[turn], events.window(event), event.ends_at, now),
        is_over=events.phase(session, event, now).is_over,
        coming=sum(number for (_mode, state), number in states.items() if state is Status.CONFIRMED),
        waiting=queries.waiting(session, event.id),
        stopping=words.reminders_stop(queries.reminders_ahead(session, event, now), event.zone),
        version=version,
        newcomers=_newcomers(version),
        open_points=queries.awaited(session, event, now, Point.PUBLIC),
    )
