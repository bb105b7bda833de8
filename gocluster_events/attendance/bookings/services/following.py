"""What a new version of the programme does to bookings, in the transaction that publishes it."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries import people
from gocluster_events.attendance.bookings.queries.consequences import booked_by, upcoming, waiting_news
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.queries.own import bookings_of
from gocluster_events.attendance.bookings.rules import letters
from gocluster_events.attendance.bookings.rules.codes import Move, State
from gocluster_events.attendance.bookings.rules.consequences import Consequences, Standing
from gocluster_events.attendance.bookings.rules.moving import lowest_free
from gocluster_events.attendance.bookings.rules.publication_letters import NAMES, unread as unread_by
from gocluster_events.attendance.bookings.services.letters import matter_of, tell_all, tell_anew
from gocluster_events.attendance.bookings.services.offers import follow
from gocluster_events.attendance.bookings.services.publication_letters import write
from gocluster_events.attendance.bookings.services.rows import end_all, hold_all, line, log_all, stored, wait_again_all
from gocluster_events.attendance.bookings.services.settling import settle
from gocluster_events.core.act import Act
from gocluster_events.core.mail.queries import held, newest_about, subjects_of_untried
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.services.mails import scope, subject
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


def follow_publication(
    session: Session, event: Event, before: Timetable | None, timetable: Timetable, act: Act, *,
    tells_readers: bool = False,
) -> Consequences:  # fmt: skip
    """Offers are as the new version has their items; places in what is gone, or needs no sign-up by now, have ended.

    As long as a letter about places waits, however long that is, all that it tells of is decided and written anew: what
    a version has ended is back where this one brings the item back. Whoever loses something, is in two places at the
    same time, or has a place at another time or in another room by now, has one letter about it in the outbox, which
    leaves after `UNDO`; the last only unless the programme's own letter ``tells_readers``. Letters that still wait tell
    the new hours. Everything that was due before is settled first, and what is due by it afterwards. The caller holds
    the edition's lock.
    """
    apply_due(session, event.id, act.at)
    settle(session, event.id, act.at)
    unread = _withdrawn_news(session, event)
    after = upcoming(session, event.id, before, timetable, act.at, unread)
    follow(session, event.id, timetable)
    _lose(session, event.id, after.ended, act)
    behind = _bring_back(session, event, after.back, act)
    if event.status is EventStatus.PUBLISHED:
        _tell_anew(session, event, after, (before or timetable, timetable), act)
        _tell_back(session, event.id, after.back, behind, act)
        write(session, event, after, timetable, act.at, unread=unread, tells_readers=tells_readers)
    settle(session, event.id, act.at)
    return after


def _withdrawn_news(session: Session, event: Event) -> Mapping[int, int]:
    """By registration, the first version of which only letters have told that waited; they are to be written anew.

    Where nobody is written to they stay.
    """
    if event.status is not EventStatus.PUBLISHED:
        return waiting_news(session, event.id)
    return unread_by(outbox.withdraw(session, held(session, scope(event.id), NAMES)))


def _lose(session: Session, event_id: int, bookings: Iterable[Standing], act: Act) -> None:
    """These bookings have ended. Four statements, however many they are."""
    rows = stored(session, [each.id for each in bookings])
    lines = [line(rows[each], Move.LOST) for each in sorted(rows)]
    end_all(session, list(rows), State.LOST, act)
    log_all(session, event_id, lines, act)


def _bring_back(session: Session, event: Event, bookings: Collection[Standing], act: Act) -> Mapping[int, int]:
    """Each place is a place again while one is free, else the first number on the list; a number is one again.

    They are since when they were. Returns, by registration, the booking of whoever has a number in place of a place.
    Nine statements, however many they are.
    """
    if not bookings:
        return {}
    rows = stored(session, [each.id for each in bookings])
    places = [rows[each.id] for each in sorted(bookings, key=lambda each: each.id) if each.is_held]
    lists = [rows[each.id] for each in sorted(bookings, key=lambda each: each.id) if not each.is_held]
    seats = _free_seats(session, event, places)
    behind = [each for each in places if each.id not in seats]
    lines = [line(each, Move.BOOKED if each.id in seats else Move.JOINED) for each in (*places, *lists)]
    owners, offers = {each.registration_id: each.id for each in behind}, {each.id: each.offer_id for each in behind}
    hold_all(session, seats, act, is_back=True)
    wait_again_all(session, {each.id: each.waiting_rank for each in lists}, act)
    wait_again_all(session, _first_ranks(session, offers), act)
    log_all(session, event.id, lines, act)
    return owners


def _free_seats(session: Session, event: Event, places: Iterable[Booking]) -> Mapping[int, int]:
    """Of these bookings, in their order, those for which a place is free, each with the lowest seat. Two statements."""
    free = {each.id: each.free for each in offerings(session, event).values()}
    taken = {offer: set(seats.values()) for offer, seats in people.seats_of(session, free).items()}
    seats: dict[int, int] = {}
    for each in places:
        if free[each.offer_id]:
            free[each.offer_id] -= 1
            seats[each.id] = lowest_free(taken[each.offer_id])
            taken[each.offer_id].add(seats[each.id])
    return seats


def _first_ranks(session: Session, offers: Mapping[int, int]) -> Mapping[int, int]:
    """The ranks with which these bookings, in their order, stand before whoever waits for their offers."""
    ranks, first = dict[int, int](), dict(people.first_ranks(session, set(offers.values())) if offers else {})
    for booking in reversed(offers):
        first[offers[booking]] -= 1
        ranks[booking] = first[offers[booking]]
    return ranks


def _tell_back(
    session: Session, event_id: int, back: Collection[Standing], behind: Mapping[int, int], act: Act
) -> None:  # fmt: skip
    """Whoever has a number in place of a place reads so, and so does whoever never read that they have what is back.

    The latter are those whose letter was withdrawn when it ended.
    """
    subjects = {subject(each.person) for each in back}
    newest = newest_about(session, subjects, [letter.name for letter in letters.LETTERS]) if back else {}
    latest = {each.id: newest.get(subject(each.person)) for each in back}
    unread = {each.person: each.id for each in back if (at := latest[each.id]) is None or at < each.at}
    places = {**unread, **behind}
    own = [each for mine in bookings_of(session, places).values() for each in mine] if places else ()
    by_id = {each.id: each for each in own}
    matters = {who: matter_of(by_id[booking], at_once=who in behind) for who, booking in places.items()}
    tell_all(session, event_id, matters, act.at)


def _tell_anew(
    session: Session, event: Event, after: Consequences, programme: tuple[Timetable, Timetable], act: Act
) -> None:
    """The letters about somebody's places that still wait say how these are by now."""
    waiting = _readers(session, event, _changed(*programme))
    back = {each.person for each in after.back}
    concerned = {*after.losers, *after.torn, *after.movers(tells_readers=False), *back, *waiting}
    tell_anew(session, people.registrations(session, concerned), act.at)


def _changed(before: Timetable, timetable: Timetable) -> set[str]:
    """The items (UUIDs) that letters would name otherwise than before."""
    old, new = ({item.uuid: _name(each, item) for item in each.items} for each in (before, timetable))
    return {uuid for uuid, name in old.items() if new.get(uuid, name) != name}


def _name(timetable: Timetable, item: Item) -> tuple[object, ...]:
    room = timetable.room(item)
    return item.code, item.title, item.starts_at and item.span, room.name if room else ""


def _readers(session: Session, event: Event, items: set[str]) -> set[int]:
    """The registrations that have or await places in these items, and of whose places a letter still waits to tell."""
    subjects = subjects_of_untried(session, scope(event.id), letters.STANDING) if items else set()
    return {who for who in booked_by(session, event.id, items) if subject(who) in subjects} if subjects else set()
