"""The personal page: where the registration stands, the day as it is planned, and everything told."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, g, redirect, render_template, url_for
from markupsafe import Markup

from gocluster_events import clock, db
from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.agenda.rules.paths import path
from gocluster_events.editions.rules.venue import clauses
from gocluster_events.events import queries as events
from gocluster_events.events.exports.ics import meeting_calendar
from gocluster_events.events.queries import streams
from gocluster_events.events.rules.edition import Mode, Shelf, Window, phase, shelf
from gocluster_events.events.rules.reach import Reach
from gocluster_events.i18n import current_language
from gocluster_events.papers.exports.certificates import to_pdf
from gocluster_events.papers.queries import who_came
from gocluster_events.papers.words import certificates
from gocluster_events.registration.own.exports import qr_svg
from gocluster_events.registration.own.services import details as looking
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import decisions, people as people_queries, places, questions
from gocluster_events.registration.people.rules.changing import choices
from gocluster_events.registration.people.rules.codes import ACTIVE, Status
from gocluster_events.registration.sign_up import words as sign_up
from gocluster_events.site import queries
from gocluster_events.site.forms import SeenForm
from gocluster_events.site.queries import unseen_programme
from gocluster_events.site.rules.overview import BREAKS, overview
from gocluster_events.site.views.blueprint import blueprint
from gocluster_events.web.audience import participant
from gocluster_events.web.fields import Action
from gocluster_events.web.find import found_or_404


@blueprint.get("/<lang:lang>/my/")
@participant
def my() -> str:
    """The person's own page."""
    session, now, event = db.session(), clock.now(), g.event
    whole = people_queries.everything(session, g.participant)
    registration, told, answered = whole.registration, whole.sign_up, whole.answered
    window = Window(event.registration_opens_at, event.registration_closes_at)
    is_over = shelf(event.status, window, event.ends_at, now) is Shelf.PAST
    current = phase(event.status, window, now)
    return render_template(
        "site/my.html",
        registration=registration,
        position=places.position(session, registration),
        groups=sign_up.groups(
            told.entry,
            told.entry,
            told.needs,
            questionnaire=questions.core(event),
            answered=answered,
            identity=told.identity,
        ),
        clauses=clauses,
        is_over=is_over,
        acceptance=Action() if registration.status is Status.OFFERED and not is_over else None,
        can_hand_on=registration.status is Status.CONFIRMED and now < event.starts_at,
        named=decisions.still_open(whole.named, event, registration, now),
        choices=choices(registration.status, people_queries.until(event), current, now),
        phase=current.value,
        pending_email=people_queries.pending_email(registration, now),
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
    registration = people_queries.registration(db.session(), g.participant)
    confirmed = found_or_404(registration if registration and registration.status is Status.CONFIRMED else None)
    address = current_app.config["SETTINGS"].base_url + url_for("site.edition")
    entry = people_queries.meeting(g.event, confirmed, address)
    headers = {"Content-Disposition": f'attachment; filename="{g.event.slug}.ics"'}
    stamp = confirmed.confirmed_at or clock.now()
    return Response(meeting_calendar(entry, stamp), mimetype="text/calendar", headers=headers)


@blueprint.route("/<lang:lang>/my/programme", methods=["GET", "POST"])
@participant
def my_programme() -> Any:
    """Each change in a line; nothing is marked as read by a look."""
    form, published = SeenForm(), agenda.published(db.session(), g.event.id)
    if form.validate_on_submit():
        if published is not None:
            looking.see_programme(g.event.id, g.participant, form.number(published.number))
        return redirect(url_for("site.my"))
    registration = found_or_404(people_queries.registration(db.session(), g.participant))
    shown = queries.unseen_programme(db.session(), registration, published)
    if shown is not None:
        form.version.data = str(shown.version)
    return render_template("site/my_programme.html", form=form, unseen=shown)


@blueprint.get("/<lang:lang>/my/certificate.pdf")
@participant
def my_certificate() -> Response:
    """One page, once the meeting is over and as long as the list says that they came."""
    session, event, now = db.session(), g.event, clock.now()
    came = who_came(session, event.id, g.participant) if event.ends_at <= now else ()
    people = found_or_404(came or None)
    mark = events.logo(session, event)
    picture = events.file(session, mark.sha256) if mark else None
    topics = [track.name.pick(current_language()) for track in events.tracks(session, event.id)]
    made = to_pdf(
        certificates(event, topics, people, mark.alt if mark else "", now), now, picture.content if picture else None
    )
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}-certificate.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)
