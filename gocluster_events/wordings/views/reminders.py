"""When the edition reminds, of what and whom; and taking reminders back while they wait."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.errors import Stale
from gocluster_events.events.rules.edition import EventStatus, Mode
from gocluster_events.i18n import _, _n
from gocluster_events.letters import queries
from gocluster_events.letters.rules.reminders import Kind, Standing
from gocluster_events.letters.services import wordings as services
from gocluster_events.mail import queries as mail
from gocluster_events.registration.invitations.services import reminding
from gocluster_events.registration.people.queries import places
from gocluster_events.registration.people.rules.letters import REMINDERS
from gocluster_events.web.answers import Reply, refusals, saved
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import differences, read_revision
from gocluster_events.web.fields import Action
from gocluster_events.wordings import words
from gocluster_events.wordings.forms import ReminderForm, reminder_form
from gocluster_events.wordings.views.blueprint import blueprint

_REMINDERS = "/<lang:lang>/manage/<edition>/letters/reminders"


@blueprint.get(_REMINDERS)
@requires(Permission.VIEW_OUTBOX)
def reminders() -> str:
    """When each goes, and to how many as of now."""
    session, now = db.session(), clock.now()
    rows = queries.reminders(session, g.event.id)
    return render_template(
        "wordings/reminders.html",
        plans=[queries.plan(g.event, kind, rows.get(kind), now) for kind in Kind],
        numbers={kind: reminding.reminded(session, g.event, kind, now) for kind in Kind},
        rows=rows,
        waiting=mail.waiting(session, f"edition:{g.event.id}", REMINDERS, now),
        is_public=g.event.status is EventStatus.PUBLISHED,
        has_online=Mode.ONLINE in places.modes(g.event),
    )


@blueprint.route(f"{_REMINDERS}/<any(deadline,week,day):kind>", methods=["GET", "POST"])
@requires(Permission.EDIT_LETTERS)
def reminder(kind: str) -> Reply:
    """The edition reminds as typed."""
    what, session = Kind(kind), db.session()
    row = queries.reminder(session, g.event.id, what)
    form = reminder_form(queries.rule_of(what, row), row.revision if row else 0)
    if form.validate_on_submit():
        try:
            with refusals(form, words.UNFIT):
                plan = services.set_reminder(
                    g.event.id, what, form.rule, read_revision(form), g.account.email, clock.now()
                )  # fmt: skip
                return _saved(plan.standing)
        except Stale:
            return _collision(form, what), 409
    return _page(form, what)


@blueprint.route(f"{_REMINDERS}/withdrawal", methods=["GET", "POST"])
@requires(Permission.EDIT_LETTERS)
def reminders_withdrawal() -> Reply:
    """Reminders that have not left yet do not leave."""
    form, now = Action(), clock.now()
    if form.validate_on_submit():
        number = reminding.withdraw_reminders(g.event.id, g.account.email, now)
        return saved(
            _n("%(num)d e-mail was taken back.", "%(num)d e-mails were taken back.", number), "wordings.reminders"
        )
    number = mail.waiting(db.session(), f"edition:{g.event.id}", REMINDERS, now)
    return render_template("wordings/reminders_withdrawal.html", form=form, number=number)


def _saved(standing: Standing) -> Reply:
    if standing is Standing.MISSED:
        flash(_("The reminder is saved. Its hour is over, so nothing goes out."), "warning")
    else:
        flash(_("The reminder is saved."), "success")
    return redirect(url_for("wordings.reminders"))


def _collision(form: ReminderForm, kind: Kind) -> str:
    row = queries.reminder(db.session(), g.event.id, kind)
    revision = row.revision if row else 0
    theirs = reminder_form(queries.rule_of(kind, row), revision, is_typed=False)
    form.revision.data = str(revision)
    return _page(form, kind, collision=differences(form, theirs))


def _page(form: ReminderForm, kind: Kind, **facts: Any) -> str:
    return render_template("wordings/reminder.html", form=form, kind=kind, **facts)
