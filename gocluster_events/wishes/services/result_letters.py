"""The letters that tell people what they got by their wishes; they wait as long as it can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from gocluster_events import dates
from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.bookings.rules.letters import ROOM
from gocluster_events.events.models import Event
from gocluster_events.letters import services as sending
from gocluster_events.mail.services import outbox
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.services.mails import composed, scope, subject
from gocluster_events.text import Localized
from gocluster_events.wishes.models import Allocation
from gocluster_events.wishes.queries.allotments import Part as Stored
from gocluster_events.wishes.rules import result_letter as letter
from gocluster_events.wishes.rules.phases import UNDO

Numbers = Mapping[tuple[int, str], int]
"""By registration and item (UUID), the number on its list."""


def write(
    session: Session, event: Event, run: Allocation, stored: Iterable[Stored], numbers: Numbers, now: datetime
) -> int:
    """Each of these people whose address is known has the letter, which leaves after `UNDO`; returns how many."""
    version = agenda.latest(session, event.id)
    programme = version.timetable if version else Timetable(event.zone)
    by_person: dict[Registration, list[Stored]] = {}
    for each in stored:
        by_person.setdefault(each.person, []).append(each)
    mails = [
        composed(
            event, person, letter.WISHES_RESULT, _values(programme, run, theirs, numbers, person.language),
            key=f"{run.id}/{now.isoformat()}", not_before=now + UNDO,
        )
        for person, theirs in by_person.items()
        if person.email
    ]  # fmt: skip
    sending.send_all(session, mails, now)
    return len(mails)


def withdraw(session: Session, event: Event, people: Iterable[int] | None = None) -> None:
    """No letter leaves that nobody has tried to send: of these people (registrations), or of all."""
    if people is None:
        outbox.withdraw_untried(session, scope(event.id), {letter.WISHES_RESULT.name})
    elif subjects := [subject(each) for each in people]:
        outbox.withdraw_about_all(session, subjects, {letter.WISHES_RESULT.name})


def _values(
    programme: Timetable, run: Allocation, theirs: Sequence[Stored], numbers: Numbers, language: str
) -> dict[str, str]:
    return letter.values([_part(programme, run, each, numbers, language) for each in theirs], language)


def _part(programme: Timetable, run: Allocation, stored: Stored, numbers: Numbers, language: str) -> letter.Part:
    row, block = stored.row, run.problem["blocks"][stored.row.block]
    begins, over = (datetime.fromisoformat(block[name]) for name in ("starts", "ends"))
    why = [(each, _title(programme, each["item"])) for each in row.explanations]
    lists = [
        (title.pick(language)[0], numbers[row.registration_id, each["item"]])
        for each, title in why
        if (row.registration_id, each["item"]) in numbers
    ]
    return letter.Part(
        when=_hours(programme.zone, begins, over, language),
        item=_title(programme, row.item).pick(language)[0] if row.item else "",
        room=_room(programme, row.item, language) if row.item else "",
        rank=row.rank or 0,
        why=why,
        lists=lists,
    )


def samples(programme: Timetable, language: str) -> dict[str, str]:
    """What the letter could say of two items of this programme; where none has a time yet, what will stand there."""
    placed = [item for item in programme.items if item.starts_at is not None]
    if not placed:
        return {"results": letter.NO_ITEMS.pick(language)[0], "waiting": letter.WAITING.pick(language)[0]}
    first, last = placed[0], placed[-1]
    when = _hours(programme.zone, *last.span, language)
    title = _title(programme, last.uuid).pick(language)[0]
    return letter.sample(language, when, _title(programme, first.uuid), title, _room(programme, last.uuid, language))


def _title(programme: Timetable, uuid: str) -> Localized:
    """Its number and title."""
    item = programme.item(uuid)
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
