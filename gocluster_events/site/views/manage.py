"""What those who run a meeting open first: its desk, its settings."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import g, render_template

from gocluster_events.attendance.bookings.queries.clashes import torn
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.attendance.bookings.rules.terms import booked_of
from gocluster_events.attendance.wishes.queries.demand import undated, unserved
from gocluster_events.backoffice.editions.rules.year import Step, day_of, next_steps
from gocluster_events.backoffice.editions.views.checklist import WHERE, reminders, year
from gocluster_events.backoffice.feedback import queries as feedback
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.timekeeping import queries as timekeeping
from gocluster_events.core.web.audience import may, requires
from gocluster_events.meeting.agenda.queries import publishing as agenda, suggestions
from gocluster_events.meeting.agenda.words import checks as agenda_words
from gocluster_events.meeting.events import queries as events_queries
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.duplicates import queries as duplicates
from gocluster_events.meeting.registration.people.queries import people, seats
from gocluster_events.meeting.registration.people.queries.crowds import crowds
from gocluster_events.meeting.registration.people.rules.codes import UNDER_REVIEW, Status
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.waiting import queries as waiting
from gocluster_events.post_event.cards.queries import cards
from gocluster_events.post_event.follow_ups.queries.board import waiting as waiting_steps
from gocluster_events.post_event.lessons.rules import Reminder
from gocluster_events.post_event.materials.queries.waiting import waiting_materials
from gocluster_events.post_event.photos.queries import objections as photos
from gocluster_events.site.queries import pages as queries
from gocluster_events.site.rules.tasks import WHOLE_DAYS, Figures, Plan, Task, days_until, deadlines, soonest, tasks
from gocluster_events.site.views.site import blueprint

SHOWN_POINTS, SHOWN_DATES = 3, 6


@blueprint.get("/<lang:lang>/manage/<edition>/")
@requires(Permission.VIEW_DESK)
def desk() -> str:
    """How the edition stands, and where somebody must act."""
    event, session, now = g.event, db.session(), clock.now()
    window, is_planner = events_queries.window(event), may(Permission.EDIT_SETTINGS)
    figures, planned = queries.figures(session, event.id), agenda.planned_publication(session, event.id)
    steps = [step for _finding, step in year()] if is_planner else []
    others = queries.other_dates(session, event, steps, now)
    offers = [each for each in offerings(session, event).values() if each.is_listed]
    return render_template(
        "site/desk.html",
        **_to_do(figures, planned, timekeeping.step(session, now), offers),
        offers=offers,
        booked=booked_of(offers),
        figures=figures,
        places=queries.places(session, event, figures, now),
        sharings={each.mode: each for each in waiting.sharings(session, event, now) if each.has_quotas},
        quotas=seats.quota_names(session, event.id),
        chart=queries.growth_curve(session, event, now),
        deadlines=soonest(deadlines(window, event.starts_at, now, event.zone, others), SHOWN_DATES),
        whole_days=WHOLE_DAYS,
        planned=planned,
        states=Status,
        modes=codes.MODES,
        today=now.astimezone(ZoneInfo(event.zone)).date(),
        next_points=_next_points([*steps, *reminders()]) if is_planner else (),
        where=WHERE,
        happened=queries.happened(session, event.id) if is_planner else (),
    )


def _next_points(steps: Collection[Step | Reminder]) -> tuple[Step | Reminder, ...]:
    """What comes next in the plan, once the meeting is over of what comes after it."""
    since = day_of(g.event, g.event.ends_at) if clock.now() >= g.event.ends_at else date.min
    return next_steps(steps, SHOWN_POINTS, since)


def _of_wishes(offers: Sequence[Offering]) -> Mapping[Task, int]:
    """What there is to do where items go by wish; without such nobody is asked for anything."""
    if not may(Permission.ALLOT) or not any(each.by_wish for each in offers):
        return {}
    session, now = db.session(), clock.now()
    return {Task.WISHES: undated(session, g.event, offers, now), Task.ALLOCATION: unserved(session, g.event, now)}


def _days_since() -> int:
    """How many of the venue's midnights lie after the end of the meeting."""
    return -days_until(g.event.ends_at, clock.now(), g.event.zone)


def _of_results() -> Mapping[Task, int]:
    """Objections to photos, materials that can be published or lost a release, cards that nobody has edited, and
    next steps of which the team has to see what became of them.
    """
    if not may(Permission.EDIT_RESULTS):
        return {}
    waiting, session = waiting_materials(db.session(), g.event.id), db.session()
    objections = photos.number_waiting(session, g.event.id) if may(Permission.PUBLISH_RESULTS) else 0
    wants_report = g.event.status is EventStatus.PUBLISHED and not g.event.report_version and _days_since() > 0
    return {
        Task.PHOTOS: objections,
        Task.REPORT: int(wants_report),
        Task.RELEASES: waiting.withdrawn,
        Task.MATERIALS: waiting.ready,
        Task.CARDS: cards.waiting(session, g.event.id),
        Task.FOLLOW_UPS: waiting_steps(session, g.event, clock.now()),
    }


def _of_programme(plan: Plan) -> Mapping[Task, int]:
    """What its draft still needs, as long as the meeting is not over."""
    if clock.now() >= g.event.ends_at:
        return {}
    return {Task.CONFLICTS: len(plan.conflicts), Task.UNPUBLISHED: plan.unpublished}


def _to_do(
    figures: Figures, planned: agenda.PlannedPublication | None, step: tuple[datetime, datetime] | None,
    offers: Sequence[Offering],
) -> dict[str, Any]:  # fmt: skip
    """The tasks of the person who looks, each with what it is about."""
    event, session = g.event, db.session()
    plan, (undelivered, failed) = queries.plan(session, event), queries.undelivered(session, event.id)
    crowd, paused_since = crowds(session, event, clock.now()), mail.paused_since(session, f"edition:{event.id}")
    clashing = torn(session, event.id) if offers and may(Permission.EDIT_BOOKINGS) else ()
    counts = {
        Task.CLOCK: int(step is not None),
        Task.PAUSED: int(paused_since is not None),
        Task.FAILED_MAILS: failed,
        Task.FAILED_PUBLICATION: int(planned is not None and planned.failure is not None),
        Task.CROWD: max((each.number for each in crowd), default=0),
        Task.FEEDBACK: feedback.number_waiting(session, event.id) if may(Permission.EDIT_LEGAL) else 0,
        Task.REVIEW: sum(figures.of(status) for status in UNDER_REVIEW),
        Task.HIDDEN_EDITION: int(event.status is EventStatus.DRAFT),
        Task.SUGGESTIONS: suggestions.number_open(session, event.id),
        **_of_programme(plan),
        **_of_results(),
        **_of_wishes(offers),
        Task.TORN: len(clashing),
        Task.OFFERS: sum(each.wants_check for each in offers),
        Task.DUPLICATES: duplicates.number_of_duplicates(session, event.id),
        Task.UNPROVEN: figures.of(Status.UNCONFIRMED),
    }
    return {
        "tasks": tasks(counts, set(filter(may, Permission)), is_archived=event.status is EventStatus.ARCHIVED),
        "counts": counts,
        "step": step,
        "plan": plan,
        "undelivered": undelivered,
        "paused_since": paused_since,
        "crowds": crowd,
        "torn": clashing,
        "next_lapse": people.next_lapse(session, event.id),
        "sentence": agenda_words.sentence,
    }
