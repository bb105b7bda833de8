"""Quotas: places that are kept for certain groups."""

from typing import Any

from flask import Blueprint, g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.text import Localized
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Quota
from gocluster_events.meeting.registration.people.queries import questions, seats
from gocluster_events.meeting.registration.people.rules.quota_limits import QuotaFacts
from gocluster_events.meeting.registration.people.views import MANAGE
from gocluster_events.meeting.registration.quotas import services, words
from gocluster_events.meeting.registration.quotas.forms import QuotaForm, quota_form
from gocluster_events.meeting.registration.waiting import queries as waiting

blueprint = Blueprint("quotas", __name__, url_prefix="/<lang:lang>")


@blueprint.get(f"{MANAGE}/quotas")
@requires(Permission.EDIT_REGISTRATION)
def quotas() -> str:
    """For whom places are kept, how many are taken, and what is left for all."""
    session = db.session()
    return render_template(
        "meeting/registration/quotas/quotas.html",
        sharings=waiting.sharings(session, g.event, clock.now()),
        quotas=seats.quota_names(session, g.event.id),
        pools={each.id: seats.pool_of(each) for each in seats.quotas(session, g.event.id)},
    )


@blueprint.route(f"{MANAGE}/quotas/new", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def new_quota() -> Reply:
    """A quota is added."""
    rows, modes = seats.quotas(db.session(), g.event.id), seats.modes(g.event) or tuple(Mode)
    position = max((each.position for each in rows), default=0) + 1
    form = quota_form(modes, g.event.zone, QuotaFacts(name=Localized(), mode=modes[0], places=0, position=position))
    if form.validate_on_submit():
        try:
            services.add_quota(g.event.id, form.facts(), acting())
        except Refused as refusal:
            _refuse(form, refusal, None)
        else:
            return saved(_("The quota is added."), ".quotas")
    return _page(form, None)


@blueprint.route(f"{MANAGE}/quotas/<int:quota_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def quota(quota_id: int) -> Reply:
    """A quota is changed as typed; a colleague's change meanwhile is shown, not overwritten."""
    row = _row(quota_id)
    form = quota_form((row.mode,), g.event.zone, waiting.quota_facts(row), row.revision)
    if form.validate_on_submit():
        facts, revision = form.facts(), read_revision(form)
        try:
            services.change_quota(g.event.id, quota_id, facts, revision, acting())
        except Refused as refusal:
            _refuse(form, refusal, quota_id)
        except Stale:
            return _collision(form, quota_id), 409
        else:
            return saved(_("The quota is saved."), ".quotas")
    return _page(form, row)


@blueprint.route(f"{MANAGE}/quotas/<int:quota_id>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def quota_removal(quota_id: int) -> Reply:
    """A quota is removed, and its places are open to all."""
    row, form = _row(quota_id), Confirm()
    if form.validate_on_submit():
        with refusals(form, words.QUOTA_REFUSALS):
            services.remove_quota(g.event.id, quota_id, acting())
            return saved(_("The quota is removed."), ".quotas")
    shares = [each for sharing in waiting.sharings(db.session(), g.event, clock.now()) for each in sharing.shares]
    share = found_or_404(next((each for each in shares if each.quota_id == quota_id), None))
    named_in = questions.questions_for(db.session(), g.event.id, quota_id)
    return render_template(
        "meeting/registration/quotas/quota_removal.html", form=form, quota=row, share=share, questions=named_in
    )


def _row(quota_id: int) -> Quota:
    return found_or_404(seats.quota(db.session(), g.event.id, quota_id))


def _refuse(form: QuotaForm, refusal: Refused, quota_id: int | None) -> None:
    """Shows the refusal at the field where it can be corrected, with the present numbers."""
    session = db.session()
    row = None if quota_id is None else seats.quota(session, g.event.id, quota_id)
    around = waiting.quota_context(session, g.event, row, clock.now())
    sentence = words.quota_refusal(refusal.code, form.facts(), around)
    field = words.QUOTA_REFUSAL_FIELDS.get(refusal.code)
    if field:
        form[field].errors = [sentence]
    else:
        form.form_errors.append(sentence)


def _collision(form: QuotaForm, quota_id: int) -> str:
    row = _row(quota_id)
    theirs = quota_form((row.mode,), g.event.zone, waiting.quota_facts(row), row.revision, is_typed=False)
    return _page(form, row, collision=collided(form, theirs))


def _page(form: QuotaForm, row: Quota | None, **facts: Any) -> str:
    around = waiting.quota_context(db.session(), g.event, row, clock.now())
    return render_template("meeting/registration/quotas/quota.html", form=form, quota=row, around=around, **facts)
