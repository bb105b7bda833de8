"""The lists of items: who has a place and who waits, on the page and as a file."""

from flask import Response, current_app, g, render_template

from gocluster_events.attendance.attendees.exports.kinds import KINDS
from gocluster_events.attendance.attendees.forms import ItemListForm, item_list_form
from gocluster_events.attendance.attendees.rules import item_list as rules
from gocluster_events.attendance.attendees.rules.table import MOST_ON_PAPER, Format, Table
from gocluster_events.attendance.attendees.services.item_lists import ItemList, take_item_list
from gocluster_events.attendance.attendees.views.downloads import file_name, sent
from gocluster_events.attendance.attendees.views.list_state import blueprint
from gocluster_events.attendance.attendees.words import downloads, item_list as words, people as people_words
from gocluster_events.attendance.bookings.queries.people import ItemPeople, item_people
from gocluster_events.attendance.bookings.queries.terms import OfferRow, offer_board
from gocluster_events.attendance.bookings.words.codes import STATES
from gocluster_events.attendance.bookings.words.terms import title_of
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.web.answers import Reply, found_or_404, refusals
from gocluster_events.core.web.audience import requires


@blueprint.route("/lists/items/<item>", methods=["GET", "POST"])
@requires(Permission.EXPORT_ATTENDEES)
def item_list(item: str) -> Reply:
    """Who has a place in the item and who waits; the button hands the list out once it is said what for."""
    board = offer_board(db.session(), g.event)
    row, people = found_or_404(board.row(item)), item_people(db.session(), g.event.id, item)
    form = item_list_form(str(words.USE))
    if form.validate_on_submit():
        with refusals(form, people_words.REFUSALS):
            return _file(row, people, form)
    return render_template(
        "attendance/attendees/item_list.html",
        form=form,
        row=row,
        timetable=board.timetable,
        people=people,
        files={kind: downloads.FORMATS[kind] for kind in rules.FORMATS},
    )


def _file(row: OfferRow, people: ItemPeople, form: ItemListForm) -> Response:
    kind, now, purpose = form.kind(), clock.now(), form.purpose.data
    rows = rules.rows(people.held, people.waiting, lambda state: str(STATES[state]))
    holds = _("%(held)d booked, %(waiting)d waiting", held=len(people.held), waiting=len(people.waiting))
    frame = downloads.frame(g.event.title.pick(current_language())[0], holds, purpose, now, g.event.zone)
    title = title_of(row.item)
    table = Table(tuple(map(str, words.HEADS)), rows, g.event.zone, title, rules.COLUMNS, frame)
    taking = ItemList(
        row.item.uuid,
        table,
        len(rows),
        purpose,
        file_name(f"{words.FILE}-{row.item.code.lower()}".rstrip("-"), kind, now),
        MOST_ON_PAPER if kind is Format.PDF else None,
    )
    limit = current_app.config["SETTINGS"].exports_per_hour
    return sent(
        take_item_list(g.event.id, taking, KINDS[kind].write, Act(g.account.email, now), limit), kind, taking.file_name
    )
