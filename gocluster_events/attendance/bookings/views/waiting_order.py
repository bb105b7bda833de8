"""The order of an item's waiting list, as an organiser changes it by hand."""

from flask import g, render_template

from gocluster_events.attendance.bookings.queries.people import item_people
from gocluster_events.attendance.bookings.services import team
from gocluster_events.attendance.bookings.views.blueprint import blueprint
from gocluster_events.attendance.bookings.views.people import ONE, item_row, person_name
from gocluster_events.attendance.bookings.words.team import TEAM_REFUSAL_FIELDS, TEAM_REFUSALS
from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.views import registration_of
from gocluster_events.meeting.registration.waiting.forms import MoveForm
from gocluster_events.meeting.registration.waiting.rules import fingerprint


@blueprint.route(f"{ONE}/position", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def place_position(item: str, registration_id: int) -> Reply:
    """The person stands at another number of the item's list."""
    person, form = registration_of(registration_id), MoveForm()
    item_row(item)
    if form.validate_on_submit():
        number, seen = form.number.data or 0, form.seen.data or ""
        try:
            with refusals(form, TEAM_REFUSALS, TEAM_REFUSAL_FIELDS):
                team.shift(g.event.id, registration_id, item, number, form.reason.data, acting(), seen=seen)
                done = _("%(name)s is number %(number)d now.", name=person_name(person), number=number)
                return saved(done, ".people", item=item, state="waiting")
        except Stale:
            form.form_errors.append(
                _("The list has changed in the meantime. Check it below, then move the person again.")
            )
            return _page(item, person, form), 409
    return _page(item, person, form)


def _page(item: str, person: Registration, form: MoveForm) -> str:
    board, row = item_row(item)
    people = [each for _booking, each in item_people(db.session(), g.event.id, item).waiting]
    ids = [each.id for each in people]
    form.seen.data = fingerprint(ids)
    return render_template(
        "attendance/bookings/place_position.html",
        form=form,
        row=row,
        timetable=board.timetable,
        person=person,
        name=person_name(person),
        people=people,
        number=ids.index(person.id) + 1 if person.id in ids else None,
    )
