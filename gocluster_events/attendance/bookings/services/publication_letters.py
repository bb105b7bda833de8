"""The letters about a new version to those whose places it concerns; they leave once it can no longer be taken back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries.consequences import unread_since, without_letters
from gocluster_events.attendance.bookings.queries.own import bookings_of, on_stage
from gocluster_events.attendance.bookings.queries.people import registrations
from gocluster_events.attendance.bookings.rules import publication_letters as rules
from gocluster_events.attendance.bookings.rules.consequences import Consequences, Standing, is_bookable
from gocluster_events.attendance.bookings.rules.publication_letters import Readers
from gocluster_events.attendance.bookings.services.lines import line, place_row
from gocluster_events.attendance.contributors.queries import known
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.mail.services.outbox import Withdrawal
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.codes import Visibility
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import composed, queue_letter, subject

_MOMENT = timedelta(seconds=1)
"""By leaving later than it is written a letter is known as one that can be written anew; an overdue one too."""


def write(
    session: Session, event: Event, after: Consequences, new: Timetable, now: datetime, *, unread: Mapping[int, int],
    tells_readers: bool = False, leaving: Mapping[str, datetime] = MappingProxyType({}),
) -> None:  # fmt: skip
    """Each person has at most one letter of what they lose and one of what clashes, and all that moved in one of them.

    Its key says which is the first version that it tells of: for some an earlier one than the latest, ``unread``. It
    leaves after `UNDO`, or when ``leaving`` has it for that subject. As many statements as for one person.
    """
    ((latest, _redaction), *_before) = agenda.latest_versions(session, event.id)
    moved = after.movers(tells_readers=tells_readers)
    people = _people(session, {*after.losers, *after.torn, *moved})
    rows, clashes = _moved(session, people, moved, new), _clashing(session, event.id, people, after.torn, new)
    mails = list[Outgoing]()
    for person in people:
        key = rules.about(unread.get(person.id, latest), now)
        at = max(leaving.get(subject(person.id), now + rules.UNDO), now + _MOMENT)
        lost = [_lost(each, after.known[each.id], new, person.language) for each in after.losers.get(person.id, ())]
        letters = _letters(person, lost, clashes.get(person.id, ""), rows.get(person.id, ""))
        mails += [composed(event, person, letter, values, key=key, not_before=at) for letter, values in letters]
    sending.send_all(session, mails, now)


def _letters(
    person: Registration, lost: Sequence[str], clashes: str, rows: str
) -> Iterable[tuple[Letter, Mapping[str, str]]]:  # fmt: skip
    """The letters to the person, each with what it says; none where no address is known."""
    if not person.email:
        return
    others = "\n\n".join((rules.OTHERS.pick(person.language)[0], rows)) if rows else ""
    if lost:
        yield rules.ITEM_LOST, {"places": "\n".join(lost), "others": others}
    if clashes:
        yield rules.ITEM_CLASH, {"places": clashes, "others": "" if lost else others}
    if rows and not lost and not clashes:
        yield rules.ITEM_CHANGED, {"places": rows}


def renew(session: Session, event: Event, latest: Timetable, news: Iterable[Withdrawal], now: datetime) -> None:
    """Whoever these letters about versions were to, which have been withdrawn, has what is still true of them.

    It leaves when they would have left. Nothing is read where there are none.
    """
    leaving = {each.subject: each.not_before for each in news}
    if firsts := rules.unread(each.key for each in news):
        after = unread_since(session, event.id, latest, now, firsts)
        write(session, event, after, latest, now, unread=firsts, leaving=leaving)


def tell_readers(session: Session, event: Event, latest: Timetable, readers: Readers, now: datetime) -> None:
    """Those who would have read in their letters about the programme where their places are now have one about these.

    It leaves when that would have left; what else waits to tell of their places is in it. The caller withdraws the
    letters of the ``readers``.
    """
    after = without_letters(session, event.id, latest, now, readers)
    news = outbox.withdraw_about_all(session, [subject(each) for each in readers.firsts], (), held=rules.NAMES)
    own = rules.unread(each.key for each in news)
    unread = {who: min(first, own.get(who, first)) for who, first in readers.firsts.items()}
    leaving = {subject(who): at for who, at in readers.leaving.items()} | {
        each.subject: each.not_before for each in news
    }
    write(session, event, after, latest, now, unread=unread, leaving=leaving)


def tell_of_clash(session: Session, person: Registration, items: Sequence[str], now: datetime) -> None:
    """The person reads at once which items (UUIDs) of their day are at the same time; nothing before a version is
    public.
    """
    version = agenda.latest(session, person.event_id)
    if version is not None:
        rows = _clashing(session, person.event_id, [person], {person.id: items}, version.timetable)
        queue_letter(session, person, rules.ITEM_CLASH, now, places=rows[person.id], others="")


def _people(session: Session, ids: Collection[int]) -> Sequence[Registration]:
    return sorted(registrations(session, ids), key=lambda each: each.id) if ids else ()


def _moved(
    session: Session, people: Iterable[Registration], moved: Mapping[int, Sequence[Standing]], new: Timetable
) -> Mapping[int, str]:
    """The places that are at another time or in another room, as they are now, one to a line, by registration."""
    own, rows = bookings_of(session, moved) if moved else {}, dict[int, str]()
    for person in people:
        items = {each.item for each in moved.get(person.id, ())}
        places = [each for each in own.get(person.id, ()) if each.item in items]
        rows[person.id] = "\n".join(place_row(new, each, person.language) for each in places)
    return rows


def _clashing(
    session: Session, event_id: int, people: Iterable[Registration], torn: Mapping[int, Sequence[str]], new: Timetable
) -> Mapping[int, str]:
    """What of each person's day is at the same time, one item to a line, and where they are on stage themselves."""
    readers, rows = [each for each in people if each.id in torn], dict[int, str]()
    stage = on_stage(session, event_id, [known(each) for each in readers])
    for person in readers:
        own, mark = {each.uuid for each in stage.get(person.id, ())}, rules.ON_STAGE.pick(person.language)[0]
        lines = [(uuid, line(new.item(uuid), new.zone, person.language)) for uuid in torn[person.id]]
        rows[person.id] = "\n".join(f"{row}: {mark}" if uuid in own else row for uuid, row in lines)
    return rows


def _lost(booking: Standing, before: Timetable | None, timetable: Timetable, language: str) -> str:
    """What the person had, and what becomes of the item."""
    outcome, old = _outcome(timetable.item(booking.item), booking), before or timetable
    return f"{line(old.item(booking.item), old.zone, language)}: {outcome.pick(language)[0]}"


def _outcome(item: Item | None, booking: Standing) -> Localized:
    if item is None or item.visibility is Visibility.CLOSED:
        return rules.GONE
    if not is_bookable(item):
        return rules.FREE_FOR_ALL
    is_closed = item.visibility is Visibility.MEMBERS and not booking.is_member
    return rules.FOR_MEMBERS if is_closed else rules.BOOKED_OTHERWISE
