"""The places of items for those who set them: all of them by block, and one by one."""

from typing import Any

from flask import g, render_template

from gocluster_events.attendance.bookings.forms.terms import TermsForm, terms_form
from gocluster_events.attendance.bookings.queries.offers import offer_row
from gocluster_events.attendance.bookings.queries.past import past_rows
from gocluster_events.attendance.bookings.queries.terms import offer_board, terms_of
from gocluster_events.attendance.bookings.rules.blocks import by_block
from gocluster_events.attendance.bookings.rules.terms import booked_of, standing
from gocluster_events.attendance.bookings.rules.totals import totals
from gocluster_events.attendance.bookings.services import terms as services
from gocluster_events.attendance.bookings.views.blueprint import blueprint
from gocluster_events.attendance.bookings.words import terms as words
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_revision

MANAGE = "/<lang:lang>/manage/<edition>/bookings"


@blueprint.get(MANAGE)
@requires(Permission.EDIT_BOOKINGS)
def offers() -> str:
    """Every item that one signs up for, by the times that they have in common, and those of which that was so once."""
    board, now = offer_board(db.session(), g.event), clock.now()
    return render_template(
        "attendance/bookings/offers.html",
        timetable=board.timetable,
        blocks=by_block(board.timetable, board.rows, lambda row: row.item),
        booked_of=lambda rows: booked_of(row.offering for row in rows),
        standing=lambda row: standing(row.offering, now),
        to_check=sum(row.offering.wants_check for row in board.rows),
        totals=totals(row.offering for row in board.rows),
        past=past_rows(db.session(), g.event.id, board),
        longest=max(board.rows, key=lambda row: row.offering.waiting, default=None),
    )


@blueprint.route(f"{MANAGE}/<item>", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def offer(item: str) -> Reply:
    """The places of one item are as typed; a colleague's change meanwhile is shown, not overwritten."""
    row = found_or_404(offer_row(db.session(), g.event.id, item))
    form = terms_form(terms_of(row), g.event.zone, row.revision, row.starts_at, by_wish=row.by_wish)
    if form.validate_on_submit():
        try:
            with refusals(form, words.TERMS_REFUSALS):
                services.set_terms(g.event.id, item, form.terms(), read_revision(form), acting())
                return saved(_("The places are saved."), ".people", item=item)
        except Stale:
            row = found_or_404(offer_row(db.session(), g.event.id, item))
            theirs = terms_form(terms_of(row), g.event.zone, row.revision, is_typed=False, by_wish=row.by_wish)
            return _offer_page(item, form, collision=collided(form, theirs)), 409
    return _offer_page(item, form)


def _offer_page(item: str, form: TermsForm, **facts: Any) -> str:
    board = offer_board(db.session(), g.event)
    row = found_or_404(board.row(item))
    return render_template("attendance/bookings/offer.html", form=form, row=row, timetable=board.timetable, **facts)
