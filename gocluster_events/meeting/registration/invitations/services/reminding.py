"""Reminders that go out by themselves: to those who are silent, and to those who take part."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.letters import queries as plans, services as sending
from gocluster_events.meeting.letters.rules import Kind, Letter, ReminderState
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries import codes, reminding
from gocluster_events.meeting.registration.invitations.rules.codes import UNDO, InvitationFilter, format_code
from gocluster_events.meeting.registration.invitations.services import codes as codes_services
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import WORKER, Status
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.people.services.mails import (
    about,
    facts,
    moment,
    scope,
    subject,
    surroundings,
)

_COMING: Mapping[Kind, Mapping[Mode, Letter]] = {
    Kind.WEEK: {Mode.ONSITE: letters.WEEK_ONSITE, Mode.ONLINE: letters.WEEK_ONLINE},
    Kind.DAY: {Mode.ONSITE: letters.DAY_ONSITE, Mode.ONLINE: letters.DAY_ONLINE},
}


def remind_due(now: datetime) -> int:
    """One mail is queued to each person who is due for a reminder and leaves in five minutes; returns how many.

    Any number of workers may call it at once.
    """
    return sum(_remind(event_id, kind, now) for event_id, kind in plans.due(db.session(), now))


def drop_moot_reminders(now: datetime) -> int:
    """Whoever has answered, cancelled or lost the place since a reminder was written does not get it; returns how many.

    Called before mails are sent: five minutes lie between writing a reminder and sending it.
    """
    if not reminding.due_reminders(db.session(), now):
        return 0
    with db.transaction() as session:
        fits: dict[str, set[str]] = {}
        reminders = reminding.due_reminders(session, now)
        for letter in {letter for _key, letter, _of in reminders}:
            fits[letter] = _who_still_fits(session, letter, [of for _key, name, of in reminders if name == letter])
        return len(outbox.withdraw(session, {key for key, letter, of in reminders if of not in fits[letter]}))


def withdraw_reminders(event_id: int, act: Act) -> int:
    """Reminders that have not left yet do not leave, and do not go again for this day; returns how many."""
    with db.transaction() as session:
        events.lock(session, event_id)
        gone = outbox.withdraw_letters(session, scope(event_id), letters.REMINDERS, act.at)
        _take_back(session, event_id, gone, act)
        return len(gone)


def hold_back(session: Session, event_id: int, act: Act) -> int:
    """As `withdraw_reminders`, also of mails whose time has come; the caller holds the edition's lock."""
    gone = outbox.withdraw_untried(session, scope(event_id), letters.REMINDERS)
    _take_back(session, event_id, [(letter, of) for _key, letter, of in gone], act)
    return len(gone)


def _take_back(session: Session, event_id: int, gone: Sequence[tuple[str, str]], act: Act) -> None:
    """These reminders, of which letter and subject are given, do not leave; that is on record."""
    _forget_reminded(session, [of for name, of in gone if name == letters.DEADLINE_INVITED.name])
    if gone:
        audit(session, event_id, "letter.reminders_withdrawn", act, about="")


def number_to_remind(session: Session, event: Event, kind: Kind, now: datetime) -> int:
    """How many people the reminder would go to if it were due now."""
    if kind in _COMING:
        return reminding.number_confirmed(session, event.id)
    guests = codes.number_to_remind(session, event.id, InvitationFilter(), now)
    return guests + reminding.number_unproven(session, event.id, now)


def number_unreached(session: Session, event: Event, kind: Kind) -> int:
    """How many people it would go to if anybody knew their address."""
    return reminding.number_unreached(session, event.id) if kind in _COMING else 0


def _forget_reminded(session: Session, subjects: Sequence[str]) -> None:
    """These guests count as not reminded, so that the team may remind them by hand at once."""
    ids = [int(of.partition(":")[2]) for of in subjects]
    for start in range(0, len(ids), 500):
        some = Invitation.id.in_(ids[start : start + 500])
        session.execute(sa.update(Invitation).where(some).values(reminded_at=None))


def _who_still_fits(session: Session, letter: str, subjects: Sequence[str]) -> set[str]:
    ids = {int(of.partition(":")[2]) for of in subjects}
    if letter in {letters.DEADLINE_INVITED.name, letters.INVITATION_REMINDER.name}:
        return {codes_services.subject(each) for each in reminding.who_is_silent(session, ids)}
    wanted = Status.UNCONFIRMED if letter == letters.DEADLINE_UNPROVEN.name else Status.CONFIRMED
    return {subject(each) for each in reminding.registrations_with_status(session, ids, wanted)}


def _remind(event_id: int, kind: Kind, now: datetime) -> int:
    with db.transaction() as session:
        events.lock(session, event_id)  # before any other read: another worker may have done it
        event, row = session.get_one(Event, event_id), plans.reminder(session, event_id, kind)
        plan = plans.plan(event, kind, row, now)
        if row is None or plan.standing is not ReminderState.DUE:
            return 0
        writer = _Writer(event, f"{kind.value}:{plan.occasion}", now)
        mails = _to_the_coming(session, writer, kind) if kind in _COMING else _to_the_silent(session, writer)
        sending.send_all(session, mails, now)
        row.occasion, row.went_at = plan.occasion, now
        audit(session, event_id, "letter.reminder_sent", Act(WORKER, now), about=f"reminder:{kind.value}")
        return len(mails)


@dataclass(frozen=True, slots=True)
class _Writer:
    """What all mails of one reminder share; ``occasion`` is what each person gets one mail for."""

    event: Event
    occasion: str
    now: datetime

    def write(
        self, letter: Letter, of: Callable[[int], str], person: Registration | Invitation, **details: str
    ) -> Outgoing:  # fmt: skip
        """The letter to that person, filled with ``details`` about them."""
        comes = person if isinstance(person, Registration) and person.status is Status.CONFIRMED else None
        values = {**about(self.event, person.language), **details}
        return sending.compose(
            letter,
            scope=scope(self.event.id),
            subject=of(person.id),
            to=person.email,
            language=person.language,
            key=f"{letter.name}:{person.id}:{self.occasion}",
            values={
                **{name: values[name] for name in letter.samples},
                **surroundings(letter, self.event, details.get("reference", "")),
            },
            link=(person.id, person.generation),
            calendar=people.meeting(self.event, comes) if comes else None,
            not_before=self.now + UNDO,
        )


def _to_the_coming(session: Session, writer: _Writer, kind: Kind) -> list[Outgoing]:
    return [
        writer.write(_COMING[kind][person.mode], subject, person, **facts(writer.event, person, person.language))
        for person in reminding.confirmed(session, writer.event.id)
    ]


def _to_the_silent(session: Session, writer: _Writer) -> list[Outgoing]:
    event, now = writer.event, writer.now
    guests = codes.to_remind(session, event.id, InvitationFilter(), now)
    ids = [guest.id for guest in guests]
    for start in range(0, len(ids), 500):
        some = Invitation.id.in_(ids[start : start + 500])
        session.execute(sa.update(Invitation).where(some).values(reminded_at=now))
    return [
        *(_to_guest(writer, guest) for guest in guests),
        *(_to_unproven(writer, person) for person in reminding.unproven(session, event.id, now)),
    ]


def _to_guest(writer: _Writer, guest: Invitation) -> Outgoing:
    last = min(filter(None, (guest.expires_at, writer.event.registration_closes_at)))
    return writer.write(
        letters.DEADLINE_INVITED,
        codes_services.subject,
        guest,
        salutation=letters.salutation(codes_services.guest_of(guest), guest.language),
        code=format_code(guest.code),
        until=moment(writer.event, last, guest.language),
    )


def _to_unproven(writer: _Writer, person: Registration) -> Outgoing:
    last = min(person.created_at + LINK_LASTS, writer.event.registration_closes_at)
    return writer.write(
        letters.DEADLINE_UNPROVEN, subject, person, until=moment(writer.event, last, person.language)
    )  # fmt: skip
