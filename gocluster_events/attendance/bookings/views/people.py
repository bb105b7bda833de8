"""Who has a place in an item and who waits, and what an organiser does about it by hand, each with its reason."""

from collections.abc import Sequence
from typing import Any

from flask import g, render_template, request, url_for

from gocluster_events.attendance.bookings.forms.by_hand import ReasonForm, place_move_form
from gocluster_events.attendance.bookings.queries import moves as logged
from gocluster_events.attendance.bookings.queries.candidates import candidates, engagements
from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.queries.past import PastRow, past_rows
from gocluster_events.attendance.bookings.queries.people import ended, item_people, organisations
from gocluster_events.attendance.bookings.queries.terms import OfferBoard, OfferRow, offer_board
from gocluster_events.attendance.bookings.rules.by_hand import beyond
from gocluster_events.attendance.bookings.rules.clashes import clashes
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.rules.offers import OwnBooking
from gocluster_events.attendance.bookings.services import several, team
from gocluster_events.attendance.bookings.views.blueprint import blueprint
from gocluster_events.attendance.bookings.views.offers import MANAGE
from gocluster_events.attendance.bookings.words.team import (
    TEAM_REFUSAL_FIELDS,
    TEAM_REFUSALS,
    elsewhere,
    engaged,
    given,
    gone,
)
from gocluster_events.attendance.bookings.words.terms import title_of
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.i18n import _, day, time_span
from gocluster_events.core.search import LONGEST, rank, search_refusal
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.portions import portion
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries.people import entry_of
from gocluster_events.meeting.registration.people.rules.likeness import organisation_key
from gocluster_events.meeting.registration.people.views import MANAGE as REGISTRATION, registration_of

ONE = f"{MANAGE}/<item>/people/<int:registration_id>"
MOST_CANDIDATES, MOST_MOVES = 20, 10


@blueprint.get(f"{MANAGE}/<item>/people")
@requires(Permission.EDIT_BOOKINGS)
def people(item: str) -> str:
    """Who has a place in the item, who waits, what has ended and happened; with words those whom they mean.

    Of what one signs up for no more it shows how each place ended.
    """
    session, (board, row, past) = db.session(), _row_or_past(item)
    everybody, moves = item_people(session, g.event.id, item), logged.moves_of_item(session, row.offering.id)
    usual = "ended" if past and not everybody.held else ""
    over, state, typed = ended(session, row.offering.id), request.args.get("state", usual), _typed()
    waits = state == "waiting"
    chosen = {"waiting": everybody.waiting, "ended": over}.get(state, everybody.held)
    if typed:
        chosen = tuple(hit.who for hit in rank(typed, chosen, lambda each: each[1].search_text))
    part = portion(chosen, "people")
    return render_template(
        "attendance/bookings/people.html",
        row=row,
        timetable=past.timetable if past else board.timetable,
        past=past,
        people=part,
        elsewhere=_elsewhere(board, row, [person.id for _booking, person in part.rows]) if waits else {},
        most_moves=MOST_MOVES,
        numbers={booking.id: number for number, (booking, _person) in enumerate(everybody.waiting, 1)},
        state=state if state in {"waiting", "ended"} else "",
        over=len(over),
        endings=logged.endings(moves),
        typed=typed,
        origins=logged.origins(moves),
        passed=logged.passed_over(moves),
        log=portion(moves, "log"),
        names=accounts.names(session, {move.actor for move, _person in moves}),
    )


@blueprint.get(f"{MANAGE}/<item>/people/new")
@requires(Permission.EDIT_BOOKINGS)
def place_search(item: str) -> str:
    """Whom the words mean of those who could have a place in the item."""
    (board, row), typed = item_row(item), _typed()
    hits = candidates(db.session(), g.event.id, typed, MOST_CANDIDATES) if typed else ()
    elsewhere = engagements(db.session(), [hit.who.id for hit in hits], row.offering)
    first = {who: things[0] for who, things in elsewhere.items()}
    return render_template(
        "attendance/bookings/place_search.html",
        row=row,
        timetable=board.timetable,
        hits=hits,
        typed=typed,
        has_place={who for who, (uuid, state) in first.items() if uuid == item and state is State.HELD},
        engaged={who: engaged(row.item, board.timetable.item(uuid), state) for who, (uuid, state) in first.items()},
    )


@blueprint.route(f"{ONE}/place", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def new_place(item: str, registration_id: int) -> Reply:
    """The person has a place in the item by the team's hand."""
    person, form = registration_of(registration_id), ReasonForm()
    if form.validate_on_submit():
        with refusals(form, TEAM_REFUSALS, TEAM_REFUSAL_FIELDS):
            is_new = team.add(g.event.id, registration_id, item, form.reason.data, acting())
            return saved(given(person_name(person), is_new=is_new), ".people", item=item)
    here = item_row(item)
    return _page("attendance/bookings/new_place.html", here, person, form=form, **_limits(*here, person))


@blueprint.route(f"{ONE}/move", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def place_move(item: str, registration_id: int) -> Reply:
    """The person's place in the item is one in another by the team's hand."""
    person, board = registration_of(registration_id), item_row(item)[0]
    form = place_move_form(other_items(board, item))
    if form.validate_on_submit():
        with refusals(form, TEAM_REFUSALS, TEAM_REFUSAL_FIELDS):
            several.move(g.event.id, registration_id, item, form.item.data, form.reason.data, acting())
            other = title_of(found_or_404(board.row(form.item.data)).item)
            done = _("%(name)s now has a place in %(item)s.", name=person_name(person), item=other)
            return saved(done, ".people", item=item)
    return _page("attendance/bookings/place_move.html", item_row(item), person, form=form)


@blueprint.route(f"{ONE}/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def place_removal(item: str, registration_id: int) -> Reply:
    """The person has neither a place in the item nor a number on its list."""
    person, form, row = registration_of(registration_id), ReasonForm(), item_row(item)[1]
    if form.validate_on_submit():
        with refusals(form, TEAM_REFUSALS, TEAM_REFUSAL_FIELDS):
            was_place = team.take_out(g.event.id, registration_id, item, form.reason.data, acting())
            return saved(gone(person_name(person), row.item, is_place=was_place), ".people", item=item)
    back = (title_of(row.item), url_for(".people", item=item))
    return _page("attendance/bookings/place_removal.html", item_row(item), person, form=form, back=back)


@blueprint.route(f"/<lang:lang>{REGISTRATION}/<int:registration_id>/bookings/<item>/end", methods=["GET", "POST"])
@requires(Permission.BOOK_FOR_OTHERS)
def person_removal(registration_id: int, item: str) -> Reply:
    """As `place_removal`, from the page of all the person's places, and of a place until the item begins."""
    person, form, row = registration_of(registration_id), ReasonForm(), item_row(item)[1]
    if form.validate_on_submit():
        with refusals(form, TEAM_REFUSALS, TEAM_REFUSAL_FIELDS):
            reason = form.reason.data
            was_place = team.take_out(g.event.id, registration_id, item, reason, acting(), until_begin=True)
            done = gone(person_name(person), row.item, is_place=was_place)
            return saved(done, ".person_bookings", registration_id=registration_id)
    back = (person_name(person), url_for(".person_bookings", registration_id=registration_id))
    return _page("attendance/bookings/place_removal.html", item_row(item), person, form=form, back=back)


def item_row(item: str) -> tuple[OfferBoard, OfferRow]:
    """The items that one signs up for, and the one of that UUID; 404 where there is none."""
    board = offer_board(db.session(), g.event)
    return board, found_or_404(board.row(item))


def _row_or_past(item: str) -> tuple[OfferBoard, OfferRow, PastRow | None]:
    """As `item_row`, and that of an item for which one signed up once, if somebody did."""
    board = offer_board(db.session(), g.event)
    if row := board.row(item):
        return board, row, None
    rows = past_rows(db.session(), g.event.id, board)
    past = found_or_404(next((each for each in rows if each.row.item.uuid == item), None))
    return board, past.row, past


def _elsewhere(board: OfferBoard, row: OfferRow, people: Sequence[int]) -> dict[int, str]:
    """That each of these people has a place in another item at that time, in few words, as a row has room for."""
    then = engagements(db.session(), people, row.offering)
    places = {
        who: [uuid for uuid, state in things if uuid != row.item.uuid and state is State.HELD]
        for who, things in then.items()
    }
    items = {who: board.timetable.item(each[0]) for who, each in places.items() if each}
    return {who: elsewhere(item) for who, item in items.items() if item}


def _typed() -> str:
    """The words of the address; none where they cannot be searched for."""
    typed = " ".join(request.args.get("search", "").split())[:LONGEST]
    return "" if search_refusal(typed) else typed


def person_name(person: Registration) -> str:
    """The person's name, as sentences and heads have it."""
    return entry_of(person).name


def other_items(board: OfferBoard, item: str) -> list[tuple[str, str]]:
    """The items to which a place in that one can be moved: all others, but what is yet to be allotted."""
    rows = [each for each in board.rows if each.item.uuid != item and not each.offering.wish_phase(clock.now())]
    return [(each.item.uuid, _item_choice(each)) for each in rows]


def _item_choice(row: OfferRow) -> str:
    """An item as one chooses it: number and title, hours, free places."""
    span = f"{day(row.item.span[0], g.event.zone, 'short')}, {time_span(*row.item.span, g.event.zone)}"
    free = _("%(count)d free", count=row.offering.free)
    return f"{title_of(row.item)} · {span} · {free}"


def _limits(board: OfferBoard, row: OfferRow, person: Registration) -> dict[str, Any]:
    """The limits of the item beyond which that person's place would lie, with their numbers; what they have then."""
    session = db.session()
    waiting = [each.id for _booking, each in item_people(session, g.event.id, row.item.uuid).waiting]
    before = waiting.index(person.id) if person.id in waiting else len(waiting)
    same = organisations(session, row.offering.id).get(organisation_key(person.organisation), 0)
    limits = beyond(row.offering, same, before, clock.now())
    return {"limits": limits, "same": same, "before": before, "then": _then(board, row, person)}


def _then(board: OfferBoard, row: OfferRow, person: Registration) -> Sequence[tuple[OwnBooking, Item]]:
    """What else the person has at the time of the item, unless they have a place in it; each with its item."""
    own = own_bookings(db.session(), person.id)
    if any(each.is_held and each.offer == row.offering.id for each in own):
        return ()
    others = clashes(row.offering.span, (each for each in own if each.offer != row.offering.id))
    return [(each, there.item) for each in others if (there := board.row(each.item))]


def _page(template: str, here: tuple[OfferBoard, OfferRow], person: Registration, **facts: Any) -> str:
    board, row = here
    return render_template(
        template, row=row, timetable=board.timetable, person=person, name=person_name(person), **facts
    )
