"""The personal page: where the registration stands, the day as it is planned, and everything told."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, g, render_template, url_for
from markupsafe import Markup

from gocluster_events import clock, db
from gocluster_events.agenda import queries as agenda
from gocluster_events.agenda.rules.paths import path
from gocluster_events.attendees.queries.papers import who_came
from gocluster_events.events import queries as events
from gocluster_events.events.exports.ics import meeting_calendar
from gocluster_events.events.queries.places import streams
from gocluster_events.events.rules import Mode, Reach, Shelf, Window, phase, shelf
from gocluster_events.pages.forms import SeenForm
from gocluster_events.pages.queries import unseen_programme
from gocluster_events.pages.rules.overview import BREAKS, overview
from gocluster_events.pages.rules.venue import clauses
from gocluster_events.pages.views.blueprint import blueprint
from gocluster_events.registration import queries, words
from gocluster_events.registration.exports.qr import qr_svg
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.changing import choices
from gocluster_events.registration.rules.codes import ACTIVE, Status
from gocluster_events.web.audience import participant
from gocluster_events.web.fields import Action
from gocluster_events.web.find import found_or_404


@blueprint.get("/<lang:lang>/my/")
@participant
def my() -> str:
    """The person's own page."""
    session, now, event = db.session(), clock.now(), g.event
    whole = queries.everything(session, g.participant)
    registration, told, answered = whole.registration, whole.told, whole.answered
    window = Window(event.registration_opens_at, event.registration_closes_at)
    is_over = shelf(event.status, window, event.ends_at, now) is Shelf.PAST
    current = phase(event.status, window, now)
    return render_template(
        "pages/my.html",
        registration=registration,
        position=queries.position(session, registration),
        groups=words.groups(
            told.entry,
            told.entry,
            told.needs,
            asked=queries.core(event),
            answered=answered,
            identity=told.identity,
        ),
        clauses=clauses,
        is_over=is_over,
        acceptance=Action() if registration.status is Status.OFFERED and not is_over else None,
        can_hand_on=registration.status is Status.CONFIRMED and now < event.starts_at,
        named=queries.still_open(whole.named, event, registration, now),
        choices=choices(registration.status, queries.until(event), current, now),
        phase=current.value,
        pending_email=queries.pending_email(registration, now),
        shows_list=registration.status is Status.CONFIRMED and events.reach(event, now) is not Reach.NOBODY,
        came=is_over and bool(who_came(session, event.id, registration.id)),
        **_today(registration, is_over=is_over),
    )


def _today(registration: Registration, *, is_over: bool) -> dict[str, Any]:
    """What there is to do before the meeting ends: the code for admission, the calendar, cancelling, the day's plan."""
    status = registration.status
    is_confirmed = status is Status.CONFIRMED and not is_over
    admits = is_confirmed and registration.mode is Mode.ONSITE
    code = qr_svg(g.event.slug, registration.reference) if admits else ""
    follows = is_confirmed and registration.mode is Mode.ONLINE
    takes_part = status in ACTIVE | {Status.UNCONFIRMED} and not is_over
    return {
        "is_confirmed": is_confirmed,
        "streams": streams(db.session(), g.event.id) if follows else None,
        "code": Markup(code),  # noqa: S704 -- segno's drawing of two codes of our own
        **(_plan(registration) if takes_part else {"plan": ()}),
    }


def _plan(registration: Registration) -> dict[str, Any]:
    """The programme of the meeting's day at a glance, and what changed in it; empty before one is published."""
    published = agenda.published(db.session(), g.event.id)
    if published is None:
        return {"plan": ()}
    unseen, seen = unseen_programme(db.session(), registration, published), SeenForm()
    seen.version.data = str(published.number)
    timetable, zone = published.timetable, ZoneInfo(g.event.zone)
    day = g.event.starts_at.astimezone(zone).date()
    return {
        "plan": next((each.rows for each in overview(timetable) if each.date == day), ()),
        "unseen": unseen,
        "seen": seen,
        "timetable": timetable,
        "breaks": BREAKS,
        "address": lambda item: path(timetable, item),
        "theme": agenda.edition_theme(db.session(), g.event.id, timetable),
    }


@blueprint.get("/<lang:lang>/my/meeting.ics")
@participant
def my_calendar() -> Response:
    """The meeting for the person's calendar, as long as they take part."""
    registration = queries.registration(db.session(), g.participant)
    confirmed = found_or_404(registration if registration and registration.status is Status.CONFIRMED else None)
    address = current_app.config["SETTINGS"].base_url + url_for("pages.edition")
    entry = queries.meeting(g.event, confirmed, address)
    headers = {"Content-Disposition": f'attachment; filename="{g.event.slug}.ics"'}
    stamp = confirmed.confirmed_at or clock.now()
    return Response(meeting_calendar(entry, stamp), mimetype="text/calendar", headers=headers)
