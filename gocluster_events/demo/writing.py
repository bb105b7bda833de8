"""What went wrong with mails, and what the team wrote to lists: something for desk and outbox to tell."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events import db
from gocluster_events.act import Act
from gocluster_events.demo.arrivals import NOW
from gocluster_events.mail.models import Mail, MailAttempt
from gocluster_events.mail.rules.outbox import State
from gocluster_events.messages import services as messages
from gocluster_events.messages.queries import candidates
from gocluster_events.messages.rules import MessageText, choose
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.registration.people.rules.letters import CONFIRMED_ONSITE
from gocluster_events.text import Localized

_UNKNOWN_MAILBOX = "550 5.1.1 User unknown"
_MAILBOX_FULL = "552 5.2.2 Mailbox full"
_ARRIVING = MessageText(
    subject=Localized("So kommen Sie zur Tagung", "How to get to the meeting"),
    body=Localized(
        "Guten Tag {salutation},\n\nder Bahnhof ist zehn Minuten zu Fuß entfernt. Der Eingang ist in der Gartenstraße, "
        "die Registrierung öffnet am {day} um 8:45 Uhr.\n\n- Bitte bringen Sie einen **Ausweis** mit.\n"
        "- Ihre Vorgangsnummer ist {reference}.\n\nMit freundlichen Grüßen\n\n{office}",
        "Dear {salutation},\n\nthe station is a ten minutes' walk away. The entrance is in Gartenstraße, and "
        "registration opens on {day} at 8:45.\n\n- Please bring an **identity document**.\n"
        "- Your reference number is {reference}.\n\nKind regards\n\n{office}",
    ),
)
_WATCHING = MessageText(
    subject=Localized("Die Tagung im Livestream", ""),
    body=Localized(
        "Guten Tag {salutation},\n\nden Link zum Livestream finden Sie am {day} auf Ihrer persönlichen Seite. "
        "Fragen können Sie im Chat stellen.\n\n"
        "Mit freundlichen Grüßen\n\n{office}",
        "",
    ),
)


def write(event_id: int, actor: str) -> None:
    """Everybody confirmed on site was told how to get there; a message to those who watch is still a draft."""
    of_list = {"status": [Status.CONFIRMED.value], "mode": ["onsite"]}
    message_id = messages.keep_message(event_id, _ARRIVING, of_list, Act(actor, NOW - timedelta(days=3)))
    ids = db.session().scalars(_confirmed(event_id)).all()
    seal = choose(candidates(db.session(), event_id, ids)).seal
    at = NOW - timedelta(days=2)
    messages.plan_message(event_id, message_id, ids, seal=seal, revision=1, due_at=None, act=Act(actor, at))
    messages.send_due_messages(at + messages.UNDO)
    messages.keep_message(
        event_id,
        _WATCHING,
        {"status": [Status.CONFIRMED.value], "mode": ["online"]},
        Act(actor, NOW - timedelta(days=1)),
    )


def lose_two(session: Session, event_id: int) -> None:
    """The latest confirmation was refused, and the one before came back after some minutes."""
    confirmations = sa.select(Mail).where(Mail.scope == f"edition:{event_id}", Mail.letter == CONFIRMED_ONSITE.name)
    latest = confirmations.order_by(Mail.created_at.desc(), Mail.id.desc()).limit(2)
    refused, returned = session.scalars(latest).all()
    refused.state, refused.sent_at, refused.attempts, refused.last_error = State.FAILED, None, 1, _UNKNOWN_MAILBOX
    returned.state, returned.last_error = State.FAILED, _MAILBOX_FULL
    returned.bounced_at = returned.created_at + timedelta(minutes=6)
    _attempt(session, refused, refused.created_at, is_bounce=False)
    _attempt(session, returned, returned.bounced_at, is_bounce=True)


def _attempt(session: Session, mail: Mail, at: datetime, *, is_bounce: bool) -> None:
    session.add(
        MailAttempt(mail_id=mail.id, at=at, recipient=mail.recipient, reason=mail.last_error, is_bounce=is_bounce)
    )


def _confirmed(event_id: int) -> sa.Select[int]:
    on_site = sa.and_(Registration.status == Status.CONFIRMED, sa.type_coerce(Registration.mode, sa.String) == "onsite")
    created = Registration.created_at < NOW - timedelta(days=2)
    return sa.select(Registration.id).where(Registration.event_id == event_id, on_site, created)
