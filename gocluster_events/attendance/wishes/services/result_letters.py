"""The letters that tell people what they got by their wishes, once they have it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries.own import bookings_of
from gocluster_events.attendance.bookings.rules.letters import ROOM
from gocluster_events.attendance.bookings.rules.offers import OwnBooking
from gocluster_events.attendance.bookings.services.letters import Matter, tell_all, tell_anew
from gocluster_events.attendance.wishes.models import Allocation
from gocluster_events.attendance.wishes.queries import allotments
from gocluster_events.attendance.wishes.queries.allotments import Part as Stored
from gocluster_events.attendance.wishes.rules import result_letter as letter
from gocluster_events.attendance.wishes.rules.lacking import Given
from gocluster_events.attendance.wishes.rules.outcome import read_figures
from gocluster_events.attendance.wishes.rules.own_result import OwnPart, own_parts
from gocluster_events.core import dates
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.services.mails import composed

PUT_BACK_WITHIN = timedelta(hours=1)
Programmes = Sequence[Timetable]
"""The latest version, and where it has just been published the one before, which names what is gone."""


def tell(
    session: Session, event: Event, run: Allocation, stored: Iterable[Stored], news: Mapping[int, Matter],
    now: datetime, before: Timetable | None = None,
) -> None:  # fmt: skip
    """Everybody of these who is confirmed has a letter of what they have and wait for by now, which leaves at once.

    It tells as well who has moved up in what they wished; other ``news``, by registration, have letters of their own,
    and letters that still wait say what is so now.
    """
    by_person: dict[Registration, list[Given]] = {}
    for each in stored:
        if each.person.status is Status.CONFIRMED:
            by_person.setdefault(each.person, []).append(_given(each))
    wished = {person.id: {item for each in theirs for item in _items(each)} for person, theirs in by_person.items()}
    others = {who: matter for who, matter in news.items() if matter.item not in wished.get(who, ())}
    tell_anew(session, [each for each in by_person if each.id not in others], now)
    tell_all(session, event.id, others, now)
    version = agenda.latest(session, event.id)
    programmes = (version.timetable if version else Timetable(event.zone), *([before] if before else ()))
    own = bookings_of(session, wished)
    spans = [(block.starts, block.ends) for block in read_figures(run.figures).blocks]
    mails = [
        composed(
            event, person, letter.WISHES_RESULT,
            _values(programmes, own_parts(theirs, spans, own.get(person.id, ())), person.language),
            key=f"{run.id}/{now.isoformat()}",
        )
        for person, theirs in by_person.items()
        if person.email
    ]  # fmt: skip
    sending.send_all(session, mails, now)


def tell_late(now: datetime) -> int:
    """Who had been declined by mistake when a run was carried out, and is put back, has the letter; returns how many.

    A decline can be undone for minutes only, so it is looked for no longer than an hour. The worker's verb.
    """
    return sum(_tell_late_in(event_id, now) for event_id in allotments.lately_bound(reading(), now - PUT_BACK_WITHIN))


def _tell_late_in(event_id: int, now: datetime) -> int:
    run = allotments.committed(reading(), event_id, with_problem=False)
    if run is None or not allotments.unwritten(reading(), run, letter.WISHES_RESULT.name):
        return 0
    with transaction() as session:
        event = events.lock(session, event_id)  # before any other read: another worker may have done it
        run = allotments.committed(session, event_id, with_problem=False)
        late = allotments.unwritten(session, run, letter.WISHES_RESULT.name) if run else ()
        if run is not None and late:
            tell(session, event, run, late, {}, now)
        return len({each.person for each in late})


def _given(stored: Stored) -> Given:
    row = stored.row
    return Given(row.block, row.item, row.rank, tuple(row.explanations))


def _items(given: Given) -> Iterable[str]:
    return [*(each["item"] for each in given.explanations), *([given.item] if given.item else [])]


def _values(programmes: Programmes, parts: Iterable[OwnPart], language: str) -> dict[str, str]:
    return letter.values([_part(programmes, each, language) for each in parts], language)


def _part(programmes: Programmes, part: OwnPart, language: str) -> letter.Part:
    place: OwnBooking | None = part.place if part.rank else None
    titles = {each.item: _title(programmes, each.item) for each in part.missed}
    return letter.Part(
        when=_hours(programmes[0].zone, *(place.span if place else part.span), language),
        item=_title(programmes, place.item).pick(language)[0] if place else "",
        room=_room(programmes[0], place.item, language) if place else "",
        rank=part.rank or 0,
        why=[(each.explanation, titles[each.item]) for each in part.missed],
        lists=[
            (titles[each.item].pick(language)[0], each.own.number)
            for each in part.missed
            if each.own is not None and each.own.number
        ],
    )


def samples(programme: Timetable, language: str) -> dict[str, str]:
    """What the letter could say of two items of this programme; where none has a time yet, what will stand there."""
    placed = [item for item in programme.items if item.starts_at is not None]
    if not placed:
        return {"results": letter.NO_ITEMS.pick(language)[0], "waiting": letter.WAITING.pick(language)[0]}
    first, last = placed[0], placed[-1]
    when = _hours(programme.zone, *last.span, language)
    title = _title([programme], last.uuid).pick(language)[0]
    return letter.sample(language, when, _title([programme], first.uuid), title, _room(programme, last.uuid, language))


def _title(programmes: Programmes, uuid: str) -> Localized:
    """Its number and title."""
    item: Item | None = next(filter(None, (each.item(uuid) for each in programmes)), None)
    if item is None:
        return Localized(uuid, uuid)
    titles = (" ".join(filter(None, (item.code, item.title.pick(language)[0]))) for language in ("de", "en"))
    return Localized(*titles)


def _room(programme: Timetable, uuid: str, language: str) -> str:
    item = programme.item(uuid)
    room = programme.room(item) if item else None
    if room is None:
        return ""
    return ROOM.pick(language)[0].format(name=room.name) if room.name[:1].isdigit() else room.name


def _hours(zone: str, begins: datetime, over: datetime, language: str) -> str:
    on = dates.day(begins.astimezone(ZoneInfo(zone)).date(), language, "short")
    return f"{on}, {dates.time_span(begins, over, zone)}"
