"""The personal page with the day as it is planned, and the list of those who agreed to stand in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Response, current_app, g, make_response, redirect, render_template, request, url_for
from markupsafe import Markup

from gocluster_events.attendance.attendees.queries.figures import for_everybody, for_participants
from gocluster_events.attendance.attendees.rules.columns import PER_PAGE, page_number
from gocluster_events.attendance.attendees.rules.participant_list import ListedPerson, Order, matching, order_of
from gocluster_events.attendance.attendees.words.figures import ORDERS
from gocluster_events.attendance.door.queries import admitted_at
from gocluster_events.attendance.door.rules import entrance_day
from gocluster_events.attendance.papers.queries import who_came
from gocluster_events.attendance.papers.views.papers import certificates_of
from gocluster_events.backoffice.editions.rules.venue import clauses
from gocluster_events.core import clock, db
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, as_file, found_or_404, saved
from gocluster_events.core.web.audience import participant, participant_or_nobody, public
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.page_cache import page_cache
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.exports.ics import meeting_calendar
from gocluster_events.meeting.events.rules.days import Phase, day_names, phase as phase_of
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.registration.own.exports import qr_svg
from gocluster_events.meeting.registration.own.services import details as looking
from gocluster_events.meeting.registration.own.services.consents import leave_list
from gocluster_events.meeting.registration.own.views.consents import lacks_details, undecided
from gocluster_events.meeting.registration.own.views.links import closed
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import decisions, people as people_queries, seats
from gocluster_events.meeting.registration.people.rules.changing import choices
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, Status
from gocluster_events.meeting.registration.people.rules.entry import admission_code
from gocluster_events.meeting.registration.people.views import mine
from gocluster_events.site.forms import SeenForm
from gocluster_events.site.queries import pages as queries
from gocluster_events.site.views.my_day import (
    OpenPoint,
    admission_of,
    afterwards,
    in_order,
    open_points,
    own_programme,
    wishes_to_name,
)
from gocluster_events.site.views.results import own_results
from gocluster_events.site.views.site import blueprint

MOST_CODES = 512


@blueprint.get("/<lang:lang>/my/")
@participant_or_nobody
def my() -> str:
    """The person's own page; for whoever has no session the way to it."""
    return _my() if g.participant is not None else closed()


def _my() -> str:
    session, now, event = db.session(), clock.now(), g.event
    whole = people_queries.full_registration(session, g.participant)
    registration = whole.registration
    days = g.days
    reached, current = phase_of(days, event.zone, now), events.registration_phase(event, now)
    is_over = reached.is_over or event.status is EventStatus.ARCHIVED
    pending = people_queries.pending_email(registration, now)
    may_change = now < g.own_session.changes_until
    programme = _programme(whole, reached, now, is_over=is_over)
    return render_template(
        "site/my.html",
        registration=registration,
        position=seats.position(session, registration),
        clauses=clauses,
        is_over=is_over,
        may_change=may_change,
        acceptance=Confirm() if registration.status is Status.OFFERED and not is_over else None,
        can_hand_on=registration.status is Status.CONFIRMED and now < event.starts_at,
        named=decisions.still_open(whole.named, event, registration, now),
        choices=choices(
            registration.status,
            people_queries.until(event),
            current,
            now,
            has_code=registration.invitation_id is not None,
        ),
        phase=current.value,
        open=_open_points(whole, pending, programme.get("timetable"), now) if not is_over else (),
        day_names=day_names(days),
        today_is=reached.day and reached.day.name,
        admission=admission_of(days, event.zone),
        admitted_at=admitted_at(session, registration.id, entrance_day(now, event.zone)) if reached.is_today else None,
        shows_list=registration.status is Status.CONFIRMED and events.reach(event, now) is not Reach.NOBODY,
        **({**afterwards(registration, now), **own_results(whole, now)} if is_over else {"came": False}),
        **programme,
    )


def _open_points(
    whole: people_queries.FullRegistration, pending: str, timetable: Timetable | None, now: datetime
) -> tuple[OpenPoint, ...]:  # fmt: skip
    registration = whole.registration
    points = open_points(
        pending,
        undecided(registration, whole.consents),
        lacks_details=lacks_details(registration, whole.sign_up),
        by_somebody=registration.registered_by is not None,
    )
    return in_order((*points, *wishes_to_name(registration, timetable, now)))


def _programme(
    whole: people_queries.FullRegistration, reached: Phase, now: datetime, *, is_over: bool
) -> dict[str, Any]:
    """The code, the stream and the own programme of somebody who takes part, until the meeting ends."""
    registration = whole.registration
    is_confirmed = registration.status is Status.CONFIRMED and not is_over
    follows = is_confirmed and registration.mode is Mode.ONLINE
    takes_part = registration.status in ACTIVE | {Status.UNCONFIRMED} and not is_over
    return {
        "is_confirmed": is_confirmed,
        "streams": events.streams(db.session(), g.event.id) if follows else None,
        "code": code_of(registration) if is_confirmed and registration.mode is Mode.ONSITE else "",
        **(
            own_programme(registration, whole.answered, reached, now)
            if takes_part
            else {"own": (), "moment": None, "clashes": (), "losses": ()}
        ),
    }


def code_of(registration: Registration) -> Markup:
    """The drawing of the code by which somebody is let in."""
    code = admission_code(g.event.slug, registration.reference)
    codes = page_cache("codes", MOST_CODES)
    return Markup(codes.get(code) or codes.put(code, qr_svg(code)))  # noqa: S704 -- segno's drawing of codes of our own


@blueprint.get("/<lang:lang>/my/code")
@participant_or_nobody
def my_code() -> str:
    """The code for admission alone, as large as it helps; only of somebody with a place on site."""
    if g.participant is None:
        return closed()
    registration = mine()
    has_code = registration.status is Status.CONFIRMED and registration.mode is Mode.ONSITE
    found_or_404(registration if has_code else None)
    return render_template("site/my_code.html", registration=registration, code=code_of(registration))


@blueprint.get("/<lang:lang>/my/meeting.ics")
@participant
def my_calendar() -> Response:
    """The meeting for the person's calendar, as long as they take part."""
    registration = people_queries.registration(db.session(), g.participant)
    confirmed = found_or_404(registration if registration and registration.status is Status.CONFIRMED else None)
    address = current_app.config["SETTINGS"].base_url + url_for("site.edition")
    entry = people_queries.meeting(g.event, confirmed, address)
    stamp = confirmed.confirmed_at or clock.now()
    return as_file(meeting_calendar(entry, stamp), "text/calendar", f"{g.event.slug}.ics")


@blueprint.route("/<lang:lang>/my/programme", methods=["GET", "POST"])
@participant
def my_programme() -> Reply:
    """What is new in the programme, one change a line; it counts as read once the button is pressed."""
    form, published = SeenForm(), agenda.published(db.session(), g.event.id)
    if form.validate_on_submit():
        if published is not None:
            looking.see_programme(g.event.id, g.participant, form.number(published.number))
        return redirect(url_for("site.my"))
    registration = mine()
    changes = queries.unseen_programme(db.session(), registration, published)
    if changes is not None:
        form.version.data = str(changes.version)
    return render_template("site/my_programme.html", form=form, unseen=changes)


@blueprint.get("/<lang:lang>/my/certificate.pdf")
@participant
def my_certificate() -> Response:
    """The certificate of attendance as a PDF, once the meeting is over and if attendance is on record."""
    event, now = g.event, clock.now()
    is_over = events.phase(db.session(), event, now).is_over
    came = who_came(db.session(), event.id, g.participant) if is_over else ()
    made = certificates_of(found_or_404(came or None), now)
    return as_file(made, "application/pdf", f"{event.slug}-certificate.pdf")


@blueprint.get("/<lang:lang>/<edition>/attendees")
@public
def listed() -> Reply:
    """The public attendee list: those who agreed to it. Only the reader's browser may cache it, and it revalidates."""
    is_public = events.reach(g.event, clock.now()) is Reach.PUBLIC
    found_or_404(g.event if is_public else None)
    response = make_response(_page("site.listed", for_everybody(db.session(), g.event.id)))
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    response.add_etag(weak=True)
    return response.make_conditional(request)


@blueprint.get("/<lang:lang>/my/attendees")
@participant
def my_listed() -> str:
    """The attendee list for somebody whose place is confirmed, with the addresses that may stand there."""
    me = found_or_404(_reader())
    people = for_participants(db.session(), g.event.id)
    return _page("site.my_listed", people, me=me, is_public=g.event.attendee_list is Reach.PUBLIC)


@blueprint.route("/<lang:lang>/my/attendees/withdrawal", methods=["GET", "POST"])
@participant
def my_listed_withdrawal() -> Reply:
    """No attendee list names the person any more."""
    form = Confirm()
    if form.validate_on_submit():
        leave_list(g.event.id, g.participant, clock.now())
        return saved(_("You are no longer on the attendee list."), "site.my")
    return render_template("site/my_listed_withdrawal.html", form=form, me=mine())


def _reader() -> Registration | None:
    """The participant, if there is a list that they may read."""
    me = people_queries.registration(db.session(), g.participant)
    is_there = events.reach(g.event, clock.now()) is not Reach.NOBODY
    return me if is_there and me is not None and me.status is Status.CONFIRMED else None


def _page(endpoint: str, people: Sequence[ListedPerson], **facts: Any) -> str:
    query, order = request.args.get("search", "").strip()[:100], order_of(request.args.get("order", ""))
    hits = matching(people, query, order)
    page = page_number(request.args.get("page", ""), len(hits))
    arguments: dict[str, Any] = {
        "search": query or None,
        "order": order.value if order is not Order.NAME else None,
    }
    return render_template(
        f"{endpoint.replace('.', '/')}.html",
        people=hits[(page - 1) * PER_PAGE : page * PER_PAGE],
        everybody=len(people),
        hits=len(hits),
        query=query,
        order=order.value,
        caption=ORDERS[order],
        page=page,
        per_page=PER_PAGE,
        endpoint=endpoint,
        url_of=lambda number: url_for(endpoint, **arguments, page=number if number > 1 else None),
        **facts,
    )
