"""The places of items for those who set them: all of them by block, one by one, and the hours of several."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.bookings.forms.terms import TermsForm, WindowsForm, terms_form, windows_form
from gocluster_events.bookings.queries.offers import offer_row
from gocluster_events.bookings.queries.terms import OfferRow, offer_board, offer_rows, seen_as, terms_of
from gocluster_events.bookings.rules.blocks import by_block
from gocluster_events.bookings.rules.terms import Terms, WindowField, booked_of, standing
from gocluster_events.bookings.rules.windows import WindowChange, window_changes
from gocluster_events.bookings.services import terms as services
from gocluster_events.bookings.views.blueprint import blueprint
from gocluster_events.bookings.words import terms as words
from gocluster_events.errors import Stale
from gocluster_events.i18n import _, _n
from gocluster_events.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import collided, read_revision

MANAGE = "/<lang:lang>/manage/<edition>/bookings"


@blueprint.get(MANAGE)
@requires(Permission.EDIT_BOOKINGS)
def offers() -> str:
    """Every item that one signs up for, by the times that they have in common."""
    board, now = offer_board(db.session(), g.event), clock.now()
    return render_template(
        "bookings/offers.html",
        timetable=board.timetable,
        blocks=by_block(board.timetable, board.rows, lambda row: row.item),
        booked_of=lambda rows: booked_of(row.offering for row in rows),
        standing=lambda row: standing(row.offering, now),
        to_check=sum(row.offering.wants_check for row in board.rows),
    )


@blueprint.route(f"{MANAGE}/<item>", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def offer(item: str) -> Reply:
    """The places of one item are as typed; a colleague's change meanwhile is shown, not overwritten."""
    row = found_or_404(offer_row(db.session(), g.event.id, item))
    form = terms_form(terms_of(row), g.event.zone, row.revision, row.starts_at)
    if form.validate_on_submit():
        try:
            with refusals(form, words.TERMS_REFUSALS):
                services.set_terms(g.event.id, item, form.terms(), read_revision(form), acting())
                return saved(_("The places are saved."), ".people", item=item)
        except Stale:
            row = found_or_404(offer_row(db.session(), g.event.id, item))
            theirs = terms_form(terms_of(row), g.event.zone, row.revision, is_typed=False)
            return _offer_page(item, form, collision=collided(form, theirs)), 409
    return _offer_page(item, form)


def _offer_page(item: str, form: TermsForm, **facts: Any) -> str:
    board = offer_board(db.session(), g.event)
    row = found_or_404(board.row(item))
    return render_template("bookings/offer.html", form=form, row=row, timetable=board.timetable, **facts)


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
                    done = _n(
                        "The times of %(num)d item are changed.", "The times of %(num)d items are changed.", len(rows)
                    )
                    return saved(done, ".offers")
        except Stale:
            form.form_errors.append(_("One of these items was changed in the meantime. Check it, then save again."))
            return _windows_page(rows, form, _changes(rows, form)), 409
    return _windows_page(rows, form, changes)


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
    services.set_windows(g.event.id, items, edit, seen, acting())
    return True


def _windows_page(rows: list[OfferRow], form: WindowsForm, changes: list[WindowChange]) -> str:
    titles = {each.offering.item: each.item for each in rows}
    return render_template(
        "bookings/windows.html", form=form, rows=rows, changes=changes, titles=titles, fields=tuple(WindowField)
    )
