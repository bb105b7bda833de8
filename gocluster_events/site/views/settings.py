"""The settings of an edition: one form of many parts, above it how far the edition is."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import flash, g, redirect, render_template, request
from markupsafe import Markup

from gocluster_events.backoffice.editions import queries as editions_queries, services as editions
from gocluster_events.backoffice.publishing.rules import Affected, affected
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.web.answers import Reply, acting, onward, refusals
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, differences, read_revision
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.following_days import items_on
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.agenda.views import common_times
from gocluster_events.meeting.events import queries as events_queries, words as events_words
from gocluster_events.meeting.events.forms.days import typed_keys
from gocluster_events.meeting.events.forms.settings import SettingsForm, settings_form
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules import day_plan
from gocluster_events.meeting.events.rules.days import EditionDay, phase
from gocluster_events.meeting.events.rules.edition import ACCENT, palette
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.events.rules.status import POSSIBLE, Turn
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.site.queries import pages as queries
from gocluster_events.site.views.site import blueprint


@blueprint.route("/<lang:lang>/manage/<edition>/settings", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def settings() -> Reply:
    """The edition's settings are those in the form; a button of its days only changes the form."""
    stored = events_queries.days(db.session(), g.event)
    form = _form(stored)
    if "days" in request.form:
        return _page(_with_other_days(form, request.form["days"], stored), stored)
    if form.validate_on_submit():
        try:
            with refusals(form, events_words.REFUSALS):
                _save(form)
                return redirect(onward("site.settings"))
        except Stale:
            return _page(form, stored, collision=collided(form, _stored_form(stored))), 409
    return _page(form, stored)


def _save(form: SettingsForm) -> None:
    """The form is stored, and the next page says so and whom it concerns."""
    before, _revision = events_queries.settings(db.session(), g.event.id)
    confirmed = queries.confirmed(db.session(), g.event.id)  # before anybody moves up, who learns the new time
    wanted = form.settings()
    made = editions.change_settings(
        g.event.id, wanted, read_revision(form), acting(), form.new_logo(), form.days()
    )  # fmt: skip
    flash(" ".join((_("The settings are saved."), *_followed(made))), "success")
    _say_whom_it_concerns(affected(before, wanted, confirmed))


def _followed(made: Sequence[Change]) -> list[str]:
    """What became of the items of days that moved or went."""
    after = [change.after for change in made if isinstance(change.after, Item)]
    out = sum(item.starts_at is None for item in after)
    moved = len(after) - out
    return [
        *([_n("%(num)d item moved along.", "%(num)d items moved along.", moved)] * bool(moved)),
        *([_n("%(num)d item is in the tray.", "%(num)d items are in the tray.", out)] * bool(out)),
    ]


def _say_whom_it_concerns(concerned: Affected) -> None:
    """The next page says how many confirmed people ought to know, since no letter tells them."""
    if concerned:
        notice = render_template("site/_affected.html", affected=concerned, modes=codes.MODES)
        flash(Markup(notice), "warning")  # noqa: S704 -- a template of ours, which escapes


def _form(stored: Sequence[EditionDay]) -> SettingsForm:
    if request.method != "POST":
        return _stored_form(stored)
    return settings_form(typed_keys(request.form) or range(len(stored)))


def _stored_form(stored: Sequence[EditionDay]) -> SettingsForm:
    """The form with what is stored."""
    form = settings_form(range(len(stored)), formdata=None)
    form.show(*events_queries.settings(db.session(), g.event.id))
    for key, day in enumerate(stored):
        form.show_day(key, day, day.date)
    return form


def _with_other_days(form: SettingsForm, step: str, stored: Sequence[EditionDay]) -> SettingsForm:
    """The form as it was sent, with a row more or less, in the order of the dates."""
    typed = {key: each.day for key, each in form.readable().items()}
    days = list(typed.values()) or list(stored)
    rest = [key for key in form.keys if step != f"remove-{key}"] or list(form.keys)
    returning = [day for day in stored if step == f"keep-{day.date}" and day.date not in form.known_dates()]
    free = range(max(rest) + 1, max(rest) + 1 + day_plan.MOST_DAYS - len(rest))
    added = dict(zip(free, returning or _new_days(step, days), strict=False))
    dates = {key: day.date for key, day in (typed | added).items()}
    other = settings_form(sorted((*rest, *added), key=lambda key: (dates.get(key, days[-1].date), key)))
    for key, day in added.items():
        other.show_day(key, day, day.date if returning else None)
    return other


def _new_days(step: str, days: Sequence[EditionDay]) -> Sequence[EditionDay]:
    """The days that the button adds."""
    if step in {"before", "after"}:
        return [day_plan.one_more(days, before=step == "before")]
    return day_plan.between(days) if step == "between" else ()


def _page(form: SettingsForm, stored: Sequence[EditionDay], **facts: Any) -> str:
    session, event = db.session(), g.event
    timetable, gone = draft.draft(session, event), day_plan.dropped(stored, form.known_dates())
    leaving = items_on(timetable, gone)
    form.agreed.data = ",".join(item.uuid for item in leaving)
    rows = zip(form.keys, form.known_dates(), strict=True)
    on_day: dict[date | None, int] = {day.date: len(items_on(timetable, {day.date})) for day in stored}
    return render_template(
        "site/settings.html",
        form=form,
        shade=palette(form.accent.data or "") or palette(ACCENT),
        stored_logo=events_queries.logo(session, event),
        day_rows=[(key, form.row(key), on_day.get(was)) for key, was in rows],
        gone=sorted(gone),
        leaving=leaving,
        has_gap=bool(day_plan.between([each.day for each in form.readable().values()])),
        told=_told(event),
        unsaved=_unsaved(form, stored, len(gone)) if form.is_submitted() else 0,
        **_standing(event, stored),
        **common_times.section(),
        **facts,
    )  # fmt: skip


def _told(event: Event) -> str:
    """Whom saving writes to: nobody, but who moves up from the waiting list."""
    waits = any(status is Status.WAITLISTED for _mode, status in people.counts(db.session(), event.id))
    if waits and event.moving_up is not MovingUp.BY_HAND:
        return _("Nobody is written to, except people who move up from the waiting list.")
    return _("Nobody is written to.")


def _unsaved(form: SettingsForm, stored: Sequence[EditionDay], gone: int) -> int:
    """How many changes the form holds that are not saved."""
    return len(differences(form, _stored_form(stored))) + gone + form.known_dates().count(None)


def _standing(event: Event, days: Sequence[EditionDay]) -> dict[str, Any]:
    """How far the edition is, and the steps that are possible from there."""
    has_registrations = bool(people.counts(db.session(), event.id))
    return {
        "course": editions_queries.course(db.session(), event),
        "turns": [turn for turn in POSSIBLE[event.status] if turn is not Turn.HIDE or not has_registrations],
        "has_registrations": has_registrations,
        "archive_from": max(day.date for day in days) + timedelta(days=1),
        "is_over": phase(days, event.zone, clock.now()).is_over,
    }
