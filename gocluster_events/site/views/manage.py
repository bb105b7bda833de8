"""What those who run a meeting open first: its desk, its settings."""

from datetime import timedelta
from typing import Any

from flask import flash, g, redirect, render_template
from markupsafe import Markup

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.queries import publishing as agenda, suggestions
from gocluster_events.agenda.words import checks as agenda_words
from gocluster_events.editions import queries as editions_queries, services as editions
from gocluster_events.editions.rules.year import next_steps
from gocluster_events.editions.views.checklist import WHERE, year
from gocluster_events.errors import Stale
from gocluster_events.events import queries as events_queries, words as events_words
from gocluster_events.events.forms.settings import SettingsForm
from gocluster_events.events.models import Event
from gocluster_events.events.rules.days import phase
from gocluster_events.events.rules.edition import ACCENT, EventStatus, palette
from gocluster_events.events.rules.status import POSSIBLE, Turn
from gocluster_events.feedback import queries as feedback
from gocluster_events.i18n import _
from gocluster_events.mail import queries as mail
from gocluster_events.publishing.rules import Affected, affected
from gocluster_events.registration.duplicates import queries as duplicates
from gocluster_events.registration.people.queries import people, seats
from gocluster_events.registration.people.rules.codes import UNDER_REVIEW, Status
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.waiting import queries as waiting
from gocluster_events.site import queries
from gocluster_events.site.rules.tasks import WHOLE_DAYS, Figures, Task, deadlines, tasks
from gocluster_events.site.views.site import blueprint
from gocluster_events.web.answers import Reply, acting, onward, refusals
from gocluster_events.web.audience import may, requires
from gocluster_events.web.collision import collided, read_revision

SHOWN_POINTS, SHOWN_DATES = 3, 6


@blueprint.get("/<lang:lang>/manage/<edition>/")
@requires(Permission.VIEW_DESK)
def desk() -> str:
    """How the edition stands, and where somebody must act."""
    event, session, now = g.event, db.session(), clock.now()
    window, is_planner = events_queries.window(event), may(Permission.EDIT_SETTINGS)
    figures, planned = queries.figures(session, event.id), agenda.planned_publication(session, event.id)
    steps = [step for _finding, step in year()] if is_planner else []
    others = queries.other_dates(session, event, steps, now)
    return render_template(
        "site/desk.html",
        **_to_do(figures, planned),
        figures=figures,
        places=queries.places(session, event, figures, now),
        sharings={each.mode: each for each in waiting.sharings(session, event, now) if each.has_quotas},
        quotas=seats.quota_names(session, event.id),
        chart=queries.growth_curve(session, event, now),
        deadlines=deadlines(window, event.starts_at, now, event.zone, others)[:SHOWN_DATES],
        whole_days=WHOLE_DAYS,
        planned=planned,
        states=Status,
        modes=codes.MODES,
        next_points=next_steps(steps, SHOWN_POINTS),
        where=WHERE,
        happened=queries.happened(session, event.id) if is_planner else (),
    )


def _to_do(figures: Figures, planned: agenda.PlannedPublication | None) -> dict[str, Any]:
    """The tasks of the person who looks, each with what it is about."""
    event, session = g.event, db.session()
    plan, (undelivered, failed) = queries.plan(session, event), queries.undelivered(session, event.id)
    paused_since = mail.paused_since(session, f"edition:{event.id}")
    counts = {
        Task.PAUSED: int(paused_since is not None),
        Task.FAILED_MAILS: failed,
        Task.FAILED_PUBLICATION: int(planned is not None and planned.failure is not None),
        Task.FEEDBACK: feedback.number_waiting(session, event.id) if may(Permission.EDIT_LEGAL) else 0,
        Task.REVIEW: sum(figures.of(status) for status in UNDER_REVIEW),
        Task.CONFLICTS: len(plan.conflicts),
        Task.HIDDEN_EDITION: int(event.status is EventStatus.DRAFT),
        Task.SUGGESTIONS: suggestions.number_open(session, event.id),
        Task.UNPUBLISHED: plan.unpublished,
        Task.DUPLICATES: duplicates.number_of_duplicates(session, event.id),
        Task.UNPROVEN: figures.of(Status.UNCONFIRMED),
    }
    return {
        "tasks": tasks(counts, set(filter(may, Permission))) if event.status is not EventStatus.ARCHIVED else (),
        "counts": counts,
        "plan": plan,
        "undelivered": undelivered,
        "paused_since": paused_since,
        "next_lapse": people.next_lapse(session, event.id),
        "sentence": agenda_words.sentence,
    }


@blueprint.route("/<lang:lang>/manage/<edition>/settings", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def settings() -> Reply:
    """The edition's settings are those in the form."""
    form = _form()
    if form.validate_on_submit():
        before, _revision = events_queries.settings(db.session(), g.event.id)
        confirmed = queries.confirmed(db.session(), g.event.id)  # before anybody moves up, who learns the new time
        try:
            with refusals(form, events_words.REFUSALS):
                editions.change_settings(g.event.id, form.settings(), read_revision(form), acting(), form.new_logo())
                flash(_("The settings are saved."), "success")
                _say_whom_it_concerns(affected(before, form.settings(), confirmed))
                return redirect(onward("site.settings"))
        except Stale:
            theirs = SettingsForm(formdata=None)
            theirs.show(*events_queries.settings(db.session(), g.event.id))
            return _page(form, collision=collided(form, theirs)), 409
    return _page(form)


def _say_whom_it_concerns(concerned: Affected) -> None:
    """The next page says how many confirmed people ought to know, since no letter tells them."""
    if concerned:
        notice = render_template("site/_affected.html", affected=concerned, modes=codes.MODES)
        flash(Markup(notice), "warning")  # noqa: S704 -- a template of ours, which escapes


def _form() -> SettingsForm:
    form = SettingsForm()
    if not form.is_submitted():
        form.show(*events_queries.settings(db.session(), g.event.id))
    return form


def _page(form: SettingsForm, **facts: Any) -> str:
    shade = palette(form.accent.data or "") or palette(ACCENT)
    logo = events_queries.logo(db.session(), g.event)
    return render_template(
        "site/settings.html", form=form, shade=shade, stored_logo=logo, **_standing(g.event), **facts
    )  # fmt: skip


def _standing(event: Event) -> dict[str, Any]:
    """How far the edition is, and the steps that are possible from there."""
    session, days = db.session(), events_queries.days(db.session(), event)
    has_registrations = bool(people.counts(session, event.id))
    return {
        "course": editions_queries.course(session, event),
        "turns": [turn for turn in POSSIBLE[event.status] if turn is not Turn.HIDE or not has_registrations],
        "has_registrations": has_registrations,
        "archive_from": max(day.date for day in days) + timedelta(days=1),
        "is_over": phase(days, event.zone, clock.now()).is_over,
    }
