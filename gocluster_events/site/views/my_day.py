"""What the personal page shows of the programme and of what is still open."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import g, url_for

from gocluster_events.attendance.bookings.queries.losses import own_losses
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.queries.saved import saved_items
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.contributors.queries import people_of
from gocluster_events.attendance.papers.queries import who_came
from gocluster_events.attendance.wishes.queries.wishes import still_to_name
from gocluster_events.core import clock, db
from gocluster_events.core.i18n import _, _n, moment, time_span
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.paths import path, short
from gocluster_events.meeting.agenda.rules.people import appearing
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.views.latest import public_version
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.days import EditionDay, Phase, instant
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.reach import LIST_LASTS
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import questions
from gocluster_events.meeting.registration.people.rules.codes import NEVER_CAME, DataClass, Status, goes_at, periods
from gocluster_events.meeting.registration.people.rules.questions import Answered, accepted_items
from gocluster_events.site.forms import SeenForm
from gocluster_events.site.queries import pages as queries
from gocluster_events.site.rules.own_day import OwnDay, OwnItems, OwnMoment, clashes, own_days, own_moment


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that only the person can do, until ``due`` if that ends, and the way to it; ``sign`` is an icon."""

    sign: str
    title: str
    reason: str
    label: str
    href: str
    due: datetime | None = None


def open_points(
    pending_email: str, undecided: Sequence[Any], *, lacks_details: bool, by_somebody: bool
) -> tuple[OpenPoint, ...]:
    """What is still open: details, an address to confirm, and consents (the questions that have no answer yet).

    ``by_somebody``: another person registered them.
    """
    points = []
    if lacks_details:
        until = moment(g.event.registration_closes_at, g.event.zone)
        reason = (
            _("Until %(time)s. The person who registered you could not provide them for you.", time=until)
            if by_somebody
            else _("Until %(time)s. The organisers need them from you.", time=until)
        )
        href = url_for("own.my_participation")
        due = g.event.registration_closes_at
        points.append(OpenPoint("edit", _("Details we still need"), reason, _("Provide them"), href, due))
    if pending_email:
        reason = _(
            "%(email)s has not been confirmed yet. Until then we write to your present address.", email=pending_email
        )
        title, href = _("Confirm your new e-mail address"), url_for("own.pending_email")
        points.append(OpenPoint("mail", title, reason, _("Send again or withdraw"), href))
    if undecided:
        reason = " ".join(map(str, undecided))
        points.append(OpenPoint("people", _("Consents"), reason, _("Decide"), url_for("own.my_consents")))
    return tuple(points)


def wishes_to_name(
    registration: Registration, timetable: Timetable | None, now: datetime
) -> tuple[OpenPoint, ...]:  # fmt: skip
    """That the person has yet to say what they wish at some times of the public programme, as long as they can."""
    has_wishes = timetable is not None and any(item.sign_up is SignUp.WISH for item in timetable.items)
    unnamed = still_to_name(db.session(), g.event, registration, now) if has_wishes else None
    if unnamed is None:
        return ()
    until, spans = unnamed
    times = ", ".join(dict.fromkeys(time_span(*span, g.event.zone) for span in spans))
    reason = _("Until %(time)s. Places go by choice at: %(times)s", time=moment(until, g.event.zone), times=times)
    title = _n("%(num)d choice open", "%(num)d choices open", len(spans))
    return (OpenPoint("queue", title, reason, _("Name my choices"), url_for("wishes.own"), until),)


def in_order(points: Iterable[OpenPoint]) -> tuple[OpenPoint, ...]:
    """What ends first comes first, then what never ends."""
    return tuple(sorted(points, key=lambda each: (each.due is None, each.due or datetime.max.replace(tzinfo=UTC))))


def own_programme(registration: Registration, answered: Answered, reached: Phase, now: datetime) -> dict[str, Any]:
    """The programme of somebody with a place, on a day of the meeting where it stands, and what changed in it.

    Without a published programme there is none of it.
    """
    version = public_version(g.event.id)
    if version is None:
        return {"own": (), "moment": None, "clashes": (), "losses": ()}
    published = version.release.version
    unseen, seen = queries.unseen_programme(db.session(), registration, published), SeenForm()
    seen.version.data = str(published.number)
    timetable, starred = published.timetable, saved_items(db.session(), registration.id)
    has_place = registration.status is Status.CONFIRMED
    own = own_plan(g.event, registration, timetable, starred, answered) if has_place else ()
    known = (*version.known, *([unseen.old] if unseen and unseen.old else []))
    starable = [item for item in timetable.items if item.kind not in BREAKS]
    return {
        "own": own,
        "moment": _moment(own, reached, now),
        "clashes": clashes(own, now),
        "losses": own_losses(db.session(), registration, known, now) if has_place and _has_places(known) else (),
        "unseen": unseen,
        "changed": unseen.news.marked.keys() if unseen and unseen.old else (),
        "seen": seen,
        "timetable": timetable,
        "starable": [short(item) for item in starable],
        "saved_shorts": [short(item) for item in starable if item.uuid in starred],
        "address": _address(timetable),
        "theme": agenda.edition_theme(db.session(), g.event.id, version.grids),
    }


def _has_places(known: Iterable[Timetable]) -> bool:
    """Whether anybody could ever have a place in an item of these programmes, so that one could be lost."""
    return any(item.sign_up is not SignUp.NONE for timetable in known for item in timetable.items)


def own_plan(
    event: Event,
    registration: Registration,
    timetable: Timetable,
    starred: Collection[str],
    answered: Answered | None = None,
) -> tuple[OwnDay, ...]:
    """The days of somebody with a place: what is for everybody, and what they have to do with by name.

    Their answers are read, where they matter, unless they are handed in. What only the team answers about somebody
    shows in nobody's day.
    """
    session = db.session()
    own = questions.own_questions(session, event)
    linked = [question for question in own if question.item and not question.for_staff]
    if linked and answered is None:
        answered = questions.answered(session, registration.id)
    me, bookings = people_of(session, registration), own_bookings(session, registration.id)
    items = OwnItems(
        saved=starred,
        on_stage={each.item.uuid for person, items in appearing(timetable) if person.uuid in me for each in items},
        booked={each.item for each in bookings if each.state is State.HELD},
        waiting={each.item: each.number or 0 for each in bookings if each.state is State.WAITING},
        answers=accepted_items(linked, answered or ()),
        by_wish=_still_allotted(event, timetable) if registration.mode is Mode.ONSITE else (),
    )
    is_online = registration.mode is Mode.ONLINE
    return own_days(timetable, items, is_member=bool(registration.cluster), is_online=is_online)


def _still_allotted(event: Event, timetable: Timetable) -> Collection[str]:
    """The items whose places go by wishes and are still to be allotted; one statement where there are such."""
    if not any(item.sign_up is SignUp.WISH for item in timetable.items):
        return ()
    now = clock.now()
    return {uuid for uuid, each in offerings(db.session(), event).items() if each.wish_phase(now)}


def _moment(own: Sequence[OwnDay], reached: Phase, now: datetime) -> OwnMoment | None:
    """None on any day that is none of the meeting's, or on which nothing is for that person."""
    date = reached.day.date if reached.is_today and reached.day else None
    rows = next((day.rows for day in own if day.date == date), ())
    return own_moment(rows, now) if rows else None


def _address(timetable: Timetable) -> Callable[[Item], str]:
    return lambda item: path(timetable, item)


def afterwards(registration: Registration, now: datetime) -> dict[str, Any]:
    """What is left once the meeting is over: whether the person came, how long their data stay, and the next date."""
    session, event = db.session(), g.event
    kind = DataClass.ENDED if registration.status in NEVER_CAME else DataClass.REGISTRATIONS
    return {
        "came": bool(who_came(session, event.id, registration.id)),
        "stays_until": goes_at(event.ends_at, periods(event.retention_days)[kind]),
        "list_until": event.ends_at + LIST_LASTS,
        "next_event": events.next_event(session, event, now),
    }


def admission_of(days: Sequence[EditionDay], zone: str) -> datetime | None:
    """When the doors open on the first main day, if that is said."""
    first = next(day for day in days if day.is_main)
    return instant(first.date, first.admission, zone) if first.admission else None
