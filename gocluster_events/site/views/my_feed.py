"""Somebody's own programme for their calendar, under an address that only they know and can revoke."""

from collections.abc import Iterable

from flask import Response, abort, current_app, g, render_template, url_for

from gocluster_events.attendance.bookings.queries.moves import moves_of_person
from gocluster_events.attendance.bookings.queries.saved import saved_items
from gocluster_events.core import clock, db
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.tokens import Signer
from gocluster_events.core.web.answers import Reply, as_file, found_or_404, saved, signed_or_404
from gocluster_events.core.web.audience import participant, public
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.headers import private_link
from gocluster_events.meeting.agenda.exports.ics import CalendarItem, Programme, to_ical
from gocluster_events.meeting.agenda.queries.publishing import published
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words import programme as words
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.days import forgotten_at
from gocluster_events.meeting.events.rules.location import location
from gocluster_events.meeting.registration.own.services.feeds import renew_feed
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.views import mine
from gocluster_events.site.rules.own_day import Mark
from gocluster_events.site.views.my_day import own_plan
from gocluster_events.site.views.site import blueprint

PURPOSE = "site.feed"


@blueprint.get("/<lang:lang>/<edition>/feeds/<token>.ics")
@public
def feed(token: str) -> Response:
    """What somebody has in the programme, titles and rooms only; of somebody without a place it is empty.

    404 for a revoked address, and once the meeting is over.
    """
    registration = _owner(token)
    if clock.now() >= forgotten_at(events.days(db.session(), g.event), g.event.zone):
        abort(404)
    return private_link(as_file(_calendar(registration), "text/calendar", f"{g.event.slug}.ics", "inline"))


def _owner(token: str) -> Registration:
    identity, generation = signed_or_404(PURPOSE, token)
    registration = people.registration(db.session(), identity)
    is_known = registration is not None and registration.event_id == g.event.id
    return found_or_404(registration if is_known and generation == _generation(registration) else None)


def _generation(registration: Registration | None) -> int:
    """It rises with a new address of the calendar, and with a new personal link."""
    return registration.generation + registration.feed_generation if registration else -1


def _calendar(registration: Registration) -> bytes:
    """The entries keep their UIDs; each version and each of the person's bookings raises the sequence."""
    session, language = db.session(), current_language()
    version, moves = published(session, g.event.id), moves_of_person(session, registration.id)
    title = _("My programme: %(event)s", event=g.event.title.pick(language)[0])
    number = (version.number if version else 0) + len(moves)
    changed_at = max(
        [version.published_at if version else registration.created_at, *(move.at for move, _item in moves)]
    )
    programme = Programme(title, g.event.zone, language, number, changed_at)
    if version is None or registration.status is not Status.CONFIRMED:
        return to_ical(programme, ())
    rows = _items(registration, version.timetable)
    return to_ical(programme, [_entry(item, version.timetable) for item in rows])


def _items(registration: Registration, timetable: Timetable) -> Iterable[Item]:
    days = own_plan(g.event, registration, timetable, saved_items(db.session(), registration.id))
    rows = (row for day in days for row in day.rows if not row.is_quiet and row.mark is not Mark.WAITING)
    return (row.item for row in rows if row.item is not None)


def _entry(item: Item, timetable: Timetable) -> CalendarItem:
    room = timetable.room(item)
    return CalendarItem(
        item.uuid, words.calendar_title(item), location(g.event, words.room_name(room) if room else ""), *item.span
    )


@blueprint.get("/<lang:lang>/my/feed")
@participant
def my_feed() -> str:
    """The address of the own calendar, and the way to another."""
    registration, settings = mine(), current_app.config["SETTINGS"]
    token = Signer(settings.secret_keys).sign(PURPOSE, registration.id, _generation(registration))
    address = settings.base_url.rstrip("/") + url_for("site.feed", edition=g.event.slug, token=token)
    until = forgotten_at(g.days, g.event.zone)
    return render_template("site/my_feed.html", registration=registration, address=address, until=until)


@blueprint.route("/<lang:lang>/my/new-feed", methods=["GET", "POST"])
@participant
def my_new_feed() -> Reply:
    """The question whether the calendar is to have another address, and the button that makes it."""
    form = Confirm()
    if form.validate_on_submit():
        renew_feed(g.event.id, g.participant, clock.now())
        return saved(_("Your calendar has a new address. The old one no longer works."), "site.my_feed")
    return render_template("site/my_new_feed.html", form=form)
