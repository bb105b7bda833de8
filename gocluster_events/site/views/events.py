"""The events of whoever looks, or of the whole site, to find one or to make another."""

from flask import g, redirect, render_template, request, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.text import fold
from gocluster_events.core.web.answers import Reply
from gocluster_events.core.web.audience import signed_in
from gocluster_events.meeting.events import queries as events_queries
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.site.queries import pages as queries
from gocluster_events.site.rules.tasks import Deadline, deadlines
from gocluster_events.site.views.site import blueprint

_STATUSES = {status.value: status for status in EventStatus}


@blueprint.get("/<lang:lang>/manage/")
@signed_in
def manage_editions() -> Reply:
    """The editions that the account runs, an administrator all of them; of a team's only one its desk."""
    session, account = db.session(), g.account
    events = events_queries.managed_events(session, account.id, is_admin=account.is_admin)
    if len(events) == 1 and not account.is_admin:
        return redirect(url_for("site.desk", edition=events[0].slug))
    status, search = _STATUSES.get(request.args.get("status", "")), request.args.get("search", "").strip()[:100]
    words = fold(search).split()
    of_words = [each for each in events if all(word in _words(each) for word in words)]
    return render_template(
        "site/manage_editions.html",
        has_any=bool(events),
        status=status,
        search=search,
        counts={each: sum(event.status is each for event in of_words) for each in EventStatus},
        number=len(of_words),
        editions=[each for each in of_words if status in {None, each.status}],
        organised={each.id for each in events} if account.is_admin else events_queries.organised(session, account.id),
        confirmed=queries.confirmed_by_edition(session),
        teams=queries.teams(session, [each.id for each in events]),
        next_of=_next,
    )


def _words(event: Event) -> str:
    return fold(f"{event.title.de} {event.title.en} {event.city} {event.venue}")


def _next(event: Event) -> Deadline | None:
    """What comes next of the dates that every edition has."""
    ahead = deadlines(events_queries.window(event), event.starts_at, clock.now(), event.zone)
    return ahead[0] if ahead else None
