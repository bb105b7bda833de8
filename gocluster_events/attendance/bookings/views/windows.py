"""The hours of several items at once: what becomes of each, then the button, and the way back."""

from datetime import UTC, datetime
from typing import Any

from flask import flash, g, redirect, render_template, request, session, url_for
from markupsafe import Markup

from gocluster_events.attendance.bookings.forms.terms import WindowsForm, windows_form
from gocluster_events.attendance.bookings.queries.terms import (
    OfferRow,
    offer_board,
    offer_rows,
    offers_of,
    seen_as,
    terms_of,
)
from gocluster_events.attendance.bookings.rules.terms import Terms, WindowField
from gocluster_events.attendance.bookings.rules.windows import WindowChange, WindowStep, window_changes
from gocluster_events.attendance.bookings.services import terms as services
from gocluster_events.attendance.bookings.views.blueprint import blueprint
from gocluster_events.attendance.bookings.views.offers import MANAGE
from gocluster_events.attendance.bookings.words import terms as words
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.web.answers import Reply, acting, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm

_UNDO = "undo-hours"


@blueprint.route(f"{MANAGE}/windows", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def windows() -> Reply:
    """Several items have the hours as typed, once it was shown what each of them becomes."""
    rows = _chosen()
    if not rows:
        flash(_("Tick the items whose times you want to change."), "warning")
        return redirect(url_for(".offers"))
    terms = _stored(rows)
    form = windows_form(
        g.event.zone, [(words.title_of(each.item), terms[each.item.uuid], each.item.span[0]) for each in rows]
    )
    changes: list[WindowChange] = []
    if form.validate_on_submit():
        changes = _changes(rows, form)
        try:
            with refusals(form, words.TERMS_REFUSALS):
                if _set_as_seen(rows, form):
                    message = render_template("attendance/bookings/_windows_changed.html", number=len(rows))
                    flash(Markup(message), "success")  # noqa: S704 -- a template of ours, which escapes
                    return redirect(url_for(".offers"))
        except Stale:
            form.form_errors.append(_("One of these items was changed in the meantime. Check it, then save again."))
            return _windows_page(rows, form, _changes(rows, form)), 409
    return _windows_page(rows, form, changes)


@blueprint.route(f"{MANAGE}/windows/undo", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def windows_undo() -> Reply:
    """The hours that this browser has changed together last, if any, are as they were before."""
    steps, form = _remembered(), Confirm()
    if form.validate_on_submit() and steps:
        with refusals(form, words.TERMS_REFUSALS):
            number = services.reset_windows(g.event.id, steps, acting())
            session.pop(_UNDO)
            if number < len(steps):
                flash(_("What was changed since then stays as it is."), "warning")
            done = _n(
                "%(num)d item has its earlier times again.", "%(num)d items have their earlier times again.", number
            )
            return saved(done, ".offers")
    return _reversal_page(form, steps)


def _reversal_page(form: Confirm, steps: list[WindowStep]) -> str:
    offers = {each.id: each for each in offers_of(db.session(), g.event.id, [step.offer for step in steps])}
    rows = {row.offering.id: row for row in offer_board(db.session(), g.event).rows}
    here = [(rows[each.offer], each, terms_of(offers[each.offer])) for each in steps if each.offer in rows]
    return render_template(
        "attendance/bookings/windows_undo.html",
        form=form,
        items=[
            (row.item, _differences(terms, step), offers[step.offer].revision == step.revision)
            for row, step, terms in here
        ],
    )


def _differences(terms: Terms, step: WindowStep) -> list[tuple[WindowField, datetime | None, datetime | None]]:
    """The hours that become others, as they are and as they were."""
    hours = [(field, getattr(terms, field.value), hour) for field, hour in step.edit.items()]
    return [each for each in hours if each[1] != each[2]]


def _remember(steps: Any) -> None:
    """The browser keeps, in few characters, what the hours were."""
    rows = [
        [each.offer, each.revision, *(hour and int(hour.timestamp()) for hour in each.hours), int(each.wanted_check)]
        for each in steps
    ]
    session[_UNDO] = {"edition": g.event.id, "steps": rows}


def _remembered() -> list[WindowStep]:
    """What this browser has changed together last in this edition."""
    memory = session.get(_UNDO) or {}
    if memory.get("edition") != g.event.id:
        return []
    return [
        WindowStep(offer, revision, (_instant(opens), _instant(closes), _instant(moves)), bool(wanted))
        for offer, revision, opens, closes, moves, wanted in memory["steps"]
    ]


def _instant(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _chosen() -> list[OfferRow]:
    named = request.values.getlist("id")
    return [each for each in offer_board(db.session(), g.event).rows if each.item.uuid in named]


def _stored(rows: list[OfferRow]) -> dict[str, Terms]:
    """What is set about these items, by UUID."""
    items = [each.item.uuid for each in rows]
    return {each.item: terms_of(each) for each in offer_rows(db.session(), g.event.id, items)}


def _changes(rows: list[OfferRow], form: WindowsForm) -> list[WindowChange]:
    """What is to become of each item."""
    terms = _stored(rows)
    chosen = [(each.offering, terms[each.item.uuid]) for each in rows]
    return list(window_changes(chosen, form.edit(), g.event.registration_opens_at, clock.now()))


def _set_as_seen(rows: list[OfferRow], form: WindowsForm) -> bool:
    """Whether what is to change was shown before, and so is set; otherwise the form has what stands for it now."""
    items, edit = [each.item.uuid for each in rows], form.edit()
    seen = seen_as(offer_rows(db.session(), g.event.id, items), edit)
    if form.seen.data != seen:
        form.seen.data = seen
        return False
    _remember(services.set_windows(g.event.id, items, edit, seen, acting()))
    return True


def _windows_page(rows: list[OfferRow], form: WindowsForm, changes: list[WindowChange]) -> str:
    titles = {each.offering.item: each.item for each in rows}
    return render_template(
        "attendance/bookings/windows.html",
        form=form,
        rows=rows,
        changes=changes,
        titles=titles,
        fields=tuple(WindowField),
    )
