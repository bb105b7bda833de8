"""The letters about somebody's places in items: one says how all of them stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries.own import bookings_of
from gocluster_events.attendance.bookings.queries.people import registrations
from gocluster_events.attendance.bookings.rules import letters
from gocluster_events.attendance.bookings.rules.offers import OwnBooking
from gocluster_events.attendance.bookings.rules.publication_letters import NAMES
from gocluster_events.attendance.bookings.services.lines import item_name, place_row
from gocluster_events.attendance.bookings.services.publication_letters import renew
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.mail.services.outbox import Withdrawal
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import composed, subject

_BY_NAME = {letter.name: letter for letter in letters.LETTERS}
_OF_THE_DEED = {"other", "lists"}  # what a letter that is written anew says as before
_KEY_PARTS = 3  # the letter, whose it is and the generation of the link stand before what the mail is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a letter is about: the item (UUID), where there are two the other one as well, and further values.

    ``lists`` are the items whose waiting lists the person has left by it.

    What somebody did themselves is told a minute later, so that one letter tells of all that they do meanwhile.
    """

    letter: Letter
    item: str
    other: str = ""
    lists: Collection[str] = ()
    at_once: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


def tell_all(session: Session, event_id: int, matters: Mapping[int, Matter], now: datetime) -> None:
    """Each of these people (registrations) has the letter about their matter and all places of theirs.

    None before it says what was so then. Five statements, however many people these are.
    """
    if matters:
        _tell(session, event_id, [(each, matters[each.id]) for each in registrations(session, matters)], now)


def tell_both(
    session: Session, event_id: int, matters: Mapping[int, Matter], news: Mapping[int, Matter], now: datetime
) -> None:
    """As `tell_all` of what was done (``matters``) and of what followed (``news``): of one person both letters.

    Where both say how things stand, the news alone does.
    """
    tell_all(session, event_id, {**news, **matters}, now)
    tell_all(session, event_id, {who: matter for who, matter in news.items() if who in matters}, now)


def tell(session: Session, person: Registration, matter: Matter, now: datetime) -> None:
    """The person has the letter about the matter, as `tell_all` writes it."""
    _tell(session, person.event_id, [(person, matter)], now)


def _tell(session: Session, event_id: int, matters: Sequence[tuple[Registration, Matter]], now: datetime) -> None:
    people = [person.id for person, _matter in matters]
    news = _of_versions(_withdraw(session, people))
    version = agenda.latest(session, event_id)
    if version is None:
        return
    event, own = session.get_one(Event, event_id), bookings_of(session, people)
    mails: list[Outgoing] = []
    for person, matter in matters:
        at, theirs = None if matter.at_once else now + letters.GATHERED, own.get(person.id, ())
        mails += _letters(event, person, matter, theirs, now, programme=version.timetable, at=at)
    sending.send_all(session, mails, now)
    renew(session, event, version.timetable, news, now)


def _withdraw(session: Session, people: Iterable[int]) -> Sequence[Withdrawal]:
    """The letters to these people that wait, about their places and about what versions did to these. One statement."""
    return outbox.withdraw_about_all(session, [subject(each) for each in people], letters.STANDING, held=NAMES)


def _of_versions(withdrawals: Iterable[Withdrawal]) -> Sequence[Withdrawal]:
    return [each for each in withdrawals if each.letter in NAMES]


def _letters(
    event: Event, person: Registration, matter: Matter, own: Sequence[OwnBooking], now: datetime, *,
    programme: Timetable, at: datetime | None,
) -> Sequence[Outgoing]:  # fmt: skip
    """None where no address is known. The key of the mail names the item, so that the letter can be written anew."""
    if not person.email:
        return ()
    language = person.language
    rows = [place_row(programme, each, language) for each in own]
    other = {"other": item_name(programme, matter.other, language)} if matter.other else {}
    item, places = item_name(programme, matter.item, language), "\n".join(rows) or letters.NOTHING.pick(language)[0]
    ends = ", ".join(item_name(programme, each, language) for each in matter.lists)
    lists = letters.LISTS_LEFT.pick(language)[0].format(items=ends) if ends else ""
    values = {**other, "lists": lists, **matter.values, "item": item, "places": places}
    key = f"{matter.item}/{now.isoformat()}"
    return (composed(event, person, matter.letter, values, key=key, not_before=at),)


def matter_of(own: OwnBooking, *, at_once: bool = False) -> Matter:
    """That the person has that place or number."""
    return Matter(letter=_letter(own), item=own.item, at_once=at_once, values=_number(own))


def tell_of(session: Session, person: Registration, own: OwnBooking, now: datetime, *, at_once: bool = False) -> None:
    """The person has the letter about that place or number of theirs."""
    tell(session, person, matter_of(own, at_once=at_once), now)


def tell_anew(session: Session, people: Collection[Registration], now: datetime) -> None:
    """Letters to these people of one edition that nobody has tried to send say how things stand now.

    They leave when they would have left. Where one is about what the person has no more, one about what it told besides
    takes its place, if anything. Five statements, however many people these are, and one where no letter waits.
    """
    withdrawals = sorted(_withdraw(session, [each.id for each in people]), key=lambda each: each.created_at)
    if not withdrawals:
        return
    event_id = next(each.event_id for each in people)
    version = agenda.latest(session, event_id)
    if version is None:
        return
    last = {each.subject: each for each in withdrawals if each.letter not in NAMES}
    readers = [each for each in people if subject(each.id) in last]
    own, mails = bookings_of(session, [each.id for each in readers]) if readers else {}, list[Outgoing]()
    for person in readers:
        mails += _anew(session, person, last[subject(person.id)], own.get(person.id, ()), version.timetable, now)
    sending.send_all(session, mails, now)
    renew(session, session.get_one(Event, event_id), version.timetable, _of_versions(withdrawals), now)


def _anew(
    session: Session, person: Registration, mail: Withdrawal, own: Sequence[OwnBooking], programme: Timetable,
    now: datetime,
) -> Sequence[Outgoing]:  # fmt: skip
    item = mail.key.split(":", _KEY_PARTS)[-1].partition("/")[0]
    same = next((each for each in own if each.item == item), None)
    booking = same or _latest(own, mail.created_at - letters.GATHERED)
    if booking is None:
        return ()
    letter = _BY_NAME[mail.letter] if same else _letter(booking)
    others = {name: value for name, value in mail.content["values"].items() if same and name in _OF_THE_DEED}
    matter = Matter(letter=letter, item=booking.item, values={**others, **_number(booking)})
    event = session.get_one(Event, person.event_id)
    return _letters(event, person, matter, own, now, programme=programme, at=mail.not_before)


def _latest(own: Iterable[OwnBooking], since: datetime) -> OwnBooking | None:
    return max((each for each in own if each.at > since), key=lambda each: (each.at, each.id), default=None)


def _letter(own: OwnBooking) -> Letter:
    return letters.ITEM_BOOKED if own.is_held else letters.ITEM_WAITING


def _number(own: OwnBooking) -> dict[str, str]:
    return {} if own.number is None else {"number": str(own.number)}
