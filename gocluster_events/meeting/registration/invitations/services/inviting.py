"""Mails about invitations, and what people answer to them."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.rules import codes as rules
from gocluster_events.meeting.registration.invitations.services.codes import guest_of, subject
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.services.mails import about, branding, moment, scope

LETTERS = {rules.Mailing.INVITATION: letters.INVITATION, rules.Mailing.REMINDER: letters.INVITATION_REMINDER}
NAMES = {letter.name: mailing for mailing, letter in LETTERS.items()}


def mail_invitations(
    event_id: int, mailing: rules.Mailing, wanted: rules.InvitationFilter, expected: int, act: Act
) -> int:
    """One mail is queued to each recipient of the mailing and leaves in five minutes; returns how many.

    Raises Refused when there are not ``expected`` recipients, or when the edition is not published or registration
    has closed.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        if obstacle := rules.sending_obstacle(event.status, event.registration_closes_at, act.at):
            raise Refused(obstacle)
        people = recipients(session, event_id, mailing, wanted, act.at)
        if len(people) != expected:
            raise Refused(Refusal.NUMBER_CHANGED)
        for person in people:
            _send(session, event, person, LETTERS[mailing], act.at)
            if mailing is rules.Mailing.INVITATION:
                person.sent_at = act.at
            else:
                person.reminded_at = act.at
        audit(session, event_id, f"invitations.mailed.{mailing.value}", act, about="")
        return len(people)


def recipients(
    session: Session, event_id: int, mailing: rules.Mailing, wanted: rules.InvitationFilter, now: datetime
) -> Sequence[Invitation]:
    """Whom the mailing would reach now."""
    if mailing is rules.Mailing.INVITATION:
        return codes.to_invite(session, event_id, wanted, now)
    return codes.to_remind(session, event_id, wanted, now)


def withdraw_mailing(event_id: int, act: Act) -> int:
    """Mails about invitations that have not left yet do not leave, as if nobody had sent them; returns how many."""
    with transaction() as session:
        events.lock(session, event_id)
        gone = outbox.withdraw_letters(session, scope(event_id), NAMES, act.at)
        _take_back(session, event_id, gone, act)
        return len(gone)


def hold_back(session: Session, event_id: int, act: Act) -> int:
    """As `withdraw_mailing`, also of mails whose time has come; the caller holds the edition's lock."""
    gone = outbox.withdraw_untried(session, scope(event_id), NAMES)
    if gone:
        _take_back(session, event_id, [(letter, of) for _key, letter, of in gone], act)
    return len(gone)


def _take_back(session: Session, event_id: int, gone: Sequence[tuple[str, str]], act: Act) -> None:
    """Those invitations count as if nobody had sent these mails, of which letter and subject are given."""
    for mailing, column in ((rules.Mailing.INVITATION, "sent_at"), (rules.Mailing.REMINDER, "reminded_at")):
        ids = [int(of.partition(":")[2]) for name, of in gone if NAMES[name] is mailing]
        for start in range(0, len(ids), 500):
            some = Invitation.id.in_(ids[start : start + 500])
            session.execute(sa.update(Invitation).where(some).values({column: None}))
    audit(session, event_id, "invitations.mailing_withdrawn", act, about="")


def answer_invitation(event_id: int, invitation_id: int, generation: int, answer: rules.Answer, now: datetime) -> None:
    """The invitation is opened, and declined or no longer declined, as the person answered.

    Raises Refused when the link is outdated or the edition is archived.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        invitation = codes.invitation(session, event_id, invitation_id)
        if invitation is None or invitation.generation != generation:
            raise Refused(Refusal.LINK_OUTDATED)
        invitation.opened_at = invitation.opened_at or now
        if (answer is rules.Answer.DECLINE) != (invitation.declined_at is not None):
            invitation.declined_at = now if answer is rules.Answer.DECLINE else None
            of = subject(invitation_id)
            action = f"invitation.{'declined' if answer is rules.Answer.DECLINE else 'decline_withdrawn'}"
            audit(session, event_id, action, Act(of, now), about=of)


def _send(session: Session, event: Event, person: Invitation, letter: Letter, now: datetime) -> None:
    last = min(filter(None, (person.expires_at, event.registration_closes_at)))
    values = {
        **about(event, person.language),
        "salutation": letters.salutation(guest_of(person), person.language),
        "code": rules.format_code(person.code),
        "until": moment(event, last, person.language),
    }
    key = "" if letter is letters.INVITATION else f":{now.isoformat()}"
    sending.send(
        session,
        letter,
        scope=scope(event.id),
        subject=subject(person.id),
        to=person.email,
        language=person.language,
        key=f"{letter.name}:{person.id}:{person.generation}{key}",
        values={**values, **branding(event)},
        now=now,
        link=(person.id, person.generation),
        not_before=now + rules.UNDO,
    )
