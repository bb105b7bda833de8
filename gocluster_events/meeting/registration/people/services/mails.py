"""The letters and the record of a registration, and the one verb that puts it into a state."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.core import dates
from gocluster_events.core.act import Act
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Meeting, palette
from gocluster_events.meeting.events.rules.location import location
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import ADMISSION_CODE, Letter
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import decisions, people, seats
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.changing import choices
from gocluster_events.meeting.registration.people.rules.codes import ENDED, STATES, Status, may_register_again_until
from gocluster_events.meeting.registration.people.rules.entry import admission_code
from gocluster_events.meeting.registration.people.rules.seats import SeatSource


def scope(event_id: int) -> str:
    """The edition's key in the audit log, in sessions and in mails."""
    return f"edition:{event_id}"


def subject(registration_id: int) -> str:
    """The registration's key in the audit log, in sessions and in mails."""
    return f"registration:{registration_id}"


def own_act(registration_id: int, now: datetime) -> Act:
    """What the person of the registration does now themselves."""
    return Act(subject(registration_id), now)


def queue_letter(  # noqa: PLR0913 -- everything about a letter, each by its name
    session: Session, registration: Registration, letter: Letter, now: datetime, *,
    calendar: Meeting | None = None, key: str = "", generation: int | None = None, language: str = "", to: str = "",
    behind: tuple[int, int] | None = None, not_before: datetime | None = None,
    is_first: bool = False, **values: str,
) -> str:  # fmt: skip
    """The person gets the letter, once for each ``key``; without one, once at this moment. Returns the mail's key;
    none where no address is known.

    ``generation`` is that of the link in it, where it is not the personal one; ``values`` fill its own placeholders.
    ``to`` is an address other than the person's, ``behind`` what the link opens where it is no registration.
    A letter that says where somebody stands takes the place of one that waits because it can still be undone; the
    first one after a proof (``is_first``) has none before it.
    """
    if not (to or registration.email):
        return ""  # the team registered somebody who told no address
    event = session.get_one(Event, registration.event_id)
    if letter.name in letters.STANDING and not is_first:
        outbox.withdraw(session, decisions.waiting_keys(session, registration.id))
        ended = letters.TO_LISTS if letter.name in letters.ENDED else frozenset()
        outbox.withdraw_about(session, subject(registration.id), letters.REMINDERS | ended)
    how: dict[str, Any] = {"to": to, "language": language, "generation": generation, "behind": behind}
    mail = composed(
        event, registration, letter, values, key=key or now.isoformat(), calendar=calendar, not_before=not_before, **how
    )
    sending.send_all(session, [mail], now)
    return mail.key


def composed(  # noqa: PLR0913 -- everything about a letter, each by its name
    event: Event, registration: Registration, letter: Letter, values: Mapping[str, str], *, key: str,
    to: str = "", language: str = "", generation: int | None = None, behind: tuple[int, int] | None = None, **mail: Any,
) -> Outgoing:  # fmt: skip
    """The letter as the outbox takes it, for whoever queues many of them at once; as `queue_letter`. No statement."""
    number = registration.generation if generation is None else generation
    spoken = language or registration.language
    return sending.compose(
        letter,
        scope=scope(event.id),
        subject=subject(registration.id),
        to=to or registration.email,
        language=spoken,
        key=f"{letter.name}:{registration.id}:{number}:{key}",
        values=_filled(letter, event, registration, {**facts(event, registration, spoken), **values}),
        link=behind or (registration.id, number),
        **mail,
    )


def send_waiting_letter(session: Session, event: Event, registration: Registration, now: datetime) -> None:
    """A letter that waits because its decision can be undone is replaced by one that is true now and leaves at once.

    Nothing happens where no letter waits, or where the registration is neither confirmed nor on a waiting list.
    """
    if registration.status not in {Status.CONFIRMED, Status.WAITLISTED}:
        return
    if outbox.withdraw(session, decisions.waiting_keys(session, registration.id)):
        queue_status_letter(session, event, registration, now)


def queue_status_letter(
    session: Session, event: Event, registration: Registration, now: datetime, *, letter: Letter | None = None,
    **mail: Any,
) -> str:  # fmt: skip
    """The person gets the letter of their state, or that ``letter``; ``mail``, and the key, as in `queue_letter`."""
    match registration.status:
        case Status.CONFIRMED:
            mail["calendar"] = people.meeting(event, registration)
        case Status.OFFERED if registration.offer_until is not None:
            mail["until"] = moment(event, registration.offer_until, registration.language)
        case Status.LAPSED:
            was_proven = registration.proven_at is not None
            until = may_register_again_until(event.registration_closes_at, now, was_proven=was_proven)
            mail["closes"] = moment(event, until, registration.language)
        case Status.CANCELLED:
            code, calendar = registration.invitation_id is not None, bool(mail.get("calendar"))
            mail["afterwards"] = afterwards(event, registration.language, now, has_calendar=calendar, has_code=code)
        case Status.WAITLISTED:
            mail["number"] = str(seats.position(session, registration))
    letter = letter or letters.of_state(registration.status, registration.mode)
    return queue_letter(session, registration, letter, now, **mail)


def afterwards(event: Event, language: str, now: datetime, *, has_calendar: bool, has_code: bool = False) -> str:
    """What the letter about a cancellation says of the calendar and of coming back."""
    phase = events.registration_phase(event, now)
    until = choices(Status.CANCELLED, people.until(event), phase, now, has_code=has_code).returning
    sentences = [letters.CALENDAR_REMOVED] if has_calendar else []
    sentences.append(letters.RETURN if until else letters.NO_RETURN)
    spoken = " ".join(each.pick(language)[0] for each in sentences)
    return spoken.format(until=moment(event, until, language) if until else "")


def record(session: Session, registration: Registration, action: str, act: Act, fields: Sequence[str] = ()) -> None:
    """The audit log says who did that to the registration, and which fields it touched."""
    audit(session, registration.event_id, action, act, about=subject(registration.id), fields=fields)


def moment(event: Event, at: datetime, language: str) -> str:
    """Day and hour at the venue, as it stands in a sentence of the mail."""
    return dates.moment(at, event.zone, language)


def about(event: Event, language: str) -> dict[str, str]:
    """The values about the edition that every letter can use."""
    return {
        "event": event.title.pick(language)[0],
        "day": dates.days(event.starts_at, event.ends_at, event.zone, language),
        "time": dates.hours(event.starts_at, event.ends_at, event.zone, language),
        "place": location(event),
        "closes": moment(event, event.registration_closes_at, language),
        "contact": event.contact_email,
        "office": event.contact_name,
    }


def facts(event: Event, registration: Registration, language: str) -> dict[str, str]:
    """The values about the edition and its reader that a letter can use."""
    return {
        **about(event, language),
        "salutation": letters.salutation(people.entry_of(registration), language),
        "reference": registration.reference,
        "mode": letters.MODES[language, registration.mode],
    }


def branding(event: Event) -> dict[str, str]:
    """The edition's own colour, if it has one, for the frame of its letters."""
    colours = palette(event.accent)
    return {"accent": colours.light} if colours else {}


def surroundings(letter: Letter, event: Event, reference: str) -> dict[str, str]:
    """What the frame of the letter shows: the edition's colour, and the code for admission where it brings that."""
    code = {ADMISSION_CODE: admission_code(event.slug, reference)} if letter.name in letters.WITH_CODE else {}
    return {**branding(event), **code}


def _filled(letter: Letter, event: Event, registration: Registration, known: Mapping[str, str]) -> dict[str, str]:
    """Of what is known that which the letter has placeholders for, and what its frame shows.

    Nothing typed by a stranger reaches a letter to an unproven address.
    """
    return {**{name: known[name] for name in letter.samples}, **surroundings(letter, event, registration.reference)}


_MOMENTS = {"hold_until"} | {state.moment for state in STATES.values() if state.moment}


def put(
    session: Session, registration: Registration, status: Status, act: Act, *, place: SeatSource | None = None,
    at: datetime | None = None, action: str = "", tells: bool = True, **mail: Any,
) -> str:  # fmt: skip
    """The registration has that status, and no column of the status before is set; a letter and the audit log say so.

    ``place`` is the place, one of the seats, or the list, where it becomes another; ``at`` the moment of the state,
    where that is not that of the ``act``. Without an ``action`` the audit log says nothing. ``mail`` as in
    `queue_status_letter`. Returns the key of the mail. The waiting list has its own log, which the caller keeps.
    ``confirmed_at`` stays when the registration ends, for the figures; that a confirmed one is no longer is noted.
    """
    event, ends = session.get_one(Event, registration.event_id), status in ENDED
    was_confirmed, had_ended = registration.status is Status.CONFIRMED, registration.ended_at is not None
    if was_confirmed if ends else had_ended:
        registration.sequence += 1  # calendars remove the meeting, or take it in again
    if was_confirmed and status is not Status.CONFIRMED:
        registration.away_at = act.at
    registration.status = status
    if place is not None:
        registration.quota_id, registration.outside_seats = place.quota_id, False
    for column in _MOMENTS - ({"confirmed_at"} if ends else set()):
        setattr(registration, column, (at or act.at) if column == STATES[status].moment else None)
    session.add(registration)
    session.flush()
    if action:
        record(session, registration, action, act)
    if ends:
        mail = {"calendar": people.meeting(event, registration) if was_confirmed else None, **mail}
    return queue_status_letter(session, event, registration, act.at, **mail) if tells else ""
