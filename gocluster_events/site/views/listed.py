"""The list of those who agreed to stand in it: for the participants, and where the edition says so for everybody."""

from collections.abc import Sequence
from typing import Any

from flask import g, make_response, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.attendees.queries.listed import for_everybody, for_participants
from gocluster_events.attendees.rules.columns import PER_PAGE, page_number
from gocluster_events.attendees.rules.listed import Listed, Order, found, order_of, sections
from gocluster_events.attendees.words.figures import ORDERS
from gocluster_events.events import queries as events
from gocluster_events.events.rules.reach import Reach
from gocluster_events.i18n import _
from gocluster_events.registration.own.services.details import leave_list
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people as people_queries
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.site.views.site import blueprint
from gocluster_events.web.answers import Reply, found_or_404, saved
from gocluster_events.web.audience import participant, public
from gocluster_events.web.fields import Action


@blueprint.get("/<lang:lang>/<edition>/attendees")
@public
def listed() -> Reply:
    """Who agreed that everybody may read it. Nobody but the reader's browser keeps it, and that asks each time."""
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
    """The same for somebody whose place is confirmed, with the addresses that may stand there."""
    me = found_or_404(_reader())
    people = for_participants(db.session(), g.event.id)
    return _page("site.my_listed", people, me=me, is_public=g.event.attendee_list is Reach.PUBLIC)


@blueprint.route("/<lang:lang>/my/attendees/withdrawal", methods=["GET", "POST"])
@participant
def my_listed_withdrawal() -> Reply:
    """No list names the person any more; the button for it."""
    form = Action()
    if form.validate_on_submit():
        leave_list(g.event.id, g.participant, clock.now())
        return saved(_("You are not in the attendee list any more."), "site.my")
    me = found_or_404(people_queries.registration(db.session(), g.participant))
    return render_template("site/my_listed_withdrawal.html", form=form, me=me)


def _reader() -> Registration | None:
    """The participant, if there is a list that they may read."""
    me = people_queries.registration(db.session(), g.participant)
    is_there = events.reach(g.event, clock.now()) is not Reach.NOBODY
    return me if is_there and me is not None and me.status is Status.CONFIRMED else None


def _page(endpoint: str, people: Sequence[Listed], **facts: Any) -> str:
    query, order = request.args.get("search", "").strip()[:100], order_of(request.args.get("order", ""))
    hits = found(people, query, order)
    page = page_number(request.args.get("page", ""), len(hits))
    kept: dict[str, Any] = {"search": query or None, "order": order.value if order is not Order.ORGANISATION else None}
    return render_template(
        f"{endpoint.replace('.', '/')}.html",
        sections=sections(hits[(page - 1) * PER_PAGE : page * PER_PAGE], order),
        everybody=len(people),
        hits=len(hits),
        query=query,
        order=order.value,
        orders=[(each.value, label) for each, label in ORDERS.items()],
        page=page,
        per_page=PER_PAGE,
        endpoint=endpoint,
        url_of=lambda number: url_for(endpoint, **kept, page=number if number > 1 else None),
        **facts,
    )
