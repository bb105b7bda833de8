"""The items of the programme that somebody has starred on their own page."""

from collections.abc import Iterator

from flask import g, render_template

from gocluster_events.attendance.bookings.forms.saved import saved_items_form
from gocluster_events.attendance.bookings.queries.saved import saved_items
from gocluster_events.attendance.bookings.services.saving import save_items
from gocluster_events.attendance.bookings.views.blueprint import blueprint
from gocluster_events.core import db
from gocluster_events.core.i18n import _, current_language, day, time_span
from gocluster_events.core.web.answers import Reply, found_or_404, saved
from gocluster_events.core.web.audience import participant
from gocluster_events.meeting.agenda.queries.publishing import published
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.paths import short
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words.programme import kind_beside_title


@blueprint.route("/<lang:lang>/my/saved", methods=["GET", "POST"])
@participant
def my_saved() -> Reply:
    """The starred items are those that are ticked; what the programme has dropped is forgotten."""
    timetable = found_or_404(published(db.session(), g.event.id)).timetable
    starable = {short(item): item for item in timetable.items if item.kind not in BREAKS}
    chosen = saved_items(db.session(), g.participant)
    form = saved_items_form(
        list(_choices(timetable, starable)), [name for name, item in starable.items() if item.uuid in chosen]
    )
    if form.validate_on_submit():
        save_items(g.participant, [starable[name].uuid for name in form.items.data or ()])
        return saved(_("Your items are saved."), "site.my")
    return render_template("attendance/bookings/my_saved.html", form=form)


def _choices(timetable: Timetable, starable: dict[str, Item]) -> Iterator[tuple[str, str]]:
    """The items in the order of the programme, each with its time and title."""
    for name, item in starable.items():
        when = f"{day(item.span[0], timetable.zone, 'short')}, {time_span(*item.span, timetable.zone)}"
        kind = kind_beside_title(item)
        yield name, f"{when} · {item.title.pick(current_language())[0]}{f' ({kind})' if kind else ''}"
